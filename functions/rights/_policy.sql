CREATE OR REPLACE FUNCTION relationship_engine._policy(
    p_relation regclass, p_key text, p_privilege text, p_levels text []
)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- Functions are in subqueries, so that they are called once per statement and not per row.
    SELECT CASE
        WHEN p_relation = 'relationship_engine.graph_grant'::regclass
            THEN 'pg_catalog.pg_has_role(relationship_engine.grantee(role, role_oid, system_identifier), ''USAGE'')'
        WHEN p_relation = 'relationship_engine.graph'::regclass THEN format(
            'id = ANY ((SELECT relationship_engine._granted_graphs(%1$L))::bigint[]) '
            'OR pg_catalog.array_position((SELECT relationship_engine._granted_graphs(%1$L)), NULL) IS NOT NULL',
                p_levels)
        WHEN p_key IS NOT NULL
            THEN format('%I = ANY ((SELECT relationship_engine._visible_graphs(%L))::bigint[])', p_key, p_levels)
        WHEN p_privilege = 'SELECT' THEN 'true'
        -- Rows of all graphs: for admins of all graphs, and for the worker if the table is granted to it.
        ELSE format(
            'pg_catalog.array_position((SELECT relationship_engine._granted_graphs(%L)), NULL) IS NOT NULL '
            'OR pg_catalog.cardinality((SELECT relationship_engine._granted_graphs(%L))) > 0',
            array_remove(p_levels, 'worker'), array_remove(p_levels, 'admin'))
    END
$function$;

COMMENT ON FUNCTION relationship_engine._policy(regclass, text, text, text []) IS
'Returns the condition of a policy: the row belongs to a graph in which the current user has one of the levels.';
