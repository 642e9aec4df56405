CREATE OR REPLACE PROCEDURE relationship_engine.set_decay(
    p_decay_factor double precision, p_kind text DEFAULT NULL, p_graph_id bigint DEFAULT 1
)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    v_graph relationship_engine.graph;
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_started timestamptz := clock_timestamp();
    v_rate double precision;
    v_ids uuid[];
BEGIN
    -- A procedure that commits cannot have a SET clause, so the path is set again after each commit.
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    PERFORM relationship_engine.require_graph(p_graph_id);
    IF p_decay_factor IS NULL OR NOT (p_decay_factor > 0 AND p_decay_factor <= 1) THEN
        RAISE EXCEPTION 'p_decay_factor must be above 0 and at most 1, not %', coalesce(p_decay_factor::text, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = '1 means no decay; 0.99 has a half-life of 69 nights.';
    END IF;
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    IF p_kind IS NOT NULL THEN
        v_rate := CASE WHEN p_decay_factor = 1 THEN 0 ELSE ln(p_decay_factor) / nullif(ln(v_graph.decay_factor), 0) END;
        IF v_rate IS NULL OR v_rate > 100 THEN
            RAISE EXCEPTION 'no rate relative to the decay_factor % of the graph gives %', v_graph.decay_factor,
                p_decay_factor
            USING ERRCODE = 'invalid_parameter_value',
                HINT = 'The rate of a kind is at most 100, and relative to graph.decay_factor, which must be below 1.';
        END IF;
        INSERT INTO relationship_engine.kind_setting (graph_id, kind) VALUES (p_graph_id, p_kind)
        ON CONFLICT (graph_id, kind) DO NOTHING;
    END IF;
    INSERT INTO relationship_engine.run (graph_id, id, mode, message)
    VALUES (p_graph_id, v_run_id, 'manual', format('decay of %s: %s a night', coalesce(p_kind, 'the graph'),
        p_decay_factor));
    INSERT INTO relationship_engine.decay_change (graph_id, run_id, kind, old_value, new_value)
    SELECT p_graph_id, v_run_id, coalesce(p_kind, ''),
        CASE WHEN p_kind IS NULL THEN v_graph.decay_factor ELSE k.rate END, coalesce(v_rate, p_decay_factor)
    FROM (SELECT) x
    LEFT JOIN relationship_engine.kind_setting k ON k.graph_id = p_graph_id AND k.kind = p_kind;
    v_ids := relationship_engine.settle_decay(p_graph_id, v_run_id);
    COMMIT;

    -- In chunks. Edges that others learn from now on have the new rate; a run that is killed is repeated by its call.
    FOR i IN 1 .. cardinality(v_ids) BY v_graph.chunk_size LOOP
        PERFORM relationship_engine.make_room();
        PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
        PERFORM relationship_engine.lock_graph(p_graph_id);
        PERFORM relationship_engine.set_rates(p_graph_id, v_ids[i:i + v_graph.chunk_size - 1]);
        COMMIT;
    END LOOP;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    UPDATE relationship_engine.run r
    SET status = 'done', edges_updated = cardinality(v_ids), finished_at = clock_timestamp(),
        processing_time = extract(epoch FROM clock_timestamp() - v_started)
    WHERE r.graph_id = p_graph_id AND r.id = v_run_id;
END
$procedure$;

COMMENT ON PROCEDURE relationship_engine.set_decay(double precision, text, bigint) IS
'Sets how fast the edges of a kind decay: the factor that a night multiplies their weights by; 1: they do not decay. '
'All nights of the past count with the new factor too, so that the weights are recomputed, in chunks with commits: '
'CALL it outside a transaction. p_kind null: sets graph.decay_factor, for the nights to come; kinds with a factor '
'of their own keep their relation to it. The old value is kept: undo_run() of the logged run restores it. May be '
'killed and repeated. Errors: no_data_found, invalid_parameter_value.';
