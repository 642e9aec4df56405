CREATE OR REPLACE FUNCTION relationship_engine._link_source_events(
    p_graph_id bigint, p_entity_ids uuid [], p_is_new boolean DEFAULT false
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_now CONSTANT timestamptz := clock_timestamp();
BEGIN
    FOR v_try IN 1 .. 3 LOOP
        BEGIN
            INSERT INTO relationship_engine.mention (graph_id, event_id, entity_id, origin, created_at)
            SELECT p_graph_id, e.source_event_id, e.id, 'source_event', v_now
            FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND e.source_event_id IS NOT NULL
                -- ON CONFLICT would wait for a session that deletes such a row
                AND (p_is_new OR NOT EXISTS (
                    SELECT FROM relationship_engine.mention m
                    WHERE m.graph_id = p_graph_id AND m.event_id = e.source_event_id AND m.entity_id = e.id
                        AND m.origin <> 'text'))
            ORDER BY e.source_event_id, e.id
            ON CONFLICT (graph_id, event_id, entity_id) DO UPDATE SET origin = EXCLUDED.origin
            WHERE mention.origin = 'text';
            EXIT;
        EXCEPTION WHEN foreign_key_violation THEN
            IF v_try = 3 THEN  -- an entity was deleted just now: try again without it
                RAISE;
            END IF;
        END;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._link_source_events(bigint, uuid [], boolean) IS
'Writes that the source event of each of the given entities mentions it. p_is_new spares entities that were just '
'inserted the search for mentions that they have.';
