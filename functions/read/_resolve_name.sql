CREATE OR REPLACE FUNCTION relationship_engine._resolve_name(p_graph_id bigint, p_name text)
RETURNS uuid []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(
        (
            SELECT ARRAY[e.id] FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id::text = lower(btrim(p_name))
        ), (
            SELECT array_agg(n.entity_id ORDER BY n.entity_id)
            FROM (
                SELECT n.entity_id, n.origin = 'title' AS is_title, bool_or(n.origin = 'title') OVER () AS has_title
                FROM relationship_engine.entity_name n
                WHERE n.graph_id = p_graph_id AND n.key = relationship_engine.normalize_name(p_name)
            ) n
            WHERE n.is_title = n.has_title
        ), '{}')
$function$;

COMMENT ON FUNCTION relationship_engine._resolve_name(bigint, text) IS
'Returns the entities that a person''s input refers to: by id, otherwise by title, otherwise by alias.';
