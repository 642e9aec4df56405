CREATE OR REPLACE FUNCTION relationship_engine.detect_pattern(
    p_graph_id bigint, p_entity_ids uuid [],
    p_read_since timestamptz DEFAULT NULL, p_is_interactive boolean DEFAULT false
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- of a time that it does not know the planner expects a third of a table to be younger, and would read it whole
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_source_types text[];
    v_target_types text[];
    v_sources uuid[];
    v_targets uuid[];
BEGIN
    -- Null means every type; an empty array means that there is no rule.
    SELECT CASE WHEN bool_or(r.source_type IS NULL) THEN NULL
            ELSE coalesce(relationship_engine.type_names(string_agg(DISTINCT r.source_type, '|')), '{}') END,
        CASE WHEN bool_or(r.target_type IS NULL) THEN NULL
            ELSE coalesce(relationship_engine.type_names(string_agg(DISTINCT r.target_type, '|')), '{}') END
    INTO v_source_types, v_target_types
    FROM (
        SELECT DISTINCT r.source_type, r.target_type FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.enabled AND r.field IN ('title', 'summary') AND r.confidence > 0
    ) r;

    SELECT array_agg(e.id) FILTER (
            WHERE v_source_types IS NULL OR relationship_engine.fold_case(e.type) = ANY (v_source_types)),
        array_agg(e.id) FILTER (
            WHERE v_target_types IS NULL OR relationship_engine.fold_case(e.type) = ANY (v_target_types))
    INTO v_sources, v_targets
    FROM relationship_engine.entity e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids);
    IF v_targets IS NOT NULL THEN
        v_sources := ARRAY(
            SELECT unnest(v_sources)
            UNION
            -- titles that name one of the given entities
            SELECT s.entity_id
            FROM relationship_engine.entity_name n
            CROSS JOIN LATERAL (
                SELECT t.entity_id
                FROM relationship_engine.title_suffix t
                WHERE t.graph_id = p_graph_id AND t.tail = n.key
                    AND (v_source_types IS NULL OR t.type = ANY (v_source_types))
                UNION ALL
                SELECT t.entity_id
                FROM relationship_engine.title_suffix t
                WHERE t.graph_id = p_graph_id AND t.tail > n.key || ' ' AND t.tail < n.key || '!'
                    AND (v_source_types IS NULL OR t.type = ANY (v_source_types))
            ) s
            WHERE n.graph_id = p_graph_id AND n.entity_id = ANY (v_targets)
                AND s.entity_id <> n.entity_id
                -- as a subquery of each, or the planner may read all edges
                AND (
                    SELECT true FROM relationship_engine.edge_store x
                    WHERE x.graph_id = p_graph_id AND x.from_id = s.entity_id AND x.to_id = n.entity_id
                        AND (x.pruned_by_run IS NULL OR x.strategies <> '{}') LIMIT 1) IS NULL
            UNION
            -- sources that came before them in the same event, whose summary or text may name one of them
            SELECT e.id
            FROM (
                SELECT m.event_id, max(m.created_at) AS mentioned_at
                FROM unnest(v_targets) AS a (id)
                CROSS JOIN LATERAL relationship_engine._mentions_to_read(
                    p_graph_id, a.id, false, p_read_since, p_is_interactive) m
                WHERE v_source_types IS NOT NULL
                GROUP BY m.event_id
                OFFSET 0  -- one row an event: thousands of entities may share it
            ) v
            JOIN relationship_engine.mention o ON o.graph_id = p_graph_id AND o.event_id = v.event_id
                AND o.created_at < v.mentioned_at
            JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = o.entity_id
            WHERE relationship_engine.fold_case(e.type) = ANY (v_source_types)
                AND (
                    SELECT true FROM relationship_engine.counting_evidence x
                    WHERE x.graph_id = p_graph_id AND x.from_id = e.id AND x.strategy = 'pattern' AND x.is_exclusive
                        AND (x.detail ->> 'field' = 'title' OR x.observed_at >= v.mentioned_at) LIMIT 1) IS NULL
        );
    END IF;
    IF cardinality(v_sources) > 0 THEN
        RETURN QUERY SELECT * FROM relationship_engine._pattern_in_title(
            p_graph_id, v_sources, v_target_types, p_read_since, p_is_interactive);
    END IF;
    -- An entity that no event mentions stands in no text.
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
