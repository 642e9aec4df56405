CREATE OR REPLACE FUNCTION relationship_engine.pause_llm_provider(p_reason text, p_until timestamptz)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.llm_provider p
    SET paused_until = greatest(p.paused_until, coalesce(p_until, 'infinity')), reason = left(p_reason, 1000),
        updated_at = clock_timestamp()
$function$;

COMMENT ON FUNCTION relationship_engine.pause_llm_provider(text, timestamptz) IS
'Lets nobody claim a job until then, at least (null: until resume_llm_provider()). The reason stands in llm_status.';
