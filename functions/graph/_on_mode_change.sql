CREATE OR REPLACE FUNCTION relationship_engine._on_mode_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF new.mode IN ('off', 'shadow') THEN
        new.paused_on := coalesce(old.paused_on, current_date);
    ELSIF old.paused_on IS NOT NULL THEN
        -- the days of the pause do not count as nights
        new.decay_date := greatest(old.decay_date, least(old.decay_date + (current_date - old.paused_on), current_date));
        new.paused_on := NULL;
    END IF;
    new.updated_at := now();
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_mode_change() IS
'Stops the decay clock of a graph that is switched off or to shadow, and starts it again without ageing for the pause.';
