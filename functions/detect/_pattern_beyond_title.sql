CREATE OR REPLACE FUNCTION relationship_engine._pattern_beyond_title(
    p_graph_id bigint, p_titles relationship_engine.candidate [], p_target_types text [], p_is_interactive boolean
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    -- in a graph of very many names a user's INSERT does not wait for the search: the nightly looks for misspelt ones
    v_ids uuid[];
    v_titles text[];
    v_is_patient boolean := NOT p_is_interactive OR (
        SELECT c.reltuples < 1000000 FROM pg_class c WHERE c.oid = to_regclass('relationship_engine.entity_name'));
BEGIN
    IF NOT (v_is_patient OR EXISTS (SELECT FROM unnest(p_titles) c WHERE c.to_id IS NULL AND c.detail IS NULL)) THEN
        RETURN;
    END IF;
    SELECT array_agg(e.id), array_agg(left(e.title, 4000)) INTO v_ids, v_titles
    FROM relationship_engine.entity e
    WHERE e.graph_id = p_graph_id AND e.id IN (SELECT c.from_id FROM unnest(p_titles) c WHERE c.to_id IS NULL);
    RETURN QUERY
    WITH title AS MATERIALIZED (
        SELECT t.id, array_remove(t.words, ':') AS tokens
        FROM relationship_engine.title_units(p_graph_id, v_ids, v_titles, '{}') t
    ), rule AS MATERIALIZED (  -- once: an expression is matched only where the other conditions hold
        SELECT r.id, r.kind, r.target_type, r.confidence, r.importance, r.expression,
            string_to_array(relationship_engine.fold_case(r.source_type), '|') AS source_types
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence > 0
    )
    SELECT (relationship_engine.candidate(
        p_from_id => c.from_id, p_to_id => coalesce(misspelt.target_id, passage.target_id), p_kind => c.kind,
        p_strategy => c.strategy, p_context => NULL,
        p_confidence => coalesce(misspelt.confidence, passage.confidence),
        p_importance => coalesce(misspelt.importance, passage.importance), p_is_exclusive => true,
        p_detail => jsonb_build_object(
            'rule', coalesce(misspelt.rule_id, passage.rule_id),
            'field', CASE WHEN misspelt.target_id IS NULL THEN 'summary' ELSE 'title' END))).*
    FROM unnest(p_titles) c
    JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = c.from_id
    JOIN title t ON t.id = e.id
    CROSS JOIN LATERAL (
        SELECT relationship_engine.fold_case(e.type) || ARRAY(
            SELECT a.type FROM relationship_engine.type_alias a
            WHERE a.alias = relationship_engine.fold_case(e.type)) AS types
        OFFSET 0
    ) y
    -- the title, names spelt a little differently
    LEFT JOIN LATERAL (
        SELECT n.entity_id AS target_id, r.id AS rule_id, r.confidence * n.similarity AS confidence, r.importance
        FROM (
            SELECT r.id, r.target_type, r.confidence, r.importance,
                array_to_string(array_remove(array_remove(t.tokens[i:], ','), '''s'), ' ') AS name
            -- 80 characters hold at most 40 words, and a comma after each
            FROM generate_series(greatest(2, cardinality(t.tokens) - 79), cardinality(t.tokens)) AS i
            JOIN rule r
                ON r.kind = c.kind AND (r.source_types IS NULL OR r.source_types && y.types)
                AND array_to_string(t.tokens[:i - 1] || '{target}'::text, ' ') ~ r.expression
                AND NOT '{target}' ~ r.expression  -- a rule that asks for no word before the name would try every word
            OFFSET 0  -- keeps the planner from repeating it for each name of the graph
        ) r
        CROSS JOIN LATERAL (
            SELECT p.entity_id, relationship_engine.trigram_similarity(p.name, r.name)::double precision AS similarity
            FROM (
                SELECT p.key AS name, p.entity_id
                FROM relationship_engine.entity_name p
                WHERE p.graph_id = p_graph_id AND length(p.key) <= 100 AND length(p.type) <= 100
                    AND relationship_engine._blocking_key(p.key) = relationship_engine._blocking_key(r.name)
                    AND p.type = ANY (p_target_types)
                UNION ALL
                SELECT p.key AS name, p.entity_id
                FROM relationship_engine.entity_name p
                WHERE p.graph_id = p_graph_id AND length(p.key) <= 100 AND length(p.type) <= 100
                    AND relationship_engine._blocking_key(p.key) = relationship_engine._blocking_key(r.name)
                    AND r.target_type IS NULL
            ) p
            WHERE p.name <> r.name AND p.entity_id <> e.id AND length(r.name) BETWEEN 4 AND 80
                AND relationship_engine.trigram_similarity(p.name, r.name) >= 0.6
                AND relationship_engine._is_misspelling(p.name, r.name)
        ) n
        WHERE v_is_patient
        ORDER BY r.confidence * n.similarity DESC, n.entity_id
        LIMIT 1
    ) misspelt ON true
    -- the first passage that says anything decides, and those after it are not searched
    LEFT JOIN LATERAL (
        SELECT s.target_id, s.rule_id, s.confidence, s.importance
        FROM (SELECT * FROM relationship_engine._passages(p_graph_id, e.summary, e.source_event_id) OFFSET 0) p
        CROSS JOIN LATERAL relationship_engine._passage_tokens(p_graph_id, e.id, left(e.title, 4000), '{}') w
        CROSS JOIN LATERAL relationship_engine._pattern_in_passage(
            p_graph_id, e.id, e.type, c.kind, w.tokens, substr(e.metadata ->> 'start_date', 1, 4),
            p.passage, p.is_cut, p_target_types) s
        WHERE c.detail IS NULL AND misspelt.target_id IS NULL
        LIMIT 1
    ) passage ON true
    WHERE c.to_id IS NULL AND coalesce(misspelt.target_id, passage.target_id) IS NOT NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_beyond_title(bigint, relationship_engine.candidate [], text [],
    boolean) IS
'Whom the sources mean in whose titles _pattern_in_title() found nobody (p_titles without to_id; with detail: a '
'title rule says that there is nobody): a name of the title that is misspelt (equal but for spelling, and of '
'trigram similarity 0.6), or what summary rules say of the summary, else of the source event. p_target_types: those '
'of the rules; null: any.';
