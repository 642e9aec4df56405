CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_title(p_graph_id bigint, p_source_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_target_types text[] := relationship_engine._pattern_target_types(p_graph_id);
BEGIN
    RETURN QUERY
    WITH in_title AS MATERIALIZED (
        SELECT e.id AS source_id, m.kind, m.target_id, m.rule_id, m.confidence, m.importance
        FROM relationship_engine.entity e
        CROSS JOIN LATERAL (SELECT relationship_engine.tokens(regexp_replace(e.title, '\s*\(.*', '')) AS tokens) t
        CROSS JOIN LATERAL (
            SELECT DISTINCT ON (c.kind) c.kind, c.target_id, c.rule_id, c.confidence, c.importance
            FROM (
                SELECT r.kind, n.target_id, r.id AS rule_id, r.confidence, r.importance, n.length, n.start
                FROM (
                    SELECT s.start, s.stop - s.start AS length, o.target_id, o.type,
                        array_to_string(
                            t.tokens[:s.start - 1] || '{target}'::text || t.tokens[s.stop + 1:], ' ') AS marked
                    FROM relationship_engine._names_in(p_graph_id, t.tokens, v_target_types) s
                    CROSS JOIN LATERAL relationship_engine._entity_named(
                        p_graph_id, s.phrase, v_target_types, e.id, NULL) o
                    WHERE NOT s.is_owner
                ) n
                JOIN relationship_engine.pattern_rule r
                    ON r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence > 0
                    AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
                    AND (r.target_type IS NULL OR n.type = ANY (string_to_array(r.target_type, '|')))
                    AND n.marked ~ r.expression
                UNION ALL
                SELECT r.kind, NULL, r.id, 0, 0, 0, 0
                FROM relationship_engine.pattern_rule r
                WHERE r.graph_id = p_graph_id AND r.field = 'title' AND r.enabled AND r.confidence = 0
                    AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
                    AND array_to_string(t.tokens, ' ') ~ r.expression
            ) c
            ORDER BY c.kind, c.confidence DESC, c.length DESC, c.start, c.target_id
        ) m
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_source_ids)
    ), found AS (
        SELECT i.source_id, i.kind, i.target_id, i.rule_id, i.confidence, i.importance, 'title' AS field
        FROM in_title i
        WHERE i.target_id IS NOT NULL
        UNION ALL
        SELECT e.id, s.kind, s.target_id, s.rule_id, s.confidence, s.importance, 'summary'
        FROM relationship_engine.entity e
        CROSS JOIN LATERAL relationship_engine._pattern_in_summary(
            p_graph_id, e.id, e.type, e.title, e.summary, e.metadata, e.source_event_id, v_target_types) s
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_source_ids)
            AND NOT EXISTS (SELECT FROM in_title i WHERE i.source_id = e.id AND i.kind = s.kind)
    )
    -- the statement comes up anew with each event that mentions its subject
    SELECT f.source_id, f.target_id, f.kind, 'pattern',
        coalesce('event:' || m.event_id, 'entity:' || f.source_id),
        f.confidence, f.importance, NULL::double precision, false, m.event_id, NULL::date, NULL::date, NULL::text,
        jsonb_build_object('rule', f.rule_id, 'field', f.field)
    FROM found f
    LEFT JOIN relationship_engine.mention m ON m.graph_id = p_graph_id AND m.entity_id = f.source_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_title(bigint, uuid []) IS
'What title rules say of the given sources, and summary rules where no title rule of the kind matched: per source and '
'kind the surest rule wins, then the longest name; one candidate per event that mentions the source.';
