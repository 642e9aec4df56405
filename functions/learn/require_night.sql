CREATE OR REPLACE FUNCTION relationship_engine.require_night(p_night date, p_simulate boolean)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_night IS NULL OR NOT isfinite(p_night) THEN
        RAISE EXCEPTION 'p_night must be a finite date, not %', coalesce(p_night::text, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass current_date, or the night to simulate.';
    ELSIF p_night > current_date + 1 AND p_simulate IS NOT TRUE THEN
        RAISE EXCEPTION 'the night of % lies in the future', p_night
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'To simulate later nights, pass p_simulate => true (run nightly --simulate): '
                'the clock moves to that night and does not move again before it.';
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.require_night(date, boolean) IS
'Building block: raises an error unless p_night is a finite date and, without p_simulate, tomorrow at the latest: a '
'later night comes from a wrong clock or a typing error. Errors: invalid_parameter_value.';
