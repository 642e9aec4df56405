CREATE OR REPLACE FUNCTION relationship_engine.begin_move(p_graph_id bigint, p_node text)
RETURNS text
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_publication text := format('relationship_engine_move_%s', p_graph_id);
    v_node text;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    IF p_graph_id <= 1 THEN
        RAISE EXCEPTION 'graph % cannot move', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Every node has its own graphs 0 and 1. Copy it with copy_graph(), and move the copy.';
    ELSIF current_setting('wal_level') <> 'logical' THEN
        RAISE EXCEPTION 'wal_level is %, and a move needs logical replication', current_setting('wal_level')
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'ALTER SYSTEM SET wal_level = ''logical''; then restart the server.';
    ELSIF EXISTS (SELECT FROM relationship_engine.legacy_mirror m WHERE m.graph_id = p_graph_id) THEN
        RAISE EXCEPTION 'graph % mirrors a legacy system', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = (
            SELECT string_agg(
                format('SELECT relationship_engine.unmirror_legacy(%L, %s)', m.source_schema, p_graph_id), '; ')
            FROM relationship_engine.legacy_mirror m WHERE m.graph_id = p_graph_id) || ' first.';
    END IF;
    INSERT INTO relationship_engine.graph_move AS m (graph_id, node) VALUES (p_graph_id, p_node)
    ON CONFLICT (graph_id) DO UPDATE SET mark = gen_random_uuid()
    RETURNING m.node INTO v_node;
    IF v_node <> p_node THEN
        RAISE EXCEPTION 'graph % is moving to node "%"', p_graph_id, v_node
        USING ERRCODE = 'object_in_use', HINT = format('relationship-engine fleet move --abort %s', p_graph_id);
    END IF;
    IF NOT EXISTS (SELECT FROM pg_publication p WHERE p.pubname = v_publication) THEN
        EXECUTE (
            SELECT format('CREATE PUBLICATION %I FOR TABLE relationship_engine.graph_move WHERE (graph_id = %s), %s',
                v_publication, p_graph_id,
                string_agg(format('relationship_engine.%I WHERE (graph_id = %s)', t.name, p_graph_id), ', '))
            FROM relationship_engine.moved_tables() AS t (name));
    END IF;
    RETURN v_publication;
END
$function$;

COMMENT ON FUNCTION relationship_engine.begin_move(bigint, text) IS
'Building block of fleet move, at the source: notes that the graph moves to a node, and publishes its rows. Returns '
'the name of the publication, which the slot and the subscription have as well. Can be repeated. Errors: '
'no_data_found; object_not_in_prerequisite_state for graphs 0 and 1, for a graph that mirrors a legacy system or has '
'moved, and without wal_level = logical; object_in_use if it is moving to another node.';
