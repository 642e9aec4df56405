CREATE OR REPLACE FUNCTION relationship_engine.forget_event(p_event_id uuid, p_graph_id bigint DEFAULT NULL)
RETURNS TABLE (relation text, entries bigint)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graphs bigint[] := ARRAY(
        SELECT g.id FROM relationship_engine.graph g
        WHERE (p_graph_id IS NULL OR g.id = p_graph_id) AND (
            EXISTS (
                SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = g.id AND r.id = p_event_id)
            OR EXISTS (  -- what a deleted event has left
                SELECT FROM relationship_engine.evidence v WHERE v.graph_id = g.id AND v.event_id = p_event_id)
            OR EXISTS (
                SELECT FROM relationship_engine.mention m WHERE m.graph_id = g.id AND m.event_id = p_event_id))
        ORDER BY g.id);
    v_graph_id bigint := relationship_engine._forget_in(v_graphs, 'event', p_event_id);
    v_ids uuid[];
    v_count bigint;
BEGIN
    PERFORM relationship_engine.lock_graph(v_graph_id);
    v_ids := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(v_graph_id, v.from_id, v.to_id, v.kind)
        FROM relationship_engine.evidence v
        WHERE v.graph_id = v_graph_id AND v.event_id = p_event_id);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_graph_id AND e.id = ANY (v_ids)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    DELETE FROM relationship_engine.mention m WHERE m.graph_id = v_graph_id AND m.event_id = p_event_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'mention', v_count;
    UPDATE relationship_engine.entity e SET source_event_id = NULL
    WHERE e.graph_id = v_graph_id AND e.source_event_id = p_event_id;
    PERFORM relationship_engine.retract_events(v_graph_id, ARRAY[p_event_id], true);
    DELETE FROM relationship_engine.evidence v WHERE v.graph_id = v_graph_id AND v.event_id = p_event_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'evidence', v_count;
    PERFORM relationship_engine.refresh_edges(v_graph_id, v_ids);
    DELETE FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_graph_id AND e.id = ANY (v_ids) AND NOT EXISTS (
        SELECT FROM relationship_engine.evidence v
        WHERE v.graph_id = v_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind);
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'edge_store', v_count;
    DELETE FROM relationship_engine.merged_row m
    WHERE m.graph_id = v_graph_id AND coalesce(m.event_id, (m.content ->> 'event_id')::uuid) = p_event_id;
    DELETE FROM relationship_engine.proposal p WHERE p.graph_id = v_graph_id AND p.event_id = p_event_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'proposal', v_count;
    DELETE FROM relationship_engine.llm_job j
    WHERE j.graph_id = v_graph_id AND j.subject = 'event' AND j.subject_id = p_event_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'llm_job', v_count;
    DELETE FROM relationship_engine.event_text t WHERE t.graph_id = v_graph_id AND t.event_id = p_event_id;
    DELETE FROM relationship_engine.raw_events r WHERE r.graph_id = v_graph_id AND r.id = p_event_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'raw_events', v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.forget_event(uuid, bigint) IS
'Erases an event: its text, index and embedding, its mentions, all evidence from it (also what an application or a '
'legacy system stated with it), edges without other evidence, proposals and model jobs. Returns the number of deleted '
'rows per table. Nothing of it can be undone; DELETE FROM raw_events keeps evidence as retracted rows. Entities that '
'were extracted from it stay: see forget_entity(). Backups and tables of other systems are not reached. Errors: '
'no_data_found; ambiguous_parameter if several graphs have the id and p_graph_id is null.';
