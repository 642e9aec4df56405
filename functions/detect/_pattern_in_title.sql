CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_title(
    p_graph_id bigint, p_source_ids uuid [], p_target_types text [], p_read_since timestamptz, p_is_interactive boolean
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- of a time that it does not know the planner expects a third of a table to be younger, and would read it whole
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_ranks text[];
    v_offices text[];
    v_prepositions text[];
    v_workplace text[];
    v_conjunctions text[];
    v_professions text[];
    v_mandate text;
    v_found relationship_engine.candidate[];
    v_ids uuid[];
    v_titles text[];
BEGIN
    SELECT coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'rank'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'office'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'preposition'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'workplace'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'conjunction'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind IN ('office', 'occupation')), '{}'),
        '(^| )(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'mandate') || ') for (us )?{target}'
    INTO v_ranks, v_offices, v_prepositions, v_workplace, v_conjunctions, v_professions, v_mandate
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('rank', 'office', 'preposition', 'workplace', 'conjunction', 'occupation', 'mandate');
    SELECT array_agg(e.id ORDER BY e.id), array_agg(left(e.title, 4000) ORDER BY e.id) INTO v_ids, v_titles
    FROM relationship_engine.entity e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_source_ids);
    -- the title, names as they are spelled; a null target is the word of a rule that there is none, or (no detail)
    -- nothing
    v_found := ARRAY(
        WITH title AS MATERIALIZED (
            SELECT * FROM relationship_engine.title_units(p_graph_id, v_ids, v_titles, p_target_types)
        ), type_set AS MATERIALIZED (  -- rules name few
            SELECT d.types, relationship_engine.type_names(d.types) AS names
            FROM (
                SELECT DISTINCT r.target_type AS types FROM relationship_engine.pattern_rule r
                WHERE r.graph_id = p_graph_id AND r.field = 'title'
            ) d
        ), rule AS MATERIALIZED (
            SELECT r.id, r.field, r.kind, r.confidence, r.importance, r.expression,
                coalesce(r.precedence, r.confidence) AS precedence,
                string_to_array(relationship_engine.fold_case(r.source_type), '|') AS source_types,
                (SELECT t.names FROM type_set t WHERE t.types = r.target_type) AS target_types
            FROM relationship_engine.pattern_rule r
            WHERE r.graph_id = p_graph_id AND r.field IN ('title', 'summary') AND r.enabled
        )
        SELECT relationship_engine.candidate(
            p_from_id => e.id, p_to_id => found.target_id, p_kind => k.kind, p_strategy => 'pattern', p_context => NULL,
            p_confidence => found.confidence, p_importance => found.importance,
            p_is_exclusive => count(*) OVER (PARTITION BY e.id, k.kind) = 1,
            p_detail => CASE WHEN coalesce(found.rule_id, veto.rule_id) IS NOT NULL THEN
                jsonb_build_object('rule', coalesce(found.rule_id, veto.rule_id), 'field', 'title') END)
        FROM title t
        -- one lookup each: as a join the planner may read all entities for one title
        CROSS JOIN LATERAL (
            SELECT e.id, e.type, e.title FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = t.id
            OFFSET 0
        ) e
        CROSS JOIN LATERAL (
            SELECT relationship_engine.fold_case(e.type) || ARRAY(
                SELECT a.type FROM relationship_engine.type_alias a
                WHERE a.alias = relationship_engine.fold_case(e.type)) AS types
            OFFSET 0
        ) y
        CROSS JOIN LATERAL (
            SELECT DISTINCT r.kind
            FROM rule r
            WHERE r.confidence > 0 AND (r.source_types IS NULL OR r.source_types && y.types)
        ) k
        LEFT JOIN LATERAL (
            SELECT w.target_id, b.rule_id, b.confidence, b.importance
            FROM (
                SELECT DISTINCT ON (m.phrase) m.*
                FROM (
                    SELECT n.phrase, n.names, r.id AS rule_id, r.confidence, r.importance, r.target_types,
                        n.length, n.start,
                        -- of a part and the whole that follows it, the part matches
                        r.precedence - CASE WHEN n.is_whole THEN 0.03 ELSE 0 END
                            -- "partner, strategy (Acme)": a name in brackets at the end before one after a comma
                            + CASE WHEN n.is_bracketed THEN 0.004 ELSE 0 END AS precedence
                    FROM (
                        SELECT s.*,
                            -- a Vice President is not the president of Vice, a visa officer not an officer of Visa; but
                            -- the Visa chairman is its chairman, and a NASA pilot a pilot of NASA
                            s.names[1] = ANY (v_ranks || v_professions)
                                AND t.units[s.stop + 1] IS DISTINCT FROM '''s' AS is_rank,
                            s.start = 1 AND s.stop = 1 AND strpos(s.names[1], ' ') = 0
                                AND coalesce(t.words[2] <> ALL (ARRAY['''s', ',', ':'] || v_ranks || v_offices), false)
                                -- where no other word has a capital, that of a name tells
                                AND e.title !~ '^[^[:alnum:]]*[[:upper:]][^ ]* [[:lower:]]' AS is_word,
                            coalesce(t.units[s.start - 1] = '(', false) AND t.units[s.stop + 1] IS NULL AS is_bracketed,
                            array_to_string(t.words[:s.start - 1] || '{target}'::text || t.words[s.stop + 1:], ' ')
                                AS marked
                        FROM (
                            SELECT string_to_array(translate(array_to_string(t.units, ' '), '(:', ',,'), ' ') AS units
                            OFFSET 0
                        ) u
                        CROSS JOIN LATERAL relationship_engine._title_names(
                            u.units, t.names, v_ranks, v_prepositions, v_workplace, v_conjunctions, v_professions) s
                        WHERE NOT s.is_owner
                        OFFSET 0  -- once a name, and not for each rule
                    ) n
                    CROSS JOIN LATERAL (
                        SELECT r.* FROM rule r
                        WHERE r.field = 'title' AND r.kind = k.kind AND r.confidence > 0
                            AND (r.source_types IS NULL OR r.source_types && y.types)
                            -- a colon is a comma ("CFO: Acme"), or nothing ("re: Acme")
                            AND CASE WHEN strpos(n.marked, ' : ') = 0 THEN n.marked ~ r.expression
                                ELSE replace(n.marked, ' : ', ' , ') ~ r.expression
                                    OR replace(n.marked, ' : ', ' ') ~ r.expression END
                            -- unless a rule asks for a word before the name
                            AND NOT (
                                (n.is_rank OR n.is_word AND NOT EXISTS (
                                    SELECT FROM relationship_engine.entity_name x
                                    WHERE x.graph_id = p_graph_id AND x.key = n.names[1] AND NOT x.is_common
                                        AND x.spelling ~ '^[A-Z0-9&.]{2,}$'))
                                AND ('{target}' ~ r.expression OR '{target} , a' ~ r.expression))
                        OFFSET 0
                    ) r
                    -- "member of Parliament for Acme"
                    WHERE n.marked !~ v_mandate AND EXISTS (
                        SELECT FROM unnest(n.names) AS x (name)
                        CROSS JOIN LATERAL relationship_engine._resolve_name_in_context(
                            p_graph_id, x.name, r.target_types, e.id, NULL))
                ) m
                ORDER BY m.phrase, m.precedence DESC, m.length DESC, m.start
            ) b
            LEFT JOIN LATERAL (
                SELECT DISTINCT w.target_id
                FROM unnest(b.names) AS x (name)
                CROSS JOIN LATERAL relationship_engine._resolve_name_in_context(
                    p_graph_id, x.name, b.target_types, e.id, NULL) w
            ) w ON true
        ) found ON true
        LEFT JOIN LATERAL (  -- the word of a rule that there is none
            SELECT r.id AS rule_id
            FROM rule r
            WHERE found.rule_id IS NULL AND r.field = 'title' AND r.kind = k.kind AND r.confidence = 0
                AND (r.source_types IS NULL OR r.source_types && y.types)
                AND array_to_string(t.words, ' ') ~ r.expression
            LIMIT 1
        ) veto ON true);

    IF EXISTS (SELECT FROM unnest(v_found) c WHERE c.to_id IS NULL) THEN
        v_found := v_found || ARRAY(
            SELECT b FROM relationship_engine._pattern_beyond_title(
                p_graph_id, v_found, p_target_types, p_is_interactive) b);
    END IF;

    -- each event that mentions the subject states it again; without a source event it stands for itself. A new edge
    -- learns of all of them
    RETURN QUERY
    SELECT (relationship_engine.candidate(
        p_from_id => c.from_id, p_to_id => c.to_id, p_kind => c.kind, p_strategy => c.strategy,
        p_context => coalesce('event:' || o.event_id, 'entity:' || c.from_id), p_confidence => c.confidence,
        p_importance => c.importance, p_is_exclusive => c.is_exclusive, p_event_id => o.event_id,
        p_start_date => lower(relationship_engine.date_span(e.metadata ->> 'start_date')),
        p_end_date => upper(relationship_engine.date_span(e.metadata ->> 'end_date')) - 1,
        p_detail => c.detail)).*
    FROM unnest(v_found) c
    JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = c.from_id
    CROSS JOIN LATERAL (
        SELECT m.event_id
        FROM (
            SELECT NOT EXISTS (
                -- by its id: by its ends the planner may read all that leads to a hub
                SELECT FROM relationship_engine.edge_store x
                WHERE x.graph_id = p_graph_id
                    AND x.id = relationship_engine.edge_id(p_graph_id, c.from_id, c.to_id, c.kind)
                    AND (x.pruned_by_run IS NULL OR x.strategies <> '{}')) AS is_new
            WHERE c.to_id IS NOT NULL
        ) s
        CROSS JOIN LATERAL relationship_engine._mentions_to_read(
            p_graph_id, c.from_id, s.is_new, p_read_since, p_is_interactive) m
        UNION ALL
        SELECT NULL WHERE e.source_event_id IS NULL
    ) o
    WHERE c.to_id IS NOT NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_title(bigint, uuid [], text [], timestamptz, boolean) IS
'What title rules find in the titles of the given sources, or _pattern_beyond_title() where they find nobody of the '
'kind: per source, kind and phrase of the title ("CEO of A and adviser to B") the rule of the highest precedence '
'wins, then the longest name; a list of names ("A and B") gives an edge to each. One candidate per event that '
'mentions the source.';
