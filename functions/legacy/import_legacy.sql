CREATE OR REPLACE PROCEDURE relationship_engine.import_legacy(
    p_schema text, p_graph_id bigint DEFAULT 1, p_force boolean DEFAULT false
)
LANGUAGE plpgsql
AS $procedure$
DECLARE
    v_run_id uuid;
    v_relation text;
BEGIN
    -- A procedure that commits cannot have a SET clause, so the path is set again after each commit.
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    v_run_id := relationship_engine._begin_import(p_schema, p_graph_id, p_force);
    COMMIT;
    FOREACH v_relation IN ARRAY ARRAY['raw_events', 'entity', 'mention', 'edge'] LOOP
        LOOP
            PERFORM relationship_engine.make_room();
            PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
            EXIT WHEN NOT relationship_engine._import_chunk(p_graph_id, v_run_id, p_schema, v_relation);
            COMMIT;
        END LOOP;
        COMMIT;
    END LOOP;
    PERFORM pg_catalog.set_config('search_path', 'pg_catalog, pg_temp', true);
    PERFORM relationship_engine._finish_import(p_graph_id, v_run_id, p_schema);
    COMMIT;
END
$procedure$;

COMMENT ON PROCEDURE relationship_engine.import_legacy(text, bigint, boolean) IS
'Imports the tables raw_events, entity and edge of a legacy system from another schema of this database into a graph, '
'in every mode of the graph. Ids are kept. Edges become evidence of strategy legacy with their weight (1 if null), '
'confidence and dates. The source is only read. The procedure commits by chunk (graph.chunk_size), so CALL it outside '
'a transaction. After a kill the next call continues; a repeated call imports new rows. Table legacy_import has '
'counts and sums of both sides. undo_run() reverts the edges; events and entities are input and stay. '
'inspect_legacy() is the dry run. Errors: no_data_found, undefined_table, undefined_column, object_in_use; '
'object_not_in_prerequisite_state without p_force, if more than a quarter of a table cannot be imported, or of the '
'edges that the engine found would change.';
