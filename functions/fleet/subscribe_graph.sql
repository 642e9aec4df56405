CREATE OR REPLACE FUNCTION relationship_engine.subscribe_graph(
    p_graph_id bigint, p_name text, p_publication text, p_source text
)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = p_graph_id OR g.name = p_name) THEN
        RAISE EXCEPTION 'the node has a graph % or a graph named "%"', p_graph_id, p_name
        USING ERRCODE = 'unique_violation',
            HINT = 'Rename one of the two: UPDATE relationship_engine.graph SET name = …';
    ELSIF EXISTS (
        SELECT FROM pg_subscription s
        WHERE s.subname = p_publication AND s.subdbid = (
            SELECT d.oid FROM pg_database d WHERE d.datname = current_database()))
    THEN
        RETURN false;
    END IF;
    PERFORM relationship_engine.discard_graph(p_graph_id);  -- what an earlier attempt left behind
    -- streamed transactions would be applied by several processes
    EXECUTE format(
        'CREATE SUBSCRIPTION %1$I CONNECTION %2$L PUBLICATION %1$I WITH (create_slot = false, slot_name = %1$L, '
        'streaming = off)', p_publication, p_source);
    RETURN true;
END
$function$;

COMMENT ON FUNCTION relationship_engine.subscribe_graph(bigint, text, text, text) IS
'Building block of fleet move, at the target: begins to copy the rows of a graph of this id and name from the '
'publication at p_source, a connection string, whose slot is there already. The graph itself is not there before '
'receive_graph(), so no night and no reader meets a part of it. Returns false if it goes on already. Errors: '
'unique_violation if the node has a graph of this id or name.';
