CREATE OR REPLACE FUNCTION relationship_engine._shift_decay_clock(
    p_graph_id bigint, p_run_id uuid, p_is_undo boolean, p_started timestamptz, OUT turned double precision,
    OUT cut timestamptz, OUT edges relationship_engine.edge_key []
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_run relationship_engine.run;
    v_first relationship_engine.run;
    v_bound double precision;
    v_rival uuid;
BEGIN
    turned := 0;
    SELECT * INTO v_run FROM relationship_engine.run r WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
    IF v_run.nights > 0 IS NOT TRUE THEN
        RETURN;
    END IF;
    SELECT * INTO v_first
    FROM relationship_engine.run r WHERE r.graph_id = p_graph_id AND r.undoes = p_run_id ORDER BY r.started_at LIMIT 1;
    IF FOUND THEN
        turned := v_first.clock_after - v_first.clock_before;
        cut := v_first.clock_cut;
    ELSE
        turned := v_run.clock_before - v_run.clock_after;
        -- Without the step, what was learned just before it and just after it stands at the same clock. The time tells
        -- them apart when the step returns; where a learner was at work meanwhile, a grain of the clock must.
        SELECT coalesce(min(v.observed_at), p_started) INTO cut
        FROM (
            SELECT v.observed_at FROM relationship_engine.evidence v
            WHERE v.graph_id = p_graph_id AND v.clock = v_run.clock_after
            UNION ALL
            SELECT v.observed_at FROM relationship_engine.retraction v
            WHERE v.graph_id = p_graph_id AND v.clock = v_run.clock_after
        ) v;
        IF turned < 0 AND (
            EXISTS (
                SELECT FROM relationship_engine.evidence v
                WHERE v.graph_id = p_graph_id AND v.clock = v_run.clock_before AND v.observed_at >= cut)
            OR EXISTS (
                SELECT FROM relationship_engine.retraction v
                WHERE v.graph_id = p_graph_id AND v.clock = v_run.clock_before AND v.observed_at >= cut))
        THEN
            turned := turned + 2::double precision ^ (-40);
            cut := NULL;
        END IF;
    END IF;
    IF p_is_undo THEN
        v_bound := v_run.clock_after;
        -- its nights may pass again, and those below them that only undone runs had reached
        UPDATE relationship_engine.graph g
        SET decay_date = (
            WITH RECURSIVE reached AS (
                SELECT v_run.decay_date_before AS night
                UNION
                SELECT r.decay_date_before
                FROM reached b
                JOIN relationship_engine.run r ON r.graph_id = p_graph_id AND r.night = b.night AND r.nights > 0
                WHERE r.status = 'undone' AND NOT EXISTS (
                    SELECT FROM relationship_engine.run o
                    WHERE o.graph_id = p_graph_id AND o.night = b.night AND o.nights > 0 AND o.status <> 'undone')
            )
            SELECT min(b.night) FROM reached b)
        WHERE g.id = p_graph_id AND g.decay_date = v_run.night;
    ELSE
        SELECT r.id INTO v_rival
        FROM relationship_engine.run r
        WHERE r.graph_id = p_graph_id AND r.id <> p_run_id AND r.nights > 0 AND r.status <> 'undone'
            AND r.decay_date_before < v_run.night AND r.night > v_run.decay_date_before
        LIMIT 1;
        IF v_rival IS NOT NULL THEN
            RAISE EXCEPTION 'the nights of run % have passed again in run %', p_run_id, v_rival
            USING ERRCODE = 'object_not_in_prerequisite_state',
                HINT = format('A night counts once: undo_run(%L) first.', v_rival);
        END IF;
        v_bound := v_run.clock_before;
        turned := -turned;
        UPDATE relationship_engine.graph g
        SET decay_date = greatest(g.decay_date, v_run.night)
        WHERE g.id = p_graph_id;
    END IF;
    IF turned = 0 THEN
        RETURN;
    END IF;

    UPDATE relationship_engine.graph g SET decay_clock = g.decay_clock + turned WHERE g.id = p_graph_id;
    WITH shifted AS (
        UPDATE relationship_engine.evidence v
        SET clock = v.clock + turned
        WHERE v.graph_id = p_graph_id AND v.clock >= v_bound
            AND (p_is_undo OR v.clock > v_bound OR v.observed_at >= cut)
        RETURNING v.from_id, v.to_id, v.kind
    )
    SELECT array_agg((s.from_id, s.to_id, s.kind)::relationship_engine.edge_key) INTO edges
    FROM (SELECT DISTINCT s.from_id, s.to_id, s.kind FROM shifted s) s;
    UPDATE relationship_engine.retraction v
    SET clock = v.clock + turned
    WHERE v.graph_id = p_graph_id AND v.clock >= v_bound
        AND (p_is_undo OR v.clock > v_bound OR v.observed_at >= cut);
    UPDATE relationship_engine.run r
    SET clock_before = r.clock_before + turned, clock_after = r.clock_after + turned
    WHERE r.graph_id = p_graph_id AND r.id <> p_run_id AND r.nights > 0 AND r.clock_before >= v_bound
        AND (p_is_undo OR r.clock_before > v_bound OR r.finished_at > v_run.finished_at);
END
$function$;

COMMENT ON FUNCTION relationship_engine._shift_decay_clock(bigint, uuid, boolean, timestamptz) IS
'Takes the clock step of a run back, or does it again: what came after it keeps its weight. '
'turned: how far, in nats; cut: of what stands at the clock of the step, the later came after it; edges: those whose '
'evidence was moved; afterwards refresh them. Errors: '
'object_not_in_prerequisite_state (its nights have passed again).';
