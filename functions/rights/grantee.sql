CREATE OR REPLACE FUNCTION relationship_engine.grantee(p_role text, p_role_oid oid, p_system_identifier bigint)
RETURNS regrole
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT r.role
    FROM (SELECT to_regrole(quote_ident(p_role)) AS role) r
    WHERE p_role_oid IS NULL OR p_role_oid = r.role
        OR p_system_identifier IS DISTINCT FROM (SELECT c.system_identifier FROM pg_control_system() c)
$function$;

COMMENT ON FUNCTION relationship_engine.grantee(text, oid, bigint) IS
'Building block: the role of a row of graph_grant. Null where it was dropped, even if another role has its name now.';
