CREATE OR REPLACE FUNCTION relationship_engine._stated_edges(
    p_graph_id bigint, p_entity_id uuid, p_kinds text [], p_on date, p_limit integer
)
RETURNS TABLE (
    other_id uuid, kind text, is_outgoing boolean, log_weight double precision, rate double precision, start_date date
)
LANGUAGE sql STABLE
AS $function$
    (
        SELECT e.to_id, e.kind, true, e.log_weight, e.rate, e.start_date
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.from_id = p_entity_id AND e.pruned_by_run IS NULL
            AND e.is_stated AND e.kind <> 'co_occurs'
            AND (p_kinds IS NULL OR e.kind = ANY (p_kinds)) AND (e.end_date IS NULL OR e.end_date > p_on)
        ORDER BY e.log_strength - e.rate * (
            SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id) DESC
        LIMIT p_limit
    )
    UNION ALL
    (
        SELECT e.from_id, e.kind, false, e.log_weight, e.rate, e.start_date
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.to_id = p_entity_id AND e.pruned_by_run IS NULL
            AND e.is_stated AND e.kind <> 'co_occurs'
            AND (p_kinds IS NULL OR e.kind = ANY (p_kinds)) AND (e.end_date IS NULL OR e.end_date > p_on)
        ORDER BY e.log_strength - e.rate * (
            SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id) DESC
        LIMIT p_limit
    )
$function$;

COMMENT ON FUNCTION relationship_engine._stated_edges(bigint, uuid, text [], date, integer) IS
'The strongest live edges that lead away from an entity, and those that lead to it, p_limit of each: without edges '
'that were only inferred, without kinds other than p_kinds (null: any), and without those that ended before p_on. '
'Without SET: it must be inlined.';
