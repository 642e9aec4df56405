CREATE OR REPLACE FUNCTION relationship_engine.pass_quiet_nights(p_graph_ids bigint [], p_night date)
RETURNS bigint []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_started CONSTANT timestamptz := clock_timestamp();
    -- nobody waits: a graph that is locked has its night in full
    v_ids CONSTANT bigint[] := ARRAY(
        SELECT g.id FROM relationship_engine.graph g
        WHERE g.id = ANY (p_graph_ids) AND g.mode IN ('parallel', 'active') AND g.moved_to IS NULL
            AND g.decay_date = p_night - 1 AND g.purged_at > v_started - interval '7 days'
            AND relationship_engine.try_lock_graph(g.id)
        ORDER BY g.id
        FOR NO KEY UPDATE SKIP LOCKED);
    v_passed bigint[];
BEGIN
    WITH quiet AS MATERIALIZED (
        SELECT g.id, relationship_engine.new_uuid_v7() AS run_id, w.read_since, n.nats,
            g.decay_step_no + 1 AS step_no, g.decay_clock AS clock_before, g.decay_clock + n.nats AS clock_after
        FROM unnest(v_ids) AS a (id)
        JOIN relationship_engine.graph g ON g.id = a.id
        CROSS JOIN LATERAL (SELECT relationship_engine.night_nats(g.decay_factor, 1) AS nats) n
        CROSS JOIN LATERAL (SELECT relationship_engine._derive_read_since(g.id) AS read_since OFFSET 0) w
        WHERE relationship_engine._is_quiet(g.id, w.read_since, p_night, n.nats)
    ), passed AS (
        INSERT INTO relationship_engine.decay_step (graph_id, step_no, night, nats, run_id, clock)
        SELECT q.id, q.step_no, p_night, q.nats, q.run_id, q.clock_after FROM quiet q
    ), moved AS (
        UPDATE relationship_engine.graph g
        SET decay_step_no = q.step_no, decay_clock = q.clock_after, decay_date = p_night
        FROM quiet q
        WHERE g.id = q.id
    ), logged AS (
        INSERT INTO relationship_engine.run
            (graph_id, id, mode, status, night, read_since, edges_decayed, processing_time, strategies_used, nights,
            clock_before, clock_after, started_at, finished_at)
        SELECT q.id, q.run_id, 'nightly', 'done', p_night, q.read_since,
            CASE WHEN q.nats > 0 THEN relationship_engine._count_live_edges(q.id) ELSE 0 END, 0,
            ARRAY(
                SELECT s.strategy FROM relationship_engine.strategy_setting s
                WHERE s.graph_id = q.id AND s.mode <> 'off' AND NOT s.is_queued
                ORDER BY s.strategy),
            1, q.clock_before, q.clock_after, v_started, clock_timestamp()
        FROM quiet q
        RETURNING graph_id
    )
    SELECT array_agg(l.graph_id ORDER BY l.graph_id) INTO v_passed FROM logged l;
    RETURN coalesce(v_passed, '{}');
END
$function$;

COMMENT ON FUNCTION relationship_engine.pass_quiet_nights(bigint [], date) IS
'Building block: passes the night, the next one, of those of the given graphs that have no news and nothing to prune, '
'and returns them. Each gets its decay step and a row in table run, as run_nightly() would give it, at a tenth of the '
'cost. A graph that was not purged for a week, that is locked, or that missed a night is left to run_nightly().';
