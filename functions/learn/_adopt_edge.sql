CREATE OR REPLACE FUNCTION relationship_engine._adopt_edge()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF tg_when = 'BEFORE' THEN
        new.log_weight := (SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = new.graph_id);
        new.confidence := coalesce(new.confidence, 1);
        new.strategies := '{application}';
        RETURN new;
    END IF;
    INSERT INTO relationship_engine.evidence
        (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, clock, confidence, importance,
        event_id, start_date, end_date, description, observed_at)
    VALUES (new.graph_id, new.from_id, new.to_id, new.kind, 'application',
        coalesce('event:' || new.source_event_id, 'edge:' || new.id),
        new.id, 1, new.log_weight, new.confidence, new.importance,
        new.source_event_id, new.start_date, new.end_date, new.description, clock_timestamp());
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._adopt_edge() IS
'Gives an edge that an application inserts through the view edge its weight (1 at the clock of now) and its evidence.';
