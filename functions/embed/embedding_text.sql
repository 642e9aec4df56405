CREATE OR REPLACE FUNCTION relationship_engine.embedding_text(p_title text, p_summary text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT left(concat_ws(E'\n', p_title, nullif(p_summary, '')), 4000)
$function$;

COMMENT ON FUNCTION relationship_engine.embedding_text(text, text) IS
'Building block: returns the text of an entity that is embedded, its title and summary, at most 4,000 characters. '
'The type is not included, because it would make all entities of a type similar.';
