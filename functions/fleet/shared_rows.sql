CREATE OR REPLACE FUNCTION relationship_engine.shared_rows()
RETURNS TABLE (name text, rows jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table text;
BEGIN
    FOREACH v_table IN ARRAY ARRAY['embedding_model', 'llm_model', 'llm_price', 'external_strategy'] LOOP
        RETURN QUERY EXECUTE format(
            'SELECT %1$L::text, coalesce(jsonb_agg(to_jsonb(t)), ''[]'') FROM relationship_engine.%1$I t', v_table);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.shared_rows() IS
'Building block of fleet move: returns the rows of the tables that graphs share and refer to, one row per table.';
