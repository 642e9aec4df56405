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
    v_event_ids uuid[];
    v_sentences text[];
BEGIN
    -- one cheap test that spares most sentences the search for names; a rule without a cue passes all
    SELECT CASE WHEN bool_or(r.cue IS NULL) THEN '{}' ELSE string_to_array(string_agg(DISTINCT r.cue, '|'), '|') END
    INTO v_cues
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0;
    IF v_cues IS NULL THEN
        RETURN;
    END IF;
    -- first the few sentences worth the search for names: preparing that search is a good part of what an INSERT costs
    SELECT array_agg(v.event_id), array_agg(s.sentence) INTO v_event_ids, v_sentences
    FROM (
        SELECT m.event_id, array_agg(DISTINCT n.name) AS names
        FROM (SELECT DISTINCT unnest(p_entity_ids) AS id) a
        CROSS JOIN LATERAL relationship_engine._mentions_to_read(
            p_graph_id, a.id, false, p_read_since, p_is_interactive) m
        JOIN relationship_engine.entity_name n ON n.graph_id = p_graph_id AND n.entity_id = a.id
        GROUP BY m.event_id
    ) v
    CROSS JOIN LATERAL (
        SELECT x.payload FROM relationship_engine.raw_events x WHERE x.graph_id = p_graph_id AND x.id = v.event_id
        OFFSET 0  -- or a plan made while there were few events would read them all
    ) x
    CROSS JOIN LATERAL unnest(string_to_array(
        array_to_string(relationship_engine.tokenize(x.payload ->> 'content', true), ' '), ' | ')) AS s (sentence)
    WHERE (v_cues = '{}' OR EXISTS (
            -- IS TRUE: looked up in a hash
            SELECT FROM unnest(string_to_array(s.sentence, ' ')) AS w (word)
            WHERE (w.word IN (SELECT unnest(v_cues))) IS TRUE))
        AND EXISTS (
            SELECT FROM unnest(v.names) AS n (name)
            WHERE strpos(' ' || replace(replace(s.sentence, ' ''s', ''), ' ,', '') || ' ', ' ' || n.name || ' ') > 0);
    IF v_sentences IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT ON (f.source_id, f.target_id, f.kind, s.event_id) (relationship_engine.candidate(
        p_from_id => f.source_id, p_to_id => f.target_id, p_kind => f.kind, p_strategy => 'pattern',
        p_context => 'event:' || s.event_id, p_confidence => f.confidence, p_importance => f.importance,
        p_is_symmetric => f.is_symmetric, p_event_id => s.event_id,
        p_description => concat_ws(' ',
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN f.is_reverse THEN f.target_id ELSE f.source_id END),
            f.words,
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN f.is_reverse THEN f.source_id ELSE f.target_id END)),
        p_detail => jsonb_build_object('rule', f.rule_id, 'field', 'text'))).*
    FROM (
        SELECT u.event_id, string_to_array(u.sentence, ' ') AS tokens
        FROM unnest(v_event_ids, v_sentences) AS u (event_id, sentence)
        OFFSET 0
    ) s
    CROSS JOIN LATERAL relationship_engine._pattern_in_sentence(p_graph_id, s.tokens, s.event_id) f
    ORDER BY f.source_id, f.target_id, f.kind, s.event_id, f.confidence DESC;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_text(bigint, uuid [], timestamptz, boolean) IS
'What text rules say in the sentences that name one of the given entities, in the events that mention it; one candidate '
'per statement and event (see _mentions_to_read).';
