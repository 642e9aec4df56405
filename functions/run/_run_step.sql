CREATE OR REPLACE FUNCTION relationship_engine._run_step(
    p_scope relationship_engine.scope, p_step text, p_is_again boolean DEFAULT false
)
RETURNS relationship_engine.scope
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_started CONSTANT timestamptz := clock_timestamp();
    v_hint text;
    v_graph_id CONSTANT bigint := p_scope.graph_id;
    v_graph relationship_engine.graph;
BEGIN
    IF p_is_again THEN
        PERFORM relationship_engine.remove_orphans(v_graph_id, true);
    END IF;
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = v_graph_id;
    IF v_graph.mode IS NULL
        OR v_graph.mode = 'off' AND p_step NOT IN ('decay', 'report')
        OR v_graph.mode = 'shadow' AND p_step IN ('prune', 'purge', 'review', 'semantic')
    THEN
        RETURN p_scope;
    END IF;
    IF p_step LIKE 'strategy:%' THEN
        -- What is weak but not pruned would be seen, and by a repetition of the night it would not.
        IF EXISTS (
            SELECT FROM relationship_engine.run_step s
            WHERE s.graph_id = v_graph_id AND s.run_id = p_scope.run_id AND s.step = 'prune' AND s.error IS NOT NULL)
        THEN
            RETURN p_scope;
        END IF;
        -- What only infers follows the decay. If that left the night open, the repetition infers, at the age of one
        -- run.
        IF v_graph.mode IN ('parallel', 'active') AND EXISTS (
            SELECT FROM relationship_engine.run_step s
            WHERE s.graph_id = v_graph_id AND s.run_id = p_scope.run_id AND s.error IS NOT NULL)
            AND EXISTS (
            SELECT FROM relationship_engine.run r
            WHERE r.graph_id = v_graph_id AND r.id = p_scope.run_id AND r.night > v_graph.decay_date)
            AND p_step IN (SELECT n.step FROM relationship_engine._strategy_steps(v_graph_id, true) AS n (step))
        THEN
            RETURN p_scope;
        END IF;
        PERFORM relationship_engine._refresh_statistics();
        PERFORM relationship_engine._run_strategies(p_scope, p_strategy => split_part(p_step, ':', 2));
        RETURN p_scope;
    END IF;
    CASE p_step
        WHEN 'window' THEN
            UPDATE relationship_engine.run r
            SET read_since = CASE WHEN NOT r.full_scan THEN relationship_engine._derive_read_since(v_graph_id) END
            WHERE r.graph_id = v_graph_id AND r.id = p_scope.run_id
            RETURNING r.read_since INTO p_scope.read_since;
            p_scope := relationship_engine._nightly_window(p_scope);
        WHEN 'prepare' THEN
            PERFORM relationship_engine._refresh_statistics();
            -- of entities that were only mentioned again, the names are as they were
            PERFORM relationship_engine.index_names(v_graph_id, p_scope.changed_ids);
            PERFORM relationship_engine._link_source_events(v_graph_id, p_scope.entity_ids);
        WHEN 'mentions' THEN
            PERFORM relationship_engine._refresh_statistics();
            -- The names that this night wrote are committed. Runs that index in one transaction cannot look again.
            PERFORM relationship_engine.delete_stray_names(v_graph_id, CASE WHEN NOT EXISTS (
                SELECT FROM relationship_engine.run r
                WHERE r.graph_id = v_graph_id AND (r.mode = 'on_demand' OR r.message = 'repair')
                    AND r.started_at >= coalesce(p_scope.read_since, '-infinity'))
                -- also of those that a trigger could not forget
                THEN p_scope.entity_ids || relationship_engine._backlog_ids(
                    v_graph_id, coalesce(p_scope.read_since, '-infinity')) END);
            IF p_scope.read_since IS NULL OR EXISTS (
                SELECT FROM relationship_engine.raw_events v
                WHERE v.graph_id = v_graph_id AND v.created_at >= p_scope.read_since)
            THEN
                PERFORM relationship_engine.mark_common_names(v_graph_id);
            END IF;
            PERFORM relationship_engine._link_recent_events(p_scope);
            -- the entities that only these mentions bring
            p_scope := relationship_engine._nightly_window(p_scope);
        WHEN 'texts' THEN
            PERFORM relationship_engine.refresh_texts(v_graph_id, relationship_engine._changed_event_ids(p_scope));
        WHEN 'embeddings' THEN
            -- only the owner of a table may give it an index
            IF v_graph.embedding_model IS NOT NULL AND pg_has_role((
                SELECT c.relowner FROM pg_class c WHERE c.oid = 'relationship_engine.entity'::regclass), 'USAGE')
            THEN
                PERFORM relationship_engine.index_embeddings(v_graph_id);
            END IF;
        WHEN 'proposals' THEN
            PERFORM relationship_engine._learn_queued_proposals(v_graph_id, p_scope.run_id);
        WHEN 'rules' THEN
            -- for those that they are applied to
            IF cardinality(p_scope.entity_ids) > 0 AND EXISTS (
                SELECT FROM relationship_engine.strategy_setting s
                WHERE s.graph_id = v_graph_id AND s.strategy = 'topology' AND s.mode <> 'off')
                AND NOT relationship_engine._are_rules_fresh(v_graph_id, p_scope.run_id)
            THEN
                PERFORM relationship_engine.mine_rules(v_graph_id);
                INSERT INTO relationship_engine.run_step AS s (graph_id, run_id, step, processing_time)
                SELECT g.id, p_scope.run_id, p_step, extract(epoch FROM clock_timestamp() - v_started)
                FROM relationship_engine.graph g WHERE g.id = v_graph_id
                ON CONFLICT (graph_id, run_id, step) DO UPDATE SET processing_time = EXCLUDED.processing_time;
            END IF;
        WHEN 'decay' THEN
            PERFORM relationship_engine._decay(v_graph_id, p_scope.run_id);
        WHEN 'prune' THEN
            PERFORM relationship_engine.prune(v_graph_id, false, p_scope.run_id);
        WHEN 'purge' THEN
            PERFORM relationship_engine.purge(v_graph_id);
        WHEN 'duplicates' THEN
            -- all at first; then those that are new or changed
            PERFORM relationship_engine.refresh_duplicates(v_graph_id, CASE
                WHEN p_scope.read_since IS NOT NULL AND EXISTS (
                    SELECT FROM relationship_engine.name_key k WHERE k.graph_id = v_graph_id)
                THEN ARRAY(
                    SELECT e.id FROM relationship_engine.entity e
                    WHERE e.graph_id = v_graph_id AND e.updated_at >= p_scope.read_since) END);
        WHEN 'review' THEN
            IF v_graph.review_sample > 0 THEN
                PERFORM relationship_engine.sample_for_review(v_graph_id);
            END IF;
        WHEN 'semantic' THEN
            PERFORM relationship_engine.count_llm_kinds(v_graph_id);
        WHEN 'report' THEN
            PERFORM relationship_engine._report_limits(v_graph_id, p_scope.run_id, p_scope.entity_ids);
    END CASE;
    RETURN p_scope;
EXCEPTION WHEN OTHERS THEN
    IF p_step = 'decay' AND SQLSTATE = '42501' THEN
        RAISE;  -- a role that may not move the clock runs no nights
    END IF;
    IF SQLSTATE = '23503' AND NOT p_is_again THEN
        -- A row whose parent was deleted without triggers: it goes too.
        RETURN relationship_engine._run_step(p_scope, p_step, true);
    END IF;
    GET STACKED DIAGNOSTICS v_hint = PG_EXCEPTION_HINT;
    INSERT INTO relationship_engine.run_step AS s (graph_id, run_id, step, error, error_code)
    SELECT g.id, p_scope.run_id, p_step, concat_ws('. ', SQLERRM, nullif(v_hint, '')), SQLSTATE
    FROM relationship_engine.graph g WHERE g.id = v_graph_id
    ON CONFLICT (graph_id, run_id, step) DO UPDATE SET error = EXCLUDED.error, error_code = EXCLUDED.error_code;
    RETURN p_scope;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_step(relationship_engine.scope, text, boolean) IS
'One step of a nightly, for the entities of the scope; returns the scope, which the steps window and mentions fill. An '
'error is logged in run_step under the name of the step, and the steps after it run. While the graph is off only decay '
'and report run; in shadow mode, where nothing ages, neither pruning, purging, sampling nor counting. A step that '
'meets a row whose parent is missing (remove_orphans) is repeated once without such rows: p_is_again. No '
'strategy runs after a pruning that failed: a repetition would not see what it saw.';
