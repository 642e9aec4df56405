CREATE OR REPLACE FUNCTION relationship_engine.execute_exclusively(p_relations regclass [], p_statements text [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_timeout text := current_setting('lock_timeout');
    v_waits_until timestamptz := clock_timestamp() + coalesce(nullif(v_timeout, '0')::interval, interval '100 years');
    v_tries integer := 0;
    v_statement text;
BEGIN
    -- All locks or none, and only for moments: a session that holds one of them and asks for another would wait for
    -- us as we wait for it. So we begin where the transactions of users begin, which is at the events, at the entities
    -- or at the graph. The views come last: triggers read them in the midst of a transaction. The pauses grow, so that
    -- what has waited for us comes to its end before the next attempt.
    LOOP
        BEGIN
            PERFORM set_config('lock_timeout', least(30 * 1.3 ^ least(v_tries, 10), 400)::integer || 'ms', true);
            SELECT 'LOCK TABLE ' || string_agg(
                r.relation::text, ', ' ORDER BY coalesce(
                    array_position(
                        CASE v_tries % 3 WHEN 0 THEN '{raw_events,entity}' WHEN 1 THEN '{entity,raw_events}'
                            ELSE '{graph,entity,raw_events}' END::name[],
                        c.relname), 4),
                c.relname) || ' IN ACCESS EXCLUSIVE MODE'
            INTO v_statement
            FROM (SELECT DISTINCT unnest(p_relations) AS relation) r
            JOIN pg_class c ON c.oid = r.relation AND c.relkind <> 'v';
            IF v_statement IS NOT NULL THEN
                EXECUTE v_statement;
            END IF;
            -- LOCK TABLE of a view would lock what it reads too, and that may be a view of the catalog
            FOR v_statement IN
                SELECT format('ALTER VIEW %s SET (security_invoker = true)', c.oid::regclass)
                FROM pg_class c
                WHERE c.oid = ANY (p_relations) AND c.relkind = 'v' AND 'security_invoker=true' = ANY (c.reloptions)
                ORDER BY c.relname
            LOOP
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
