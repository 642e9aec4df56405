CREATE OR REPLACE FUNCTION relationship_engine._end_nightly(
    p_scope relationship_engine.scope, p_started timestamptz, p_entities bigint
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_scope.graph_id FOR KEY SHARE;
    IF FOUND THEN
        PERFORM relationship_engine._log_run(p_scope.graph_id, p_scope.run_id, 'nightly', p_started, p_entities);
    ELSE  -- it was deleted meanwhile
        DELETE FROM relationship_engine.run_step s WHERE s.graph_id = p_scope.graph_id AND s.run_id = p_scope.run_id;
    END IF;
EXCEPTION WHEN lock_not_available THEN
    RAISE WARNING 'the log of a night of graph % stays open: a transaction holds its row in table graph',
        p_scope.graph_id
    USING HINT = 'The next nightly of the graph does again what this one did.';
END
$function$;

COMMENT ON FUNCTION relationship_engine._end_nightly(relationship_engine.scope, timestamptz, bigint) IS
'Closes the log row of a nightly that analysed so many entities.';
