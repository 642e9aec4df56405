CREATE OR REPLACE FUNCTION relationship_engine._undo_message(
    p_is_undo boolean, p_mode text, p_removed bigint, p_changed bigint, p_restored bigint, p_nights bigint
)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT format('%s run %s: %s edges removed, %s, %s restored',
        CASE WHEN p_is_undo THEN 'undid' ELSE 'redid' END, p_mode, p_removed,
        -- the clock changes every weight, and touches no edge
        CASE WHEN p_nights > 0 THEN format('all others changed by %s nights', p_nights)
            ELSE p_changed || ' changed' END,
        p_restored)
$function$;

COMMENT ON FUNCTION relationship_engine._undo_message(boolean, text, bigint, bigint, bigint, bigint) IS
'Returns the message of an undo run; p_nights: the nights that it takes back, or passes again.';
