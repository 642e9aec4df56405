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
'Returns candidates of strategy pattern for the given entities: matches of pattern_rule in their titles, summaries '
'and events, and in titles that name them. p_read_since: for entities that have not changed since then, only mentions '
'since then and the latest 20 are read; null: all mentions. p_is_interactive: a user''s statement waits, so this '
'limit applies to changed entities too, and misspelt names are not searched in graphs of a million names. Only reads.';
