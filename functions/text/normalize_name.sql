CREATE OR REPLACE FUNCTION relationship_engine.normalize_name(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    -- most names are letters, digits and spaces: the same result without tokens
    SELECT pg_catalog.left(CASE
        WHEN pg_catalog.left(p_text, 4000) ~ '^[ ,/_a-zA-Z0-9-]*$' THEN
            pg_catalog.btrim(pg_catalog.regexp_replace(
                pg_catalog.lower(pg_catalog.left(p_text, 4000) COLLATE "C"), '[^a-z0-9]+', ' ', 'g'))
        -- Latin letters with accents
        WHEN pg_catalog.left(p_text, 4000) ~ '^[ ,/_a-zA-Z0-9\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F-]*$' THEN
            relationship_engine.fold_case(pg_catalog.btrim(
                pg_catalog.regexp_replace(pg_catalog.left(p_text, 4000), '[ ,/_-]+', ' ', 'g')))
        ELSE relationship_engine._normalize_tokens(p_text) END, 500)
$function$;

COMMENT ON FUNCTION relationship_engine.normalize_name(text) IS
'The key under which a name is looked up: its tokens without case, compatibility forms and punctuation, one space '
'between. What tells names apart stays: C, C++ and C#, Wendy''s and Wendy, Series A. Without SET: it must be '
'inlined.';
