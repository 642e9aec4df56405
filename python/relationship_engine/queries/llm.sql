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
