CREATE OR REPLACE FUNCTION relationship_engine.index_names(
    p_graph_id bigint, p_entity_ids uuid [], p_is_new boolean DEFAULT false
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    -- types whose titles the rules read; * means: all
    v_source_types text[] := (
        SELECT CASE WHEN bool_or(r.source_type IS NULL) THEN ARRAY['*']
            ELSE relationship_engine.type_names(string_agg(DISTINCT r.source_type, '|')) END
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.enabled AND r.field = 'title' AND r.confidence > 0);
    v_legal_forms text[];
    v_stop_words text[];
    v_person text[] := relationship_engine.type_names('person');
BEGIN
    -- as _legal_forms(), in one look at the lexicon
    SELECT coalesce(array_agg(CASE l.kind WHEN 'legal_form' THEN l.word ELSE l.word || ' -' END)
            FILTER (WHERE l.kind <> 'stop_word'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'stop_word'), '{}')
    INTO v_legal_forms, v_stop_words
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('legal_form', 'legal_prefix', 'stop_word');
    IF NOT p_is_new THEN
        PERFORM relationship_engine._delete_names(p_graph_id, p_entity_ids, v_source_types);
    END IF;
    INSERT INTO relationship_engine.entity_name (graph_id, key, entity_id, type, spelling, origin, style)
    SELECT DISTINCT ON (n.key, e.id) p_graph_id, n.key, e.id, relationship_engine.fold_case(e.type), n.spelling,
        n.origin, n.style
    FROM relationship_engine.entity e
    CROSS JOIN LATERAL relationship_engine._names_of_entity(
        e.title, e.metadata, CASE WHEN relationship_engine.fold_case(e.type) = ANY (v_person) THEN 'person'
            ELSE relationship_engine.fold_case(e.type) END,
        v_legal_forms, v_stop_words) n
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        -- what stands there already is not even locked
        AND (p_is_new OR NOT EXISTS (
            SELECT FROM relationship_engine.entity_name o
            WHERE o.graph_id = p_graph_id AND o.key = n.key AND o.entity_id = e.id
                AND o.type = relationship_engine.fold_case(e.type)
                AND (o.spelling, o.origin, o.style) = (n.spelling, n.origin, n.style)))
    ORDER BY n.key, e.id, n.rank
    ON CONFLICT (graph_id, key, entity_id) DO UPDATE
    SET type = EXCLUDED.type, spelling = EXCLUDED.spelling, origin = EXCLUDED.origin, style = EXCLUDED.style
    WHERE (entity_name.type, entity_name.spelling, entity_name.origin, entity_name.style)
        IS DISTINCT FROM (EXCLUDED.type, EXCLUDED.spelling, EXCLUDED.origin, EXCLUDED.style);

    INSERT INTO relationship_engine.title_suffix (graph_id, tail, entity_id, type)
    SELECT DISTINCT p_graph_id, array_to_string(t.words[i:], ' ') AS tail, e.id, relationship_engine.fold_case(e.type)
    FROM relationship_engine.entity e
    CROSS JOIN LATERAL (
        SELECT string_to_array(relationship_engine.normalize_name(e.title), ' ') AS words OFFSET 0
    ) t
    CROSS JOIN LATERAL generate_series(1, least(cardinality(t.words), 24)) AS i
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        AND (relationship_engine.fold_case(e.type) = ANY (v_source_types) OR '*' = ANY (v_source_types))
        AND (p_is_new OR NOT EXISTS (
            SELECT FROM relationship_engine.title_suffix o
            WHERE o.graph_id = p_graph_id AND o.tail = array_to_string(t.words[i:], ' ') AND o.entity_id = e.id
                AND o.type = relationship_engine.fold_case(e.type)))
    ORDER BY tail, e.id
    ON CONFLICT (graph_id, tail, entity_id) DO UPDATE SET type = EXCLUDED.type
    WHERE title_suffix.type <> EXCLUDED.type;
END
$function$;

COMMENT ON FUNCTION relationship_engine.index_names(bigint, uuid [], boolean) IS
'Building block: brings entity_name and title_suffix up to date for the given entities of a graph; calling it again '
'changes nothing. p_is_new spares entities that were just inserted the search for former names.';
