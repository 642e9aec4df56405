CREATE OR REPLACE FUNCTION relationship_engine.refresh_texts(
    p_graph_id bigint, p_event_ids uuid [] DEFAULT '{}', p_all boolean DEFAULT false
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_all boolean := p_all OR EXISTS (
        SELECT FROM relationship_engine.text_stat s
        JOIN relationship_engine.graph g ON g.id = s.graph_id
        WHERE s.graph_id = p_graph_id AND s.text_config <> g.text_config);
    v_ids uuid[] := ARRAY(
        -- both keys are read once, in order, without their tables
        SELECT coalesce(v.id, t.event_id)
        FROM (SELECT v.id FROM relationship_engine.raw_events v WHERE v.graph_id = p_graph_id) v
        FULL JOIN (
            SELECT t.event_id FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id
        ) t ON t.event_id = v.id
        WHERE v.id IS NULL OR t.event_id IS NULL OR v_all
        UNION
        SELECT unnest(p_event_ids));
BEGIN
    PERFORM relationship_engine.index_texts(p_graph_id, v_ids);
    PERFORM relationship_engine.count_lexemes(p_graph_id);
    RETURN cardinality(v_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_texts(bigint, uuid [], boolean) IS
'Building block: indexes the given events, those that no trigger could index and those that are gone, or all events '
'(p_all, or when graph.text_config has changed), and counts the lexemes. Returns how many events it looked at. The '
'nightly and repair() call it.';
