CREATE OR REPLACE FUNCTION relationship_engine.normalize_name(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT pg_catalog.array_to_string(pg_catalog.array_remove(pg_catalog.array_remove(
        relationship_engine.tokenize(p_text), ','), '''s'), ' ')
$function$;

COMMENT ON FUNCTION relationship_engine.normalize_name(text) IS
'The normalised form under which a name is looked up: its tokens without punctuation, one space between. Without SET: it '
'is inlined, which makes loading names faster.';
