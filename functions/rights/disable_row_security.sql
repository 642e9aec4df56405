CREATE OR REPLACE FUNCTION relationship_engine.disable_row_security()
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_statement text;
    v_policies bigint := 0;
BEGIN
    FOR v_statement IN
        SELECT format('DROP POLICY %I ON %s', p.polname, c.oid::regclass)
        FROM pg_policy p
        JOIN pg_class c ON c.oid = p.polrelid
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND p.polname LIKE 'relationship\_engine\_%'
    LOOP
        EXECUTE v_statement;
        v_policies := v_policies + 1;
    END LOOP;
    FOR v_statement IN
        SELECT format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', c.oid::regclass)
        FROM pg_class c
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
            AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
    LOOP
        EXECUTE v_statement;
    END LOOP;
    RETURN v_policies;
END
$function$;

COMMENT ON FUNCTION relationship_engine.disable_row_security() IS
'Drops the policies of enable_row_security() and returns their number. Your own policies stay. Grants also stay, so '
'each role then has its rights in every graph.';
