CREATE OR REPLACE FUNCTION relationship_engine.edge_id(p_graph_id bigint, p_from_id uuid, p_to_id uuid, p_kind text)
RETURNS uuid
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $function$
    SELECT md5(p_graph_id::text || '/' || p_from_id::text || '/' || p_to_id::text || '/' || p_kind)::uuid
$function$;

COMMENT ON FUNCTION relationship_engine.edge_id(bigint, uuid, uuid, text) IS
'Returns the id of the edge with this natural key, whether or not it exists. It has no SET clause, so that it is '
'inlined.';
