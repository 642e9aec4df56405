CREATE OR REPLACE FUNCTION relationship_engine._shared_neighbourhood(
    p_graph_id bigint, p_entity_ids uuid [], p_cap integer
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_ids uuid[] := ARRAY(  -- a hub's neighbourhood is a crowd
        SELECT a.id FROM unnest(p_entity_ids) AS a (id)
        WHERE (SELECT count(*) FROM relationship_engine.stated_neighbors(p_graph_id, a.id, 301, true) s) <= 300);
BEGIN
    RETURN QUERY
    SELECT (relationship_engine.candidate(
        p_from_id => r.entity_id, p_to_id => r.other_id, p_kind => 'inferred_connection', p_strategy => 'topology',
        p_context => 'entity:' || r.over_id, p_confidence => 0.5, p_importance => 0.4, p_is_symmetric => true,
        p_description => format('Both are connected to %s and %s others.', z.title, r.shared - 1),
        p_detail => jsonb_build_object('rule', 'shared_neighbourhood', 'over', r.over_id, 'shared', r.shared,
            'score', round(r.score::numeric, 4)))).*
    FROM (
        SELECT s.*, row_number() OVER (PARTITION BY s.entity_id ORDER BY s.score DESC, s.other_id) AS rank
        FROM relationship_engine.neighbourhood_score(p_graph_id, v_ids, 3, 0.5) s
        -- those that are connected already keep their rank, so that a repetition does not reach for the next ones
        WHERE NOT EXISTS (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.from_id = s.entity_id AND e.to_id = s.other_id
                    AND e.pruned_by_run IS NULL AND e.kind <> 'inferred_connection')
            AND NOT EXISTS (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.from_id = s.other_id AND e.to_id = s.entity_id
                    AND e.pruned_by_run IS NULL AND e.kind <> 'inferred_connection')
    ) r
    JOIN relationship_engine.entity z ON z.graph_id = p_graph_id AND z.id = r.over_id
    WHERE r.rank <= p_cap
        AND NOT EXISTS (
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = r.entity_id AND e.to_id = r.other_id
                AND e.pruned_by_run IS NULL)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = r.other_id AND e.to_id = r.entity_id
                AND e.pruned_by_run IS NULL);
END
$function$;

COMMENT ON FUNCTION relationship_engine._shared_neighbourhood(bigint, uuid [], integer) IS
'inferred_connection, at confidence 0.5, between entities that no edge joins and that share at '
'least three neighbours and much of their neighbourhood; the best p_cap of each entity. Entities of more than 300 '
'edges have none.';
