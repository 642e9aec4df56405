CREATE OR REPLACE FUNCTION relationship_engine._are_rules_fresh(p_graph_id bigint, p_run_id uuid)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT EXISTS (
        SELECT
        FROM relationship_engine.run r
        CROSS JOIN LATERAL (
            SELECT o.edges_decayed AS edges
            FROM relationship_engine.run o
            JOIN relationship_engine.run_step s
                ON s.graph_id = p_graph_id AND s.run_id = o.id AND s.step = 'rules' AND s.error IS NULL
            -- no edge decayed: a repetition, which knows no number
            WHERE o.graph_id = p_graph_id AND o.mode = 'nightly' AND o.edges_decayed > 0
                -- a night that is repeated mines as its first run did
                AND o.night BETWEEN r.night - 6 AND r.night - 1
            ORDER BY o.night DESC, o.started_at DESC
            LIMIT 1
        ) m
        WHERE r.graph_id = p_graph_id AND r.id = p_run_id AND r.read_since IS NOT NULL
            -- up to there all edges are mined, and quickly
            AND least(r.edges_decayed, m.edges) > 10000
            -- what a sample says stays true as long, by the measure of autovacuum for the planner's statistics
            AND abs(r.edges_decayed - m.edges) <= 0.2 * m.edges)
$function$;

COMMENT ON FUNCTION relationship_engine._are_rules_fresh(bigint, uuid) IS
'Whether a nightly may do with the rules of one of the six nights before: the graph has more than 10,000 live edges, '
'of which a sample is mined, and no more than a fifth more or fewer than then. Never on a full scan.';
