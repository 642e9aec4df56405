CREATE OR REPLACE FUNCTION relationship_engine.detect_pattern(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_sources uuid[];
BEGIN
    v_sources := relationship_engine._pattern_sources(p_graph_id, p_entity_ids);
    IF cardinality(v_sources) > 0 THEN
        RETURN QUERY SELECT * FROM relationship_engine._pattern_in_title(p_graph_id, v_sources);
    END IF;
    RETURN QUERY SELECT * FROM relationship_engine._pattern_in_text(p_graph_id, p_entity_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine.detect_pattern(bigint, uuid []) IS
'Candidates of the pattern strategy for the given entities: whatever pattern_rule finds in the titles, summaries and '
'events of these entities, and in the titles of entities that name one of them. Reads only.';
