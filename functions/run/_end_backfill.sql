CREATE OR REPLACE FUNCTION relationship_engine._end_backfill(p_graph_id bigint, p_run_id uuid, p_edges bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_guard double precision := (SELECT g.prune_guard FROM relationship_engine.graph g WHERE g.id = p_graph_id);
BEGIN
    -- The guard is against surprises, and most of a long history fades. It is open within this transaction only.
    UPDATE relationship_engine.graph g SET prune_guard = 1 WHERE g.id = p_graph_id;
    PERFORM relationship_engine.prune(p_graph_id, false, p_run_id);
    UPDATE relationship_engine.graph g SET prune_guard = v_guard WHERE g.id = p_graph_id;
    UPDATE relationship_engine.run r
    SET status = 'done', edges_updated = p_edges, finished_at = clock_timestamp(),
        message = nullif(concat_ws('; ',
            (
                SELECT format('%s nights from %s to %s', count(*), min(d.night), max(d.night))
                FROM relationship_engine.decay_step d
                WHERE d.graph_id = p_graph_id AND d.run_id = p_run_id
                HAVING count(*) > 0
            ), r.message), ''),
        clock_after = (SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id),
        processing_time = extract(epoch FROM clock_timestamp() - r.started_at)
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._end_backfill(bigint, uuid, bigint) IS
'Prunes the edges that have faded in the nights of a backfill, and closes its log row.';
