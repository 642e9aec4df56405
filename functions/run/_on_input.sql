CREATE OR REPLACE FUNCTION relationship_engine._on_input()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '500ms'
AS $function$
DECLARE
    v_graph_id bigint;
    v_ids uuid[];
    v_event_ids uuid[];
    v_former_ids uuid[];
    v_error text;
    v_error_code text;
BEGIN
    FOREACH v_graph_id IN ARRAY ARRAY(SELECT DISTINCT a.graph_id FROM arrived a) LOOP
        v_ids := NULL;
        v_former_ids := '{}';
        BEGIN
            IF tg_op = 'INSERT' AND tg_table_name = 'mention' THEN
                -- we write the others ourselves
                v_ids := ARRAY(
                    SELECT DISTINCT a.entity_id FROM arrived a
                    WHERE a.graph_id = v_graph_id AND a.origin = 'application');
            ELSIF tg_op = 'INSERT' THEN
                v_ids := ARRAY(SELECT a.id FROM arrived a WHERE a.graph_id = v_graph_id);
            ELSIF tg_table_name = 'entity' THEN
                -- EXCEPT, not a join: a plan that was kept from updates of one row would compare each with each
                v_ids := ARRAY(
                    SELECT x.id
                    FROM (
                        SELECT a.id, a.title, a.type, a.summary, a.metadata, a.source_event_id FROM arrived a
                        WHERE a.graph_id = v_graph_id
                        EXCEPT
                        SELECT f.id, f.title, f.type, f.summary, f.metadata, f.source_event_id FROM former f
                        WHERE f.graph_id = v_graph_id
                    ) x);
            ELSE
                v_ids := ARRAY(
                    SELECT x.id
                    FROM (
                        SELECT a.id, a.payload ->> 'content' FROM arrived a WHERE a.graph_id = v_graph_id
                        EXCEPT
                        SELECT f.id, f.payload ->> 'content' FROM former f WHERE f.graph_id = v_graph_id
                    ) x);
            END IF;
            CONTINUE WHEN cardinality(v_ids) = 0;
            -- what else a statement brings whose time is over is left to the nightly
            IF current_setting('relationship_engine.gave_up_on', true) = statement_timestamp()::text THEN
                PERFORM relationship_engine._log_failure(
                    v_graph_id, 'left to the nightly: statement_timeout is over', '57014', v_ids);
                CONTINUE;
            END IF;
            CONTINUE WHEN NOT relationship_engine._is_on(v_graph_id);

            IF tg_table_name = 'entity' THEN
                IF tg_op = 'UPDATE' THEN
                    v_former_ids := ARRAY(
                        SELECT DISTINCT x.source_event_id
                        FROM (
                            SELECT f.id, f.source_event_id FROM former f WHERE f.graph_id = v_graph_id
                            EXCEPT
                            SELECT a.id, a.source_event_id FROM arrived a WHERE a.graph_id = v_graph_id
                        ) x
                        WHERE x.source_event_id IS NOT NULL);
                    IF cardinality(v_former_ids) > 0 THEN
                        -- an event that is no longer the source does not mention an entity on that account
                        DELETE FROM relationship_engine.mention m
                        USING relationship_engine.entity e
                        WHERE m.graph_id = v_graph_id AND m.event_id = ANY (v_former_ids) AND m.entity_id = ANY (v_ids)
                            AND m.origin = 'source_event' AND e.graph_id = v_graph_id AND e.id = m.entity_id
                            AND e.source_event_id IS DISTINCT FROM m.event_id;
                    END IF;
                END IF;
                PERFORM relationship_engine._analyze_entities(v_graph_id, v_ids, tg_op = 'INSERT');
                IF cardinality(v_former_ids) > 0 THEN
                    PERFORM relationship_engine.link_mentions(v_graph_id, v_former_ids);  -- its text may, by their names of now
                END IF;
                v_event_ids := ARRAY(
                    SELECT DISTINCT a.source_event_id FROM arrived a
                    -- IS TRUE: looked up in a hash
                    WHERE a.graph_id = v_graph_id AND (a.id IN (SELECT unnest(v_ids))) IS TRUE);
            ELSIF tg_table_name = 'mention' THEN
                PERFORM relationship_engine._analyze_mentioned(v_graph_id, v_ids);
                v_event_ids := ARRAY(
                    SELECT DISTINCT a.event_id FROM arrived a
                    WHERE a.graph_id = v_graph_id AND a.origin = 'application');
            ELSE
                v_event_ids := v_ids;
                PERFORM relationship_engine.link_mentions(v_graph_id, v_event_ids, tg_op = 'UPDATE');
                -- their entities may have been there before them
                PERFORM relationship_engine._analyze_mentioned(
                    v_graph_id, ARRAY(
                        SELECT DISTINCT m.entity_id FROM relationship_engine.mention m
                        WHERE m.graph_id = v_graph_id AND m.event_id = ANY (v_event_ids)));
            END IF;
            PERFORM relationship_engine._enqueue_events(v_graph_id, v_event_ids);
        EXCEPTION WHEN OTHERS OR query_canceled THEN
            GET STACKED DIAGNOSTICS v_error = MESSAGE_TEXT, v_error_code = RETURNED_SQLSTATE;
            -- a statement_timeout that our work has used up is not to fail theirs; what a person cancels is cancelled.
            -- Here and not in a helper, which may be what is missing
            IF v_error_code = '57014' AND (clock_timestamp() - statement_timestamp()
                < nullif(current_setting('statement_timeout'), '0')::interval) IS NOT FALSE
            THEN
                RAISE;
            ELSIF v_error_code = '57014' THEN
                PERFORM set_config('relationship_engine.gave_up_on', statement_timestamp()::text, true);
            END IF;
            PERFORM relationship_engine._log_failure(v_graph_id, v_error, v_error_code, v_ids);
        END;
    END LOOP;
    RETURN NULL;
EXCEPTION WHEN OTHERS THEN
    -- not even the log could be written: the user's statement goes on all the same
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'The next nightly finds what was missed.';
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_input() IS
'Trigger of entity, mention and raw_events: an incremental run over what arrived or changed, and its events to the queue '
'of the strategy semantic, where that is on. Never raises an error, waits for a lock at most half a second, and gives up '
'when statement_timeout is over: failures go to table run, and the next nightly finds what was missed.';
