CREATE OR REPLACE FUNCTION relationship_engine._settled_evidence(
    p_graph_id bigint, p_edges relationship_engine.edge_key [], p_undone uuid [], p_redone uuid []
)
RETURNS TABLE (
    from_id uuid, to_id uuid, kind text, strategy text, context text, run_id uuid, retracted_by uuid
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH known AS MATERIALIZED (
        SELECT v.from_id, v.to_id, v.kind, v.strategy, v.context, v.run_id, v.is_exclusive, v.learned_at,
            v.retracted_by,
            v.is_erased, v.withdrawn_by,
            EXISTS (
                SELECT FROM relationship_engine.run u
                WHERE u.graph_id = p_graph_id AND u.id = v.run_id
                    AND (u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone)) AS is_undone,
            -- readings of one thing as different things; text, because min(uuid) is younger than PostgreSQL 15
            min(v.to_id::text) FILTER (WHERE v.is_exclusive) OVER reading
                <> max(v.to_id::text) FILTER (WHERE v.is_exclusive) OVER reading AS is_contested
        FROM (SELECT DISTINCT k.from_id, k.to_id, k.kind FROM unnest(p_edges) k) k
        JOIN relationship_engine.evidence v
            ON v.graph_id = p_graph_id AND v.from_id = k.from_id AND v.to_id = k.to_id AND v.kind = k.kind
        WINDOW reading AS (PARTITION BY v.from_id, v.kind, v.strategy)
    ), readings AS (
        SELECT k.*,
            array_agg(k.to_id) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS to_ids,
            array_agg(k.run_id) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS run_ids,
            array_agg(k.learned_at) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS times,
            array_agg(k.is_exclusive) FILTER (WHERE k.is_contested AND NOT k.is_undone) OVER reading AS exclusives
        FROM known k
        WINDOW reading AS (PARTITION BY k.from_id, k.kind, k.strategy)
    ), judged AS (
        SELECT r.from_id, r.to_id, r.kind, r.strategy, r.context, r.run_id, r.learned_at, r.is_undone,
            coalesce(
                CASE WHEN r.is_erased OR NOT EXISTS (
                    SELECT FROM relationship_engine.run u
                    WHERE u.graph_id = p_graph_id AND u.id = r.withdrawn_by
                        AND (u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone))
                THEN r.withdrawn_by END,
                CASE WHEN r.is_exclusive AND r.is_contested THEN (
                    -- the first later reading as another thing, unless it was read as this one too
                    SELECT o.run_id
                    FROM unnest(r.to_ids, r.run_ids, r.times, r.exclusives)
                        AS o (to_id, run_id, learned_at, is_exclusive)
                    WHERE o.is_exclusive AND o.to_id <> r.to_id AND o.learned_at > r.learned_at
                        AND NOT EXISTS (
                            SELECT FROM unnest(r.to_ids, r.times) AS s (to_id, learned_at)
                            WHERE s.to_id = r.to_id AND s.learned_at = o.learned_at)
                    ORDER BY o.learned_at, o.run_id
                    LIMIT 1
                ) END,
                (
                    SELECT x.run_id
                    FROM relationship_engine.rejection x
                    LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = x.run_id
                    WHERE x.graph_id = p_graph_id AND x.from_id = r.from_id AND x.to_id = r.to_id AND x.kind = r.kind
                        AND x.strategy = r.strategy AND x.context = r.context AND NOT coalesce(
                            (u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone), false)
                    ORDER BY x.rejected_at, x.run_id
                    LIMIT 1
                ),
                -- a reading that is gone for good still took its place
                CASE WHEN r.retracted_by <> r.run_id AND NOT EXISTS (
                    SELECT FROM relationship_engine.run u
                    WHERE u.graph_id = p_graph_id AND u.id = r.retracted_by
                        AND (u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone))
                THEN r.retracted_by END
            ) AS superseded_by
        FROM readings r
    ), settled AS (
        SELECT j.from_id, j.to_id, j.kind, j.strategy, j.context, j.run_id,
            CASE
                WHEN j.is_undone THEN j.run_id
                WHEN j.superseded_by IS NOT NULL THEN j.superseded_by
                WHEN row_number() OVER (
                    PARTITION BY j.from_id, j.to_id, j.kind, j.strategy, j.context,
                        j.is_undone OR j.superseded_by IS NOT NULL
                    ORDER BY j.learned_at, j.run_id) > 1 THEN j.run_id
            END AS retracted_by
        FROM judged j
    )
    SELECT s.from_id, s.to_id, s.kind, s.strategy, s.context, s.run_id, s.retracted_by FROM settled s
$function$;

COMMENT ON FUNCTION relationship_engine._settled_evidence(
    bigint, relationship_engine.edge_key [], uuid [], uuid []) IS
'Returns all evidence of the given edges with the run that retracts it (null: it counts), as if the runs p_undone were '
'undone and the runs p_redone were not.';
