CREATE OR REPLACE FUNCTION relationship_engine.node_status()
RETURNS TABLE (
    graph_id bigint, name text, mode text, moved_to text, moving_to text, entities bigint, edges bigint, bytes bigint,
    night date, night_status text, night_seconds double precision, lag_days integer, alerts bigint
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH counted AS (
        SELECT e.graph_id, count(*) AS n FROM relationship_engine.entity e GROUP BY e.graph_id
    ), edge AS (
        SELECT e.graph_id, count(*) FILTER (WHERE e.pruned_by_run IS NULL) AS live, count(*) AS n
        FROM relationship_engine.edge_store e GROUP BY e.graph_id
    ), total AS (
        SELECT (SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
            WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'r') AS bytes,
            (SELECT sum(n) FROM counted) + (SELECT sum(n) FROM edge) AS n
    )
    SELECT g.id, g.name, g.mode, g.moved_to, m.node, coalesce(c.n, 0), coalesce(e.live, 0),
        (t.bytes * (coalesce(c.n, 0) + coalesce(e.n, 0)) / nullif(t.n, 0))::bigint,
        r.night, r.status, r.processing_time, current_date - g.decay_date,
        (SELECT count(*) FROM relationship_engine.alert_state a WHERE a.graph_id = g.id AND a.resolved_at IS NULL)
    FROM relationship_engine.graph g
    CROSS JOIN total t
    LEFT JOIN relationship_engine.graph_move m ON m.graph_id = g.id
    LEFT JOIN counted c ON c.graph_id = g.id
    LEFT JOIN edge e ON e.graph_id = g.id
    LEFT JOIN LATERAL (
        SELECT r.night, r.status, r.processing_time
        FROM relationship_engine.run r
        WHERE r.graph_id = g.id AND r.mode = 'nightly'
        ORDER BY r.started_at DESC LIMIT 1
    ) r ON true
    WHERE g.id > 0
    ORDER BY g.id
$function$;

COMMENT ON FUNCTION relationship_engine.node_status() IS
'Returns the graphs of this node: their size, last night and alerts. bytes is an estimate: the share of the graph in '
'the entities and edges of the node, times the size of its tables. night_seconds: how long the last nightly took; '
'lag_days: days since its clock; alerts: how many fire.';
