CREATE OR REPLACE FUNCTION relationship_engine.execute_exclusively(p_relations regclass [], p_statements text [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_timeout text := current_setting('lock_timeout');
    v_waits_until timestamptz := clock_timestamp() + coalesce(nullif(v_timeout, '0')::interval, interval '100 years');
    v_deadlock_ms integer := 1000 * extract(EPOCH FROM current_setting('deadlock_timeout')::interval);
    v_tries integer := 0;
    v_until timestamptz;
    v_lock record;
    v_ms integer;
    v_left_ms integer;
    v_is_patient boolean;
    v_holders text[] := '{}'::text[];
    v_order name[];
    v_statement text;
BEGIN
    -- All locks or none: a session that holds one of them and asks for another would wait for us as we wait for it.
    -- Every other attempt stops writers first, where their transactions begin: each statement of a user begins at one
    -- of four tables, and what it writes on its way comes later in this order, so it comes to its end. Then it awaits a
    -- moment without readers. The others stop readers of one table after another, which serves where there are many.
    -- The views come last: triggers read them in the midst of a transaction. Attempts and pauses grow, so that what has
    -- waited for us comes to its end before the next attempt, and begin at other tables: transactions do.
    LOOP
        BEGIN
            v_until := clock_timestamp() + least(250 * 1.4 ^ least(v_tries, 30), 5000) * interval '1 ms';
            v_order := CASE v_tries / 2 % 3 WHEN 0 THEN '{raw_events,entity,mention,edge_store}'::name[]
                WHEN 1 THEN '{entity,raw_events,mention,edge_store}'::name[]
                ELSE '{graph,entity,raw_events,mention,edge_store}'::name[] END;
            -- LOCK TABLE of a view would lock what it reads too, and that may be a view of the catalog
            FOR v_lock IN
                SELECT l.*, row_number() OVER (ORDER BY l.is_for_readers, l.rank, l.relname) = 1 AS is_first
                FROM (
                    SELECT c.oid::regclass AS relation, c.relname, false AS is_view, false AS is_for_readers,
                        false AS is_held, p.rank,
                        format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', c.oid::regclass) AS statement
                    FROM pg_class c
                    CROSS JOIN array_position(v_order, c.relname) AS p (rank)
                    WHERE c.oid = ANY (p_relations) AND p.rank IS NOT NULL AND v_tries % 2 = 0 AND c.relname <> 'graph'
                    UNION ALL
                    SELECT c.oid::regclass, c.relname, c.relkind = 'v', true, h.is_held,
                        CASE WHEN c.relkind = 'v' THEN 10 ELSE coalesce(array_position(v_order, c.relname), 9) END,
                        format(CASE WHEN c.relkind = 'v' THEN 'ALTER VIEW %s SET (security_invoker = true)'
                            ELSE 'LOCK TABLE %s IN ACCESS EXCLUSIVE MODE' END, c.oid::regclass)
                    FROM pg_class c
                    CROSS JOIN LATERAL (
                        SELECT v_tries % 2 = 0 AND c.relname = ANY (v_order) AND c.relname <> 'graph' AS is_held) h
                    WHERE c.oid = ANY (p_relations)
                        AND (c.relkind <> 'v' OR 'security_invoker=true' = ANY (c.reloptions))
                ) l
                ORDER BY l.is_for_readers, l.rank, l.relname
            LOOP
                v_ms := CASE WHEN v_lock.is_first THEN 2147483647 END;  -- null: it waits for nothing
                LOOP
                    v_left_ms := 1000 * extract(EPOCH FROM v_until - clock_timestamp());
                    IF v_ms < 1 OR v_left_ms < 1 THEN
                        RAISE EXCEPTION 'the tables of relationship_engine are busy'
                        USING ERRCODE = 'lock_not_available',
                            HINT = 'Try again, or SET lock_timeout = 0 to try until they are free.';
                    END IF;
                    BEGIN
                        -- Most are free. Whoever holds one may have waited for us for so long already that its
                        -- look for a deadlock is due, so there is no wait before that is known; ALTER VIEW has
                        -- no NOWAIT. Who has read a table that is stopped for writers, and would write to it
                        -- now, would fail at once.
                        v_is_patient := v_ms IS NOT NULL AND NOT v_lock.is_held;
                        IF v_ms IS NULL AND v_lock.is_view AND EXISTS (
                            SELECT FROM relationship_engine._holders_of(v_lock.relation, true))
                        THEN
                            RAISE lock_not_available;
                        END IF;
                        PERFORM set_config('lock_timeout',
                            CASE WHEN v_ms IS NULL THEN 1 ELSE least(v_ms, v_left_ms) END || 'ms', true);
                        EXECUTE v_lock.statement
                            || CASE WHEN v_is_patient OR v_lock.is_view THEN '' ELSE ' NOWAIT' END;
                        EXIT;
                    EXCEPTION WHEN lock_not_available THEN
                        -- Whoever holds it and begins to wait for us from now on looks for a deadlock, and ends its
                        -- statement, after deadlock_timeout: long before that we have let go. Maintenance never waits
                        -- for us, and lets go itself when we have waited so long.
                        SELECT CASE WHEN bool_or(h.waits_for_us) THEN 0
                            ELSE v_deadlock_ms * CASE WHEN bool_and(h.is_maintenance) THEN 1.5
                                WHEN v_lock.is_for_readers THEN 0.2 ELSE 0.4 END END,
                            coalesce(array_agg(h.transaction), '{}'::text[])
                        INTO v_ms, v_holders
                        FROM relationship_engine._holders_of(v_lock.relation, v_lock.is_for_readers) h;
                        PERFORM pg_sleep(0.01) WHERE v_lock.is_held;
                    END;
                END LOOP;
            END LOOP;
            EXIT;
        EXCEPTION WHEN lock_not_available OR deadlock_detected OR internal_error THEN
            -- internal_error: a GRANT of somebody changes the same row of the catalog
            IF clock_timestamp() >= v_waits_until OR sqlstate = 'XX000' AND v_tries > 100 THEN
                RAISE;
            END IF;
            v_tries := v_tries + 1;
        END;
        -- Nobody waits for us in vain: not before all are gone who were in the way.
        PERFORM pg_sleep(least(0.05 * 1.3 ^ v_tries, 1) * (0.5 + random()));
        LOOP
            EXIT WHEN clock_timestamp() >= v_waits_until OR NOT EXISTS (
                SELECT FROM pg_locks l
                WHERE l.locktype = 'relation' AND l.relation = v_lock.relation
                    AND l.granted AND l.virtualtransaction = ANY (v_holders));
            PERFORM pg_sleep(0.1);
        END LOOP;
    END LOOP;
    PERFORM set_config('lock_timeout', v_timeout, true);
    FOREACH v_statement IN ARRAY p_statements LOOP
        EXECUTE v_statement;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.execute_exclusively(regclass [], text []) IS
'Building block: executes DDL on tables and views while sessions write to them: locks all of them first, and lets go '
'and tries again where one is busy for long. Statements of users wait for a quarter of a second at most, and the '
'longer the more often it had to try, but at most 5 seconds; not for transactions that last longer. Errors: '
'lock_not_available after lock_timeout.';
