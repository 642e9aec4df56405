CREATE OR REPLACE FUNCTION relationship_engine.next_llm_job_at(p_graph_id bigint DEFAULT NULL)
RETURNS timestamptz
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN (
        SELECT nullif(
            min(greatest(j.due, (
                SELECT max(p.paused_until) FROM relationship_engine.llm_provider p WHERE p.graph_id IN (0, g.id)))
            ) FILTER (WHERE j.due IS NOT NULL), 'infinity')
        FROM relationship_engine.graph g
        JOIN relationship_engine.strategy_setting s ON s.graph_id = g.id AND s.strategy = 'semantic' AND s.mode <> 'off'
        CROSS JOIN LATERAL (
            SELECT min(r.run_after) AS due
            FROM generate_series(1, -1, -1) AS p (priority)
            CROSS JOIN LATERAL (
                SELECT j.run_after FROM relationship_engine.llm_job j
                WHERE j.graph_id = g.id AND j.state = 'ready' AND j.priority = p.priority
                ORDER BY j.run_after LIMIT 1
            ) r
            UNION ALL
            SELECT min(j.lease_until) FROM relationship_engine.llm_job j WHERE j.graph_id = g.id AND j.state = 'leased'
        ) j
        WHERE g.mode <> 'off' AND g.llm_daily_budget > 0 AND (p_graph_id IS NULL OR g.id = p_graph_id));
END
$function$;

COMMENT ON FUNCTION relationship_engine.next_llm_job_at(bigint) IS
'Returns when a worker of a graph, or of all graphs (null), may find its next job: the earliest time at which a job '
'is ready or a lease expires, but not before the end of a pause. Null if nothing waits or the pause has no end. The '
'budget is not considered.';
