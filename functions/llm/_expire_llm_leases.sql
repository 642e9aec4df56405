CREATE OR REPLACE FUNCTION relationship_engine._expire_llm_leases(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    UPDATE relationship_engine.llm_job j
    SET state = CASE WHEN j.attempts >= g.llm_max_attempts THEN 'dead' ELSE 'ready' END,
        lease_token = NULL, lease_until = NULL, batch_id = NULL,
        failing_since = coalesce(j.failing_since, v_now),
        error_code = 'lease_expired', error = 'its worker did not come back',
        finished_at = CASE WHEN j.attempts >= g.llm_max_attempts THEN v_now END
    FROM relationship_engine.graph g
    WHERE g.id = p_graph_id AND j.graph_id = p_graph_id AND j.state = 'leased' AND j.lease_until < v_now
        AND j.id = ANY (ARRAY(
            SELECT o.id FROM relationship_engine.llm_job o
            WHERE o.graph_id = p_graph_id AND o.state = 'leased' AND o.lease_until < v_now
            FOR UPDATE SKIP LOCKED));
END
$function$;

COMMENT ON FUNCTION relationship_engine._expire_llm_leases(bigint) IS
'Makes jobs with an expired lease ready again, or dead after graph.llm_max_attempts. The reservations of their calls '
'stay, since the calls may have been billed.';
