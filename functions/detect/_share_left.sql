CREATE OR REPLACE FUNCTION relationship_engine._share_left(
    p_graph_id bigint, p_strategy text, p_share double precision, p_candidates bigint
)
RETURNS double precision
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_own bigint;
    v_live bigint;
BEGIN
    SELECT count(*) INTO v_own
    FROM relationship_engine.edge_store e  -- its partial index does without the table
    WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL AND e.is_inferred AND e.strategies = ARRAY[p_strategy];
    -- no more than it takes to admit all candidates
    SELECT count(*) INTO v_live
    FROM (
        SELECT FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
        LIMIT CASE WHEN p_share > 0 THEN ceil((v_own + p_candidates) / p_share) + 1 ELSE v_own + 1 END
    ) l;
    RETURN CASE
        WHEN v_live = v_own THEN 'infinity'
        ELSE greatest(0, floor((p_share * v_live - v_own) / (1 - p_share))) END;
END
$function$;

COMMENT ON FUNCTION relationship_engine._share_left(bigint, text, double precision, bigint) IS
'How many edges an inferring strategy may add so that those that it alone found stay within a share (below 1) of the '
'live edges of a graph. A graph that has only such edges has no limit.';
