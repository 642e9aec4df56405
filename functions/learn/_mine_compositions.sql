CREATE OR REPLACE FUNCTION relationship_engine._mine_compositions(
    p_graph_id bigint, p_sample uuid [], p_min_count integer, p_min_confidence double precision, p_max_paths bigint
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
AS $function$
DECLARE
    v_hub CONSTANT integer := 300;
    v_count bigint;
BEGIN
    WITH whole AS MATERIALIZED (
        SELECT f.x, f.rank, f.steps
        FROM (
            SELECT a.id AS x, a.rank, t.steps, sum(cardinality(t.steps)) OVER (ORDER BY a.rank) AS facts
            FROM unnest(p_sample) WITH ORDINALITY AS a (id, rank)
            CROSS JOIN LATERAL (
                SELECT array_agg((s.relation, s.other_id)::relationship_engine.step) AS steps
                FROM relationship_engine.stated_neighbors(p_graph_id, a.id, v_hub + 1) s
            ) t
            WHERE cardinality(t.steps) <= v_hub
        ) f
        WHERE f.facts <= p_max_paths / 20
    ), fact AS MATERIALIZED (
        SELECT w.x, w.rank, s.relation, s.other_id AS z
        FROM whole w
        CROSS JOIN LATERAL unnest(w.steps) s
    ), middle AS MATERIALIZED (
        SELECT z.z, t.steps
        FROM (SELECT DISTINCT f.z FROM fact f ORDER BY f.z) z
        CROSS JOIN LATERAL (
            SELECT array_agg((s.relation, s.other_id)::relationship_engine.step) AS steps
            FROM relationship_engine.stated_neighbors(p_graph_id, z.z, v_hub + 1) s
        ) t
        WHERE cardinality(t.steps) <= v_hub
    ), chosen AS MATERIALIZED (
        SELECT c.x
        FROM (
            SELECT f.x, sum(sum(cardinality(m.steps))) OVER (ORDER BY min(f.rank)) AS paths
            FROM fact f
            LEFT JOIN middle m ON m.z = f.z
            GROUP BY f.x
        ) c
        WHERE coalesce(c.paths, 0) <= p_max_paths
    ), path AS MATERIALIZED (
        -- A pair of entities is represented by a sum of two hashes: millions of pairs are only counted, never read.
        SELECT DISTINCT f.relation AS body_1, t.relation AS body_2,
            uuid_hash_extended(f.x, 0) # uuid_hash_extended(t.other_id, 1) AS pair
        FROM chosen c
        JOIN fact f ON f.x = c.x
        JOIN middle m ON m.z = f.z
        CROSS JOIN LATERAL unnest(m.steps) t
        WHERE t.other_id <> f.x
        UNION ALL
        SELECT f.relation, NULL, uuid_hash_extended(f.x, 0) # uuid_hash_extended(f.z, 1)
        FROM chosen c
        JOIN fact f ON f.x = c.x
    ), body AS (
        SELECT p.body_1, p.body_2, count(*) AS body_count
        FROM path p
        GROUP BY p.body_1, p.body_2
    ), head AS (
        SELECT p.body_1, p.body_2, h.body_1 AS kind, count(*) AS head_count
        FROM path p
        JOIN path h ON h.pair = p.pair AND h.body_2 IS NULL AND h.body_1 NOT LIKE '^%'
        WHERE p.body_2 IS NOT NULL OR p.body_1 <> h.body_1
        GROUP BY p.body_1, p.body_2, h.body_1
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

COMMENT ON FUNCTION relationship_engine._mine_compositions(bigint, uuid [], integer, double precision, bigint) IS
'Counts for the sampled entities which paths of one and two steps have the same ends as which edges, and keeps the '
'rules that hold often enough. Entities of more than 300 edges neither begin a path nor lie on it, and the sample is '
'limited to p_max_paths paths.';
