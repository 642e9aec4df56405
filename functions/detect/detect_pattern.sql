CREATE OR REPLACE FUNCTION relationship_engine.detect_pattern(
    p_graph_id bigint, p_entity_ids uuid [],
    p_read_since timestamptz DEFAULT NULL, p_is_interactive boolean DEFAULT false
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_sources uuid[];
BEGIN
    v_sources := relationship_engine._pattern_sources(
        p_graph_id, p_entity_ids, p_read_since, p_is_interactive);
    IF cardinality(v_sources) > 0 THEN
        RETURN QUERY SELECT * FROM relationship_engine._pattern_in_title(
            p_graph_id, v_sources, p_read_since, p_is_interactive);
    END IF;
    -- what no event mentions stands in no text
    IF EXISTS (
        SELECT FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.entity_id = ANY (p_entity_ids))
    THEN
        RETURN QUERY SELECT * FROM relationship_engine._pattern_in_text(
            p_graph_id, p_entity_ids, p_read_since, p_is_interactive);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.detect_pattern(bigint, uuid [], timestamptz, boolean) IS
'Candidates of the pattern strategy for the given entities: whatever pattern_rule finds in the titles, summaries and '
'events of these entities, and in the titles of entities that name one of them. p_read_since: of an entity that has not '
'changed since then, only the mentions since then and the latest 20 are read; null: all mentions. p_is_interactive: a '
'user''s statement waits, so that this holds for entities that changed too, and a graph of a million names is not searched '
'for misspelt ones. Reads only.';
