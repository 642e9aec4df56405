CREATE OR REPLACE FUNCTION relationship_engine._mine_attributes(
    p_graph_id bigint, p_sample uuid [], p_min_count integer, p_min_confidence double precision, p_max_pairs bigint
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
AS $function$
DECLARE
    v_hub CONSTANT integer := 300;
    v_rules CONSTANT integer := 20;
    v_count bigint;
BEGIN
    WITH fact AS MATERIALIZED (
        SELECT w.x, s.relation, s.other_id
        FROM (
            SELECT a.id AS x, t.steps, sum(cardinality(t.steps) ^ 2) OVER (ORDER BY a.rank) AS pairs
            FROM unnest(p_sample) WITH ORDINALITY AS a (id, rank)
            CROSS JOIN LATERAL (
                SELECT array_agg((s.relation, s.other_id)::relationship_engine.step) AS steps
                FROM relationship_engine.stated_neighbors(p_graph_id, a.id, v_hub + 1) s
            ) t
            WHERE cardinality(t.steps) <= v_hub
        ) w
        CROSS JOIN LATERAL unnest(w.steps) s
        WHERE w.pairs <= p_max_pairs
    ), item AS MATERIALIZED (
        SELECT row_number() OVER (ORDER BY f.relation, f.other_id)::integer AS item, f.relation, f.other_id,
            count(*) AS body_count
        FROM fact f
        GROUP BY f.relation, f.other_id
        HAVING count(*) >= p_min_count
    ), held AS MATERIALIZED (
        SELECT f.x, i.item
        FROM fact f
        JOIN item i ON i.relation = f.relation AND i.other_id = f.other_id
    ), pair AS MATERIALIZED (
        SELECT b.item AS body, h.item AS head, count(*) AS head_count
        FROM held b
        JOIN held h ON h.x = b.x AND h.item <> b.item
        GROUP BY b.item, h.item
        HAVING count(*) >= p_min_count
    ), best AS MATERIALIZED (
        SELECT p.*, b.relation, b.other_id, b.body_count, p.head_count / (b.body_count + 5.0) AS confidence,
            row_number() OVER (
                PARTITION BY p.head ORDER BY p.head_count / (b.body_count + 5.0) DESC, b.relation, b.other_id) AS rank
        FROM pair p
        JOIN item b ON b.item = p.body
        WHERE p.head_count / (b.body_count + 5.0) >= p_min_confidence
    ), mined AS MATERIALIZED (
        SELECT b.relation AS body, b.other_id AS body_id, h.relation AS head, h.other_id AS head_id,
            b.body_count, b.head_count, b.confidence
        FROM best b
        JOIN item h ON h.item = b.head
        WHERE b.rank <= v_rules
    ), gone AS (
        DELETE FROM relationship_engine.attribute_rule r
        WHERE r.graph_id = p_graph_id AND r.enabled AND NOT r.pinned
            AND NOT EXISTS (
                SELECT FROM mined m
                WHERE m.body_id = r.body_id AND m.body = r.body AND m.head_id = r.head_id AND m.head = r.head)
    )
    INSERT INTO relationship_engine.attribute_rule
        (graph_id, body, body_id, head, head_id, body_count, head_count, confidence)
    SELECT p_graph_id, m.body, m.body_id, m.head, m.head_id, m.body_count, m.head_count, m.confidence
    FROM mined m
    ORDER BY m.body_id, m.body, m.head_id, m.head
    ON CONFLICT (graph_id, body_id, body, head_id, head) DO UPDATE
    SET body_count = EXCLUDED.body_count, head_count = EXCLUDED.head_count, confidence = EXCLUDED.confidence,
        mined_at = EXCLUDED.mined_at
    WHERE NOT attribute_rule.pinned;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine._mine_attributes(bigint, uuid [], integer, double precision, bigint) IS
'Counts which facts (an edge of a kind to a certain entity) sampled entities have in common, and keeps pairs in which '
'one implies the other often enough: the 20 of the highest confidence per implied fact. Entities of more than 300 '
'edges are ignored, and the sample is limited to p_max_pairs pairs of facts.';
