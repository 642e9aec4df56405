CREATE OR REPLACE FUNCTION relationship_engine._lock_graph_exclusively(p_key bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_timeout text := current_setting('lock_timeout');
    v_waits_until timestamptz := clock_timestamp() + coalesce(nullif(v_timeout, '0')::interval, interval '100 years');
BEGIN
    -- Others that request the lock while this waits queue behind it, which ensures its turn. They pass after a second,
    -- because the holder of the lock may be an idle transaction.
    LOOP
        BEGIN
            PERFORM set_config('lock_timeout', '1s', true);
            PERFORM pg_advisory_xact_lock(p_key);
            PERFORM set_config('lock_timeout', v_timeout, true);
            RETURN;
        EXCEPTION WHEN lock_not_available THEN
            IF clock_timestamp() >= v_waits_until THEN
                RAISE;
            END IF;
            PERFORM pg_sleep(0.1);
        END;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._lock_graph_exclusively(bigint) IS
'Takes the advisory lock of lock_graph() exclusively. Errors: lock_not_available after lock_timeout.';
