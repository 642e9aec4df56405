CREATE OR REPLACE FUNCTION relationship_engine._ingest(
    p_scope relationship_engine.scope, p_event_ids uuid [], p_is_new boolean, p_former_event_ids uuid [] DEFAULT '{}'
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_hint text;
    v_missed_ids CONSTANT uuid[] := coalesce(p_scope.entity_ids, p_event_ids);
BEGIN
    IF current_setting('relationship_engine.gave_up_on', true) = statement_timestamp()::text THEN
        -- An earlier trigger of this statement hit statement_timeout, and its timer rings once: record the ids as
        -- missed.
        PERFORM relationship_engine._log_failure(
            p_scope.graph_id, 'left to the nightly: statement_timeout is over', '57014', v_missed_ids);
        RETURN;
    ELSIF relationship_engine._is_on(p_scope.graph_id) IS NOT TRUE THEN
        RETURN;
    END IF;
    p_scope.run_id := relationship_engine.new_uuid_v7();
    IF greatest(cardinality(v_missed_ids), cardinality(p_event_ids)) >= 1000 THEN
        -- The plans that this session keeps, also those of its foreign keys, may be from when the tables were small.
        -- An ANALYZE would hold its locks until the user's transaction ends.
        DISCARD PLANS;
    END IF;
    IF p_scope.changed_ids IS NOT NULL THEN
        PERFORM relationship_engine.index_names(p_scope.graph_id, p_scope.changed_ids, p_is_new);
        IF cardinality(p_former_event_ids) > 0 THEN
            PERFORM relationship_engine._unlink_source_events(
                p_scope.graph_id, p_scope.changed_ids, p_former_event_ids);
        END IF;
        IF cardinality(p_event_ids) > 0 THEN
            PERFORM relationship_engine._link_source_events(p_scope.graph_id, p_scope.changed_ids, p_is_new);
            -- Their texts may name entities that were not known when they were linked, and text rules read only
            -- mentions.
            PERFORM relationship_engine.link_mentions(
                p_scope.graph_id, relationship_engine._events_to_link(p_scope.graph_id, p_event_ids));
        END IF;
    ELSIF p_scope.entity_ids IS NULL THEN
        PERFORM relationship_engine.index_texts(p_scope.graph_id, p_event_ids);
        PERFORM relationship_engine.link_mentions(p_scope.graph_id, p_event_ids, NOT p_is_new);
        -- Entities may be older than the events that name them as their source.
        p_scope.entity_ids := ARRAY(
            SELECT DISTINCT m.entity_id FROM relationship_engine.mention m
            WHERE m.graph_id = p_scope.graph_id AND m.event_id = ANY (p_event_ids));
    END IF;
    IF cardinality(p_scope.entity_ids) > 0 THEN
        p_scope.changed_ids := p_scope.entity_ids;
        PERFORM relationship_engine._run_strategies(p_scope);
    END IF;
    IF cardinality(p_event_ids) > 0 THEN
        PERFORM relationship_engine._enqueue_events(p_scope.graph_id, p_event_ids);
    END IF;
EXCEPTION WHEN OTHERS OR query_canceled THEN
    -- as in the triggers
    IF SQLSTATE = '57014' AND (clock_timestamp() - statement_timestamp()
        < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
    THEN
        RAISE;
    ELSIF SQLSTATE = '57014' THEN
        PERFORM set_config('relationship_engine.gave_up_on', statement_timestamp()::text, true);
    END IF;
    GET STACKED DIAGNOSTICS v_hint = PG_EXCEPTION_HINT;
    PERFORM relationship_engine._log_failure(
        p_scope.graph_id, concat_ws('. ', SQLERRM, nullif(v_hint, '')), SQLSTATE, v_missed_ids);
END
$function$;

COMMENT ON FUNCTION relationship_engine._ingest(relationship_engine.scope, uuid [], boolean, uuid []) IS
'What every trigger on user tables calls, once a graph: indexes the names of changed_ids and links them to their '
'source events; where entity_ids is null, indexes the texts of p_event_ids and links them to the entities that they '
'name; runs the incremental strategies on entity_ids; and queues p_event_ids for the strategy semantic. p_is_new: the '
'rows were inserted, not changed. p_former_event_ids: events that were the source of one of changed_ids before. A '
'failure, or a statement_timeout that this work used up, is logged in run, and the next nightly reads what was missed.';
