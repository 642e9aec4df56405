CREATE OR REPLACE FUNCTION relationship_engine._passages(p_graph_id bigint, p_summary text, p_event_id uuid)
RETURNS TABLE (is_cut boolean, tokens text [])
LANGUAGE sql STABLE
AS $function$
    SELECT false, relationship_engine.tokenize(p_summary, true)
    WHERE p_summary <> ''
    UNION ALL
    SELECT true, relationship_engine.tokenize(
        left(v.payload ->> 'content', position(p_summary IN v.payload ->> 'content') + length(p_summary) - 1), true)
    FROM relationship_engine.raw_events v
    WHERE v.graph_id = p_graph_id AND v.id = p_event_id AND position(p_summary IN v.payload ->> 'content') > 0
    UNION ALL
    SELECT false, relationship_engine.tokenize(v.payload ->> 'content', true)
    FROM relationship_engine.raw_events v
    WHERE v.graph_id = p_graph_id AND v.id = p_event_id AND v.payload ->> 'content' <> ''
$function$;

COMMENT ON FUNCTION relationship_engine._passages(bigint, text, uuid) IS
'What may say where an entity belongs, the best first: its summary; its event up to the summary, which is often a '
'sentence of it (is_cut: the last words count); its whole event. Without SET: it must be inlined.';
