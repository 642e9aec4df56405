CREATE OR REPLACE FUNCTION relationship_engine.undo_effect(
    p_graph_id bigint, p_undone uuid [], p_redone uuid [] DEFAULT '{}'
)
RETURNS TABLE (
    edge_id uuid,
    from_id uuid,
    to_id uuid,
    kind text,
    is_of_run boolean,
    was_live boolean,
    is_live boolean,
    weight_before double precision,
    weight_after double precision
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH step AS MATERIALIZED (
        SELECT d.step_no, sum(d.nats) FILTER (
            WHERE CASE WHEN d.run_id = ANY (p_undone) THEN false
                ELSE d.undone_by IS NULL OR d.run_id = ANY (p_redone) END) OVER (ORDER BY d.step_no) AS clock
        FROM relationship_engine.decay_step d
        WHERE d.graph_id = p_graph_id
    ), clock AS MATERIALIZED (
        SELECT g.decay_clock AS before,
            CASE WHEN s.step_no IS NULL THEN g.decay_clock ELSE coalesce(s.clock, 0) END AS after,
            (SELECT min(d.step_no) FROM relationship_engine.decay_step d
            WHERE d.graph_id = p_graph_id AND d.run_id = ANY (p_undone || p_redone)) AS first_step_no
        FROM relationship_engine.graph g
        LEFT JOIN step s ON s.step_no = g.decay_step_no
        WHERE g.id = p_graph_id
    ), rate AS MATERIALIZED (
        -- as settle_decay() does
        SELECT k.kind, coalesce((
            SELECT c.new_value
            FROM relationship_engine.decay_change c
            LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = c.run_id
            WHERE c.graph_id = p_graph_id AND c.kind = k.kind
                AND NOT coalesce((u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone), false)
            ORDER BY c.changed_at DESC, c.run_id DESC LIMIT 1), (
            SELECT c.old_value FROM relationship_engine.decay_change c
            WHERE c.graph_id = p_graph_id AND c.kind = k.kind
            ORDER BY c.changed_at, c.run_id LIMIT 1)) AS after
        FROM (
            SELECT DISTINCT c.kind FROM relationship_engine.decay_change c
            WHERE c.graph_id = p_graph_id AND c.run_id = ANY (p_undone || p_redone) AND c.kind <> ''
        ) k
    ), own AS MATERIALIZED (
        SELECT DISTINCT k.from_id, k.to_id, k.kind
        FROM unnest(p_undone || p_redone) AS r (id)
        CROSS JOIN LATERAL unnest(relationship_engine.edges_of_run(p_graph_id, r.id)) k
    ), affected AS MATERIALIZED (
        SELECT e.*, coalesce(r.after, e.rate) AS rate_after, x.is_own
        FROM (
            SELECT k.from_id, k.to_id, k.kind, bool_or(k.is_own) AS is_own
            FROM (
                SELECT o.from_id, o.to_id, o.kind, true AS is_own FROM own o
                UNION ALL  -- learned after a decay step that turns
                SELECT v.from_id, v.to_id, v.kind, false
                FROM relationship_engine.counting_evidence v
                WHERE v.graph_id = p_graph_id AND v.step_no > 0 AND v.step_no >= (
                    SELECT c.first_step_no FROM clock c WHERE c.before <> c.after)
            ) k
            GROUP BY k.from_id, k.to_id, k.kind
        ) x
        JOIN relationship_engine.edge_store e
            ON e.graph_id = p_graph_id AND e.from_id = x.from_id AND e.to_id = x.to_id AND e.kind = x.kind
        LEFT JOIN rate r ON r.kind = e.kind
    ), settled AS MATERIALIZED (
        SELECT *
        FROM relationship_engine._settled_evidence(
            p_graph_id, ARRAY(SELECT (o.from_id, o.to_id, o.kind)::relationship_engine.edge_key FROM own o), p_undone,
            p_redone)
    ), gain AS MATERIALIZED (
        SELECT * FROM relationship_engine.effective_gains(p_graph_id, p_undone || p_redone, p_undone, p_redone)
    ), pruned AS MATERIALIZED (
        SELECT * FROM relationship_engine._settled_prunings(p_graph_id, p_undone || p_redone, p_undone, p_redone)
    ), derived AS (
        SELECT v.from_id, v.to_id, v.kind, max(v.learned_at) AS last_learned_at, count(v.clock) AS counting,
            max(v.top) + ln(sum(v.gain * exp(greatest(v.clock - v.top, -700)))) AS log_weight
        FROM (
            SELECT v.from_id, v.to_id, v.kind, v.clock, max(v.clock) OVER edge AS top, v.gain,
                CASE WHEN v.clock IS NOT NULL THEN v.learned_at END AS learned_at
            FROM (
                SELECT v.from_id, v.to_id, v.kind, v.learned_at, coalesce(g.gain, v.gain) AS gain,
                    -- null: it does not count
                    CASE WHEN CASE WHEN s.run_id IS NULL THEN v.retracted_by ELSE s.retracted_by END IS NULL
                        AND v.effect IN ('states', 'recurs')
                        THEN e.rate_after * coalesce(d.clock, 0) END AS clock
                FROM affected e
                JOIN relationship_engine.evidence v
                    ON v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
                LEFT JOIN settled s
                    ON s.from_id = v.from_id AND s.to_id = v.to_id AND s.kind = v.kind AND s.strategy = v.strategy
                    AND s.context = v.context AND s.run_id = v.run_id
                LEFT JOIN gain g
                    ON g.from_id = v.from_id AND g.to_id = v.to_id AND g.kind = v.kind AND g.strategy = v.strategy
                    AND g.context = v.context AND g.run_id = v.run_id
                LEFT JOIN step d ON d.step_no = v.step_no
            ) v
            WINDOW edge AS (PARTITION BY v.from_id, v.to_id, v.kind)
        ) v
        GROUP BY v.from_id, v.to_id, v.kind
    ), judged AS (
        SELECT e.*, coalesce(d.log_weight, e.log_weight) AS log_weight_after,
            CASE
                WHEN d.counting IS NULL THEN e.pruned_by_run IS NULL
                WHEN d.counting = 0 THEN false
                ELSE NOT EXISTS (
                    SELECT
                    FROM relationship_engine.pruning p
                    LEFT JOIN pruned s
                        ON s.from_id = p.from_id AND s.to_id = p.to_id AND s.kind = p.kind AND s.run_id = p.run_id
                    WHERE p.graph_id = p_graph_id AND p.from_id = e.from_id AND p.to_id = e.to_id AND p.kind = e.kind
                        AND p.pruned_at >= d.last_learned_at
                        AND CASE WHEN s.run_id IS NULL THEN p.retracted_by ELSE s.retracted_by END IS NULL)
            END AS is_live
        FROM affected e
        LEFT JOIN derived d ON d.from_id = e.from_id AND d.to_id = e.to_id AND d.kind = e.kind
    )
    SELECT j.id, j.from_id, j.to_id, j.kind, j.is_own, j.pruned_by_run IS NULL, j.is_live,
        exp(greatest(j.log_weight - j.rate * c.before, -700)),
        exp(greatest(j.log_weight_after - j.rate_after * c.after, -700))
    FROM judged j
    CROSS JOIN clock c
$function$;

COMMENT ON FUNCTION relationship_engine.undo_effect(bigint, uuid [], uuid []) IS
'Building block: returns what undoing the runs p_undone and redoing the runs p_redone would make of the edges that '
'they touched (is_of_run), and of those with evidence after their decay steps. Only reads, so it works in a read-only '
'transaction and on a standby. Derives weights and prunings as refresh_edges() does.';
