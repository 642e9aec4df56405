CREATE OR REPLACE FUNCTION relationship_engine._settle_llm_call(p_graph_id bigint, p_call_id uuid, p_cost numeric)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_call relationship_engine.llm_call;
BEGIN
    SELECT * INTO v_call FROM relationship_engine.llm_call c
    WHERE c.graph_id = p_graph_id AND c.id = p_call_id FOR UPDATE;
    UPDATE relationship_engine.llm_call c
    SET state = CASE WHEN p_cost IS NULL THEN 'released' ELSE 'booked' END, cost = p_cost, booked_at = clock_timestamp()
    WHERE c.graph_id = p_graph_id AND c.id = p_call_id;
    UPDATE relationship_engine.llm_day d
    SET reserved = d.reserved - CASE WHEN v_call.state = 'reserved' THEN v_call.reserved ELSE 0 END,
        spent = d.spent + coalesce(p_cost, 0)
    WHERE d.graph_id = p_graph_id AND d.day = v_call.day;
END
$function$;

COMMENT ON FUNCTION relationship_engine._settle_llm_call(bigint, uuid, numeric) IS
'Puts the cost of a call that is not booked yet in the place of its reservation; null: it was not billed.';
