CREATE OR REPLACE FUNCTION relationship_engine.link_mentions(
    p_graph_id bigint, p_event_ids uuid [], p_is_changed boolean DEFAULT false
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_ids uuid[];
    v_texts text[];
    v_event_ids uuid[];
    v_entity_ids uuid[];
    v_count bigint := 0;
    v_new bigint;
BEGIN
    IF p_is_changed THEN
        DELETE FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids) AND m.origin = 'text';
    END IF;
    -- 500 events at a time: what read_names() sorts and hashes stays in memory
    FOR v_chunk IN 0 .. (coalesce(cardinality(p_event_ids), 0) + 499) / 500 - 1 LOOP
        SELECT array_agg(v.id), array_agg(p.part) INTO v_ids, v_texts
        FROM relationship_engine.raw_events v
        CROSS JOIN LATERAL (SELECT relationship_engine.event_text(v.payload) AS text OFFSET 0) t
        CROSS JOIN LATERAL relationship_engine.text_parts(t.text) AS p (part)
        WHERE v.graph_id = p_graph_id AND v.id = ANY (p_event_ids[v_chunk * 500 + 1:v_chunk * 500 + 500]);
        CONTINUE WHEN v_ids IS NULL;
        SELECT array_agg(h.id), array_agg(h.entity_id) INTO v_event_ids, v_entity_ids
        FROM (
            -- of several of one title and type the oldest: applications that write an entity twice mean one thing
            SELECT DISTINCT n.id, coalesce(CASE WHEN cardinality(n.entity_ids) > 1 THEN (
                SELECT e.id FROM relationship_engine.entity e
                WHERE e.graph_id = p_graph_id AND e.id = ANY (n.entity_ids)
                ORDER BY e.created_at, e.id
                LIMIT 1) END, n.entity_ids[1]) AS entity_id
            FROM relationship_engine.read_names(p_graph_id, v_ids, v_texts, 'text') n
        ) h;
        FOR v_try IN 1 .. 3 LOOP
            BEGIN
                INSERT INTO relationship_engine.mention (graph_id, event_id, entity_id, origin)
                SELECT p_graph_id, h.event_id, h.entity_id, 'text'
                FROM unnest(v_event_ids, v_entity_ids) AS h (event_id, entity_id)
                -- a mention that somebody is deleting is not waited for
                WHERE NOT EXISTS (
                    SELECT FROM relationship_engine.mention m
                    WHERE m.graph_id = p_graph_id AND m.event_id = h.event_id AND m.entity_id = h.entity_id)
                    -- names of deleted entities may stay behind
                    AND EXISTS (
                        SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = h.entity_id)
                ORDER BY h.event_id, h.entity_id
                ON CONFLICT (graph_id, event_id, entity_id) DO NOTHING;
                GET DIAGNOSTICS v_new = ROW_COUNT;
                v_count := v_count + v_new;
                EXIT;
            EXCEPTION WHEN foreign_key_violation THEN
                IF v_try = 3 THEN  -- an entity was deleted just now: once more without it
                    RAISE;
                END IF;
            END;
        END LOOP;
    END LOOP;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.link_mentions(bigint, uuid [], boolean) IS
'Writes a mention for each entity whose name stands in the text of the given events (its first 100,000 characters): '
'see read_names(). A name that several entities bear is left out, unless it is the title of just one, or of several '
'of one type: then the oldest is meant. Returns the mentions that are new. p_is_changed: the events have another '
'text than before, so the mentions found in the former text are deleted first.';
