CREATE OR REPLACE FUNCTION relationship_engine._finish_import(p_graph_id bigint, p_run_id uuid, p_schema text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    UPDATE relationship_engine.legacy_import i
    SET source_rows = f.source_rows, present_rows = f.present_rows, merged_rows = f.merged_rows,
        refused_rows = f.refused_rows, refused = f.refused, source_sum = f.source_sum, graph_sum = f.graph_sum,
        is_equal = f.is_equal
    FROM relationship_engine.inspect_legacy(p_schema, p_graph_id) f
    WHERE i.graph_id = p_graph_id AND i.run_id = p_run_id AND i.relation = f.relation;

    UPDATE relationship_engine.run r
    SET status = 'done', finished_at = clock_timestamp(), strategies_used = '{legacy}',
        processing_time = extract(epoch FROM clock_timestamp() - r.started_at),
        entities_analyzed = s.entities, edges_created = e.created, edges_updated = e.evidence - e.created,
        message = concat_ws('; ', nullif(r.message, 'resumed'), CASE
            WHEN s.unequal IS NULL THEN 'equal to the source'
            ELSE 'not equal to the source: ' || s.unequal END)
    FROM (
        SELECT sum(i.imported_rows) FILTER (WHERE i.relation = 'entity') AS entities,
            string_agg(i.relation, ', ') FILTER (WHERE NOT i.is_equal) AS unequal
        FROM relationship_engine.legacy_import i
        WHERE i.graph_id = p_graph_id AND i.run_id = p_run_id
    ) s
    CROSS JOIN (
        SELECT count(*) AS evidence, count(*) FILTER (WHERE NOT EXISTS (
            SELECT FROM relationship_engine.counting_evidence o
            WHERE o.graph_id = p_graph_id AND o.from_id = k.from_id AND o.to_id = k.to_id AND o.kind = k.kind
                AND o.run_id <> p_run_id)) AS created
        FROM (
            SELECT DISTINCT v.from_id, v.to_id, v.kind
            FROM relationship_engine.counting_evidence v WHERE v.graph_id = p_graph_id AND v.run_id = p_run_id
        ) k
    ) e
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._finish_import(bigint, uuid, text) IS
'Compares the source with the graph (see legacy_import), and closes the run of an import.';
