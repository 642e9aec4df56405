CREATE OR REPLACE FUNCTION relationship_engine.resume_llm_provider()
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.llm_provider p
    SET failures = 0, paused_until = NULL, reason = NULL, updated_at = clock_timestamp()
$function$;

COMMENT ON FUNCTION relationship_engine.resume_llm_provider() IS 'Ends a pause of the provider at once.';
