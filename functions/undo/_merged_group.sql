CREATE OR REPLACE FUNCTION relationship_engine._merged_group(p_graph_id bigint, p_entity_id uuid)
RETURNS uuid []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH RECURSIVE g (id) AS (
        SELECT p_entity_id
        UNION
        SELECT m.id
        FROM g
        JOIN relationship_engine.merged_entity m
            ON m.graph_id = p_graph_id AND m.kept_id = g.id AND m.into_id IS NOT NULL
    )
    SELECT array_agg(g.id) FROM g
$function$;

COMMENT ON FUNCTION relationship_engine._merged_group(bigint, uuid) IS
'Returns the id of an entity and those of all entities that were merged into it, directly or by way of others.';
