CREATE OR REPLACE FUNCTION relationship_engine.learn(
    p_graph_id bigint, p_candidates relationship_engine.candidate [], p_run_id uuid DEFAULT NULL,
    p_proposed_by text DEFAULT NULL, p_is_import boolean DEFAULT false
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
    v_locked_at timestamptz;
    v_left bigint;
    v_admitted relationship_engine.candidate[];
    v_refused relationship_engine.candidate[];
    v_reasons text[];
    v_ends uuid[];
    v_locked_ends uuid[];
    v_complete uuid[];
    v_touched uuid[];
    v_stated uuid[];
    v_stale uuid[];
    v_superseded uuid[];
    v_siblings uuid[] := '{}'::uuid[];
    v_functional relationship_engine.edge_key[];
    v_has_endings boolean;
    v_report relationship_engine.learn_report := (0, 0, 0);
BEGIN
    PERFORM relationship_engine.lock_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF NOT FOUND THEN
        PERFORM relationship_engine.require_graph(p_graph_id);
    END IF;
    IF coalesce(cardinality(p_candidates), 0) = 0 OR v_graph.mode = 'off' AND NOT p_is_import AND NOT EXISTS (
        SELECT FROM unnest(p_candidates) c
        JOIN relationship_engine.strategy_setting s ON s.graph_id = p_graph_id AND s.strategy = c.strategy
        WHERE s.is_queued)
    THEN
        RETURN v_report;
    END IF;
    IF cardinality(p_candidates) >= 1000 THEN
        -- Plans of this session that look up edges, also those of its foreign keys, may be from when there were few.
        DISCARD PLANS;
    END IF;
    IF v_run_id IS NULL THEN
        v_run_id := relationship_engine.new_uuid_v7();
        INSERT INTO relationship_engine.run (graph_id, id, mode, status, finished_at)
        VALUES (p_graph_id, v_run_id, 'manual', 'done', v_now);
    ELSIF EXISTS (
        SELECT FROM relationship_engine.run r
        WHERE r.graph_id = p_graph_id AND r.id = v_run_id AND r.status = 'undone')
    THEN
        RAISE EXCEPTION 'run % is undone', v_run_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Use another run, or redo this one with undo_run() of the run that undid it.';
    END IF;

    -- ids that a model or another system still has of entities that were merged since
    IF EXISTS (SELECT FROM relationship_engine.merged_entity m WHERE m.graph_id = p_graph_id AND m.into_id IS NOT NULL)
    THEN
        p_candidates := ARRAY(
            SELECT relationship_engine.candidate(
                relationship_engine.merged_into(p_graph_id, c.from_id),
                    relationship_engine.merged_into(p_graph_id, c.to_id),
                c.kind, c.strategy, c.context, c.confidence, c.importance, c.gain, c.is_symmetric, c.is_exclusive,
                c.event_id, c.start_date, c.end_date, c.description, c.detail)
            FROM unnest(p_candidates) c);
    END IF;

    v_left := v_graph.max_edges_per_run - (
        SELECT coalesce(sum(s.edges_created), 0) FROM relationship_engine.run_step s
        WHERE s.graph_id = p_graph_id AND s.run_id = v_run_id);

    -- The door: a candidate that is not new evidence for an admitted edge becomes a proposal, or is dropped.
    SELECT array_agg(j.candidate) FILTER (WHERE j.reason IS NULL),
        array_agg(j.candidate) FILTER (WHERE j.reason <> 'off'), array_agg(j.reason) FILTER (WHERE j.reason <> 'off')
    INTO v_admitted, v_refused, v_reasons
    FROM relationship_engine.screen_candidates(p_graph_id, p_candidates, v_left, p_proposed_by, p_is_import) j;
    IF v_refused IS NOT NULL THEN
        INSERT INTO relationship_engine.proposal
            (graph_id, from_id, to_id, kind, strategy, context, reason, run_id, confidence, importance, gain, event_id,
            start_date, end_date, description, detail, created_at)
        SELECT p_graph_id, c.from_id, c.to_id, coalesce(c.kind, ''), c.strategy, c.context, c.reason, v_run_id,
            c.confidence, c.importance, c.gain, c.event_id, c.start_date, c.end_date, c.description, c.detail, v_now
        FROM ROWS FROM (unnest(v_reasons), unnest(v_refused)) AS c (reason)
        WHERE c.from_id IS NOT NULL AND c.to_id IS NOT NULL AND c.strategy IS NOT NULL AND c.context IS NOT NULL
        ORDER BY c.from_id, c.to_id, c.kind
        ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context) DO UPDATE
        SET reason = EXCLUDED.reason, run_id = EXCLUDED.run_id, confidence = EXCLUDED.confidence,
            importance = EXCLUDED.importance, gain = EXCLUDED.gain, event_id = EXCLUDED.event_id,
            start_date = EXCLUDED.start_date, end_date = EXCLUDED.end_date, description = EXCLUDED.description,
            detail = EXCLUDED.detail, created_at = EXCLUDED.created_at;
        GET DIAGNOSTICS v_report.proposals = ROW_COUNT;
    END IF;
    IF v_admitted IS NULL THEN
        RETURN v_report;
    END IF;

    v_superseded := ARRAY(
        SELECT DISTINCT relationship_engine.edge_id(p_graph_id, v.from_id, v.to_id, v.kind)
        FROM (
            SELECT DISTINCT c.from_id, c.to_id, c.kind, c.strategy FROM unnest(v_admitted) c WHERE c.is_exclusive
        ) c
        CROSS JOIN LATERAL (
            SELECT v.from_id, v.to_id, v.kind
            FROM relationship_engine.counting_evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.kind = c.kind AND v.strategy = c.strategy
                AND v.is_exclusive AND v.to_id <> c.to_id
            OFFSET 0  -- forces one index lookup per candidate instead of a scan of all evidence
        ) v);

    -- Of a functional kind, each statement may end the others of its source.
    SELECT array_agg((c.from_id, c.to_id, c.kind)::relationship_engine.edge_key) INTO v_functional
    FROM unnest(v_admitted) c
    JOIN relationship_engine.kind_setting k
        ON k.graph_id = p_graph_id AND k.kind = c.kind AND k.is_functional;
    IF v_functional IS NOT NULL THEN
        v_siblings := ARRAY(
            SELECT relationship_engine.edge_id(p_graph_id, s.from_id, s.to_id, s.kind)
            FROM relationship_engine.functional_siblings(p_graph_id, v_functional) s);
    END IF;
    v_has_endings := EXISTS (
        SELECT FROM unnest(v_admitted) c WHERE c.detail ->> 'effect' IN ('ends', 'denies'));

    -- Of an edge, both ends first (see lock_entities), and none that was deleted meanwhile.
    v_ends := ARRAY(
        SELECT c.from_id FROM unnest(v_admitted) c
        UNION
        SELECT c.to_id FROM unnest(v_admitted) c);
    IF cardinality(v_superseded || v_siblings) > 0 THEN
        v_ends := ARRAY(
            SELECT unnest(v_ends)
            UNION
            SELECT e.to_id FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_superseded || v_siblings));
    END IF;
    v_locked_ends := relationship_engine.lock_entities(p_graph_id, v_ends);
    IF cardinality(v_locked_ends) < cardinality(v_ends) THEN
        v_admitted := (
            SELECT array_agg(c) FROM unnest(v_admitted) c
            WHERE c.from_id IN (SELECT unnest(v_locked_ends)) AND c.to_id IN (SELECT unnest(v_locked_ends)));
        IF v_admitted IS NULL THEN
            RETURN v_report;
        END IF;
    END IF;
    -- Upsert in key order, so that writers cannot deadlock. DO UPDATE … WHERE false locks existing rows. A new edge
    -- with exactly one observation needs no refresh.
    WITH ensured AS (
        INSERT INTO relationship_engine.edge_store
            (graph_id, from_id, to_id, kind, rate, log_weight, confidence, importance, start_date, end_date,
            description, source_event_id, strategies, is_stated, is_inferred, metadata, last_reinforced_at,
            created_at, updated_at, pruned_by_run, pruned_at)
        SELECT p_graph_id, k.from_id, k.to_id, k.kind, coalesce(r.rate, 1),
            coalesce(r.rate, 1) * v_graph.decay_clock + coalesce(ln(k.gain), 0), k.confidence,
            k.importance, k.start_date, k.end_date, k.description, k.event_ids[1],
            CASE WHEN k.is_complete THEN k.strategies ELSE '{}' END, k.is_stated, k.is_inferred,
            jsonb_build_object('reinforcement_count', 0, 'source_strategy', k.strategies[1],
                'detected_in_events', to_jsonb(array_remove(k.event_ids, NULL))),
            v_now, v_now, v_now, CASE WHEN k.is_bare THEN v_run_id END, CASE WHEN k.is_bare THEN v_now END
        FROM (
            SELECT c.from_id, c.to_id, c.kind, count(*) = 1
                AND NOT p_is_import AND bool_or(o.is_authoritative) IS NOT TRUE
                AND bool_and(c.is_dated IS NOT TRUE)
                AND NOT coalesce(bool_or(c.is_ending), false) AS is_complete,
                -- what only ends or denies an edge is kept for its statement, which may come later
                coalesce(bool_and(c.is_ending) FILTER (WHERE c.strategy IS NOT NULL), false) AS is_bare,
                max(c.gain) AS gain, max(c.confidence) AS confidence, max(c.importance) AS importance,
                max(c.start_date) AS start_date, max(c.end_date) AS end_date, max(c.description) AS description,
                array_agg(c.event_id) AS event_ids, array_agg(c.strategy) AS strategies,
                bool_or(s.is_inferred IS NOT TRUE OR c.kind = ANY (s.observed_kinds)) AS is_stated,
                bool_or(coalesce(s.is_inferred, false)) AS is_inferred
            FROM (
                SELECT c.from_id, c.to_id, c.kind, c.gain, c.confidence, c.importance, c.start_date, c.end_date,
                    c.description, c.event_id, c.strategy, c.detail ? 'as_of' AS is_dated,
                    coalesce(c.detail ->> 'effect' IN ('ends', 'denies'), false) AS is_ending
                FROM unnest(v_admitted) c
                UNION ALL
                SELECT e.from_id, e.to_id, e.kind, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, false
                FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.id = ANY (v_superseded || v_siblings)
            ) c
            LEFT JOIN relationship_engine.strategy_setting s
                ON s.graph_id = p_graph_id AND s.strategy = c.strategy
            LEFT JOIN relationship_engine.external_strategy o ON o.strategy = c.strategy
            GROUP BY c.from_id, c.to_id, c.kind
        ) k
        LEFT JOIN relationship_engine.kind_setting r ON r.graph_id = p_graph_id AND r.kind = k.kind
        ORDER BY k.from_id, k.to_id, k.kind
        ON CONFLICT (graph_id, from_id, to_id, kind) DO UPDATE SET updated_at = EXCLUDED.updated_at WHERE false
        RETURNING id, strategies
    )
    SELECT array_agg(e.id) INTO v_complete FROM ensured e WHERE e.strategies <> '{}';

    -- Take the time after locking, so that a pruning that finished while we waited counts as older. The next statement
    -- has a snapshot from under the locks, so it sees which find of an observation counts.
    v_locked_at := clock_timestamp();
    WITH learned AS (
        INSERT INTO relationship_engine.evidence
            (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance,
            event_id, start_date, end_date, description, detail, is_exclusive, effect, observed_at, learned_at)
        SELECT p_graph_id, c.from_id, c.to_id, c.kind, c.strategy, c.context, v_run_id, c.gain,
            CASE
                WHEN NOT c.detail ? 'as_of' OR c.detail IS NULL THEN v_graph.decay_step_no
                ELSE relationship_engine._step_before(p_graph_id, c.detail ->> 'as_of', v_graph.decay_step_no)
            END,
            c.confidence, c.importance, c.event_id, c.start_date, c.end_date, c.description,
            CASE WHEN c.detail ? 'effect' AND jsonb_typeof(c.detail) = 'object'
                THEN nullif(c.detail - 'effect', '{}') ELSE c.detail END, c.is_exclusive,
            CASE WHEN c.detail ->> 'effect' IN ('recurs', 'ends', 'denies') THEN c.detail ->> 'effect'
                ELSE 'states' END,
            t.learned_at, t.learned_at
        FROM unnest(v_admitted) c
        CROSS JOIN LATERAL (
            SELECT CASE WHEN relationship_engine.edge_id(p_graph_id, c.from_id, c.to_id,
                c.kind) IN (SELECT unnest(v_complete))
                THEN v_now ELSE v_locked_at END AS learned_at
            OFFSET 0
        ) t
        WHERE NOT EXISTS (
            SELECT FROM relationship_engine.evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id AND v.kind = c.kind
                AND v.strategy = c.strategy AND v.context = c.context AND v.retracted_by IS NULL
            OFFSET 0)
        ORDER BY c.from_id, c.to_id, c.kind, c.strategy, c.context  -- the order of the index that it fills
        -- The run found it before, and has replaced it since.
        ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO UPDATE
        SET step_no = EXCLUDED.step_no, learned_at = EXCLUDED.learned_at, retracted_by = NULL, retracted_at = NULL,
            withdrawn_by = NULL, is_erased = false, description = EXCLUDED.description, detail = EXCLUDED.detail
        RETURNING from_id, to_id, kind, effect
    )
    SELECT array_agg(DISTINCT relationship_engine.edge_id(p_graph_id, l.from_id, l.to_id, l.kind)),
        array_agg(DISTINCT relationship_engine.edge_id(p_graph_id, l.from_id, l.to_id, l.kind))
            FILTER (WHERE l.effect IN ('states', 'recurs'))
    INTO v_touched, v_stated
    FROM learned l;
    IF cardinality(v_superseded) > 0 THEN
        PERFORM relationship_engine._supersede(p_graph_id, v_run_id, v_admitted, v_superseded);
    END IF;
    v_report.edges_created := coalesce(cardinality(v_complete), 0);
    IF cardinality(v_touched) > v_report.edges_created OR cardinality(v_siblings) > 0 THEN
        v_stale := ARRAY(
            (SELECT unnest(v_touched) EXCEPT SELECT unnest(v_complete))
            UNION SELECT unnest(v_siblings) WHERE v_touched IS NOT NULL);
        -- an edge that had no evidence, or none that counts, begins
        v_report.edges_created := v_report.edges_created + (
            SELECT count(*) FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_stale) AND e.id = ANY (v_stated) AND e.strategies = '{}');
        PERFORM relationship_engine.refresh_edges(p_graph_id, v_stale);
    END IF;

    v_report.edges_updated := coalesce(cardinality(v_touched), 0) - v_report.edges_created;
    IF v_has_endings THEN
        -- an edge that was only ended or denied is none
        v_report.edges_updated := v_report.edges_updated - (
            SELECT count(*) FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_touched) AND e.strategies = '{}');
    END IF;
    RETURN v_report;
END
$function$;

COMMENT ON FUNCTION relationship_engine.learn(bigint, relationship_engine.candidate [], uuid, text, boolean) IS
'The only way from candidates to edges. It normalizes the candidates, stores those that are not admitted as proposals '
'with a reason, and adds the others as evidence. A candidate whose edge, strategy and context are known changes '
'nothing; a candidate without ends, strategy or context is dropped. Without p_run_id a run of mode manual is logged. '
'p_proposed_by: the strategy whose run proposes the candidates; its mode, threshold and cap apply, even if the '
'candidates name another strategy. An observation decays from now on, or from the day detail.as_of on, if it has '
'that. p_is_import: the candidates come from another system that a person imports, and are admitted in '
'every mode of the graph and without caps. Returns a learn_report. Errors: no_data_found for an unknown graph; '
'object_not_in_prerequisite_state for an undone run. No candidate raises an error.';
