CREATE OR REPLACE FUNCTION relationship_engine.llm_cost(p_model text, p_day date, p_usage jsonb)
RETURNS numeric
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN (
        WITH usage AS (
            SELECT
                max(t.tokens) FILTER (WHERE t.name = 'input_tokens') AS input,
                max(t.tokens) FILTER (WHERE t.name = 'output_tokens') AS output,
                max(t.tokens) FILTER (WHERE t.name = 'cache_read_input_tokens') AS cache_read,
                max(t.tokens) FILTER (WHERE t.name = 'cache_creation_input_tokens') AS cache_write,
                max(t.tokens) FILTER (WHERE t.name = 'ephemeral_1h_input_tokens') AS cache_write_1h
            FROM (
                SELECT u.key AS name,
                    CASE WHEN jsonb_typeof(u.value) = 'number'
                        THEN greatest((u.value #>> '{}')::numeric, 0) END AS tokens
                FROM jsonb_each(
                    CASE WHEN jsonb_typeof(p_usage) = 'object' THEN p_usage ELSE '{}' END
                    || CASE WHEN jsonb_typeof(p_usage -> 'cache_creation') = 'object' THEN p_usage -> 'cache_creation'
                        ELSE '{}' END
                ) u
            ) t
        )
        SELECT trim_scale((
            p.input * u.input + p.output * u.output + p.cache_read * coalesce(u.cache_read, 0)
            + p.cache_write_5m * greatest(coalesce(u.cache_write, 0) - coalesce(u.cache_write_1h, 0), 0)
            + p.cache_write_1h * coalesce(u.cache_write_1h, 0)
        ) * CASE WHEN p_usage ->> 'service_tier' = 'batch' THEN p.batch_mult ELSE 1 END / 1e6)
        FROM usage u
        JOIN relationship_engine.llm_price p
            ON p.model = p_model
            AND p.min_prompt_tokens <= u.input + coalesce(u.cache_read, 0)
                + greatest(coalesce(u.cache_write, 0), coalesce(u.cache_write_1h, 0))
            AND p.effective_from = (
                SELECT max(l.effective_from) FROM relationship_engine.llm_price l
                WHERE l.model = p_model AND l.effective_from <= p_day)
        ORDER BY p.min_prompt_tokens DESC
        LIMIT 1);
END
$function$;

COMMENT ON FUNCTION relationship_engine.llm_cost(text, date, jsonb) IS
'Returns the cost of a call in USD, from the usage of the answer and the price of the day. Null if there is no price, '
'or if the usage lacks input_tokens or output_tokens.';
