CREATE OR REPLACE FUNCTION relationship_engine._joined_edges(
    p_graph_id bigint, p_entity_id uuid, p_kept_id uuid, p_is_live boolean
)
RETURNS relationship_engine.edge_key []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(array_agg((o.from_id, o.to_id, o.kind)::relationship_engine.edge_key), '{}')
    FROM (
        SELECT e.pruned_by_run, e.kind,
            CASE WHEN x.is_ordered THEN least(x.from_id, x.to_id) ELSE x.from_id END AS from_id,
            CASE WHEN x.is_ordered THEN greatest(x.from_id, x.to_id) ELSE x.to_id END AS to_id
        FROM relationship_engine.edge_store e
        CROSS JOIN LATERAL (
            SELECT CASE WHEN e.from_id = p_entity_id THEN p_kept_id ELSE e.from_id END AS from_id,
                CASE WHEN e.to_id = p_entity_id THEN p_kept_id ELSE e.to_id END AS to_id,
                e.from_id < e.to_id AND e.kind = ANY (relationship_engine.symmetric_kinds(p_graph_id)) AS is_ordered
        ) x
        WHERE e.graph_id = p_graph_id AND (e.from_id = p_entity_id OR e.to_id = p_entity_id)
    ) m
    JOIN relationship_engine.edge_store o
        ON o.graph_id = p_graph_id AND o.from_id = m.from_id AND o.to_id = m.to_id AND o.kind = m.kind
    WHERE NOT p_is_live OR o.pruned_by_run IS NULL OR m.pruned_by_run IS NULL
$function$;

COMMENT ON FUNCTION relationship_engine._joined_edges(bigint, uuid, uuid, boolean) IS
'Returns the edges of p_kept_id that an edge of p_entity_id joins if it is merged; p_is_live: only those of which one '
'of the two lives.';
