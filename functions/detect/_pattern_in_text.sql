CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_text(
    p_graph_id bigint, p_entity_ids uuid [], p_read_since timestamptz, p_is_interactive boolean
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- of a time that it does not know the planner expects a third of a table to be younger, and would read it whole
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_cues text[];
    v_denial_cues text[];
    v_denials text[];
    v_ids uuid[];
    v_texts text[];
    v_are_whole boolean[];
    v_heard jsonb;
    v_pairs relationship_engine.text_pair[];
BEGIN
    -- an edge has two ends: most events of a new entity mention nobody else yet
    SELECT array_agg(v.event_id), array_agg(p.part) INTO v_ids, v_texts
    FROM (
        SELECT DISTINCT m.event_id
        FROM (SELECT DISTINCT unnest(p_entity_ids) AS id) a
        CROSS JOIN LATERAL relationship_engine._mentions_to_read(
            p_graph_id, a.id, false, p_read_since, p_is_interactive) m
    ) v
    CROSS JOIN LATERAL (
        SELECT count(*) AS entities
        FROM (
            SELECT FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.event_id = v.event_id LIMIT 2
        ) m
    ) c
    CROSS JOIN LATERAL (
        SELECT t.part
        FROM relationship_engine.raw_events x
        CROSS JOIN LATERAL relationship_engine.text_parts(relationship_engine.event_text(x.payload)) AS t (part)
        WHERE x.graph_id = p_graph_id AND x.id = v.event_id
        OFFSET 0  -- or a plan made while there were few events would read them all
    ) p
    WHERE c.entities > 1;
    IF v_ids IS NULL THEN
        RETURN;
    END IF;
    -- a cheap test spares most sentences the search for names; a rule without a cue reads all
    SELECT CASE WHEN bool_or(r.cue IS NULL) THEN '{}' ELSE string_to_array(string_agg(r.cue, '|'), '|') END
    INTO v_cues
    FROM (
        -- rules of one kind share their cues
        SELECT DISTINCT r.cue FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0
    ) r;
    IF v_cues IS NULL THEN
        RETURN;
    END IF;
    -- "used to work at": no rule has the word as a cue. What may deny or end an edge is read without a cue, if there is
    -- an edge.
    SELECT v_cues || array_agg(l.cue) FILTER (WHERE l.kind = 'former' AND v_cues <> '{}'),
        array_agg(l.cue) FILTER (WHERE l.kind <> 'former'),
        array_agg(l.word) FILTER (WHERE l.kind <> 'former')
    INTO v_cues, v_denial_cues, v_denials
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('denial', 'unreal', 'ending') OR l.kind = 'former' AND strpos(l.word, ' ') > 0;
    WITH spoken AS MATERIALIZED (
        SELECT d.n, string_to_array(relationship_engine._plain_words(d.text), ' ') AS words
        FROM unnest(v_texts) WITH ORDINALITY AS d (text, n)
    ), heard AS MATERIALIZED (
        SELECT DISTINCT u.n, u.word, c.denial
        FROM (SELECT s.n, unnest(s.words) AS word FROM spoken s) u
        JOIN (
            SELECT unnest(v_cues) AS word, NULL AS denial UNION ALL SELECT unnest(v_denial_cues), unnest(v_denials)
        ) c ON c.word = u.word
    )
    SELECT array_agg(h.event_id), array_agg(h.text), array_agg(h.is_whole), (
        SELECT jsonb_object_agg(u.word, '') FROM heard u WHERE u.denial IS NULL)
    INTO v_ids, v_texts, v_are_whole, v_heard
    FROM (
        SELECT d.event_id, d.text, w.has_cue, x.is_whole
        FROM unnest(v_ids, v_texts) WITH ORDINALITY AS d (event_id, text, n)
        LEFT JOIN (
            SELECT u.n, bool_or(u.denial IS NULL) AS has_cue,
                -- all words of it; those of "isn't" and of "&" the text may spell otherwise
                bool_or(strpos(u.denial, ' ') = 0 OR octet_length(u.denial) > length(u.denial)
                    OR string_to_array(u.denial, ' ')
                    <@ (s.words || '{"{name}",and,is,was,are,were,does,do,did,not}'::text[])) AS is_denial
            FROM heard u
            JOIN spoken s ON s.n = u.n
            GROUP BY u.n
        ) w ON w.n = d.n
        CROSS JOIN LATERAL (
            SELECT v_cues = '{}' OR (strpos(d.text, '?') > 0 OR coalesce(w.is_denial, false)) AND EXISTS (
                SELECT FROM relationship_engine.mention a
                JOIN relationship_engine.mention b ON b.graph_id = p_graph_id AND b.event_id = d.event_id
                -- by both ends: without statistics the planner would read all edges of the graph for each text
                CROSS JOIN LATERAL (
                    SELECT FROM relationship_engine.edge_store e
                    WHERE e.graph_id = p_graph_id AND e.from_id = a.entity_id AND e.to_id = b.entity_id
                        AND e.pruned_by_run IS NULL AND e.is_stated
                    OFFSET 0
                ) e
                WHERE a.graph_id = p_graph_id AND a.event_id = d.event_id) AS is_whole
            OFFSET 0  -- once a text
        ) x
    ) h
    WHERE h.is_whole OR h.has_cue;
    IF v_ids IS NULL THEN
        RETURN;
    END IF;
    SELECT array_agg(s.event_id), array_agg(s.sentence) INTO v_ids, v_texts
    FROM relationship_engine._sentences_to_read(
        p_graph_id, p_entity_ids, v_ids, v_texts, v_are_whole, v_heard) s;
    IF v_ids IS NULL THEN
        RETURN;
    END IF;
    v_pairs := ARRAY(
        SELECT p FROM relationship_engine._text_pairs(
            p_graph_id, p_entity_ids, v_ids, v_texts, CASE WHEN v_cues <> '{}' THEN coalesce(v_heard, '{}') END) p);
    IF v_pairs = '{}' THEN
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
    FROM relationship_engine._pattern_in_sentence(p_graph_id, v_pairs) f
    ORDER BY f.source_id, f.target_id, f.kind, f.event_id, f.effect, f.confidence DESC, f.end_date, f.rule_id,
        length(f.words), f.words;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_text(bigint, uuid [], timestamptz, boolean) IS
'What text rules find in the sentences that name one of the given entities, in the events that mention it; one '
'candidate per statement and event. Of an entity with many events the latest are read (see _mentions_to_read).';
