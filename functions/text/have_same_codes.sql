CREATE OR REPLACE FUNCTION relationship_engine.have_same_codes(p_title text, p_other text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT count(DISTINCT t.codes) = 1
    FROM (
        SELECT coalesce(string_agg(w.word, ' ' ORDER BY w.word COLLATE "C"), '') AS codes
        FROM (VALUES (1, p_title), (2, p_other)) AS n (nth, title)
        LEFT JOIN LATERAL string_to_table(relationship_engine.normalize_name(n.title), ' ') AS w (word)
            ON w.word ~ '[0-9]|^(?:i{2,3}|iv|vi{1,3}|ix)$'
            OR length(w.word) = 1
        GROUP BY n.nth
    ) t
$function$;

COMMENT ON FUNCTION relationship_engine.have_same_codes(text, text) IS
'Building block: whether two titles have the same numbers, versions, Roman numerals and single letters. CVE-2020-1 is '
'not CVE-2020-2, and Series A not Series B, however similar they are otherwise.';
