CREATE OR REPLACE FUNCTION relationship_engine.summarize_day(p_day date DEFAULT NULL)
RETURNS TABLE (
    graph_id bigint,
    name text,
    mode text,
    day date,
    events bigint,
    edges_created bigint,
    edges_reinforced bigint,
    edges_pruned bigint,
    runs bigint,
    failed_runs bigint,
    incremental_p95 double precision,
    nightly_seconds double precision,
    nightly_status text,
    llm_cost double precision
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    v_day date := coalesce(p_day, (now() AT TIME ZONE 'UTC')::date - 1);
    v_begins timestamptz := v_day::timestamp AT TIME ZONE 'UTC';
    v_ends timestamptz := (v_day + 1)::timestamp AT TIME ZONE 'UTC';
BEGIN
    RETURN QUERY
    SELECT g.id, g.name, g.mode, v_day,
        (SELECT count(*) FROM relationship_engine.raw_events e
        WHERE e.graph_id = g.id AND e.created_at >= v_begins AND e.created_at < v_ends),
        d.*,
        coalesce((
            SELECT l.spent FROM relationship_engine.llm_day l WHERE l.graph_id = g.id AND l.day = v_day),
                0)::double precision
    FROM relationship_engine.graph g
    CROSS JOIN LATERAL (
        SELECT
            coalesce(sum(r.edges_created), 0)::bigint,
            coalesce(sum(r.edges_updated), 0)::bigint,
            coalesce(sum(r.edges_pruned), 0)::bigint,
            count(*),
            count(*) FILTER (WHERE r.status IN ('failed', 'killed')),
            percentile_cont(0.95) WITHIN GROUP (ORDER BY r.processing_time) FILTER (WHERE r.mode = 'incremental'),
            max(r.processing_time) FILTER (WHERE r.mode = 'nightly'),
            (array_agg(r.status ORDER BY r.started_at DESC) FILTER (WHERE r.mode = 'nightly'))[1]
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode <> 'undo' AND r.status NOT IN ('undone', 'dry_run')
            AND r.started_at >= v_begins AND r.started_at < v_ends
    ) d
    WHERE g.id > 0
    ORDER BY g.id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.summarize_day(date) IS
'Summarizes a day (UTC; null: yesterday) per graph from the run log: new events; edges created, reinforced and '
'pruned, without undone runs; runs and failed runs; seconds of incremental runs (95th percentile) and of the nightly '
'run; USD spent on model calls.';
