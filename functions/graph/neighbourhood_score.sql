CREATE OR REPLACE FUNCTION relationship_engine.neighbourhood_score(
    p_graph_id bigint, p_entity_ids uuid [], p_min_shared bigint DEFAULT 1
)
RETURNS TABLE (entity_id uuid, other_id uuid, score double precision, shared bigint, over_id uuid)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
SET work_mem = '64MB'
AS $function$
DECLARE
    v_hub CONSTANT integer := 1000;
    v_slice CONSTANT integer := 250;
    v_ids uuid[] := ARRAY(SELECT DISTINCT unnest(p_entity_ids));
BEGIN
    -- some at a time: the pairs two steps apart are many, and fit in memory so
    FOR i IN 1 .. cardinality(v_ids) BY v_slice LOOP
        RETURN QUERY
        WITH near AS MATERIALIZED (
            SELECT DISTINCT a.id AS x, s.other_id AS z
            FROM unnest(v_ids[i:i + v_slice - 1]) AS a (id)
            CROSS JOIN LATERAL relationship_engine.steps(p_graph_id, a.id, v_hub, true) s
        ), middle AS MATERIALIZED (
            SELECT z.z, t.others, 1 / sqrt(cardinality(t.others)) AS mass,
                row_number() OVER (ORDER BY cardinality(t.others), z.z) AS rank
            FROM (SELECT DISTINCT n.z FROM near n) z
            CROSS JOIN LATERAL (
                SELECT array_agg(DISTINCT s.other_id) AS others
                FROM relationship_engine.steps(p_graph_id, z.z, v_hub + 1, true) s
            ) t
            WHERE cardinality(t.others) <= v_hub
        ), joint AS MATERIALIZED (
            SELECT n.x, o.y, sum(m.mass) AS mass, count(*) AS shared, min(m.rank) AS rank
            FROM near n
            JOIN middle m ON m.z = n.z
            CROSS JOIN LATERAL unnest(m.others) AS o (y)
            WHERE o.y <> n.x
            GROUP BY n.x, o.y
            HAVING count(*) >= p_min_shared
        ), size AS MATERIALIZED (
            SELECT e.y, d.degree
            FROM (SELECT j.y FROM joint j UNION SELECT j.x FROM joint j) AS e (y)
            CROSS JOIN LATERAL (
                SELECT count(*)::double precision AS degree FROM relationship_engine.steps(p_graph_id, e.y, v_hub, true) s
            ) d
        )
        SELECT j.x, j.y, j.mass * power(a.degree * b.degree, -0.2), j.shared, m.z
        FROM joint j
        JOIN size a ON a.y = j.x
        JOIN size b ON b.y = j.y
        JOIN middle m ON m.rank = j.rank;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.neighbourhood_score(bigint, uuid [], bigint) IS
'How much of their neighbourhood the given entities share with each entity two steps away: the sum over shared neighbours of degree^-0.5 '
'(between Adamic-Adar and the resource allocation of Zhou 2009), times (degree * degree)^-0.2 of the two ends, so that hubs '
'neither join nor win by size. Neighbours by stated edges and by co_occurs. shared: how many neighbours, p_min_shared or more; over_id: the most telling one. Neighbours '
'of more than 1,000 edges are left out.';
