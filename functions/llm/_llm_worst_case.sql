CREATE OR REPLACE FUNCTION relationship_engine._llm_worst_case(
    p_model text, p_day date, p_prompt_bytes bigint, p_max_tokens integer, p_is_batch boolean
)
RETURNS numeric
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN (
        SELECT trim_scale(max(greatest(p.input, p.cache_write_5m, p.cache_write_1h) * p_prompt_bytes + p.output
            * p_max_tokens)
            * max(CASE WHEN p_is_batch THEN p.batch_mult ELSE 1 END) / 1e6)
        FROM relationship_engine.llm_price p
        WHERE p.model = p_model AND p.min_prompt_tokens <= p_prompt_bytes
            AND p.effective_from = (
                SELECT max(l.effective_from) FROM relationship_engine.llm_price l
                WHERE l.model = p_model AND l.effective_from <= p_day));
END
$function$;

COMMENT ON FUNCTION relationship_engine._llm_worst_case(text, date, bigint, integer, boolean) IS
'Returns the highest possible cost of a call in USD: a token has at least one byte, the whole prompt may be written '
'to the most expensive cache, and the answer may reach its limit. Null if the model has no price on that day.';
