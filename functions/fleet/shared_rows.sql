CREATE OR REPLACE FUNCTION relationship_engine.shared_rows()
RETURNS TABLE (name text, rows jsonb)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT 'embedding_model', coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM relationship_engine.embedding_model t
    UNION ALL
    SELECT 'llm_model', coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM relationship_engine.llm_model t
    UNION ALL
    SELECT 'llm_price', coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM relationship_engine.llm_price t
    UNION ALL
    SELECT 'external_strategy', coalesce(jsonb_agg(to_jsonb(t)), '[]') FROM relationship_engine.external_strategy t
$function$;

COMMENT ON FUNCTION relationship_engine.shared_rows() IS
'Building block of fleet move: returns the rows of the tables that graphs share and refer to, one row per table.';
