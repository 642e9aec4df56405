-- One row per (graph, from, to, kind): the sum of its evidence. Written by functions/learn only.
CREATE TABLE relationship_engine.edge_store (
    graph_id bigint NOT NULL DEFAULT 1,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    id uuid NOT NULL GENERATED ALWAYS AS (
        md5(graph_id::text || '/' || from_id::text || '/' || to_id::text || '/' || kind)::uuid
    ) STORED,
    log_weight double precision NOT NULL,
    confidence double precision,
    importance double precision,
    start_date date,
    end_date date,
    description text,
    metadata jsonb DEFAULT '{}',
    source_event_id uuid,
    strategies text [],
    is_stated boolean NOT NULL DEFAULT true,
    is_inferred boolean NOT NULL DEFAULT false,
    edits jsonb,
    pinned boolean NOT NULL DEFAULT false,
    pruned_by_run uuid,
    pruned_at timestamptz,
    last_reinforced_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT edge_store_pkey PRIMARY KEY (graph_id, from_id, to_id, kind),
    CONSTRAINT edge_store_from_fkey FOREIGN KEY (graph_id, from_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE,
    CONSTRAINT edge_store_to_fkey FOREIGN KEY (graph_id, to_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE,
    CONSTRAINT edge_store_loop_check CHECK (from_id <> to_id),
    CONSTRAINT edge_store_kind_check CHECK (kind <> ''),
    CONSTRAINT edge_store_log_weight_check CHECK (log_weight > '-infinity' AND log_weight < 'infinity'),
    CONSTRAINT edge_store_confidence_check CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT edge_store_importance_check CHECK (importance BETWEEN 0 AND 1)
);
CREATE INDEX edge_store_id_idx ON relationship_engine.edge_store (id, graph_id);
CREATE INDEX edge_store_out_idx ON relationship_engine.edge_store (graph_id, from_id, log_weight DESC)
INCLUDE (to_id, kind) WHERE pruned_by_run IS NULL;
-- Who looks one edge up by its key, as foreign keys do, must not read all that leads to a hub. Without statistics the planner takes
-- each column to leave one row of 200, so the longer key wins over to_id alone; with them, to_id is said to leave 20.
CREATE INDEX edge_store_in_idx ON relationship_engine.edge_store (to_id, log_weight DESC);
ALTER TABLE relationship_engine.edge_store ALTER COLUMN to_id SET (n_distinct = -0.05);
CREATE INDEX edge_store_log_weight_idx ON relationship_engine.edge_store (graph_id, log_weight)
WHERE pruned_by_run IS NULL;
CREATE INDEX edge_store_pruned_idx ON relationship_engine.edge_store (graph_id, pruned_by_run)
WHERE pruned_by_run IS NOT NULL;
-- What strategies build on: live edges that were stated or observed, not inferred.
CREATE INDEX edge_store_base_out_idx ON relationship_engine.edge_store (graph_id, from_id) INCLUDE (kind, to_id)
WHERE pruned_by_run IS NULL AND is_stated;
CREATE INDEX edge_store_base_in_idx ON relationship_engine.edge_store (graph_id, to_id) INCLUDE (kind, from_id)
WHERE pruned_by_run IS NULL AND is_stated;
-- And what they inferred, which their caps count.
CREATE INDEX edge_store_inferred_idx ON relationship_engine.edge_store (graph_id, from_id) INCLUDE (strategies)
WHERE pruned_by_run IS NULL AND is_inferred;
-- Index-only scans want pages that are known to be visible: by default a fifth of a large table may wait for that.
ALTER TABLE relationship_engine.edge_store SET (autovacuum_vacuum_insert_scale_factor = 0.02);
COMMENT ON TABLE relationship_engine.edge_store IS 'Edges, each the sum of its evidence; read them through the view edge.';
COMMENT ON COLUMN relationship_engine.edge_store.id IS 'md5 of the natural key: known before the row exists, equal everywhere.';
COMMENT ON COLUMN relationship_engine.edge_store.log_weight IS 'ln of the sum of gain * exp(clock) over the evidence, in nats; weight now = exp(log_weight - graph.decay_clock).';
COMMENT ON COLUMN relationship_engine.edge_store.strategies IS 'Strategies whose evidence the edge has.';
COMMENT ON COLUMN relationship_engine.edge_store.is_stated IS 'Some of its evidence was stated or observed: other strategies may build on the edge (see strategy_setting.is_inferred).';
COMMENT ON COLUMN relationship_engine.edge_store.is_inferred IS 'Some of its evidence is of a strategy that infers.';
COMMENT ON COLUMN relationship_engine.edge_store.edits IS 'Columns that an application set by UPDATE, and their values: they hold whatever the evidence says. Take a key out, and the next evidence has its say again.';
COMMENT ON COLUMN relationship_engine.edge_store.pinned IS 'Never pruned.';
COMMENT ON COLUMN relationship_engine.edge_store.pruned_by_run IS 'The run that pruned it; null while the edge lives. New evidence brings it back.';

CREATE TABLE relationship_engine.evidence (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    strategy text NOT NULL,
    context text NOT NULL,
    run_id uuid NOT NULL,
    gain double precision NOT NULL,
    clock double precision NOT NULL,
    confidence double precision NOT NULL,
    importance double precision,
    event_id uuid,
    start_date date,
    end_date date,
    description text,
    detail jsonb,
    is_exclusive boolean NOT NULL DEFAULT false,
    observed_at timestamptz NOT NULL,
    CONSTRAINT evidence_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context),
    CONSTRAINT evidence_edge_fkey FOREIGN KEY (graph_id, from_id, to_id, kind)
        REFERENCES relationship_engine.edge_store (graph_id, from_id, to_id, kind) ON DELETE CASCADE,
    CONSTRAINT evidence_gain_check CHECK (gain > 0 AND gain < 'infinity'),
    CONSTRAINT evidence_confidence_check CHECK (confidence BETWEEN 0 AND 1)
);
CREATE INDEX evidence_run_idx ON relationship_engine.evidence (graph_id, run_id);
COMMENT ON TABLE relationship_engine.evidence IS 'Why an edge is there: each independent observation once. The weight of an edge is a pure function of these rows and the clock.';
COMMENT ON COLUMN relationship_engine.evidence.context IS 'What makes the observation independent: event:<id>, entity:<id>, a period, …; the same context counts once.';
COMMENT ON COLUMN relationship_engine.evidence.clock IS 'graph.decay_clock when it was learned, in nats.';
COMMENT ON COLUMN relationship_engine.evidence.is_exclusive IS 'A later reading by the same strategy, from the same entity with the same kind, takes its place.';

-- Prunings outlive their edge: when its evidence returns, they hold again.
CREATE TABLE relationship_engine.pruning (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    run_id uuid NOT NULL,
    pruned_at timestamptz NOT NULL,
    CONSTRAINT pruning_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, run_id)
);
CREATE INDEX pruning_run_idx ON relationship_engine.pruning (graph_id, run_id);
COMMENT ON TABLE relationship_engine.pruning IS 'Which run pruned which edge, and when: an edge is pruned while a pruning is newer than all of its evidence.';

CREATE TABLE relationship_engine.proposal (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    strategy text NOT NULL,
    context text NOT NULL,
    reason text NOT NULL,
    run_id uuid NOT NULL,
    confidence double precision,
    importance double precision,
    gain double precision,
    event_id uuid,
    start_date date,
    end_date date,
    description text,
    detail jsonb,
    created_at timestamptz NOT NULL,
    CONSTRAINT proposal_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context)
);
CREATE INDEX proposal_created_at_idx ON relationship_engine.proposal (graph_id, created_at);
CREATE INDEX proposal_waiting_idx ON relationship_engine.proposal (graph_id, strategy) WHERE reason IN ('shadow', 'run_full');
COMMENT ON TABLE relationship_engine.proposal IS 'Candidates that did not become evidence, and why; kept for graph.retention.';
COMMENT ON COLUMN relationship_engine.proposal.reason IS 'shadow, low_confidence, unknown_entity, self_loop, bad_kind, bad_number, capped, run_full or rejected; or what a detector wrote as detail.hold, such as duplicate.';
