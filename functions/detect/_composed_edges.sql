CREATE OR REPLACE FUNCTION relationship_engine._composed_edges(
    p_graph_id bigint, p_entity_ids uuid [], p_min_confidence double precision, p_cap integer
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    IF NOT EXISTS (SELECT FROM relationship_engine.composition_rule r WHERE r.graph_id = p_graph_id)
        AND NOT EXISTS (SELECT FROM relationship_engine.attribute_rule r WHERE r.graph_id = p_graph_id) THEN
        RETURN;
    END IF;
    RETURN QUERY
    SELECT (relationship_engine.candidate(
        p_from_id => r.from_id, p_to_id => r.to_id, p_kind => r.kind, p_strategy => 'topology',
        p_context => 'entity:' || r.path_id, p_confidence => r.confidence, p_importance => 0.4,
        p_description => w.sentence,
        p_detail => jsonb_build_object('rule', r.rule, 'over', r.path_id))).*
    FROM (
        SELECT p.*, row_number() OVER (PARTITION BY p.from_id ORDER BY p.confidence DESC, p.score DESC, p.to_id) AS rank
        FROM relationship_engine.predict_edges(p_graph_id, p_entity_ids, NULL, p_min_confidence) p
        WHERE NOT EXISTS (
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = p.from_id AND e.to_id = p.to_id AND e.kind = p.kind
                AND e.pruned_by_run IS NULL)
    ) r
    LEFT JOIN LATERAL relationship_engine._rule_in_words(p_graph_id, r.from_id, r.to_id, r.path_id, r.rule) w ON true
    WHERE r.rank <= p_cap;
END
$function$;

COMMENT ON FUNCTION relationship_engine._composed_edges(bigint, uuid [], double precision, integer) IS
'The edges that are not there although a rule of p_min_confidence or more expects them, at most p_cap from one entity; '
'with the confidence of the rule, the entity its path leads over as context, and the path in words.';
