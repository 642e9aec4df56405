CREATE OR REPLACE FUNCTION relationship_engine._import_chunk(
    p_graph_id bigint, p_run_id uuid, p_schema text, p_relation text
)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_import relationship_engine.legacy_import;
    v_limit integer;
    v_rows jsonb[];
    v_ids uuid[];
    v_taken bigint := 0;
BEGIN
    SELECT * INTO v_import
    FROM relationship_engine.legacy_import i
    WHERE i.graph_id = p_graph_id AND i.run_id = p_run_id AND i.relation = p_relation
    FOR UPDATE;
    IF NOT FOUND OR v_import.is_read THEN
        RETURN false;
    END IF;
    SELECT g.chunk_size INTO v_limit FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF p_relation = 'edge' THEN
        -- Edges that repeat an observation have the same from_id, so a chunk of edges ends between two from_ids.
        v_ids := ARRAY(
            SELECT e.id FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND (v_import.last_id IS NULL OR e.id > v_import.last_id)
            ORDER BY e.id
            LIMIT v_limit);
        v_rows := ARRAY(
            SELECT r.item FROM relationship_engine._read_legacy(p_schema, p_relation, NULL, NULL, v_ids) AS r (item));
    ELSE
        v_rows := ARRAY(
            SELECT r.item FROM relationship_engine._read_legacy(
                p_schema, CASE p_relation WHEN 'mention' THEN 'entity' ELSE p_relation END, v_import.last_id, v_limit
            ) AS r (item));
        v_ids := ARRAY(SELECT (r.item ->> 'id')::uuid FROM unnest(v_rows) AS r (item) ORDER BY 1);
    END IF;
    IF cardinality(v_rows) > 0 THEN
        v_taken := relationship_engine._write_legacy_rows(p_graph_id, p_run_id, p_relation, v_rows);
    END IF;
    UPDATE relationship_engine.legacy_import i
    SET last_id = coalesce(v_ids[cardinality(v_ids)], i.last_id), is_read = cardinality(v_ids) < v_limit,
        imported_rows = i.imported_rows + v_taken
    WHERE i.graph_id = p_graph_id AND i.run_id = p_run_id AND i.relation = p_relation;
    RETURN cardinality(v_ids) = v_limit;
END
$function$;

COMMENT ON FUNCTION relationship_engine._import_chunk(bigint, uuid, text, text) IS
'Imports the next chunk of a table and records the position in legacy_import. Returns false if that was the last '
'chunk.';
