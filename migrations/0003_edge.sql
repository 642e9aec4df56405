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
    rate double precision NOT NULL DEFAULT 1,
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
    revision integer NOT NULL DEFAULT 0,
    last_reinforced_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    log_strength double precision NOT NULL GENERATED ALWAYS AS (
        log_weight + ln(greatest(coalesce(confidence, 0.5), 1e-300))
    ) STORED,
    CONSTRAINT edge_store_pkey PRIMARY KEY (graph_id, from_id, to_id, kind),
    CONSTRAINT edge_store_from_fkey FOREIGN KEY (graph_id, from_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE,
    CONSTRAINT edge_store_to_fkey FOREIGN KEY (graph_id, to_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE,
    CONSTRAINT edge_store_loop_check CHECK (from_id <> to_id),
    CONSTRAINT edge_store_kind_check CHECK (kind <> ''),
    CONSTRAINT edge_store_log_weight_check CHECK (log_weight > '-infinity' AND log_weight < 'infinity'),
    CONSTRAINT edge_store_rate_check CHECK (rate BETWEEN 0 AND 100),
    CONSTRAINT edge_store_confidence_check CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT edge_store_importance_check CHECK (importance BETWEEN 0 AND 1),
    CONSTRAINT edge_store_period_check CHECK (start_date <= end_date),
    CONSTRAINT edge_store_edits_check CHECK (
        edits IS NULL OR jsonb_typeof(edits) = 'object'
        AND coalesce((edits ->> 'confidence')::double precision BETWEEN 0 AND 1, true)
        AND coalesce((edits ->> 'importance')::double precision BETWEEN 0 AND 1, true)
        AND coalesce((edits ->> 'start_date')::date <= 'infinity', true)
        AND coalesce((edits ->> 'end_date')::date <= 'infinity', true)
        AND coalesce((edits ->> 'source_event_id')::uuid::text <> '', true)
    )
);
CREATE INDEX edge_store_id_idx ON relationship_engine.edge_store (id, graph_id);
CREATE INDEX edge_store_out_idx ON relationship_engine.edge_store (graph_id, from_id, rate, log_strength DESC)
INCLUDE (to_id, kind) WHERE pruned_by_run IS NULL;
-- A lookup of one edge by its key, as for foreign keys, must not use this index and read all edges of a hub. Without
-- statistics the planner estimates that each column leaves one row of 200, so the longer key wins over to_id alone;
-- with statistics, n_distinct makes it expect 20 rows per to_id.
CREATE INDEX edge_store_in_idx ON relationship_engine.edge_store (to_id, log_weight DESC);
ALTER TABLE relationship_engine.edge_store ALTER COLUMN to_id SET (n_distinct = -0.05);
-- Within a rate the order does not change with time: pruning reads a range of the one, strongest_edges() of the other.
CREATE INDEX edge_store_log_weight_idx ON relationship_engine.edge_store (graph_id, rate, log_weight)
WHERE pruned_by_run IS NULL;
CREATE INDEX edge_store_strength_idx ON relationship_engine.edge_store (graph_id, rate, log_strength DESC)
WHERE pruned_by_run IS NULL;
CREATE INDEX edge_store_unsettled_idx ON relationship_engine.edge_store (graph_id) WHERE revision < 0;
-- The one finds a hidden edge by its ends, for each edge that an application inserts; the other those of a run. No
-- look-up by key can take the latter for the better one.
CREATE INDEX edge_store_pruned_idx ON relationship_engine.edge_store (graph_id, from_id, to_id)
WHERE pruned_by_run IS NOT NULL;
CREATE INDEX edge_store_pruned_by_idx ON relationship_engine.edge_store (pruned_by_run, graph_id)
WHERE pruned_by_run IS NOT NULL;
-- Live stated edges, on which strategies build.
CREATE INDEX edge_store_base_out_idx ON relationship_engine.edge_store (graph_id, from_id) INCLUDE (kind, to_id)
WHERE pruned_by_run IS NULL AND is_stated;
CREATE INDEX edge_store_base_in_idx ON relationship_engine.edge_store (graph_id, to_id) INCLUDE (kind, from_id)
WHERE pruned_by_run IS NULL AND is_stated;
-- Live inferred edges, which caps count.
CREATE INDEX edge_store_inferred_idx ON relationship_engine.edge_store (graph_id, from_id) INCLUDE (strategies)
WHERE pruned_by_run IS NULL AND is_inferred;
-- Index-only scans need all-visible pages. By default a fifth of a large table may be inserted before a vacuum.
ALTER TABLE relationship_engine.edge_store SET (autovacuum_vacuum_insert_scale_factor = 0.02);
COMMENT ON TABLE relationship_engine.edge_store IS
'Edges, each derived from its evidence. Read them through the view edge.';
COMMENT ON COLUMN relationship_engine.edge_store.id IS
'md5 of the natural key, so that it is known before the row exists and equal on every node.';
COMMENT ON COLUMN relationship_engine.edge_store.log_weight IS
'ln of the sum of gain * exp(rate * clock) over the counting evidence, in nats. Weight now = exp(log_weight - rate * '
'graph.decay_clock).';
COMMENT ON COLUMN relationship_engine.edge_store.rate IS 'Decay relative to the graph: 1 as the graph, 0 no decay.';
COMMENT ON COLUMN relationship_engine.edge_store.log_strength IS
'log_weight + ln(confidence). Within a rate it orders edges as strength does.';
COMMENT ON COLUMN relationship_engine.edge_store.revision IS
'Incremented by every write of refresh_edges(). An UPDATE that does not change it comes from an application; see '
'edits. Negative: an application inserted the edge during an undo, or while it was hidden, so the next night derives '
'its weight.';
COMMENT ON COLUMN relationship_engine.edge_store.strategies IS
'Strategies with counting evidence; empty: all evidence is retracted.';
COMMENT ON COLUMN relationship_engine.edge_store.is_stated IS
'The edge has evidence that was stated or observed, so strategies may build on it (see strategy_setting.is_inferred).';
COMMENT ON COLUMN relationship_engine.edge_store.is_inferred IS 'The edge has evidence from a strategy that infers.';
COMMENT ON COLUMN relationship_engine.edge_store.edits IS
'Columns that an application set by UPDATE, with their values, which later evidence does not overwrite. Remove a key '
'to let evidence set the column again.';
COMMENT ON COLUMN relationship_engine.edge_store.pinned IS 'The edge is never pruned.';
COMMENT ON COLUMN relationship_engine.edge_store.pruned_by_run IS
'Null for a live edge. Otherwise the run that pruned the edge or, if strategies is empty, the run that retracted its '
'last evidence. New evidence restores the edge.';

-- One row per night. Evidence names the step after which it was learned, so that a night can be undone and redone in
-- any order without a change of evidence.
CREATE TABLE relationship_engine.decay_step (
    graph_id bigint NOT NULL,
    step_no integer NOT NULL,
    night date NOT NULL,
    nats double precision NOT NULL,
    run_id uuid,
    undone_by uuid,
    clock double precision NOT NULL,
    passed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT decay_step_pkey PRIMARY KEY (graph_id, step_no),
    CONSTRAINT decay_step_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT decay_step_nats_check CHECK (nats >= 0)
);
CREATE UNIQUE INDEX decay_step_night_idx ON relationship_engine.decay_step (graph_id, night) WHERE undone_by IS NULL;
CREATE INDEX decay_step_run_idx ON relationship_engine.decay_step (graph_id, run_id);
COMMENT ON TABLE relationship_engine.decay_step IS 'The nights that passed, in order. A night counts once.';
COMMENT ON COLUMN relationship_engine.decay_step.nats IS
'-ln(decay_factor) of that night, in multiples of 2^-40, so that sums are exact in any order.';
COMMENT ON COLUMN relationship_engine.decay_step.run_id IS
'The nightly run; null if advance_clock() was called without a run.';
COMMENT ON COLUMN relationship_engine.decay_step.undone_by IS 'The undo run; null while the step is in force.';
COMMENT ON COLUMN relationship_engine.decay_step.clock IS 'Sum of nats of the steps in force up to this one.';

CREATE TABLE relationship_engine.evidence (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    strategy text NOT NULL,
    context text NOT NULL,
    run_id uuid NOT NULL,
    gain double precision NOT NULL,
    confidence double precision NOT NULL,
    importance double precision,
    event_id uuid,
    start_date date,
    end_date date,
    description text,
    detail jsonb,
    step_no integer NOT NULL,
    is_exclusive boolean NOT NULL DEFAULT false,
    effect text NOT NULL DEFAULT 'states',
    observed_at timestamptz NOT NULL,
    learned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    retracted_by uuid,
    retracted_at timestamptz,
    withdrawn_by uuid,
    is_erased boolean NOT NULL DEFAULT false,
    CONSTRAINT evidence_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context, run_id),
    CONSTRAINT evidence_edge_fkey FOREIGN KEY (graph_id, from_id, to_id, kind)
        REFERENCES relationship_engine.edge_store (graph_id, from_id, to_id, kind) ON DELETE CASCADE,
    CONSTRAINT evidence_gain_check CHECK (gain > 0 AND gain < 'infinity'),
    CONSTRAINT evidence_confidence_check CHECK (confidence BETWEEN 0 AND 1),
    CONSTRAINT evidence_effect_check CHECK (effect IN ('states', 'recurs', 'ends', 'denies')),
    CONSTRAINT evidence_retracted_check CHECK ((retracted_by IS NULL) = (retracted_at IS NULL))
);
-- Partial, so that only the key can answer a look-up of an observation: in a table that it takes for empty, the planner
-- uses any index that begins with the graph.
CREATE INDEX evidence_run_idx ON relationship_engine.evidence (graph_id, run_id) WHERE run_id IS NOT NULL;
CREATE INDEX evidence_event_idx ON relationship_engine.evidence (graph_id, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX evidence_step_idx ON relationship_engine.evidence (graph_id, step_no) WHERE step_no > 0;
CREATE INDEX evidence_retracted_by_idx ON relationship_engine.evidence (graph_id, retracted_by)
    WHERE retracted_by IS NOT NULL;
CREATE INDEX evidence_withdrawn_by_idx ON relationship_engine.evidence (graph_id, withdrawn_by)
    WHERE withdrawn_by IS NOT NULL;
-- Endings and denials are few, and most edges have none.
CREATE INDEX evidence_ending_idx ON relationship_engine.evidence (graph_id, from_id, to_id, kind)
    WHERE effect IN ('ends', 'denies');
COMMENT ON TABLE relationship_engine.evidence IS
'The observations of edges, one row per run that found them; one of these finds counts (see counting_evidence). The '
'weight of an edge is a pure function of these rows and of the decay steps.';
COMMENT ON COLUMN relationship_engine.evidence.context IS
'The key that makes the observation independent: event:<id>, entity:<id>, a period, …. The same context counts once.';
COMMENT ON COLUMN relationship_engine.evidence.step_no IS
'graph.decay_step_no when the row was learned: later steps decay it.';
COMMENT ON COLUMN relationship_engine.evidence.is_exclusive IS
'A later observation by the same strategy, with the same source entity and kind, replaces it.';
COMMENT ON COLUMN relationship_engine.evidence.effect IS
'states: the relation holds, or held in its period; recurs: its ends were mentioned together again; ends: it ended on '
'end_date, or on the day of the event if that is null; denies: it does not hold. Only states and recurs add weight.';
COMMENT ON COLUMN relationship_engine.evidence.learned_at IS
'When the row was written; the oldest find of an observation counts.';
COMMENT ON COLUMN relationship_engine.evidence.retracted_by IS
'Null: the row counts. Otherwise the run that retracted it (a rejection, or a later exclusive observation), or its '
'own run_id if that run is undone or an older find of the same observation counts.';

COMMENT ON COLUMN relationship_engine.evidence.withdrawn_by IS
'The run of retract_events() that retracted the row because its event was deleted or says something else now; it is '
'kept when that run is undone, for its redo. Null: none.';
COMMENT ON COLUMN relationship_engine.evidence.is_erased IS
'Its event was deleted: the row has no description and detail, and no undo or redo lets it count again.';

-- Prunings are kept longer than their edge: when its evidence returns, they hold again.
CREATE TABLE relationship_engine.pruning (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    run_id uuid NOT NULL,
    pruned_at timestamptz NOT NULL,
    restored_by uuid [] NOT NULL DEFAULT '{}',
    retracted_by uuid,
    CONSTRAINT pruning_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, run_id)
);
CREATE INDEX pruning_run_idx ON relationship_engine.pruning (graph_id, run_id) WHERE run_id IS NOT NULL;
CREATE INDEX pruning_restored_idx ON relationship_engine.pruning (graph_id) WHERE restored_by <> '{}';
COMMENT ON TABLE relationship_engine.pruning IS
'Which run pruned which edge, and when. An edge is pruned while a pruning that is not retracted is newer than all of '
'its evidence.';
COMMENT ON COLUMN relationship_engine.pruning.restored_by IS 'The restore_pruned() runs that reverted it.';
COMMENT ON COLUMN relationship_engine.pruning.retracted_by IS
'Null: it holds. Otherwise run_id if that run is undone, or the first run of restored_by that is not undone.';

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
CREATE INDEX proposal_waiting_idx ON relationship_engine.proposal (graph_id, strategy)
    WHERE reason IN ('shadow', 'run_full');
COMMENT ON TABLE relationship_engine.proposal IS
'Candidates that did not become evidence, with the reason; kept for graph.retention.';
COMMENT ON COLUMN relationship_engine.proposal.reason IS
'shadow, low_confidence, unknown_entity, self_loop, bad_kind, bad_number, capped, run_full, rejected or denied (its '
'event ends or denies the relation); or the reason in detail.hold of the detector, such as duplicate or chance.';
