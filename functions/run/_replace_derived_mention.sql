CREATE OR REPLACE FUNCTION relationship_engine._replace_derived_mention()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    DELETE FROM relationship_engine.mention m
    WHERE m.graph_id = new.graph_id AND m.event_id = new.event_id AND m.entity_id = new.entity_id
        AND m.origin <> 'application';
    RETURN new;
EXCEPTION WHEN OTHERS THEN
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._replace_derived_mention() IS
'Trigger of mention: an application''s mention takes the place of the one that we had written ourselves. Never '
'raises an error: a role that may only insert may go on.';
