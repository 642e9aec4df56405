CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_title(
    p_graph_id bigint, p_source_ids uuid [], p_read_since timestamptz, p_is_interactive boolean
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_target_types text[] := relationship_engine._pattern_target_types(p_graph_id);
    v_found relationship_engine.candidate[];
BEGIN
    -- Everything hangs on one source at a time, so that the cost is linear whatever the planner expects. OFFSET 0 keeps
    -- it from evaluating tokenize() once for each place that reads them.

    -- the title, names as they are spelt; a null target is the word of a rule that there is none, or (no detail) nothing
    v_found := ARRAY(
        SELECT relationship_engine.candidate(
            p_from_id => e.id, p_to_id => exact.target_id, p_kind => k.kind, p_strategy => 'pattern', p_context => NULL,
            p_confidence => exact.confidence, p_importance => exact.importance, p_is_exclusive => true,
            p_detail => CASE WHEN exact.rule_id IS NOT NULL THEN
                jsonb_build_object('rule', exact.rule_id, 'field', 'title') END)
        FROM relationship_engine.entity e
        CROSS JOIN LATERAL (
            SELECT relationship_engine.tokenize(regexp_replace(left(e.title, 8000), '\([^)]*(\)|$)', ' ', 'g')) AS tokens OFFSET 0
        ) t
        CROSS JOIN LATERAL (
            SELECT DISTINCT r.kind
            FROM relationship_engine.pattern_rule r
            WHERE r.graph_id = p_graph_id AND r.field IN ('title', 'summary') AND r.enabled AND r.confidence > 0
                AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
        ) k
        LEFT JOIN LATERAL (
            SELECT c.target_id, c.rule_id, c.confidence, c.importance
            FROM (
                SELECT w.target_id, r.id AS rule_id, r.confidence, r.importance, n.length, n.start
                FROM (
                    SELECT s.start, s.stop - s.start AS length, s.name,
                        s.name IN (
                            'chief', 'executive', 'general', 'head', 'intel', 'lead', 'managing', 'partner', 'principal',
                            'senior', 'staff', 'vice', 'visa') AND t.tokens[s.stop + 1] IS DISTINCT FROM '''s' AS is_rank,
                        array_to_string(t.tokens[:s.start - 1] || '{target}'::text || t.tokens[s.stop + 1:], ' ') AS marked
                    FROM relationship_engine.match_names(p_graph_id, t.tokens, v_target_types, e.id) s
                    WHERE NOT s.is_owner
                ) n
                JOIN relationship_engine.pattern_rule r
                    ON r.graph_id = p_graph_id AND r.field = 'title' AND r.kind = k.kind AND r.enabled AND r.confidence > 0
                    AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
                    AND n.marked ~ r.expression
                    -- a Vice President is not the president of Vice, unless a rule asks for a word beside the name
                    AND NOT (n.is_rank AND '{target}' ~ r.expression)
                CROSS JOIN LATERAL relationship_engine._resolve_name_in_context(
                    p_graph_id, n.name, string_to_array(r.target_type, '|'), e.id, NULL) w
                UNION ALL
                SELECT NULL, r.id, 0, 0, 0, 0
                FROM relationship_engine.pattern_rule r
                WHERE r.graph_id = p_graph_id AND r.field = 'title' AND r.kind = k.kind AND r.enabled AND r.confidence = 0
                    AND (r.source_type IS NULL OR e.type = ANY (string_to_array(r.source_type, '|')))
                    AND array_to_string(t.tokens, ' ') ~ r.expression
            ) c
            ORDER BY c.confidence DESC, c.length DESC, c.start, c.target_id
            LIMIT 1
        ) exact ON true
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_source_ids));

    IF EXISTS (SELECT FROM unnest(v_found) c WHERE c.to_id IS NULL) THEN
        v_found := v_found || ARRAY(
            SELECT b FROM relationship_engine._pattern_beyond_title(
                p_graph_id, v_found, v_target_types, p_is_interactive) b);
    END IF;

    -- the statement comes up anew with each event that mentions its subject; without a source event it stands for itself.
    -- A new edge learns of all of them
    RETURN QUERY
    SELECT (relationship_engine.candidate(
        p_from_id => c.from_id, p_to_id => c.to_id, p_kind => c.kind, p_strategy => c.strategy,
        p_context => coalesce('event:' || o.event_id, 'entity:' || c.from_id), p_confidence => c.confidence,
        p_importance => c.importance, p_is_exclusive => c.is_exclusive, p_event_id => o.event_id,
        p_detail => c.detail)).*
    FROM unnest(v_found) c
    JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = c.from_id
    CROSS JOIN LATERAL (
        SELECT m.event_id
        FROM (
            SELECT NOT EXISTS (
                -- by its id: by its ends the planner may read all that leads to a hub
                SELECT FROM relationship_engine.edge_store x
                WHERE x.graph_id = p_graph_id
                    AND x.id = relationship_engine.edge_id(p_graph_id, c.from_id, c.to_id, c.kind)
                    AND (x.pruned_by_run IS NULL OR x.strategies <> '{}')) AS is_new
            WHERE c.to_id IS NOT NULL
        ) s
        CROSS JOIN LATERAL relationship_engine._mentions_to_read(
            p_graph_id, c.from_id, s.is_new, p_read_since, p_is_interactive) m
        UNION ALL
        SELECT NULL WHERE e.source_event_id IS NULL
    ) o
    WHERE c.to_id IS NOT NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_title(bigint, uuid [], timestamptz, boolean) IS
'What title rules say of the given sources, or _pattern_beyond_title() where they find nobody of the kind: per source and kind '
'the surest rule wins, then the longest name; one candidate per event that mentions the source.';
