CREATE OR REPLACE FUNCTION relationship_engine._on_entity_truncate()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    DELETE FROM relationship_engine.entity_name;
    DELETE FROM relationship_engine.title_suffix;
    DELETE FROM relationship_engine.name_key;
    DELETE FROM relationship_engine.title_keys;
    DELETE FROM relationship_engine.name_pair;
    DELETE FROM relationship_engine.merged_entity;
    DELETE FROM relationship_engine.merged_row;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_entity_truncate() IS
'Trigger: deletes the names and merges of all entities when their table is truncated.';
