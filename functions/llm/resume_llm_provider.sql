CREATE OR REPLACE FUNCTION relationship_engine.resume_llm_provider(p_graph_id bigint DEFAULT NULL)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.llm_provider p
    SET failures = 0, paused_until = NULL, reason = NULL, updated_at = clock_timestamp()
    WHERE p.graph_id = p_graph_id OR p_graph_id IS NULL
$function$;

COMMENT ON FUNCTION relationship_engine.resume_llm_provider(bigint) IS
'Ends a pause of the provider at once, for a graph or for all graphs that the role may use (null).';
