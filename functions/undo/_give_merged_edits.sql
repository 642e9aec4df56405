CREATE OR REPLACE FUNCTION relationship_engine._give_merged_edits(p_graph_id bigint, p_ids uuid [])
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH offered AS MATERIALIZED (
        SELECT l.id, e.from_id, e.to_id, e.kind, e.id AS edge_id,
            NOT e.pinned AND coalesce((l.content ->> 'pinned')::boolean, false) AS pinned,
            (SELECT coalesce(jsonb_object_agg(k.key, k.value), '{}')
            FROM jsonb_each(CASE jsonb_typeof(l.content -> 'edits') WHEN 'object' THEN l.content -> 'edits'
                ELSE '{}' END) k
            WHERE (e.edits ? k.key) IS NOT TRUE) AS edits
        FROM relationship_engine._locate_merged_rows(p_graph_id, p_ids) l
        JOIN relationship_engine.edge_store e
            ON e.graph_id = p_graph_id AND e.from_id = l.from_id AND e.to_id = l.to_id AND e.kind = l.kind
        WHERE l.relation = 'edge_store' AND l.content IS NOT NULL
    ), given AS (
        UPDATE relationship_engine.edge_store e
        SET pinned = e.pinned OR o.pinned, edits = nullif(o.edits || coalesce(e.edits, '{}'), '{}'),
            revision = e.revision + 1
        FROM (
            SELECT o.edge_id, bool_or(o.pinned) AS pinned, (
                SELECT coalesce(jsonb_object_agg(k.key, k.value), '{}')
                FROM offered p CROSS JOIN LATERAL jsonb_each(p.edits) k
                WHERE p.edge_id = o.edge_id) AS edits
            FROM offered o
            GROUP BY o.edge_id
        ) o
        WHERE e.graph_id = p_graph_id AND e.id = o.edge_id AND (o.pinned OR o.edits <> '{}')
    )
    UPDATE relationship_engine.merged_row m
    SET content = m.content || jsonb_build_object(
        'given', jsonb_build_object('pinned', o.pinned, 'edits', o.edits))
    FROM offered o WHERE m.graph_id = p_graph_id AND m.id = o.id AND (o.pinned OR o.edits <> '{}')
$function$;

COMMENT ON FUNCTION relationship_engine._give_merged_edits(bigint, uuid []) IS
'Gives an edge that edges of merged entities have joined their pin, and their edits of columns that it has none of. '
'Afterwards refresh the edges.';
