CREATE OR REPLACE FUNCTION relationship_engine.moved_tables()
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT c.relname::text
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'graph_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'r'
        -- roles belong to a node
        AND c.relname NOT IN ('graph_grant', 'graph_move')
    ORDER BY 1
$function$;

COMMENT ON FUNCTION relationship_engine.moved_tables() IS
'Building block: returns the names of the tables whose rows move with their graph.';
