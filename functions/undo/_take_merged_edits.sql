CREATE OR REPLACE FUNCTION relationship_engine._take_merged_edits(p_graph_id bigint, p_ids uuid [])
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH given AS MATERIALIZED (
        SELECT l.id, l.from_id, l.to_id, l.kind, l.content -> 'given' AS value
        FROM relationship_engine._locate_merged_rows(p_graph_id, p_ids) l
        WHERE l.relation = 'edge_store' AND l.content ? 'given'
    ), taken AS (
        UPDATE relationship_engine.edge_store e
        SET pinned = e.pinned AND NOT g.pinned,
            edits = nullif((
                SELECT coalesce(jsonb_object_agg(k.key, k.value), '{}') FROM jsonb_each(e.edits) k
                WHERE NOT EXISTS (SELECT FROM given o
                    WHERE o.from_id = e.from_id AND o.to_id = e.to_id AND o.kind = e.kind
                        AND o.value -> 'edits' -> k.key = k.value)), '{}'),
            revision = e.revision + 1
        FROM (
            SELECT g.from_id, g.to_id, g.kind, bool_or((g.value ->> 'pinned')::boolean) AS pinned
            FROM given g GROUP BY g.from_id, g.to_id, g.kind
        ) g
        WHERE e.graph_id = p_graph_id AND e.from_id = g.from_id AND e.to_id = g.to_id AND e.kind = g.kind
    )
    UPDATE relationship_engine.merged_row m SET content = m.content - 'given'
    FROM given g WHERE m.graph_id = p_graph_id AND m.id = g.id
$function$;

COMMENT ON FUNCTION relationship_engine._take_merged_edits(bigint, uuid []) IS
'Takes back what _give_merged_edits() gave, except what somebody has changed since. Afterwards refresh the edges.';
