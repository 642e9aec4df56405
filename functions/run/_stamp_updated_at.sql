CREATE OR REPLACE FUNCTION relationship_engine._stamp_updated_at()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    new.updated_at := clock_timestamp();
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._stamp_updated_at() IS
'Trigger: dates a change of an entity or a pattern rule that its writer did not date, so that the next nightly run '
'analyses the entity, or asks the rule.';
