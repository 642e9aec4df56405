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
    -- a text that may deny or end an edge is read without a cue, if there is one
    v_denials text[] := ARRAY(
        SELECT split_part(l.word, ' ', 1) FROM relationship_engine.lexicon l
        WHERE l.kind IN ('denial', 'unreal', 'ending'));
    -- of very many entities, most sentences name one; and a long list would be copied for each event
    v_few uuid[] := CASE WHEN cardinality(p_entity_ids) <= 100 THEN p_entity_ids END;
    v_ids uuid[];
    v_texts text[];
BEGIN
    -- a cheap test spares most sentences the search for names; a rule without a cue reads all
    SELECT CASE WHEN bool_or(r.cue IS NULL) THEN '{}'
            -- rules of one kind share their cues
            ELSE string_to_array(string_agg(DISTINCT r.cue, '|'), '|') END
    INTO v_cues
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0;
    IF v_cues IS NULL THEN
        RETURN;
    ELSIF v_cues <> '{}' THEN  -- "used to work at": no rule has the word as a cue
        v_cues := v_cues || ARRAY(
            SELECT split_part(l.word, ' ', 1) FROM relationship_engine.lexicon l
            WHERE l.kind = 'former' AND strpos(l.word, ' ') > 0);
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
        CROSS JOIN LATERAL (
            SELECT v_cues <> '{}' AND (strpos(p.part, '?') > 0 OR string_to_array(
                regexp_replace(lower(p.part COLLATE "C"), '[^a-z0-9]+', ' ', 'g'), ' ') && v_denials)
            AND EXISTS (
                SELECT FROM relationship_engine.mention a
                JOIN relationship_engine.edge_store e
                    ON e.graph_id = p_graph_id AND e.from_id = a.entity_id AND e.pruned_by_run IS NULL AND e.is_stated
                JOIN relationship_engine.mention b
                    ON b.graph_id = p_graph_id AND b.event_id = v.event_id AND b.entity_id = e.to_id
                WHERE a.graph_id = p_graph_id AND a.event_id = v.event_id) AS is_denial
            OFFSET 0
        ) d
        CROSS JOIN LATERAL relationship_engine._sentences_to_read(
            p_graph_id, x.id, p.part, v_few, CASE WHEN NOT d.is_denial THEN v_cues ELSE '{}' END) AS s (sentence)
        WHERE x.graph_id = p_graph_id AND x.id = v.event_id
        OFFSET 0  -- or a plan made while there were few events would read them all
    ) x;
    IF v_ids IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT ON (f.source_id, f.target_id, f.kind, f.event_id, f.effect) (relationship_engine.candidate(
        p_from_id => f.source_id, p_to_id => f.target_id, p_kind => f.kind, p_strategy => 'pattern',
        p_context => 'event:' || f.event_id, p_confidence => f.confidence, p_importance => f.importance,
        p_is_symmetric => f.is_symmetric, p_event_id => f.event_id, p_start_date => f.start_date,
        p_end_date => f.end_date,
        p_description => concat_ws(' ',
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN f.is_reverse THEN f.target_id ELSE f.source_id END),
            nullif(f.words, ''),
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN f.is_reverse THEN f.source_id ELSE f.target_id END)),
        p_detail => jsonb_strip_nulls(jsonb_build_object(
            'rule', f.rule_id, 'field', 'text', 'effect', nullif(f.effect, 'states'))))).*
    FROM relationship_engine._pattern_in_sentence(p_graph_id, p_entity_ids, v_ids, v_texts) f
    ORDER BY f.source_id, f.target_id, f.kind, f.event_id, f.effect, f.confidence DESC, f.end_date, f.rule_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_text(bigint, uuid [], timestamptz, boolean) IS
'What text rules find in the sentences that name one of the given entities, in the events that mention it; one '
'candidate per statement and event. Of an entity with many events the latest are read (see _mentions_to_read).';
