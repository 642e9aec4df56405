CREATE OR REPLACE FUNCTION relationship_engine._guard_graph_name()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- before the index of names is asked, whose answer would tell that another graph has the name
    IF row_security_active('relationship_engine.graph'::regclass)
        AND array_position(relationship_engine._granted_graphs('{admin}'), NULL) IS NULL
    THEN
        RAISE EXCEPTION 'graph % cannot be renamed by an admin of single graphs', old.id
        USING ERRCODE = 'insufficient_privilege',
            HINT = 'Ask the owner of the tables: no two graphs have one name, so who names one must see all of them.';
    END IF;
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._guard_graph_name() IS
'Trigger for each graph that is renamed: only who sees all graphs may do so, since the refusal of a name that is taken '
'would tell others of a graph that they may not see. Errors: insufficient_privilege.';
