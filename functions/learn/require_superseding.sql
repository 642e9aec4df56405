CREATE OR REPLACE FUNCTION relationship_engine.require_superseding(p_graph_id bigint, p_superseded bigint)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_live bigint;
    v_guard double precision;
BEGIN
    IF p_superseded < 100 THEN
        RETURN;
    END IF;
    SELECT g.prune_guard, (
        SELECT count(*) FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL)
    INTO v_guard, v_live
    FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF p_superseded > v_guard * v_live THEN
        RAISE EXCEPTION 'learning refused: % of % live edges would be replaced by other readings, the guard allows '
            '% %%',
            p_superseded, v_live, round((100 * v_guard)::numeric, 1)
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'If the change of rules is intended, raise graph.prune_guard for one run; preview_run() lists '
                'the edges.';
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.require_superseding(bigint, bigint) IS
'Building block: refuses that a run replaces the evidence of so many edges: 100 or more, and more than '
'graph.prune_guard of the live edges. A changed rule may replace most readings. Errors: '
'object_not_in_prerequisite_state.';
