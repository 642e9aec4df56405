CREATE OR REPLACE FUNCTION relationship_engine.phrase(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT pg_catalog.array_to_string(pg_catalog.array_remove(pg_catalog.array_remove(
        relationship_engine.tokens(p_text), ','), '''s'), ' ')
$function$;

COMMENT ON FUNCTION relationship_engine.phrase(text) IS
'The normalised form under which a name is looked up: its tokens without punctuation, one space between. Without SET: it '
'is inlined, which makes loading names faster.';
