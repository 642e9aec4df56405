CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_text(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_event_ids uuid[];
    v_any text;
BEGIN
    v_event_ids := ARRAY(
        SELECT DISTINCT m.event_id FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.entity_id = ANY (p_entity_ids));
    IF cardinality(v_event_ids) = 0 THEN
        RETURN;
    END IF;
    -- one cheap test that spares most texts the search for names; a rule that cannot be read without them passes all
    SELECT CASE WHEN bool_or(r.expression ~ '[\^$\\]|[*][*][*]|\(\?|\}[*+?{]') THEN ''
        ELSE string_agg('(?:' || replace(replace(r.expression, '{source}', ''), '{target}', '') || ')', '|') END
    INTO v_any
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0;
    v_event_ids := ARRAY(
        SELECT v.id FROM relationship_engine.raw_events v
        WHERE v.graph_id = p_graph_id AND v.id = ANY (v_event_ids)
            AND array_to_string(relationship_engine.tokens(v.payload ->> 'content', true), ' ') ~ v_any);
    IF cardinality(v_event_ids) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT DISTINCT ON (s.target_id, t.target_id, r.kind, v.id)
        s.target_id, t.target_id, r.kind, 'pattern', 'event:' || v.id,
        r.confidence, r.importance, NULL::double precision, false, false, v.id, NULL::date, NULL::date,
        concat_ws(' ',
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN r.is_reverse THEN t.target_id ELSE s.target_id END),
            q.words,
            (SELECT e.title FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = CASE WHEN r.is_reverse THEN s.target_id ELSE t.target_id END)),
        jsonb_build_object('rule', r.id, 'field', 'text')
    FROM relationship_engine.raw_events v
    CROSS JOIN LATERAL (SELECT relationship_engine.tokens(v.payload ->> 'content', true) AS tokens OFFSET 0) x
    CROSS JOIN LATERAL (
        WITH name AS MATERIALIZED (
            SELECT n.start, n.stop, n.name FROM relationship_engine.names_in(p_graph_id, x.tokens, NULL, NULL) n
        )
        SELECT a.name AS first, b.name AS second,
            array_to_string(x.tokens[a.stop + 1:b.start - 1], ' ') AS words
        FROM name a
        JOIN name b ON b.start BETWEEN a.stop + 2 AND a.stop + 12
        WHERE array_position(x.tokens[a.stop + 1:b.start - 1], '|') IS NULL
    ) q
    JOIN (
        SELECT r.*, position('{target}' IN r.expression) < position('{source}' IN r.expression) AS is_reverse
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0
    ) r ON CASE WHEN r.is_reverse THEN '{target} ' || q.words || ' {source}'
        ELSE '{source} ' || q.words || ' {target}' END ~ r.expression
    CROSS JOIN LATERAL relationship_engine._entity_named(
        p_graph_id, CASE WHEN r.is_reverse THEN q.second ELSE q.first END, string_to_array(r.source_type, '|'), NULL, v.id) s
    CROSS JOIN LATERAL relationship_engine._entity_named(
        p_graph_id, CASE WHEN r.is_reverse THEN q.first ELSE q.second END, string_to_array(r.target_type, '|'), s.target_id, v.id) t
    WHERE v.graph_id = p_graph_id
        AND v.id = ANY (v_event_ids)
    ORDER BY s.target_id, t.target_id, r.kind, v.id, r.confidence DESC;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_text(bigint, uuid []) IS
'What text rules say of the events that mention the given entities: statements between two known names at most ten '
'words apart in one sentence; one candidate per statement and event.';
