CREATE OR REPLACE FUNCTION relationship_engine.index_names(
    p_graph_id bigint, p_entity_ids uuid [], p_is_new boolean DEFAULT false
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    -- types whose titles the rules read, with repeats; * means: all
    v_source_types text[] := (
        SELECT string_to_array(string_agg(coalesce(r.source_type, '*'), '|'), '|')
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.enabled AND r.field = 'title' AND r.confidence > 0);
BEGIN
    IF NOT p_is_new THEN
        PERFORM relationship_engine._delete_names(p_graph_id, p_entity_ids, v_source_types);
    END IF;
    INSERT INTO relationship_engine.entity_name (graph_id, name, entity_id, type, is_alias)
    SELECT p_graph_id, n.name, e.id, e.type, n.is_alias
    FROM relationship_engine.entity e
    CROSS JOIN LATERAL relationship_engine._names_of_entity(e.title, e.metadata) n
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        -- what stands there already is not even locked
        AND (p_is_new OR NOT EXISTS (
            SELECT FROM relationship_engine.entity_name o
            WHERE o.graph_id = p_graph_id AND o.name = n.name AND o.entity_id = e.id AND o.type = e.type
                AND o.is_alias = n.is_alias))
    ORDER BY n.name, e.id
    ON CONFLICT (graph_id, name, entity_id) DO UPDATE SET type = EXCLUDED.type, is_alias = EXCLUDED.is_alias
    WHERE (entity_name.type, entity_name.is_alias) IS DISTINCT FROM (EXCLUDED.type, EXCLUDED.is_alias);

    INSERT INTO relationship_engine.title_suffix (graph_id, tail, entity_id, type)
    SELECT DISTINCT p_graph_id, array_to_string(t.words[i:], ' ') AS tail, e.id, e.type
    FROM relationship_engine.entity e
    CROSS JOIN LATERAL (
        SELECT string_to_array(left(relationship_engine.normalize_name(e.title), 500), ' ') AS words OFFSET 0
    ) t
    CROSS JOIN LATERAL generate_series(1, least(cardinality(t.words), 24)) AS i
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        AND (e.type = ANY (v_source_types) OR '*' = ANY (v_source_types))
    ORDER BY tail, e.id
    ON CONFLICT (graph_id, tail, entity_id) DO UPDATE SET type = EXCLUDED.type
    WHERE title_suffix.type <> EXCLUDED.type;
END
$function$;

COMMENT ON FUNCTION relationship_engine.index_names(bigint, uuid [], boolean) IS
'Brings entity_name and title_suffix up to date for the given entities of a graph. The triggers and the runs call it; '
'calling it again changes nothing. p_is_new spares entities that were just inserted the search for former names.';
