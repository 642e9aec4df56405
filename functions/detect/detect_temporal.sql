CREATE OR REPLACE FUNCTION relationship_engine.detect_temporal(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT * FROM relationship_engine._temporal_overlap(p_graph_id, p_entity_ids)
    UNION ALL
    SELECT * FROM relationship_engine._co_occurrence(p_graph_id, p_entity_ids)
$function$;

COMMENT ON FUNCTION relationship_engine.detect_temporal(bigint, uuid []) IS
'Candidates of the temporal strategy for the given entities: overlapping and successive periods, repeated co-occurrence, and '
'reinforcement of the edges of those that are mentioned together. Reads only.';
