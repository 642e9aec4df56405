CREATE OR REPLACE FUNCTION relationship_engine._report_limits(p_graph_id bigint, p_run_id uuid, p_entity_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_max integer := (SELECT g.max_context_size FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_crowds bigint;
    v_bad_dates bigint;
    v_capped bigint;
    v_run_full bigint;
BEGIN
    SELECT count(*) INTO v_crowds
    FROM (
        SELECT DISTINCT m.event_id
        FROM unnest(p_entity_ids) AS a (id)
        CROSS JOIN LATERAL relationship_engine.latest_mentions(p_graph_id, a.id) m
    ) v
    WHERE (
        SELECT count(*)
        FROM (
            SELECT FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = v.event_id LIMIT v_max + 1
        ) l
    ) > v_max;
    SELECT count(*) - (SELECT count(*) FROM relationship_engine.date_buckets(p_graph_id, array_agg(e.id)))
    INTO v_bad_dates
    FROM relationship_engine.entity e
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        AND coalesce(nullif(e.metadata ->> 'start_date', ''), nullif(e.metadata ->> 'end_date', '')) IS NOT NULL;
    SELECT count(*) FILTER (WHERE p.reason = 'capped'), count(*) FILTER (WHERE p.reason = 'run_full')
    INTO v_capped, v_run_full
    FROM relationship_engine.proposal p
    WHERE p.graph_id = p_graph_id AND p.run_id = p_run_id AND p.reason IN ('capped', 'run_full');

    UPDATE relationship_engine.run r
    SET message = nullif(concat_ws('; ', r.message,
        CASE WHEN v_crowds > 0 THEN format(
            '%s events mention more than %s entities and were no shared context', v_crowds, v_max) END,
        CASE WHEN v_bad_dates > 0 THEN format('%s entities have impossible dates', v_bad_dates) END,
        CASE WHEN v_capped > 0 THEN format('%s candidates were over a strategy''s cap', v_capped) END,
        CASE WHEN v_run_full > 0 THEN format('%s candidates were over max_edges_per_run', v_run_full) END), '')
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._report_limits(bigint, uuid, uuid []) IS
'Says in the message of a nightly what its growth guards left out, and how many dates made no sense.';
