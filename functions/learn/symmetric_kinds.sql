CREATE OR REPLACE FUNCTION relationship_engine.symmetric_kinds(p_graph_id bigint)
RETURNS text []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ARRAY['co_occurs', 'temporal_overlap', 'semantically_related', 'inferred_connection'] || ARRAY(
        SELECT r.kind FROM relationship_engine.pattern_rule r WHERE r.graph_id = p_graph_id AND r.is_symmetric
        UNION
        SELECT k.kind FROM relationship_engine.kind_setting k WHERE k.graph_id = p_graph_id AND k.is_symmetric)
$function$;

COMMENT ON FUNCTION relationship_engine.symmetric_kinds(bigint) IS
'Building block: returns the kinds of edges that have no direction. Their edges lead from the lower to the higher id.';
