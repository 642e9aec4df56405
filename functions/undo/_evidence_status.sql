CREATE OR REPLACE FUNCTION relationship_engine._evidence_status(p_graph_id bigint, p_edges relationship_engine.edge_key [])
RETURNS TABLE (
    from_id uuid,
    to_id uuid,
    kind text,
    strategy text,
    context text,
    run_id uuid,
    is_in boolean,
    counts boolean,
    retracted_by uuid
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH found AS MATERIALIZED (
        SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id, v.is_exclusive, v.observed_at,
            true AS is_in, NULL::uuid AS retracted_by
        FROM unnest(p_edges) k
        JOIN relationship_engine.evidence v
            ON v.graph_id = p_graph_id AND v.from_id = k.from_id AND v.to_id = k.to_id AND v.kind = k.kind
        UNION ALL
        SELECT r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id, r.is_exclusive, r.observed_at,
            false, r.retracted_by
        FROM unnest(p_edges) k
        JOIN relationship_engine.retraction r
            ON r.graph_id = p_graph_id AND r.from_id = k.from_id AND r.to_id = k.to_id AND r.kind = k.kind
    ), known AS (
        SELECT f.*,
            EXISTS (
                SELECT FROM relationship_engine.run u
                WHERE u.graph_id = p_graph_id AND u.id = f.run_id AND u.status = 'undone') AS is_undone,
            -- readings of one thing as different things; text, because min(uuid) is younger than PostgreSQL 15
            min(f.to_id::text) FILTER (WHERE f.is_exclusive) OVER reading
                <> max(f.to_id::text) FILTER (WHERE f.is_exclusive) OVER reading AS is_contested
        FROM found f
        WINDOW reading AS (PARTITION BY f.from_id, f.kind, f.strategy)
    ), read AS (
        SELECT k.*,
            array_agg(k.to_id) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS to_ids,
            array_agg(k.run_id) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS run_ids,
            array_agg(k.observed_at) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS times,
            array_agg(k.is_exclusive) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS exclusives
        FROM known k
        WINDOW reading AS (PARTITION BY k.from_id, k.kind, k.strategy)
    ), judged AS (
        SELECT r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id, r.observed_at, r.is_in, r.is_undone,
            coalesce(
                CASE WHEN r.is_exclusive AND r.is_contested THEN (
                    -- the first later reading as another thing, unless it was read as this one too
                    SELECT o.run_id
                    FROM unnest(r.to_ids, r.run_ids, r.times, r.exclusives) AS o (to_id, run_id, observed_at, is_exclusive)
                    WHERE o.is_exclusive AND o.to_id <> r.to_id AND o.observed_at > r.observed_at
                        AND NOT EXISTS (
                            SELECT FROM unnest(r.to_ids, r.times) AS s (to_id, observed_at)
                            WHERE s.to_id = r.to_id AND s.observed_at = o.observed_at)
                    ORDER BY o.observed_at, o.run_id
                    LIMIT 1
                ) END,
                (
                    SELECT x.run_id
                    FROM relationship_engine.rejection x
                    LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = x.run_id
                    WHERE x.graph_id = p_graph_id AND x.from_id = r.from_id AND x.to_id = r.to_id AND x.kind = r.kind
                        AND x.strategy = r.strategy AND x.context = r.context AND u.status IS DISTINCT FROM 'undone'
                    ORDER BY x.rejected_at, x.run_id
                    LIMIT 1
                ),
                -- a reading that is gone for good still took its place
                CASE WHEN r.retracted_by <> r.run_id AND NOT EXISTS (
                    SELECT FROM relationship_engine.run u
                    WHERE u.graph_id = p_graph_id AND u.id = r.retracted_by AND u.status = 'undone')
                THEN r.retracted_by END
            ) AS taken_by
        FROM read r
    )
    SELECT j.from_id, j.to_id, j.kind, j.strategy, j.context, j.run_id, j.is_in,
        NOT j.is_undone AND j.taken_by IS NULL AND row_number() OVER (
            PARTITION BY j.from_id, j.to_id, j.kind, j.strategy, j.context, j.is_undone OR j.taken_by IS NOT NULL
            ORDER BY j.observed_at, j.run_id) = 1,
        CASE WHEN j.is_undone THEN j.run_id ELSE coalesce(j.taken_by, j.run_id) END
    FROM judged j
$function$;

COMMENT ON FUNCTION relationship_engine._evidence_status(bigint, relationship_engine.edge_key []) IS
'All finds of evidence of the given edges, those in evidence (is_in) and those aside, and whether each counts: while its '
'run is not undone, no later reading has its place, nobody rejected it, and it is the oldest such '
'find of its observation. Else retracted_by says why not. So what counts depends on which runs are undone, not on the '
'order in which they were.';
