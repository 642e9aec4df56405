CREATE OR REPLACE FUNCTION relationship_engine.neighbors(
    p_entity_id uuid, p_graph_id bigint DEFAULT 1, p_kinds text [] DEFAULT NULL, p_limit integer DEFAULT 50
)
RETURNS TABLE (
    edge_id uuid, kind text, is_outgoing boolean, other_id uuid, title text, type text, strength double precision,
    weight double precision, confidence double precision, start_date date, end_date date, is_current boolean
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT e.id, e.kind, e.is_outgoing, o.id, o.title, o.type,
        e.strength, e.weight, e.confidence, e.start_date, e.end_date,
        coalesce(e.end_date > current_date, true) AND coalesce(e.start_date <= current_date, true) AS is_current
    FROM (
        SELECT d.*, true AS is_outgoing, d.to_id AS other_id
        FROM relationship_engine.edge d
        WHERE d.graph_id = p_graph_id AND d.from_id = p_entity_id
        UNION ALL
        SELECT d.*, false, d.from_id
        FROM relationship_engine.edge d
        WHERE d.graph_id = p_graph_id AND d.to_id = p_entity_id
    ) e
    JOIN relationship_engine.entity o ON o.graph_id = p_graph_id AND o.id = e.other_id
    WHERE p_kinds IS NULL OR e.kind = ANY (p_kinds)
    ORDER BY is_current DESC, e.strength DESC, o.title, e.id
    LIMIT p_limit
$function$;

COMMENT ON FUNCTION relationship_engine.neighbors(uuid, bigint, text [], integer) IS
'The live edges of an entity in both directions with the entities at their other ends: current edges before those that '
'have ended, then by strength (0..1, see view edge). is_outgoing: the edge leads from the entity to the other one.';
