-- What an undo takes away stays aside, so that undoing the undo gives it back exactly.
CREATE TABLE relationship_engine.retraction (
    LIKE relationship_engine.evidence,
    retracted_by uuid NOT NULL,
    CONSTRAINT retraction_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context, run_id)
);
CREATE INDEX retraction_run_idx ON relationship_engine.retraction (graph_id, run_id);
CREATE INDEX retraction_retracted_by_idx ON relationship_engine.retraction (graph_id, retracted_by);
COMMENT ON TABLE relationship_engine.retraction IS 'Evidence that does not count: its run is undone, a later reading took its place, a person rejected it, or an older find of the same observation counts.';
COMMENT ON COLUMN relationship_engine.retraction.retracted_by IS 'The run that took it back; run_id itself where that run is undone, or an older find counts.';

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
CREATE INDEX scaling_scaled_by_idx ON relationship_engine.scaling (graph_id, scaled_by);
COMMENT ON TABLE relationship_engine.scaling IS 'Which set_weight run scaled which piece of evidence: its gain is the one that was learned times the factors of the runs that are not undone.';
COMMENT ON COLUMN relationship_engine.scaling.run_id IS 'The run that found the evidence.';
COMMENT ON COLUMN relationship_engine.scaling.gain IS 'As it was learned, before any of its scalings.';

CREATE TABLE relationship_engine.retracted_pruning (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    run_id uuid NOT NULL,
    pruned_at timestamptz NOT NULL,
    retracted_by uuid NOT NULL,
    CONSTRAINT retracted_pruning_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, run_id, retracted_by)
);
CREATE INDEX retracted_pruning_run_idx ON relationship_engine.retracted_pruning (graph_id, run_id);
CREATE INDEX retracted_pruning_retracted_by_idx ON relationship_engine.retracted_pruning (graph_id, retracted_by);
COMMENT ON TABLE relationship_engine.retracted_pruning IS 'Prunings that do not hold, because their run is undone (retracted_by = run_id) or a restore_pruned run, while that is not undone, took them back.';

CREATE TABLE relationship_engine.retracted_edge (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    pinned boolean NOT NULL,
    metadata jsonb,
    edits jsonb,
    created_at timestamptz NOT NULL,
    retracted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT retracted_edge_pkey PRIMARY KEY (graph_id, from_id, to_id, kind)
);
COMMENT ON TABLE relationship_engine.retracted_edge IS 'What an edge was beside its evidence when the last piece of it was taken back; it is so again when evidence returns.';
