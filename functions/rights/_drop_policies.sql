CREATE OR REPLACE FUNCTION relationship_engine._drop_policies()
RETURNS TABLE (relation regclass, statement text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT c.oid::regclass, format('DROP POLICY %I ON %s', p.polname, c.oid::regclass)
    FROM pg_policy p
    JOIN pg_class c ON c.oid = p.polrelid
    WHERE c.relnamespace = 'relationship_engine'::regnamespace AND p.polname LIKE 'relationship\_engine\_%'
$function$;

COMMENT ON FUNCTION relationship_engine._drop_policies() IS
'The statements that drop the policies of enable_row_security(), and the table of each.';
