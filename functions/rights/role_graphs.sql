CREATE OR REPLACE FUNCTION relationship_engine.role_graphs(p_levels text [])
RETURNS bigint []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE
        WHEN relationship_engine.has_row_security() AND NOT pg_has_role(c.relowner, 'USAGE')
            AND array_position(relationship_engine._granted_graphs(p_levels), NULL) IS NULL
            THEN relationship_engine._granted_graphs(p_levels)
        END
    FROM pg_class c
    WHERE c.oid = 'relationship_engine.graph'::regclass
$function$;

COMMENT ON FUNCTION relationship_engine.role_graphs(text []) IS
'Building block: returns the graphs in which the current user has one of the levels; null for all graphs: for the '
'owner, for roles with a level in all graphs, and for everybody while row-level security is off.';
