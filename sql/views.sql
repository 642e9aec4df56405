-- The live edges with the columns of the legacy table. Applications may also write through the view; weight is computed
-- (set_weight() sets it).
CREATE OR REPLACE VIEW relationship_engine.edge WITH (security_invoker = true) AS
SELECT
    e.id,
    e.from_id,
    e.to_id,
    e.kind,
    e.start_date,
    e.end_date,
    e.confidence,
    e.importance,
    e.description,
    e.metadata,
    e.source_event_id,
    -- exp() raises an error for exponents beyond 700, and sums over the edges of all graphs need room
    exp(
        least(greatest(
            e.log_weight - e.rate * (SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = e.graph_id),
                -700
        ), 600)
    ) AS weight,
    e.last_reinforced_at,
    e.created_at,
    e.updated_at,
    e.graph_id,
    e.pinned,
    e.strategies,
    e.log_weight,
    e.rate,
    1 - exp(
        -exp(
            least(greatest(
                e.log_strength
                - e.rate * (SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = e.graph_id), -700
            ), 6)
        )
    ) AS strength
FROM relationship_engine.edge_store e
WHERE e.pruned_by_run IS NULL;
COMMENT ON VIEW relationship_engine.edge IS
'Live edges with their current weight: the sum of gain * decay over their evidence.';
COMMENT ON COLUMN relationship_engine.edge.log_weight IS
'Orders the edges of a graph that have the same rate in the same way as weight.';
COMMENT ON COLUMN relationship_engine.edge.strength IS
'1 - exp(-weight * confidence), where an unknown confidence is 0.5: 0..1, comparable across kinds. strongest_edges() '
'reads the strongest by an index.';
COMMENT ON COLUMN relationship_engine.edge.weight IS
'exp(log_weight - rate * decay_clock). A new observation adds 1; by default each night multiplies the weight by 0.99.';

CREATE OR REPLACE VIEW relationship_engine.counting_evidence WITH (security_invoker = true) AS
SELECT
    v.graph_id,
    v.from_id,
    v.to_id,
    v.kind,
    v.strategy,
    v.context,
    v.run_id,
    v.gain,
    v.confidence,
    v.importance,
    v.event_id,
    v.start_date,
    v.end_date,
    v.description,
    v.detail,
    v.step_no,
    v.is_exclusive,
    v.observed_at,
    v.learned_at,
    -- free for queries that do not read it: the planner removes a left join that finds at most one row
    coalesce(d.clock, 0) AS clock
FROM relationship_engine.evidence v
LEFT JOIN relationship_engine.decay_step d ON v.graph_id = d.graph_id AND v.step_no = d.step_no
WHERE v.retracted_by IS NULL AND v.effect IN ('states', 'recurs');
COMMENT ON VIEW relationship_engine.counting_evidence IS
'The evidence that counts, one find of each observation: what states or reinforces an edge. What ends or denies one '
'(evidence.effect) is not among it.';
COMMENT ON COLUMN relationship_engine.counting_evidence.clock IS 'The reading of the decay clock at its step, in nats.';

CREATE OR REPLACE VIEW relationship_engine.edge_current WITH (security_invoker = true) AS
SELECT e.*
FROM relationship_engine.edge e
WHERE (e.start_date IS NULL OR e.start_date <= current_date) AND (e.end_date IS NULL OR e.end_date > current_date);
COMMENT ON VIEW relationship_engine.edge_current IS
'Live edges that hold today: start_date, if any, is reached, and end_date, if any, is not. A period does not include '
'its end_date.';

CREATE OR REPLACE VIEW relationship_engine.duplicate_candidate WITH (security_invoker = true) AS
SELECT
    c.graph_id,
    c.entity_id,
    c.other_id,
    e.type,
    e.title,
    o.title AS other_title,
    c.cosine,
    c.detected_at,
    c.probability,
    c.reason
FROM (
    SELECT
        coalesce(n.graph_id, p.graph_id) AS graph_id,
        coalesce(n.entity_id, p.from_id) AS entity_id,
        coalesce(n.other_id, p.to_id) AS other_id,
        n.graph_id IS NOT NULL AS is_by_name,
        p.confidence AS cosine,
        coalesce(n.detected_at, p.created_at) AS detected_at,
        -- independent signs, each of which may be wrong
        1 - (1 - coalesce(n.probability, 0)) * CASE WHEN p.graph_id IS NULL THEN 1 ELSE 0.5 END AS probability,
        concat_ws(', ', n.reason, CASE WHEN p.graph_id IS NOT NULL THEN 'nearly the same embedding' END) AS reason
    FROM relationship_engine.name_pair n
    FULL JOIN (
        SELECT p.graph_id, p.from_id, p.to_id, p.confidence, p.created_at
        FROM relationship_engine.proposal p
        WHERE p.reason = 'duplicate'
    ) p ON n.graph_id = p.graph_id AND n.entity_id = p.from_id AND n.other_id = p.to_id
) c
INNER JOIN relationship_engine.entity e ON c.graph_id = e.graph_id AND c.entity_id = e.id
INNER JOIN relationship_engine.entity o ON c.graph_id = o.graph_id AND c.other_id = o.id
WHERE c.is_by_name OR relationship_engine.have_same_codes(e.title, o.title);
COMMENT ON VIEW relationship_engine.duplicate_candidate IS
'Pairs of entities of one type (see type_alias) that are probably one thing, by their names or because the cosine of '
'their embeddings is above the duplicate_threshold of the model; names whose numbers, versions or single letters '
'differ never are. The engine never connects them. merge_entities() makes them one. The nightly run refreshes it.';
COMMENT ON COLUMN relationship_engine.duplicate_candidate.cosine IS 'Null: they were found by their names.';
COMMENT ON COLUMN relationship_engine.duplicate_candidate.probability IS
'Probability that both are one thing (0..1): a judgement per reason, not a measurement.';

CREATE OR REPLACE VIEW relationship_engine.llm_status WITH (security_invoker = true) AS
SELECT
    g.id AS graph_id,
    g.name,
    coalesce(s.mode, 'off') AS mode,
    g.llm_model AS model,
    j.ready,
    j.due,
    j.leased,
    j.in_batch,
    j.done,
    j.dead,
    j.refused,
    j.oldest_ready,
    CASE
        WHEN g.mode = 'off' OR coalesce(s.mode, 'off') = 'off' THEN 'the strategy semantic is off'
        WHEN p.checked_on IS NULL THEN 'no price for model ' || g.llm_model
        WHEN a.paused_until > clock_timestamp() THEN a.reason
        WHEN g.llm_daily_budget = 0 THEN 'the daily budget is 0'
        WHEN g.llm_daily_budget - d.spent - d.reserved < d.next_job_cost THEN 'the daily budget is used up'
        WHEN j.ready > 0 AND j.ready = j.too_dear THEN 'no waiting job fits into the budget of a whole day'
    END AS paused_reason,
    CASE
        WHEN g.mode = 'off' OR coalesce(s.mode, 'off') = 'off' OR p.checked_on IS NULL THEN NULL
        WHEN a.paused_until > clock_timestamp() THEN nullif(a.paused_until, 'infinity')
        WHEN g.llm_daily_budget > 0 AND g.llm_daily_budget - d.spent - d.reserved < d.next_job_cost
            THEN (t.today + 1)::timestamp AT TIME ZONE 'UTC'
    END AS rests_until,
    g.llm_daily_budget AS budget,
    coalesce(d.spent, 0) AS spent_today,
    coalesce(d.reserved, 0) AS reserved_today,
    g.llm_daily_budget - coalesce(d.spent, 0) - coalesce(d.reserved, 0) AS budget_left,
    p.checked_on AS price_checked_on,
    (SELECT count(*) FROM relationship_engine.llm_kind k
    WHERE k.graph_id = g.id AND k.subject_id IS NOT NULL AND k.created_at >= t.today::timestamp AT TIME ZONE 'UTC')
        AS new_kinds_today
FROM relationship_engine.graph g
CROSS JOIN LATERAL (VALUES ((clock_timestamp() AT TIME ZONE 'UTC')::date)) AS t (today)
LEFT JOIN relationship_engine.strategy_setting s ON g.id = s.graph_id AND s.strategy = 'semantic'
LEFT JOIN relationship_engine.llm_day d ON g.id = d.graph_id AND t.today = d.day
CROSS JOIN LATERAL (
    SELECT
        count(*) FILTER (WHERE j.state = 'ready') AS ready,
        count(*) FILTER (WHERE j.state = 'ready' AND j.run_after <= clock_timestamp()) AS due,
        count(*) FILTER (WHERE j.state = 'ready' AND j.error_code = 'over_budget') AS too_dear,
        count(*) FILTER (WHERE j.state = 'leased') AS leased,
        count(*) FILTER (WHERE j.state = 'leased' AND j.batch_id IS NOT NULL) AS in_batch,
        count(*) FILTER (WHERE j.state = 'done') AS done,
        count(*) FILTER (WHERE j.state = 'dead') AS dead,
        count(*) FILTER (WHERE j.state = 'refused') AS refused,
        min(j.created_at) FILTER (WHERE j.state = 'ready') AS oldest_ready
    FROM relationship_engine.llm_job j WHERE j.graph_id = g.id
) j
CROSS JOIN LATERAL (
    SELECT max(p.checked_on) AS checked_on
    FROM relationship_engine.llm_price p
    WHERE p.model = g.llm_model AND p.effective_from <= t.today
        AND EXISTS (SELECT FROM relationship_engine.llm_model m WHERE m.model = g.llm_model)
) p
LEFT JOIN LATERAL (
    SELECT
        l.reason,
        l.paused_until
    FROM relationship_engine.llm_provider l
    WHERE l.graph_id IN (0, g.id)
    ORDER BY l.paused_until DESC NULLS LAST, l.graph_id DESC
    LIMIT 1
) a ON true
WHERE g.id > 0;
COMMENT ON VIEW relationship_engine.llm_status IS
'The queue of model jobs per graph: jobs by state, the reason and end of a pause, and the USD spent today (UTC).';
COMMENT ON COLUMN relationship_engine.llm_status.due IS 'Ready jobs that a worker may claim now.';
COMMENT ON COLUMN relationship_engine.llm_status.paused_reason IS 'Why no jobs are given out; null: they are.';
COMMENT ON COLUMN relationship_engine.llm_status.rests_until IS
'End of the pause; null: it lasts until somebody changes a setting or calls resume_llm_provider().';

CREATE OR REPLACE VIEW relationship_engine.llm_cost WITH (security_invoker = true) AS
SELECT
    c.graph_id,
    c.id AS call_id,
    c.day,
    'semantic' AS strategy,
    c.subject,
    c.model,
    c.batch_id IS NOT NULL AS is_batch,
    c.state,
    u.fresh_tokens,
    u.cached_tokens,
    u.output_tokens,
    coalesce(c.cost, 0) AS spent,
    CASE WHEN c.state = 'reserved' THEN c.reserved ELSE 0 END AS reserved
FROM relationship_engine.llm_call c
CROSS JOIN LATERAL (
    SELECT
        coalesce(sum(k.value::text::numeric) FILTER (WHERE k.key IN ('input_tokens', 'cache_creation_input_tokens')), 0)
            AS fresh_tokens,
        coalesce(sum(k.value::text::numeric) FILTER (WHERE k.key = 'cache_read_input_tokens'), 0) AS cached_tokens,
        coalesce(sum(k.value::text::numeric) FILTER (WHERE k.key = 'output_tokens'), 0) AS output_tokens
    FROM jsonb_each(CASE WHEN jsonb_typeof(c.usage) = 'object' THEN c.usage ELSE '{}' END) k
    WHERE jsonb_typeof(k.value) = 'number'
) u;
COMMENT ON VIEW relationship_engine.llm_cost IS
'Each call to a model: tokens, and the USD spent, or reserved while the outcome is unknown.';
COMMENT ON COLUMN relationship_engine.llm_cost.subject IS
'event: one event was read; entity: an entity was read across its events.';

CREATE OR REPLACE VIEW relationship_engine.llm_cost_by_day WITH (security_invoker = true) AS
SELECT
    c.graph_id,
    c.day,
    count(*) AS calls,
    count(*) FILTER (WHERE c.is_batch) AS in_batch,
    sum(c.fresh_tokens) AS fresh_tokens,
    sum(c.cached_tokens) AS cached_tokens,
    sum(c.output_tokens) AS output_tokens,
    sum(c.spent) AS spent,
    sum(c.reserved) AS reserved
FROM relationship_engine.llm_cost c
GROUP BY c.graph_id, c.day;
COMMENT ON VIEW relationship_engine.llm_cost_by_day IS 'Calls, tokens and USD per graph and day (UTC).';

CREATE OR REPLACE VIEW relationship_engine.llm_cost_by_model WITH (security_invoker = true) AS
SELECT
    c.graph_id,
    c.model,
    c.strategy,
    c.subject,
    c.is_batch,
    count(*) AS calls,
    sum(c.fresh_tokens) AS fresh_tokens,
    sum(c.cached_tokens) AS cached_tokens,
    sum(c.output_tokens) AS output_tokens,
    sum(c.spent) AS spent,
    sum(c.spent) / nullif(count(*) FILTER (WHERE c.state = 'booked'), 0) AS per_call
FROM relationship_engine.llm_cost c
GROUP BY c.graph_id, c.model, c.strategy, c.subject, c.is_batch;
COMMENT ON VIEW relationship_engine.llm_cost_by_model IS
'Calls, tokens and USD per graph, model, strategy, subject and way of reading (at once or in a batch).';

CREATE OR REPLACE VIEW relationship_engine.llm_cost_per_edge WITH (security_invoker = true) AS
WITH kept AS (
    SELECT
        l.graph_id,
        l.model,
        count(DISTINCT e.id) AS edges
    FROM relationship_engine.llm_call l
    INNER JOIN relationship_engine.counting_evidence v ON l.graph_id = v.graph_id AND l.id = v.run_id
    INNER JOIN relationship_engine.edge_store e
        ON v.graph_id = e.graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
    WHERE e.pruned_by_run IS NULL
    GROUP BY l.graph_id, l.model
)

SELECT
    c.graph_id,
    c.model,
    sum(c.spent) AS spent,
    coalesce(k.edges, 0) AS edges_kept,
    sum(c.spent) / nullif(k.edges, 0) AS per_edge
FROM relationship_engine.llm_cost c
LEFT JOIN kept k ON c.graph_id = k.graph_id AND c.model = k.model
GROUP BY c.graph_id, c.model, k.edges;
COMMENT ON VIEW relationship_engine.llm_cost_per_edge IS 'USD per live edge that has evidence from a model.';

CREATE OR REPLACE VIEW relationship_engine.llm_cost_forecast WITH (security_invoker = true) AS
SELECT
    s.graph_id,
    s.spent_today,
    s.reserved_today,
    s.ready,
    a.per_call,
    s.ready * a.per_call AS backlog,
    -- least() ignores null, and an unknown forecast is not the budget
    CASE WHEN s.due = 0 OR a.per_call IS NOT NULL THEN least(
        s.budget,
        (s.spent_today + s.reserved_today) / greatest(t.elapsed, 0.01) + coalesce(s.due * a.per_call, 0))
    END AS today,
    s.budget
FROM relationship_engine.llm_status s
CROSS JOIN LATERAL (VALUES ((date_part('epoch', clock_timestamp()) / 86400)::numeric % 1)) AS t (elapsed)
CROSS JOIN LATERAL (
    SELECT avg(c.cost) AS per_call
    FROM relationship_engine.llm_call c
    WHERE c.graph_id = s.graph_id AND c.state = 'booked'
        AND c.day >= (clock_timestamp() AT TIME ZONE 'UTC')::date - 7
) a;
COMMENT ON VIEW relationship_engine.llm_cost_forecast IS
'USD that this day (UTC) will cost if it continues as it began, and the cost of the waiting jobs at the average of '
'the last week; null where jobs wait and no call of the last week has a cost.';

CREATE OR REPLACE VIEW relationship_engine.llm_batch_item WITH (security_invoker = true) AS
SELECT
    b.graph_id,
    b.id AS batch_id,
    b.provider_id,
    'c' || replace(c.id::text, '-', '') AS custom_id,
    c.id AS call_id,
    c.id AS lease_token,
    c.job_id,
    c.model,
    c.max_tokens,
    j.state = 'leased' AND j.lease_token = c.id AS is_waiting
FROM relationship_engine.llm_batch b
INNER JOIN relationship_engine.llm_call c ON b.graph_id = c.graph_id AND b.id = c.batch_id
INNER JOIN relationship_engine.llm_job j ON c.graph_id = j.graph_id AND c.job_id = j.id;
COMMENT ON VIEW relationship_engine.llm_batch_item IS
'The jobs of each batch. custom_id identifies them in the results of the provider.';
COMMENT ON COLUMN relationship_engine.llm_batch_item.is_waiting IS
'Whether the job still waits for the result of this batch.';
