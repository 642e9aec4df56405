CREATE OR REPLACE FUNCTION relationship_engine._text_pairs(
    p_graph_id bigint, p_entity_ids uuid [], p_event_ids uuid [], p_texts text [], p_cues jsonb
)
RETURNS SETOF relationship_engine.text_pair
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_articles text[];
    v_prepositions text[];
    v_conjunctions text[];
    -- of one word, and of several
    v_denials text[];
    v_long_denials text[];
    v_endings text;
    v_postnominals text;
    v_legal_forms text;
    v_companions text[];
    -- "no doubt", "not long ago": they deny nothing
    v_assurances text[];
    v_assuring text[];
    v_aside text;
    v_tag text;
    -- "but he does not", at the end of a sentence
    v_retraction constant text := ', or so [a-z]+ [a-z]+ $| (but|though|although|yet|except) (that )?[a-z]+ '
        '(is|was|are|were|do|does|did|has|had|have|could|would|can|will|wo|ca)(n t| not)'
        '( (so|true|right|correct|case))? $';
    -- "(since 2014", behind a name
    v_dated constant text := '^, ([a-z]+ ){0,2}[12][0-9]{3}';
    -- "he", and a clause of its own with this subject
    v_pronouns text[];
    v_clause text;
    v_person text;
    v_verbs text[];
    v_openings text[];
    v_unreal text[];
    -- "doubts that": what follows is unreal
    v_doubts text[];
    v_unreal_cues jsonb;
    v_places text[] := relationship_engine.type_names('place|country');
BEGIN
    SELECT coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'article'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'preposition'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'conjunction'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'denial' AND strpos(l.word, ' ') = 0), '{}'),
        coalesce(array_agg('% ' || l.word || ' %') FILTER (WHERE l.kind = 'denial' AND strpos(l.word, ' ') > 0), '{}'),
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'ending') || ')\M ?',
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'postnominal'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'unreal_opening' AND strpos(l.word, ' ') = 0), '{}'),
        coalesce(array_agg(CASE WHEN l.kind = 'unreal' THEN '% ' ELSE ' ' END || l.word || ' %')
            FILTER (WHERE (l.kind = 'unreal' OR l.kind = 'unreal_opening' AND strpos(l.word, ' ') > 0)
                AND l.word !~ '( that|[a-z] [{]name[}])$'), '{}'),
        coalesce(array_agg('% ' || l.word || ' %')
            FILTER (WHERE l.kind = 'unreal' AND l.word ~ '( that|[a-z] [{]name[}])$'), '{}'),
        coalesce(jsonb_object_agg(
            CASE
                -- of a word with other letters the cue is a piece
                WHEN octet_length(l.word) > length(l.word) THEN '{name}'
                WHEN l.cue = 'name'
                    THEN coalesce(substring(replace(l.word, '{name}', '') FROM '[a-z]{4,}'), '{name}')
                ELSE l.cue END, '')
            FILTER (WHERE l.kind = 'unreal' OR l.kind = 'unreal_opening' AND strpos(l.word, ' ') > 0), '{}'),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'legal_form' AND l.language = 'en'),
        -- "with" alone may tell whom the verb is about
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'sequel' OR l.kind = 'companion' AND l.word ~ ' |^along'),
            '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'assurance'), '{}'),
        array_agg(DISTINCT split_part(l.word, ' ', 1)) FILTER (WHERE l.kind = 'assurance'),
        -- "joined Acme and, a year later, Beta"
        '^(and )?, (([a-z0-9]+ ){0,4}(' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'time_after') || ')|('
            || string_agg(l.word, '|') FILTER (WHERE l.kind = 'time_before') || ')( [a-z0-9]+){1,4}) ,( and)?$',
        ' , ((is|was|are|were|do|does|did|has|have|had|would|will|wo|can|ca|could|should)(n t| not) '
            '(i|you|he|she|it|they|we|there)|' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'tag') || ') $',
        array_agg(l.word) FILTER (WHERE l.kind = 'pronoun'),
        '^(.* )?(?:,|' || string_agg(l.word, '|') FILTER (WHERE l.kind = 'clause') || ') (?:[a-z0-9]+ ){0,3}(?:'
            || string_agg(l.word, '|') FILTER (WHERE l.kind = 'pronoun') || ') (.*)$',
        '\m(' || string_agg(l.word, '|') FILTER (WHERE l.kind IN ('person', 'kin', 'occupation', 'office')) || ')s?\M',
        array_agg(l.word) FILTER (WHERE l.kind IN ('verb', 'finite'))
    INTO v_articles, v_prepositions, v_conjunctions, v_denials, v_long_denials, v_endings, v_postnominals, v_openings,
        v_unreal, v_doubts, v_unreal_cues, v_legal_forms, v_companions, v_assurances, v_assuring, v_aside,
        v_tag, v_pronouns, v_clause, v_person, v_verbs
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('article', 'preposition', 'conjunction', 'denial', 'ending', 'postnominal', 'unreal_opening',
        'unreal', 'legal_form', 'companion', 'sequel', 'time_after', 'time_before', 'tag', 'assurance', 'pronoun',
        'clause', 'person', 'kin', 'occupation', 'office', 'verb', 'finite');
    -- "Ann Lee, Ph.D., founded", "Ann Lee Jr. founded"; "Acme Corp. hired", of Acme Corporation
    v_postnominals := '^(, )?(' || v_postnominals || ')( , (' || v_postnominals || '))*( ,)? |^(, )?('
        || coalesce(v_legal_forms, '$') || ')( ,)? ';
    RETURN QUERY
    WITH given AS MATERIALIZED (  -- looked up in a hash: they are thousands in a night
        SELECT unnest(p_entity_ids) AS id
    ), unit AS MATERIALIZED (
        SELECT u.*, count(*) FILTER (WHERE u.mark = '|') OVER (PARTITION BY u.part ORDER BY u.i) AS nth,
            lead(u.gap) OVER w AS gap_after, lead(u.unit) OVER w AS next, lag(u.unit) OVER w AS former
        FROM relationship_engine.read_names(p_graph_id, p_event_ids, p_texts, 'event') u
        WINDOW w AS (PARTITION BY u.part ORDER BY u.i)
    ), spoken AS MATERIALIZED (  -- a comma is a unit of its own
        SELECT u.part, u.nth, u.i, x.sub, CASE WHEN x.sub = 0 THEN ',' ELSE u.unit END AS unit,
            CASE WHEN x.sub = 1 THEN u.entity_ids END AS entity_ids,
            CASE WHEN x.sub = 1 AND u.entity_ids IS NOT NULL THEN EXISTS (
                SELECT FROM unnest(u.entity_ids) AS i (id) WHERE (i.id IN (SELECT g.id FROM given g)) IS TRUE)
                END AS is_given,
            row_number() OVER (PARTITION BY u.part, u.nth ORDER BY u.i, x.sub) AS at
        FROM unit u
        CROSS JOIN LATERAL generate_series(CASE WHEN u.mark = ',' THEN 0 ELSE 1 END, 1) AS x (sub)
        -- "both" says nothing that the list after it does not
        WHERE u.unit <> '' AND (x.sub = 0 OR u.unit <> ALL (v_articles || '{both}'::text[])
            AND CASE
                WHEN u.unit = ANY (v_assuring) THEN u.unit || ' ' || u.next = ANY (v_assurances)
                WHEN u.former = ANY (v_assuring) THEN u.former || ' ' || u.unit = ANY (v_assurances)
                ELSE false END IS NOT TRUE)
    ), sentence AS MATERIALIZED (
        SELECT s.part, s.nth, s.units,
            -- "isn't" is two units
            CASE WHEN 't' = ANY (s.units) THEN regexp_replace(' ' || array_to_string(s.units, ' ') || ' ',
                '\m(is|was|are|were|does|do|did)n t\M', '\1 not', 'g')
                ELSE ' ' || array_to_string(s.units, ' ') || ' ' END AS text,
            EXISTS (
                SELECT FROM unit u
                WHERE u.part = s.part AND u.nth = s.nth AND strpos(u.gap_after, '?') > 0
                    -- who joined Ready? in May
                    AND NOT (u.unit = '{name}' AND EXISTS (
                        SELECT FROM relationship_engine.entity_name n
                        WHERE n.graph_id = p_graph_id AND n.entity_id = ANY (u.entity_ids) AND n.spelling LIKE '%?'))
            ) AS is_question
        FROM (
            SELECT s.part, s.nth, array_agg(s.unit ORDER BY s.at) AS units
            FROM spoken s
            GROUP BY s.part, s.nth
            HAVING count(s.entity_ids) > 1
                AND bool_or(s.is_given)
        ) s
        OFFSET 0
    ), read AS MATERIALIZED (
        SELECT s.part, s.nth, s.units, s.is_unreal, s.is_doubted
        FROM (
            SELECT s.*, s.is_question AND s.text !~ v_tag OR s.units[1] = ANY (v_openings)
                -- there are hundreds of patterns
                OR c.has_cue AND s.text LIKE ANY (v_unreal)
                    OR s.units && '{but,though,although,yet,except,so}' AND s.text ~ v_retraction AS is_unreal,
                c.has_cue AND s.text LIKE ANY (v_doubts) AS is_doubted
            FROM sentence s
            CROSS JOIN LATERAL (SELECT v_unreal_cues ?| s.units OR 't' = ANY (s.units) AS has_cue) c
            OFFSET 0
        ) s
        -- else no pair of it says anything, and a long list of names has thousands
        WHERE p_cues IS NULL OR p_cues ?| s.units OR s.is_unreal OR s.is_doubted
            OR s.units && ARRAY['not', 'never', 'neither', 'nor']
            OR s.units && v_denials OR ' ' || array_to_string(s.units, ' ') || ' ' LIKE ANY (v_long_denials)
            OR array_to_string(s.units, ' ') ~ v_endings
    ), name AS MATERIALIZED (
        SELECT n.*, lag(n.at) OVER w AS former_at, lag(n.type) OVER w AS former_type, lead(n.at) OVER w AS next_at,
            row_number() OVER w AS k, row_number() OVER alike = 1 AS is_first_alike, lead(n.at) OVER alike AS alike_at
        FROM (
            SELECT s.part, s.nth, s.at::integer AS at, s.entity_ids, s.is_given,
                relationship_engine.fold_case(e.type) AS type
            FROM read r
            JOIN spoken s ON s.part = r.part AND s.nth = r.nth AND s.entity_ids IS NOT NULL
            -- one lookup each: as a join the planner may read all entities for one text
            CROSS JOIN LATERAL (
                SELECT e.type FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = s.entity_ids[1]
                OFFSET 0
            ) e
        ) n
        WINDOW w AS (PARTITION BY n.part, n.nth ORDER BY n.at),
            alike AS (PARTITION BY n.part, n.nth, n.type ORDER BY n.at)
    ), step AS MATERIALIZED (  -- whether a name is coordinated with the one before it: "A, B and C", "at A and at B"
        SELECT n.*,
            (n.former_type = n.type AND (r.units[n.former_at + 1:w.last] = '{","}' OR w.last - n.former_at IN (1, 2)
                AND r.units[w.last] = ANY (v_conjunctions) AND r.units[n.former_at + 1:w.last - 1] <@ '{","}'
                OR w.joins OR w.is_after)) IS TRUE
                AS is_joined,
            coalesce(r.units[w.last] = ANY (v_conjunctions)
                OR w.joins OR w.is_after, false) AS is_last,
            CASE WHEN w.is_after THEN w.between END AS aside
        FROM name n
        JOIN read r ON r.part = n.part AND r.nth = n.nth
        CROSS JOIN LATERAL (
            SELECT n.at - CASE
                WHEN r.units[n.at - 1] = r.units[n.former_at - 1] AND r.units[n.at - 1] = ANY (v_prepositions) THEN 2
                ELSE 1 END AS last
        ) l
        CROSS JOIN LATERAL (
            SELECT l.last, b.between, coalesce(b.between ~ v_aside, false) AS is_after,
                -- "at Acme (2010-2014), Beta (since 2014) and Gamma"
                left(b.raw, 1) = ',' AND b.raw ~ (v_dated || '( [a-z0-9]+){0,3} ,( ,)?( and)?$')
                -- "teaches maths at Acme and physics at Beta"
                OR l.last = n.at - 2 AND b.words ~ '^and [a-z]+$'
                AND NOT ARRAY[r.units[l.last], r.units[n.former_at - 2]] && v_verbs
                AND NOT p_cues ?| ARRAY[r.units[l.last], r.units[n.former_at - 2]]
                -- "Bob Ray and his wife Ann Lee live"
                OR b.words = ANY (v_companions) OR b.words ~ '^and (his|her|its|their) ([a-z]+ )?[a-z]+$' AS joins
            FROM (
                SELECT array_to_string(r.units[n.former_at + 1:l.last], ' ') AS raw,
                    ltrim(array_to_string(r.units[n.former_at + 1:l.last], ' '), ', ') AS words,
                    CASE WHEN l.last - n.former_at BETWEEN 4 AND 9 AND ',' = ANY (r.units[l.last - 1:l.last])
                    THEN ltrim(array_to_string(r.units[n.former_at + 1:l.last], ' '), ', ') END AS between
            ) b
        ) w
    ), chain AS MATERIALIZED (
        SELECT s.*, count(*) FILTER (WHERE NOT s.is_joined) OVER (PARTITION BY s.part, s.nth ORDER BY s.k) AS chain
        FROM step s
    ), listed AS MATERIALIZED (
        SELECT c.part, c.nth, c.chain, min(c.at) AS first, max(c.at) AS last,
            max(c.at) FILTER (WHERE c.aside IS NOT NULL) AS aside_at
        FROM chain c
        JOIN read r ON r.part = c.part AND r.nth = c.nth
        GROUP BY c.part, c.nth, c.chain
        -- "A and B", or "A, B and others"
        HAVING count(*) > 1
            AND (bool_or(c.is_joined AND c.is_last) OR bool_or(
                r.units[c.at + CASE r.units[c.at + 1] WHEN ',' THEN 2 ELSE 1 END] = ANY (v_conjunctions)))
    ), place AS MATERIALIZED (
        SELECT c.part, c.nth, c.at, c.entity_ids, c.is_given, c.type, c.chain, c.aside, l.aside_at, c.next_at,
            CASE WHEN c.is_first_alike THEN coalesce(c.alike_at, 1000000) END AS sole_until,
            -- a list is one unit to those who are not in it, unless its last name belongs to what follows
            CASE WHEN l.first IS NULL THEN c.at ELSE l.first END AS first,
            CASE WHEN l.last IS NULL THEN c.at ELSE l.last END AS last,
            l.first IS NOT NULL AS is_listed
        FROM chain c
        LEFT JOIN listed l ON l.part = c.part AND l.nth = c.nth AND l.chain = c.chain
    ), pair AS MATERIALIZED (
        SELECT p_event_ids[a.part] AS event_id, a.entity_ids AS first_ids, b.entity_ids AS second_ids,
            a.type = ANY (v_places) AS is_place, b.at <= a.sole_until AS is_sole,
            b.at > greatest(a.next_at, a.at + 13) AND b.first > a.at + 13 AS is_far,
            regexp_replace(array_to_string(r.units[w.a_last + 1:w.b_first - 1], ' '), coalesce(v_postnominals, '^$'),
                '') AS words,
            array_to_string(r.units[greatest(w.a_first - 8, 1):w.a_first - 1], ' ') AS before,
            array_to_string(r.units[w.b_last + 1:w.b_last + 4], ' ') AS after,
            r.units[greatest(w.a_first - 4, 1):w.b_last + 4] AS units,
            r.units[w.a_last + 1] AS next,
            -- "the daughter of Ann Lee and Bob Ray married": what stands before the list
            coalesce(r.units[a.first - 1], '') AS previous,
            r.units[w.b_first - 1] AS last,
            r.units[greatest(w.a_first - 3, 1):w.a_first - 1] && ARRAY['not', 'never', 'neither', 'nor']
                -- "it wasn't Ann Lee who founded"
                OR r.units[w.a_first - 1] IS NOT DISTINCT FROM 't'
                -- "talks about Acme being bought by Globex"
                OR r.units[w.a_last + 1] = 'being'
                    AND coalesce(r.units[w.a_first - 1], '') IN ('about', 'against', 'of')
                OR r.units[w.a_last + 1:w.b_first - 1] && v_denials
                OR ' ' || array_to_string(r.units[w.a_last + 1:w.b_first - 1], ' ') || ' ' LIKE ANY (v_long_denials)
                OR array_to_string(r.units[w.a_last + 1:w.b_first - 1], ' ') ~ v_endings AS is_denied,
            r.is_unreal OR r.is_doubted
                AND ' ' || array_to_string(r.units[:w.a_first], ' ') || ' ' LIKE ANY (v_doubts) AS is_unreal,
            -- up to the next name, or its aside; "left Izmir for Porto in 2017" has the date behind it
            concat_ws(' ', substring(b.aside FROM ', (.*[0-9].*) ,'), CASE WHEN b.aside_at > b.at THEN NULL ELSE
                split_part(array_to_string(CASE
                    WHEN r.units[b.at + 1] = ',' AND array_to_string(r.units[b.at + 1:b.at + 4], ' ') ~ v_dated
                        THEN r.units[b.at + 1:b.at + 16]
                    WHEN r.units[w.b_last + 1] IN ('for', 'to') AND r.units[w.b_last + 2] = '{name}'
                        THEN r.units[w.b_last + 3:w.b_last + 16]
                    ELSE r.units[w.b_last + 1:w.b_last + 16] END, ' '), '{name}', 1) END) AS tail,
            CASE WHEN '{name}' <> ALL (r.units[:a.first - 1])
                THEN array_to_string(r.units[:a.first - 1], ' ') END AS head
        FROM read r
        JOIN place a ON a.part = r.part AND a.nth = r.nth
        -- a long aside, or another clause, may stand before the next name
        CROSS JOIN LATERAL generate_series(a.at + 1, a.at + CASE
            WHEN a.is_listed THEN greatest(least(a.next_at - a.at, 40), 13) ELSE 40 END) AS near (at)
        JOIN place b ON b.part = r.part AND b.nth = r.nth AND b.at = near.at
            AND (b.at <= greatest(a.next_at, a.at + 13) OR b.first <= a.at + 13
                OR a.sole_until >= b.at AND r.units && v_pronouns)
        CROSS JOIN LATERAL (
            SELECT a.at AS a_first, a.at AS a_last, b.at AS b_first, b.at AS b_last
            UNION  -- without the other names of its list
            SELECT a.first, a.last, b.first, b.last
            WHERE (a.is_listed OR b.is_listed) AND a.last < b.first
                AND (NOT b.is_listed OR r.units[b.last + 1] IS NULL OR r.units[b.last + 1] IN (',', '|')
                    OR r.units[b.first - 1] IN ('which', 'that', 'whom')
                    OR r.units[b.last + 1] = ANY (v_prepositions || v_conjunctions))
                AND NOT (a.is_listed AND coalesce(r.units[a.first - 1], '') = ANY (v_prepositions))
                -- "her husband, Bob Ray, and Cy Dunn": he alone is; her parents, her children are all in the list
                AND NOT (b.at > b.first AND array_to_string(r.units[b.first - 4:b.first - 1], ' ')
                    ~ '\m(his|her|its|their) ([a-z]+ )?(?!children)[a-z]*[a-rt-z]( ,)?$')
        ) w
        WHERE a.is_given OR b.is_given
    )
    SELECT p.event_id, p.first_ids, p.second_ids, p.is_place, coalesce(c.words, d.words), p.before, p.after, p.units,
        CASE WHEN u.words IS NULL THEN p.next ELSE split_part(u.words, ' ', 1) END, p.previous, p.last,
        d.is_denied AND c.words IS NULL, p.is_unreal, p.tail, p.head, coalesce(p.is_sole, false)
    FROM pair p
    -- "Ann Lee studied law, but she works at Acme": what the clause says of her, if the sentence speaks of nobody else
    LEFT JOIN LATERAL (
        SELECT m[2] AS words
        -- the condition stands in the argument, or the pattern would be searched in each pair
        FROM regexp_match(CASE WHEN p.is_sole AND string_to_array(p.words, ' ') && v_pronouns
            AND left(p.words, 3) <> '''s ' THEN p.words END, v_clause) AS m
        WHERE m IS NOT NULL AND concat_ws(' ', p.before, ',',
            regexp_replace(m[1], '\m(is|was|became|as) ([a-z]+ )*', '')) !~ v_person
    ) u ON true
    CROSS JOIN LATERAL (
        -- "likes Oslo and her job at Acme"
        SELECT coalesce(u.words, CASE WHEN p.is_sole AND strpos(p.words, '} and h') > 0 THEN regexp_replace(
            p.words, '^(([a-z]+ )?[a-z]+(s|ed)) [{]name[}] and (?=(his|her) )', '\1 ') ELSE p.words END) AS words,
            CASE WHEN u.words IS NULL THEN p.is_denied ELSE string_to_array(u.words, ' ') && v_denials
                OR ' ' || u.words || ' ' LIKE ANY (v_long_denials)
            OR u.words ~ v_endings END AS is_denied
    ) d
    -- what the denial is about is something else: "not by Acme but by", "not only founded", "who never smiles, works",
    -- "Ann Lee, not Bob Ray, founded", "does not work at Acme but at"
    LEFT JOIN LATERAL (
        SELECT btrim(s.words) AS words
        FROM regexp_replace(d.words || ' ', '\m(?:do|does|did)(?:n t| not) ([a-z]+) ((?:[a-z]+ )*)([a-z]+ )[{]name[}] '
            '(?:, )?but (?:rather |instead )?(?:\3)?', '\1s \2\3') AS v (words)
        CROSS JOIN LATERAL regexp_replace(v.words, '(?:n t|\mnot) ((?!only|just|merely)(?:[a-z]+ )*)'
            '([a-z]+ )[{]name[}] (?:, )?but (?:rather |instead )?(?:\2)?', ' \1\2') AS n (words)
        CROSS JOIN LATERAL regexp_replace(regexp_replace(regexp_replace(n.words, ' {2,}', ' ', 'g'),
            '^ ?([a-z]+[^aeiou])ys\M', '\1ies'),
            '\mnot [{]name[}] (, )?but (rather |instead )?|^, who [^,|{]+ , |^, (and )?not [{]name[}] ,( but)? ',
            '', 'g') AS o (words)
        CROSS JOIN LATERAL (
            SELECT CASE WHEN o.words ~ '\mnot (only|just|merely)\M' THEN regexp_replace(
                regexp_replace(o.words, '\mnot (only|just|merely) ', '', 'g'), '(, )?\mbut( also)?\M', 'and', 'g')
                ELSE o.words END AS words
        ) s
        WHERE d.is_denied AND btrim(s.words) <> d.words AND NOT (
            u.words IS NULL AND (string_to_array(p.before, ' '))[cardinality(string_to_array(p.before, ' ')) - 2:]
            && ARRAY['not', 'never', 'neither', 'nor']
            OR string_to_array(s.words, ' ') && v_denials OR ' ' || s.words || ' ' LIKE ANY (v_long_denials)
            OR s.words ~ v_endings)
        OFFSET 0
    ) c ON true
    WHERE NOT (p.is_far AND u.words IS NULL)
        AND (p_cues IS NULL OR p.is_denied OR p.is_unreal OR p_cues ?| p.units
            OR p_cues ?| string_to_array(p.head, ' '));
END
$function$;

COMMENT ON FUNCTION relationship_engine._text_pairs(bigint, uuid [], uuid [], text [], jsonb) IS
'The pairs of names of one sentence of the given texts (of p_event_ids, see read_names), one of which is of '
'p_entity_ids, at most twelve words and names apart, with what stands around them. Each name of a list ("A, B and C") '
'is also read as if it stood alone. Left out is a pair with none of p_cues near it (an object with the cues as keys; '
'null: a rule has no cue), unless its sentence denies something between them, or is a question or unreal by the '
'lexicon.';
