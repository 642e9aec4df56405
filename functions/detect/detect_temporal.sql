CREATE OR REPLACE FUNCTION relationship_engine.detect_temporal(
    p_graph_id bigint, p_entity_ids uuid [],
    p_read_since timestamptz DEFAULT NULL, p_is_interactive boolean DEFAULT false
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT * FROM relationship_engine._temporal_overlap(p_graph_id, p_entity_ids)
    UNION ALL
    SELECT * FROM relationship_engine._co_occurrence(
        p_graph_id, p_entity_ids, CASE WHEN NOT p_is_interactive THEN p_read_since END)
$function$;

COMMENT ON FUNCTION relationship_engine.detect_temporal(bigint, uuid [], timestamptz, boolean) IS
'Returns candidates of strategy temporal for the given entities: overlapping and successive periods, repeated '
'co-occurrence, and reinforcement of edges between entities that are mentioned together. p_read_since: pairs without '
'an event since then are skipped, since earlier nights have learned them; null, or with p_is_interactive (a user''s '
'statement waits): all pairs. Only reads.';
