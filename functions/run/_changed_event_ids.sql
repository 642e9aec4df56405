CREATE OR REPLACE FUNCTION relationship_engine._changed_event_ids(p_scope relationship_engine.scope)
RETURNS uuid []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ARRAY(
        SELECT v.id
        FROM relationship_engine.graph g
        JOIN relationship_engine.raw_events v
            ON v.graph_id = g.id AND v.changed_at >= coalesce(p_scope.read_since, now() - g.nightly_window)
        WHERE g.id = p_scope.graph_id
        UNION
        SELECT unnest(relationship_engine._backlog_ids(p_scope.graph_id, coalesce(p_scope.read_since, '-infinity'))))
$function$;

COMMENT ON FUNCTION relationship_engine._changed_event_ids(relationship_engine.scope) IS
'The events of a nightly''s window whose text may not be indexed as it is now: those that changed, and those that '
'triggers missed.';
