CREATE OR REPLACE FUNCTION relationship_engine.mine_rules(
    p_graph_id bigint, p_sample integer DEFAULT 2000,
    p_min_count integer DEFAULT 5, p_min_confidence double precision DEFAULT 0.3,
    p_max_paths bigint DEFAULT 1000000
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_night date := (SELECT g.decay_date FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_from uuid := md5(v_night::text)::uuid;
    v_stretch CONSTANT integer := 10;
    v_sample uuid[];
BEGIN
    IF p_sample < 1 OR p_min_count < 1 OR p_max_paths < 1 OR NOT p_min_confidence BETWEEN 0 AND 1 THEN
        RAISE EXCEPTION 'p_sample, p_min_count and p_max_paths must be above 0, and p_min_confidence in 0..1'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'The defaults are 2000, 5, 0.3 and 1000000.';
    END IF;
    v_sample := ARRAY(SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id LIMIT p_sample::bigint + 1);
    IF cardinality(v_sample) > p_sample THEN
        -- Edge ids are hashes, so a range of them is a random sample, a different one each night; entity ids may be
        -- ordered by time. Endpoints of random edges are biased towards hubs, so sample the entities next to them by
        -- id.
        v_sample := ARRAY(
            SELECT n.id
            FROM (
                (
                    SELECT e.from_id, e.to_id FROM relationship_engine.edge_store e
                    WHERE e.graph_id = p_graph_id AND e.id >= v_from ORDER BY e.id LIMIT p_sample / v_stretch + 1
                )
                UNION ALL
                (
                    SELECT e.from_id, e.to_id FROM relationship_engine.edge_store e
                    WHERE e.graph_id = p_graph_id AND e.id < v_from ORDER BY e.id LIMIT p_sample / v_stretch + 1
                )
                LIMIT p_sample / v_stretch + 1
            ) d
            CROSS JOIN LATERAL (VALUES (d.from_id), (d.to_id)) AS o (id)
            CROSS JOIN LATERAL (
                SELECT e.id FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id > o.id ORDER BY e.id LIMIT v_stretch
            ) n);
    END IF;
    -- Above the limit of paths, the entities that count are chosen at random.
    v_sample := ARRAY(
        SELECT s.id FROM (SELECT DISTINCT unnest(v_sample)) AS s (id)
        ORDER BY uuid_hash_extended(s.id, v_night - date '2000-01-01') LIMIT p_sample);
    RETURN relationship_engine._mine_compositions(p_graph_id, v_sample, p_min_count, p_min_confidence, p_max_paths)
        + relationship_engine._mine_attributes(p_graph_id, v_sample, p_min_count, p_min_confidence, p_max_paths);
END
$function$;

COMMENT ON FUNCTION relationship_engine.mine_rules(bigint, integer, integer, double precision, bigint) IS
'Mines composition_rule and attribute_rule from the edges of at most p_sample entities, drawn from the whole graph, '
'and at most p_max_paths of their paths. Returns the number of rules: those with at least p_min_count examples and a '
'smoothed confidence head / (body + 5) of at least p_min_confidence. Pinned and disabled rules do not change. The '
'nightly run calls it. Source: AMIE (Galarraga 2013) and AnyBURL (Meilicke 2019), limited to two steps. Errors: '
'invalid_parameter_value.';
