CREATE OR REPLACE FUNCTION relationship_engine._keep_former_title()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_aliases jsonb := coalesce(new.metadata -> 'aliases', '[]');
BEGIN
    IF jsonb_typeof(v_aliases) = 'string' THEN
        v_aliases := jsonb_build_array(v_aliases);
    END IF;
    IF jsonb_typeof(coalesce(new.metadata, '{}')) = 'object' AND jsonb_typeof(v_aliases) = 'array'
        AND NOT v_aliases @> to_jsonb(old.title)
        AND relationship_engine.normalize_name(old.title) NOT IN ('', relationship_engine.normalize_name(new.title))
    THEN
        new.metadata := coalesce(new.metadata, '{}') || jsonb_build_object('aliases', v_aliases || to_jsonb(old.title));
    END IF;
    RETURN new;
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'relationship_engine: %', SQLERRM USING HINT = 'Add the former title to metadata.aliases.';
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._keep_former_title() IS
'Trigger of entity: a renamed entity keeps its former title as an alias, because texts still use it. An alias that was '
'a mistake is removed by an UPDATE of metadata. Never raises an error.';
