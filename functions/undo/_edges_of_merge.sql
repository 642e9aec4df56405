CREATE OR REPLACE FUNCTION relationship_engine._edges_of_merge(
    p_graph_id bigint, p_entity_id uuid, p_kept_id uuid
)
RETURNS relationship_engine.edge_key []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH own AS (
        SELECT e.from_id, e.to_id, e.kind
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND (e.from_id = p_entity_id OR e.to_id = p_entity_id)
    ), moved AS (
        SELECT o.from_id, o.to_id, o.kind FROM own o
        UNION
        SELECT l.from_id, l.to_id, l.kind
        FROM relationship_engine._locate_merged_rows(
            p_graph_id, relationship_engine._merged_group(p_graph_id, p_entity_id)) l
        WHERE l.from_id IS NOT NULL
        UNION
        -- between the two: they are aside while the merge is in force, where they would be loops
        SELECT CASE WHEN m.from_id = ANY (g.own) THEN p_entity_id ELSE p_kept_id END,
            CASE WHEN m.to_id = ANY (g.own) THEN p_entity_id ELSE p_kept_id END, m.kind
        FROM (
            SELECT relationship_engine._merged_group(p_graph_id, p_entity_id) AS own,
                relationship_engine._merged_group(p_graph_id, p_kept_id) AS kept
        ) g
        JOIN relationship_engine.merged_row m
            ON m.graph_id = p_graph_id AND m.from_id = ANY (g.own || g.kept) AND m.to_id = ANY (g.own || g.kept)
            AND (m.from_id = ANY (g.own)) <> (m.to_id = ANY (g.own))
        UNION
        SELECT v.from_id, v.to_id, v.kind
        FROM relationship_engine.evidence v
        WHERE v.graph_id = p_graph_id AND v.context = 'entity:' || p_entity_id
            AND v.from_id IN (SELECT CASE WHEN o.from_id = p_entity_id THEN o.to_id ELSE o.from_id END FROM own o)
    ), placed AS (
        -- at the one and at the other; a merge in force shows them at the kept entity
        SELECT m.from_id, m.to_id, m.kind, i.here, i.there
        FROM moved m
        CROSS JOIN (VALUES (p_entity_id, p_kept_id), (p_kept_id, p_entity_id), (NULL, NULL)) AS i (here, there)
    ), both_ends AS (
        SELECT CASE WHEN p.from_id = p.here THEN p.there ELSE p.from_id END AS from_id,
            CASE WHEN p.to_id = p.here THEN p.there ELSE p.to_id END AS to_id, p.kind
        FROM placed p
    ), directed AS (
        SELECT b.from_id, b.to_id, b.kind FROM both_ends b
        UNION
        SELECT b.to_id, b.from_id, b.kind FROM both_ends b
        WHERE b.kind = ANY (relationship_engine.symmetric_kinds(p_graph_id))
    )
    SELECT coalesce(array_agg((k.from_id, k.to_id, k.kind)::relationship_engine.edge_key), '{}')
    FROM (
        SELECT d.from_id, d.to_id, d.kind FROM directed d WHERE d.from_id <> d.to_id
        UNION  -- exclusive observations that replaced one of these, or that it replaced
        SELECT v.from_id, v.to_id, v.kind
        FROM (SELECT DISTINCT d.from_id, d.kind FROM directed d) d
        JOIN relationship_engine.evidence v ON v.graph_id = p_graph_id AND v.from_id = d.from_id AND v.kind = d.kind
        WHERE v.is_exclusive
    ) k
$function$;

COMMENT ON FUNCTION relationship_engine._edges_of_merge(bigint, uuid, uuid) IS
'Returns the edges that may change when p_entity_id is merged into p_kept_id, or when that is undone: those of the '
'first and the same ones of the other.';
