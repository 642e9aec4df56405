CREATE TABLE relationship_engine.scaling (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    strategy text NOT NULL,
    context text NOT NULL,
    run_id uuid NOT NULL,
    scaled_by uuid NOT NULL,
    factor double precision NOT NULL,
    gain double precision NOT NULL,
    scaled_at timestamptz NOT NULL,
    CONSTRAINT scaling_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context, run_id, scaled_by)
);
CREATE INDEX scaling_scaled_by_idx ON relationship_engine.scaling (graph_id, scaled_by)
    WHERE scaled_by IS NOT NULL;
COMMENT ON TABLE relationship_engine.scaling IS
'Evidence that set_weight() scaled, by run. The gain of evidence is the learned gain times the factors of the runs '
'that are not undone.';
COMMENT ON COLUMN relationship_engine.scaling.run_id IS 'The run that found the evidence.';
COMMENT ON COLUMN relationship_engine.scaling.gain IS 'The gain as learned, before any scaling.';
