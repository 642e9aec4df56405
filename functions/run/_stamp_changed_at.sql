CREATE OR REPLACE FUNCTION relationship_engine._stamp_changed_at()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    new.changed_at := clock_timestamp();
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._stamp_changed_at() IS
'Trigger of raw_events: dates a change of the text, so that the next nightly reads it where the trigger after it could '
'not.';
