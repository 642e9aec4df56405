CREATE OR REPLACE FUNCTION relationship_engine._nightly_window(p_scope relationship_engine.scope)
RETURNS relationship_engine.scope
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph_id CONSTANT bigint := p_scope.graph_id;
    v_since CONSTANT timestamptz := p_scope.read_since;
BEGIN
    IF v_since IS NULL THEN
        p_scope.entity_ids := ARRAY(
            SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = v_graph_id ORDER BY e.id);
        p_scope.changed_ids := p_scope.entity_ids;
        RETURN p_scope;
    END IF;
    p_scope.changed_ids := ARRAY(
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = v_graph_id AND e.updated_at >= v_since
        UNION
        SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = v_graph_id AND e.created_at >= v_since
        UNION
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = v_graph_id AND e.id = ANY (relationship_engine._backlog_ids(v_graph_id, v_since))
        ORDER BY 1);
    p_scope.entity_ids := ARRAY(
        SELECT unnest(p_scope.changed_ids)
        UNION
        SELECT m.entity_id FROM relationship_engine.mention m WHERE m.graph_id = v_graph_id AND m.created_at >= v_since
        UNION
        SELECT m.entity_id
        FROM relationship_engine.raw_events v
        JOIN relationship_engine.mention m ON m.graph_id = v_graph_id AND m.event_id = v.id
        WHERE v.graph_id = v_graph_id AND v.changed_at >= v_since
        ORDER BY 1);
    RETURN p_scope;
END
$function$;

COMMENT ON FUNCTION relationship_engine._nightly_window(relationship_engine.scope) IS
'The scope of a nightly with its entities, both lists in order of id. changed_ids: new or changed since read_since, or '
'missed by a trigger since then. entity_ids: these, and those that an event mentions that arrived or changed since '
'then. All entities where read_since is null.';
