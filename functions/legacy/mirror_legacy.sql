CREATE OR REPLACE FUNCTION relationship_engine.mirror_legacy(p_schema text, p_graph_id bigint DEFAULT 1)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_relation text;
    v_event text;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id, false);
    FOREACH v_relation IN ARRAY ARRAY['raw_events', 'entity', 'edge'] LOOP
        PERFORM FROM relationship_engine._read_legacy(p_schema, v_relation, NULL, 0);
        FOREACH v_event IN ARRAY ARRAY['INSERT', 'UPDATE', 'DELETE'] LOOP
            CONTINUE WHEN v_event = 'DELETE' AND v_relation <> 'edge';
            EXECUTE format(
                'CREATE OR REPLACE TRIGGER %I AFTER %s ON %I.%I REFERENCING %s FOR EACH STATEMENT '
                'EXECUTE FUNCTION relationship_engine._on_legacy_write(%L)',
                format('relationship_engine_mirror_%s_%s', lower(v_event COLLATE "C"), p_graph_id), v_event, p_schema,
                v_relation,
                CASE v_event
                    WHEN 'INSERT' THEN 'NEW TABLE AS inserted'
                    WHEN 'UPDATE' THEN 'OLD TABLE AS deleted NEW TABLE AS inserted'
                    ELSE 'OLD TABLE AS deleted' END,
                p_graph_id);
        END LOOP;
    END LOOP;
    INSERT INTO relationship_engine.legacy_mirror (graph_id, source_schema)
    VALUES (p_graph_id, p_schema)
    ON CONFLICT (graph_id, source_schema) DO NOTHING;
END
$function$;

COMMENT ON FUNCTION relationship_engine.mirror_legacy(text, bigint) IS
'Creates triggers on the tables raw_events, entity and edge of a legacy system that copy written rows into a graph, '
'in every mode of the graph: new and changed rows, and edges that were reinforced or deleted. Decay of its weights is '
'ignored. The triggers never fail a statement: errors are logged in table run, and import_legacy() imports the missed '
'rows. Roles that write to these tables need level writer (grant_usage). Only the owner of the tables may call it. '
'Errors: no_data_found, undefined_table, undefined_column, invalid_parameter_value.';
