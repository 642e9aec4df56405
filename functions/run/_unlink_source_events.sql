CREATE OR REPLACE FUNCTION relationship_engine._unlink_source_events(
    p_graph_id bigint, p_entity_ids uuid [], p_event_ids uuid []
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    DELETE FROM relationship_engine.mention m
    USING relationship_engine.entity e
    WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids) AND m.entity_id = ANY (p_entity_ids)
        AND m.origin = 'source_event' AND e.graph_id = p_graph_id AND e.id = m.entity_id
        AND e.source_event_id IS DISTINCT FROM m.event_id;
    -- their text may still mention them
    PERFORM relationship_engine.link_mentions(p_graph_id, p_event_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine._unlink_source_events(bigint, uuid [], uuid []) IS
'Removes the mentions that entities had because one of the given events was their source, and is no longer; those that '
'the events'' texts give remain.';
