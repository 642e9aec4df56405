CREATE OR REPLACE FUNCTION relationship_engine._names_of_entity(
    p_title text, p_metadata jsonb, p_type text, p_legal_forms text [], p_stop_words text []
)
RETURNS TABLE (key text, spelling text, origin text, style text, rank integer)
LANGUAGE sql IMMUTABLE
AS $function$
    SELECT v.key, v.spelling,
        CASE v.origin WHEN 1 THEN 'title' WHEN 2 THEN 'alias' ELSE 'derived' END,
        CASE
            WHEN pg_catalog.ltrim(v.key, '0123456789') = ''
                OR pg_catalog.length(v.key) = 1 AND v.spelling ~ '^[[:lower:]]$' THEN 'never'
            WHEN v.spelling = pg_catalog.lower(v.spelling COLLATE relationship_engine.unicode) THEN
                CASE WHEN v.key = ANY (p_stop_words) THEN 'never' ELSE 'free' END
            WHEN pg_catalog.strpos(v.key, ' ') = 0 THEN
                CASE WHEN v.key = ANY (p_stop_words) OR v.origin = 4 OR pg_catalog.length(v.key) <= 3
                    AND v.spelling !~ '[[:lower:]]'
                    THEN 'exact' ELSE 'capital' END
            -- Boring Company, of The Boring Company; Series A, The Company, The Who
            WHEN v.origin = 4 THEN 'capital'
            WHEN ' ' || v.key || ' ' LIKE '% _ %'
                OR pg_catalog.split_part(v.key, ' ', 1) IN ('the', 'a', 'an')
                AND pg_catalog.split_part(v.key, ' ', 3) = ''
                OR pg_catalog.string_to_array(v.key, ' ') <@ p_stop_words
                THEN 'capital'
            ELSE 'free' END,
        v.origin
    FROM (
        SELECT relationship_engine.normalize_name(s.spelling) AS key,
            pg_catalog.left(s.spelling, 500) AS spelling, s.origin
        FROM (
            SELECT p_title AS spelling, 1 AS origin
            UNION ALL
            SELECT a.alias, 2
            FROM pg_catalog.jsonb_array_elements_text(CASE pg_catalog.jsonb_typeof(p_metadata -> 'aliases')
                WHEN 'array' THEN p_metadata -> 'aliases'
                WHEN 'string' THEN pg_catalog.jsonb_build_array(p_metadata -> 'aliases')
                ELSE '[]' END) AS a (alias)
            WHERE p_metadata ? 'aliases'  -- most have none, and save the call
        ) s
        OFFSET 0  -- one key for all that is derived from it
    ) o
    CROSS JOIN LATERAL (
        SELECT o.key, o.spelling, o.origin
        UNION ALL  -- without its legal form; persons have none
        SELECT p.key,
            CASE WHEN pg_catalog.starts_with(o.key, p.key)
                THEN pg_catalog.array_to_string(
                    (pg_catalog.string_to_array(o.spelling,
                        ' '))[1:pg_catalog.cardinality(pg_catalog.string_to_array(p.key, ' '))],
                    ' ')
                ELSE pg_catalog.ltrim(pg_catalog.substr(o.spelling, pg_catalog.strpos(o.spelling, ' '))) END, 3
        FROM relationship_engine._without_legal_form(o.key, p_legal_forms) AS p (key)
        WHERE p_type <> 'person' AND pg_catalog.strpos(o.key, ' ') > 0
            -- The last word can be that of a legal form: most keys end otherwise, and save the call.
            AND (pg_catalog.split_part(o.key, ' ', -1) = ANY (ARRAY(
                SELECT pg_catalog.split_part(f.form, ' ', -1) FROM pg_catalog.unnest(p_legal_forms) AS f (form)))
                OR pg_catalog.split_part(o.key, ' ', 1) = ANY (ARRAY(
                    SELECT pg_catalog.split_part(f.form, ' ', 1) FROM pg_catalog.unnest(p_legal_forms) AS f (form)
                    WHERE pg_catalog.octet_length(f.form) > pg_catalog.length(f.form)))
                -- a product may begin with such letters: PT Cruiser
                OR p_type <> 'product' AND pg_catalog.split_part(o.key, ' ', 1) = ANY (ARRAY(
                    SELECT pg_catalog.split_part(f.form, ' ', 1) FROM pg_catalog.unnest(p_legal_forms) AS f (form)
                    WHERE pg_catalog.right(f.form, 2) = ' -')))
            -- a short word in small letters is no form, unless it can only be an abbreviation: plc, ltd
            AND p.key <> o.key AND (o.spelling !~ ' [[:lower:]]{1,3}$' OR o.spelling ~ ' [^aeiouy ]+$')
    ) p
    CROSS JOIN LATERAL (
        SELECT p.key, p.spelling, p.origin
        UNION ALL  -- without its article, unless a common word is left
        SELECT pg_catalog.substr(p.key, 5), pg_catalog.regexp_replace(p.spelling, '^the\s+', '', 'i'), 4
        WHERE p.key LIKE 'the _%' AND p_type <> 'person' AND pg_catalog.substr(p.key, 5) <> ALL (p_stop_words)
        UNION ALL
        SELECT pg_catalog.regexp_replace(p.key, '\munited states(?: of america)?\M', 'us'),
            pg_catalog.replace(p.spelling, 'United States', 'US'), 3
        WHERE pg_catalog.strpos(p.key, 'united states') > 0
        UNION ALL
        SELECT pg_catalog.regexp_replace(p.key, '\mus\M', 'united states'), p.spelling, 3
        WHERE pg_catalog.strpos(p.key, 'us') > 0 AND p.key ~ '\mus\M' AND p.spelling ~ '\mU\.?S\M'
        UNION ALL  -- as those write it who leave out accents, or write ae for ä
        SELECT relationship_engine._without_accents(p.key), p.spelling, 3
        WHERE pg_catalog.octet_length(p.key) > pg_catalog.length(p.key)
            AND p.key ~ '[\u00C0-\u024F\u0384-\u03CE\u0591-\u05C7\u0622-\u0626\u064B-\u0655\u0670\u1E00-\u1EFF]'
        UNION ALL
        SELECT pg_catalog.replace(pg_catalog.replace(pg_catalog.replace(pg_catalog.translate(
            p.key, U&'\00E6\00F8', U&'\00E4\00F6'), U&'\00E4', 'ae'), U&'\00F6', 'oe'), U&'\00FC', 'ue'), p.spelling, 3
        WHERE pg_catalog.octet_length(p.key) > pg_catalog.length(p.key) AND p.key ~ U&'[\00E4\00F6\00FC\00E6\00F8]'
        UNION ALL
        SELECT pg_catalog.replace(p.key, U&'\0451', U&'\0435'), p.spelling, 3
        WHERE pg_catalog.strpos(p.key, U&'\0451') > 0
    ) v
    WHERE v.key <> ''
$function$;

COMMENT ON FUNCTION relationship_engine._names_of_entity(text, jsonb, text, text [], text []) IS
'The names of an entity, as entity_name has them: title, metadata.aliases (a list, or one alias as a string) and '
'what is derived from them; a key may come several times, and the least rank counts. p_type: in lower case, person '
'for its aliases too; p_legal_forms: of _legal_forms(); p_stop_words: of the lexicon. Without SET: it must be inlined.';
