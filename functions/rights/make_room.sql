CREATE OR REPLACE FUNCTION relationship_engine.make_room()
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Until all of them stand back at once: each that went on after a moment would be in the way of the next attempt.
    -- Whoever holds one of our tables already, by the statement that calls, would be waited for in vain.
    FOR v_try IN 1 .. 600 LOOP
        EXIT WHEN NOT relationship_engine.is_installing() OR EXISTS (
            SELECT FROM pg_catalog.pg_locks l
            JOIN pg_catalog.pg_class c ON c.oid = l.relation
            WHERE l.locktype = 'relation' AND l.pid = pg_catalog.pg_backend_pid()
                AND c.relnamespace = 'relationship_engine'::regnamespace);
        PERFORM pg_catalog.pg_sleep(0.1);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.make_room() IS
'Building block: lets an installation, or a change of policies, have the tables first, and waits for that at most a '
'minute; not in a transaction that holds one of them. A procedure that commits calls it at the beginning of its '
'transactions, and a long function first of all, before any of our tables is read: what follows each other would leave '
'no moment in which all tables are free.';
