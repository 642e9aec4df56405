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
                SELECT n.entity_id, n.is_alias, min(n.is_alias::integer) OVER () AS best
                FROM relationship_engine.entity_name n
                WHERE n.graph_id = p_graph_id AND n.name = left(relationship_engine.normalize_name(p_name), 500)
            ) n
            WHERE n.is_alias::integer = n.best
        ), '{}')
$function$;

COMMENT ON FUNCTION relationship_engine._resolve_name(bigint, text) IS
'The entities that a person means: the one of this id; else those of this title; else those of this alias.';
