CREATE OR REPLACE FUNCTION relationship_engine.lock_installation(p_takes_tables boolean DEFAULT false)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- Everybody who may log in can hold an advisory lock for ever, but only the owner has the rights for these locks on
    -- the table. The same stands in sql/build/plain_begin.sql, where there may be no function yet.
    IF to_regclass('relationship_engine.migration') IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('relationship_engine/install'));
    END IF;
    IF to_regclass('relationship_engine.migration') IS NULL THEN
        NULL;  -- the first installation
    ELSIF p_takes_tables THEN
        LOCK TABLE relationship_engine.migration IN EXCLUSIVE MODE;
    ELSE
        LOCK TABLE relationship_engine.migration IN SHARE ROW EXCLUSIVE MODE;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.lock_installation(boolean) IS
'Building block: lets installations and changes of rights take turns, until the transaction ends: two that change the '
'same row of the catalog would fail. p_takes_tables: for execute_exclusively(), for which is_installing() tells '
'others to stand back. It is a lock that only the owner of the tables can take. Take it before any of our tables. '
'Errors: lock_not_available after lock_timeout.';
