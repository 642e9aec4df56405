CREATE OR REPLACE FUNCTION relationship_engine._on_llm_job()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (SELECT FROM inserted i) THEN
        PERFORM pg_notify('relationship_engine_llm', '');
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_llm_job() IS
'Trigger: notifies the workers that listen on relationship_engine_llm of new jobs.';
