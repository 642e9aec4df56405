CREATE OR REPLACE FUNCTION relationship_engine.why_not(
    p_from text, p_to text DEFAULT NULL, p_kind text DEFAULT NULL, p_graph_id bigint DEFAULT 1
)
RETURNS TABLE (reason text, strategy text, kind text, to_id uuid, happened_at timestamptz, explanation text, hint text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_ids uuid[];
    v_from uuid;
    v_to uuid;
    v_end text;
    v_setting relationship_engine.strategy_setting;
    v_candidates relationship_engine.candidate[];
    v_found bigint;
    v_is_taken boolean;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;

    FOREACH v_end IN ARRAY array_remove(ARRAY[coalesce(p_from, ''), p_to], NULL) LOOP
        v_ids := relationship_engine._resolve_name(p_graph_id, v_end);
        IF cardinality(v_ids) = 0 THEN
            RETURN QUERY SELECT 'unknown_entity'::text, NULL::text, NULL::text, NULL::uuid, NULL::timestamptz,
                format('graph %s has no entity "%s"', p_graph_id, v_end),
                'Insert it into entity, or add the name to metadata.aliases of the entity that is meant.'::text;
            RETURN;
        ELSIF cardinality(v_ids) > 1 THEN
            RETURN QUERY SELECT 'ambiguous_name'::text, NULL::text, NULL::text, NULL::uuid, NULL::timestamptz,
                format('%s entities have the name "%s"', cardinality(v_ids), v_end),
                format('Pass an id: %s.', array_to_string(v_ids, ', '));
            RETURN;
        END IF;
        v_from := coalesce(v_from, v_ids[1]);
        v_to := CASE WHEN v_end = p_to THEN v_ids[1] END;
    END LOOP;

    RETURN QUERY
    SELECT
        CASE
            WHEN e.pruned_by_run IS NOT NULL THEN 'pruned'
            WHEN e.from_id = v_to THEN 'other_direction'
            WHEN e.kind <> p_kind THEN 'other_kind'
            ELSE 'exists'
        END,
        array_to_string(e.strategies, ', '), e.kind, e.to_id, coalesce(e.pruned_at, e.created_at),
        CASE
            WHEN e.pruned_by_run IS NOT NULL
                THEN format('pruned on %s by the %s run %s', e.pruned_at::date, coalesce(r.mode, 'purged'),
                    e.pruned_by_run)
            WHEN e.from_id = v_to THEN 'the edge leads the other way'
            ELSE format('the edge exists with weight %s', round(
                exp(greatest(e.log_weight - e.rate * v_graph.decay_clock, -700))::numeric, 4))
        END,
        CASE
            WHEN e.pruned_by_run IS NOT NULL THEN format(
                'New evidence brings it back; so does restore_pruned(%s, %L), or undo_run(%L) for all that the run '
                'pruned.',
                p_graph_id, e.pruned_at, e.pruned_by_run)
            ELSE format('SELECT * FROM relationship_engine.explain_edge(%L).', e.id)
        END
    FROM relationship_engine.edge_store e
    LEFT JOIN relationship_engine.run r ON r.graph_id = p_graph_id AND r.id = e.pruned_by_run
    WHERE e.graph_id = p_graph_id AND (e.pruned_by_run IS NULL OR e.strategies <> '{}')
        AND (e.from_id = v_from AND (v_to IS NULL OR e.to_id = v_to) AND (v_to IS NOT NULL
            OR e.kind = coalesce(p_kind, e.kind))
            OR e.from_id = v_to AND e.to_id = v_from)
    ORDER BY e.kind <> p_kind, e.from_id = v_to, e.pruned_by_run IS NOT NULL, e.kind, e.to_id;
    IF EXISTS (
        SELECT FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.from_id = v_from AND e.to_id = coalesce(v_to, e.to_id)
            AND e.kind = coalesce(p_kind, e.kind) AND (e.pruned_by_run IS NULL OR e.strategies <> '{}'))
    THEN
        RETURN;
    END IF;

    IF v_graph.mode = 'off' THEN
        RETURN QUERY SELECT 'off'::text, NULL::text, p_kind, v_to, NULL::timestamptz,
            format('graph %s is off', p_graph_id),
            format('UPDATE relationship_engine.graph SET mode = ''active'' WHERE id = %s.', p_graph_id);
    END IF;

    RETURN QUERY  -- retracted evidence
    SELECT CASE WHEN t.retracted_by = t.run_id THEN 'undone' WHEN u.mode = 'review' THEN 'rejected'
        ELSE 'superseded' END,
        t.strategy, t.kind, t.to_id,
        u.started_at,
        CASE WHEN t.retracted_by = t.run_id THEN format('found by run %s, which was undone on '
            '%s', t.run_id, u.started_at::date)
            WHEN u.mode = 'review' THEN format('%s said on %s: %s', u.started_by, u.started_at::date, u.message)
            ELSE format('replaced by a later reading on %s', u.started_at::date) END,
        CASE WHEN t.retracted_by = t.run_id
            THEN format('undo_run(%L) redoes the run; run_on_demand(ARRAY[%L]::uuid[], %s) runs the strategies '
                'again.', u.id, v_from, p_graph_id)
            ELSE format('undo_run(%L) reverts that.', u.id) END
    FROM relationship_engine.evidence t
    JOIN relationship_engine.run u
        ON u.graph_id = p_graph_id AND u.status <> 'undone'
        AND CASE WHEN t.retracted_by = t.run_id THEN u.undoes = t.run_id ELSE u.id = t.retracted_by END
    WHERE t.graph_id = p_graph_id AND t.from_id = v_from AND t.to_id = coalesce(v_to, t.to_id)
        AND t.kind = coalesce(p_kind, t.kind)
    ORDER BY u.started_at DESC;

    RETURN QUERY
    SELECT 'other_target'::text, v.strategy, v.kind, v.to_id, max(v.observed_at),
        format('%s reads %s to "%s" here, and the kind has only one target', v.strategy, v.kind, min(e.title)),
        'The rule of the highest precedence wins, then the longest name: see pattern_rule.'::text
    FROM relationship_engine.counting_evidence v
    JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = v.to_id
    WHERE v.graph_id = p_graph_id AND v.from_id = v_from AND v.to_id <> v_to AND v.kind = coalesce(p_kind, v.kind)
        AND v.is_exclusive
    GROUP BY v.strategy, v.kind, v.to_id;
    v_is_taken := FOUND;

    -- what each strategy finds now, and whether learn() would admit it
    FOR v_setting IN
        SELECT s.* FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id
            AND to_regproc(format('relationship_engine.%I', 'detect_' || s.strategy)) IS NOT NULL
        ORDER BY s.weight DESC, s.strategy
    LOOP
        BEGIN
            EXECUTE format('SELECT array_agg(c) FROM relationship_engine.%I($1, $2) AS '
                'c', 'detect_' || v_setting.strategy)
            INTO v_candidates USING p_graph_id, array_remove(ARRAY[v_from, v_to], NULL);
            RETURN QUERY
            SELECT DISTINCT ON (j.to_id, j.kind, j.from_id)
                coalesce(CASE WHEN v_setting.mode = 'off' THEN 'strategy_off' END, j.reason, 'not_analyzed'),
                j.strategy, j.kind, j.to_id, NULL::timestamptz,
                CASE
                    WHEN v_setting.mode = 'off' THEN format('%s finds it, but is off', j.strategy)
                    WHEN j.reason = 'low_confidence' THEN format('%s finds it with confidence %s, and the threshold is '
                        '%s',
                        j.strategy, j.confidence, greatest(v_graph.min_confidence, v_setting.min_confidence))
                    WHEN j.reason = 'capped' THEN format('%s finds it, but this entity already has %s edges of the '
                        'strategy',
                        j.strategy, v_setting.max_edges_per_entity)
                    WHEN j.reason = 'shadow' THEN format('%s finds it, but %s is in shadow mode', j.strategy, CASE
                        WHEN v_setting.mode = 'shadow' THEN 'the strategy'
                        WHEN v_graph.mode = 'shadow' THEN 'the graph'
                        ELSE 'rule ' || (j.detail ->> 'rule') END)
                    WHEN j.reason = 'rejected' THEN format('%s finds it, and a person has rejected this '
                        'evidence', j.strategy)
                    WHEN j.reason = 'chance' THEN format('%s finds it, but they meet hardly more often than by '
                        'chance (lower bound of NPMI: %s)', j.strategy, j.detail ->> 'lower_bound')
                    WHEN j.reason IS NULL THEN format('%s finds it, but has not run since', j.strategy)
                    ELSE format('%s finds it, but it is not admitted: %s', j.strategy, j.reason)
                END,
                CASE
                    WHEN v_setting.mode = 'off' OR j.reason = 'shadow' AND v_setting.mode = 'shadow' THEN format(
                        'UPDATE relationship_engine.strategy_setting SET mode = ''active'' WHERE graph_id = %s AND '
                        'strategy = %L.',
                        p_graph_id, j.strategy)
                    WHEN j.reason = 'low_confidence' THEN format(
                        'Lower min_confidence of the %s.',
                        CASE WHEN j.confidence < v_graph.min_confidence THEN 'graph' ELSE 'strategy' END)
                    WHEN j.reason = 'chance' THEN format(
                        'Set min_confidence of strategy %s below 0.5 to admit such pairs.', j.strategy)
                    WHEN j.reason = 'capped' THEN 'Raise strategy_setting.max_edges_per_entity.'
                    WHEN j.reason = 'shadow' AND v_graph.mode = 'shadow'
                        THEN format('UPDATE relationship_engine.graph SET mode = ''active'' WHERE id = %s.', p_graph_id)
                    WHEN j.reason = 'shadow' THEN format(
                        'UPDATE relationship_engine.pattern_rule SET shadow = false WHERE graph_id = %s AND id = %s.',
                        p_graph_id, j.detail ->> 'rule')
                    WHEN j.reason IS NULL THEN format(
                        'The next nightly learns it; so does run_on_demand(ARRAY[%L]::uuid[], %s).', v_from, p_graph_id)
                END
            FROM (
                SELECT (s.candidate).*, s.reason FROM relationship_engine.screen_candidates(
                    p_graph_id, v_candidates, p_proposed_by => v_setting.strategy) s
            ) j
            WHERE j.kind = coalesce(p_kind, j.kind)
                AND (j.from_id = v_from AND (v_to IS NULL OR j.to_id = v_to)
                    OR j.is_symmetric AND j.to_id = v_from AND (v_to IS NULL OR j.from_id = v_to))
            ORDER BY j.to_id, j.kind, j.from_id, j.confidence DESC;
            GET DIAGNOSTICS v_found = ROW_COUNT;
        EXCEPTION WHEN OTHERS THEN
            v_found := 1;
            RETURN QUERY SELECT 'strategy_fails'::text, v_setting.strategy, p_kind, v_to, NULL::timestamptz,
                format('strategy %s fails: %s', v_setting.strategy, SQLERRM), 'Table run_step shows since when.'::text;
        END;
        IF v_found = 0 AND NOT v_is_taken AND v_setting.strategy = 'pattern' THEN
            RETURN QUERY
            SELECT n.reason, 'pattern'::text, p_kind, v_to, NULL::timestamptz, n.explanation, n.hint
            FROM relationship_engine._why_no_pattern(p_graph_id, v_from, v_to, p_kind) n;
        END IF;
    END LOOP;

    RETURN QUERY  -- earlier proposals, also those of queued strategies
    SELECT p.reason, p.strategy, p.kind, p.to_id, p.created_at,
        format('proposed by %s on %s with confidence %s: %s', p.strategy, p.created_at::date, p.confidence, p.reason),
        'Such proposals are kept in table proposal; the next detection checks them again.'::text
    FROM relationship_engine.proposal p
    WHERE p.graph_id = p_graph_id AND p.from_id = v_from AND p.to_id = coalesce(v_to, p.to_id)
        AND p.kind = coalesce(p_kind, p.kind)
    ORDER BY p.created_at DESC, p.to_id, p.kind, p.strategy
    LIMIT 20;
END
$function$;

COMMENT ON FUNCTION relationship_engine.why_not(text, text, text, bigint) IS
'Explains why an edge does not exist. p_from and p_to by id, title or alias (p_to null: any entity); p_kind null: any '
'kind. One row per reason, the decisive ones first: unknown_entity, ambiguous_name, exists, other_kind, '
'other_direction, pruned, off, undone, superseded, rejected, other_target; then what each strategy finds now '
'(strategy_off, shadow, low_confidence, capped, rejected, not_analyzed, strategy_fails), or why the pattern rules '
'find nothing (no_rule, wrong_type, common_word, no_such_name, no_match); then earlier proposals. Each row has an '
'explanation and a remedy. Only reads. Errors: no_data_found for an unknown graph.';

CREATE OR REPLACE FUNCTION relationship_engine.why_not(
    p_from uuid, p_to uuid DEFAULT NULL, p_kind text DEFAULT NULL, p_graph_id bigint DEFAULT 1
)
RETURNS TABLE (reason text, strategy text, kind text, to_id uuid, happened_at timestamptz, explanation text, hint text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT * FROM relationship_engine.why_not(p_from::text, p_to::text, p_kind, p_graph_id)
$function$;

COMMENT ON FUNCTION relationship_engine.why_not(uuid, uuid, text, bigint) IS
'As why_not(text, text, text, bigint), with the ids of both entities.';
