CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_sentence(
    p_graph_id bigint, p_pairs relationship_engine.text_pair []
)
RETURNS TABLE (
    event_id uuid, source_id uuid, target_id uuid, kind text, confidence double precision, importance double precision,
    is_symmetric boolean, is_reverse boolean, rule_id bigint, words text, effect text, start_date date, end_date date
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_verbs text[];
    v_prepositions text[];
    v_preposition text;
    v_conjunctions text[];
    -- "no longer works at" says that it ended; "former", before the word of a rule, that it was
    v_endings text;
    v_anymore text;
    v_former text;
    v_aside text;
    v_companion text;
    v_remainder text;
    v_adverbs text[];
    v_verb text;
    v_predicate text;
    v_relative text;
    v_participle text;
    v_object text;
    v_noun_phrase text;
    v_first_noun text;
    v_after_preposition text;
    v_modifier text;
    v_owner text;
    v_titled text;
    v_other text;
BEGIN
    SELECT coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'verb'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'preposition'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'conjunction'), '{}'),
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'ending') || ')\M ?',
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'anymore') || ')\M',
        '(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'former') || ')',
        '([a-z]+ed|' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'participle') || ')',
        '(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'companion') || ')',
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'adverb'), '{}'),
        '^(, )?and ([a-z0-9]+ )?(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'remainder') || ') ',
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('occupation', 'office'))
    INTO v_verbs, v_prepositions, v_conjunctions, v_endings, v_anymore, v_former, v_participle, v_companion, v_adverbs,
        v_remainder, v_object
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('verb', 'preposition', 'conjunction', 'ending', 'anymore', 'former', 'participle', 'companion',
        'adverb', 'remainder', 'occupation', 'office');
    -- "Ann Lee, together with Bob Ray,", "Ann Lee, the daughter of Bob Ray,"
    v_preposition := array_to_string(v_prepositions, '|');
    v_aside := format(
        '^, ((who|whose|which|formerly|[a-z]+ing|%s|%s) [^,|]*|(?!and |or |but |nor )([{]name[}] ''s )?[^,|{]+'
        '( (%s) [{]name[}]( and ([^,|{]+ )?[{]name[}])?)?)', v_participle, v_companion, v_preposition);
    v_participle := format('^([a-z]+ly )?%s ([a-z0-9]+ ){0,4}[a-z]+$', v_participle);
    v_verb := '(' || array_to_string(v_verbs, '|') || ')';
    v_modifier := format(
        ' ((ex|former) )?[{]name[}] (''s (?!(%s) )[a-z]+( (?!(%1$s)$)[a-z]+)?|((?!(%1$s) )[a-z]+ ){0,2}(%2$s)s?)$',
        array_to_string(v_prepositions || v_conjunctions, '|'), v_object);
    v_titled := format('(^| )(%s) [{]name[}] (''s )?([a-z]+ )?(%s)$', array_to_string(v_prepositions, '|'), v_object);
    v_owner := format('^([a-z]+ )?(%2$s)s? [{]name[}]|^''s (?!(%1$s) )[a-z]+ ((?!(%1$s) )[a-z]+ )?[{]name[}]',
        array_to_string(v_prepositions || v_conjunctions || v_verbs, '|'), v_object);
    v_other := format('^(, )?((who|also|then|later|has|had|been) )*(is|was|are|were|be|been|became|got) '
        '((?!(named|appointed|elected|promoted|made|chosen|selected|hired|employed|recruited|elevated|nominated|signed|'
        'known|one|president|head|chair|director|vice) )[a-z]+ ){1,2}(to|by|with|of|for|from|against) '
        '((?!(and|as|be|become|being|having|help|serve|work|post|position|role|rank|office) )[a-z]+ ){0,3}'
        '(%s|graduate|alumnus|alumna) (at|for|with|of|from|in)$', v_object);
    v_object := format('^(who |that |also )*(?!(is|was|are|were|be|been|became|becomes|remains|remained|works|worked|'
        'serves|served|named|appointed|elected|promoted|made|chosen|selected|retired) )(([a-z]+[^s]s|[a-z]+ed|%s) )+'
        '((?!(as|to|from|into) )[a-z]+ ){0,2}(%s) (at|for|with|of|from|in)$', v_verb, v_object);
    v_relative := format('[a-z] ((which|who) [a-z]+|that ([a-z]+(s|ed)|%s))( [a-z]+)?$', v_verb);
    -- a noun and its preposition, no verb: "wife of", "chief executive at", "brother of king"
    v_noun_phrase := format(
        '(?:, )?and (?:also )?(?!([a-z]+[^s]s|[a-z]+ed|[a-z]+ing|%1$s) )(?=(?:[a-z]+ ){0,3}(?!(?:%2$s|%3$s) )[a-z]+ '
        '(?:%2$s)(?: [a-z]+)?$)', v_verb, v_preposition, array_to_string(v_adverbs, '|'));
    v_first_noun := format(
        '^((?:(?:,|who|is|was|are|were|became|becomes|remains|remained|has|had|%2$s) )+|[^,|{]*\mas )(?:[a-z]+ ){1,4}'
        '(?:%1$s) (?:[a-z]+ )?[{]name[}] ', v_preposition, array_to_string(v_adverbs, '|'));
    v_after_preposition := format('(?:^| )(?:%s) [a-z]+$', v_preposition);
    v_predicate := format(
        '^(, )?(who )?(is|was|are|were|[a-z]+[^s]s|[a-z]+ed|%s) [^,|]*( ,)? and '
        '((he|she|they|also|then|later|now) )*', v_verb);
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT * FROM unnest(p_pairs)
    ), each_reading AS (  -- as written, and as it was before it ended: "no longer works at", "works at"
        SELECT q.*, d.words AS spoken, false AS is_ended, false AS is_past
        FROM pair q
        -- without what stands between commas: "Verto, founded by Bo Rask in 1990, hired", "Verto, a brewer, hired"
        CROSS JOIN LATERAL (
            SELECT q.words
            -- the cheap test first: most words have no two names
            WHERE NOT (strpos(q.words, '{name} ') > 0 AND q.words ~ ('[{]name[}] ' || v_noun_phrase))
            UNION ALL  -- "the daughter of Ann Lee and wife of Bob Ray": two nouns of one subject
            SELECT regexp_replace(q.words, v_first_noun || v_noun_phrase, '\1')
            WHERE NOT q.is_denied AND strpos(q.words, '{name} ') > 0 AND q.words ~ (v_first_noun || v_noun_phrase)
            UNION ALL
            SELECT regexp_replace(q.words, v_aside || ' , (?=[^,]+$)', '')
            WHERE NOT q.is_denied AND left(q.words, 2) = ', ' AND q.words ~ (v_aside || ' , [^,]+$')
            UNION ALL  -- "Ann Lee, a nurse, and Bob Ray, a cook, founded"
            SELECT regexp_replace(q.words, '^, [^,|{]+ , and [{]name[}] (, [^,|{]+ , )?', '')
            WHERE NOT q.is_denied AND left(q.words, 2) = ', ' AND q.words ~ '^, [^,|{]+ , and [{]name[}] [^{]+$'
            UNION ALL  -- "Ann Lee and others founded"
            SELECT regexp_replace(q.words, v_remainder, '')
            WHERE NOT q.is_denied AND strpos(q.words, 'and ') IN (1, 3) AND q.words ~ v_remainder
        ) a
        -- "lives in Oslo and works for Acme": two verbs of one subject
        CROSS JOIN LATERAL (
            SELECT a.words
            UNION ALL  -- "bought Acme's rival Globex", "was founded by Acme engineer Ann Lee": who it is follows
            SELECT regexp_replace(a.words, v_modifier, '')
            WHERE strpos(a.words, '{name} ') > 1 AND a.words ~ v_modifier
            UNION ALL
            SELECT regexp_replace(a.words, v_predicate, '')
            WHERE NOT q.is_denied AND strpos(a.words, ' and ') > 0
                AND a.words ~ (v_predicate || '([a-z]+(s|ed)|' || v_verb || ')( [^,|{]*)?$')
        ) c
        -- "now works at", "was quietly bought by"
        CROSS JOIN LATERAL (
            SELECT c.words
            UNION ALL
            SELECT string_agg(w.word, ' ' ORDER BY w.i)
            FROM string_to_table(c.words, ' ') WITH ORDINALITY AS w (word, i)
            WHERE NOT q.is_denied AND w.word <> ALL (v_adverbs)
            HAVING string_to_array(c.words, ' ') && v_adverbs
        ) d
        WHERE NOT q.is_unreal
        UNION ALL  -- "Born in Oslo in 1980, Ann Lee": Ann Lee was born in Oslo
        SELECT q.event_id, q.second_ids, q.first_ids, false, q.words, '', '', string_to_array(q.head, ' '), 'was', '',
            q.previous, false, false, q.tail, q.head, 'was ' || q.head, false, false
        FROM pair q
        WHERE NOT q.is_unreal AND NOT q.is_denied AND q.head ~ v_participle
            AND q.words ~ '^(, [{]name[}] )*(, )?(and [{]name[}] )?([a-z0-9]+ ){0,6},$'
            -- "Founded by Ann Lee, Bob Ray and Cy Fox, Acme": it is no name of the list
            AND q.after !~ '^(, )?(and )?[{]name[}]'
        UNION ALL  -- "Acme, which Ann Lee founded": Ann Lee founded Acme
        SELECT q.event_id, q.second_ids, q.first_ids, false, q.words, '', '', string_to_array(o.words, ' '),
            split_part(o.words, ' ', 1), '', split_part(o.words, ' ', -1), false, false, q.tail, q.head, o.words,
            false, false
        FROM pair q
        CROSS JOIN LATERAL (
            SELECT (regexp_match(q.after, '^((?:(?:has|had|have|also|then|later|first|once|now) )*[a-z]+'
                '(?: (?:at|for|in|over|up)(?= ,|$))?)'))[1] AS words
        ) o
        WHERE NOT q.is_unreal AND NOT q.is_denied AND o.words IS NOT NULL AND q.words ~ '^(, )?(which|that|whom|who)$'
        UNION ALL  -- "A and B married in 2001 and divorced in 2009", "joined Acme in 2001 and left it in 2009"
        SELECT q.event_id, q.first_ids, q.second_ids, q.is_place, q.words, q.before, o.after,
            q.units || string_to_array(m[1], ' '), split_part(o.words, ' ', 1), q.previous,
            split_part(o.words, ' ', -1), false, false, o.after, q.head, o.words, false, false
        FROM pair q
        CROSS JOIN LATERAL regexp_match(q.tail, '^(?:[^,|]* )?and (?:(?:he|she|they|then|later|was|were|got) )*'
            '([a-z]+(?: (?:up|down|off|away|out))?)(?: (?:him|her|it|them))?((?: (?:in|on) [a-z0-9, ]+)?)$') AS m
        CROSS JOIN LATERAL (
            SELECT q.words, concat_ws(' ', m[1], nullif(btrim(m[2]), '')) AS after
            WHERE q.words = ANY (v_conjunctions)
            UNION ALL
            SELECT concat_ws(' ', m[1], nullif(w.word, '')), btrim(m[2])
            FROM (VALUES (''), ('from'), ('by')) AS w (word)
            WHERE q.words <> ALL (v_conjunctions)
        ) o
        WHERE NOT q.is_unreal AND NOT q.is_denied AND strpos(q.tail, 'and ') > 0
        UNION ALL  -- "used to be president of", "used to work at"
        SELECT q.*, regexp_replace(regexp_replace(q.words, '\mused to be\M', 'was'), '\mused to ([a-z]+)', '\1s'),
            false, true
        FROM pair q
        WHERE NOT q.is_unreal AND NOT q.is_denied AND q.words ~ '\mused to\M'
        UNION ALL
        SELECT q.*, regexp_replace(regexp_replace(regexp_replace(
            q.words, v_endings, '', 'g'), '\m(?:do|does|did)(?:n t|n| not) ([a-z]+)', '\1s'),
            '\m(is|was|are|were|has|have|had)(?:n t|n| not)\M', '\1'), true, false
        FROM pair q
        WHERE NOT q.is_unreal AND q.is_denied
            AND (q.words ~ v_endings OR concat_ws(' ', q.words, q.after) ~ v_anymore)
    ), reading AS MATERIALIZED (
        SELECT q.*, row_number() OVER () AS n,
            -- the verb behind an aside
            CASE WHEN starts_with(q.spoken, ', ') THEN substring(q.spoken FROM
                '^, (?:(?:has|had|have|also|then|later|now|just|recently) )*([a-z]+)') END AS verb
        FROM each_reading q
    ), said AS MATERIALIZED (
        SELECT coalesce(jsonb_object_agg(u.word, '') FILTER (WHERE u.word IS NOT NULL), '{}') AS words,
            (SELECT bool_or(q.is_ended OR q.is_past) FROM reading q) AS is_former
        FROM (SELECT DISTINCT unnest(q.units) AS word FROM reading q) u
    ), heard AS MATERIALIZED (  -- the cues spare most rules the rest
        SELECT r.*, string_to_array(r.cue, '|') AS cues
        FROM said
        JOIN relationship_engine.pattern_rule r ON r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled
            AND r.confidence > 0
            AND (r.cue IS NULL OR said.is_former OR said.words ?| string_to_array(r.cue, '|'))
    ), type_set AS MATERIALIZED (  -- rules name few
        SELECT d.types, relationship_engine.type_names(d.types) AS names
        FROM (SELECT h.source_type AS types FROM heard h UNION SELECT h.target_type FROM heard h) d
    ), rule AS MATERIALIZED (
        SELECT r.id, r.kind, r.confidence, r.importance, r.is_symmetric, r.expression,
            (SELECT t.names FROM type_set t WHERE t.types = r.source_type) AS source_types,
            (SELECT t.names FROM type_set t WHERE t.types = r.target_type) AS target_types,
            r.cues, r.expression ~ '^\^|\$$' AS is_anchored,
            r.expression ~ '^\^?[{](source|target)[}]' AS begins_with_name,
            r.expression ~ '\mof\M' AS has_of,
            r.expression ~ '[{](source|target)[}].*[{](source|target)[}] ''s' AS is_possessive,
            r.expression ~ '\m(not|never|nor|neither|without)\M' AS is_denial,
            position('{target}' IN r.expression) < position('{source}' IN r.expression) AS is_reverse,
            r.effect,
            '\m' || v_former || '( [a-z]+){0,2} (' || CASE WHEN r.cue IS NULL THEN ''
                ELSE r.cue || '|' END || 'of|at|with)\M'
                AS former
        FROM heard r
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
        r.is_reverse, r.id AS rule_id, q.words, q.head,
        -- "A and B married in 2001": the date is that of the rule's own word
        CASE WHEN split_part(q.tail, ' ', 1) = ANY (r.cues) THEN substr(q.tail, length(split_part(q.tail, ' ', 1)) + 2)
            ELSE q.tail END AS tail,
        CASE WHEN q.is_ended THEN 'ends' ELSE r.effect END AS effect,
        r.effect = 'states' AND NOT q.is_ended AND (
            q.is_past OR r.is_reverse AND q.previous ~ ('^' || v_former || '$')
                OR concat_ws(' ', q.spoken, CASE WHEN q.after !~ '^(,|and) ' THEN q.after END) ~ r.former) AS is_former
    FROM match q
    JOIN rule r ON r.id = q.rule_id
    CROSS JOIN LATERAL (
        SELECT
        FROM (
            SELECT concat_ws(' ', CASE WHEN r.is_reverse THEN '{target}' ELSE '{source}' END,
                nullif(btrim(q.spoken), ''),
                CASE WHEN r.is_reverse THEN '{source}' ELSE '{target}' END) AS marked
        ) m
        WHERE CASE WHEN q.is_ended THEN r.effect = 'states' AND NOT r.is_denial ELSE q.is_denied <= r.is_denial END
            AND CASE WHEN r.is_anchored THEN m.marked
                ELSE concat_ws(' ', nullif(q.before, ''), m.marked, nullif(q.after, '')) END ~ r.expression
            -- "a rival of Quorn acquired", "a studio in London and owned by": the verb speaks of the noun before
            AND NOT (r.begins_with_name AND q.previous = ANY (v_prepositions)
                -- "took over from Bob Ray as CEO of Acme"
                AND (q.previous = 'from' AND q.next = 'as' OR q.next = ANY (v_verbs || v_conjunctions)
                    OR q.next ~ '[a-z]{2}ed$' OR q.next = ANY (r.cues) AND q.next ~ '[a-z]s$'))
            -- "the son of King Lou and brother of": so does the second noun
            AND NOT (r.begins_with_name AND q.next IN ('and', ',') AND q.spoken ~ ('^' || v_noun_phrase)
                AND q.before ~ v_after_preposition)
            -- "Jobs fell out with Sculley, the president of Apple, and resigned": Jobs did
            AND NOT (r.effect = 'ends' AND r.begins_with_name AND q.next = ',' AND q.previous = ANY (v_prepositions))
            -- "Ann Lee, the daughter of Bob Ray, founded": nor does what follows an aside speak of its last name
            AND NOT (r.begins_with_name AND q.next = ',' AND q.before !~ (v_companion || '$')
                AND (q.previous = ANY (v_prepositions) OR q.before ~ v_titled)
                AND (strpos(q.before, ',') > 0 OR q.before ~ '[{]name[}] [a-z]+$')
                AND (q.verb = ANY (v_verbs) OR q.verb ~ '[a-z]{2}ed$'
                    OR q.verb = ANY (r.cues) AND q.verb ~ '[a-z]s$'))
            -- "Bob Ray, whose boss is Ann Lee, lives in"
            AND NOT (r.begins_with_name AND q.next = ',' AND q.before ~ '[{]name[}] , (who|whose|whom|which) [^,|]+$'
                AND (q.verb = ANY (v_verbs) OR q.verb ~ '[a-z]{2}ed$'
                    OR q.verb = ANY (r.cues) AND q.verb ~ '[a-z]s$'))
            -- "Verto, Ludo's rival, was founded by": nor does it speak of the owner of a noun in an aside
            AND NOT (r.begins_with_name AND q.next = '''s' AND q.previous = ',' AND strpos(q.spoken, ' , ') > 0
                AND strpos(r.expression, '''s') = 0)
            -- "the company that sued Verto was founded by": nor what follows a relative clause
            AND NOT (r.begins_with_name AND q.before ~ v_relative
                AND (q.next = ANY (v_verbs) OR q.next ~ '[a-z]{2}ed$' OR q.next = ANY (r.cues) AND q.next ~ '[a-z]s$'))
            -- "a label in Leeds, started by": what follows the comma speaks of the noun before the place
            AND NOT (r.begins_with_name AND q.next = ',' AND q.is_place
                AND q.previous = ANY (','::text || v_prepositions))
            -- "advises an engineer at Acme": it is the engineer who works there
            AND NOT (r.begins_with_name AND NOT r.is_reverse AND q.spoken ~ v_object)
            -- "is married to an engineer at Acme", "was interviewed by the founder of Acme": nor does the subject
            AND NOT (r.begins_with_name AND q.spoken ~ v_other)
            -- "at Acme or Globex", "Ann Lee or Bob Ray founded": it is not said which
            AND q.after !~ '^(, )?or ((at|by|for|in|of|to|with) )?[{]name[}]' AND q.before !~ '[{]name[}] or$'
            -- "works at Acme's rival Globex", "bought by Acme founder Ann Lee": the name belongs to the next one
            AND q.after !~ v_owner
            -- "the Oslo branch of Acme": the name belongs to the noun behind it
            AND q.after !~ ('^(?!(ahead|because|east|front|independently|instead|irrespective|north|outside|inside|out|'
                'regardless|south|west|short|upon|by|in) )[a-z]+ of [{]name[}]')
            -- "married the daughter of Theo": so does the name
            AND (q.last <> 'of' OR r.has_of)
            -- "the daughter of a friend of Theo"
            AND NOT (q.last = 'of' AND r.source_types = r.target_types AND q.spoken ~ '\mof ([a-z]+ )+of$')
            -- "married Theo's daughter": as well; but who works at Acme's office works at Acme, and in "Acme's
            -- president Ann Lee's speech" the name stands by the noun before it
            AND (r.is_possessive OR q.last = ANY ('{at,in}')
                -- "bought Acme shares": nor is a plural
                OR q.after !~ '^(''s [a-z{]|[a-z]{3,}[^isu]s( |$))'
                OR left(q.after, 2) <> '''s' AND split_part(q.after, ' ', 1) = ANY (v_adverbs || v_prepositions)
                OR left(q.after, 2) <> '''s' AND rtrim(split_part(q.after, ' ', 1), 's') = ANY (v_verbs)
                OR NOT (q.last = ANY (v_verbs || v_prepositions) OR q.last ~ '[a-z]{2}(ed|s)$'))
        OFFSET 0
    ) x
    CROSS JOIN LATERAL (
        SELECT e.id
        FROM unnest(CASE WHEN r.is_reverse THEN q.second_ids ELSE q.first_ids END) WITH ORDINALITY AS u (id, nth)
        -- by its key, whatever is known of the table: not all entities of the graph for each pair
        CROSS JOIN LATERAL (
            SELECT e.id, e.type, e.source_event_id FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = u.id
            OFFSET 0
        ) e
        WHERE r.source_types IS NULL OR relationship_engine.fold_case(e.type) = ANY (r.source_types)
        ORDER BY (e.source_event_id = q.event_id) IS TRUE DESC, u.nth
        LIMIT 1
    ) s
    CROSS JOIN LATERAL (
        SELECT e.id
        FROM unnest(CASE WHEN r.is_reverse THEN q.first_ids ELSE q.second_ids END) WITH ORDINALITY AS u (id, nth)
        CROSS JOIN LATERAL (
            SELECT e.id, e.type, e.source_event_id FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = u.id
            OFFSET 0
        ) e
        WHERE (r.target_types IS NULL OR relationship_engine.fold_case(e.type) = ANY (r.target_types)) AND e.id <> s.id
        ORDER BY (e.source_event_id = q.event_id) IS TRUE DESC, u.nth
        LIMIT 1
    ) t
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
        SELECT CASE WHEN f.words ~ ('^, ((who|which|whose|whom|where|[a-z]{2,}ed|born) [^,|]*|[^,|]*[{]name[}][^,|]*)'
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
