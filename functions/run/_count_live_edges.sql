CREATE OR REPLACE FUNCTION relationship_engine._count_live_edges(p_graph_id bigint)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_count bigint;
    v_plan json;
BEGIN
    SELECT count(*) INTO v_count
    FROM (
        SELECT FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL LIMIT 10001
    ) l;
    IF v_count > 10000 THEN
        EXECUTE format(
            'EXPLAIN (FORMAT JSON) SELECT FROM relationship_engine.edge_store e '
            'WHERE e.graph_id = %s AND e.pruned_by_run IS NULL', p_graph_id) INTO v_plan;
        v_count := greatest(10000, (v_plan -> 0 -> 'Plan' ->> 'Plan Rows')::bigint);
    END IF;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine._count_live_edges(bigint) IS
'Live edges of a graph: exact up to 10,000, the planner''s estimate above, because counting a large graph costs more '
'than its whole night.';
