CREATE OR REPLACE FUNCTION relationship_engine.edge_at(
    p_graph_id bigint, p_known_at timestamptz DEFAULT now(), p_valid_at timestamptz DEFAULT NULL,
    p_entity_ids uuid [] DEFAULT NULL
)
RETURNS TABLE (
    id uuid, from_id uuid, to_id uuid, kind text, start_date date, end_date date, confidence double precision,
    importance double precision, description text, metadata jsonb, source_event_id uuid, weight double precision,
    last_reinforced_at timestamptz, created_at timestamptz, updated_at timestamptz, graph_id bigint, pinned boolean,
    strategies text [], log_weight double precision, rate double precision, strength double precision
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
AS $function$
DECLARE
    v_ids uuid[];
    v_clocks double precision[];
    v_clock double precision;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    IF p_known_at IS NULL THEN
        RAISE EXCEPTION 'p_known_at must not be null'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Pass now() to see what is known today.';
    END IF;
    SELECT array_agg(c.clock ORDER BY s.step_no), coalesce(max(c.clock), 0) INTO v_clocks, v_clock
    FROM generate_series(1, (SELECT max(c.step_no) FROM relationship_engine.clock_at(p_graph_id, p_known_at) c))
        AS s (step_no)
    LEFT JOIN relationship_engine.clock_at(p_graph_id, p_known_at) c ON c.step_no = s.step_no;
    v_clock := coalesce(v_clock, 0);
    IF p_entity_ids IS NULL THEN
        v_ids := ARRAY(SELECT e.id FROM relationship_engine.edge_store e WHERE e.graph_id = p_graph_id);
    ELSE
        v_ids := ARRAY(
            SELECT e.id
            FROM unnest(p_entity_ids) AS a (id)
            JOIN relationship_engine.edge_store e ON e.graph_id = p_graph_id AND e.from_id = a.id
            UNION
            SELECT e.id
            FROM unnest(p_entity_ids) AS a (id)
            JOIN relationship_engine.edge_store e ON e.graph_id = p_graph_id AND e.to_id = a.id);
    END IF;
    RETURN QUERY
    SELECT e.id, e.from_id, e.to_id, e.kind, d.start_date, d.end_date, d.confidence, d.importance, d.description,
        e.metadata, d.source_event_id, w.weight, coalesce(a.last_reinforced_at, a.last_observed_at), e.created_at,
        a.last_learned_at, e.graph_id, e.pinned, a.strategies, a.log_weight, e.rate,
        1 - exp(-w.weight * coalesce(d.confidence, 0.5))
    FROM relationship_engine.derive_edges(p_graph_id, v_ids, p_known_at, v_clocks) a
    JOIN relationship_engine.edge_store e
        ON e.graph_id = p_graph_id AND e.from_id = a.from_id AND e.to_id = a.to_id AND e.kind = a.kind
    LEFT JOIN relationship_engine.edge_periods(p_graph_id, v_ids, p_known_at) p ON p.edge_id = e.id
    CROSS JOIN LATERAL (SELECT exp(greatest(a.log_weight - e.rate * v_clock, -700)) AS weight) w
    CROSS JOIN LATERAL (
        -- what a person edited has no history
        SELECT CASE WHEN e.edits ? 'confidence' THEN (e.edits ->> 'confidence')::double precision ELSE a.confidence END
                AS confidence,
            CASE WHEN e.edits ? 'importance' THEN (e.edits ->> 'importance')::double precision ELSE a.importance END
                AS importance,
            CASE WHEN e.edits ? 'description' THEN e.edits ->> 'description' ELSE a.description END AS description,
            CASE WHEN e.edits ? 'source_event_id' THEN (e.edits ->> 'source_event_id')::uuid ELSE a.source_event_id END
                AS source_event_id,
            CASE WHEN e.edits ? 'start_date' THEN (e.edits ->> 'start_date')::date
                WHEN s.start_date > s.end_date THEN NULL
                ELSE s.start_date END AS start_date,
            s.end_date
        FROM (
            SELECT CASE WHEN p.is_of_role THEN p.start_date ELSE a.start_date END AS start_date,
                CASE WHEN e.edits ? 'end_date' THEN (e.edits ->> 'end_date')::date
                    WHEN p.edge_id IS NULL THEN a.end_date
                    ELSE p.end_date END AS end_date
        ) s
    ) d
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.pruning x
        LEFT JOIN relationship_engine.run u
            ON u.graph_id = p_graph_id
            AND CASE WHEN x.retracted_by = x.run_id THEN u.undoes = x.run_id AND u.status <> 'undone'
                ELSE u.id = x.retracted_by END
        WHERE x.graph_id = p_graph_id AND x.from_id = e.from_id AND x.to_id = e.to_id AND x.kind = e.kind
            AND x.pruned_at <= p_known_at AND x.pruned_at >= a.last_learned_at
            AND (x.retracted_by IS NULL OR u.started_at > p_known_at))
        AND (p_valid_at IS NULL OR (
            (coalesce(d.start_date, p.begins_on) <= (p_valid_at AT TIME ZONE 'UTC')::date) IS NOT FALSE
            AND (d.end_date > (p_valid_at AT TIME ZONE 'UTC')::date) IS NOT FALSE));
END
$function$;

COMMENT ON FUNCTION relationship_engine.edge_at(bigint, timestamptz, timestamptz, uuid []) IS
'The edges of a graph as they were known at p_known_at, with the columns of the view edge: from evidence that was '
'learned by then and not yet retracted, with the decay, the prunings and the weights set until then. p_valid_at: only '
'edges whose period holds that day (UTC; start_date included, end_date not; an edge that took the place of another '
'begins with its first statement). After a load of history, when everything became known at once, p_valid_at alone '
'looks into the past. p_entity_ids: only edges of these entities, by index; null: all, which reads all evidence of the '
'graph. What UPDATE of an edge set, pins, metadata, rates and settings are those of today; updated_at is when evidence '
'was last learned. Only reads, also on a standby. Errors: no_data_found; invalid_parameter_value.';
