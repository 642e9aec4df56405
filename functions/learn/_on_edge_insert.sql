CREATE OR REPLACE FUNCTION relationship_engine._on_edge_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF tg_when = 'BEFORE' THEN
        -- An undo may move the clock meanwhile. Then the next night derives the weight from the evidence.
        IF NOT relationship_engine.try_lock_graph(new.graph_id) THEN
            new.revision := -1;
        END IF;
        SELECT new.rate * g.decay_clock INTO new.log_weight
        FROM relationship_engine.graph g WHERE g.id = new.graph_id;
        IF NOT FOUND THEN
            PERFORM relationship_engine.require_graph(new.graph_id);
        END IF;
        new.confidence := coalesce(new.confidence, 1);
        new.strategies := '{application}';
        -- The event of a rejected edge does not bring it back.
        IF new.source_event_id IS NOT NULL AND EXISTS (
            SELECT FROM relationship_engine.rejection x
            LEFT JOIN relationship_engine.run u ON u.graph_id = new.graph_id AND u.id = x.run_id
            WHERE x.graph_id = new.graph_id AND x.from_id = new.from_id AND x.to_id = new.to_id AND x.kind = new.kind
                AND x.strategy = 'application' AND x.context = 'event:' || new.source_event_id
                AND u.status IS DISTINCT FROM 'undone')
        THEN
            RETURN NULL;
        END IF;
        -- the application cannot see a pruned edge, nor one whose evidence is all retracted: to it, it is new, and its
        -- ON CONFLICT may not meet it (since the minor releases of 2026 that is an error)
        PERFORM FROM relationship_engine.edge_store e
        WHERE e.graph_id = new.graph_id AND e.from_id = new.from_id AND e.to_id = new.to_id AND e.kind = new.kind
            AND e.pruned_by_run IS NOT NULL
        FOR NO KEY UPDATE;
        IF NOT FOUND THEN
            RETURN new;
        END IF;
        UPDATE relationship_engine.edge_store e
        SET metadata = coalesce(e.metadata, '{}') || coalesce(new.metadata, '{}')
        WHERE e.graph_id = new.graph_id AND e.from_id = new.from_id AND e.to_id = new.to_id AND e.kind = new.kind;
    ELSIF EXISTS (  -- a copied edge has its evidence
        SELECT FROM relationship_engine.counting_evidence v
        WHERE v.graph_id = new.graph_id AND v.from_id = new.from_id AND v.to_id = new.to_id AND v.kind = new.kind)
    THEN
        RETURN NULL;
    END IF;
    INSERT INTO relationship_engine.evidence
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance,
        event_id, start_date, end_date, description, observed_at)
    SELECT new.graph_id, new.from_id, new.to_id, new.kind, 'application',
        coalesce('event:' || new.source_event_id, 'inserted:' || clock_timestamp()),
        relationship_engine.edge_id(new.graph_id, new.from_id, new.to_id, new.kind),
        -- The clock may have moved since the row got its weight.
        1, CASE
            WHEN new.revision < 0
                THEN (SELECT g.decay_step_no FROM relationship_engine.graph g WHERE g.id = new.graph_id)
            ELSE coalesce((
                SELECT d.step_no FROM relationship_engine.decay_step d
                WHERE d.graph_id = new.graph_id AND d.clock * new.rate <= new.log_weight
                ORDER BY d.step_no DESC LIMIT 1), 0) END,
        new.confidence, new.importance,
        new.source_event_id, new.start_date, new.end_date, new.description, clock_timestamp()
    WHERE NOT EXISTS (
        SELECT FROM relationship_engine.counting_evidence v
        WHERE v.graph_id = new.graph_id AND v.from_id = new.from_id AND v.to_id = new.to_id AND v.kind = new.kind
            AND v.strategy = 'application' AND v.context = 'event:' || new.source_event_id)
    ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO NOTHING;
    IF tg_when = 'BEFORE' AND FOUND THEN
        PERFORM relationship_engine.refresh_edges(
            new.graph_id, ARRAY[relationship_engine.edge_id(new.graph_id, new.from_id, new.to_id, new.kind)]);
    END IF;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_edge_insert() IS
'Trigger: gives an edge that an application inserts through the view edge its weight (1 now) and its evidence. Where '
'the edge is there but not live (pruned, or all of its evidence retracted), it returns with the new evidence and '
'metadata instead of being inserted (0 rows); an event that it knows already does not bring it back, nor one whose '
'edge a person has rejected. It does not wait for an undo or repair of the graph: see refresh_unsettled_edges(). '
'Errors: no_data_found for an unknown graph.';
