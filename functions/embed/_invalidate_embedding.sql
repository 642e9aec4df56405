CREATE OR REPLACE FUNCTION relationship_engine._invalidate_embedding()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    new.embedding_hash := NULL;
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._invalidate_embedding() IS
'Trigger on entity: marks an entity whose text has changed as due for embedding.';
