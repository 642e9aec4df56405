CREATE OR REPLACE FUNCTION relationship_engine._why_no_pattern(
    p_graph_id bigint, p_from_id uuid, p_to_id uuid, p_kind text
)
RETURNS TABLE (reason text, explanation text, hint text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_from relationship_engine.entity;
    v_to relationship_engine.entity;
    v_tokens text[];
    v_rules bigint;
    v_fitting bigint;
    v_targets text;
    v_name record;
BEGIN
    SELECT * INTO v_from FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = p_from_id;
    SELECT * INTO v_to FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = p_to_id;
    SELECT count(*),
        count(*) FILTER (
            WHERE v_to.type IS NULL OR r.target_type IS NULL
                OR relationship_engine.fold_case(v_to.type) = ANY (relationship_engine.type_names(r.target_type))),
        string_agg(DISTINCT r.target_type, '|')
    INTO v_rules, v_fitting, v_targets
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = p_graph_id AND r.enabled AND r.confidence > 0 AND (p_kind IS NULL OR r.kind = p_kind)
        AND (r.source_type IS NULL
            OR relationship_engine.fold_case(v_from.type) = ANY (relationship_engine.type_names(r.source_type)));
    IF v_rules = 0 THEN
        RETURN QUERY SELECT 'no_rule'::text,
            format('no enabled rule leads from the type %s%s', quote_literal(v_from.type), ' with the kind ' || p_kind),
            'Add a row to pattern_rule, or enable one: SELECT * FROM relationship_engine.pattern_rule.'::text;
        RETURN;
    ELSIF v_fitting = 0 THEN
        RETURN QUERY SELECT 'wrong_type'::text,
            format('the rules%s lead to the type %s, and "%s" has the type %s',
                ' of kind ' || p_kind, v_targets, v_to.title, v_to.type),
            'Correct entity.type, or add a row to pattern_rule with this target_type.'::text;
        RETURN;
    END IF;

    SELECT n.key, n.entity_id INTO v_name
    FROM relationship_engine.entity_name n
    WHERE n.graph_id = p_graph_id AND n.entity_id IN (p_from_id, p_to_id) AND n.is_common AND NOT EXISTS (
        SELECT FROM relationship_engine.entity_name o
        WHERE o.graph_id = p_graph_id AND o.entity_id = n.entity_id AND NOT o.is_common)
    ORDER BY n.key
    LIMIT 1;
    IF FOUND THEN
        RETURN QUERY SELECT 'common_word'::text,
            format('"%s" is a common word in the texts of this graph, so they do not mention the entity by it',
                v_name.key),
            format('Add another name to metadata.aliases, or say that it is a name: '
                'UPDATE relationship_engine.entity SET metadata = metadata || ''{"is_name": true}'' WHERE id = %L; '
                'SELECT relationship_engine.mark_common_names(%s);',
                v_name.entity_id, p_graph_id);
        RETURN;
    END IF;

    -- the name that the most confident title rule reads and no entity has; among several, the last words
    v_tokens := (SELECT array_remove(t.words, ':')
        FROM relationship_engine.title_units(p_graph_id, ARRAY[p_from_id], ARRAY[v_from.title], '{}') t);
    SELECT w.name, r.target_type INTO v_name
    FROM generate_series(2, cardinality(v_tokens)) AS i
    CROSS JOIN LATERAL (
        SELECT array_to_string(array_remove(array_remove(v_tokens[i:], ','), '''s'), ' ') AS name
    ) w
    JOIN relationship_engine.pattern_rule r
        ON r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence > 0
        AND (p_kind IS NULL OR r.kind = p_kind)
        AND (r.source_type IS NULL
            OR relationship_engine.fold_case(v_from.type) = ANY (relationship_engine.type_names(r.source_type)))
        AND array_to_string(v_tokens[:i - 1] || '{target}'::text, ' ') ~ r.expression
        AND NOT '{target}' ~ r.expression
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.entity_name n
        WHERE n.graph_id = p_graph_id AND n.key = w.name AND n.entity_id <> p_from_id
            AND (r.target_type IS NULL OR n.type = ANY (relationship_engine.type_names(r.target_type))))
    ORDER BY coalesce(r.precedence, r.confidence) DESC, i DESC
    LIMIT 1;
    IF v_name.name IS NOT NULL THEN
        RETURN QUERY SELECT 'no_such_name'::text,
            format('the title names "%s", and no %shas that name', v_name.name,
                coalesce(v_name.target_type, 'entity') || ' ')
                || coalesce(format('; this one is known as "%s"', (
                    SELECT string_agg(n.key, '", "' ORDER BY n.origin <> 'title', n.key)
                        FROM relationship_engine.entity_name n
                    WHERE n.graph_id = p_graph_id AND n.entity_id = p_to_id)), ''),
            format('Insert an entity of that name, or add "%s" to metadata.aliases of the right entity.', v_name.name);
        RETURN;
    END IF;
    RETURN QUERY SELECT 'no_match'::text,
        format('no rule%s matches the title, read as "%s", the summary, or the events that mention it',
            ' of kind ' || p_kind, array_to_string(v_tokens, ' '))
            || CASE WHEN p_to_id IS NULL OR EXISTS (
                SELECT FROM relationship_engine.mention a
                JOIN relationship_engine.mention b ON b.graph_id = p_graph_id AND b.event_id = a.event_id
                WHERE a.graph_id = p_graph_id AND a.entity_id = p_from_id AND b.entity_id = p_to_id)
            THEN '' ELSE '; no event mentions both' END,
        'Add a row to pattern_rule whose expression matches the words, or a mention of both in one event.'::text;
END
$function$;

COMMENT ON FUNCTION relationship_engine._why_no_pattern(bigint, uuid, uuid, text) IS
'Why the pattern rules find nothing between two entities, or from one (p_to_id null), in one row: no_rule, '
'wrong_type, common_word, no_such_name or no_match.';
