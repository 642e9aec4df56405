CREATE OR REPLACE FUNCTION relationship_engine._name_pattern(p_title text, p_metadata jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT string_agg(
        -- scripts without spaces have no word boundaries
        CASE WHEN n.name ~ '^[a-zA-Z0-9]' THEN '(?<!\w)' ELSE '' END
        || regexp_replace(regexp_replace(n.name, '([^\w\s])', '\\\1', 'g'), '\s+', '\\s+', 'g')
        || CASE WHEN n.name ~ '[a-zA-Z0-9]$' THEN '(?!\w)' ELSE '' END,
        '|' ORDER BY length(n.name) DESC)
    FROM (
        SELECT DISTINCT btrim(x.name) AS name
        FROM (
            SELECT p_title AS name
            UNION ALL
            SELECT a.alias
            FROM jsonb_array_elements_text(CASE jsonb_typeof(p_metadata -> 'aliases')
                WHEN 'array' THEN p_metadata -> 'aliases'
                WHEN 'string' THEN jsonb_build_array(p_metadata -> 'aliases')
                ELSE '[]' END) AS a (alias)
        ) x
        WHERE btrim(x.name) ~ '\w'
    ) n
$function$;

COMMENT ON FUNCTION relationship_engine._name_pattern(text, jsonb) IS
'A regular expression that matches title and aliases as whole words, the longest first; null if none has a letter.';
