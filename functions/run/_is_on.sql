CREATE OR REPLACE FUNCTION relationship_engine._is_on(p_graph_id bigint)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN (SELECT g.mode <> 'off' FROM relationship_engine.graph g WHERE g.id = p_graph_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine._is_on(bigint) IS 'Whether runs start by themselves for the graph.';
