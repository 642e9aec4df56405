CREATE OR REPLACE FUNCTION relationship_engine._granted_graphs(p_levels text [])
RETURNS bigint []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(array_agg(g.graph_id), '{}')
    FROM relationship_engine.graph_grant g
    WHERE g.level = ANY (p_levels)
        AND pg_has_role(relationship_engine.grantee(g.role, g.role_oid, g.system_identifier), 'USAGE')
$function$;

COMMENT ON FUNCTION relationship_engine._granted_graphs(text []) IS
'Returns the graphs in which the current user has one of the levels through its roles; a null stands for every graph.';
