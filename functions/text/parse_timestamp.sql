CREATE OR REPLACE FUNCTION relationship_engine.parse_timestamp(p_text text)
RETURNS timestamptz
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN p_text::timestamptz;
EXCEPTION WHEN data_exception THEN
    -- pg_input_is_valid() would do without a subtransaction, but PostgreSQL 15 lacks it
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine.parse_timestamp(text) IS
'Building block: a time that another system wrote as text, read in the time zone of the session where it names none; '
'null where the text is no time. Raises no error, so that one bad value does not fail a batch.';
