CREATE OR REPLACE FUNCTION relationship_engine._name_keys(p_graph_id bigint, p_entity_ids uuid [])
RETURNS TABLE (entity_id uuid, keys bigint [], ways integer [], words text [])
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH setting AS MATERIALIZED (
        SELECT f.forms, ARRAY(SELECT DISTINCT split_part(x.form, ' ', -1) FROM unnest(f.forms) AS x (form))
            AS last_words
        FROM (SELECT relationship_engine._legal_forms() AS forms) f
    ), titled AS (
        SELECT e.id, e.title, coalesce(a.type, lower(e.type)) AS type,
            coalesce(a.type, lower(e.type)) = 'person'
            OR strpos(e.title, '@') > 0 AND e.title ~ '[<(\[][^<>()\[\] @]+@' AS is_person
        FROM relationship_engine.entity e
        LEFT JOIN relationship_engine.type_alias a ON a.alias = lower(e.type)
        WHERE e.graph_id = p_graph_id AND (p_entity_ids IS NULL OR e.id = ANY (p_entity_ids))
    ), named AS MATERIALIZED (
        SELECT t.id, t.title, t.type, t.is_person, CASE
            -- most titles: the same as _plain_name() without a call
            WHEN t.title ~ '^[a-zA-Z0-9 -]+$' AND NOT (t.title ~* '^the ' AND NOT t.is_person)
                THEN relationship_engine.normalize_name(t.title)
            ELSE relationship_engine._plain_name(t.title, t.is_person) END AS name
        FROM titled t
    ), own AS MATERIALIZED (
        SELECT n.id, n.title, n.type, n.is_person, string_to_array(CASE
            WHEN n.is_person OR n.tail = n.name OR n.tail <> ALL (s.last_words) THEN n.name
            -- a form of one word: the same without a call
            WHEN n.tail = ANY (s.forms) AND n.before <> ALL (s.last_words) AND n.before NOT IN ('and', '')
                THEN left(n.name, -length(n.tail) - 1)
            ELSE relationship_engine._without_legal_form(n.name, s.forms) END, ' ') AS words
        FROM (SELECT n.*, split_part(n.name, ' ', -1) AS tail, split_part(n.name, ' ', -2) AS before FROM named n) n
        CROSS JOIN setting s
    ), counted AS MATERIALIZED (
        SELECT o.*, cardinality(o.words) AS size, o.words[1] AS head, o.words[cardinality(o.words)] AS tail
        FROM own o
        WHERE cardinality(o.words) > 0
    ), misspelt AS (
        SELECT c.*, CASE WHEN c.size = 1 THEN 4 ELSE 3 END AS length,
            CASE WHEN length(c.head) >= 5 AND c.head !~ '[0-9]' AND NOT (c.is_person AND c.size > 1)
                THEN c.type || '/1/' || array_to_string(c.words[2:], ' ') || '/' END AS after,
            CASE WHEN length(c.tail) >= 5 AND c.tail !~ '[0-9]' AND c.size > 1
                THEN c.type || '/' || c.size || '/' || array_to_string(c.words[:c.size - 1], ' ') || '/' END AS before,
            CASE WHEN c.size > 1 THEN least(c.head COLLATE "C", c.tail) || ' ' || greatest(c.head COLLATE "C", c.tail)
                ELSE c.head END AS ends
        FROM counted c
    )
    SELECT m.id,
        ARRAY[
            hashtextextended(m.type || '/n/' || CASE WHEN m.size <= 2 THEN m.ends
                ELSE (SELECT string_agg(w.word, ' ' ORDER BY w.word COLLATE "C") FROM unnest(m.words) AS w (word)) END,
                0),
            CASE WHEN m.is_person AND strpos(m.title, '@') > 0 THEN hashtextextended(
                m.type || '/a/' || lower((regexp_match(m.title, '[<(\[ ]([^<>()\[\] @]+@[^<>()\[\] @]+)'))[1]), 0) END,
            -- a person without middle names
            CASE WHEN m.is_person AND m.size BETWEEN 3 AND 5 AND array_to_string(m.words, ' ')
                    !~ '[0-9]|(?<![^ ])(?:i{2,3}|iv|vi{0,3}|ix|jr|sr)(?![^ ])'
                THEN hashtextextended(m.type || '/n/' || m.ends, 0) END,
            -- the initial of the first name and the last name
            CASE WHEN m.is_person AND m.size BETWEEN 2 AND 5 AND length(m.tail) > 2
                THEN hashtextextended(m.type || '/i/' || left(m.head, 1) || ' ' || m.tail, 0) END,
            -- a name without its last word
            CASE WHEN NOT m.is_person AND m.size >= 3 AND m.title ~ '\s\S+\s*$'
                    AND m.tail !~ '[0-9]|^(?:.|i{2,3}|iv|vi{0,3}|ix)$'
                THEN hashtextextended(m.type || '/n/' || (
                    SELECT string_agg(w.word, ' ' ORDER BY w.word COLLATE "C")
                    FROM unnest(m.words[:m.size - 1]) AS w (word)), 0) END,
            -- the other words, and the beginning or the end of one that may be misspelt
            hashtextextended(m.after || left(m.head, m.length) || '*', 0),
            hashtextextended(m.after || left(m.head, 1) || '*' || right(m.head, m.length), 0),
            hashtextextended(m.before || left(m.tail, 3) || '*', 0),
            hashtextextended(m.before || left(m.tail, 1) || '*' || right(m.tail, 3), 0),
            -- in one word
            CASE WHEN NOT m.is_person AND m.size > 1 AND array_to_string(m.words, '') !~ '[0-9]'
                THEN hashtextextended(m.type || '/n/' || array_to_string(m.words, ''), 0) END
        ],
        ARRAY[1, 2, 3, CASE WHEN length(m.head) = 1 THEN 5 ELSE 4 END, 6, 7, 7, 7, 7, 8],
        ARRAY[NULL, NULL, NULL, NULL, NULL, m.head, m.head, m.tail, m.tail, NULL]
    FROM misspelt m
$function$;

COMMENT ON FUNCTION relationship_engine._name_keys(bigint, uuid []) IS
'Keys of titles, of which two titles of one thing have one in common (blocking, as in record linkage), and the way in '
'which the title leads to each: 1 all words, in any order, without accents, legal form and e-mail address; 2 the '
'address; 3 without middle names; 4 initial and last name; 5 the same, of a name that has only the initial; 6 without '
'the last word; 7 the beginning, or the first letter and the end, of the first or the last word (of a person the '
'last), and the other words; 8 in one word. A key is null where its way leads nowhere. words: of way 7 that first or '
'last word. p_entity_ids: null for all. '
'Numbers, versions and single letters stay in all keys, so that names that differ in one have no key in common. Only '
'entities of one type (see type_alias) share keys.';
