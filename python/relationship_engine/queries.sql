-- All SQL that Python sends. Each statement stands after its name; database.py reads this file.

-- name: is_installed
-- One row: is_installed, whether functions and tables are both there.
SELECT to_regprocedure('relationship_engine.version()') IS NOT NULL
    AND to_regclass('relationship_engine.graph') IS NOT NULL AS is_installed;

-- name: install_state
-- One row: is_available, the server has the extension's files; is_extension and is_plain, how this database has it now.
SELECT
    EXISTS (SELECT FROM pg_available_extensions a WHERE a.name = 'relationship_engine') AS is_available,
    x.is_extension,
    to_regprocedure('relationship_engine.version()') IS NOT NULL AND NOT x.is_extension AS is_plain
FROM (SELECT EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'relationship_engine') AS is_extension) x;

-- name: lock_install
-- No row worth reading: waits for an installation beside this one; needs a transaction.
SELECT pg_advisory_xact_lock(hashtext('relationship_engine/install'));

-- name: create_extension
-- No row.
CREATE EXTENSION IF NOT EXISTS relationship_engine CASCADE;

-- name: update_extension
-- No row.
ALTER EXTENSION relationship_engine UPDATE;

-- name: install_tables
-- One row: message.
SELECT relationship_engine.install() AS message;

-- name: versions
-- One row: the database, the version of the functions, the last migration of the tables.
SELECT current_database() AS database, relationship_engine.version() AS functions, max(m.name) AS tables
FROM relationship_engine.migration m;

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
    (SELECT count(*) FROM relationship_engine.entity e
    WHERE e.graph_id = g.id AND e.embedding_hash IS NULL AND g.embedding_model IS NOT NULL) AS to_embed,
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

-- name: settings
-- What may be set in a table, graph or strategy_setting: name, type, condition and default, in the order of the columns.
-- The other columns say what a graph or a strategy is, or in which state.
SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, pg_get_expr(d.adbin, d.adrelid) AS "default", (
    SELECT string_agg(
        CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid)
            ELSE 'a row of table ' || c.confrelid::regclass::text END, ' AND ' ORDER BY c.conname)
    FROM pg_constraint c
    WHERE c.conrelid = a.attrelid AND c.contype IN ('c', 'f') AND c.conkey = ARRAY[a.attnum]) AS condition
FROM pg_attribute a
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = to_regclass('relationship_engine.' || %(table)s) AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname <> ALL ('{id,graph_id,name,strategy,embedding_model,decay_clock,decay_step_no,decay_date,paused_on,'
        'moved_to,purged_at,is_queued,is_inferred,is_external,observed_kinds,never_pruned,created_at,updated_at}')
ORDER BY a.attnum;

-- name: graph_settings
-- One row: all columns of a graph; no row where there is no such graph.
SELECT to_jsonb(g) AS columns FROM relationship_engine.graph g WHERE g.id = %(graph_id)s::bigint;

-- name: strategy_settings
-- All columns of the strategies of a graph, one row per strategy.
SELECT to_jsonb(s) AS columns
FROM relationship_engine.strategy_setting s
WHERE s.graph_id = %(graph_id)s::bigint
ORDER BY s.strategy;

-- name: set_graph_setting
-- One row: value, as it is now; no row where there is no such graph. {name} is a column of graph.
UPDATE relationship_engine.graph g
SET {name} = %(value)s, updated_at = now()
WHERE g.id = %(graph_id)s::bigint
RETURNING to_jsonb(g.{name}) AS value;

-- name: set_strategy_setting
-- One row: value, as it is now; no row where the graph has no such strategy. {name} is a column of strategy_setting.
UPDATE relationship_engine.strategy_setting s
SET {name} = %(value)s, updated_at = now()
WHERE s.graph_id = %(graph_id)s::bigint AND s.strategy = %(strategy)s::text
RETURNING to_jsonb(s.{name}) AS value;

-- name: edge
-- The edge of an id, live or pruned: its ends by title, its weight now.
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title,
    exp(greatest(e.log_weight - e.rate * g.decay_clock, -700)) AS weight, e.confidence, e.pruned_by_run IS NOT NULL AS is_pruned
FROM relationship_engine.edge_store e
JOIN relationship_engine.graph g ON g.id = e.graph_id
JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
WHERE e.id = %(edge_id)s::uuid AND (e.pruned_by_run IS NULL OR e.strategies <> '{}');

-- name: explain_edge
-- The evidence of an edge, oldest first.
SELECT * FROM relationship_engine.explain_edge(p_edge_id => %(edge_id)s::uuid);

-- name: listen_llm
-- No row; needs autocommit.
LISTEN relationship_engine_llm;

-- name: claim_llm_jobs
-- The llm_claims of jobs that this worker now holds.
SELECT * FROM relationship_engine.claim_llm_jobs(
    p_limit => %(limit)s::integer, p_overhead_bytes => %(overhead_bytes)s::integer, p_graph_id => %(graph_id)s::bigint,
    p_prompt_version => %(prompt_version)s::text);

-- name: next_llm_job
-- One row: seconds until there may be a job; null where nothing waits, 0 or less where something holds those that wait.
SELECT extract(epoch FROM
    least(relationship_engine.next_llm_job_at(p_graph_id => %(graph_id)s::bigint), now() + interval '1 day')
    - clock_timestamp())::double precision AS seconds;

-- name: book_llm_usage
-- One row: cost, in USD. The row of the day is not held until the disk has it: a crash can only forget the booking, and
-- then the reservation still stands.
SELECT relationship_engine.book_llm_usage(
    p_call_id => %(call_id)s::uuid, p_usage => %(usage)s::jsonb, p_request_id => %(request_id)s::text,
    p_model => %(model)s::text) AS cost
FROM set_config('synchronous_commit', 'off', true);

-- name: complete_llm_job
-- One row: state, done or stale.
SELECT relationship_engine.complete_llm_job(
    p_job_id => %(job_id)s::uuid, p_lease_token => %(lease_token)s::uuid, p_answer => %(answer)s::jsonb) AS state;

-- name: fail_llm_job
-- One row: state, ready, dead, refused or stale.
SELECT relationship_engine.fail_llm_job(
    p_job_id => %(job_id)s::uuid, p_lease_token => %(lease_token)s::uuid, p_error_code => %(error_code)s::text,
    p_error => %(error)s::text, p_is_retryable => %(is_retryable)s::boolean, p_wait => %(wait)s::interval,
    p_uses_attempt => %(uses_attempt)s::boolean, p_billed => %(billed)s::text, p_state => %(state)s::text,
    p_max_tokens => %(max_tokens)s::integer) AS state;

-- name: retry_dead_llm_jobs
-- One row: retried, how many jobs are ready again.
SELECT relationship_engine.retry_dead_llm_jobs(
    p_job_ids => %(job_ids)s::uuid[], p_graph_id => %(graph_id)s::bigint) AS retried;

-- name: pause_llm_provider
-- No row.
SELECT relationship_engine.pause_llm_provider(
    p_reason => %(reason)s::text, p_until => clock_timestamp() + %(pause)s::interval);

-- name: begin_llm_batch
-- One row: batch_id; null where no job waits for a batch.
SELECT relationship_engine.begin_llm_batch(p_graph_id => %(graph_id)s::bigint) AS batch_id;

-- name: claim_llm_batch
-- The llm_claims of the jobs that go into a batch.
SELECT * FROM relationship_engine.claim_llm_jobs(
    p_limit => %(limit)s::integer, p_overhead_bytes => %(overhead_bytes)s::integer, p_batch_id => %(batch_id)s::uuid,
    p_prompt_version => %(prompt_version)s::text);

-- name: mark_llm_batch
-- No row.
SELECT relationship_engine.mark_llm_batch(
    p_batch_id => %(batch_id)s::uuid, p_state => %(state)s::text, p_provider_id => %(provider_id)s::text,
    p_error => %(error)s::text);

-- name: llm_batches_lost
-- Batches of which it is not known whether they were created: custom_ids of their jobs; is_old, they would be in the list.
SELECT b.id AS batch_id, b.created_at, b.created_at < now() - %(skew)s::interval AS is_old,
    ARRAY(
        SELECT i.custom_id FROM relationship_engine.llm_batch_item i
        WHERE i.graph_id = b.graph_id AND i.batch_id = b.id) AS custom_ids
FROM relationship_engine.llm_batch b
WHERE (b.state = 'unknown' OR (b.state = 'intent' AND b.created_at < now() - %(skew)s::interval))
    AND (%(graph_id)s::bigint IS NULL OR b.graph_id = %(graph_id)s::bigint)
ORDER BY b.created_at;

-- name: llm_batches_known
-- The provider's ids of the batches of all graphs.
SELECT b.provider_id FROM relationship_engine.llm_batch b WHERE b.provider_id IS NOT NULL;

-- name: llm_batches_submitted
-- Batches whose results are not in yet; is_old, the provider has ended them.
SELECT b.id AS batch_id, b.provider_id, b.created_at < now() - %(longest)s::interval AS is_old
FROM relationship_engine.llm_batch b
WHERE b.state = 'submitted' AND (%(graph_id)s::bigint IS NULL OR b.graph_id = %(graph_id)s::bigint)
ORDER BY b.created_at;

-- name: llm_batch_items
-- The jobs of a batch that still wait for its results.
SELECT i.custom_id, i.job_id, i.lease_token, i.call_id, i.model, i.max_tokens
FROM relationship_engine.llm_batch_item i
WHERE i.batch_id = %(batch_id)s::uuid AND i.is_waiting;

-- name: llm_status
-- One row per graph: its queue, why the model rests and until when (null: until somebody acts), what it has cost today,
-- why jobs are dead, and what the wall dropped and mended in 7 days (lists of "number reason", the most frequent first).
SELECT s.graph_id, s.name, s.model, s.ready, s.due, s.leased, s.in_batch, s.done, s.dead, s.refused, s.oldest_ready,
    s.paused_reason, s.rests_until, s.budget, s.spent_today, s.reserved_today,
    s.budget_left, s.new_kinds_today, s.price_checked_on, s.price_checked_on < current_date - 90 AS is_price_old,
    ARRAY(
        SELECT count(*) || ' ' || j.error_code
        FROM relationship_engine.llm_job j WHERE j.graph_id = s.graph_id AND j.state = 'dead'
        GROUP BY j.error_code ORDER BY count(*) DESC, j.error_code) AS dead_of,
    ARRAY(
        SELECT sum(d.relations) || ' ' || d.reason
        FROM relationship_engine.llm_drop d
        WHERE d.graph_id = s.graph_id AND d.effect = 'dropped' AND d.day > (now() AT TIME ZONE 'UTC')::date - 7
        GROUP BY d.reason ORDER BY sum(d.relations) DESC, d.reason) AS dropped,
    ARRAY(
        SELECT sum(d.relations) || ' ' || d.reason
        FROM relationship_engine.llm_drop d
        WHERE d.graph_id = s.graph_id AND d.effect = 'mended' AND d.day > (now() AT TIME ZONE 'UTC')::date - 7
        GROUP BY d.reason ORDER BY sum(d.relations) DESC, d.reason) AS mended
FROM relationship_engine.llm_status s
WHERE %(graph_id)s::bigint IS NULL OR s.graph_id = %(graph_id)s::bigint
ORDER BY s.graph_id;

-- name: llm_cost_forecast
-- One row per graph: what today will have cost, and what the waiting jobs will cost.
SELECT f.* FROM relationship_engine.llm_cost_forecast f
WHERE %(graph_id)s::bigint IS NULL OR f.graph_id = %(graph_id)s::bigint
ORDER BY f.graph_id;

-- name: llm_cost_by_day
-- One row per graph and day, the latest first.
SELECT c.* FROM relationship_engine.llm_cost_by_day c
WHERE (%(graph_id)s::bigint IS NULL OR c.graph_id = %(graph_id)s::bigint)
    AND c.day > (now() AT TIME ZONE 'UTC')::date - %(days)s::integer
ORDER BY c.graph_id, c.day DESC;

-- name: llm_cost_by_model
-- One row per graph, model, strategy and way of reading, the dearest first.
SELECT c.* FROM relationship_engine.llm_cost_by_model c
WHERE %(graph_id)s::bigint IS NULL OR c.graph_id = %(graph_id)s::bigint
ORDER BY c.graph_id, c.spent DESC;

-- name: llm_cost_per_edge
-- One row per graph and model.
SELECT c.* FROM relationship_engine.llm_cost_per_edge c
WHERE %(graph_id)s::bigint IS NULL OR c.graph_id = %(graph_id)s::bigint
ORDER BY c.graph_id, c.model;

-- name: embedding_state
-- One row: the graph's model, its dimension, how many entities are due, and how many wait for another try; no row where
-- there is no such graph. dimension: that of the given model, where it is known.
SELECT g.embedding_model AS model,
    (SELECT m.dimension FROM relationship_engine.embedding_model m
    WHERE m.model = coalesce(%(model)s::text, g.embedding_model)) AS dimension,
    (SELECT count(*) FROM relationship_engine.entity e
    WHERE e.graph_id = g.id AND e.embedding_hash IS NULL)
    + (SELECT count(*) FROM relationship_engine.event_text e
    WHERE e.graph_id = g.id AND e.embedding_hash IS NULL AND length(e.lexemes) > 1) AS due,
    (SELECT count(*) FROM relationship_engine.embedding_attempt t
    WHERE t.graph_id = g.id AND t.error IS NOT NULL)
    + (SELECT count(*) FROM relationship_engine.event_embedding_attempt t
    WHERE t.graph_id = g.id AND t.error IS NOT NULL) AS waiting
FROM relationship_engine.graph g
WHERE g.id = %(graph_id)s::bigint;

-- name: set_embedding_model
-- No row.
SELECT relationship_engine.set_embedding_model(
    p_graph_id => %(graph_id)s::bigint, p_model => %(model)s::text, p_dimension => %(dimension)s::integer);

-- name: claim_embeddings
-- Entities that this worker now holds: entity_id, content, content_hash, model.
SELECT * FROM relationship_engine.claim_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_limit => %(limit)s::integer, p_lease => %(lease)s::interval);

-- name: store_embeddings
-- One row: stored, how many; the others have another text by now.
SELECT relationship_engine.store_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_model => %(model)s::text, p_entity_ids => %(ids)s::uuid[],
    p_hashes => %(hashes)s::text[], p_embeddings => %(embeddings)s::text[]) AS stored;

-- name: fail_embeddings
-- No row.
SELECT relationship_engine.fail_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_entity_ids => %(ids)s::uuid[], p_error => %(error)s::text,
    p_wait => %(wait)s::interval);

-- name: why_not
-- The reasons why an edge is not there, the decisive ones first.
SELECT * FROM relationship_engine.why_not(
    p_from => %(source)s::text, p_to => %(target)s::text, p_kind => %(kind)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: forecast
-- One row: what the nights would leave of a graph under its settings, or others.
SELECT * FROM relationship_engine.forecast(
    p_graph_id => %(graph_id)s::bigint, p_nights => %(nights)s::integer,
    p_decay_factor => %(decay_factor)s::double precision, p_prune_threshold => %(prune_threshold)s::double precision,
    p_min_confidence => %(min_confidence)s::double precision);

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

-- name: backtest
-- A row for each kind and setting: how well the setting would have ranked the evidence that came next.
SELECT * FROM relationship_engine.backtest(
    p_graph_id => %(graph_id)s::bigint, p_days => %(days)s::integer, p_periods => %(periods)s::integer,
    p_kinds => %(kinds)s::text[]);

-- name: set_decay
-- No row; needs autocommit.
CALL relationship_engine.set_decay(
    p_decay_factor => %(decay_factor)s::double precision, p_kind => %(kind)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: copy_graph
-- One row: graph_id, of the copy.
SELECT relationship_engine.copy_graph(p_graph_id => %(graph_id)s::bigint, p_name => %(name)s::text) AS graph_id;

-- name: compare_graphs
-- Two graphs side by side: section, item, a, b.
SELECT * FROM relationship_engine.compare_graphs(p_a => %(a)s::bigint, p_b => %(b)s::bigint);

-- name: delete_graph
-- No row.
SELECT relationship_engine.delete_graph(p_graph_id => %(graph_id)s::bigint, p_name => %(name)s::text);

-- name: runs
-- The last runs of a graph, of a mode or of all (null), the latest first.
SELECT r.id, r.mode, r.status, r.started_at, r.night, r.edges_created, r.edges_updated, r.edges_pruned, r.processing_time,
    coalesce(r.error, r.message) AS message
FROM relationship_engine.run r
WHERE r.graph_id = %(graph_id)s::bigint AND (%(mode)s::text IS NULL OR r.mode = %(mode)s::text)
ORDER BY r.started_at DESC, r.id
LIMIT %(count)s;

-- name: undo_run
-- One row: a run_report.
SELECT * FROM relationship_engine.undo_run(
    p_run_id => %(run_id)s::uuid, p_dry_run => %(dry_run)s::boolean, p_force => %(force)s::boolean);

-- name: preview_undo
-- The edges that undoing a run would touch, with their ends by title.
SELECT p.*, f.title AS from_title, t.title AS to_title
FROM relationship_engine.preview_undo(p_run_id => %(run_id)s::uuid) p
JOIN relationship_engine.run r ON r.id = %(run_id)s::uuid
JOIN relationship_engine.entity f ON f.graph_id = r.graph_id AND f.id = p.from_id
JOIN relationship_engine.entity t ON t.graph_id = r.graph_id AND t.id = p.to_id
ORDER BY p.change DESC, f.title, p.kind, t.title;

-- name: restore_pruned
-- One row: a run_report.
SELECT * FROM relationship_engine.restore_pruned(
    p_graph_id => %(graph_id)s::bigint, p_since => %(since)s::timestamptz, p_dry_run => %(dry_run)s::boolean);

-- name: review_queue
-- The edges that wait for a verdict, the least sure first.
SELECT q.* FROM relationship_engine.review_queue q
WHERE q.graph_id = %(graph_id)s::bigint
ORDER BY q.confidence NULLS FIRST, q.from_title, q.kind, q.to_title;

-- name: review_edge
-- One row: a run_report.
SELECT * FROM relationship_engine.review_edge(
    p_edge_id => %(edge_id)s::uuid, p_verdict => %(verdict)s::text, p_kind => %(kind)s::text, p_note => %(note)s::text);

-- name: sample_for_review
-- One row: how many edges were drawn.
SELECT relationship_engine.sample_for_review(
    p_graph_id => %(graph_id)s::bigint, p_count => %(count)s::integer) AS drawn;

-- name: strategy_precision
-- How right each strategy was by the verdicts: in all, by kind, by rule.
SELECT p.* FROM relationship_engine.strategy_precision p
WHERE p.graph_id = %(graph_id)s::bigint
ORDER BY p.strategy, p.kind NULLS FIRST, p.rule_id NULLS FIRST;

-- name: has_schema
-- One row: has_schema, whether there is anything of relationship_engine.
SELECT to_regnamespace('relationship_engine') IS NOT NULL AS has_schema;

-- name: export_snapshot
-- One row: snapshot, for others to see what this transaction sees.
SELECT pg_export_snapshot() AS snapshot;

-- name: extensions
-- Those of the named extensions that the database has.
SELECT e.extname AS name FROM pg_extension e WHERE e.extname = ANY (%(names)s::text[]) ORDER BY e.extname;

-- name: tables
-- The tables of relationship_engine, those that users added included.
SELECT c.relname AS name
FROM pg_class c
WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'r'
ORDER BY c.relname COLLATE "C";

-- name: count_rows
-- One row: rows, of table {name}.
SELECT count(*) AS rows FROM relationship_engine.{name};

-- name: create_schema
-- No row.
CREATE SCHEMA IF NOT EXISTS {name};

-- name: server_version
-- One row: version, as 18.1.
SELECT current_setting('server_version') AS version;

-- name: drop_demo_database
-- No row.
DROP DATABASE IF EXISTS relationship_engine_demo WITH (FORCE);

-- name: create_demo_database
-- No row.
CREATE DATABASE relationship_engine_demo TEMPLATE template0;

-- name: demo_tune
-- No row. A millisecond of overlap: the simulated nights follow each other within a second.
UPDATE relationship_engine.graph
SET decay_factor = %(decay_factor)s, prune_threshold = %(prune_threshold)s, nightly_window = '1 millisecond'
WHERE id = 1;

-- name: demo_read
-- No row. Events are read as soon as they come; of the many edges of the first years more than usual may go in a night.
WITH tuned AS (UPDATE relationship_engine.graph SET llm_debounce = '0', prune_guard = 0.5 WHERE id = 1)
UPDATE relationship_engine.strategy_setting SET mode = 'active' WHERE graph_id = 1 AND strategy = 'semantic';

-- name: demo_read_edges
-- The strongest edges of each of the commonest kinds that the model found, with the words that say so.
SELECT k.from_title, k.kind, k.to_title, k.evidence
FROM (
    SELECT DISTINCT ON (e.kind) f.title AS from_title, e.kind, t.title AS to_title, v.detail ->> 'evidence' AS evidence,
        count(*) OVER (PARTITION BY e.kind) AS edges
    FROM relationship_engine.edge_store e
    JOIN relationship_engine.counting_evidence v
        ON v.graph_id = e.graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
        AND v.strategy = 'semantic' AND v.detail ->> 'evidence' IS NOT NULL
    JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
    JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
    WHERE e.graph_id = 1
    ORDER BY e.kind, e.log_weight DESC, e.id
) k
ORDER BY k.edges DESC, k.kind
LIMIT %(count)s;

-- name: demo_begins
-- One row: night, the date of night 0, so that the last of the simulated nights is today's.
SELECT current_date - %(nights)s::integer AS night;

-- name: demo_add_events
-- No row.
INSERT INTO relationship_engine.raw_events (id, payload, source, occurred_at)
SELECT r.id, jsonb_build_object('content', r.content), 'demo', r.occurred_at::timestamp AT TIME ZONE 'UTC'
FROM jsonb_to_recordset(%(rows)s) AS r (id uuid, content text, occurred_at date);

-- name: demo_add_entities
-- No row.
INSERT INTO relationship_engine.entity (id, title, type, summary, metadata, source_event_id)
SELECT r.id, r.title, r.type, r.summary, r.metadata, r.source_event_id
FROM jsonb_to_recordset(%(rows)s)
AS r (id uuid, title text, type text, summary text, metadata jsonb, source_event_id uuid);

-- name: demo_add_mentions
-- No row.
INSERT INTO relationship_engine.mention (event_id, entity_id)
SELECT r.event_id, r.entity_id
FROM jsonb_to_recordset(%(rows)s) AS r (event_id uuid, entity_id uuid);

-- name: demo_weights
-- The edges that live: id, weight now.
SELECT e.id, e.weight FROM relationship_engine.edge e WHERE e.graph_id = 1;

-- name: demo_kinds
-- One row per kind and strategy: edges that live, that are pruned, and all, most first.
SELECT e.kind, s.strategy,
    count(*) AS found,
    count(*) FILTER (WHERE e.pruned_by_run IS NULL) AS live,
    count(*) FILTER (WHERE e.pruned_by_run IS NOT NULL) AS pruned
FROM relationship_engine.edge_store e
CROSS JOIN LATERAL unnest(e.strategies) AS s (strategy)
WHERE e.graph_id = 1
GROUP BY e.kind, s.strategy
ORDER BY found DESC, e.kind, s.strategy;

-- name: demo_found
-- One row per mode of run: the edges that its runs found.
SELECT r.mode, sum(r.edges_created)::bigint AS edges FROM relationship_engine.run r WHERE r.graph_id = 1 GROUP BY r.mode;

-- name: demo_near
-- The nearest pairs of two types, each entity once: titles, types, cosine.
WITH pair AS (
    SELECT e.from_id, e.to_id, f.title AS from_title, f.type AS from_type, t.title AS to_title, t.type AS to_type,
        e.confidence, row_number() OVER (PARTITION BY e.from_id ORDER BY e.confidence DESC, e.id) AS from_rank,
        row_number() OVER (PARTITION BY e.to_id ORDER BY e.confidence DESC, e.id) AS to_rank
    FROM relationship_engine.edge_store e
    JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
    JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
    WHERE e.graph_id = 1 AND e.kind = 'semantically_related' AND e.strategies = '{similarity}' AND f.type <> t.type
)
SELECT p.* FROM pair p
WHERE p.from_rank = 1 AND p.to_rank = 1
ORDER BY p.confidence DESC, p.from_title
LIMIT %(count)s;

-- name: demo_twins
-- One row: twins, pairs of entities that are likely the same.
SELECT count(*) AS twins FROM relationship_engine.duplicate_candidate d WHERE d.graph_id = 1 AND d.cosine IS NOT NULL;

-- name: demo_texts_graph
-- The id of a new graph for plain texts.
SELECT relationship_engine.create_graph('texts alone') AS graph_id;

-- name: demo_texts_begin
-- No row. The model alone reads this graph, and finds the entities too.
WITH tuned AS (
    UPDATE relationship_engine.graph SET llm_extracts = true, llm_debounce = '0' WHERE id = %(graph_id)s
)
UPDATE relationship_engine.strategy_setting SET mode = CASE strategy WHEN 'semantic' THEN 'active' ELSE 'off' END
WHERE graph_id = %(graph_id)s;

-- name: demo_add_texts
-- No row.
INSERT INTO relationship_engine.raw_events (graph_id, payload, source, occurred_at)
SELECT %(graph_id)s, jsonb_build_object('text', r.content), 'demo', r.occurred_at::timestamp AT TIME ZONE 'UTC'
FROM jsonb_to_recordset(%(rows)s) AS r (content text, occurred_at date);

-- name: demo_texts_titles
-- The titles of the entities that were found.
SELECT e.title FROM relationship_engine.entity e WHERE e.graph_id = %(graph_id)s;

-- name: demo_texts_found
-- Edges between them, the strongest first.
SELECT f.title AS from_title, e.kind, t.title AS to_title
FROM relationship_engine.edge e
JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
WHERE e.graph_id = %(graph_id)s
ORDER BY e.strength DESC, f.title, t.title, e.kind
LIMIT %(count)s;

-- name: demo_strongest
-- The strongest edge of each kind that lives, with how often it was observed, and the last event that spoke of it.
SELECT k.*
FROM (
    SELECT DISTINCT ON (e.kind) e.id, f.title AS from_title, e.kind, t.title AS to_title, e.weight, e.strength,
        e.confidence, e.strategies, v.observations, coalesce(v.event_text, e.description) AS said
    FROM relationship_engine.edge e
    JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
    JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
    CROSS JOIN LATERAL (
        SELECT count(*) AS observations,
            (array_agg(relationship_engine.event_text(r.payload) ORDER BY r.occurred_at DESC, r.id))[1] AS event_text
        FROM relationship_engine.counting_evidence x
        LEFT JOIN relationship_engine.raw_events r ON r.graph_id = x.graph_id AND r.id = x.event_id
        WHERE x.graph_id = e.graph_id AND x.from_id = e.from_id AND x.to_id = e.to_id AND x.kind = e.kind
    ) v
    WHERE e.graph_id = 1
    ORDER BY e.kind, e.strength DESC, e.id
) k
ORDER BY k.strength DESC, k.id
LIMIT %(count)s;

-- name: demo_returned
-- Edges that new evidence brought back, most observed first: the night that had pruned them, and the event.
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title, n.night,
    relationship_engine.event_text(r.payload) AS event_text,
    extract(year FROM r.occurred_at AT TIME ZONE 'UTC')::integer AS year
FROM relationship_engine.pruning p
JOIN relationship_engine.run n ON n.graph_id = p.graph_id AND n.id = p.run_id
CROSS JOIN LATERAL (
    SELECT v.*
    FROM relationship_engine.counting_evidence v
    WHERE v.graph_id = p.graph_id AND v.from_id = p.from_id AND v.to_id = p.to_id AND v.kind = p.kind
        AND v.observed_at > p.pruned_at AND v.event_id IS NOT NULL
    ORDER BY v.observed_at
    LIMIT 1
) v
JOIN relationship_engine.edge_store e
    ON e.graph_id = v.graph_id AND e.from_id = v.from_id AND e.to_id = v.to_id AND e.kind = v.kind
JOIN relationship_engine.entity f ON f.graph_id = e.graph_id AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = e.graph_id AND t.id = e.to_id
JOIN relationship_engine.raw_events r ON r.graph_id = v.graph_id AND r.id = v.event_id
WHERE p.graph_id = 1 AND e.strategies && '{pattern}'
ORDER BY (e.metadata ->> 'reinforcement_count')::bigint DESC, e.id, r.occurred_at;

-- name: demo_ended
-- The last facts that a text ended, and that another edge of the same source superseded (is_superseded).
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title, p.end_date, p.is_superseded, o.title AS other_title,
    relationship_engine.event_text(r.payload) AS event_text
FROM (
    SELECT p.*, p.ended_by IS NOT NULL AS is_superseded,
        row_number() OVER (PARTITION BY p.ended_by IS NOT NULL ORDER BY p.end_date DESC, p.edge_id) AS nth
    FROM relationship_engine.edge_periods(1, ARRAY(
        SELECT e.id FROM relationship_engine.edge_store e WHERE e.graph_id = 1 AND e.strategies <> '{}')) p
    WHERE p.end_date IS NOT NULL AND p.event_id IS NOT NULL AND NOT p.is_of_role
) p
JOIN relationship_engine.edge_store e ON e.graph_id = 1 AND e.id = p.edge_id
JOIN relationship_engine.entity f ON f.graph_id = 1 AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = 1 AND t.id = e.to_id
JOIN relationship_engine.raw_events r ON r.graph_id = 1 AND r.id = p.event_id
LEFT JOIN relationship_engine.edge_store b ON b.graph_id = 1 AND b.id = p.ended_by
LEFT JOIN relationship_engine.entity o ON o.graph_id = 1 AND o.id = b.to_id
WHERE p.nth <= %(count)s::integer
ORDER BY p.is_superseded, p.nth;

-- name: demo_held
-- The roles that were held on a day, the strongest first.
SELECT e.id, f.title AS from_title, e.kind, t.title AS to_title, e.start_date, e.end_date
FROM relationship_engine.edge_at(1, p_valid_at => %(day)s::date) e
JOIN relationship_engine.entity f ON f.graph_id = 1 AND f.id = e.from_id
JOIN relationship_engine.entity t ON t.graph_id = 1 AND t.id = e.to_id
WHERE e.kind = 'role_at' AND e.start_date IS NOT NULL
ORDER BY e.strength DESC, e.id
LIMIT %(count)s::integer;

-- name: demo_duplicate
-- The likeliest pair of entities that are one thing by their names.
SELECT d.entity_id, d.other_id, d.title, d.other_title, d.probability, d.reason
FROM relationship_engine.duplicate_candidate d
WHERE d.graph_id = 1 AND d.title <> d.other_title
ORDER BY d.probability DESC, d.title
LIMIT 1;

-- name: alerts
-- The alerts of all graphs as they are now, the most severe first; firing_only leaves out the others.
SELECT a.*
FROM relationship_engine.alert a
WHERE a.is_firing OR NOT %(firing_only)s::boolean
ORDER BY a.is_firing DESC, array_position(ARRAY['critical', 'warning', 'info'], a.severity), a.graph_id, a.alert;

-- name: refresh_alerts
-- One row: firing, how many alerts fire.
SELECT relationship_engine.refresh_alerts() AS firing;

-- name: claim_alerts
-- What a channel has not been told yet.
SELECT * FROM relationship_engine.claim_alerts(p_channel => %(channel)s::text, p_severity => %(severity)s::text);

-- name: settle_alerts
-- One row: settled, how many of the claimed alerts are told, or not.
SELECT relationship_engine.settle_alerts(p_channel => %(channel)s::text, p_is_sent => %(is_sent)s::boolean) AS settled;

-- name: summary
-- One row per graph: what happened in it on a day (null: yesterday).
SELECT * FROM relationship_engine.summarize_day(p_day => %(day)s::date);

-- name: doctor
-- What was examined in the installation and in one graph, or all (null): check, status, value, remedy, graph_id.
SELECT * FROM relationship_engine.doctor(p_graph_id => %(graph_id)s::bigint);

-- name: metrics
-- Every metric of every graph: graph_id (null: of the database), metric, labels, value.
SELECT m.graph_id, m.metric, m.labels, m.value
FROM relationship_engine.metric m
WHERE m.value IS NOT NULL
ORDER BY m.metric, m.graph_id, m.labels;

-- name: inspect_legacy
-- One row per table of a legacy system: what an import would do, and what it has done.
SELECT * FROM relationship_engine.inspect_legacy(p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: import_legacy
-- No row; needs autocommit.
CALL relationship_engine.import_legacy(
    p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint, p_force => %(force)s::boolean);

-- name: last_import
-- One row: a run_report of the last import of a schema.
SELECT o.*
FROM relationship_engine.run r
CROSS JOIN LATERAL relationship_engine.report_run(p_graph_id => r.graph_id, p_run_id => r.id) o
WHERE r.graph_id = %(graph_id)s::bigint AND r.mode = 'import' AND EXISTS (
    SELECT FROM relationship_engine.legacy_import i
    WHERE i.graph_id = r.graph_id AND i.run_id = r.id AND i.source_schema = %(schema)s::text)
ORDER BY r.started_at DESC
LIMIT 1;

-- name: import_tables
-- One row per table that an import read: rows and sums of both sides, and whether they are equal.
SELECT i.relation, i.source_rows, i.present_rows, i.imported_rows, i.merged_rows, i.refused_rows, i.refused,
    i.source_sum, i.graph_sum, i.is_equal
FROM relationship_engine.legacy_import i
WHERE i.graph_id = %(graph_id)s::bigint AND i.run_id = %(run_id)s::uuid
ORDER BY array_position(ARRAY['raw_events', 'entity', 'mention', 'edge'], i.relation);

-- name: mirror_legacy
-- No row.
SELECT relationship_engine.mirror_legacy(p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint);

-- name: unmirror_legacy
-- One row: was_mirrored.
SELECT relationship_engine.unmirror_legacy(p_schema => %(schema)s::text, p_graph_id => %(graph_id)s::bigint)
    AS was_mirrored;

-- name: compare_legacy
-- One row per kind of edge: what a legacy system and the engine have in common, and in what they differ.
SELECT * FROM relationship_engine.compare_legacy(
    p_graph_id => %(graph_id)s::bigint, p_examples => %(examples)s::integer);

-- name: legacy_comparison
-- One row: the plan's two counts, and the edges by who has them.
SELECT c.* FROM relationship_engine.legacy_comparison c WHERE c.graph_id = %(graph_id)s::bigint;

-- name: rollout
-- One row: the phase of a graph, since when, and its mode; none where it is in no roll-out.
SELECT o.graph_id, o.phase, o.since, g.mode, p.mode AS expected_mode, o.expected_kinds
FROM relationship_engine.rollout o
JOIN relationship_engine.graph g ON g.id = o.graph_id
JOIN relationship_engine.rollout_phases() p ON p.phase = o.phase
WHERE o.graph_id = %(graph_id)s::bigint;

-- name: rollout_gates
-- The gates of the phase, those that do not pass first.
SELECT t.gate, t.status, t.value, t.comparison, t.bound, t.unit, t.since, t.remedy
FROM relationship_engine.rollout_gate t
WHERE t.graph_id = %(graph_id)s::bigint
ORDER BY array_position(ARRAY['fail', 'not enough data', 'pass'], t.status), t.gate;

-- name: rollout_log
-- The steps of a roll-out, the latest first.
SELECT c.changed_at, c.from_phase, c.to_phase, c.is_forced, c.gates_failing, c.runs_undone, c.reason, c.changed_by
FROM relationship_engine.rollout_change c
WHERE c.graph_id = %(graph_id)s::bigint
ORDER BY c.id DESC;

-- name: refresh_gates
-- One row: failing, how many gates do not pass.
SELECT relationship_engine.refresh_gates() AS failing;

-- name: rollout_next
-- One row: the mode of a graph, the phase that follows and its mode; none without such a graph or such a phase.
SELECT g.id AS graph_id, g.mode, p.phase AS next_phase, p.mode AS next_mode
FROM relationship_engine.graph g
LEFT JOIN relationship_engine.rollout o ON o.graph_id = g.id
LEFT JOIN relationship_engine.rollout_phases() c ON c.phase = o.phase
JOIN relationship_engine.rollout_phases() p ON p.place = coalesce(c.place, 0) + 1
WHERE g.id = %(graph_id)s::bigint;

-- name: rollout_advance
-- One row: phase.
SELECT relationship_engine.rollout_advance(
    p_graph_id => %(graph_id)s::bigint, p_force => %(force)s::boolean, p_reason => %(reason)s::text) AS phase;

-- name: rollout_rollback
-- One row: what a step back does, or would do.
SELECT * FROM relationship_engine.rollout_rollback(
    p_graph_id => %(graph_id)s::bigint, p_undo => %(undo)s::boolean, p_dry_run => %(dry_run)s::boolean,
    p_force => %(force)s::boolean, p_reason => %(reason)s::text);

-- name: report_rollout
-- One row: the weekly message; none where the graph is in no roll-out.
SELECT * FROM relationship_engine.report_rollout(p_graph_id => %(graph_id)s::bigint);

-- name: preview_run
-- The edges that a run on demand would create, change or remove, with their ends by title.
SELECT p.*, f.title AS from_title, t.title AS to_title
FROM relationship_engine.preview_run(
    p_graph_id => %(graph_id)s::bigint, p_entity_ids => %(entity_ids)s::uuid[]) p
JOIN relationship_engine.entity f ON f.graph_id = %(graph_id)s::bigint AND f.id = p.from_id
JOIN relationship_engine.entity t ON t.graph_id = %(graph_id)s::bigint AND t.id = p.to_id
ORDER BY p.change DESC, f.title, p.kind, t.title;

-- name: recall
-- The rows of recall(): kind, id, score, content, why, tokens.
SELECT * FROM relationship_engine.recall(
    p_question => %(question)s::text, p_graph_id => %(graph_id)s::bigint, p_embedding => %(embedding)s,
    p_limit => %(limit)s::integer, p_token_budget => %(budget)s::integer, p_as_of => %(as_of)s::timestamptz,
    p_since => %(since)s::timestamptz, p_until => %(until)s::timestamptz, p_kinds => %(kinds)s::text[]);

-- name: recall_model
-- One row: model, of the graph's embeddings, and has_vectors, whether any event has one.
SELECT g.embedding_model AS model, EXISTS (
    SELECT FROM relationship_engine.event_text t WHERE t.graph_id = g.id AND t.embedding IS NOT NULL) AS has_vectors
FROM relationship_engine.graph g
WHERE g.id = %(graph_id)s::bigint;

-- name: entity_search
-- The entities that a pattern may mean, best first.
SELECT * FROM relationship_engine.entity_search(
    p_pattern => %(pattern)s::text, p_graph_id => %(graph_id)s::bigint, p_limit => %(count)s::integer);

-- name: refresh_duplicates
-- The number of pairs found.
SELECT relationship_engine.refresh_duplicates(p_graph_id => %(graph_id)s::bigint) AS pairs;

-- name: duplicates
-- Pairs of entities that are probably one thing, the most probable first.
SELECT d.probability, d.title, d.other_title, d.type, d.reason, d.cosine, d.entity_id, d.other_id
FROM relationship_engine.duplicate_candidate d
WHERE d.graph_id = %(graph_id)s AND d.probability >= %(min_probability)s
ORDER BY d.probability DESC, d.title, d.entity_id, d.other_id
LIMIT %(count)s;

-- name: merge_entities
-- The report of the run.
SELECT * FROM relationship_engine.merge_entities(
    p_keep => %(keep_id)s::uuid, p_drop => %(drop_id)s::uuid, p_dry_run => %(dry_run)s::boolean,
    p_graph_id => %(graph_id)s::bigint);

-- name: neighbors
-- The edges of an entity with the entities at their other ends.
SELECT * FROM relationship_engine.neighbors(
    p_entity_id => %(entity_id)s::uuid, p_graph_id => %(graph_id)s::bigint, p_kinds => %(kinds)s::text[],
    p_limit => %(count)s::integer);

-- name: path
-- The edges of the strongest path, in order.
SELECT * FROM relationship_engine.path(
    p_from_id => %(from_id)s::uuid, p_to_id => %(to_id)s::uuid, p_graph_id => %(graph_id)s::bigint,
    p_max_hops => %(hops)s::integer, p_kinds => %(kinds)s::text[]);

-- name: edge_id
-- One row: id, that the edge of this natural key has or would have.
SELECT relationship_engine.edge_id(
    %(graph_id)s::bigint, %(from_id)s::uuid, %(to_id)s::uuid, %(kind)s::text) AS id;

-- name: events_of
-- The latest events that mention an entity.
SELECT v.id, v.occurred_at, relationship_engine.event_text(v.payload) AS content
FROM relationship_engine.mention m
JOIN relationship_engine.raw_events v ON v.graph_id = m.graph_id AND v.id = m.event_id
WHERE m.graph_id = %(graph_id)s::bigint AND m.entity_id = %(entity_id)s::uuid
ORDER BY coalesce(v.occurred_at, v.created_at) DESC, v.id
LIMIT %(count)s::integer;

-- name: edges
-- Live edges of a graph by what sort names.
SELECT d.id, f.title AS "from", d.kind, t.title AS "to", d.strength, d.weight, d.confidence, d.start_date, d.end_date,
    coalesce(d.end_date >= current_date, true) AS is_current, d.strategies
FROM relationship_engine.edge d
JOIN relationship_engine.entity f ON f.graph_id = d.graph_id AND f.id = d.from_id
JOIN relationship_engine.entity t ON t.graph_id = d.graph_id AND t.id = d.to_id
WHERE d.graph_id = %(graph_id)s::bigint AND (%(kinds)s::text[] IS NULL OR d.kind = ANY (%(kinds)s::text[]))
    AND d.strength >= %(min_strength)s::double precision
    AND (NOT %(current)s::boolean OR coalesce(d.end_date >= current_date, true))
ORDER BY round(CASE %(sort)s::text  -- rounded: figures that differ in their last bits are equal, and names decide
    WHEN 'strength' THEN d.strength
    WHEN 'weight' THEN d.weight
    WHEN 'confidence' THEN d.confidence
    ELSE extract(epoch FROM d.created_at)::double precision
END::numeric, 4) DESC NULLS LAST, f.title, t.title, d.kind, d.id
LIMIT %(count)s::integer;

-- name: edge_history
-- The weight of an edge after each of the last nights: night, weight. From the evidence that counts today.
SELECT n.night::date AS night, coalesce(sum(
    v.gain * exp(greatest(e.rate * (v.clock - c.clock), -700))
) FILTER (WHERE v.learned_at::date <= n.night::date), 0) AS weight
FROM relationship_engine.graph g
CROSS JOIN LATERAL generate_series(
    (g.decay_date - %(nights)s::integer)::timestamp, g.decay_date::timestamp, interval '1 day') AS n (night)
CROSS JOIN LATERAL (
    SELECT coalesce(max(d.clock), 0) AS clock FROM relationship_engine.decay_step d
    WHERE d.graph_id = g.id AND d.undone_by IS NULL AND d.night <= n.night::date
) c
JOIN relationship_engine.edge_store e ON e.graph_id = g.id AND e.id = %(edge_id)s::uuid
JOIN relationship_engine.counting_evidence v
    ON v.graph_id = g.id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
WHERE g.id = %(graph_id)s::bigint
GROUP BY n.night
ORDER BY n.night;

-- name: claim_event_embeddings
-- Events that this worker now holds: event_id, content, content_hash, model.
SELECT * FROM relationship_engine.claim_event_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_limit => %(limit)s::integer, p_lease => %(lease)s::interval);

-- name: store_event_embeddings
-- One row: stored, how many; the others have another text by now.
SELECT relationship_engine.store_event_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_model => %(model)s::text, p_event_ids => %(ids)s::uuid[],
    p_hashes => %(hashes)s::text[], p_embeddings => %(embeddings)s::text[]) AS stored;

-- name: fail_event_embeddings
-- No row.
SELECT relationship_engine.fail_event_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_event_ids => %(ids)s::uuid[], p_error => %(error)s::text,
    p_wait => %(wait)s::interval);

-- name: export_ids
-- The entities within some hops of one, over edges that the export takes: id.
WITH RECURSIVE reached AS (
    SELECT %(entity_id)s::uuid AS id, 0 AS hops
    UNION
    SELECT CASE WHEN d.from_id = r.id THEN d.to_id ELSE d.from_id END, r.hops + 1
    FROM reached r
    JOIN relationship_engine.edge d ON d.graph_id = %(graph_id)s::bigint AND r.id IN (d.from_id, d.to_id)
    WHERE r.hops < %(hops)s::integer
        AND (NOT %(current)s::boolean OR coalesce(d.end_date >= %(on)s::date, true))
        AND (%(as_of)s::date IS NULL OR coalesce(d.start_date <= %(as_of)s::date, true))
)

SELECT DISTINCT r.id FROM reached r;

-- name: export_entities
-- The entities of an export.
SELECT e.id, e.title, e.type, e.summary
FROM relationship_engine.entity e
WHERE e.graph_id = %(graph_id)s::bigint AND (%(ids)s::uuid[] IS NULL OR e.id = ANY (%(ids)s::uuid[]))
ORDER BY e.id;

-- name: export_edges
-- The edges of an export.
SELECT d.id, d.from_id, d.to_id, d.kind, d.weight, d.strength, d.confidence, d.start_date, d.end_date,
    d.description, f.title AS from_title, f.type AS from_type, t.title AS to_title, t.type AS to_type
FROM relationship_engine.edge d
JOIN relationship_engine.entity f ON f.graph_id = d.graph_id AND f.id = d.from_id
JOIN relationship_engine.entity t ON t.graph_id = d.graph_id AND t.id = d.to_id
WHERE d.graph_id = %(graph_id)s::bigint
    AND (%(ids)s::uuid[] IS NULL OR d.from_id = ANY (%(ids)s::uuid[]) AND d.to_id = ANY (%(ids)s::uuid[]))
    AND (NOT %(current)s::boolean OR coalesce(d.end_date >= %(on)s::date, true))
    AND (%(as_of)s::date IS NULL OR coalesce(d.start_date <= %(as_of)s::date, true))
ORDER BY d.id;

-- name: begin_reading
-- No row. All statements of the transaction see the same moment, and none can write.
SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY;

-- name: report_graph
-- One row: graph, what the page of a graph draws.
SELECT relationship_engine.report_graph(
    p_graph_id => %(graph_id)s::bigint, p_entities => %(entities)s::integer, p_edges => %(edges)s::integer) AS graph;

-- name: report_nights
-- The last nightly runs, oldest first.
SELECT n.night, n.status, n.edges_created, n.edges_updated, n.edges_pruned, n.processing_time, n.pruned_share
FROM (
    SELECT m.* FROM relationship_engine.metric_nightly m
    WHERE m.graph_id = %(graph_id)s::bigint
    ORDER BY m.started_at DESC
    LIMIT 90
) n
ORDER BY n.started_at;

-- name: report_edges_by
-- Live edges by day of creation, kind, weight and confidence: by, label, edges.
SELECT 'day' AS "by", c.date::text AS label, c.edges
FROM relationship_engine.metric_edge_creation c WHERE c.graph_id = %(graph_id)s::bigint
UNION ALL
SELECT 'kind', k.kind, k.edges FROM relationship_engine.metric_kind k WHERE k.graph_id = %(graph_id)s::bigint
UNION ALL
SELECT 'weight', w.weight_range, w.edges FROM relationship_engine.metric_weight w WHERE w.graph_id = %(graph_id)s::bigint
UNION ALL
SELECT 'confidence', c.confidence_range, c.edges
FROM relationship_engine.metric_confidence c WHERE c.graph_id = %(graph_id)s::bigint;

-- name: report_reinforcement
-- One row: reinforced_edges, average_weight, edges, reinforced_share; none without an edge.
SELECT r.* FROM relationship_engine.metric_edge_reinforcement r WHERE r.graph_id = %(graph_id)s::bigint;

-- name: report_latency
-- The seconds of the runs of the last 7 days, by mode.
SELECT l.mode, l.runs, l.average, l.p50, l.p95, l.p99, l.longest
FROM relationship_engine.metric_latency l
WHERE l.graph_id = %(graph_id)s::bigint
ORDER BY l.mode;

-- name: report_cost
-- USD that model calls cost, by day, oldest first.
SELECT c.day, c.spent
FROM relationship_engine.metric_llm_cost c
WHERE c.graph_id = %(graph_id)s::bigint AND c.day > (now() AT TIME ZONE 'UTC')::date - 30
ORDER BY c.day;

-- name: report_pruned
-- What the last 30 runs that pruned have pruned, the latest pruning of each edge: its ends by title, night, is_back (the
-- edge lives again) and its weight now; at most 150 that live and 150 that do not.
SELECT x.from_title, x.kind, x.to_title, x.night, x.is_back, x.weight
FROM (
    SELECT f.title AS from_title, p.kind, t.title AS to_title, p.night, d.id IS NOT NULL AS is_back, d.weight,
        row_number() OVER (PARTITION BY d.id IS NOT NULL ORDER BY p.night DESC, d.strength DESC, f.title) AS place
    FROM (
        SELECT DISTINCT ON (p.from_id, p.to_id, p.kind) p.from_id, p.to_id, p.kind,
            coalesce(r.night, r.started_at::date) AS night
        FROM (
            SELECT r.id, r.night, r.started_at
            FROM relationship_engine.run r
            WHERE r.graph_id = %(graph_id)s::bigint AND r.edges_pruned > 0 AND r.status <> 'undone'
            ORDER BY r.started_at DESC
            LIMIT 30
        ) r
        JOIN relationship_engine.pruning p
            ON p.graph_id = %(graph_id)s::bigint AND p.run_id = r.id AND p.retracted_by IS NULL
        ORDER BY p.from_id, p.to_id, p.kind, p.pruned_at DESC
    ) p
    JOIN relationship_engine.entity f ON f.graph_id = %(graph_id)s::bigint AND f.id = p.from_id
    JOIN relationship_engine.entity t ON t.graph_id = %(graph_id)s::bigint AND t.id = p.to_id
    LEFT JOIN relationship_engine.edge d ON d.graph_id = %(graph_id)s::bigint AND d.from_id = p.from_id
        AND d.to_id = p.to_id AND d.kind = p.kind
) x
WHERE x.place <= 150
ORDER BY x.is_back DESC, x.place;

-- name: report_stamp
-- One row: stamp, a text that changes when a run has changed the graph.
SELECT concat_ws(' ', g.decay_step_no, g.mode, (
    SELECT max(coalesce(r.finished_at, r.started_at)) FROM relationship_engine.run r WHERE r.graph_id = g.id
)) AS stamp
FROM relationship_engine.graph g
WHERE g.id = %(graph_id)s::bigint;

-- name: rollout_phases
-- The phases of a roll-out in their order.
SELECT p.phase, p.mode FROM relationship_engine.rollout_phases() p ORDER BY p.place;

-- name: node_status
-- One row per graph of the node: size, last night, days behind, alerts that fire.
SELECT * FROM relationship_engine.node_status();

-- name: node_readiness
-- One row per requirement of a move: item, is_ready, value, remedy.
SELECT * FROM relationship_engine.node_readiness();

-- name: graph_id_range
-- One row: id_begin, where the ids of new graphs begin; it is set first if begin is not null.
SELECT relationship_engine.graph_id_range(%(begin)s) AS id_begin;

-- name: locate_graph
-- The graph of an id or a name, if it is here: id, name, moved_to.
SELECT g.id, g.name, g.moved_to FROM relationship_engine.graph g
WHERE g.id > 0 AND (g.id::text = %(graph)s OR g.name = %(graph)s)
ORDER BY g.id::text = %(graph)s DESC LIMIT 1;

-- name: begin_move
-- One row: publication.
SELECT relationship_engine.begin_move(%(graph_id)s, %(node)s) AS publication;

-- name: moved_tables
-- The tables whose rows move with their graph: name.
SELECT t.name FROM relationship_engine.moved_tables() AS t (name);

-- name: guard_move
-- No row.
SELECT relationship_engine.guard_move(%(graph_id)s, %(table)s);

-- name: unguard_move
-- No row.
SELECT relationship_engine.unguard_move(%(graph_id)s, %(table)s);

-- name: create_move_slot
-- One row: slot_name. A statement of its own: a slot cannot be created after a write.
SELECT s.slot_name FROM pg_create_logical_replication_slot(%(publication)s, 'pgoutput') s;

-- name: move_slot
-- The slot of a move, if it is there: active_pid.
SELECT s.active_pid FROM pg_replication_slots s WHERE s.slot_name = %(publication)s;

-- name: drop_move_slots
-- One row per slot: those of a move, and of the copies of single tables that a lost target left.
SELECT pg_drop_replication_slot(s.slot_name) FROM pg_replication_slots s
WHERE s.active_pid IS NULL AND s.database = current_database()
    AND (s.slot_name = %(publication)s OR s.slot_name ~ ('^pg_' || %(subscription_id)s || '_sync_'));

-- name: subscribe_graph
-- One row: is_new.
SELECT relationship_engine.subscribe_graph(%(graph_id)s, %(name)s, %(publication)s, %(source)s) AS is_new;

-- name: move_state
-- One row: is_subscribed, is_running, tables_left, mark.
SELECT * FROM relationship_engine.move_state(%(graph_id)s);

-- name: disable_subscription
-- No row. {name} is a subscription.
ALTER SUBSCRIPTION {name} DISABLE;

-- name: enable_subscription
-- No row. {name} is a subscription.
ALTER SUBSCRIPTION {name} ENABLE;

-- name: drop_subscription
-- No row; needs autocommit. {name} is a subscription. It drops its slot at the source.
DROP SUBSCRIPTION IF EXISTS {name};

-- name: detach_subscription
-- No row. {name} is a subscription whose source cannot be reached or has lost the slot.
ALTER SUBSCRIPTION {name} SET (slot_name = NONE);

-- name: subscription_id
-- The oid of a subscription of this database, if it is there: id.
SELECT s.oid::text AS id FROM pg_subscription s
JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
WHERE s.subname = %(publication)s;

-- name: mark_move
-- One row: mark.
SELECT relationship_engine.mark_move(%(graph_id)s) AS mark;

-- name: fence_graph
-- One row: nothing to read; needs a transaction.
SELECT relationship_engine.fence_graph(%(graph_id)s);

-- name: snapshot
-- One row: snapshot of this transaction.
SELECT pg_current_snapshot()::text AS snapshot;

-- name: graph_fingerprint
-- One row per table: name, rows, hash.
SELECT * FROM relationship_engine.graph_fingerprint(%(graph_id)s, %(since)s::pg_snapshot);

-- name: leave_node
-- No row; needs the transaction of the fence.
SELECT relationship_engine.leave_node(%(graph_id)s);

-- name: export_graph
-- One row: graph, sequences.
SELECT * FROM relationship_engine.export_graph(%(graph_id)s);

-- name: receive_graph
-- One row: is_new.
SELECT relationship_engine.receive_graph(%(graph)s, %(sequences)s) AS is_new;

-- name: discard_graph
-- No row: removes rows that a move has copied, of a graph that is not here.
SELECT relationship_engine.discard_graph(%(graph_id)s);

-- name: purge_moved
-- One row: deleted, how many rows.
SELECT relationship_engine.purge_moved(%(graph_id)s) AS deleted;

-- name: end_move
-- No row.
SELECT relationship_engine.end_move(%(graph_id)s);

-- name: shared_rows
-- One row per table that graphs share: name, rows.
SELECT * FROM relationship_engine.shared_rows();

-- name: add_shared_rows
-- One row: added.
SELECT relationship_engine.add_shared_rows(%(name)s, %(rows)s) AS added;

-- name: grants_of_graph
-- The roles with rights on a graph, which do not move: role, level.
SELECT g.role, g.level FROM relationship_engine.graph_grant g WHERE g.graph_id = %(graph_id)s;

-- name: unfinished_move
-- The note of a move of a graph that is not here any more: node.
SELECT m.node FROM relationship_engine.graph_move m
WHERE m.graph_id = %(graph_id)s AND NOT EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = m.graph_id);

-- name: front_script
-- One row: script.
SELECT relationship_engine.front_script(%(nodes)s, %(ranges)s) AS script;

-- name: has_orphans
SELECT to_regprocedure('relationship_engine.orphans(bigint)') IS NOT NULL AS has_orphans;

-- name: orphans
SELECT o.graph_id, o.relation, o.parent, o.entries
FROM relationship_engine.orphans() o
WHERE NOT o.is_leftover
ORDER BY o.relation, o.parent;

-- name: remove_orphans
SELECT o.relation, o.parent, o.entries FROM relationship_engine.remove_orphans() o;

-- name: repair_all
SELECT relationship_engine.repair(g.id) FROM relationship_engine.graph g WHERE g.id > 0 ORDER BY g.id;

-- name: unvalidated_references
SELECT concat('ALTER TABLE ', c.conrelid::regclass, ' VALIDATE CONSTRAINT ', quote_ident(c.conname)) AS statement
FROM pg_constraint c
WHERE c.connamespace = 'relationship_engine'::regnamespace AND c.contype = 'f' AND NOT c.convalidated
ORDER BY c.conrelid, c.conname;
