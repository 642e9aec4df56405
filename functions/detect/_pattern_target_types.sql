CREATE OR REPLACE FUNCTION relationship_engine._pattern_target_types(p_graph_id bigint)
RETURNS text []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN bool_or(r.target_type IS NULL) THEN NULL
        ELSE coalesce(relationship_engine.type_names(string_agg(DISTINCT r.target_type, '|')), '{}') END
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = p_graph_id AND r.enabled AND r.field IN ('title', 'summary') AND r.confidence > 0
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_target_types(bigint) IS
'The types that title and summary rules of a graph lead to, with their aliases, in lower case; null: any.';
