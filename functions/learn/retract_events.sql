CREATE OR REPLACE FUNCTION relationship_engine.retract_events(
    p_graph_id bigint, p_event_ids uuid [], p_is_deleted boolean, p_entity_ids uuid [] DEFAULT NULL
)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now CONSTANT timestamptz := clock_timestamp();
    v_run_id uuid := relationship_engine.new_uuid_v7();
    v_ids uuid[];
    v_external text[] := ARRAY(SELECT x.strategy FROM relationship_engine.external_strategy x);
    v_lived bigint;
    v_live bigint;
BEGIN
    IF coalesce(cardinality(p_event_ids), 0) = 0 THEN
        RETURN NULL;
    END IF;
    IF p_is_deleted THEN
        DELETE FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids);
        -- what a merge of entities put aside
        DELETE FROM relationship_engine.merged_row m
        WHERE m.graph_id = p_graph_id AND coalesce(m.event_id, (m.content ->> 'event_id')::uuid) = ANY (p_event_ids)
            AND m.relation IN ('evidence', 'mention') AND (m.strategy = ANY (v_external)) IS NOT TRUE;
    END IF;
    v_ids := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, v.from_id, v.to_id, v.kind)
        FROM relationship_engine.evidence v
        LEFT JOIN relationship_engine.raw_events r ON r.graph_id = p_graph_id AND r.id = v.event_id
        WHERE v.graph_id = p_graph_id AND v.event_id = ANY (p_event_ids) AND NOT v.strategy = ANY (v_external)
            AND (p_is_deleted AND NOT v.is_erased OR v.retracted_by IS NULL AND CASE
                WHEN p_entity_ids IS NULL THEN v.learned_at < r.changed_at
                ELSE (v.event_id, v.from_id) IN (SELECT * FROM unnest(p_event_ids, p_entity_ids))
                    OR (v.event_id, v.to_id) IN (SELECT * FROM unnest(p_event_ids, p_entity_ids)) END));
    IF cardinality(v_ids) = 0 THEN
        RETURN NULL;
    END IF;
    PERFORM relationship_engine.lock_graph(p_graph_id);
    -- what ended because of them
    v_ids := v_ids || ARRAY(
        SELECT relationship_engine.edge_id(p_graph_id, s.from_id, s.to_id, s.kind)
        FROM relationship_engine.functional_siblings(p_graph_id, ARRAY(
            SELECT (e.from_id, e.to_id, e.kind)::relationship_engine.edge_key
            FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids))) s);
    PERFORM relationship_engine.lock_entities(p_graph_id, ARRAY(
        SELECT n.id FROM relationship_engine.edge_store e
        CROSS JOIN LATERAL (VALUES (e.from_id), (e.to_id)) AS n (id)
        WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)));
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    SELECT count(*) INTO v_lived FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids) AND e.pruned_by_run IS NULL;
    UPDATE relationship_engine.evidence v
    SET retracted_by = CASE WHEN v.retracted_by = v.run_id THEN v_run_id ELSE coalesce(v.retracted_by, v_run_id) END,
        retracted_at = coalesce(v.retracted_at, v_now),
        withdrawn_by = v_run_id,
        is_erased = p_is_deleted,
        description = CASE WHEN NOT p_is_deleted THEN v.description END,
        detail = CASE WHEN NOT p_is_deleted THEN v.detail END
    FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids)
        AND v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
        AND v.event_id = ANY (p_event_ids) AND NOT v.strategy = ANY (v_external)
        AND (p_is_deleted OR (
            -- newer finds too, which would count if the run of the oldest were undone
            v.retracted_by IS NULL OR v.retracted_by = v.run_id AND NOT EXISTS (
                SELECT FROM relationship_engine.run u
                WHERE u.graph_id = p_graph_id AND u.id = v.run_id AND u.status = 'undone'))
            AND CASE
                WHEN p_entity_ids IS NULL THEN v.learned_at < (
                    SELECT r.changed_at FROM relationship_engine.raw_events r
                    WHERE r.graph_id = p_graph_id AND r.id = v.event_id)
                ELSE (v.event_id, v.from_id) IN (SELECT * FROM unnest(p_event_ids, p_entity_ids))
                    OR (v.event_id, v.to_id) IN (SELECT * FROM unnest(p_event_ids, p_entity_ids)) END);
    UPDATE relationship_engine.merged_row m
    SET content = m.content || jsonb_build_object(
        'retracted_by', v_run_id, 'retracted_at', v_now, 'withdrawn_by', v_run_id)
    FROM relationship_engine.raw_events r
    WHERE NOT p_is_deleted AND p_entity_ids IS NULL
        AND m.graph_id = p_graph_id AND m.relation = 'evidence' AND m.content IS NOT NULL
        AND coalesce(m.event_id, (m.content ->> 'event_id')::uuid) = ANY (p_event_ids)
        AND NOT m.strategy = ANY (v_external) AND r.graph_id = p_graph_id
        AND r.id = (m.content ->> 'event_id')::uuid AND (m.content ->> 'learned_at')::timestamptz < r.changed_at;
    PERFORM relationship_engine.refresh_edges(p_graph_id, v_ids);
    IF p_is_deleted THEN
        -- refresh_edges() leaves an edge without evidence as it was
        UPDATE relationship_engine.edge_store e
        SET description = NULL, revision = e.revision + 1
        WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids) AND e.strategies = '{}' AND e.description IS NOT NULL
            AND (e.edits ? 'description') IS NOT TRUE;
    END IF;
    SELECT count(*) INTO v_live FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (v_ids) AND e.pruned_by_run IS NULL;
    INSERT INTO relationship_engine.run
        (graph_id, id, mode, status, edges_updated, edges_pruned, message, started_at, finished_at)
    VALUES (p_graph_id, v_run_id, 'manual', 'done', v_live, v_lived - v_live,
        CASE
            WHEN p_is_deleted THEN 'events deleted'
            WHEN p_entity_ids IS NULL THEN 'texts of events changed'
            ELSE 'names read again' END, v_now, clock_timestamp());
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.retract_events(bigint, uuid [], boolean, uuid []) IS
'Building block: retracts what events said, and logs that as a run of mode manual. p_is_deleted: the events are gone. '
'Then their mentions are deleted, and their evidence stays as retracted rows without description and detail, which no '
'undo or redo lets count again. Otherwise only evidence older than raw_events.changed_at is retracted, or, with '
'p_entity_ids (for each of p_event_ids an entity that it does not mention any more), the evidence of that event for '
'edges of that entity; undo_run() of the run reverts it. Edges without other evidence are removed. What an '
'application or a legacy system stated itself stays. Calling it again changes nothing. Returns the run, or null if '
'there was nothing to retract.';
