CREATE OR REPLACE FUNCTION relationship_engine.refresh_edges(p_graph_id bigint, p_edge_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_derived bigint;
BEGIN
    IF cardinality(p_edge_ids) > 1000 THEN
        -- a plan that a trigger made while the tables were small would take hours
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
    END IF;
    UPDATE relationship_engine.edge_store e
    SET log_weight = a.log_weight,
        -- what an application has edited stays
        confidence = CASE WHEN e.edits ? 'confidence' THEN (e.edits ->> 'confidence')::double precision
            ELSE a.confidence END,
        importance = CASE WHEN e.edits ? 'importance' THEN (e.edits ->> 'importance')::double precision
            ELSE a.importance END,
        start_date = CASE
            WHEN e.edits ? 'start_date' THEN (e.edits ->> 'start_date')::date
            WHEN a.start_date > (e.edits ->> 'end_date')::date THEN NULL
            ELSE a.start_date END,
        end_date = CASE
            WHEN e.edits ? 'end_date' THEN (e.edits ->> 'end_date')::date
            WHEN a.end_date < (e.edits ->> 'start_date')::date THEN NULL
            ELSE a.end_date END,
        description = CASE WHEN e.edits ? 'description' THEN e.edits ->> 'description' ELSE a.description END,
        source_event_id = CASE
            WHEN e.edits ? 'source_event_id' THEN (e.edits ->> 'source_event_id')::uuid ELSE a.source_event_id END,
        strategies = a.strategies,
        is_stated = a.is_stated,
        is_inferred = a.is_inferred,
        metadata = coalesce(e.metadata, '{}') || jsonb_build_object(
            'reinforcement_count', a.observations - 1,
            'source_strategy', a.source_strategy,
            'detected_in_events', to_jsonb(coalesce(string_to_array(a.events, ','), '{}'))),
        (pruned_by_run, pruned_at) = (
            SELECT p.run_id, p.pruned_at
            FROM relationship_engine.pruning p
            WHERE p.graph_id = p_graph_id AND p.from_id = e.from_id AND p.to_id = e.to_id AND p.kind = e.kind
                AND p.retracted_by IS NULL AND p.pruned_at >= a.last_learned_at
            ORDER BY p.pruned_at DESC
            LIMIT 1),
        last_reinforced_at = coalesce(a.last_reinforced_at, a.last_observed_at),
        revision = e.revision + 1,
        updated_at = now()
    FROM relationship_engine.derive_edges(p_graph_id, p_edge_ids, NULL, NULL) a
    WHERE e.graph_id = p_graph_id AND e.from_id = a.from_id AND e.to_id = a.to_id AND e.kind = a.kind;
    GET DIAGNOSTICS v_derived = ROW_COUNT;
    PERFORM relationship_engine._settle_periods(p_graph_id, p_edge_ids);
    IF v_derived = cardinality(p_edge_ids) THEN
        RETURN;  -- each has counting evidence, so none is to be hidden
    END IF;
    UPDATE relationship_engine.edge_store e
    SET strategies = '{}', pruned_by_run = r.retracted_by, pruned_at = r.retracted_at, revision = e.revision + 1,
        updated_at = now()
    FROM (
        SELECT DISTINCT ON (x.id) x.id, v.retracted_by, v.retracted_at
        FROM relationship_engine.edge_store x
        JOIN relationship_engine.evidence v
            ON v.graph_id = p_graph_id AND v.from_id = x.from_id AND v.to_id = x.to_id AND v.kind = x.kind
        WHERE x.graph_id = p_graph_id AND x.id = ANY (p_edge_ids) AND v.retracted_by IS NOT NULL
            AND NOT EXISTS (
                SELECT FROM relationship_engine.counting_evidence o
                WHERE o.graph_id = p_graph_id AND o.from_id = x.from_id AND o.to_id = x.to_id AND o.kind = x.kind)
        ORDER BY x.id, v.retracted_at DESC, v.retracted_by
    ) r
    WHERE e.graph_id = p_graph_id AND e.id = r.id
        AND (e.strategies IS DISTINCT FROM '{}' OR e.pruned_by_run IS DISTINCT FROM r.retracted_by);
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_edges(bigint, uuid []) IS
'Building block: derives the given edges from their counting evidence, under locks that the caller holds. Weight: '
'log-sum-exp of gain and rate * clock. Confidence: 1 - (1 - c) * product of (1 - w * c) over the other strategies '
'(noisy-or), the largest that any one counted in full gives; one of weight 0 is combined with none. Description: of '
'the most confident evidence; dates: of the latest of it that has any, unless endings or other edges decide (see '
'edge_periods). What an application has set stays, whatever other evidence says: by UPDATE every column '
'(edge_store.edits), by INSERT confidence, importance, description and source_event_id where it gave them, and both '
'dates. Pruned: while a pruning in force is newer than all evidence. Where all evidence is retracted the edge is '
'hidden: strategies is empty, and pruned_by_run names the run that retracted the last of it.';
