CREATE OR REPLACE FUNCTION relationship_engine._on_llm_job()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- A transaction that has notified cannot be prepared. Where two-phase commit is on, workers find jobs by polling.
    IF current_setting('max_prepared_transactions')::integer = 0 AND EXISTS (SELECT FROM inserted i) THEN
        PERFORM pg_notify('relationship_engine_llm', '');
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_llm_job() IS
'Trigger: notifies the workers that listen on relationship_engine_llm of new jobs. On a server with two-phase '
'commit (max_prepared_transactions > 0) it does not, since PREPARE TRANSACTION would fail: there they find jobs by '
'polling.';
