CREATE OR REPLACE FUNCTION relationship_engine.disable_row_security()
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_relations regclass[];
    v_statements text[];
    v_policies bigint;
BEGIN
    -- two that change the same row of the catalog would fail: one at a time
    PERFORM relationship_engine.lock_installation(true);
    SELECT array_agg(d.relation), array_agg(d.statement), count(*) INTO v_relations, v_statements, v_policies
    FROM relationship_engine._drop_policies() d;
    SELECT v_relations || array_agg(c.oid::regclass),
        v_statements || array_agg(format('ALTER TABLE %s DISABLE ROW LEVEL SECURITY', c.oid::regclass))
    INTO v_relations, v_statements
    FROM pg_class c
    WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
        AND NOT EXISTS (
            SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname NOT LIKE 'relationship\_engine\_%');
    PERFORM relationship_engine.execute_exclusively(v_relations, coalesce(v_statements, '{}'));
    RETURN v_policies;
END
$function$;

COMMENT ON FUNCTION relationship_engine.disable_row_security() IS
'Drops the policies of enable_row_security() and returns their number. Your own policies stay. Grants also stay, so '
'each role then has its rights in every graph. Sessions may write meanwhile. Errors: lock_not_available.';
