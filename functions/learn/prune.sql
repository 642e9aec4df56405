CREATE OR REPLACE FUNCTION relationship_engine.prune(p_graph_id bigint, p_dry_run boolean DEFAULT false)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run_id uuid := gen_random_uuid();
    v_started timestamptz := clock_timestamp();
    v_mode text;
    v_pruned record;
BEGIN
    -- undo waits for writers, and writers for undo, at the graph's row
    SELECT g.mode INTO v_mode FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    END IF;
    SELECT * INTO v_pruned
    FROM relationship_engine._prune(p_graph_id, v_run_id, p_dry_run OR v_mode IN ('off', 'shadow'));
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, edges_pruned, processing_time, message, started_at, finished_at)
    VALUES (p_graph_id, v_run_id, 'prune',
        CASE
            WHEN v_pruned.is_refused THEN 'refused'
            WHEN p_dry_run OR v_mode IN ('off', 'shadow') THEN 'dry_run'
            ELSE 'done'
        END,
        v_pruned.edges_pruned, extract(epoch FROM clock_timestamp() - v_started), v_pruned.message,
        v_started, clock_timestamp());
    RETURN relationship_engine.report_run(p_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.prune(bigint, boolean) IS
'Prunes the live edges of a graph whose weight is below graph.prune_threshold, but for pinned and hand-made ones. Soft: '
'new evidence brings an edge back, undo_run() all of them. Beyond graph.prune_guard nothing is pruned (status refused). '
'With p_dry_run, or while the graph is off or in shadow, it only counts (status dry_run).';
