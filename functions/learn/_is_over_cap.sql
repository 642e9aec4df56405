CREATE OR REPLACE FUNCTION relationship_engine._is_over_cap(
    p_graph_id bigint, p_from_id uuid, p_to_id uuid, p_kind text, p_strategy text, p_cap integer, p_rank bigint
)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_edges bigint;
BEGIN
    IF p_cap IS NULL THEN
        RETURN false;
    END IF;
    SELECT count(*) INTO v_edges
    FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.from_id = p_from_id AND e.pruned_by_run IS NULL
        AND p_strategy = ANY (e.strategies);
    RETURN v_edges + p_rank > p_cap
        AND NOT EXISTS (  -- a cap holds off new edges, not reinforcement
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = p_from_id AND e.to_id = p_to_id AND e.kind = p_kind);
END
$function$;

COMMENT ON FUNCTION relationship_engine._is_over_cap(bigint, uuid, uuid, text, text, integer, bigint) IS
'Whether a new edge, the p_rank-th of its strategy that this call would lead away from p_from_id, exceeds the cap.';
