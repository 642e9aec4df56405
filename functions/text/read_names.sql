CREATE OR REPLACE FUNCTION relationship_engine.read_names(
    p_graph_id bigint, p_ids uuid [], p_texts text [], p_reading text, p_types text [] DEFAULT NULL
)
RETURNS TABLE (
    id uuid, part integer, i integer, unit text, mark text, gap text, entity_ids uuid [], name text, name_length integer
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- all joins are hash joins or lookups by key: without statistics nested loops over the tokens would be quadratic
SET enable_nestloop = off
SET enable_seqscan = off
SET enable_bitmapscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_names_alone CONSTANT boolean := p_reading IN ('text', 'question');
    -- names within the title of a role are meant too
    v_phrase_types text[] := CASE
        WHEN p_reading <> 'title' THEN relationship_engine.type_names('role|education|membership') END;
    v_abbreviations text[];
    v_affixes text[];
    v_articles text[];
    v_connectives text[];
    v_verbs text[];
    v_modals text[];
    -- A and I begin sentences
    v_letters text[];
    -- kinds of words that have a capital beside a name, and do not belong to it
    v_no_names constant text[] := ARRAY['abbreviation', 'denial', 'former', 'legal_form', 'office', 'postnominal',
        'preposition', 'rank', 'stop_word', 'verb', 'month_1', 'month_2', 'month_3', 'month_4', 'month_5', 'month_6',
        'month_7', 'month_8', 'month_9', 'month_10', 'month_11', 'month_12'];
    -- texts are also read without accents, and without the particles that some scripts glue to a name
    v_has_accents boolean;
    v_prefixes text[];
BEGIN
    SELECT coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'abbreviation'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'affix'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'article'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'connective'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'verb'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'modal'), '{}'),
        coalesce(array_agg(l.word) FILTER (WHERE l.kind = 'stop_word'), '{}')
    INTO v_abbreviations, v_affixes, v_articles, v_connectives, v_verbs, v_modals, v_letters
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('abbreviation', 'affix', 'article', 'connective', 'verb', 'modal', 'stop_word')
        AND (l.kind <> 'verb' OR p_reading = 'event') AND (l.kind <> 'stop_word' OR length(l.word) = 1);
    -- most need neither
    SELECT bool_or(u.text ~ ('[\u00C0-\u024F\u0384-\u03CE\u0591-\u05C7\u0622-\u0626\u064B-\u0655\u0670'
            '\u1E00-\u1EFF]')),
        CASE WHEN bool_or(u.text ~ '[\u05D0-\u05EA\u0621-\u064A]') THEN ARRAY(
            SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind = 'prefix') END
    INTO v_has_accents, v_prefixes
    FROM unnest(p_texts) AS u (text)
    WHERE octet_length(u.text) > length(u.text);
    RETURN QUERY
    WITH RECURSIVE doc AS MATERIALIZED (  -- one row a text: its tokens as arrays
        SELECT d.n::integer AS n, d.id, d.text, t.keys, t.gaps, t.words, CASE WHEN v_has_accents THEN
            string_to_array(relationship_engine._without_accents(array_to_string(t.keys, ' ')), ' ') END AS plain_keys
        FROM unnest(p_ids, p_texts) WITH ORDINALITY AS d (id, text, n)
        CROSS JOIN LATERAL relationship_engine._token_arrays(d.text) t
    ), token AS MATERIALIZED (
        SELECT d.n, d.id, u.i::integer AS i, u.key, false AS is_cut
        FROM doc d
        CROSS JOIN LATERAL unnest(d.keys) WITH ORDINALITY AS u (key, i)
        WHERE u.key <> ''
        UNION ALL
        SELECT d.n, d.id, u.i::integer, u.key, false
        FROM doc d
        CROSS JOIN LATERAL unnest(d.plain_keys, d.keys) WITH ORDINALITY AS u (key, plain, i)
        WHERE v_has_accents AND u.key <> u.plain
        UNION ALL
        SELECT d.n, d.id, u.i::integer, substr(u.key, length(x.prefix) + 1), true
        FROM doc d
        CROSS JOIN LATERAL unnest(d.keys) WITH ORDINALITY AS u (key, i)
        JOIN unnest(v_prefixes) AS x (prefix) ON starts_with(u.key, x.prefix) AND length(u.key) > length(x.prefix) + 2
        -- none of the prefixes is ASCII
        WHERE v_prefixes IS NOT NULL AND octet_length(u.key) > length(u.key)
    ), first AS MATERIALIZED (  -- each word of all texts once: the first known name that begins with it
        SELECT w.key, n.key AS name
        FROM (SELECT DISTINCT t.key FROM token t WHERE p_reading <> 'event' AND p_types IS DISTINCT FROM '{}') w
        CROSS JOIN LATERAL (
            SELECT n.key FROM relationship_engine.entity_name n
            WHERE n.graph_id = p_graph_id AND n.key >= w.key AND n.key < w.key || '!'
            ORDER BY n.key
            LIMIT 1
        ) n
    ), walk AS (  -- phrases with which known names begin, and the first such name
        SELECT t.n, t.i AS first, t.i AS last, f.key AS phrase, f.name
        FROM token t
        JOIN first f ON f.key = t.key
        UNION ALL
        SELECT w.n, w.first, w.last, w.phrase, f.key
        FROM (
            SELECT w.n, w.first, t.i AS last, w.phrase || ' ' || t.key AS phrase
            FROM walk w
            JOIN token t ON t.n = w.n AND t.i = w.last + 1 AND NOT t.is_cut
            WHERE t.i < w.first + 24
        ) w
        CROSS JOIN LATERAL (
            SELECT f.key FROM relationship_engine.entity_name f
            WHERE f.graph_id = p_graph_id AND f.key >= w.phrase AND f.key < w.phrase || '!'
            ORDER BY f.key
            LIMIT 1
        ) f
    ), known AS MATERIALIZED (  -- what the events mention
        SELECT x.id, n.key, split_part(n.key, ' ', 1) AS first, string_to_array(n.key, ' ') AS words, n.entity_id
        FROM (SELECT DISTINCT u.id FROM unnest(p_ids) AS u (id) WHERE p_reading = 'event') x
        CROSS JOIN LATERAL (
            SELECT m.entity_id FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = x.id
            OFFSET 0
        ) m
        CROSS JOIN LATERAL (
            SELECT n.key, n.entity_id FROM relationship_engine.entity_name n
            WHERE n.graph_id = p_graph_id AND n.entity_id = m.entity_id
            OFFSET 0
        ) n
    ), place AS (
        SELECT w.n, w.first, w.last, w.phrase AS key
        FROM walk w
        WHERE w.name = w.phrase
        UNION
        SELECT t.n, t.i, t.i + cardinality(t.words) - 1, t.key
        FROM (
            SELECT t.n, t.i, t.is_cut, k.words, k.key
            FROM token t
            JOIN known k ON k.id = t.id AND k.first = t.key
            OFFSET 0  -- or a row for each token is put in a hash, with the arrays of its text
        ) t
        JOIN doc d ON d.n = t.n
        WHERE d.keys[t.i:t.i + cardinality(t.words) - 1] = t.words
            OR v_has_accents AND d.plain_keys[t.i:t.i + cardinality(t.words) - 1] = t.words
            OR t.is_cut AND d.keys[t.i + 1:t.i + cardinality(t.words) - 1] = t.words[2:]
    ), hit AS MATERIALIZED (  -- with what stands around each
        SELECT DISTINCT ON (p.n, p.first, p.last) p.n, d.id, p.first, p.last, p.key, x.*,
            -- who writes capitals within sentences does not write names of places in small letters
            p_reading <> 'title' AND p.last > p.first
                AND x.spelled = lower(x.spelled COLLATE relationship_engine.unicode)
                AND d.text ~ '[[:lower:]][,;]? [[:upper:]][[:lower:]]' AS is_small
        FROM place p
        JOIN doc d ON d.n = p.n
        CROSS JOIN LATERAL relationship_engine._name_context(
            d.text, d.keys, d.gaps, d.words, p.first, p.last, p_reading, v_abbreviations) x
        -- "joined Acme as", though AS is a form
        WHERE NOT (p.last > p.first AND d.words[p.last] ~ '^[a-z]{2,3}$' AND d.words[p.first] ~ '^[[:upper:]]' AND (
            SELECT count(DISTINCT l.kind) = 2 FROM relationship_engine.lexicon l
            WHERE l.kind IN ('legal_form', 'stop_word') AND l.word = d.keys[p.last]))
        -- the name that is so written before one that is not
        ORDER BY p.n, p.first, p.last, p.key <> x.written, p.key
    ), good AS MATERIALIZED (  -- without pieces of other words
        SELECT h.*, CASE
                WHEN h.first = 1 THEN true
                WHEN h.before IN (' ', '', ', ', '-') THEN false
                ELSE h.before ~ '[.!?:;•…。！？"“*>|]|\n' AND NOT (h.before ~ '^\.\s*$'
                    AND relationship_engine.fold_case(h.word_before) = ANY (v_abbreviations)) END AS starts_sentence,
            CASE WHEN h.before IN (' ', '-') AND p_reading <> 'title' AND h.word_before ~ '^[[:upper:]]' THEN (
                SELECT l.kind FROM relationship_engine.lexicon l
                WHERE l.kind IN ('given_name', 'institution')
                    AND l.word = lower(h.word_before COLLATE relationship_engine.unicode)
                LIMIT 1) END AS kind_before
        FROM hit h
        CROSS JOIN LATERAL relationship_engine._stands_alone(h.key, h.spelled, h.joined, h.before, h.after,
            h.word_before, h.word_after, h.gaps_after, h.words_after, h.first = 1, h.first = h.last, p_reading,
            v_affixes) a
    ), owner AS MATERIALIZED (  -- who bears the name, so written
        SELECT g.n, g.first, g.last, o.entity_id, o.is_phrase,
            rank() OVER (PARTITION BY g.n, g.first, g.last ORDER BY o.rank) AS rank, o.type, o.rank AS origin
        FROM good g
        CROSS JOIN LATERAL relationship_engine._name_bearers(p_graph_id, g.id, g.key, g.spelled, g.before, g.after,
            g.word_before, g.word_after, g.kind_before, g.first = g.last, g.is_cut, g.starts_sentence, p_reading,
            p_types, v_phrase_types,
            -- a topic or a team is also written in small letters
            CASE WHEN g.is_small THEN relationship_engine.type_names('organization|place|country') END,
            v_articles, v_letters, v_modals) o
        -- what only looks alike does not count in a reading of mentions
        WHERE (p_reading <> 'event' OR EXISTS (
            SELECT FROM known k WHERE k.id = g.id AND k.key = g.key AND k.entity_id = o.entity_id))
            -- "Levi's sister" is that of a Levi
            AND NOT (g.key LIKE '% ''s' AND p_reading <> 'title' AND EXISTS (
                SELECT FROM relationship_engine.lexicon l
                WHERE l.kind = 'kin' AND l.word = relationship_engine.fold_case(g.word_after))
                AND EXISTS (
                    SELECT FROM relationship_engine.entity_name n
                    WHERE n.graph_id = p_graph_id AND n.key = left(g.key, -3) AND n.type = 'person'))
    ), span AS MATERIALIZED (
        SELECT o.n, o.first, o.last, p_reading <> 'title' AND bool_and(o.is_phrase) AS is_phrase,
            array_agg(o.entity_id ORDER BY o.rank, o.entity_id) FILTER (WHERE o.rank = 1 OR NOT v_names_alone)
                AS entity_ids,
            count(DISTINCT o.type) FILTER (WHERE o.rank = 1) AS n_types, min(o.origin) AS origin
        FROM owner o
        GROUP BY o.n, o.first, o.last
    ), cover AS (  -- longest first: each token belongs to the longest name over it, a phrase covers phrases alone
        SELECT s.n, s.first, s.last, s.is_phrase, (s.last - s.first) * 1000000 - s.first AS size,
            max((s.last - s.first) * 1000000 - s.first) OVER (PARTITION BY s.n, x) AS longest,
            max((s.last - s.first) * 1000000 - s.first) FILTER (WHERE NOT s.is_phrase)
                OVER (PARTITION BY s.n, x) AS longest_name
        FROM span s
        CROSS JOIN LATERAL generate_series(s.first, s.last) x
    ), kept AS MATERIALIZED (
        SELECT s.*
        FROM span s
        JOIN (
            SELECT c.n, c.first, c.last
            FROM cover c
            GROUP BY c.n, c.first, c.last
            HAVING bool_and(c.size = CASE WHEN c.is_phrase THEN c.longest ELSE c.longest_name END)
        ) c ON c.n = s.n AND c.first = s.first AND c.last = s.last
    ), named AS MATERIALIZED (
        SELECT k.n, k.first, k.last + coalesce(f.length, 0) AS last, g.key, g.before AS gap,
            -- of several, none, unless they are the same in name and type
            CASE
                -- Acme in "Acme Robotics was founded" may be the beginning of a name that is not known yet
                WHEN p_reading = 'event' AND g.after = ' ' AND g.word_after ~ '^[A-Z][a-z]'
                    AND ((k.n, k.last + 1) IN (SELECT o.n, o.first FROM kept o)) IS NOT TRUE
                    AND NOT EXISTS (
                        SELECT FROM relationship_engine.lexicon l
                        WHERE l.word = relationship_engine.fold_case(g.word_after) AND l.kind = ANY (v_no_names))
                    AND NOT EXISTS (
                        SELECT FROM relationship_engine.pattern_rule r
                        WHERE r.graph_id = p_graph_id AND r.field = 'text'
                            AND relationship_engine.fold_case(g.word_after) = ANY (string_to_array(r.cue, '|')))
                    THEN NULL
                WHEN p_reading <> 'text' OR cardinality(k.entity_ids) = 1 OR k.origin <= 1 AND k.n_types = 1
                    THEN k.entity_ids END AS entity_ids
        FROM kept k
        JOIN good g ON g.n = k.n AND g.first = k.first AND g.last = k.last
        -- a legal form behind the name belongs to it: joined Acme Corp., joined Acme Co., Ltd.
        LEFT JOIN LATERAL (
            SELECT x.length
            FROM relationship_engine._legal_form_behind(g.keys_after, g.gaps_after, g.words_after) x
            WHERE NOT v_names_alone
        ) f ON true
        -- to rules a phrase is words, and the name within it a name
        -- IN … IS TRUE: looked up in a hash
        WHERE v_names_alone OR NOT k.is_phrase OR NOT EXISTS (
            SELECT FROM generate_series(k.first, k.last) x
            WHERE ((k.n, x) IN (
                SELECT o.n, y FROM kept o CROSS JOIN generate_series(o.first, o.last) y WHERE NOT o.is_phrase)) IS TRUE)
    ), inner_token AS MATERIALIZED (
        SELECT DISTINCT n.n, x AS i FROM named n CROSS JOIN LATERAL generate_series(n.first + 1, n.last) x
    ), flow AS MATERIALIZED (
        SELECT d.n, d.id, t.i::integer AS i, t.key, t.gap, t.word, lag(t.key) OVER w AS key_before,
            lag(t.word) OVER w AS word_before, sum(length(t.gap) + length(t.word)) OVER w AS stop
        FROM doc d
        CROSS JOIN LATERAL unnest(d.keys, d.gaps, d.words) WITH ORDINALITY AS t (key, gap, word, i)
        WHERE NOT v_names_alone
        WINDOW w AS (PARTITION BY d.n ORDER BY t.i)
    ), ending AS MATERIALIZED (  -- abbreviations behind a name: their full stop may be that of the sentence too
        SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind IN ('legal_form', 'postnominal')
    )
    SELECT d.id, n.n, n.first, '{name}'::text, NULL::text, n.gap, n.entity_ids, n.key, n.last - n.first + 1
    FROM named n
    JOIN doc d ON d.n = n.n
    WHERE v_names_alone AND n.entity_ids IS NOT NULL
    UNION ALL
    SELECT f.id, f.n, f.i, CASE WHEN n.n IS NULL THEN f.key ELSE '{name}' END,
        CASE
            WHEN f.i = 1 OR f.gap IN (' ', '', '-') THEN ''
            WHEN f.gap = ', ' THEN ','
            WHEN f.gap ~ '\n\s*(\n|[-*•]\s|[0-9]+[.)]\s)|[。！？|•]' THEN '|'
            WHEN f.gap ~ '[.!?…]["'')\]»”]*\s' AND f.word !~ '^[[:lower:]]'
                AND NOT (f.gap ~ '^\.\s+$' AND (length(f.word_before) = 1 OR strpos(f.word_before, U&'\2060') > 0
                    OR f.key_before = ANY (v_abbreviations)))
                THEN '|'
            -- "Ann joined Acme Inc. She left", "Acme Inc. Bob left", but not "Acme Inc. CEO Ann Lee" or "U.S. Senate"
            WHEN f.gap ~ '^\.\s+$' AND f.word ~ '^[[:upper:]]' AND CASE
                WHEN EXISTS (
                    SELECT FROM relationship_engine.lexicon l
                    WHERE l.kind IN ('stop_word', 'adverb', 'determiner', 'preposition') AND l.word = f.key)
                    THEN strpos(f.word_before, U&'\2060') > 0 OR f.key_before IN (SELECT o.word FROM ending o)
                WHEN f.key_before NOT IN (SELECT o.word FROM ending o) THEN false
                ELSE n.n IS NOT NULL OR NOT EXISTS (
                    SELECT FROM generate_series(1, 5) AS x
                    WHERE ((f.n, f.i + x) IN (SELECT m.n, m.first FROM named m)) IS TRUE AND NOT EXISTS (
                        SELECT FROM generate_series(1, x) AS y
                        WHERE ((f.n, f.i + y) IN (
                            SELECT g.n, g.i FROM flow g WHERE g.gap = ' ' AND g.word ~ '^[[:upper:]]')) IS NOT TRUE)
                ) END THEN '|'
            WHEN f.gap ~ '[.!?…]["'')\]»”]*\s' AND f.word ~ '^[[:lower:]]' AND n.n IS NOT NULL THEN '|'
            WHEN f.gap ~ ';' THEN CASE
                WHEN f.word ~ '^[[:upper:]]' AND (n.n IS NULL OR p.n IS NULL) THEN '|' ELSE ',' END
            WHEN f.gap ~ '\n' AND f.word !~ '^[[:lower:]]' AND f.gap !~ ','
                AND f.key_before <> ALL (v_connectives)
                -- a verb in small letters looks forward: "she founded", line break, "Acme"
                AND NOT (f.word_before ~ '^[[:lower:]]'
                    AND (f.key_before ~ '^[a-z]{3,}ed$' OR f.key_before = ANY (v_verbs)))
                -- a line that is nearly full was only wrapped
                AND (
                    SELECT length(substring(
                        right(left(d.text, (f.stop - length(f.gap) - length(f.word))::integer), 50)
                        FROM '[^\n]*$')) < 50
                    FROM doc d
                    WHERE d.n = f.n) THEN '|'
            WHEN f.gap ~ '[,、，]|\s-+\s' OR p_reading = 'event' AND f.gap ~ '[()（）]' THEN ','
            ELSE '' END,
        f.gap, n.entity_ids, n.key, coalesce(n.last - n.first + 1, 1)
    FROM flow f
    LEFT JOIN named n ON n.n = f.n AND n.first = f.i
    LEFT JOIN named p ON p.n = f.n AND p.last = f.i - 1
    LEFT JOIN inner_token c ON c.n = f.n AND c.i = f.i
    WHERE c.n IS NULL
    ORDER BY 2, 3;
END
$function$;

COMMENT ON FUNCTION relationship_engine.read_names(bigint, uuid [], text [], text, text []) IS
'Building block: which known names stand where in texts, all texts in one statement; mentions and rules read its '
'answer. p_texts: a text for each of p_ids (an event, or the source of a title); an id may have several parts. '
'p_reading: text, the names alone, for mentions; question, the same, with all that a name may mean; event, all units '
'of the text, in which names are those of entities that the event mentions; title, all units of a title, in which '
'names are those of entities of p_types (in lower case, null: any) other than the source, in any case. A name is '
'found as whole words, the longest first, written as entity_name.style asks; the end of a sentence or a line does not '
'cut it. Result, in order: part (which of p_texts), i (its first token), unit ({name}, or the word as '
'normalize_name() has it), mark (what stands before it: "," a comma; "|" the end of a sentence), gap (the characters '
'before it), entity_ids (the entities that bear the name, a title before an alias; reading text: one, or the several '
'of one title and type; nothing if it may mean several), name (its key), name_length (in tokens).';
