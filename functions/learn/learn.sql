CREATE OR REPLACE FUNCTION relationship_engine.learn(
    p_graph_id bigint, p_candidates relationship_engine.candidate [], p_run_id uuid DEFAULT NULL
)
RETURNS relationship_engine.learn_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_run_id uuid := p_run_id;
    v_now timestamptz := clock_timestamp();
    v_admitted relationship_engine.candidate[];
    v_created uuid[];
    v_touched uuid[];
    v_superseded uuid[];
    v_report relationship_engine.learn_report := (0, 0, 0);
BEGIN
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    END IF;
    IF v_graph.mode = 'off' OR coalesce(cardinality(p_candidates), 0) = 0 THEN
        RETURN v_report;
    END IF;
    IF v_run_id IS NULL THEN
        v_run_id := gen_random_uuid();
        INSERT INTO relationship_engine.run (graph_id, id, mode, status, finished_at)
        VALUES (p_graph_id, v_run_id, 'manual', 'done', v_now);
    END IF;

    -- the door: what is not fresh evidence for an edge that may be becomes a proposal, or nothing
    WITH judged AS MATERIALIZED (
        SELECT j.* FROM relationship_engine.judge(p_graph_id, p_candidates) j
    ), kept AS (
        INSERT INTO relationship_engine.proposal
            (graph_id, from_id, to_id, kind, strategy, context, reason, run_id, confidence, event_id, detail, created_at)
        SELECT p_graph_id, j.from_id, j.to_id, j.kind, j.strategy, j.context, j.reason, v_run_id, j.confidence,
            j.event_id, j.detail, v_now
        FROM judged j
        WHERE j.reason <> 'off' AND j.from_id IS NOT NULL AND j.to_id IS NOT NULL
            AND j.kind IS NOT NULL AND j.strategy IS NOT NULL AND j.context IS NOT NULL
        ORDER BY j.from_id, j.to_id, j.kind
        ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context) DO UPDATE
        SET reason = EXCLUDED.reason, run_id = EXCLUDED.run_id, confidence = EXCLUDED.confidence,
            event_id = EXCLUDED.event_id, detail = EXCLUDED.detail, created_at = EXCLUDED.created_at
    )
    SELECT
        array_agg((j.from_id, j.to_id, j.kind, j.strategy, j.context, j.confidence, j.importance, j.gain, j.is_symmetric,
            j.is_exclusive, j.event_id, j.start_date, j.end_date, j.description, j.detail)::relationship_engine.candidate)
            FILTER (WHERE j.reason IS NULL),
        count(j.reason) FILTER (WHERE j.reason <> 'off')
    INTO v_admitted, v_report.proposals
    FROM judged j;
    IF v_admitted IS NULL THEN
        RETURN v_report;
    END IF;

    v_superseded := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, v.from_id, v.to_id, v.kind)
        FROM unnest(v_admitted) c
        JOIN relationship_engine.evidence v
            ON v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.kind = c.kind AND v.strategy = c.strategy
        WHERE c.is_exclusive AND v.is_exclusive AND v.to_id <> c.to_id);

    -- every writer takes the locks in the order of the key, new edges and old ones in one pass; old ones are only locked
    WITH ensured AS (
        INSERT INTO relationship_engine.edge_store
            (graph_id, from_id, to_id, kind, log_weight, strategies, last_reinforced_at, created_at, updated_at)
        SELECT p_graph_id, k.from_id, k.to_id, k.kind, v_graph.decay_clock, '{}', v_now, v_now, v_now
        FROM (
            SELECT c.from_id, c.to_id, c.kind FROM unnest(v_admitted) c
            UNION
            SELECT e.from_id, e.to_id, e.kind FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_superseded)
        ) k
        ORDER BY k.from_id, k.to_id, k.kind
        ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE SET updated_at = EXCLUDED.updated_at WHERE false
        RETURNING id
    )
    SELECT array_agg(e.id) INTO v_created FROM ensured e;

    IF v_created IS NOT NULL AND EXISTS (
        SELECT FROM relationship_engine.retracted_edge t WHERE t.graph_id = p_graph_id)
    THEN
        PERFORM relationship_engine._adopt_retracted(p_graph_id, v_created);
    END IF;

    -- a pruning that held these locks before us is older than this evidence
    v_now := clock_timestamp();
    WITH learned AS (
        INSERT INTO relationship_engine.evidence
            (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
            event_id, start_date, end_date, description, detail, is_exclusive, observed_at)
        SELECT p_graph_id, c.from_id, c.to_id, c.kind, c.strategy, c.context, v_run_id, c.gain, v_graph.decay_clock,
            c.confidence, c.importance, c.event_id, c.start_date, c.end_date, c.description, c.detail,
            c.is_exclusive, v_now
        FROM unnest(v_admitted) c
        ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context) DO NOTHING
        RETURNING from_id, to_id, kind
    )
    SELECT array_agg(DISTINCT relationship_engine.edge_id(p_graph_id, l.from_id, l.to_id, l.kind)) INTO v_touched
    FROM learned l;
    PERFORM relationship_engine._refresh_edges(p_graph_id, v_touched);
    IF cardinality(v_superseded) > 0 THEN
        PERFORM relationship_engine._supersede(p_graph_id, v_run_id, v_admitted, v_superseded);
    END IF;

    v_report.edges_created := coalesce(cardinality(v_created), 0);
    v_report.edges_updated := coalesce(cardinality(v_touched), 0) - v_report.edges_created;
    RETURN v_report;
END
$function$;

COMMENT ON FUNCTION relationship_engine.learn(bigint, relationship_engine.candidate [], uuid) IS
'The only door to edges. Cleans the candidates, keeps as proposals those that may not become edges (and why), and adds '
'the others as evidence: a candidate whose edge, strategy and context are known already changes nothing. Without a run '
'id it logs a run of its own (mode manual). Errors: no_data_found for an unknown graph. No candidate raises an error.';
