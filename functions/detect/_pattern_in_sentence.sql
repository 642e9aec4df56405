CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_sentence(
    p_graph_id bigint, p_pairs relationship_engine.text_pair []
)
RETURNS TABLE (
    event_id uuid, source_id uuid, target_id uuid, kind text, confidence double precision, importance double precision,
    is_symmetric boolean, is_reverse boolean, rule_id bigint, words text, effect text, start_date date, end_date date
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v record;
    -- kinds of words that may follow the object of a verb: "left Acme early", "left the Acme team"
    v_no_nouns constant text[] := ARRAY['verb', 'preposition', 'conjunction', 'adverb', 'companion', 'stop_word',
        'date_near', 'time_noun', 'weekday', 'adjunct', 'appellation'];
BEGIN
    SELECT * INTO v FROM relationship_engine._misreading_patterns();
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT * FROM unnest(p_pairs)
    ), reading AS MATERIALIZED (
        SELECT * FROM relationship_engine._pair_readings(p_pairs)
    ), said AS MATERIALIZED (
        SELECT coalesce(jsonb_object_agg(u.word, '') FILTER (WHERE u.word IS NOT NULL), '{}') AS words,
            (SELECT bool_or(q.is_ended OR q.is_past) FROM reading q) AS is_former
        FROM (SELECT DISTINCT unnest(q.units) AS word FROM reading q) u
    ), rule AS MATERIALIZED (
        SELECT r.*
        FROM said
        CROSS JOIN LATERAL relationship_engine._text_rules(p_graph_id, said.words, said.is_former, v.former) r
    ), match AS MATERIALIZED (  -- the readings with a cue of each rule
        SELECT m.rule_id, q.*
        FROM (
            SELECT c.rule_id, u.n
            FROM (SELECT r.id AS rule_id, unnest(r.cues) AS word FROM rule r) c
            JOIN (SELECT q.n, unnest(q.units) AS word FROM reading q) u ON u.word = c.word
            UNION
            SELECT r.id, q.n FROM rule r CROSS JOIN reading q WHERE r.cues IS NULL
            UNION
            SELECT r.id, q.n FROM rule r CROSS JOIN reading q WHERE q.is_ended OR q.is_past
        ) m
        JOIN reading q ON q.n = m.n
        -- rule by rule: the server remembers few compiled expressions
        ORDER BY m.rule_id
    ), found AS MATERIALIZED (
        SELECT q.event_id, s.id AS source_id, t.id AS target_id, r.kind, r.confidence, r.importance, r.is_symmetric,
            r.is_reverse, r.id AS rule_id, q.words, q.spoken, q.head,
            -- "A and B married in 2001": the date is that of the rule's own word
            CASE WHEN split_part(q.tail, ' ', 1) = ANY (r.cues)
                THEN substr(q.tail, length(split_part(q.tail, ' ', 1)) + 2) ELSE q.tail END AS tail,
            CASE WHEN q.is_ended THEN 'ends' ELSE r.effect END AS effect,
            r.effect = 'states' AND NOT q.is_ended AND (
                q.is_past OR r.is_reverse AND q.previous ~ ('^' || v.former || '$')
                    OR concat_ws(' ', q.spoken, CASE WHEN q.after !~ '^(,|and) ' THEN q.after END) ~ r.former
            ) AS is_former
        FROM match q
        JOIN rule r ON r.id = q.rule_id
        CROSS JOIN LATERAL (
            SELECT
            FROM (
                SELECT CASE WHEN r.is_reverse
                        THEN concat_ws(' ', '{target}', nullif(btrim(q.spoken), ''), '{source}')
                        ELSE concat_ws(' ', '{source}', nullif(btrim(q.spoken), ''), '{target}') END AS marked,
                    q.next = ANY (v.verbs) OR q.next ~ '[a-z]{2}ed$'
                        OR q.next = ANY (r.cues) AND q.next ~ '[a-z]s$' AS is_verb_next,
                    q.verb = ANY (v.verbs) OR q.verb ~ '[a-z]{2}ed$'
                        OR q.verb = ANY (r.cues) AND q.verb ~ '[a-z]s$' AS is_verb_behind_aside
            ) m
            WHERE CASE WHEN q.is_ended THEN r.effect = 'states' AND NOT r.is_denial ELSE q.is_denied <= r.is_denial END
                AND CASE WHEN r.is_anchored THEN m.marked
                    ELSE concat_ws(' ', nullif(q.before, ''), m.marked, nullif(q.after, '')) END ~ r.expression
                -- The words of a rule that begins with a name may be about something else than the first name:
                AND (NOT r.begins_with_name OR NOT (
                    -- "a rival of Quorn acquired", "a studio in London and owned by": about the noun before it
                    q.previous = ANY (v.prepositions) AND q.previous <> ALL (v.subordinators)
                        AND (m.is_verb_next OR q.next = ANY (v.conjunctions)
                        -- "took over from Bob Ray as CEO of Acme"
                        OR q.previous = 'from' AND q.next = 'as')
                    -- "talked to Bob Ray about his sister", "met a man and his wife"
                    OR q.previous = ANY (v.prepositions) AND q.spoken ~ '\m(his|her|their)\M'
                    OR q.spoken ~ v.possessor
                    -- "told Bob Ray she lives in"
                    OR q.spoken ~ '^(he|she) ' AND q.before ~ '[{]name[}] [a-z]+$'
                    -- "the son of King Lou and brother of": so is the second noun
                    OR q.is_second_noun
                    -- "Jobs fell out with Sculley, the president of Apple, and resigned": Jobs did
                    OR r.effect = 'ends' AND q.next = ',' AND q.previous = ANY (v.prepositions)
                    -- "Ann Lee, the daughter of Bob Ray, founded": not about the last name of an aside
                    OR q.next = ',' AND m.is_verb_behind_aside AND q.before !~ (v.companion || '$')
                        AND (q.previous = ANY (v.prepositions) OR q.before ~ v.titled)
                        AND (strpos(q.before, ',') > 0 OR q.before ~ '[{]name[}] [a-z]+$')
                    -- "Bob Ray, whose boss is Ann Lee, lives in"
                    OR q.next = ',' AND m.is_verb_behind_aside
                        AND q.before ~ '[{]name[}] , (who|whose|whom|which) [^,|]+$'
                    -- "Verto, Ludo's rival, was founded by": nor about the owner of a noun in an aside
                    OR q.next = '''s' AND q.previous = ',' AND strpos(q.spoken, ' , ') > 0
                        AND strpos(r.expression, '''s') = 0
                    -- "the company that sued Verto was founded by": nor about the end of a relative clause
                    OR m.is_verb_next AND q.before ~ v.relative
                    -- "Acme, which Ann Lee started in 2016, was bought by": nor about its subject
                    OR m.is_verb_next AND strpos(q.spoken, ' , ') > 0
                        AND q.before ~ '\m(which|that|whom)( ([{]name[}]|,|and))*$'
                    -- "a label in Leeds, started by": about the noun before the place
                    OR q.is_place AND q.next = ',' AND q.previous = ANY (','::text || v.prepositions)
                    -- "advises an engineer at Acme": it is the engineer who works there
                    OR NOT r.is_reverse AND q.spoken ~ v.object
                    -- "is married to an engineer at Acme", "was interviewed by the founder of Acme"
                    OR q.spoken ~ v.other
                    -- "works for a man at Acme"
                    OR q.spoken ~ v.employer))
                -- "is Ann Lee's brother-in-law"
                AND q.after !~ '^(''s )?([a-z]+ ){0,2}in law( |$)'
                -- "left Acme at six", "retired to her room at Acme"
                AND NOT (r.effect = 'ends' AND (q.after ~ v.hour OR q.spoken ~ v.elsewhere))
                -- "the widow of an Acme director, Ann Lee studied": the noun behind the first name is not the second's
                AND NOT (q.previous = ANY (v.prepositions) AND q.words ~ '^(''s )?[a-z ]+ ,$'
                    AND q.after !~ '^(,|[|]|$)')
                -- They may be about something else than the second name:
                -- "at Acme or Globex", "Ann Lee or Bob Ray founded": it is not said which
                AND q.after !~ '^(, )?or ((at|by|for|in|of|to|with) )?[{]name[}]' AND q.before !~ '[{]name[}] or$'
                -- "works at Acme's rival Globex", "bought by Acme founder Ann Lee": the name belongs to the next one
                AND q.after !~ v.owner
                -- "the Oslo branch of Acme": it belongs to the noun behind it
                AND q.after !~ v.attribute
                -- "left the Acme office", "bought Acme stock": so does the object of a verb
                AND NOT (NOT r.is_possessive AND (q.last = ANY (v.verbs || r.cues) OR q.last ~ '[a-z]{2}(ed|s)$'
                        OR r.effect = 'ends' AND q.last = ANY (v.prepositions))
                    AND q.after ~ '^[a-z]{3,}( |$)' AND q.after !~ '^[a-z]*(ly|ed|[^su]s)( |$)'
                    -- "left Acme citing reasons", "left the Acme building at"
                    AND (q.after !~ '^[a-z]+ing [a-z]'
                        OR split_part(q.after, ' ', 2) = ANY (v.prepositions || v.adverbs))
                    AND (CASE WHEN r.is_reverse THEN r.source_types ELSE r.target_types END && '{person}') IS NOT TRUE
                    AND NOT EXISTS (
                        SELECT FROM relationship_engine.lexicon l
                        WHERE l.kind = ANY (v_no_nouns) AND l.word = split_part(q.after, ' ', 1)))
                -- "married the daughter of Theo": to the noun before it
                AND (q.last <> 'of' OR r.has_of)
                -- "the daughter of a friend of Theo"
                AND NOT (q.last = 'of' AND r.source_types = r.target_types AND q.spoken ~ '\mof ([a-z]+ )+of$')
                -- "married Theo's daughter": as well; but who works at Acme's office works at Acme, and in "Acme's
                -- president Ann Lee's speech" the name stands by the noun before it
                AND (r.is_possessive OR q.last = ANY ('{at,in}')
                    -- "bought Acme shares": nor is a plural
                    OR q.after !~ '^(''s [a-z{]|[a-z]{3,}[^isu]s( |$))'
                    OR left(q.after, 2) <> '''s' AND EXISTS (
                        SELECT FROM relationship_engine.lexicon l
                        WHERE l.kind = ANY (v_no_nouns) AND l.word = split_part(q.after, ' ', 1))
                    OR left(q.after, 2) <> '''s' AND rtrim(split_part(q.after, ' ', 1), 's') = ANY (v.verbs)
                    OR NOT (q.last = ANY (v.verbs || v.prepositions) OR q.last ~ '[a-z]{2}(ed|s)$'))
            OFFSET 0
        ) x
        CROSS JOIN LATERAL relationship_engine._entity_of_type(p_graph_id,
            CASE WHEN r.is_reverse THEN q.second_ids ELSE q.first_ids END, r.source_types, q.event_id, NULL) s
        CROSS JOIN LATERAL relationship_engine._entity_of_type(p_graph_id,
            CASE WHEN r.is_reverse THEN q.first_ids ELSE q.second_ids END, r.target_types, q.event_id, s.id) t
    ), silenced AS MATERIALIZED (  -- what the sentence denies, asks, imagines or ends is no new observation of any edge
        SELECT q.event_id, q.words, a.id AS one_id, b.id AS other_id
        FROM pair q
        CROSS JOIN LATERAL unnest(q.first_ids) AS a (id)
        CROSS JOIN LATERAL unnest(q.second_ids) AS b (id)
        WHERE q.is_denied OR q.is_unreal
        UNION
        SELECT f.event_id, f.words, f.source_id, f.target_id FROM found f WHERE f.effect <> 'states'
    )
    SELECT f.event_id, f.source_id, f.target_id, f.kind, f.confidence, f.importance, f.is_symmetric, f.is_reverse,
        f.rule_id, f.words, x.effect,
        CASE WHEN x.effect = 'states' THEN d.start_date END,
        CASE WHEN x.effect = 'states' THEN d.end_date ELSE coalesce(d.end_date, d.some_date) END
    FROM found f
    -- "Ann Lee, who led Acme until 2017, now runs Verto", "Ann Lee, born in 1970, joined": not the date of another verb
    CROSS JOIN LATERAL (
        SELECT CASE
            -- "played for Acme until 2016 and has played for Verto": the dates before a name between are its own
            WHEN strpos(f.words, '{name}') > 0 AND f.words LIKE '%_' || f.spoken AND f.spoken <> '' THEN f.spoken
            -- "worked at Acme until 2016 before joining Verto"
            WHEN f.words ~ ' before [a-z]+ing\M[^,|{]*$' THEN regexp_replace(f.words, '^.* before ', '')
            WHEN f.words ~ ('^, ((who|which|whose|whom|where|[a-z]{2,}ed|born) [^,|]*|[^,|]*[{]name[}][^,|]*)'
            ' , [^,]+$') THEN regexp_replace(f.words, '^, [^,|]+ , ', '') ELSE f.words END AS words
    ) w
    CROSS JOIN LATERAL relationship_engine.read_period(f.head, w.words, f.tail, (
        SELECT (e.occurred_at AT TIME ZONE 'UTC')::date
        FROM relationship_engine.raw_events e
        WHERE e.graph_id = p_graph_id AND e.id = f.event_id AND isfinite(e.occurred_at))) d
    CROSS JOIN LATERAL (
        SELECT f.effect
        UNION ALL
        SELECT 'ends' WHERE f.is_former AND d.end_date IS NULL
    ) x
    UNION ALL
    SELECT s.event_id, e.from_id, e.to_id, e.kind, 1, NULL, false, e.from_id <> s.one_id, NULL, s.words, 'denies',
        NULL, NULL
    FROM silenced s
    CROSS JOIN LATERAL (
        SELECT e.from_id, e.to_id, e.kind
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.from_id = s.one_id AND e.to_id = s.other_id AND e.pruned_by_run IS NULL
            AND e.is_stated
        UNION ALL
        SELECT e.from_id, e.to_id, e.kind
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.from_id = s.other_id AND e.to_id = s.one_id AND e.pruned_by_run IS NULL
            AND e.is_stated
    ) e
    WHERE s.one_id <> s.other_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_sentence(bigint, relationship_engine.text_pair []) IS
'What text rules find between pairs of names (see _text_pairs). A rule reads the two as {source} and {target}, other '
'names as {name}, with four units before and after; one that begins with ^ or ends with $ reads from name to name. A '
'denial between the names is for rules that speak of one; a question, and a sentence that the lexicon calls unreal, '
'state nothing. effect: as pattern_rule.effect; a statement that is said to hold no longer ends, one of what was '
'("former") states and ends. denies: the stated edges between two names of which the sentence denies, asks, imagines '
'or ends something, so that this event does not reinforce them. Dates are those of the sentence (see read_period).';
