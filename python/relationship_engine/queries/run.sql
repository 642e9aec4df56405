-- name: run_incremental
-- One row: a run_report.
SELECT * FROM relationship_engine.run_incremental(p_event_id => %(event_id)s::uuid, p_graph_id => %(graph_id)s::bigint);

-- name: run_on_demand
-- One row: a run_report.
SELECT * FROM relationship_engine.run_on_demand(
    p_entity_ids => %(entity_ids)s::uuid[], p_graph_id => %(graph_id)s::bigint);

-- name: lift_statement_timeout
-- No row. A night and an import are one statement each, and take as long as they take.
SET statement_timeout = 0;

-- name: run_nightly
-- No row; needs autocommit.
CALL relationship_engine.run_nightly(
    p_graph_id => %(graph_id)s::bigint, p_full_scan => %(full_scan)s::boolean,
    p_night => coalesce(%(night)s::date, current_date), p_simulate => %(simulate)s::boolean);

-- name: now
-- One row: now, the server's clock.
SELECT clock_timestamp() AS now;

-- name: disable_jit
-- For the session, unless a pooler would give it to others: views of all edges took four times as long where compiled.
SELECT set_config('jit', 'off', false) WHERE pg_backend_pid() = %(pid)s;

-- name: backend_pid
-- One row: pid, the process that serves this statement.
SELECT pg_backend_pid() AS pid;

-- name: nightly_graphs
-- The graphs in the order in which their nights begin: those that took longest first.
SELECT g.id AS graph_id
FROM relationship_engine.graph g
LEFT JOIN LATERAL (
    SELECT r.processing_time FROM relationship_engine.run r
    WHERE r.graph_id = g.id AND r.mode = 'nightly'
    ORDER BY r.started_at DESC LIMIT 1
) r ON true
WHERE g.id > 0 AND g.moved_to IS NULL
ORDER BY r.processing_time DESC NULLS FIRST, g.id;

-- name: pass_quiet_nights
-- One row: passed, the graphs among the given ones that had no news; needs autocommit.
SELECT relationship_engine.pass_quiet_nights(
    p_graph_ids => %(graph_ids)s::bigint[], p_night => n.night) AS passed
FROM (SELECT coalesce(%(night)s::date, current_date) AS night) n
CROSS JOIN LATERAL relationship_engine.require_night(p_night => n.night, p_simulate => %(simulate)s::boolean) r;

-- name: nightly_reports
-- The run_reports of this session's nightlies since a time, one per graph. Behind a pooler the session is not known, so
-- these are those of any session.
SELECT o.*
FROM relationship_engine.run r
CROSS JOIN LATERAL relationship_engine.report_run(p_graph_id => r.graph_id, p_run_id => r.id) o
WHERE r.mode = 'nightly' AND (r.backend_pid = pg_backend_pid() OR %(is_pooled)s::boolean)
    AND r.started_at >= %(since)s::timestamptz AND r.graph_id = coalesce(%(graph_id)s::bigint, r.graph_id)
ORDER BY r.started_at;

-- name: status
-- One row per graph: what it holds, how far it has aged, its last nightly, its failures of the last 7 days, why and until
-- when no model is called where one should be.
SELECT
    g.id AS graph_id,
    g.name,
    g.mode,
    (SELECT count(*) FROM relationship_engine.entity e WHERE e.graph_id = g.id) AS entities,
    (SELECT count(*) FROM relationship_engine.raw_events e WHERE e.graph_id = g.id) AS events,
    (SELECT count(*) FROM relationship_engine.edge_store e
    WHERE e.graph_id = g.id AND e.pruned_by_run IS NULL) AS live_edges,
    (SELECT count(*) FROM relationship_engine.edge_store e
    WHERE e.graph_id = g.id AND e.pruned_by_run IS NOT NULL AND e.strategies <> '{}') AS pruned_edges,
    (SELECT count(*) FROM relationship_engine.proposal p WHERE p.graph_id = g.id) AS proposals,
    CASE WHEN g.embedding_model IS NULL THEN 0 ELSE (
        SELECT count(*) FROM relationship_engine.entity e WHERE e.graph_id = g.id AND e.embedding_hash IS NULL) + (
        SELECT count(*) FROM relationship_engine.event_text t WHERE t.graph_id = g.id AND t.embedding_hash IS NULL
    ) END AS to_embed,
    g.decay_date,
    n.started_at AS last_nightly,
    n.status AS last_nightly_status,
    f.failed_runs,
    f.last_error,
    m.paused_reason,
    m.rests_until
FROM relationship_engine.graph g
LEFT JOIN relationship_engine.llm_status m ON m.graph_id = g.id AND m.mode <> 'off' AND g.mode <> 'off'
LEFT JOIN LATERAL (
    SELECT r.started_at, r.status FROM relationship_engine.run r
    WHERE r.graph_id = g.id AND r.mode = 'nightly'
    ORDER BY r.started_at DESC LIMIT 1
) n ON true
CROSS JOIN LATERAL (
    SELECT count(*) AS failed_runs, (array_agg(r.error ORDER BY r.started_at DESC))[1] AS last_error
    FROM relationship_engine.run r
    WHERE r.graph_id = g.id AND r.status = 'failed' AND r.started_at > now() - interval '7 days'
) f
WHERE g.id > 0
ORDER BY g.id;

-- name: has_cron
-- One row: has_cron, whether this database shows its pg_cron jobs to this user.
SELECT coalesce(
    has_schema_privilege(to_regnamespace('cron')::oid, 'USAGE')
    AND has_table_privilege(to_regclass('cron.job')::oid, 'SELECT'), false) AS has_cron;

-- name: cron_job
-- The job that schedule() made for this database, if any: job_id, schedule, active.
SELECT j.jobid AS job_id, j.schedule, j.active
FROM cron.job j
WHERE j.jobname = 'relationship_engine_nightly_' || current_database();

-- name: schedule
-- One row: job_id.
SELECT relationship_engine.schedule(p_schedule => %(schedule)s::text) AS job_id;

-- name: unschedule
-- One row: was_scheduled.
SELECT relationship_engine.unschedule() AS was_scheduled;

-- name: backfill
-- No row; needs autocommit.
CALL relationship_engine.backfill(
    p_graph_id => %(graph_id)s::bigint, p_days_per_night => %(days_per_night)s::integer);

-- name: backfilled
-- One row: the last backfill of a graph with what is left of its edges.
SELECT r.id AS run_id, r.status, r.nights, r.edges_pruned, r.message, r.processing_time,
    (SELECT count(*) FROM relationship_engine.edge e WHERE e.graph_id = r.graph_id) AS edges_live
FROM relationship_engine.run r
WHERE r.graph_id = %(graph_id)s::bigint AND r.mode = 'backfill'
ORDER BY r.started_at DESC
LIMIT 1;

-- name: runs
-- The last runs of a graph, of a mode or of all (null), the latest first.
SELECT r.id, r.mode, r.status, r.started_at, r.night, r.edges_created, r.edges_updated, r.edges_pruned, r.processing_time,
    coalesce(r.error, r.message) AS message
FROM relationship_engine.run r
WHERE r.graph_id = %(graph_id)s::bigint AND (%(mode)s::text IS NULL OR r.mode = %(mode)s::text)
ORDER BY r.started_at DESC, r.id
LIMIT %(count)s;

-- name: preview_run
-- The edges that a run on demand would create, change or remove, with their ends by title.
SELECT p.*, f.title AS from_title, t.title AS to_title
FROM relationship_engine.preview_run(
    p_graph_id => %(graph_id)s::bigint, p_entity_ids => %(entity_ids)s::uuid[]) p
JOIN relationship_engine.entity f ON f.graph_id = %(graph_id)s::bigint AND f.id = p.from_id
JOIN relationship_engine.entity t ON t.graph_id = %(graph_id)s::bigint AND t.id = p.to_id
ORDER BY p.change DESC, f.title, p.kind, t.title;
