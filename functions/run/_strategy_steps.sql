CREATE OR REPLACE FUNCTION relationship_engine._strategy_steps(p_graph_id bigint, p_only_infers boolean)
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT 'strategy:' || s.strategy
    FROM relationship_engine.strategy_setting s
    WHERE s.graph_id = p_graph_id AND (s.is_inferred AND s.observed_kinds = '{}') = p_only_infers
    ORDER BY s.weight DESC, s.strategy
$function$;

COMMENT ON FUNCTION relationship_engine._strategy_steps(bigint, boolean) IS
'The steps of a nightly (strategy:<name>) for the strategies that only infer, or for all others, in order of their '
'weight. Strategies that are off have a step too: they may be switched on before it begins.';
