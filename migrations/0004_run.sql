CREATE TABLE relationship_engine.run (
    graph_id bigint NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    mode text NOT NULL,
    status text NOT NULL DEFAULT 'running',
    night date,
    full_scan boolean NOT NULL DEFAULT false,
    event_id uuid,
    undoes uuid,
    edges_created bigint NOT NULL DEFAULT 0,
    edges_updated bigint NOT NULL DEFAULT 0,
    edges_decayed bigint NOT NULL DEFAULT 0,
    edges_pruned bigint NOT NULL DEFAULT 0,
    entities_analyzed bigint NOT NULL DEFAULT 0,
    processing_time double precision,
    strategies_used text [] NOT NULL DEFAULT '{}',
    nights integer,
    decay_date_before date,
    clock_before double precision,
    clock_after double precision,
    scale double precision,
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
CREATE INDEX run_started_at_idx ON relationship_engine.run (graph_id, mode, started_at);
COMMENT ON TABLE relationship_engine.run IS 'Every incremental, nightly, on_demand, prune, undo and manual run, with what it did.';
COMMENT ON COLUMN relationship_engine.run.edges_decayed IS 'Live edges that aged with the clock: exact up to 10,000, the planner''s estimate above.';
COMMENT ON COLUMN relationship_engine.run.processing_time IS 'Seconds.';
COMMENT ON COLUMN relationship_engine.run.nights IS 'Nights that the run moved the clock.';
COMMENT ON COLUMN relationship_engine.run.scale IS 'Factor by which set_weight changed the gains kept in retraction.';
COMMENT ON COLUMN relationship_engine.run.error IS 'The first error of the run; its steps keep their own.';

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
COMMENT ON TABLE relationship_engine.run_step IS 'What each strategy of a run did: counts, seconds, and its error if it failed.';
