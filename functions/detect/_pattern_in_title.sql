CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_title(p_graph_id bigint, p_source_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_target_types text[] := relationship_engine._pattern_target_types(p_graph_id);
    v_threshold text;
    -- a user's INSERT does not wait for a search in a large trigram index: there the nightly looks for misspelt names
    v_is_patient boolean := pg_trigger_depth() = 0 OR (
        SELECT c.reltuples < 100000 FROM pg_class c WHERE c.oid = to_regclass('relationship_engine.entity_name'));
BEGIN
    PERFORM similarity('', '');  -- loads pg_trgm, and with it the setting
    v_threshold := current_setting('pg_trgm.similarity_threshold');
    PERFORM set_config('pg_trgm.similarity_threshold', '0.6', true);
    -- OFFSET 0 keeps the planner from evaluating tokens() once for each place that reads it
    RETURN QUERY
    WITH in_title AS MATERIALIZED (
        SELECT e.id AS source_id, m.kind, m.target_id, m.rule_id, m.confidence, m.importance
        FROM relationship_engine.entity e
        CROSS JOIN LATERAL (SELECT relationship_engine.tokens(regexp_replace(e.title, '\s*\(.*', '')) AS tokens OFFSET 0) t
        CROSS JOIN LATERAL (
            SELECT DISTINCT ON (c.kind) c.kind, c.target_id, c.rule_id, c.confidence, c.importance
            FROM (
                SELECT r.kind, n.target_id, r.id AS rule_id, r.confidence, r.importance, n.length, n.start
                FROM (
                    SELECT s.start, s.stop - s.start AS length, o.target_id, o.type,
                        array_to_string(
                            t.tokens[:s.start - 1] || '{target}'::text || t.tokens[s.stop + 1:], ' ') AS marked
                    FROM relationship_engine._names_in(p_graph_id, t.tokens, v_target_types) s
                    CROSS JOIN LATERAL relationship_engine._entity_named(
                        p_graph_id, s.phrase, v_target_types, e.id, NULL) o
                    WHERE NOT s.is_owner
                ) n
                JOIN relationship_engine.pattern_rule r
                    ON r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence > 0
                    AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
                    AND (r.target_type IS NULL OR n.type = ANY (string_to_array(r.target_type, '|')))
                    AND n.marked ~ r.expression
                UNION ALL
                SELECT r.kind, NULL, r.id, 0, 0, 0, 0
                FROM relationship_engine.pattern_rule r
                WHERE r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence = 0
                    AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
                    AND array_to_string(t.tokens, ' ') ~ r.expression
            ) c
            ORDER BY c.kind, c.confidence DESC, c.length DESC, c.start, c.target_id
        ) m
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_source_ids)
    ), open AS MATERIALIZED (  -- sources, and kinds that the rules could give them, of which the title said nothing
        SELECT DISTINCT e.id AS source_id, r.kind,
            EXISTS (SELECT FROM in_title i WHERE i.source_id = e.id AND i.kind = r.kind) AS is_vetoed
        FROM relationship_engine.entity e
        JOIN relationship_engine.pattern_rule r
            ON r.graph_id = p_graph_id AND r.field IN ('title', 'summary') AND r.enabled AND r.confidence > 0
            AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_source_ids)
            AND NOT EXISTS (
                SELECT FROM in_title i WHERE i.source_id = e.id AND i.kind = r.kind AND i.target_id IS NOT NULL)
    ), misspelt AS MATERIALIZED (  -- names as the title spells them, where no name is spelt so
        SELECT DISTINCT ON (e.id, r.kind) e.id AS source_id, r.kind, n.entity_id AS target_id, r.id AS rule_id,
            r.confidence * n.similarity AS confidence, r.importance
        FROM open o
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = o.source_id
        CROSS JOIN LATERAL (SELECT relationship_engine.tokens(regexp_replace(e.title, '\s*\(.*', '')) AS tokens OFFSET 0) t
        CROSS JOIN LATERAL generate_series(2, cardinality(t.tokens)) AS i
        JOIN relationship_engine.pattern_rule r
            ON r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence > 0 AND r.kind = o.kind
            AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
            AND array_to_string(t.tokens[:i - 1] || '{target}'::text, ' ') ~ r.expression
            AND NOT '{target}' ~ r.expression  -- a rule that asks for no word before the name would try every word
        CROSS JOIN LATERAL (
            SELECT p.entity_id, similarity(p.name, w.phrase)::double precision AS similarity
            FROM (
                SELECT array_to_string(
                    array_remove(array_remove(t.tokens[i:], ','), '''s'), ' ') AS phrase
            ) w
            JOIN relationship_engine.entity_name p
                ON p.graph_id = p_graph_id AND p.name % w.phrase
                AND (r.target_type IS NULL OR p.type = ANY (string_to_array(r.target_type, '|')))
            WHERE v_is_patient AND length(w.phrase) BETWEEN 4 AND 80 AND p.entity_id <> e.id
                AND relationship_engine._is_misspelling(p.name, w.phrase)
        ) n
        ORDER BY e.id, r.kind, r.confidence * n.similarity DESC, n.entity_id
    ), found AS (
        SELECT i.source_id, i.kind, i.target_id, i.rule_id, i.confidence, i.importance, 'title' AS field
        FROM in_title i
        WHERE i.target_id IS NOT NULL
        UNION ALL
        SELECT m.source_id, m.kind, m.target_id, m.rule_id, m.confidence, m.importance, 'title'
        FROM misspelt m
        UNION ALL
        SELECT e.id, o.kind, s.target_id, s.rule_id, s.confidence, s.importance, 'summary'
        FROM open o
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = o.source_id
        CROSS JOIN LATERAL (  -- the first passage that says anything decides, and those after it are not searched
            SELECT f.target_id, f.rule_id, f.confidence, f.importance
            FROM (SELECT * FROM relationship_engine._passages(p_graph_id, e.summary, e.source_event_id) OFFSET 0) p
            CROSS JOIN LATERAL relationship_engine._pattern_in_passage(
                p_graph_id, e.id, e.type, o.kind, e.title, substr(e.metadata ->> 'start_date', 1, 4),
                p.tokens, p.is_cut, v_target_types) f
            LIMIT 1
        ) s
        WHERE NOT o.is_vetoed AND s.target_id IS NOT NULL
            AND NOT EXISTS (SELECT FROM misspelt m WHERE m.source_id = o.source_id AND m.kind = o.kind)
    )
    -- the statement comes up anew with each event that mentions its subject
    SELECT f.source_id, f.target_id, f.kind, 'pattern',
        coalesce('event:' || m.event_id, 'entity:' || f.source_id),
        f.confidence, f.importance, NULL::double precision, false, true, m.event_id, NULL::date, NULL::date, NULL::text,
        jsonb_build_object('rule', f.rule_id, 'field', f.field)
    FROM found f
    LEFT JOIN relationship_engine.mention m ON m.graph_id = p_graph_id AND m.entity_id = f.source_id;
    PERFORM set_config('pg_trgm.similarity_threshold', v_threshold, true);
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_title(bigint, uuid []) IS
'What title rules say of the given sources (names compared exactly, then by trigrams), and summary rules where no title '
'rule of the kind matched: per source and '
'kind the surest rule wins, then the longest name; one candidate per event that mentions the source.';
