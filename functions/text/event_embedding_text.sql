CREATE OR REPLACE FUNCTION relationship_engine.event_embedding_text(p_content text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT left(coalesce(p_content, ''), 8000)
$function$;

COMMENT ON FUNCTION relationship_engine.event_embedding_text(text) IS
'Building block: the text of an event that is embedded, its first 8,000 characters.';
