CREATE OR REPLACE FUNCTION relationship_engine._pair_readings(p_pairs relationship_engine.text_pair [])
RETURNS TABLE (
    n bigint, event_id uuid, first_ids uuid [], second_ids uuid [], is_place boolean, words text, before text,
    after text, units text [], next text, previous text, last text, is_denied boolean, tail text, head text,
    spoken text, is_ended boolean, is_past boolean, verb text, is_second_noun boolean
)
LANGUAGE plpgsql STABLE
ROWS 20
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_conjunctions text[];
    v_adverbs text[];
    v_verb text;
    v_preposition text;
    v_adverb text;
    -- a word before which a name is not that of an owner
    v_no_noun text;
    v_participle text;
    v_companion text;
    v_job text;
    v_copula text;
    v_remainder text;
    -- "no longer works at", "does not work at anymore"
    v_ending text;
    v_anymore text;
    v_former text;
    v_finite text;
    -- "for Acme, based in": about Acme
    v_named constant text := '[{]name[}] , [a-z]+ed (in|by|at|on|near|from|with|as)( |$)';
    v_noun_who text;
    v_possessive constant text := '^((, )?(is|was|became|,) )[{]name[}] ''s ([a-z]+ ){1,3}and$';
    v_relative text;
    v_person text;
    v_participles text;
    v_long_aside text;
    v_both constant text := '^, ([{]name[}] )?[^,|{]+ , and [{]name[}] (, ([{]name[}] )?[^,|{]+ , )?';
    v_with constant text := '\mwith ([{]name[}]( and [{]name[}])?|(his|her|their|its|my|our|two|three|four|five|some|'
        'several|other)( [a-z]+){1,3}) (?=(in|at|near|to|for)$)';
    v_predicates text;
    v_aside text;
    v_noun_phrase text;
    v_first_noun text;
    v_after_preposition text;
    v_predicate text;
    v_owner text;
    v_participial text;
    v_gerund constant text := '\m(?:before|after|since) ((?:[a-z]+ly )?[a-z]{2,})ing\M';
    v_gerund_forms constant text[] := ARRAY['\1ed', 'was \1ing'];
BEGIN
    SELECT coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'conjunction'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'adverb'), '{}'),
        '(' || coalesce(string_agg(DISTINCT l.word, '|') FILTER (
            WHERE l.kind IN ('verb', 'finite') AND l.word !~ '([a-z][^s]s|ed)$'), '') || ')',
        coalesce(string_agg(l.word, '|') FILTER (WHERE l.kind = 'preposition'), ''),
        coalesce(string_agg(l.word, '|') FILTER (WHERE l.kind = 'adverb'), ''),
        coalesce(string_agg(l.word, '|') FILTER (WHERE l.kind IN ('preposition', 'conjunction')), ''),
        '([a-z]+ed|' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'participle') || ')',
        '(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'companion') || ')',
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('occupation', 'office')),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'copula'),
        '^(, )?and ([a-z0-9]+ )?(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'remainder') || ') ',
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'ending') || ')\M ?',
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'anymore') || ')\M',
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'former'),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'participle'),
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind IN ('person', 'kin')) || ')\M'
    INTO v_conjunctions, v_adverbs, v_verb, v_preposition, v_adverb, v_no_noun, v_participle, v_companion, v_job,
        v_copula, v_remainder, v_ending, v_anymore, v_former, v_participles, v_person
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('conjunction', 'adverb', 'verb', 'preposition', 'participle', 'companion', 'occupation', 'office',
        'copula', 'remainder', 'ending', 'anymore', 'former', 'finite', 'person', 'kin');
    v_noun_who := format('^, ([{]name[}] )?((?!(%s|who) )[a-z]+ ){1,3}who ', v_preposition);
    v_relative := '^(.*) (?:his|her) ((?:[a-z]+ ){0,2}' || v_person || ')$';
    -- ", together with Bob Ray", ", the daughter of Bob Ray", ", founded by Bob Ray in 1990", ", ex Acme", ", Oslo
    -- native"
    v_aside := format(
        '^, ((who|whose|which|formerly|[a-z]+ing|%s|%s) [^,|]*|(%s) [{]name[}]|(?!and |or |but |nor )'
        '([{]name[}] (''s )?(?!and |or ))?[^,|{]+( (%s) [{]name[}]( and ([^,|{]+ )?[{]name[}])?)?)',
        v_participle, v_companion, v_former, v_preposition);
    -- a noun and its preposition, no verb: "and wife of", "and chief executive at"
    v_noun_phrase := format(
        '(?:, )?and (?:also )?(?!(%3$s|[a-z]+[^s]s|[a-z]+ed|[a-z]+ing|%1$s) )(?=(?:[a-z]+ ){0,3}(?!(?:%2$s|%3$s) )'
        '[a-z]+ (?:%2$s)(?: [a-z]+)?$)', v_verb, v_preposition, v_adverb);
    v_finite := format('(is|was|are|were|(?!(?:his|this|its|others|always)\M)[a-z]+[^s]s|[a-z]+ed|%s)', v_verb);
    v_long_aside := format('^, (?!and |or |but |nor |[{]name[}] ,)[^|]+ , ((%s) )*%s( [^,|]*)?$', v_adverb, v_finite);
    -- "is the daughter of Ann Lee", "has a degree from Kent College", before such a noun
    v_first_noun := format(
        '^((?:(?:,|who|has|had|%3$s|%2$s) )+|[^,|{]*\mas |%4$s )(?:[a-z]+ ){1,4}(?:%1$s) (?:[a-z]+ )?[{]name[}] ',
        v_preposition, v_adverb, v_copula, v_finite);
    v_after_preposition := format('(?:^| )(?:%s) [a-z]+$', v_preposition);
    -- "lives in Oslo and", "sold the house, moved to Oslo and", before another verb
    v_predicate := format('^(, )?(who )?%1$s [^,|]*( , %1$s( [^,|]*)?)*( ,)? and ((he|she|they|%2$s) )*',
        v_finite, v_adverb);
    -- "sold the house,", before "moved to Oslo and took"
    v_predicates := format('^(%1$s [^,|]*, )+(?=(?!(%2$s)\M)%1$s( [^,|{]*)?$)', v_finite, v_participles);
    -- "Acme 's rival", "Acme engineer", before a name
    v_owner := format(
        ' ((ex|former) )?[{]name[}] (''s (?!(%s) )[a-z]+( (?!(%1$s)$)[a-z]+)?|((?!(%1$s) )[a-z]+ ){0,2}(%2$s)s?)$',
        v_no_noun, v_job);
    v_participial := format('^([a-z]+ly )?%s ([a-z0-9]+ ){0,4}[a-z]+$', v_participle);
    RETURN QUERY
    WITH pair AS MATERIALIZED (
        SELECT * FROM unnest(p_pairs) p WHERE NOT p.is_unreal
    ), reading AS (
        SELECT q.*, e.words AS spoken, false AS is_ended, e.is_past
        FROM pair q
        CROSS JOIN LATERAL (
            SELECT q.words
            -- the cheap test first: most words have no two names
            WHERE NOT (strpos(q.words, '{name} ') > 0 AND q.words ~ ('[{]name[}] ' || v_noun_phrase))
            UNION ALL  -- "the daughter of Ann Lee and wife of Bob Ray": two nouns of one subject
            SELECT regexp_replace(q.words, v_first_noun || v_noun_phrase, '\1')
            WHERE NOT q.is_denied AND strpos(q.words, '{name} ') > 0 AND q.words ~ (v_first_noun || v_noun_phrase)
            UNION ALL  -- "Verto, founded by Bo Rask in 1990, hired": without the aside
            SELECT regexp_replace(q.words, v_aside || ' , (?=[^,]+$)', '')
            WHERE NOT q.is_denied AND q.words LIKE ', % , %' AND q.words ~ (v_aside || ' , [^,]+$')
            UNION ALL  -- "Verto, a maker of lamps, chairs and tables, was bought by", "Ann Lee, an Oslo native, runs"
            SELECT regexp_replace(q.words, '^, .+ , (?=[^,]+$)', '')
            WHERE NOT q.is_denied AND q.words LIKE ', % , %' AND q.words ~ v_long_aside
            UNION ALL  -- ", a native of Oslo who likes"
            SELECT regexp_replace(q.words, v_noun_who, ', who ')
            WHERE NOT q.is_denied AND q.words LIKE ', % who %' AND q.words ~ v_noun_who
            UNION ALL  -- "is Ann Lee's sister and Bob Ray's"
            SELECT regexp_replace(q.words, v_possessive, '\1')
            WHERE NOT q.is_denied AND strpos(q.words, ' ''s ') > 0 AND q.words ~ v_possessive
            UNION ALL  -- "Ann Lee left Acme, and her sister": Ann Lee's sister
            SELECT regexp_replace(q.words, v_relative, '''s \2')
            WHERE NOT q.is_denied AND q.is_sole AND q.words LIKE '% h__ %' AND q.words ~ v_relative
                AND q.words !~ (v_person || '.* (his|her) ')
            UNION ALL  -- "Ann Lee, a nurse, and Bob Ray, a cook, founded"
            SELECT regexp_replace(q.words, v_both, '')
            WHERE NOT q.is_denied AND q.words LIKE ', % , and {name} %' AND q.words ~ (v_both || '[^{]+$')
            UNION ALL  -- "Ann Lee, Bob Ray's father,": is Bob Ray's father
            SELECT 'is'
            WHERE NOT q.is_denied AND q.words = ',' AND q.after ~ '^''s ([a-z]+ ){1,3},'
            UNION ALL  -- "Bob Ray's father, Ann Lee,"
            SELECT left(q.words, -2)
            WHERE NOT q.is_denied AND q.words ~ '^''s ([a-z]+ ){1,3},$' AND q.after ~ '^(,|$)'
            UNION ALL  -- "Ann Lee and others founded"
            SELECT regexp_replace(q.words, v_remainder, '')
            WHERE NOT q.is_denied AND strpos(q.words, 'and ') IN (1, 3) AND q.words ~ v_remainder
        ) a
        CROSS JOIN LATERAL (
            SELECT a.words
            UNION ALL  -- "bought Acme's rival Globex", "was founded by Acme engineer Ann Lee": who it is follows
            SELECT regexp_replace(a.words, v_owner, '')
            WHERE strpos(a.words, '{name} ') > 1 AND a.words ~ v_owner
            UNION ALL  -- "lives in Oslo and works for Acme": two verbs of one subject
            SELECT regexp_replace(a.words, v_predicate, '')
            WHERE NOT q.is_denied AND strpos(a.words, ' and ') > 0
                AND a.words ~ (v_predicate || v_finite || '( [^,|{]*)?$') AND a.words !~ v_named
                AND NOT (a.words LIKE '%he %' AND a.words ~ (v_person || ' .*\m(he|she) '))
            UNION ALL  -- "sold the house, moved to Oslo and took a job"
            SELECT regexp_replace(a.words, v_predicates, '')
            WHERE NOT q.is_denied AND strpos(a.words, ', ') > 1
                AND (q.is_sole OR strpos(a.words, '{') = 0) AND a.words ~ v_predicates AND a.words !~ v_named
                AND q.after ~ ('^([a-z]+ ){0,2}(, |and )(and )?(then )?' || v_finite || '( |$)')
            UNION ALL  -- "lives with her mother in Oslo"
            SELECT regexp_replace(a.words, v_with, '')
            WHERE strpos(a.words, 'with ') > 0 AND a.words ~ v_with
            UNION ALL  -- "studied law before joining": joined, or was joining
            SELECT regexp_replace(a.words, '^.*' || v_gerund, f.form)
            FROM unnest(v_gerund_forms) AS f (form)
            WHERE NOT q.is_denied AND strpos(a.words, 'ing') > 0
                AND a.words ~ ('^(, )?(who )?' || v_finite || ' .*' || v_gerund || '[^,|{]*$')
                -- who "left before joining" did not join
                AND a.words !~ ('\m([a-z]+ed|' || v_verb || ') before [^{]*$')
        ) c
        CROSS JOIN LATERAL (
            SELECT c.words
            UNION ALL  -- "now works at", "was quietly bought by"
            SELECT string_agg(w.word, ' ' ORDER BY w.i)
            FROM string_to_table(c.words, ' ') WITH ORDINALITY AS w (word, i)
            WHERE NOT q.is_denied AND w.word <> ALL (v_adverbs)
            HAVING string_to_array(c.words, ' ') && v_adverbs
        ) d
        CROSS JOIN LATERAL (
            SELECT d.words, false AS is_past
            UNION ALL
            SELECT regexp_replace(d.words, '\m(has|have) been\M', 'is'), false
            WHERE NOT q.is_denied AND strpos(d.words, 've been ') + strpos(d.words, 's been ') > 0
            UNION ALL  -- "used to be president of", "used to work at"
            SELECT regexp_replace(regexp_replace(regexp_replace(d.words,
                '\mused to be\M', 'was'), '\mused to ([a-z]+)', '\1s'), '([cs]h)s\M', '\1es'), true
            WHERE NOT q.is_denied AND strpos(d.words, 'used to ') > 0
        ) e
        UNION ALL  -- "Born in Oslo in 1980, Ann Lee": Ann Lee was born in Oslo
        SELECT q.event_id, q.second_ids, q.first_ids, false, q.words, '', '', string_to_array(q.head, ' '), 'was', '',
            q.previous, false, false, q.tail, q.head, q.is_sole, o.words, false, false
        FROM pair q
        CROSS JOIN LATERAL (
            SELECT 'was ' || q.head AS words WHERE q.head ~ v_participial
            UNION ALL  -- "Before joining Acme, Ann Lee"
            SELECT regexp_replace(q.head, v_gerund, f.form) FROM unnest(v_gerund_forms) AS f (form)
            WHERE q.head ~ ('^' || v_gerund)
        ) o
        WHERE NOT q.is_denied
            AND q.words ~ '^(, [{]name[}] )*(, )?(and [{]name[}] )?([a-z0-9]+ ){0,6},$'
            -- "Founded by Ann Lee, Bob Ray and Cy Fox, Acme": it is no name of the list
            AND q.after !~ '^(, )?(and )?[{]name[}]'
        UNION ALL  -- "Acme, which Ann Lee founded": Ann Lee founded Acme
        SELECT q.event_id, q.second_ids, q.first_ids, false, q.words, '', '', string_to_array(o.words, ' '),
            split_part(o.words, ' ', 1), '', split_part(o.words, ' ', -1), false, false, q.tail, q.head, q.is_sole,
            o.words, false, false
        FROM pair q
        CROSS JOIN LATERAL (
            SELECT (regexp_match(q.after, '^((?:(?:has|had|have|also|then|later|first|once|now) )*[a-z]+'
                '(?: (?:at|for|in|over|up)(?= ,|$))?)'))[1] AS words
        ) o
        WHERE NOT q.is_denied AND o.words IS NOT NULL AND q.words ~ '^(, )?(which|that|whom|who)$'
        UNION ALL  -- "A and B married in 2001 and divorced in 2009", "joined Acme in 2001 and left it in 2009"
        SELECT q.event_id, q.first_ids, q.second_ids, q.is_place, q.words, q.before, o.after,
            q.units || string_to_array(m[1], ' '), split_part(o.words, ' ', 1), q.previous,
            split_part(o.words, ' ', -1), false, false, o.after, q.head, q.is_sole, o.words, false, false
        FROM pair q
        CROSS JOIN LATERAL regexp_match(q.tail,
            '^(?:[^,|]* )?and (?:(?:he|she|they|then|later|still|now|was|were|got) )*'
            '([a-z]+(?: (?:up|down|off|away|out))?)(?: (?:him|her|it|them))?((?: (?:in|on) [a-z0-9, ]+)?)$') AS m
        CROSS JOIN LATERAL (
            SELECT q.words, concat_ws(' ', m[1], nullif(btrim(m[2]), '')) AS after
            WHERE q.words = ANY (v_conjunctions)
            UNION ALL
            SELECT concat_ws(' ', m[1], nullif(w.word, '')), btrim(m[2])
            FROM (VALUES (''), ('from'), ('by')) AS w (word)
            WHERE q.words <> ALL (v_conjunctions)
        ) o
        WHERE NOT q.is_denied AND strpos(q.tail, 'and ') > 0 AND left(q.words, 3) <> '''s '
            -- "works at Acme and loves it": the work
            AND NOT (q.last = ANY ('{at,for,with}') AND q.tail ~ '[a-z]s it$')
        UNION ALL  -- "no longer works at", "lives in Oslo and does not work at anymore": what ended
        SELECT q.*, regexp_replace(regexp_replace(regexp_replace(
            o.words, v_ending, '', 'g'), '\m(?:do|does|did)(?:n t|n| not) ([a-z]+)', '\1s'),
            '\m(is|was|are|were|has|have|had)(?:n t|n| not)\M', '\1'), true, false
        FROM pair q
        CROSS JOIN LATERAL (
            SELECT q.words
            UNION ALL
            SELECT regexp_replace(q.words, v_predicate, '') WHERE strpos(q.words, ' and ') > 0
        ) o
        WHERE q.is_denied AND (o.words ~ v_ending OR concat_ws(' ', o.words, q.after) ~ v_anymore)
    )
    SELECT row_number() OVER (), q.event_id, q.first_ids, q.second_ids, q.is_place, q.words, q.before, q.after, q.units,
        q.next, q.previous, q.last, q.is_denied, q.tail, q.head, q.spoken, q.is_ended, q.is_past,
        CASE WHEN starts_with(q.spoken, ', ') THEN substring(q.spoken FROM
            '^, (?:(?:has|had|have|also|then|later|now|just|recently) )*([a-z]+)') END,
        q.next IN ('and', ',') AND q.spoken ~ ('^' || v_noun_phrase) AND q.before ~ v_after_preposition
    FROM reading q;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pair_readings(relationship_engine.text_pair []) IS
'Ways to read each pair of names that its sentence does not call unreal: as written; without asides, adverbs, other '
'names of a list and what the subject does or is besides; as it was before it ended (is_ended: "no longer works at" '
'as "works at"), or held (is_past: "used to work at"); turned round where the '
'sentence is ("Acme, which Ann founded"). Columns as in text_pair; also n, its number; spoken, the words that rules '
'read; verb, the verb behind an aside; is_second_noun, whether spoken is a further noun of the same subject ("the son '
'of Lou and brother of").';
