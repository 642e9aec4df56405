-- What an undo takes away stays aside, so that undoing the undo gives it back exactly.
ALTER TABLE relationship_engine.graph
ADD COLUMN undo_guard double precision NOT NULL DEFAULT 0.5,
ADD CONSTRAINT graph_undo_guard_check CHECK (undo_guard BETWEEN 0 AND 1);
COMMENT ON COLUMN relationship_engine.graph.undo_guard IS 'Share of live edges that one undo may take away without p_force; fewer than 100 edges always may go.';

ALTER TABLE relationship_engine.run
ADD COLUMN status_before text,
ADD COLUMN clock_cut timestamptz;
CREATE INDEX run_undoes_idx ON relationship_engine.run (graph_id, undoes) WHERE undoes IS NOT NULL;
COMMENT ON COLUMN relationship_engine.run.undoes IS 'The run that it took back, or did again; of the undo runs of one run the last is in force, the others are undone.';
COMMENT ON COLUMN relationship_engine.run.status_before IS 'Of an undo: the status of the run before it was undone.';
COMMENT ON COLUMN relationship_engine.run.clock_cut IS 'Of an undo: what was observed from then on came after the clock step that it took back, what stands at the same clock and is older came before it.';
COMMENT ON COLUMN relationship_engine.run.scale IS 'Factor by which set_weight changed the gains: see scaling.';

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

INSERT INTO relationship_engine.scaling
(graph_id, from_id, to_id, kind, strategy, context, run_id, scaled_by, factor, gain, scaled_at)
SELECT
    r.graph_id, r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id, r.retracted_by, u.scale,
    first_value(r.gain) OVER (
        PARTITION BY r.graph_id, r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id ORDER BY u.started_at
    ),
    u.started_at
FROM relationship_engine.retraction r
INNER JOIN relationship_engine.run u ON r.graph_id = u.graph_id AND r.retracted_by = u.id
WHERE u.scale IS NOT NULL;
DELETE FROM relationship_engine.retraction r
USING relationship_engine.run u
WHERE u.graph_id = r.graph_id AND u.id = r.retracted_by AND u.scale IS NOT NULL;

-- evidence is known by its observation and the run that found it; its own run stands for: that run is undone
DELETE FROM relationship_engine.retraction r
USING relationship_engine.retraction o
WHERE o.graph_id = r.graph_id AND o.from_id = r.from_id AND o.to_id = r.to_id AND o.kind = r.kind
AND o.strategy = r.strategy AND o.context = r.context AND o.run_id = r.run_id AND o.retracted_by > r.retracted_by;
UPDATE relationship_engine.retraction r
SET retracted_by = r.run_id
FROM relationship_engine.run u
WHERE u.graph_id = r.graph_id AND u.id = r.retracted_by AND u.mode = 'undo';
ALTER TABLE relationship_engine.retraction
DROP CONSTRAINT retraction_pkey,
ADD CONSTRAINT retraction_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context, run_id);
CREATE INDEX retraction_run_idx ON relationship_engine.retraction (graph_id, run_id);
CREATE INDEX retraction_retracted_by_idx ON relationship_engine.retraction (graph_id, retracted_by);
COMMENT ON TABLE relationship_engine.retraction IS 'Evidence that does not count: its run is undone, a later reading took its place, a person rejected it, or an older find of the same observation counts.';
COMMENT ON COLUMN relationship_engine.retraction.retracted_by IS 'The run that took it back; run_id itself where that run is undone, or an older find counts.';

-- prunings outlive their edge: when its evidence returns, they hold again
ALTER TABLE relationship_engine.pruning DROP CONSTRAINT pruning_edge_fkey;

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
    created_at timestamptz NOT NULL,
    retracted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT retracted_edge_pkey PRIMARY KEY (graph_id, from_id, to_id, kind)
);
COMMENT ON TABLE relationship_engine.retracted_edge IS 'What an edge was beside its evidence when the last piece of it was taken back; it is so again when evidence returns.';
