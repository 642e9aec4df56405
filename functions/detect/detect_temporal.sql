CREATE OR REPLACE FUNCTION relationship_engine.detect_temporal(
    p_graph_id bigint, p_entity_ids uuid [],
    p_read_since timestamptz DEFAULT NULL, p_is_interactive boolean DEFAULT false
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_met record;
BEGIN
    RETURN QUERY SELECT * FROM relationship_engine._temporal_overlap(p_graph_id, p_entity_ids);
    SELECT array_agg(m.from_id) AS from_ids, array_agg(m.to_id) AS to_ids, array_agg(m.day) AS days,
        array_agg(m.event_id) AS event_ids, array_agg(m.events) AS events
    INTO v_met
    FROM relationship_engine._co_mentions(
        p_graph_id, p_entity_ids, CASE WHEN NOT p_is_interactive THEN p_read_since END) m;
    IF v_met.from_ids IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY SELECT * FROM relationship_engine._co_occurs(
        p_graph_id, p_entity_ids, v_met.from_ids, v_met.to_ids, v_met.days, v_met.event_ids, v_met.events);
    RETURN QUERY SELECT * FROM relationship_engine._reinforced_edges(
        p_graph_id, v_met.from_ids, v_met.to_ids, v_met.days, v_met.event_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.detect_temporal(bigint, uuid [], timestamptz, boolean) IS
'Returns candidates of strategy temporal for the given entities: overlapping and successive periods, co-occurrence '
'above chance, and reinforcement of edges between entities that are mentioned together. p_read_since: pairs without '
'an event since then are skipped, since earlier nights have learned them; null, or with p_is_interactive (a user''s '
'statement waits): all pairs. Only reads.';
