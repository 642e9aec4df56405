CREATE OR REPLACE FUNCTION relationship_engine._learn_findings(
    p_graph_id bigint, p_run_id uuid, p_strategies text [], p_candidates relationship_engine.candidate []
)
RETURNS uuid []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
-- for what learn() locks beyond these; less than the time after which a waiting session looks for a deadlock
SET lock_timeout = '200ms'
-- arrays of a plan's constants are looked up in a hash: a session may have locked thousands
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_tries_until timestamptz := clock_timestamp() + interval '1 second';
    v_is_last boolean := false;
    v_proposing text[] := ARRAY(
        SELECT s.strategy FROM unnest(p_strategies) WITH ORDINALITY AS s (strategy, nth)
        GROUP BY s.strategy ORDER BY min(s.nth));
    v_ends uuid[];
    v_edges uuid[];
    v_busy_ends uuid[];
    v_busy_edges uuid[];
    v_strategy text;
    v_free relationship_engine.candidate[];
    v_left uuid[];
    v_missed uuid[];
    v_started timestamptz;
    v_learned relationship_engine.learn_report;
    v_hint text;
BEGIN
    SELECT array_agg(DISTINCT e.id), array_agg(DISTINCT relationship_engine.edge_id(
        p_graph_id, (s.candidate).from_id, (s.candidate).to_id, (s.candidate).kind))
    INTO v_ends, v_edges
    FROM unnest(v_proposing) AS f (strategy)
    CROSS JOIN LATERAL relationship_engine.screen_candidates(
        p_graph_id, relationship_engine._candidates_of(f.strategy, p_strategies, p_candidates), 1000000000,
        f.strategy) s
    CROSS JOIN LATERAL (VALUES ((s.candidate).from_id), ((s.candidate).to_id)) AS e (id)
    WHERE s.reason IS NULL;
    -- No statement of a user waits in a circle with us: of an edge we have both ends first, as a deletion of an entity
    -- has that before its edges, and for what somebody else has we do not wait, but let go and try again.
    WHILE v_missed IS NULL LOOP
        BEGIN
            WITH locked AS MATERIALIZED (
                SELECT e.id FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ends)
                ORDER BY e.id
                FOR KEY SHARE SKIP LOCKED
            )
            SELECT coalesce(array_agg(e.id), '{}') INTO v_busy_ends
            FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ends)
                AND (e.id IN (SELECT l.id FROM locked l)) IS NOT TRUE;
            WITH locked AS MATERIALIZED (
                SELECT e.id FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.id = ANY (v_edges)
                    AND NOT e.from_id = ANY (v_busy_ends) AND NOT e.to_id = ANY (v_busy_ends)
                ORDER BY e.from_id, e.to_id, e.kind
                FOR NO KEY UPDATE SKIP LOCKED
            )
            SELECT coalesce(array_agg(e.id), '{}') INTO v_busy_edges
            FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_edges)
                AND (e.id IN (SELECT l.id FROM locked l)) IS NOT TRUE;
            IF NOT v_is_last AND (cardinality(v_busy_ends) > 0 OR cardinality(v_busy_edges) > 0) THEN
                RAISE lock_not_available;
            END IF;
            v_left := '{}'::uuid[];
            FOREACH v_strategy IN ARRAY v_proposing LOOP
                v_started := clock_timestamp();
                SELECT array_agg(c) FILTER (WHERE NOT b.is_busy),
                    v_left || coalesce(array_agg(c.from_id) FILTER (WHERE b.is_busy), '{}')
                INTO v_free, v_left
                FROM unnest(relationship_engine._candidates_of(v_strategy, p_strategies, p_candidates)) c
                CROSS JOIN LATERAL (
                    SELECT coalesce(c.from_id = ANY (v_busy_ends) OR c.to_id = ANY (v_busy_ends)
                        OR relationship_engine.edge_id(
                            p_graph_id, CASE WHEN c.is_symmetric THEN least(c.from_id, c.to_id) ELSE c.from_id END,
                            CASE WHEN c.is_symmetric THEN greatest(c.from_id, c.to_id) ELSE c.to_id END, c.kind)
                        = ANY (v_busy_edges), false) AS is_busy
                ) b;
                CONTINUE WHEN v_free IS NULL;
                BEGIN
                    v_learned := relationship_engine.learn(p_graph_id, v_free, p_run_id, v_strategy);
                    PERFORM relationship_engine._log_step(
                        p_graph_id, p_run_id, v_strategy, 0, v_learned, v_started);
                EXCEPTION WHEN OTHERS THEN
                    IF SQLSTATE = '55P03' AND NOT v_is_last THEN
                        RAISE;
                    ELSIF SQLSTATE = '55P03' THEN
                        v_left := v_left || ARRAY(SELECT c.from_id FROM unnest(v_free) c);
                    ELSE
                        GET STACKED DIAGNOSTICS v_hint = PG_EXCEPTION_HINT;
                        PERFORM relationship_engine._log_step(
                            p_graph_id, p_run_id, v_strategy, 0, (0, 0, 0)::relationship_engine.learn_report,
                            v_started, concat_ws('. ', SQLERRM, nullif(v_hint, '')), SQLSTATE);
                    END IF;
                END;
            END LOOP;
            v_missed := v_left;
        EXCEPTION WHEN lock_not_available THEN
            PERFORM pg_sleep(0.1);
            v_is_last := clock_timestamp() > v_tries_until;
        END;
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT m.id FROM unnest(v_missed) AS m (id) WHERE m.id IS NOT NULL);
END
$function$;

COMMENT ON FUNCTION relationship_engine._learn_findings(
    bigint, uuid, text [], relationship_engine.candidate []) IS
'Learns what strategies propose (see _find_edges) in a transaction that goes on, and so keeps its locks, without '
'waiting for a session that has an end or an edge: it tries for a second to have all of them at once, and then learns '
'what it can. Returns the entities from which edges lead that it had to leave out. The caller has the lock of the '
'graph.';
