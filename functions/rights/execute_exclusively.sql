CREATE OR REPLACE FUNCTION relationship_engine.execute_exclusively(p_relations regclass [], p_statements text [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_timeout text := current_setting('lock_timeout');
    v_waits_until timestamptz := clock_timestamp() + coalesce(nullif(v_timeout, '0')::interval, interval '100 years');
    v_tries integer := 0;
    v_until timestamptz;
    v_left integer;
    v_statement text;
BEGIN
    -- All locks or none, and only for moments: a session that holds one of them and asks for another would wait for
    -- us as we wait for it. So we begin where the transactions of users begin, which is at the events, at the entities
    -- or at the graph. The views come last: triggers read them in the midst of a transaction. The pauses grow, so that
    -- what has waited for us comes to its end before the next attempt.
    LOOP
        BEGIN
            -- Less in all than the time after which a waiting session looks for a deadlock, and ends its statement.
            v_until := clock_timestamp() + least(60 * 1.3 ^ least(v_tries, 10), 800) * interval '1 ms';
            -- LOCK TABLE of a view would lock what it reads too, and that may be a view of the catalog
            FOR v_statement IN
                SELECT CASE c.relkind
                    WHEN 'v' THEN format('ALTER VIEW %s SET (security_invoker = true)', c.oid::regclass)
                    ELSE format('LOCK TABLE %s IN ACCESS EXCLUSIVE MODE', c.oid::regclass) END
                FROM pg_class c
                WHERE c.oid = ANY (p_relations)
                    AND (c.relkind <> 'v' OR 'security_invoker=true' = ANY (c.reloptions))
                ORDER BY c.relkind = 'v', coalesce(
                    array_position(
                        CASE v_tries % 3 WHEN 0 THEN '{raw_events,entity}' WHEN 1 THEN '{entity,raw_events}'
                            ELSE '{graph,entity,raw_events}' END::name[],
                        c.relname), 4),
                    c.relname
            LOOP
                v_left := 1000 * extract(EPOCH FROM v_until - clock_timestamp());
                IF v_left < 1 THEN
                    RAISE EXCEPTION 'the tables of relationship_engine are busy'
                    USING ERRCODE = 'lock_not_available',
                        HINT = 'Try again, or SET lock_timeout = 0 to try until they are free.';
                END IF;
                PERFORM set_config('lock_timeout', v_left || 'ms', true);
                EXECUTE v_statement;
            END LOOP;
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected OR internal_error THEN
            -- internal_error: a GRANT of somebody changes the same row of the catalog
            IF clock_timestamp() >= v_waits_until OR sqlstate = 'XX000' AND v_tries > 100 THEN
                RAISE;
            END IF;
            v_tries := v_tries + 1;
            PERFORM pg_sleep(least(0.05 * 1.3 ^ v_tries, 2) * (0.5 + random()));
        END;
    END LOOP;
    PERFORM set_config('lock_timeout', v_timeout, true);
    FOREACH v_statement IN ARRAY p_statements LOOP
        EXECUTE v_statement;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.execute_exclusively(regclass [], text []) IS
'Building block: executes DDL on tables and views while sessions write to them: locks all of them first, and lets go '
'and tries again where one is busy. Errors: lock_not_available after lock_timeout.';
