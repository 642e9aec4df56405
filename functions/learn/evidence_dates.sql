CREATE OR REPLACE FUNCTION relationship_engine.evidence_dates(p_graph_id bigint, p_edge_ids uuid [])
RETURNS TABLE (
    from_id uuid, to_id uuid, kind text, strategy text, context text, run_id uuid, step_no integer,
    observed_at timestamptz
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH replayed AS MATERIALIZED (
        -- the nights of a backfill: what was learned before it without a date is of its end
        SELECT max(d.step_no) AS step_no, min(d.passed_at) AS began
        FROM relationship_engine.decay_step d
        JOIN relationship_engine.run r ON r.graph_id = p_graph_id AND r.id = d.run_id AND r.mode = 'backfill'
        WHERE d.graph_id = p_graph_id AND d.undone_by IS NULL
    ), dated AS (
        SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id, v.step_no AS old_step_no,
            v.observed_at AS old_observed_at,
            CASE
                WHEN o.occurred_at IS NOT NULL THEN coalesce(s.step_no, 0)
                WHEN v.step_no = 0 AND v.learned_at <= r.began THEN r.step_no
                ELSE v.step_no END AS step_no,
            coalesce(o.occurred_at, v.observed_at) AS observed_at
        FROM relationship_engine.evidence v
        CROSS JOIN replayed r
        LEFT JOIN relationship_engine.raw_events o
            ON o.graph_id = p_graph_id AND o.id = v.event_id AND isfinite(o.occurred_at)
            AND o.occurred_at <= v.learned_at
        LEFT JOIN LATERAL (
            SELECT d.step_no FROM relationship_engine.decay_step d
            WHERE d.graph_id = p_graph_id AND d.undone_by IS NULL
                AND d.night < (o.occurred_at AT TIME ZONE 'UTC')::date
            ORDER BY d.night DESC LIMIT 1
        ) s ON true
        WHERE v.graph_id = p_graph_id AND (
            p_edge_ids IS NULL
            OR relationship_engine.edge_id(p_graph_id, v.from_id, v.to_id, v.kind) = ANY (p_edge_ids))
    )
    SELECT d.from_id, d.to_id, d.kind, d.strategy, d.context, d.run_id, d.step_no, d.observed_at
    FROM dated d
    WHERE (d.step_no, d.observed_at) IS DISTINCT FROM (d.old_step_no, d.old_observed_at)
$function$;

COMMENT ON FUNCTION relationship_engine.evidence_dates(bigint, uuid []) IS
'Building block: the evidence (of the given edges; null: of all) whose decay step or time is not that of its event, '
'with the right one: the last step in force before the day of the event, and when the event occurred. Evidence '
'without an event that is older than the nights of a backfill has the last of these.';
