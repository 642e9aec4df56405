CREATE OR REPLACE FUNCTION relationship_engine._prepare_entities(
    p_graph_id bigint, p_entity_ids uuid [], p_is_new boolean DEFAULT false
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now timestamptz := clock_timestamp();
BEGIN
    PERFORM relationship_engine.index_names(p_graph_id, p_entity_ids, p_is_new);
    IF NOT EXISTS (
        SELECT FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND e.source_event_id IS NOT NULL)
    THEN
        RETURN;
    END IF;
    FOR v_try IN 1 .. 3 LOOP
        BEGIN
            INSERT INTO relationship_engine.mention (graph_id, event_id, entity_id, origin, created_at)
            SELECT p_graph_id, e.source_event_id, e.id, 'source_event', v_now
            FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND e.source_event_id IS NOT NULL
                -- who deletes one that is there is not waited for
                AND (p_is_new OR NOT EXISTS (
                    SELECT FROM relationship_engine.mention m
                    WHERE m.graph_id = p_graph_id AND m.event_id = e.source_event_id AND m.entity_id = e.id
                        AND m.origin <> 'text'))
            ORDER BY e.source_event_id, e.id
            ON CONFLICT (graph_id, event_id, entity_id) DO UPDATE SET origin = EXCLUDED.origin
            WHERE mention.origin = 'text';
            EXIT;
        EXCEPTION WHEN foreign_key_violation THEN
            IF v_try = 3 THEN  -- an entity was deleted just now: once more without it
                RAISE;
            END IF;
        END;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._prepare_entities(bigint, uuid [], boolean) IS
'What detection needs to know of entities: their names are indexed, and their source event mentions them.';
