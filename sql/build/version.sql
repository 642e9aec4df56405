CREATE OR REPLACE FUNCTION relationship_engine.version()
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$ SELECT '@version@'::text $function$;

COMMENT ON FUNCTION relationship_engine.version() IS 'The version of the installed functions.';
