CREATE OR REPLACE FUNCTION relationship_engine._is_in_text(p_name text, p_body text)
RETURNS boolean
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT n.name <> '' AND p_body ~ (
        -- scripts without spaces have no word boundaries
        CASE WHEN n.name ~ '^[a-z0-9]' THEN '(?<![a-z0-9])' ELSE '' END
        || regexp_replace(n.name, '([^\w\s])', '\\\1', 'g')
        || CASE WHEN n.name ~ '[a-z0-9]$' THEN '(?![a-z0-9])' ELSE '' END)
    FROM (SELECT relationship_engine._normalize_quote(left(p_name, 300)) AS name) n
$function$;

COMMENT ON FUNCTION relationship_engine._is_in_text(text, text) IS
'Whether a name stands in a text as whole words; p_body: the text as _normalize_quote() returns it.';
