CREATE OR REPLACE FUNCTION relationship_engine.strongest_edges(
    p_graph_id bigint DEFAULT 1, p_from_id uuid DEFAULT NULL, p_limit integer DEFAULT 50
)
RETURNS TABLE (
    edge_id uuid,
    from_id uuid,
    kind text,
    to_id uuid,
    weight double precision,
    confidence double precision,
    strength double precision
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_clock double precision;
    v_ids uuid[];
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT g.decay_clock INTO v_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF p_from_id IS NULL THEN
        v_ids := ARRAY(
            SELECT s.id
            FROM relationship_engine.edge_rates(p_graph_id) AS r (rate)
            CROSS JOIN LATERAL (
                SELECT e.id, e.log_strength FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.rate = r.rate AND e.pruned_by_run IS NULL
                ORDER BY e.log_strength DESC LIMIT p_limit
            ) s
            ORDER BY s.log_strength - r.rate * v_clock DESC LIMIT p_limit);
    ELSE
        v_ids := ARRAY(
            SELECT s.id
            FROM relationship_engine.edge_rates(p_graph_id) AS r (rate)
            CROSS JOIN LATERAL (
                SELECT e.id, e.log_strength FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.from_id = p_from_id AND e.rate = r.rate AND e.pruned_by_run IS NULL
                ORDER BY e.log_strength DESC LIMIT p_limit
            ) s
            ORDER BY s.log_strength - r.rate * v_clock DESC LIMIT p_limit);
    END IF;
    RETURN QUERY
    SELECT e.id, e.from_id, e.kind, e.to_id, e.weight, e.confidence, e.strength
    FROM unnest(v_ids) WITH ORDINALITY AS s (id, place)
    JOIN relationship_engine.edge e ON e.graph_id = p_graph_id AND e.id = s.id
    ORDER BY s.place;
END
$function$;

COMMENT ON FUNCTION relationship_engine.strongest_edges(bigint, uuid, integer) IS
'The edges of a graph, or those that lead away from an entity, with the greatest strength, strongest first. '
'Reads one index range for each rate of decay. Errors: no_data_found for an unknown graph.';
