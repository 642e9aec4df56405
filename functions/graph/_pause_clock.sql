CREATE OR REPLACE FUNCTION relationship_engine._pause_clock()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_last date;
BEGIN
    IF new.mode IN ('off', 'shadow') AND old.paused_on IS NULL THEN
        new.paused_on := greatest(current_date, old.decay_date);
    ELSIF new.mode IN ('parallel', 'active') AND old.paused_on IS NOT NULL THEN
        -- Nights during the pause do not count, whether they passed or were simulated in shadow mode.
        SELECT max(r.night) INTO v_last
        FROM relationship_engine.run r
        WHERE r.graph_id = new.id AND r.mode = 'nightly' AND r.status IN ('done', 'failed') AND r.clock_after IS NULL;
        new.decay_date := CASE
            WHEN v_last < old.paused_on AND v_last > old.decay_date AND current_date <= old.paused_on THEN v_last
            ELSE old.decay_date + greatest(current_date - old.paused_on, v_last - old.paused_on, 0) END;
        new.paused_on := NULL;
    END IF;
    new.updated_at := now();
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pause_clock() IS
'Trigger on graph: stops the decay clock when a graph is switched to off or shadow, and starts it again without decay '
'for the pause.';
