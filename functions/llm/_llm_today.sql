CREATE OR REPLACE FUNCTION relationship_engine._llm_today()
RETURNS date
LANGUAGE sql VOLATILE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT (clock_timestamp() AT TIME ZONE 'UTC')::date
$function$;

COMMENT ON FUNCTION relationship_engine._llm_today() IS
'Returns the day (UTC) to whose budget a call that begins now belongs.';
