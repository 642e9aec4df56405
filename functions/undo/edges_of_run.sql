CREATE OR REPLACE FUNCTION relationship_engine.edges_of_run(p_graph_id bigint, p_run_id uuid)
RETURNS relationship_engine.edge_key []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH touched AS MATERIALIZED (
        SELECT v.from_id, v.to_id, v.kind FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.run_id = p_run_id
        UNION
        SELECT v.from_id, v.to_id, v.kind FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.retracted_by = p_run_id
        UNION
        SELECT v.from_id, v.to_id, v.kind FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.withdrawn_by = p_run_id
        UNION
        SELECT s.from_id, s.to_id, s.kind FROM relationship_engine.scaling s
        WHERE s.graph_id = p_graph_id AND s.scaled_by = p_run_id
        UNION
        SELECT x.from_id, x.to_id, x.kind FROM relationship_engine.rejection x
        WHERE x.graph_id = p_graph_id AND x.run_id = p_run_id
        UNION
        SELECT p.from_id, p.to_id, p.kind FROM relationship_engine.pruning p
        WHERE p.graph_id = p_graph_id AND p.run_id = p_run_id
        UNION
        SELECT p.from_id, p.to_id, p.kind FROM relationship_engine.pruning p
        WHERE p.graph_id = p_graph_id AND p.restored_by <> '{}' AND p_run_id = ANY (p.restored_by)
        UNION
        SELECT k.from_id, k.to_id, k.kind
        FROM relationship_engine.merged_entity m
        CROSS JOIN LATERAL unnest(relationship_engine._edges_of_merge(p_graph_id, m.id, m.kept_id)) k
        WHERE m.graph_id = p_graph_id AND m.run_id = p_run_id
        UNION
        SELECT e.from_id, e.to_id, e.kind
        FROM relationship_engine.decay_change c
        JOIN relationship_engine.edge_store e ON e.graph_id = p_graph_id AND e.kind = c.kind
        WHERE c.graph_id = p_graph_id AND c.run_id = p_run_id
    )
    SELECT coalesce(array_agg((k.from_id, k.to_id, k.kind)::relationship_engine.edge_key), '{}')
    FROM (
        SELECT t.from_id, t.to_id, t.kind FROM touched t
        UNION  -- exclusive observations that replaced one of these, or that it replaced
        SELECT v.from_id, v.to_id, v.kind
        FROM (SELECT DISTINCT t.from_id, t.kind FROM touched t) t
        JOIN relationship_engine.evidence v ON v.graph_id = p_graph_id AND v.from_id = t.from_id AND v.kind = t.kind
        WHERE v.is_exclusive
        UNION  -- and what ended when one of these began
        SELECT s.from_id, s.to_id, s.kind
        FROM relationship_engine.functional_siblings(p_graph_id, ARRAY(
            SELECT (t.from_id, t.to_id, t.kind)::relationship_engine.edge_key FROM touched t)) s
    ) k
$function$;

COMMENT ON FUNCTION relationship_engine.edges_of_run(bigint, uuid) IS
'Building block: returns the edges whose evidence or prunings may change when a run is undone or redone.';
