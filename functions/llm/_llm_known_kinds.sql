CREATE OR REPLACE FUNCTION relationship_engine._llm_known_kinds(p_graph_id bigint)
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN (
        SELECT coalesce(jsonb_agg(k.kind ORDER BY k.kind), '[]')
        FROM (
            SELECT a.kind
            FROM (
                SELECT k.kind, k.edges FROM relationship_engine.llm_kind k WHERE k.graph_id = p_graph_id
                UNION ALL
                SELECT r.kind, 0 FROM relationship_engine.pattern_rule r WHERE r.graph_id = p_graph_id AND r.enabled
            ) a
            GROUP BY a.kind
            ORDER BY max(a.edges) DESC, a.kind
            LIMIT 40
        ) k);
END
$function$;

COMMENT ON FUNCTION relationship_engine._llm_known_kinds(bigint) IS
'Returns the up to 40 most frequent kinds that are offered to the model for reuse, as a JSON array in alphabetical '
'order.';
