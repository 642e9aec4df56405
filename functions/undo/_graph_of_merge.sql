CREATE OR REPLACE FUNCTION relationship_engine._graph_of_merge(p_keep uuid, p_drop uuid, p_graph_id bigint)
RETURNS bigint
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_id uuid;
    v_graphs bigint[];
    v_merged record;
BEGIN
    IF p_keep = p_drop THEN
        RAISE EXCEPTION 'p_keep and p_drop are the same entity %', p_keep
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass two ids; the view duplicate_candidate lists pairs.';
    END IF;
    FOREACH v_id IN ARRAY ARRAY[p_keep, p_drop] LOOP
        IF EXISTS (
            SELECT FROM relationship_engine.entity e
            WHERE e.id = v_id AND (p_graph_id IS NULL OR e.graph_id = p_graph_id))
        THEN
            CONTINUE;
        END IF;
        SELECT m.graph_id, m.into_id INTO v_merged
        FROM relationship_engine.merged_entity m
        JOIN relationship_engine.graph g ON g.id = m.graph_id
        WHERE m.id = v_id AND m.into_id IS NOT NULL AND (p_graph_id IS NULL OR m.graph_id = p_graph_id)
        LIMIT 1;
        RAISE EXCEPTION 'there is no entity %', coalesce(v_id::text, 'null')
        USING ERRCODE = 'no_data_found', HINT = CASE
            WHEN v_merged.into_id IS NOT NULL THEN format('It was merged into %s: pass that id.', v_merged.into_id)
            WHEN p_graph_id IS NOT NULL THEN format(
                'It may be in another graph than %s: SELECT graph_id FROM relationship_engine.entity WHERE id = %L.',
                p_graph_id, v_id)
            ELSE 'SELECT id, title FROM relationship_engine.entity lists the entities.' END;
    END LOOP;
    v_graphs := ARRAY(
        SELECT k.graph_id
        FROM relationship_engine.entity k
        JOIN relationship_engine.entity d ON d.graph_id = k.graph_id AND d.id = p_drop
        WHERE k.id = p_keep AND (p_graph_id IS NULL OR k.graph_id = p_graph_id)
        ORDER BY 1);
    IF cardinality(v_graphs) = 0 THEN
        RAISE EXCEPTION 'entities % and % are in different graphs', p_keep, p_drop
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Only entities of one graph can be merged.';
    ELSIF cardinality(v_graphs) > 1 THEN
        RAISE EXCEPTION 'graphs % have both entities', array_to_string(v_graphs, ', ')
        USING ERRCODE = 'ambiguous_parameter',
            HINT = format('Name one: SELECT merge_entities(%L, %L, p_graph_id => %s).', p_keep, p_drop, v_graphs[1]);
    END IF;
    RETURN v_graphs[1];
END
$function$;

COMMENT ON FUNCTION relationship_engine._graph_of_merge(uuid, uuid, bigint) IS
'Returns the graph that has both entities. Errors: see merge_entities.';
