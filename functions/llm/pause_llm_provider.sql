CREATE OR REPLACE FUNCTION relationship_engine.pause_llm_provider(
    p_reason text, p_until timestamptz, p_graph_id bigint DEFAULT NULL
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO relationship_engine.llm_provider AS p (graph_id, name, paused_until, reason)
    SELECT g.id, 'anthropic', coalesce(p_until, 'infinity'), left(p_reason, 1000)
    FROM relationship_engine.graph g
    WHERE g.id = p_graph_id OR p_graph_id IS NULL AND coalesce(
        g.id = ANY (relationship_engine.role_graphs('{worker,admin}')), true)
    ORDER BY g.id
    ON CONFLICT (graph_id, name) DO UPDATE
    SET paused_until = greatest(p.paused_until, EXCLUDED.paused_until), reason = EXCLUDED.reason,
        updated_at = clock_timestamp()
$function$;

COMMENT ON FUNCTION relationship_engine.pause_llm_provider(text, timestamptz, bigint) IS
'Lets nobody claim a job of a graph, or of all graphs that the role may use (null), until then, at least (null: until '
'resume_llm_provider()). The reason stands in llm_status of these graphs.';
