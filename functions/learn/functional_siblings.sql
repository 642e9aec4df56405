CREATE OR REPLACE FUNCTION relationship_engine.functional_siblings(
    p_graph_id bigint, p_edges relationship_engine.edge_key []
)
RETURNS SETOF relationship_engine.edge_key
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- a plan that was made while the tables were small would read them whole
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT DISTINCT g.from_id, g.to_id, g.kind, x.id AS end_id, k.is_symmetric
        FROM unnest(p_edges) g
        JOIN relationship_engine.kind_setting k
            ON k.graph_id = p_graph_id AND k.kind = g.kind AND k.is_functional
        CROSS JOIN LATERAL unnest(
            CASE WHEN k.is_symmetric THEN ARRAY[g.from_id, g.to_id] ELSE ARRAY[g.from_id] END) AS x (id)
    ), known AS MATERIALIZED (
        SELECT DISTINCT d.kind, d.end_id, s.from_id, s.to_id
        FROM (SELECT DISTINCT g.kind, g.end_id, g.is_symmetric FROM given g) d
        CROSS JOIN LATERAL (
            SELECT e.from_id, e.to_id
            FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = d.end_id AND e.kind = d.kind
            UNION ALL
            SELECT e.from_id, e.to_id
            FROM relationship_engine.edge_store e
            WHERE d.is_symmetric AND e.graph_id = p_graph_id AND e.to_id = d.end_id AND e.kind = d.kind
            OFFSET 0
        ) s
        UNION
        SELECT g.kind, g.end_id, g.from_id, g.to_id FROM given g
    )
    -- all edges at an end that has more than one
    SELECT DISTINCT k.from_id, k.to_id, k.kind
    FROM (SELECT k.*, count(*) OVER (PARTITION BY k.kind, k.end_id) AS edges FROM known k) k
    WHERE k.edges > 1;
END
$function$;

COMMENT ON FUNCTION relationship_engine.functional_siblings(bigint, relationship_engine.edge_key []) IS
'Building block: the edges whose end may follow from a change of the given ones, which need not exist yet: of '
'functional kinds, all edges of a source that has several, given or known; of a symmetric kind, all that share an end. '
'Edges without counting evidence are among them.';
