CREATE OR REPLACE FUNCTION relationship_engine._count_llm_failure(
    p_graph_id bigint, p_error_code text, p_error text, p_wait interval
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO relationship_engine.llm_provider (graph_id, name)
    VALUES (CASE WHEN relationship_engine.role_graphs('{worker,admin}') IS NULL THEN 0 ELSE p_graph_id END, 'anthropic')
    ON CONFLICT (graph_id, name) DO NOTHING;
    UPDATE relationship_engine.llm_provider p
    SET failures = p.failures + 1,
        paused_until = CASE
            WHEN p.failures >= 4 THEN clock_timestamp() + greatest(
                least(interval '30 seconds' * 2 ^ least(p.failures - 4, 10), interval '15 minutes'), p_wait)
            ELSE p.paused_until END,
        reason = CASE WHEN p.failures >= 4 THEN left(p_error_code || ': ' || coalesce(p_error, ''), 1000)
            ELSE p.reason END,
        updated_at = clock_timestamp()
    -- Calls in progress when the pause began do not extend it.
    WHERE p.graph_id = CASE WHEN relationship_engine.role_graphs('{worker,admin}') IS NULL THEN 0 ELSE p_graph_id END
        AND (p.paused_until IS NULL OR p.paused_until <= clock_timestamp())
$function$;

COMMENT ON FUNCTION relationship_engine._count_llm_failure(bigint, text, text, interval) IS
'Counts a failure of the provider: for all graphs, or for this one if the role may use only some. From the fifth '
'consecutive failure on, each one pauses the calls: 30 seconds at first, doubled each time, at most 15 minutes.';
