CREATE OR REPLACE FUNCTION relationship_engine._on_merged_entity()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM FROM relationship_engine.merged_entity m
    WHERE m.graph_id = new.graph_id AND m.id = new.id AND m.into_id IS NOT NULL;
    IF FOUND THEN
        RETURN NULL;
    END IF;
    RETURN new;
EXCEPTION WHEN OTHERS THEN
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_merged_entity() IS
'Trigger of entity: ignores an INSERT (also an upsert) of an entity that was merged into another one, which has its '
'names. Never raises an error: a role that may only insert may go on.';
