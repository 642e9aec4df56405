CREATE OR REPLACE FUNCTION relationship_engine._events_to_link(p_graph_id bigint, p_event_ids uuid [])
RETURNS uuid []
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    IF cardinality(p_event_ids) > 10 THEN
        RETURN p_event_ids;
    END IF;
    RETURN ARRAY(
        SELECT v.id
        FROM relationship_engine.raw_events v
        WHERE v.graph_id = p_graph_id AND v.id = ANY (p_event_ids)
            AND (
                SELECT count(*) <= 100 AND bool_and(c.is_mentioned)
                FROM (
                    SELECT EXISTS (
                        SELECT FROM relationship_engine.mention m
                        WHERE m.graph_id = p_graph_id AND m.event_id = v.id AND m.entity_id = e.id) AS is_mentioned
                    FROM relationship_engine.entity e
                    WHERE e.graph_id = p_graph_id AND e.updated_at >= v.created_at
                    ORDER BY e.updated_at  -- read from the index, even without statistics
                    LIMIT 101
                ) c
                -- a text is indexed when it is linked; rows of a backfill bear the times of another system
                WHERE v.created_at >= now() - interval '1 hour' AND EXISTS (
                    SELECT FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id AND t.event_id = v.id)
            ) IS NOT TRUE);
END
$function$;

COMMENT ON FUNCTION relationship_engine._events_to_link(bigint, uuid []) IS
'Those of the given events whose texts may name entities that arrived or changed after the texts were linked: all '
'events but those of the last hour that already mention each such entity, as when an event is followed by its entities '
'one by one. An entity of a transaction that was open when the event arrived is left to the nightly.';
