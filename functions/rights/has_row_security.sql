CREATE OR REPLACE FUNCTION relationship_engine.has_row_security()
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT c.relrowsecurity FROM pg_class c WHERE c.oid = 'relationship_engine.graph'::regclass
$function$;

COMMENT ON FUNCTION relationship_engine.has_row_security() IS
'Building block: whether enable_row_security() is in force.';
