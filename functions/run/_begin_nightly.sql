CREATE OR REPLACE FUNCTION relationship_engine._begin_nightly(p_graph_id bigint, p_full_scan boolean, p_night date)
RETURNS relationship_engine.scope
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_scope relationship_engine.scope := (p_graph_id, relationship_engine.new_uuid_v7(), '{}', '{}', NULL, false);
BEGIN
    UPDATE relationship_engine.run r
    SET status = 'killed', finished_at = clock_timestamp()
    WHERE r.graph_id = p_graph_id AND r.mode = 'nightly' AND r.status = 'running'
        AND (r.backend_pid = pg_backend_pid()
            OR NOT EXISTS (
                SELECT FROM pg_stat_activity a
                -- A backend that started later has only the same pid. Null: hidden from this role.
                WHERE a.pid = r.backend_pid AND coalesce(a.backend_start <= r.started_at, true)));
    INSERT INTO relationship_engine.run (graph_id, id, mode, night, full_scan)
    VALUES (p_graph_id, v_scope.run_id, 'nightly', p_night, p_full_scan);
    RETURN v_scope;
EXCEPTION
    WHEN foreign_key_violation THEN  -- it was deleted just now
        RETURN NULL;
    WHEN lock_not_available THEN
        RAISE WARNING 'the nightly run of graph % was skipped: another transaction locks its row in table '
            'graph', p_graph_id
        USING HINT = 'SELECT pid, state, query FROM pg_stat_activity WHERE state LIKE ''idle in transaction%'' shows '
            'which one; '
            'end it, and CALL relationship_engine.run_nightly again.';
        RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._begin_nightly(bigint, boolean, date) IS
'Opens the log row of a nightly, marks as killed those before it whose session is gone, and returns the scope of the '
'run; null, with a warning, where another transaction locks the graph.';
