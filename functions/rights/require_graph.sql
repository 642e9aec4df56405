CREATE OR REPLACE FUNCTION relationship_engine.require_graph(p_graph_id bigint, p_is_template boolean DEFAULT true)
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_moved_to text;
BEGIN
    SELECT g.moved_to INTO v_moved_to
    FROM relationship_engine.graph g WHERE g.id = p_graph_id AND (g.id > 0 OR p_is_template);
    IF v_moved_to IS NOT NULL THEN
        RAISE EXCEPTION 'graph % has moved to node "%"', p_graph_id, v_moved_to
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'Connect to that node: relationship-engine fleet locate.';
    ELSIF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', coalesce(p_graph_id::text, 'null')
        USING ERRCODE = 'no_data_found',
            HINT = 'SELECT id, name FROM relationship_engine.graph lists them; create_graph(name) makes one.';
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.require_graph(bigint, boolean) IS
'Building block: raises an error if there is no graph of this id, or row-level security hides it. With p_is_template '
'false, graph 0, the template of new graphs, raises the error as well. Errors: no_data_found; '
'object_not_in_prerequisite_state for a graph that has moved to another node.';
