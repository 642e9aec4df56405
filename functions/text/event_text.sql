CREATE OR REPLACE FUNCTION relationship_engine.event_text(p_payload jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT COALESCE(
        CASE WHEN p_payload ->> 'content' <> '' THEN p_payload ->> 'content' END,
        CASE WHEN pg_catalog.jsonb_typeof(p_payload -> 'text') = 'string' AND p_payload ->> 'text' <> ''
            THEN p_payload ->> 'text' END,
        CASE WHEN pg_catalog.jsonb_typeof(p_payload -> 'message') = 'string' THEN p_payload ->> 'message' END)
$function$;

COMMENT ON FUNCTION relationship_engine.event_text(jsonb) IS
'Building block: the text of an event: content of its payload, else text, else message. Without SET: it must be '
'inlined.';
