-- All alerts of the roll-out plan and further ones: one row per alert and graph that is not off, and the alerts of the
-- whole database under graph 0. An alert fires while its value is above its bound.
CREATE OR REPLACE VIEW relationship_engine.alert WITH (security_invoker = true) AS
SELECT
    m.graph_id,
    m.alert,
    m.severity,
    coalesce(m.value > coalesce(s.bound, m.bound), false) AS is_firing,
    m.value,
    coalesce(s.bound, m.bound) AS bound,
    m.unit,
    CASE
        WHEN coalesce(m.value > coalesce(s.bound, m.bound), false) IS FALSE THEN NULL
        WHEN m.severity = 'info' THEN m.since  -- an event has its own time
        WHEN t.since IS NOT NULL AND t.resolved_at IS NULL THEN t.since
        WHEN m.since <= t.resolved_at THEN now()
        ELSE coalesce(m.since, now())
    END AS since,
    CASE WHEN m.value > coalesce(s.bound, m.bound) THEN m.message END AS message,
    m.remedy
FROM (
    SELECT g.id AS graph_id, a.alert, a.severity, a.value, a.bound, a.unit, a.since, a.message, a.remedy
    FROM relationship_engine.graph g
    -- the UTC day, so that it does not depend on the time zone of the session
    CROSS JOIN (SELECT date_trunc('day', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AS begins) today
    LEFT JOIN LATERAL (
        SELECT r.started_at
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode = 'nightly' AND r.status IN ('done', 'undone', 'skipped')
        ORDER BY r.started_at DESC LIMIT 1
    ) good ON true
    LEFT JOIN LATERAL (
        SELECT
            r.started_at,
            r.finished_at,
            r.status,
            r.message,
            r.edges_created,
            r.edges_updated,
            r.edges_pruned,
            coalesce(r.processing_time, extract(EPOCH FROM coalesce(r.finished_at, now()) - r.started_at)) AS duration,
            r.pruned_share
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode = 'nightly'
        ORDER BY r.started_at DESC LIMIT 1
    ) latest ON true
    CROSS JOIN LATERAL (
        SELECT ceil(extract(EPOCH FROM max(r.started_at) - now()) / 86400) + 1 AS days
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode = 'nightly' AND r.started_at > now() + interval '1 hour'
    ) ahead
    CROSS JOIN LATERAL (
        SELECT
            count(*) AS failures,
            min(coalesce(r.finished_at, r.started_at)) AS since,
            (array_agg(coalesce(r.error, 'the session ended') ORDER BY r.started_at DESC))[1] AS error
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode = 'nightly' AND r.started_at > coalesce(good.started_at, '-infinity')
            AND (r.status IN ('failed', 'killed') OR r.status = 'running' AND NOT EXISTS (
                SELECT FROM pg_catalog.pg_stat_activity p
                WHERE p.pid = r.backend_pid AND coalesce(p.backend_start <= r.started_at, true)))
    ) failed_nightly
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE r.status IN ('failed', 'killed')) AS failures,
            min(r.started_at) FILTER (WHERE r.status IN ('failed', 'killed')) AS since,
            (array_agg(r.error ORDER BY r.started_at DESC) FILTER (WHERE r.status IN ('failed', 'killed')))[1] AS error
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode <> 'nightly' AND r.started_at > now() - interval '24 hours'
    ) failed
    CROSS JOIN LATERAL (
        SELECT min(r.started_at) AS since
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.status = 'running'
    ) running
    CROSS JOIN LATERAL (
        SELECT
            percentile_cont(0.95) WITHIN GROUP (ORDER BY r.processing_time) AS p95,
            min(r.started_at) FILTER (WHERE r.processing_time > 10) AS since
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode = 'incremental' AND r.started_at > now() - interval '1 hour'
    ) incremental
    CROSS JOIN LATERAL (
        SELECT
            count(*) FILTER (WHERE r.mode = 'nightly') AS nightlies,
            coalesce(sum(r.edges_created), 0) AS created,
            coalesce(sum(r.edges_updated), 0) AS reinforced,
            coalesce(sum(r.edges_pruned), 0) AS pruned,
            count(*) AS runs,
            count(*) FILTER (WHERE r.status IN ('failed', 'killed')) AS failures
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode <> 'undo' AND r.status NOT IN ('undone', 'dry_run')
            AND r.started_at >= today.begins - interval '1 day' AND r.started_at < today.begins
    ) yesterday
    LEFT JOIN LATERAL (
        SELECT
            s.spent_today,
            s.paused_reason,
            s.rests_until,
            s.due,
            s.ready,
            s.dead,
            s.oldest_ready,
            current_date - s.price_checked_on AS price_age,
            extract(EPOCH FROM now() - s.oldest_ready) / 3600 AS oldest_age,
            CASE WHEN s.due > 0 AND s.paused_reason IS NULL THEN greatest(
                (SELECT min(j.run_after) FROM relationship_engine.llm_job j
                WHERE j.graph_id = g.id AND j.state = 'ready'),
                (SELECT max(c.created_at) FROM relationship_engine.llm_call c WHERE c.graph_id = g.id)) END
                    AS idle_since
        FROM relationship_engine.llm_status s
        WHERE s.graph_id = g.id AND EXISTS (
            SELECT FROM relationship_engine.strategy_setting t
            WHERE t.graph_id = g.id AND t.strategy = 'semantic' AND t.mode <> 'off')
    ) llm ON true
    CROSS JOIN LATERAL (
        SELECT
            count(*) AS demotions,
            max(x.demoted_at) AS since,
            string_agg(DISTINCT concat_ws(' rule ', x.strategy, x.rule_id), ', ') AS who
        FROM relationship_engine.demotion x
        LEFT JOIN relationship_engine.strategy_setting w ON x.graph_id = w.graph_id AND x.strategy = w.strategy
        LEFT JOIN relationship_engine.pattern_rule r ON x.graph_id = r.graph_id AND x.rule_id = r.id
        WHERE x.graph_id = g.id AND CASE WHEN x.rule_id IS NULL THEN w.mode = 'shadow' ELSE r.shadow END
    ) demoted
    CROSS JOIN LATERAL (
        VALUES
        (
            'run_failed', 'critical', failed.failures::double precision, 0::double precision, 'runs', failed.since,
            failed.error,
            'SELECT * FROM relationship_engine.run WHERE status = ''failed'' ORDER BY started_at DESC lists them. The '
            'next nightly run reads the missed rows; UPDATE relationship_engine.graph SET mode = ''off'' stops the '
            'engine.'
        ),
        (
            'run_hangs', 'critical', extract(EPOCH FROM now() - running.since)::double precision, 3600, 'seconds',
            running.since, NULL,
            'SELECT pid, state, wait_event, query FROM pg_stat_activity shows what it waits for; '
            'pg_terminate_backend(pid) ends it, and the next nightly run continues from there.'
        ),
        (
            'nightly_failed', 'critical', failed_nightly.failures, 0, 'nightlies', failed_nightly.since,
            failed_nightly.error,
            'See the error in relationship_engine.run_step, fix its cause, and CALL relationship_engine.run_nightly(): '
            'it reads everything that was missed.'
        ),
        (
            'nightly_missed', 'critical',
            CASE WHEN EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = g.id)
                THEN extract(EPOCH FROM now() - coalesce(latest.started_at, g.created_at)) / 3600 END,
            26, 'hours', NULL, NULL,
            'Check the scheduler (relationship-engine doctor; SELECT * FROM cron.job_run_details), then '
            'CALL relationship_engine.run_nightly(): it catches up the missed nights.'
        ),
        (
            'clock_ahead', 'warning', greatest(g.decay_date - current_date, ahead.days), 1, 'days', NULL, NULL,
            'Nothing decays until that day. SELECT * FROM relationship_engine.doctor() shows how to correct the clock. '
            'Nights that were simulated on purpose need no action.'
        ),
        (
            'incremental_slow', 'warning', incremental.p95, 10, 'seconds', incremental.since, NULL,
            'relationship_engine.run_step shows which strategy takes the time: '
            'UPDATE relationship_engine.strategy_setting SET incremental = false leaves it to the nightly run. '
            'Run ANALYZE after large loads.'
        ),
        (
            'nightly_slow', 'warning', latest.duration, 120, 'seconds', latest.started_at, NULL,
            'relationship_engine.run_step shows which strategy takes the time: switch it off in strategy_setting, or '
            'make graph.nightly_window shorter.'
        ),
        (
            'pruned_too_many', 'warning', latest.pruned_share, 0.1, 'share',
                coalesce(latest.finished_at, latest.started_at),
            latest.message,
            'SELECT relationship_engine.undo_run(run) restores them. Then lower graph.prune_threshold or move '
            'decay_factor closer to 1. If pruning was refused, nothing is lost: raise graph.prune_guard to allow it.'
        ),
        (
            'strategy_demoted', 'warning', demoted.demotions, 0, 'demotions', demoted.since,
            format('switched to shadow because of reviews: %s', demoted.who),
            'relationship_engine.demotion and strategy_precision show why. Fix the rule or the strategy, and activate '
            'it again: only new verdicts count from then on.'
        ),
        (
            'llm_costly', 'warning', llm.spent_today::double precision, 10, 'USD', NULL, NULL,
            'relationship-engine cost shows the details; graph.llm_daily_budget limits it per graph and day.'
        ),
        (
            'llm_resting', 'warning', (llm.paused_reason IS NOT NULL)::integer, 0, 'reasons', NULL,
            llm.paused_reason || coalesce(format(', until %s', llm.rests_until), ''),
            'Everything else continues, and the jobs wait. relationship-engine worker status shows details. Provide a '
            'key, a price in llm_price or a larger graph.llm_daily_budget.'
        ),
        (
            'llm_worker_missing', 'warning', extract(EPOCH FROM now() - llm.idle_since) / 60, 15, 'minutes',
                llm.idle_since,
            format('%s jobs are due, and no worker has claimed one', llm.due),
            'Start a worker as a service: relationship-engine worker run.'
        ),
        (
            'llm_queue_old', 'warning', llm.oldest_age, 48, 'hours', llm.oldest_ready,
            format('%s jobs are ready', llm.ready),
            'relationship-engine worker status shows the queue. More workers, a larger graph.llm_daily_budget or '
                'batches '
            '(relationship-engine worker batch-submit) shorten it.'
        ),
        (
            'llm_jobs_dead', 'warning', llm.dead, 0, 'jobs', NULL, NULL,
            'SELECT id, error_code, error FROM relationship_engine.llm_job WHERE state = ''dead'' shows why; '
            'relationship_engine.retry_dead_llm_jobs() tries them again.'
        ),
        (
            'llm_price_old', 'warning', llm.price_age, 90, 'days', NULL, NULL,
            'Compare relationship_engine.llm_price with its source: insert a row if a price has changed, and set '
            'checked_on.'
        ),
        (
            'nightly_started', 'info', (latest.started_at > now() - interval '24 hours')::integer, 0, 'nightlies',
            latest.started_at, NULL, 'Nothing to do.'
        ),
        (
            'nightly_completed', 'info',
            (latest.finished_at > now() - interval '24 hours' AND latest.status IN ('done', 'failed'))::integer, 0,
                'nightlies',
            latest.finished_at,
            format(
                '%s: %s edges created, %s reinforced, %s pruned in %s seconds', latest.status, latest.edges_created,
                latest.edges_updated, latest.edges_pruned, round(latest.duration::numeric, 1)),
            'Nothing to do.'
        ),
        (
            'daily_summary', 'info', least(yesterday.runs, 1), 0, 'days', today.begins,
            format(
                '%s: %s edges created, %s reinforced, %s pruned; %s runs, %s failed',
                    (today.begins AT TIME ZONE 'UTC')::date - 1, yesterday.created,
                yesterday.reinforced, yesterday.pruned, yesterday.runs, yesterday.failures),
            'relationship-engine summary shows details.'
        )
    ) AS a (alert, severity, value, bound, unit, since, message, remedy)
    WHERE g.id > 0 AND g.mode <> 'off'
    UNION ALL
    SELECT d.graph_id, d.alert, d.severity, d.value, d.bound, d.unit, d.since, d.message, d.remedy
    FROM (
        SELECT
            count(*) FILTER (WHERE p.backend_type = 'client backend')::double precision
            / current_setting('max_connections')::integer AS connections,
            max(extract(EPOCH FROM clock_timestamp() - p.query_start)) FILTER (
                WHERE p.state = 'active' AND p.datname = current_database() AND p.backend_type = 'client backend'
                AND p.pid <> pg_backend_pid()
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.run r WHERE r.status = 'running' AND r.backend_pid = p.pid))
                        AS slowest
        FROM pg_catalog.pg_stat_activity p
    ) b
    -- not for roles that may see only some graphs
    INNER JOIN relationship_engine.graph template ON template.id = 0
    CROSS JOIN LATERAL (
        VALUES
        (
            0::bigint, 'database_full', 'critical', b.connections, 0.9, 'share', NULL::timestamptz,
            format('%s of the connections are in use', round((100 * b.connections)::numeric) || ' %'),
            'SELECT usename, application_name, count(*) FROM pg_stat_activity GROUP BY 1, 2 shows their owners. '
            'Put a connection pooler in front of the database, or raise max_connections.'
        ),
        (
            0, 'database_slow', 'warning', b.slowest, 60, 'seconds', NULL, NULL,
            'SELECT pid, pg_blocking_pids(pid), query FROM pg_stat_activity WHERE state = ''active'' shows the '
            'statement and what blocks it; pg_cancel_backend(pid) ends it.'
        )
    ) AS d (graph_id, alert, severity, value, bound, unit, since, message, remedy)
) m
LEFT JOIN relationship_engine.alert_setting s ON m.graph_id = s.graph_id AND m.alert = s.alert
LEFT JOIN relationship_engine.alert_state t ON m.graph_id = t.graph_id AND m.alert = t.alert
WHERE coalesce(s.is_enabled, true);
COMMENT ON VIEW relationship_engine.alert IS
'Each alert of each graph (graph 0: the whole database), measured when queried. An alert fires while value > bound; '
'alert_setting changes bounds.';
COMMENT ON COLUMN relationship_engine.alert.value IS 'The measured value; null: not enough data.';
COMMENT ON COLUMN relationship_engine.alert.since IS
'Since when the alert fires, as far as refresh_alerts() or the run log can tell; null: it does not fire.';
COMMENT ON COLUMN relationship_engine.alert.remedy IS 'What to do about it.';
