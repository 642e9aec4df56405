CREATE OR REPLACE FUNCTION relationship_engine._backlog_ids(p_graph_id bigint, p_since timestamptz)
RETURNS uuid []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ARRAY(
        SELECT DISTINCT m.id
        FROM relationship_engine.run r
        CROSS JOIN LATERAL unnest(r.missed_ids) AS m (id)
        WHERE r.graph_id = p_graph_id AND r.missed_ids IS NOT NULL AND r.started_at >= p_since)
$function$;

COMMENT ON FUNCTION relationship_engine._backlog_ids(bigint, timestamptz) IS
'The entities and events that triggers were to read since then, and could not: their own dates may be older.';
