CREATE OR REPLACE FUNCTION relationship_engine.lock_graph(p_graph_id bigint, p_is_exclusive boolean DEFAULT false)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_key bigint := relationship_engine._graph_lock_key(p_graph_id);
    v_timeout text := current_setting('lock_timeout');
    v_waits_until timestamptz := clock_timestamp() + coalesce(nullif(v_timeout, '0')::interval, interval '100 years');
BEGIN
    IF NOT p_is_exclusive THEN
        PERFORM pg_advisory_xact_lock_shared(v_key);
        RETURN;
    END IF;
    -- Sessions that ask while we wait queue behind us, so we get our turn. After a second we let them pass, because
    -- we may be waiting for an idle transaction.
    LOOP
        BEGIN
            PERFORM set_config('lock_timeout', '1s', true);
            PERFORM pg_advisory_xact_lock(v_key);
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

COMMENT ON FUNCTION relationship_engine.lock_graph(bigint, boolean) IS
'Building block: keeps writers of evidence (shared) and undo, repair and the like (exclusive) apart until the '
'transaction ends. An advisory lock, because a lock on the row of the graph would stop the foreign key checks of '
'users'' statements, and because shared row locks let an exclusive one starve. To be taken before any other lock. '
'Errors: lock_not_available after lock_timeout.';
