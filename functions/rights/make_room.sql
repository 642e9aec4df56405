CREATE OR REPLACE FUNCTION relationship_engine.make_room()
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- the pauses of execute_exclusively() are shorter
    FOR v_try IN 1 .. 40 LOOP
        EXIT WHEN NOT relationship_engine.is_installing();
        PERFORM pg_catalog.pg_sleep(0.1);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.make_room() IS
'Building block: lets an installation, or a change of policies, have the tables first, and waits for that at most 4 '
'seconds. A procedure that commits calls it at the beginning of its transactions, and a long function first of all, '
'where they hold nothing: what follows each other would leave no moment in which all tables are free.';
