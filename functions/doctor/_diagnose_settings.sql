CREATE OR REPLACE FUNCTION relationship_engine._diagnose_settings(p_graph_id bigint)
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    SELECT 'settings', d.status, d.value, d.remedy, p_graph_id
    FROM relationship_engine.graph g
    CROSS JOIN LATERAL (
        VALUES
        (
            g.decay_factor < 0.9, 'warning', format('decay_factor %s: an edge loses half its weight in %s nights',
                g.decay_factor, round((ln(0.5) / nullif(ln(g.decay_factor), 0))::numeric, 1)),
            format('UPDATE relationship_engine.graph SET decay_factor = 0.99 WHERE id = %s;', g.id)
        ),
        (
            g.decay_factor = 1, 'info', 'decay_factor 1: weights never decay',
            format('UPDATE relationship_engine.graph SET decay_factor = 0.99 WHERE id = %s;', g.id)
        ),
        (
            g.decay_factor BETWEEN 0.9 AND 0.9999999 AND g.prune_threshold < 1
            AND ln(g.prune_threshold) / ln(g.decay_factor) < 14,
            'warning', format('an edge that is observed once is pruned after %s nights',
                ceil((ln(g.prune_threshold) / nullif(ln(g.decay_factor), 0))::numeric)),
            format(
                'UPDATE relationship_engine.graph SET prune_threshold = 0.1, decay_factor = 0.99 WHERE id = %s;', g.id)
        ),
        (
            g.prune_threshold >= 1, 'error', format('prune_threshold %s: new edges are pruned', g.prune_threshold),
            format('UPDATE relationship_engine.graph SET prune_threshold = 0.1 WHERE id = %s;', g.id)
        ),
        (
            g.prune_guard > 0.5, 'warning', format('prune_guard %s: a run may prune most of the graph', g.prune_guard),
            format('UPDATE relationship_engine.graph SET prune_guard = 0.1 WHERE id = %s;', g.id)
        ),
        (
            g.prune_guard = 0, 'info', 'prune_guard 0: no edge is ever pruned',
            format('UPDATE relationship_engine.graph SET prune_guard = 0.1 WHERE id = %s;', g.id)
        ),
        (
            g.min_confidence > 0.9, 'warning',
                format('min_confidence %s: almost no candidate is admitted', g.min_confidence),
            format('UPDATE relationship_engine.graph SET min_confidence = 0.3 WHERE id = %s;', g.id)
        ),
        (
            g.min_confidence = 0, 'info', 'min_confidence 0: every candidate becomes an edge',
            format('UPDATE relationship_engine.graph SET min_confidence = 0.3 WHERE id = %s;', g.id)
        ),
        (
            g.nightly_window > interval '30 days', 'warning',
            format('nightly_window %s: each nightly run reads more than a month again', g.nightly_window),
            format('UPDATE relationship_engine.graph SET nightly_window = ''24 hours'' WHERE id = %s;', g.id)
        ),
        (
            g.retention < interval '7 days', 'warning',
            format('retention %s: older prunings and runs cannot be undone', g.retention),
            format('UPDATE relationship_engine.graph SET retention = ''90 days'' WHERE id = %s;', g.id)
        ),
        (
            g.chunk_size < 100, 'warning', format('chunk_size %s: nightly runs commit too often', g.chunk_size),
            format('UPDATE relationship_engine.graph SET chunk_size = 5000 WHERE id = %s;', g.id)
        ),
        (
            g.llm_daily_budget > 100, 'warning', format('llm_daily_budget %s USD', g.llm_daily_budget),
            format('UPDATE relationship_engine.graph SET llm_daily_budget = 5 WHERE id = %s;', g.id)
        ),
        (
            g.mode <> 'off' AND NOT EXISTS (
                SELECT FROM relationship_engine.strategy_setting s WHERE s.graph_id = g.id AND s.mode <> 'off'),
            'warning', 'no strategy is on, so no edges are found',
            format('UPDATE relationship_engine.strategy_setting SET mode = ''active'' WHERE graph_id = %s AND NOT '
                'is_queued;', g.id)
        )
    ) AS d (is_wrong, status, value, remedy)
    WHERE g.id = p_graph_id AND d.is_wrong
    UNION ALL
    SELECT 'settings', 'error', format('strategy %s has no function %s', s.strategy, f.name),
        format(
            'UPDATE relationship_engine.strategy_setting SET mode = ''off'' WHERE graph_id = %s AND strategy = %L; or '
            'create the function.', p_graph_id, s.strategy),
        p_graph_id
    FROM relationship_engine.strategy_setting s
    CROSS JOIN LATERAL (
        SELECT format('relationship_engine.%I', CASE WHEN s.is_queued THEN 'enqueue_' ELSE 'detect_' END || s.strategy)
            AS name
    ) f
    WHERE s.graph_id = p_graph_id AND s.mode <> 'off' AND to_regproc(f.name) IS NULL
    UNION ALL
    SELECT 'settings', 'warning', 'no rule of the strategy pattern is enabled',
        format('UPDATE relationship_engine.pattern_rule SET enabled = true WHERE graph_id = %s;', p_graph_id),
        p_graph_id
    FROM relationship_engine.strategy_setting s
    WHERE s.graph_id = p_graph_id AND s.strategy = 'pattern' AND s.mode <> 'off' AND NOT EXISTS (
        SELECT FROM relationship_engine.pattern_rule r WHERE r.graph_id = p_graph_id AND r.enabled)
    UNION ALL
    SELECT 'settings', 'warning', format('alert_setting names an unknown alert %s', s.alert),
        format(
            'DELETE FROM relationship_engine.alert_setting WHERE graph_id = %s AND alert = %L; SELECT DISTINCT alert '
            'FROM relationship_engine.alert; lists them.', p_graph_id, s.alert),
        p_graph_id
    FROM relationship_engine.alert_setting s
    WHERE s.graph_id = p_graph_id AND s.is_enabled
        AND NOT EXISTS (SELECT FROM relationship_engine.alert a WHERE a.alert = s.alert);
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'settings', 'ok', 'all within sensible ranges', NULL, p_graph_id;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_settings(bigint) IS
'Finds settings of a graph that are valid but probably unintended.';
