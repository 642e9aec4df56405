CREATE OR REPLACE FUNCTION relationship_engine._flip_nights(
    p_graph_id bigint, p_run_id uuid, p_undone_by uuid, OUT turned double precision,
    OUT edges relationship_engine.edge_key []
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_clock double precision;
    v_first integer;
    v_from date;
    v_to date;
BEGIN
    turned := 0;
    SELECT min(d.step_no), min(d.night), max(d.night) INTO v_first, v_from, v_to
    FROM relationship_engine.decay_step d WHERE d.graph_id = p_graph_id AND d.run_id = p_run_id;
    IF v_first IS NULL THEN
        RETURN;
    END IF;
    SELECT g.decay_clock INTO v_clock FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    UPDATE relationship_engine.decay_step d SET undone_by = p_undone_by
    WHERE d.graph_id = p_graph_id AND d.run_id = p_run_id;
    UPDATE relationship_engine.decay_step d
    SET clock = s.clock
    FROM (
        SELECT d.step_no, coalesce(sum(d.nats) FILTER (WHERE d.undone_by IS NULL) OVER (ORDER BY d.step_no), 0) AS clock
        FROM relationship_engine.decay_step d
        WHERE d.graph_id = p_graph_id
    ) s
    WHERE d.graph_id = p_graph_id AND d.step_no = s.step_no AND d.clock <> s.clock;
    UPDATE relationship_engine.graph g
    SET decay_clock = (
            SELECT d.clock FROM relationship_engine.decay_step d
            WHERE d.graph_id = p_graph_id AND d.step_no = g.decay_step_no),
        decay_date = CASE
            WHEN p_undone_by IS NULL THEN greatest(g.decay_date, v_to)
            WHEN g.decay_date <> v_to THEN g.decay_date
            -- Its nights may be repeated, with those directly before them that are undone as well.
            ELSE (
                WITH RECURSIVE reached AS (
                    SELECT v_from - 1 AS night
                    UNION
                    SELECT b.night - 1
                    FROM reached b
                    WHERE EXISTS (
                        SELECT FROM relationship_engine.decay_step d
                        WHERE d.graph_id = p_graph_id AND d.night = b.night)
                        AND NOT EXISTS (
                        SELECT FROM relationship_engine.decay_step d
                        WHERE d.graph_id = p_graph_id AND d.night = b.night AND d.undone_by IS NULL)
                )
                SELECT min(b.night) FROM reached b)
            END
    WHERE g.id = p_graph_id
    RETURNING g.decay_clock - v_clock INTO turned;
    IF turned <> 0 THEN
        SELECT array_agg((v.from_id, v.to_id, v.kind)::relationship_engine.edge_key) INTO edges
        FROM (
            SELECT DISTINCT v.from_id, v.to_id, v.kind
            FROM relationship_engine.counting_evidence v
            WHERE v.graph_id = p_graph_id AND v.step_no > 0 AND v.step_no >= v_first
        ) v;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._flip_nights(bigint, uuid, uuid) IS
'Takes the decay steps of a run out of force for an undo run, or puts them back into force if p_undone_by is null. '
'turned: the change of the clock in nats; edges: those with evidence since then, to be refreshed.';
