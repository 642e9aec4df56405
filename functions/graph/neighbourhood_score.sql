CREATE OR REPLACE FUNCTION relationship_engine.neighbourhood_score(p_graph_id bigint, p_entity_ids uuid [])
RETURNS TABLE (entity_id uuid, other_id uuid, score double precision, shared bigint, over_id uuid)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_hub CONSTANT integer := 1000;
BEGIN
    RETURN QUERY
    WITH near AS MATERIALIZED (
        SELECT DISTINCT a.id AS x, s.other_id AS z
        FROM (SELECT DISTINCT unnest(p_entity_ids)) AS a (id)
        CROSS JOIN LATERAL relationship_engine.steps(p_graph_id, a.id, v_hub) s
    ), middle AS MATERIALIZED (
        SELECT z.z, t.others, cardinality(t.others)::double precision AS degree
        FROM (SELECT DISTINCT n.z FROM near n) z
        CROSS JOIN LATERAL (
            SELECT array_agg(DISTINCT s.other_id) AS others
            FROM relationship_engine.steps(p_graph_id, z.z, v_hub + 1) s
        ) t
        WHERE cardinality(t.others) <= v_hub
    ), joint AS MATERIALIZED (
        SELECT n.x, o.y, sum(power(m.degree, -0.6)) AS mass, count(*) AS shared,
            (array_agg(m.z ORDER BY m.degree, m.z))[1] AS over_id
        FROM near n
        JOIN middle m ON m.z = n.z
        CROSS JOIN LATERAL unnest(m.others) AS o (y)
        WHERE o.y <> n.x
        GROUP BY n.x, o.y
    ), size AS MATERIALIZED (
        SELECT e.y, d.degree
        FROM (SELECT DISTINCT j.y FROM joint j UNION SELECT DISTINCT j.x FROM joint j) AS e (y)
        CROSS JOIN LATERAL (
            SELECT count(*)::double precision AS degree FROM relationship_engine.steps(p_graph_id, e.y, v_hub) s
        ) d
    )
    SELECT j.x, j.y, j.mass * power(a.degree * b.degree, -0.25), j.shared, j.over_id
    FROM joint j
    JOIN size a ON a.y = j.x
    JOIN size b ON b.y = j.y;
END
$function$;

COMMENT ON FUNCTION relationship_engine.neighbourhood_score(bigint, uuid []) IS
'How much of their neighbourhood the given entities share with each entity two steps away: the sum over shared neighbours of degree^-0.6 '
'(between Adamic-Adar and the resource allocation of Zhou 2009), times (degree * degree)^-0.25 of the two ends, so that hubs '
'neither join nor win by size. shared: how many neighbours; over_id: the most telling one. Neighbours of more than 1,000 '
'edges are left out.';
