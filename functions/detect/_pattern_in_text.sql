CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_text(
    p_graph_id bigint, p_entity_ids uuid [], p_read_since timestamptz, p_is_interactive boolean
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_cues text[];
    v_ids uuid[];
    v_texts text[];
BEGIN
    -- a cheap test spares most sentences the search for names; a rule without a cue reads all
    SELECT CASE WHEN bool_or(r.cue IS NULL) THEN '{}' ELSE string_to_array(string_agg(r.cue, '|'), '|') END
    INTO v_cues
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0;
    IF v_cues IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(v.event_id), array_agg(x.part) INTO v_ids, v_texts
    FROM (
        SELECT DISTINCT m.event_id
        FROM (SELECT DISTINCT unnest(p_entity_ids) AS id) a
        CROSS JOIN LATERAL relationship_engine._mentions_to_read(
            p_graph_id, a.id, false, p_read_since, p_is_interactive) m
    ) v
    CROSS JOIN LATERAL (
        SELECT s.sentence AS part
        FROM relationship_engine.raw_events x
        CROSS JOIN LATERAL relationship_engine.text_parts(relationship_engine.event_text(x.payload)) AS p (part)
        CROSS JOIN LATERAL relationship_engine._sentences_to_read(
            p_graph_id, x.id, p.part, p_entity_ids, v_cues) AS s (sentence)
        WHERE x.graph_id = p_graph_id AND x.id = v.event_id
        OFFSET 0  -- or a plan made while there were few events would read them all
    ) x;
    IF v_ids IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT ON (f.source_id, f.target_id, f.kind, f.event_id) (relationship_engine.candidate(
        p_from_id => f.source_id, p_to_id => f.target_id, p_kind => f.kind, p_strategy => 'pattern',
        p_context => 'event:' || f.event_id, p_confidence => f.confidence, p_importance => f.importance,
        p_is_symmetric => f.is_symmetric, p_event_id => f.event_id,
        p_description => concat_ws(' ',
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN f.is_reverse THEN f.target_id ELSE f.source_id END),
            nullif(f.words, ''),
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN f.is_reverse THEN f.source_id ELSE f.target_id END)),
        p_detail => jsonb_build_object('rule', f.rule_id, 'field', 'text'))).*
    FROM relationship_engine._pattern_in_sentence(p_graph_id, p_entity_ids, v_ids, v_texts) f
    ORDER BY f.source_id, f.target_id, f.kind, f.event_id, f.confidence DESC, f.rule_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_text(bigint, uuid [], timestamptz, boolean) IS
'What text rules find in the sentences that name one of the given entities, in the events that mention it; one '
'candidate per statement and event. Of an entity with many events the latest are read (see _mentions_to_read).';
