CREATE OR REPLACE FUNCTION relationship_engine.prune(
    p_graph_id bigint, p_dry_run boolean DEFAULT false, p_run_id uuid DEFAULT NULL
)
RETURNS relationship_engine.run_report
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_run_id uuid := coalesce(p_run_id, relationship_engine.new_uuid_v7());
    v_started timestamptz := clock_timestamp();
    v_bound double precision;
    v_clock double precision;
    v_before bigint;  -- what the run has pruned already
    v_weak uuid[];
    v_kept text[];
    v_live bigint;
    v_status text := 'done';
    v_message text;
    v_pruned bigint := 0;
    v_important CONSTANT double precision := 0.8;
BEGIN
    IF NOT p_dry_run THEN
        IF p_run_id IS NULL THEN  -- the nightly run has made room
            PERFORM relationship_engine.make_room();
        END IF;
        PERFORM relationship_engine.lock_graph(p_graph_id);
    END IF;
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    v_bound := ln(v_graph.prune_threshold);
    v_kept := ARRAY(SELECT x.strategy FROM relationship_engine.external_strategy x WHERE x.never_pruned);
    -- Before its decay a night prunes what will be weak after it: its strategies see what those of a repetition see.
    SELECT v_graph.decay_clock + relationship_engine.night_nats(v_graph.decay_factor, count(n.nth)), r.edges_pruned
    INTO v_clock, v_before
    FROM relationship_engine.run r
    LEFT JOIN relationship_engine._coming_nights(p_graph_id, r.night) n ON true
    WHERE r.graph_id = p_graph_id AND r.id = p_run_id AND r.mode = 'nightly'
    GROUP BY r.edges_pruned;
    IF NOT FOUND THEN
        v_clock := v_graph.decay_clock;
        v_before := 0;
    END IF;
    v_weak := ARRAY(
        SELECT e.id
        FROM relationship_engine.edge_rates(p_graph_id) AS r (rate)
        CROSS JOIN LATERAL (
            SELECT e.id FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL AND e.rate = r.rate
                AND e.log_weight < v_bound + r.rate * v_clock
                AND NOT e.pinned AND NOT e.strategies && v_kept
            OFFSET 0  -- one range of the index each
        ) e);
    -- count only as far as the guard needs
    SELECT count(*) INTO v_live
    FROM (
        SELECT FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
        LIMIT CASE WHEN v_graph.prune_guard > 0
            THEN ceil((cardinality(v_weak) + v_before) / greatest(v_graph.prune_guard, 1e-9)) + 1 END
    ) l;

    IF cardinality(v_weak) > 0 AND cardinality(v_weak) + v_before > v_graph.prune_guard * (v_live + v_before) THEN
        v_status := 'refused';
        v_message := format(
            'pruning refused: %s of %s live edges are weaker than %s, the guard allows %s%%',
            cardinality(v_weak), v_live, v_graph.prune_threshold, round((100 * v_graph.prune_guard)::numeric, 1));
    ELSIF p_dry_run OR v_graph.mode IN ('off', 'shadow') THEN
        v_status := 'dry_run';
        v_pruned := cardinality(v_weak);
    ELSIF cardinality(v_weak) > 0 THEN
        PERFORM FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (v_weak)
        ORDER BY e.from_id, e.to_id, e.kind
        FOR NO KEY UPDATE;
        WITH pruned AS (
            UPDATE relationship_engine.edge_store e
            SET pruned_by_run = v_run_id, pruned_at = clock_timestamp()
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_weak)
                AND e.pruned_by_run IS NULL AND e.log_weight < v_bound + e.rate * v_clock AND NOT e.pinned
            RETURNING e.from_id, e.to_id, e.kind, e.pruned_at
        )
        INSERT INTO relationship_engine.pruning (graph_id, from_id, to_id, kind, run_id, pruned_at)
        SELECT p_graph_id, p.from_id, p.to_id, p.kind, v_run_id, p.pruned_at FROM pruned p
        -- pruned, found again, and still weak, in one night
        ON CONFLICT (graph_id, from_id, to_id, kind, run_id) DO UPDATE SET pruned_at = EXCLUDED.pruned_at;
        GET DIAGNOSTICS v_pruned = ROW_COUNT;
        -- A person is to notice when decay takes what the sources call important.
        SELECT format('%s of the pruned edges have an importance of %s or more: %s%s', count(*), v_important,
            string_agg(format('%s -%s-> %s', f.title, p.kind, t.title), ', ' ORDER BY p.nth) FILTER (WHERE p.nth <= 5),
            CASE WHEN count(*) > 5 THEN ', …' ELSE '' END)
        INTO v_message
        FROM (
            SELECT e.from_id, e.to_id, e.kind,
                row_number() OVER (ORDER BY e.importance DESC, e.log_strength DESC, e.id) AS nth
            FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (v_weak) AND e.pruned_by_run = v_run_id
                AND e.importance >= v_important
        ) p
        JOIN relationship_engine.entity f ON f.graph_id = p_graph_id AND f.id = p.from_id
        JOIN relationship_engine.entity t ON t.graph_id = p_graph_id AND t.id = p.to_id
        HAVING count(*) > 0;
    END IF;

    IF p_dry_run THEN
        RETURN (NULL, p_graph_id, 'prune', v_status, 0, 0, 0, v_pruned, 0,
            extract(epoch FROM clock_timestamp() - v_started), '{}', v_message)::relationship_engine.run_report;
    ELSIF p_run_id IS NULL THEN
        INSERT INTO relationship_engine.run
            (graph_id, id, mode, status, edges_pruned, processing_time, message, started_at, finished_at)
        VALUES (p_graph_id, v_run_id, 'prune', v_status, v_pruned,
            extract(epoch FROM clock_timestamp() - v_started), v_message, v_started, clock_timestamp());
    ELSE
        UPDATE relationship_engine.run r
        SET edges_pruned = v_before + v_pruned,
            message = coalesce(v_message, CASE WHEN r.edges_weak IS NULL THEN r.message END),
            edges_weak = CASE WHEN v_status = 'refused' THEN cardinality(v_weak) END,
            edges_live = CASE WHEN v_status = 'refused' THEN v_live END
        WHERE r.graph_id = p_graph_id AND r.id = p_run_id;
    END IF;
    RETURN relationship_engine.report_run(p_graph_id, v_run_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.prune(bigint, boolean, uuid) IS
'Prunes the live edges of a graph with a weight below graph.prune_threshold, except pinned edges and edges of '
'strategies that are never pruned. New evidence restores an edge; undo_run() restores all edges of the run. Above '
'graph.prune_guard nothing is pruned (status refused). The message of the run names edges of an importance of 0.8 '
'or more that were pruned. While the graph is off or in shadow, edges are only counted (status dry_run). p_dry_run: '
'counts them and only reads (no run_id), so it works for readers and on a standby. The nightly run passes its own '
'p_run_id; then the decay that this night is still to bring counts already. Errors: no_data_found.';
