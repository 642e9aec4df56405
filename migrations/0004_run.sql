CREATE TABLE relationship_engine.run (
    graph_id bigint NOT NULL,
    id uuid NOT NULL DEFAULT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid()), substr(int8send((1000 * date_part('epoch', clock_timestamp()))::bigint), 3), 1
    ), 52, 1), 53, 1), 'hex')::uuid,
    mode text NOT NULL,
    status text NOT NULL DEFAULT 'running',
    night date,
    full_scan boolean NOT NULL DEFAULT false,
    read_since timestamptz,
    event_id uuid,
    missed_ids uuid [],
    undoes uuid,
    edges_created bigint NOT NULL DEFAULT 0,
    edges_updated bigint NOT NULL DEFAULT 0,
    edges_decayed bigint NOT NULL DEFAULT 0,
    edges_pruned bigint NOT NULL DEFAULT 0,
    edges_weak bigint,
    edges_live bigint,
    -- relative to the live edges at the beginning: all that decayed, and at least those that were pruned
    pruned_share double precision GENERATED ALWAYS AS (
        coalesce(edges_weak, edges_pruned) / nullif(
            coalesce(edges_live, CASE WHEN edges_decayed > 0 THEN greatest(edges_decayed, edges_pruned) END), 0
        )::double precision
    ) STORED,
    entities_analyzed bigint NOT NULL DEFAULT 0,
    processing_time double precision,
    strategies_used text [] NOT NULL DEFAULT '{}',
    nights integer,
    clock_before double precision,
    clock_after double precision,
    status_before text,
    message text,
    error text,
    error_code text,
    backend_pid integer NOT NULL DEFAULT pg_backend_pid(),
    started_by text NOT NULL DEFAULT session_user,
    started_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at timestamptz,
    CONSTRAINT run_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT run_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT run_status_check
        CHECK (status IN ('running', 'done', 'failed', 'refused', 'killed', 'skipped', 'undone', 'dry_run'))
);
CREATE INDEX run_id_idx ON relationship_engine.run (id);
-- Partial, so that a run is not looked up by it instead of by its key while the planner takes the runs for few.
CREATE INDEX run_started_at_idx ON relationship_engine.run (graph_id, mode, started_at) WHERE mode IS NOT NULL;
CREATE INDEX run_missed_idx ON relationship_engine.run (graph_id, started_at) WHERE missed_ids IS NOT NULL;
CREATE INDEX run_undoes_idx ON relationship_engine.run (graph_id, undoes) WHERE undoes IS NOT NULL;
COMMENT ON TABLE relationship_engine.run IS
'All runs (incremental, nightly, on_demand, prune, undo, manual and others) with their counts and errors.';
COMMENT ON COLUMN relationship_engine.run.missed_ids IS
'For a failed run of a trigger: the entities or events that it could not read. The next nightly run reads them.';
COMMENT ON COLUMN relationship_engine.run.read_since IS
'For a nightly run: rows that arrived or changed since then are read; null: all rows. Written once, when the run '
'begins.';
COMMENT ON COLUMN relationship_engine.run.edges_decayed IS
'Live edges when the clock moved: exact up to 10,000, above that the planner''s estimate.';
COMMENT ON COLUMN relationship_engine.run.edges_weak IS
'Edges below prune_threshold that were not pruned, because they exceed graph.prune_guard of edges_live.';
COMMENT ON COLUMN relationship_engine.run.pruned_share IS
'Share of the live edges that a nightly run pruned or was refused to prune (0..1); null: the clock did not move.';
COMMENT ON COLUMN relationship_engine.run.processing_time IS 'Duration in seconds.';
COMMENT ON COLUMN relationship_engine.run.nights IS 'Number of nights by which the run moved the decay clock.';
COMMENT ON COLUMN relationship_engine.run.undoes IS
'The run that this run undid or redid. Of several undo runs for one run only the last is in force; the others have '
'status undone.';
COMMENT ON COLUMN relationship_engine.run.status_before IS 'For an undo: the former status of the undone run.';
COMMENT ON COLUMN relationship_engine.run.error IS
'The first error of the run, with its hint; run_step has the errors of its steps.';

CREATE TABLE relationship_engine.run_step (
    graph_id bigint NOT NULL,
    run_id uuid NOT NULL,
    step text NOT NULL,
    candidates bigint NOT NULL DEFAULT 0,
    edges_created bigint NOT NULL DEFAULT 0,
    edges_updated bigint NOT NULL DEFAULT 0,
    proposals bigint NOT NULL DEFAULT 0,
    processing_time double precision NOT NULL DEFAULT 0,
    error text,
    error_code text,
    CONSTRAINT run_step_pkey PRIMARY KEY (graph_id, run_id, step)
);
COMMENT ON TABLE relationship_engine.run_step IS
'The steps of a run, mostly one per strategy: counts, seconds and errors.';
