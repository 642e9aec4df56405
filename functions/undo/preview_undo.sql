CREATE OR REPLACE FUNCTION relationship_engine.preview_undo(p_run_id uuid)
RETURNS TABLE (
    change text,
    edge_id uuid,
    from_id uuid,
    to_id uuid,
    kind text,
    weight_before double precision,
    weight_after double precision
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_undo record;
    v_ids uuid[];
    v_weights double precision[];
BEGIN
    BEGIN
        SELECT * INTO v_undo FROM relationship_engine._toggle_undo(p_run_id, true);
        SELECT array_agg(e.id), array_agg(exp(greatest(e.log_weight - e.rate * g.decay_clock, -700)))
            INTO v_ids, v_weights
        FROM unnest(v_undo.edges) k
        JOIN relationship_engine.edge_store e
            ON e.graph_id = v_undo.graph_id AND e.from_id = k.from_id AND e.to_id = k.to_id AND e.kind = k.kind
        JOIN relationship_engine.graph g ON g.id = v_undo.graph_id
        WHERE e.pruned_by_run IS NULL;
        RAISE EXCEPTION 'dry run' USING ERRCODE = 'RE000';
    EXCEPTION WHEN SQLSTATE 'RE000' THEN
        NULL;
    END;
    RETURN QUERY
    SELECT CASE WHEN a.weight IS NULL THEN 'removed' WHEN b.weight IS NULL THEN 'returned' ELSE 'changed' END,
        k.id, k.from_id, k.to_id, k.kind, b.weight, a.weight
    FROM (
        SELECT DISTINCT k.from_id, k.to_id, k.kind,
            relationship_engine.edge_id(v_undo.graph_id, k.from_id, k.to_id, k.kind) AS id
        FROM unnest(v_undo.edges) k
    ) k
    LEFT JOIN (
        SELECT e.id, exp(greatest(e.log_weight - e.rate * g.decay_clock, -700)) AS weight
        FROM relationship_engine.edge_store e
        JOIN relationship_engine.graph g ON g.id = v_undo.graph_id
        WHERE e.graph_id = v_undo.graph_id AND e.pruned_by_run IS NULL
    ) b ON b.id = k.id
    LEFT JOIN unnest(v_ids, v_weights) AS a (id, weight) ON a.id = k.id
    WHERE a.weight IS DISTINCT FROM b.weight
    ORDER BY 1 DESC, k.from_id, k.to_id, k.kind;
END
$function$;

COMMENT ON FUNCTION relationship_engine.preview_undo(uuid) IS
'Returns the live edges that undo_run() of a run would remove, restore or change, with their weights before and '
'after. A decay step changes the weights of all edges; only edges that were learned after it or change otherwise are '
'listed. It undoes the run and rolls that back, so it takes as long. Errors: see undo_run.';
