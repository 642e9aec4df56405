CREATE OR REPLACE FUNCTION relationship_engine.grant_usage(
    p_role text, p_level text, p_graph_ids bigint [] DEFAULT NULL
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    -- two that change the same row of the catalog would fail: one at a time, before any of our tables
    PERFORM relationship_engine.lock_installation();
    IF to_regrole(quote_ident(p_role)) IS NULL THEN
        RAISE EXCEPTION 'there is no role "%"', coalesce(p_role, 'null')
        USING ERRCODE = 'undefined_object', HINT = 'Create it with CREATE ROLE.';
    ELSIF to_regrole(quote_ident(p_role)) = (
        SELECT c.relowner FROM pg_class c WHERE c.oid = 'relationship_engine.graph'::regclass)
    THEN
        RAISE EXCEPTION 'role "%" owns the tables', p_role
        USING ERRCODE = 'invalid_grant_operation', HINT = 'An owner has all rights; a level would revoke some of them.';
    ELSIF NOT coalesce(p_level IN ('reader', 'writer', 'worker', 'admin'), false) THEN
        RAISE EXCEPTION 'p_level must be reader, writer, worker or admin, not %', coalesce(p_level, 'null')
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'The comment on column graph_grant.level describes the levels.';
    ELSIF EXISTS (
        SELECT FROM unnest(p_graph_ids) AS i (id)
        WHERE NOT EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = i.id))
    THEN
        RAISE EXCEPTION 'not all of the graphs % exist', p_graph_ids
        USING ERRCODE = 'no_data_found', HINT = 'SELECT id, name FROM relationship_engine.graph lists them.';
    END IF;
    INSERT INTO relationship_engine.graph_grant (role, role_oid, system_identifier, graph_id, level)
    SELECT p_role, to_regrole(quote_ident(p_role)), c.system_identifier, i.id, p_level
    FROM pg_control_system() c
    CROSS JOIN unnest(coalesce(p_graph_ids, ARRAY[NULL::bigint])) AS i (id)
    ON CONFLICT ON CONSTRAINT graph_grant_key DO UPDATE
    SET role_oid = EXCLUDED.role_oid, system_identifier = EXCLUDED.system_identifier, level = EXCLUDED.level,
        granted_by = EXCLUDED.granted_by, granted_at = EXCLUDED.granted_at;
    PERFORM relationship_engine.apply_grants(p_role);
    IF p_graph_ids IS NOT NULL AND NOT relationship_engine.has_row_security() THEN
        RAISE WARNING 'row security is off: role "%" has its rights in every graph', p_role
        USING HINT = 'SELECT relationship_engine.enable_row_security() restricts it to its graphs.';
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.grant_usage(text, text, bigint []) IS
'Gives a role a level in some graphs, or in all graphs (null). reader: reads; writer: the application, writes events, '
'entities and edges; worker: writes answers of models; admin: all of these, settings and nightly runs, but no grants. '
'A later call changes the level for the given graphs. Only enable_row_security() separates graphs. Only the owner of '
'the tables may call it. Errors: undefined_object for the role, invalid_grant_operation for the owner, '
'invalid_parameter_value for the level, no_data_found for a graph.';
