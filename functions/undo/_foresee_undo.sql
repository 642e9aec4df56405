CREATE OR REPLACE FUNCTION relationship_engine._foresee_undo(p_run_id uuid)
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
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run record;
    v_undo record;
    v_after jsonb;
BEGIN
    SELECT * INTO v_run FROM relationship_engine._undo_target(p_run_id);
    IF v_run.mode <> 'merge' THEN
        RETURN QUERY
        SELECT *
        FROM relationship_engine.undo_effect(
            v_run.graph_id, CASE WHEN v_run.is_undo THEN ARRAY[v_run.run_id] ELSE '{}' END,
            CASE WHEN v_run.is_undo THEN '{}' ELSE ARRAY[v_run.run_id] END);
        RETURN;
    ELSIF current_setting('transaction_read_only')::boolean THEN
        RAISE EXCEPTION 'the effect of the undo of a merge cannot be told in a read-only transaction'
        USING ERRCODE = 'read_only_sql_transaction',
            HINT = 'It is tried and taken back: ask in a transaction that may write, on the primary server.';
    END IF;

    -- A merge moves rows between entities, which no reading derives: it is tried, read and taken back.
    BEGIN
        SELECT * INTO v_undo FROM relationship_engine._toggle_undo(p_run_id, true);
        v_after := (
            SELECT jsonb_agg(jsonb_build_object(
                'id', e.id, 'from_id', k.from_id, 'to_id', k.to_id, 'kind', k.kind,
                'is_live', e.id IS NOT NULL AND e.pruned_by_run IS NULL,
                'weight', exp(greatest(e.log_weight - e.rate * g.decay_clock, -700))))
            FROM (SELECT DISTINCT k.from_id, k.to_id, k.kind FROM unnest(v_undo.edges) k) k
            JOIN relationship_engine.graph g ON g.id = v_run.graph_id
            LEFT JOIN relationship_engine.edge_store e
                ON e.graph_id = g.id AND e.from_id = k.from_id AND e.to_id = k.to_id AND e.kind = k.kind);
        RAISE EXCEPTION USING ERRCODE = 'RE000', MESSAGE = 'taken back';
    EXCEPTION WHEN SQLSTATE 'RE000' THEN
        NULL;
    END;
    RETURN QUERY
    SELECT coalesce(b.id, x.id), x.from_id, x.to_id, x.kind, true, b.id IS NOT NULL AND b.pruned_by_run IS NULL,
        x.is_live,
        exp(greatest(b.log_weight - b.rate * g.decay_clock, -700)), x.weight
    FROM jsonb_to_recordset(v_after)
        AS x (id uuid, from_id uuid, to_id uuid, kind text, is_live boolean, weight double precision)
    JOIN relationship_engine.graph g ON g.id = v_run.graph_id
    LEFT JOIN relationship_engine.edge_store b
        ON b.graph_id = g.id AND b.from_id = x.from_id AND b.to_id = x.to_id AND b.kind = x.kind
    WHERE b.id IS NOT NULL OR x.id IS NOT NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._foresee_undo(uuid) IS
'Returns what undo_run() of a run would make of the edges that it touched; columns as of undo_effect(). Only reads, '
'except for a merge, which it tries and takes back. Errors: see undo_run; read_only_sql_transaction for a merge.';
