CREATE OR REPLACE FUNCTION relationship_engine._diagnose_orphans(p_graph_id bigint)
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH found AS MATERIALIZED (
        SELECT * FROM relationship_engine.orphans(p_graph_id)
    )
    SELECT 'orphans',
        CASE WHEN bool_or(NOT f.is_leftover) THEN 'warning' WHEN count(f.entries) > 0 THEN 'info' ELSE 'ok' END,
        CASE WHEN g.is_missing THEN format('there is no graph %s any more: ', g.id) ELSE '' END
            || coalesce(string_agg(format('%s rows of %s without their %s', f.entries, f.relation, f.parent), ', '
                ORDER BY f.is_leftover, f.relation, f.parent) FILTER (WHERE f.entries > 0), 'every row has its parent'),
        CASE WHEN g.is_missing THEN format('SELECT relationship_engine.remove_orphans(%s);', g.id)
            ELSE format('SELECT relationship_engine.repair(%s);', g.id) END,
        CASE WHEN NOT g.is_missing THEN g.id END
    FROM (
        SELECT g.id, false AS is_missing FROM relationship_engine.graph g
        WHERE g.id = p_graph_id OR p_graph_id IS NULL AND g.id > 0
        UNION ALL
        SELECT DISTINCT f.graph_id, true FROM found f
        WHERE NOT EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = f.graph_id)
    ) g
    LEFT JOIN found f ON f.graph_id = g.id
    GROUP BY g.id, g.is_missing
    ORDER BY g.id
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_orphans(bigint) IS
'Checks that no row of a graph, or of all graphs (null), refers to a row that is missing (see orphans). A warning '
'where a foreign key is violated, since a dump of such rows cannot be restored; else an info.';
