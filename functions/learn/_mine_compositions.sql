CREATE OR REPLACE FUNCTION relationship_engine._mine_compositions(
    p_graph_id bigint, p_sample uuid [], p_min_count integer, p_min_confidence double precision
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_hub CONSTANT integer := 300;
    v_count bigint;
BEGIN
    WITH step_1 AS MATERIALIZED (
        SELECT a.id AS x, s.relation, s.other_id AS z
        FROM unnest(p_sample) AS a (id)
        CROSS JOIN LATERAL relationship_engine.steps(p_graph_id, a.id, v_hub) s
    ), step_2 AS MATERIALIZED (
        SELECT z.z, t.steps
        FROM (SELECT DISTINCT s.z FROM step_1 s) z
        CROSS JOIN LATERAL (
            SELECT array_agg((s.relation, s.other_id)::relationship_engine.step) AS steps
            FROM relationship_engine.steps(p_graph_id, z.z, v_hub + 1) s
        ) t
        WHERE cardinality(t.steps) <= v_hub
    ), path AS MATERIALIZED (
        SELECT DISTINCT s.x, s.relation AS body_1, t.relation AS body_2, t.other_id AS y
        FROM step_1 s
        JOIN step_2 p ON p.z = s.z
        CROSS JOIN LATERAL unnest(p.steps) t
        WHERE t.other_id <> s.x
        UNION ALL
        SELECT s.x, s.relation, NULL, s.z FROM step_1 s
    ), body AS (
        SELECT p.body_1, p.body_2, count(*) AS body_count
        FROM path p
        GROUP BY p.body_1, p.body_2
    ), head AS (
        SELECT p.body_1, p.body_2, h.relation AS kind, count(*) AS head_count
        FROM path p
        JOIN step_1 h ON h.x = p.x AND h.z = p.y AND h.relation NOT LIKE '^%'
        WHERE p.body_2 IS NOT NULL OR p.body_1 <> h.relation
        GROUP BY p.body_1, p.body_2, h.relation
        HAVING count(*) >= p_min_count
    ), mined AS MATERIALIZED (
        SELECT h.*, b.body_count, h.head_count / (b.body_count + 5.0) AS confidence
        FROM head h
        JOIN body b ON b.body_1 = h.body_1 AND b.body_2 IS NOT DISTINCT FROM h.body_2
        WHERE h.head_count / (b.body_count + 5.0) >= p_min_confidence
    ), gone AS (
        DELETE FROM relationship_engine.composition_rule r
        WHERE r.graph_id = p_graph_id AND r.enabled AND NOT r.pinned
            AND NOT EXISTS (
                SELECT FROM mined m
                WHERE m.body_1 = r.body_1 AND m.body_2 IS NOT DISTINCT FROM r.body_2 AND m.kind = r.kind)
    )
    INSERT INTO relationship_engine.composition_rule
        (graph_id, body_1, body_2, kind, body_count, head_count, confidence)
    SELECT p_graph_id, m.body_1, m.body_2, m.kind, m.body_count, m.head_count, m.confidence
    FROM mined m
    ORDER BY m.body_1, m.body_2, m.kind
    ON CONFLICT (graph_id, id) DO UPDATE
    SET body_count = EXCLUDED.body_count, head_count = EXCLUDED.head_count, confidence = EXCLUDED.confidence,
        mined_at = EXCLUDED.mined_at
    WHERE NOT composition_rule.pinned;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine._mine_compositions(bigint, uuid [], integer, double precision) IS
'Counts, from the sampled entities, which paths of one and two steps run beside which edges, and keeps the rules that hold '
'often enough. Entities of more than 300 edges are no middle of a path.';
