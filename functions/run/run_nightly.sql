CREATE OR REPLACE PROCEDURE relationship_engine.run_nightly(
    p_graph_id bigint DEFAULT NULL, p_full_scan boolean DEFAULT false, p_night date DEFAULT current_date,
    p_simulate boolean DEFAULT false
)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    v_graph_ids bigint[];
    v_quiet_ids bigint[];
    v_graph_id bigint;
    v_steps text[];
    v_step text;
    v_scope relationship_engine.scope;
    v_chunk relationship_engine.scope;
    v_size integer;
    v_from integer;
    v_to integer;
    v_analyzed bigint;
    v_started timestamptz;
BEGIN
    PERFORM relationship_engine._begin_transaction();
    PERFORM relationship_engine.require_night(p_night, p_simulate);
    v_graph_ids := ARRAY(
        SELECT g.id FROM relationship_engine.graph g
        WHERE (g.id = p_graph_id OR p_graph_id IS NULL AND g.id > 0) AND g.moved_to IS NULL
        ORDER BY g.id);
    IF p_graph_id IS NOT NULL THEN
        PERFORM relationship_engine.require_graph(p_graph_id);
    ELSIF NOT coalesce(p_full_scan, false) THEN
        -- few at a time: the rows and locks of a graph are held until the commit
        FOR k IN 1 .. cardinality(v_graph_ids) BY 100 LOOP
            v_quiet_ids := v_quiet_ids || relationship_engine.pass_quiet_nights(v_graph_ids[k:k + 99], p_night);
            COMMIT;
            PERFORM relationship_engine._begin_transaction();
        END LOOP;
        v_graph_ids := ARRAY(
            SELECT a.id FROM unnest(v_graph_ids) AS a (id)
            EXCEPT
            SELECT a.id FROM unnest(v_quiet_ids) AS a (id)
            ORDER BY id);
    END IF;

    FOREACH v_graph_id IN ARRAY v_graph_ids LOOP
        v_started := clock_timestamp();
        v_analyzed := 0;
        v_scope := relationship_engine._begin_nightly(v_graph_id, coalesce(p_full_scan, false), p_night);
        COMMIT;
        PERFORM relationship_engine._begin_transaction();
        CONTINUE WHEN v_scope.run_id IS NULL;
        v_size := (SELECT g.chunk_size FROM relationship_engine.graph g WHERE g.id = v_graph_id);

        -- Names first, so that texts that mention new names are linked in the same night. What only infers comes last,
        -- and each strategy reads all chunks before the next one begins: none misses an edge of this night. What the
        -- night prunes is gone before a strategy reads, so that a repetition finds what the night found.
        v_steps := ARRAY['window', 'prepare', 'mentions', 'texts', 'embeddings', 'proposals']
            || ARRAY(
                SELECT unnest(ARRAY['prune', n.step])
                FROM relationship_engine._strategy_steps(v_graph_id, false) AS n (step))
            || ARRAY['decay', 'prune', 'rules']
            || ARRAY(SELECT n.step FROM relationship_engine._strategy_steps(v_graph_id, true) AS n (step))
            || ARRAY['purge', 'duplicates', 'review', 'semantic', 'report'];
        FOREACH v_step IN ARRAY v_steps LOOP
            IF v_step <> 'prepare' AND v_step NOT LIKE 'strategy:%' THEN
                v_scope := relationship_engine._run_step(v_scope, v_step);
                COMMIT;
                PERFORM relationship_engine._begin_transaction();
                CONTINUE;
            END IF;
            v_chunk := v_scope;
            v_from := 1;
            FOR k IN 1 .. cardinality(v_scope.entity_ids) BY v_size LOOP
                EXIT WHEN relationship_engine._is_on(v_graph_id) IS NOT TRUE;
                v_chunk.entity_ids := v_scope.entity_ids[k:k + v_size - 1];
                -- both lists are in order of id
                v_to := width_bucket(v_chunk.entity_ids[cardinality(v_chunk.entity_ids)], v_scope.changed_ids);
                v_chunk.changed_ids := v_scope.changed_ids[v_from:v_to];
                v_from := v_to + 1;
                PERFORM relationship_engine._run_step(v_chunk, v_step);
                COMMIT;
                PERFORM relationship_engine._begin_transaction();
                IF v_step <> 'prepare' THEN
                    v_analyzed := greatest(v_analyzed, k - 1 + cardinality(v_chunk.entity_ids));
                END IF;
            END LOOP;
        END LOOP;
        PERFORM relationship_engine._end_nightly(v_scope, v_started, v_analyzed);
        COMMIT;
        PERFORM relationship_engine._begin_transaction();
    END LOOP;
END
$procedure$;

COMMENT ON PROCEDURE relationship_engine.run_nightly(bigint, boolean, date, boolean) IS
'Runs the night of one graph or of all graphs (null): strategies for the entities touched since the last successful '
'nightly run (all entities with p_full_scan), then decay and pruning, the strategies that only infer, and purging. It '
'commits by chunk, so CALL it outside a transaction. Where all graphs have their night, those without news and without '
'anything to prune only decay; they have a whole night once a week. It may be killed, switched off, repeated or '
'started twice at once. p_night is the night to run; a night after tomorrow needs p_simulate. A graph whose row '
'another transaction locks for more than 10 seconds is skipped with a warning. A night in which a step before the '
'decay failed stays open: the clock stops at the day before, so that repeating the night has the result of one run. '
'Table run has the log. Errors: no_data_found, invalid_parameter_value; failures of steps are logged and not raised.';
