CREATE OR REPLACE FUNCTION relationship_engine._passages(p_graph_id bigint, p_summary text, p_event_id uuid)
RETURNS TABLE (is_cut boolean, passage text)
LANGUAGE sql STABLE
AS $function$
    SELECT false, left(p_summary, 8000)
    WHERE p_summary <> ''
    UNION ALL
    SELECT true, right(left(t.text, position(p_summary IN t.text) + length(p_summary) - 1), 8000)
    FROM relationship_engine.raw_events v
    CROSS JOIN LATERAL (SELECT relationship_engine.event_text(v.payload) AS text) t
    WHERE v.graph_id = p_graph_id AND v.id = p_event_id AND position(p_summary IN t.text) > 0
    UNION ALL
    SELECT false, left(t.text, 8000)
    FROM relationship_engine.raw_events v
    CROSS JOIN LATERAL (SELECT relationship_engine.event_text(v.payload) AS text) t
    WHERE v.graph_id = p_graph_id AND v.id = p_event_id AND t.text <> ''
$function$;

COMMENT ON FUNCTION relationship_engine._passages(bigint, text, uuid) IS
'The texts that may say to what an entity belongs, the best first: its summary; its event up to the summary, which '
'is often a sentence of it (is_cut: the last words count); its whole event. Without SET: it must be inlined.';
