CREATE OR REPLACE FUNCTION relationship_engine.phrase(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT array_to_string(array_remove(array_remove(relationship_engine.tokens(p_text), ','), '''s'), ' ')
$function$;

COMMENT ON FUNCTION relationship_engine.phrase(text) IS
'The normalised form under which a name is looked up: its tokens without punctuation, one space between.';
