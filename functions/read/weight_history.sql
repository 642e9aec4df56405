CREATE OR REPLACE FUNCTION relationship_engine.weight_history(
    p_edge_id uuid DEFAULT NULL, p_from_id uuid DEFAULT NULL, p_to_id uuid DEFAULT NULL, p_kind text DEFAULT NULL,
    p_graph_id bigint DEFAULT NULL
)
RETURNS TABLE (at timestamptz, night date, weight double precision, observations bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_edge relationship_engine.edge_store;
    v_id uuid := coalesce(
        p_edge_id, relationship_engine.edge_id(coalesce(p_graph_id, 1), p_from_id, p_to_id, p_kind));
BEGIN
    SELECT * INTO v_edge
    FROM relationship_engine.edge_store e
    WHERE e.id = v_id AND (p_graph_id IS NULL OR e.graph_id = p_graph_id);
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no edge %', coalesce(p_edge_id::text, concat_ws(' ', p_from_id, p_kind, p_to_id))
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id FROM relationship_engine.edge lists the edges.';
    END IF;
    RETURN QUERY
    WITH step AS MATERIALIZED (
        SELECT c.step_no, c.night, c.passed_at, c.clock FROM relationship_engine.clock_at(v_edge.graph_id, now()) c
    ), mass AS MATERIALIZED (
        SELECT v.learned_at, coalesce(v.retracted_at, 'infinity') AS retracted_at, v.gain, coalesce(s.clock, 0) AS clock
        FROM relationship_engine.evidence v
        LEFT JOIN step s ON s.step_no = v.step_no
        WHERE v.graph_id = v_edge.graph_id AND v.from_id = v_edge.from_id AND v.to_id = v_edge.to_id
            AND v.kind = v_edge.kind AND v.effect IN ('states', 'recurs')
    ), moment AS (
        SELECT s.passed_at AS at, s.night, s.clock FROM step s
        UNION ALL
        SELECT now(), NULL, coalesce((SELECT max(s.clock) FROM step s), 0)
    )
    SELECT m.at, m.night,
        coalesce(sum(v.gain * exp(greatest(v_edge.rate * (v.clock - m.clock), -700))), 0), count(v.gain)
    FROM moment m
    LEFT JOIN mass v ON v.learned_at <= m.at AND v.retracted_at > m.at
    WHERE m.at >= (SELECT min(o.learned_at) FROM mass o)
    GROUP BY m.at, m.night
    ORDER BY m.at, m.night NULLS LAST;
END
$function$;

COMMENT ON FUNCTION relationship_engine.weight_history(uuid, uuid, uuid, text, bigint) IS
'The weight of an edge after each night since it was first learned, and now (night is null), with the number of '
'observations that counted, for a chart. The edge by its id, or by its ends and kind (p_graph_id: default 1). Gains '
'are those of today: a weight that set_weight() changed is scaled throughout. Only reads. Errors: no_data_found.';
