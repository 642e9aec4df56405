CREATE OR REPLACE FUNCTION relationship_engine._adopt_edge()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
-- the plan of the first row serves all rows of a statement that may fill an empty table
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
AS $function$
DECLARE
    v_log_weight double precision;
    v_is_locked boolean;
    v_is_hidden boolean;
    v_is_loop boolean := new.from_id = new.to_id;
BEGIN
    IF NOT relationship_engine.try_lock_graph(new.graph_id) THEN
        -- A merge may take one of the ends away: wait for it, as the foreign key would.
        PERFORM FROM relationship_engine.entity e
        WHERE e.graph_id = new.graph_id AND e.id IN (new.from_id, new.to_id)
        FOR KEY SHARE;
    END IF;
    new.from_id := coalesce((
        SELECT m.into_id FROM relationship_engine.merged_entity m
        WHERE m.graph_id = new.graph_id AND m.id = new.from_id AND m.into_id IS NOT NULL), new.from_id);
    new.to_id := coalesce((
        SELECT m.into_id FROM relationship_engine.merged_entity m
        WHERE m.graph_id = new.graph_id AND m.id = new.to_id AND m.into_id IS NOT NULL), new.to_id);
    IF new.from_id = new.to_id AND NOT v_is_loop THEN
        RETURN NULL;  -- both ends are one entity now
    END IF;
    -- 1 is the default of the column
    new.rate := coalesce((
        SELECT k.rate FROM relationship_engine.kind_setting k
        WHERE k.graph_id = new.graph_id AND k.kind = new.kind AND new.rate = 1), new.rate, 1);
    SELECT new.rate * g.decay_clock, relationship_engine.try_lock_graph(g.id),
        EXISTS (
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = new.graph_id AND e.from_id = new.from_id AND e.to_id = new.to_id AND e.kind = new.kind
                AND e.pruned_by_run IS NOT NULL)
    INTO v_log_weight, v_is_locked, v_is_hidden
    FROM relationship_engine.graph g WHERE g.id = new.graph_id;
    IF NOT FOUND THEN
        PERFORM relationship_engine.require_graph(new.graph_id);
    ELSIF new.source_event_id IS NOT NULL AND EXISTS (
        SELECT FROM relationship_engine.rejection x
        LEFT JOIN relationship_engine.run u ON u.graph_id = new.graph_id AND u.id = x.run_id
        WHERE x.graph_id = new.graph_id AND x.from_id = new.from_id AND x.to_id = new.to_id AND x.kind = new.kind
            AND x.strategy = 'application' AND x.context = 'event:' || new.source_event_id
            AND u.status IS DISTINCT FROM 'undone')
    THEN
        RETURN NULL;  -- the event of a rejected edge does not bring it back
    END IF;
    new.log_weight := v_log_weight;
    new.confidence := coalesce(new.confidence, 1);
    new.strategies := '{application}';
    IF NOT v_is_locked THEN
        -- An undo may move the clock meanwhile. Then the next night derives the weight from the evidence.
        new.revision := -1;
    END IF;
    IF NOT v_is_hidden THEN
        RETURN new;
    END IF;

    -- The application cannot see a pruned edge, nor one whose evidence is all retracted: to it, it is new, and its
    -- ON CONFLICT may not meet it (since the minor releases of 2026 that is an error).
    UPDATE relationship_engine.edge_store e
    SET metadata = coalesce(e.metadata, '{}') || coalesce(new.metadata, '{}'), revision = -2
    WHERE e.graph_id = new.graph_id AND e.from_id = new.from_id AND e.to_id = new.to_id AND e.kind = new.kind
        AND e.pruned_by_run IS NOT NULL;
    IF NOT FOUND THEN  -- it was restored meanwhile
        RETURN new;
    END IF;
    INSERT INTO relationship_engine.evidence
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance,
        event_id, start_date, end_date, description, observed_at)
    SELECT new.graph_id, new.from_id, new.to_id, new.kind, 'application',
        coalesce('event:' || new.source_event_id, 'inserted:' || clock_timestamp()),
        relationship_engine.edge_id(new.graph_id, new.from_id, new.to_id, new.kind),
        1, g.decay_step_no, new.confidence, new.importance,
        new.source_event_id, new.start_date, new.end_date, new.description, clock_timestamp()
    FROM relationship_engine.graph g
    WHERE g.id = new.graph_id AND NOT EXISTS (
        SELECT FROM relationship_engine.counting_evidence v
        WHERE v.graph_id = new.graph_id AND v.from_id = new.from_id AND v.to_id = new.to_id AND v.kind = new.kind
            AND v.strategy = 'application' AND v.context = 'event:' || new.source_event_id)
    ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO NOTHING;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._adopt_edge() IS
'Trigger for each edge that an application inserts through the view edge: gives it its weight (1 now). Where the edge '
'is there but not live (pruned, or all of its evidence retracted), it returns with the new evidence and metadata '
'instead of being inserted (0 rows); an event that it knows already does not bring it back, nor one whose edge a '
'person has rejected. An end that was merged into another entity is replaced by that one. It does not wait for an '
'undo or repair of the graph: see refresh_unsettled_edges(). _on_edge_insert() then does what can be done once a '
'statement. Errors: no_data_found for an unknown graph.';
