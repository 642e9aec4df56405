CREATE OR REPLACE FUNCTION relationship_engine._replace_derived_mention()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- A merge may take the entity away: wait for it, as the foreign key would.
    IF NOT relationship_engine.try_lock_graph(new.graph_id) THEN
        PERFORM FROM relationship_engine.entity e
        WHERE e.graph_id = new.graph_id AND e.id = new.entity_id FOR KEY SHARE;
    END IF;
    new.entity_id := coalesce((
        SELECT m.into_id FROM relationship_engine.merged_entity m
        WHERE m.graph_id = new.graph_id AND m.id = new.entity_id AND m.into_id IS NOT NULL), new.entity_id);
    -- found by its event, which has few: without statistics, the planner may take the index of the entity
    DELETE FROM relationship_engine.mention m
    WHERE m.graph_id = new.graph_id AND m.event_id = new.event_id AND m.entity_id IS NOT DISTINCT FROM new.entity_id
        AND m.origin <> 'application';
    RETURN new;
EXCEPTION WHEN OTHERS THEN
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._replace_derived_mention() IS
'Trigger of mention: an application''s mention takes the place of the one that we had written ourselves, and one of '
'a merged entity goes to the entity that it was merged into. Never '
'raises an error: a role that may only insert may go on.';
