CREATE OR REPLACE PROCEDURE relationship_engine.backfill(
    p_graph_id bigint DEFAULT 1, p_days_per_night integer DEFAULT 1
)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    v_run_id uuid;
    v_size integer;
    v_ids uuid[];
BEGIN
    PERFORM relationship_engine._begin_transaction();
    v_run_id := relationship_engine._begin_backfill(p_graph_id, p_days_per_night);
    v_size := (SELECT g.chunk_size FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    COMMIT;

    -- Everything is learned in one night, or in as many as graph.max_edges_per_run asks for.
    LOOP
        CALL relationship_engine.run_nightly(p_graph_id, true);
        PERFORM relationship_engine._begin_transaction();
        EXIT WHEN (
            SELECT r.edges_created < g.max_edges_per_run OR r.edges_created = 0
            FROM relationship_engine.graph g
            JOIN relationship_engine.run r ON r.graph_id = g.id AND r.mode = 'nightly'
            WHERE g.id = p_graph_id
            ORDER BY r.started_at DESC LIMIT 1) IS NOT FALSE;
    END LOOP;

    PERFORM relationship_engine._pass_history(p_graph_id, v_run_id, p_days_per_night);
    v_ids := relationship_engine.misdated_edges(p_graph_id);
    COMMIT;
    FOR i IN 1 .. cardinality(v_ids) BY v_size LOOP
        PERFORM relationship_engine._begin_transaction();
        PERFORM relationship_engine.date_edges(p_graph_id, v_ids[i:i + v_size - 1]);
        COMMIT;
    END LOOP;

    PERFORM relationship_engine._begin_transaction();
    PERFORM relationship_engine._end_backfill(p_graph_id, v_run_id, cardinality(v_ids));
    COMMIT;
END
$procedure$;

COMMENT ON PROCEDURE relationship_engine.backfill(bigint, integer) IS
'Lets the nights pass that belong to the dates of loaded events, and learns what the events say: afterwards each '
'observation has the age of its event (evidence.observed_at, edge.last_reinforced_at), as if the graph had lived '
'through the history; evidence.learned_at keeps the time of the load. In a graph without nights, the clock begins on '
'the day of the first event, passes a night for each p_days_per_night days until the last one, and is then set to '
'today, so that the next night ages one night. In a graph with nights the clock stays as it is, and events older than '
'its first night have the age of that night. Observations without an event count as of the last night. Edges that '
'are weaker than graph.prune_threshold at the end are pruned, without a guard. Load the events with occurred_at '
'first. CALL it outside a transaction, since it commits by chunk; it may be killed and repeated. undo_run() of the '
'logged run (mode backfill) takes back the nights. Errors: no_data_found, invalid_parameter_value; '
'object_not_in_prerequisite_state while the graph is off or in shadow.';
