CREATE OR REPLACE FUNCTION relationship_engine.forecast(
    p_graph_id bigint,
    p_nights integer DEFAULT 30,
    p_decay_factor double precision DEFAULT NULL,
    p_prune_threshold double precision DEFAULT NULL,
    p_min_confidence double precision DEFAULT NULL
)
RETURNS TABLE (
    graph_id bigint,
    nights integer,
    decay_factor double precision,
    prune_threshold double precision,
    min_confidence double precision,
    edges_now bigint,
    weight_now double precision,
    edges_pruned bigint,
    edges_after bigint,
    weight_after double precision,
    weights_after jsonb,
    most_pruned_in_a_night bigint,
    guard_refuses_on date,
    edges_below_confidence bigint,
    proposals_above_confidence bigint
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_step double precision;
    v_bound double precision;
    v_clock double precision;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    v_graph.decay_factor := coalesce(p_decay_factor, v_graph.decay_factor);
    v_graph.prune_threshold := coalesce(p_prune_threshold, v_graph.prune_threshold);
    v_graph.min_confidence := coalesce(p_min_confidence, v_graph.min_confidence);
    IF (v_graph.decay_factor > 0 AND v_graph.decay_factor <= 1
        AND v_graph.prune_threshold > 0 AND v_graph.prune_threshold < 'infinity'
        AND v_graph.min_confidence BETWEEN 0 AND 1 AND p_nights BETWEEN 1 AND 36500) IS NOT TRUE
    THEN
        RAISE EXCEPTION 'settings out of range: % nights, decay_factor %, prune_threshold %, min_confidence %',
            p_nights, v_graph.decay_factor, v_graph.prune_threshold, v_graph.min_confidence
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'p_nights: 1 to 36500; p_decay_factor: above 0, at most 1; p_prune_threshold: above 0; '
                'p_min_confidence: 0 to 1.';
    END IF;
    v_step := -ln(v_graph.decay_factor);
    v_bound := ln(v_graph.prune_threshold);
    v_clock := p_nights * v_step;
    RETURN QUERY
    WITH edge AS (
        SELECT x.log_weight - x.rate * v_graph.decay_clock AS log_weight, x.rate, x.confidence,
            CASE
                WHEN x.pinned OR x.strategies && ARRAY(
                    SELECT s.strategy FROM relationship_engine.external_strategy s WHERE s.never_pruned) THEN NULL
                WHEN w.margin < x.rate * v_step THEN 1
                WHEN w.margin < p_nights * x.rate * v_step
                    THEN least(floor(w.margin / (x.rate * v_step))::integer + 1, p_nights)
            END AS night
        FROM relationship_engine.edge_store x
        -- how far it is above the threshold, in nats
        CROSS JOIN LATERAL (SELECT x.log_weight - x.rate * v_graph.decay_clock - v_bound AS margin) w
        WHERE x.graph_id = p_graph_id AND x.pruned_by_run IS NULL
    ), by_night AS (  -- one row per night, and one for the remaining edges
        SELECT e.night, count(*) AS edges,
            sum(exp(least(greatest(e.log_weight, -700), 600))) AS weight_now,
            sum(exp(least(greatest(e.log_weight - e.rate * v_clock, -700), 600))) AS weight_after,
            count(*) FILTER (WHERE e.confidence < v_graph.min_confidence) AS unsure,
            count(*) FILTER (WHERE e.log_weight < e.rate * v_clock + ln(0.5)) AS w1,
            count(*) FILTER (WHERE e.log_weight >= e.rate * v_clock + ln(0.5) AND e.log_weight < e.rate * v_clock)
                AS w2,
            count(*) FILTER (WHERE e.log_weight >= e.rate * v_clock AND e.log_weight < e.rate * v_clock + ln(2)) AS w3,
            count(*) FILTER (WHERE e.log_weight >= e.rate * v_clock + ln(2) AND e.log_weight < e.rate * v_clock + ln(5))
                AS w4,
            count(*) FILTER (WHERE e.log_weight >= e.rate * v_clock + ln(5)) AS w5
        FROM edge e
        GROUP BY e.night
    ), counted AS (
        SELECT n.*, sum(n.edges) OVER (ORDER BY n.night DESC NULLS FIRST) AS live FROM by_night n
    )
    SELECT p_graph_id, p_nights, v_graph.decay_factor, v_graph.prune_threshold, v_graph.min_confidence,
        coalesce(sum(c.edges), 0)::bigint,
        coalesce(sum(c.weight_now), 0),
        coalesce(sum(c.edges) FILTER (WHERE c.night IS NOT NULL), 0)::bigint,
        coalesce(sum(c.edges) FILTER (WHERE c.night IS NULL), 0)::bigint,
        coalesce(sum(c.weight_after) FILTER (WHERE c.night IS NULL), 0),
        jsonb_build_object(
            '<0.5', coalesce(sum(c.w1) FILTER (WHERE c.night IS NULL), 0),
            '0.5-1.0', coalesce(sum(c.w2) FILTER (WHERE c.night IS NULL), 0),
            '1.0-2.0', coalesce(sum(c.w3) FILTER (WHERE c.night IS NULL), 0),
            '2.0-5.0', coalesce(sum(c.w4) FILTER (WHERE c.night IS NULL), 0),
            '>=5.0', coalesce(sum(c.w5) FILTER (WHERE c.night IS NULL), 0)),
        coalesce(max(c.edges) FILTER (WHERE c.night IS NOT NULL), 0),
        min(greatest(current_date, v_graph.decay_date + c.night))
            FILTER (WHERE c.night IS NOT NULL AND c.edges > v_graph.prune_guard * c.live),
        coalesce(sum(c.unsure), 0)::bigint,
        (
            SELECT count(DISTINCT (p.from_id, p.to_id, p.kind))
            FROM relationship_engine.proposal p
            LEFT JOIN relationship_engine.strategy_setting s ON s.graph_id = p_graph_id AND s.strategy = p.strategy
            WHERE p.graph_id = p_graph_id AND p.reason = 'low_confidence'
                AND p.confidence >= greatest(v_graph.min_confidence, s.min_confidence)
        )
    FROM counted c;
END
$function$;

COMMENT ON FUNCTION relationship_engine.forecast(bigint, integer, double precision, double precision,
    double precision) IS
'Predicts a graph after p_nights nights without new evidence, under its current settings (null) or others. Returns '
'one row: counts of live edges and sums of their weights now and then; weights_after: edges by weight; '
'most_pruned_in_a_night; guard_refuses_on: the first night in which graph.prune_guard would refuse (the counts assume '
'that it does not); edges_below_confidence: live edges that min_confidence would not admit today (they stay); '
'proposals_above_confidence: candidates refused for their confidence that it would admit. UNION ALL of two calls '
'compares settings or graphs. Only reads. Errors: no_data_found, invalid_parameter_value.';
