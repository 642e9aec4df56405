CREATE OR REPLACE FUNCTION relationship_engine.learn_legacy(p_graph_id bigint, p_rows jsonb [], p_run_id uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_candidates relationship_engine.candidate[];
    v_learned relationship_engine.learn_report;
BEGIN
    -- Hold the clock still, so that existing weights and the evidence from learn() refer to the same time.
    PERFORM relationship_engine.lock_graph(p_graph_id);
    SELECT array_agg(relationship_engine.candidate(
        p_from_id => c.from_id, p_to_id => c.to_id, p_kind => c.kind, p_strategy => c.strategy,
        p_context => CASE
            WHEN k.weight IS NULL THEN c.context
            ELSE format('legacy:%s@%s', c.detail ->> 'edge_id', c.detail ->> 'last_reinforced_at') END,
        p_confidence => c.confidence, p_importance => c.importance, p_gain => c.gain - coalesce(k.weight, 0),
        p_is_symmetric => c.is_symmetric, p_event_id => c.event_id, p_start_date => c.start_date,
        p_end_date => c.end_date, p_description => c.description, p_detail => c.detail))
    INTO v_candidates
    FROM (
        SELECT c.*, row_number() OVER (
            PARTITION BY c.from_id, c.to_id, c.kind, c.context
                ORDER BY c.gain DESC NULLS LAST, c.detail ->> 'edge_id') AS nth
        FROM relationship_engine.legacy_candidates(p_graph_id, p_rows) c
    ) c
    CROSS JOIN LATERAL (
        SELECT sum(v.gain * exp(greatest(e.rate * (v.clock - g.decay_clock), -700))) AS weight,
            max(relationship_engine.parse_timestamp(v.detail ->> 'last_reinforced_at')) AS reinforced_at
        FROM relationship_engine.counting_evidence v
        JOIN relationship_engine.edge_store e
            ON e.graph_id = p_graph_id AND e.from_id = c.from_id AND e.to_id = c.to_id AND e.kind = c.kind
        JOIN relationship_engine.graph g ON g.id = p_graph_id
        WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id AND v.kind = c.kind
            AND v.strategy = 'legacy' AND v.detail ->> 'edge_id' = c.detail ->> 'edge_id'
    ) k
    WHERE c.nth = 1 AND c.gain IS NOT NULL AND c.confidence IS NOT NULL
        AND (k.weight IS NULL OR (relationship_engine.parse_timestamp(c.detail ->> 'last_reinforced_at')
            > coalesce(k.reinforced_at, '-infinity') AND c.gain > k.weight + 1e-9));
    IF v_candidates IS NULL THEN
        RETURN 0;
    END IF;
    v_learned := relationship_engine.learn(p_graph_id, v_candidates, p_run_id, p_is_import => true);
    -- Columns that are not derived from evidence; an edge that other strategies also found keeps its values.
    UPDATE relationship_engine.edge_store e
    SET created_at = coalesce(relationship_engine.parse_timestamp(c.detail ->> 'created_at'), e.created_at),
        metadata = coalesce(nullif(c.detail -> 'metadata', 'null'), '{}') || e.metadata
            || jsonb_build_object('legacy_id', c.detail -> 'edge_id')
    FROM unnest(v_candidates) c
    JOIN relationship_engine.counting_evidence v
        ON v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id AND v.kind = c.kind
        AND v.strategy = 'legacy' AND v.context = c.context AND v.run_id = p_run_id
    WHERE e.graph_id = p_graph_id AND e.from_id = c.from_id AND e.to_id = c.to_id AND e.kind = c.kind
        AND e.strategies = '{legacy}' AND NOT e.metadata ? 'legacy_id';
    RETURN v_learned.edges_created + v_learned.edges_updated;
END
$function$;

COMMENT ON FUNCTION relationship_engine.learn_legacy(bigint, jsonb [], uuid) IS
'Learns rows of a legacy table edge (each as jsonb) as evidence of strategy legacy, in every mode of the graph, and '
'returns the number of edges with new evidence. A known row adds nothing; if it was reinforced since, it adds the '
'growth of its weight. metadata.legacy_id is the id of the legacy edge.';
