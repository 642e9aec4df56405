CREATE OR REPLACE FUNCTION relationship_engine.demote_imprecise(p_graph_id bigint)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[];
BEGIN
    WITH verdict AS (
        SELECT v.verdict, v.is_sample, v.reviewed_at, f.strategy, f.rule
        FROM relationship_engine.review_in_force v
        CROSS JOIN LATERAL jsonb_to_recordset(v.findings) AS f (strategy text, rule bigint)
        WHERE v.graph_id = p_graph_id
    -- A strategy is judged by sampled edges, because a queue of doubtful edges is not representative; a rule by all of
    -- its edges. Only verdicts since the last demotion count.
    ), judged AS (
        SELECT s.strategy, NULL::bigint AS rule_id, count(*) AS reviewed,
            count(*) FILTER (WHERE v.verdict = 'accept') AS accepted
        FROM relationship_engine.strategy_setting s
        JOIN verdict v ON v.strategy = s.strategy AND v.is_sample
        WHERE s.graph_id = p_graph_id AND s.mode = 'active' AND NOT EXISTS (
            SELECT FROM relationship_engine.demotion d
            WHERE d.graph_id = p_graph_id AND d.strategy = s.strategy AND d.rule_id IS NULL
                AND d.demoted_at >= v.reviewed_at)
        GROUP BY s.strategy
        UNION ALL
        SELECT v.strategy, r.id, count(*), count(*) FILTER (WHERE v.verdict = 'accept')
        FROM relationship_engine.pattern_rule r
        JOIN verdict v ON v.rule = r.id
        WHERE r.graph_id = p_graph_id AND r.enabled AND NOT r.shadow AND NOT EXISTS (
            SELECT FROM relationship_engine.demotion d
            WHERE d.graph_id = p_graph_id AND d.rule_id = r.id AND d.demoted_at >= v.reviewed_at)
        GROUP BY v.strategy, r.id
    ), demoted AS (
        INSERT INTO relationship_engine.demotion
            (graph_id, strategy, rule_id, reviewed, accepted, upper_bound, precision_floor)
        SELECT p_graph_id, j.strategy, j.rule_id, j.reviewed, j.accepted,
            relationship_engine.wilson_bound(j.accepted, j.reviewed, 1), g.precision_floor
        FROM judged j
        JOIN relationship_engine.graph g ON g.id = p_graph_id
        WHERE relationship_engine.wilson_bound(j.accepted, j.reviewed, 1) < g.precision_floor
        RETURNING id
    )
    SELECT array_agg(d.id) INTO v_ids FROM demoted d;
    IF v_ids IS NULL THEN
        RETURN 0;
    END IF;
    INSERT INTO relationship_engine.mode_change (graph_id, strategy, from_mode, to_mode, reason)
    SELECT p_graph_id, s.strategy, s.mode, 'shadow', 'reviews: see table demotion'
    FROM (
        SELECT DISTINCT d.strategy FROM relationship_engine.demotion d
        WHERE d.graph_id = p_graph_id AND d.id = ANY (v_ids) AND d.rule_id IS NULL
    ) d
    JOIN relationship_engine.strategy_setting s ON s.graph_id = p_graph_id AND s.strategy = d.strategy
    WHERE s.mode <> 'shadow';
    UPDATE relationship_engine.strategy_setting s
    SET mode = 'shadow', updated_at = now()
    FROM relationship_engine.demotion d
    WHERE d.graph_id = p_graph_id AND d.id = ANY (v_ids) AND d.rule_id IS NULL
        AND s.graph_id = p_graph_id AND s.strategy = d.strategy;
    UPDATE relationship_engine.pattern_rule r
    SET shadow = true, updated_at = now()
    FROM relationship_engine.demotion d
    WHERE d.graph_id = p_graph_id AND d.id = ANY (v_ids) AND r.graph_id = p_graph_id AND r.id = d.rule_id;
    RETURN cardinality(v_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.demote_imprecise(bigint) IS
'Building block: switches each strategy and pattern rule to shadow whose precision is significantly below '
'graph.precision_floor, that is, whose upper Wilson bound at 95 % is below it. A strategy is judged by reviewed edges '
'that were drawn at random, a rule by all reviewed edges that it found; after it is activated again, only later '
'verdicts count. Logs each demotion in table demotion and returns their number. Existing edges stay. review_edge() '
'calls it.';
