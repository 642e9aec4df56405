CREATE OR REPLACE FUNCTION relationship_engine.apply_grants(p_role text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_statement text;
BEGIN
    EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA relationship_engine FROM %I', p_role);
    IF NOT EXISTS (
        SELECT FROM relationship_engine.graph_grant g
        WHERE g.role = p_role AND relationship_engine.grantee(g.role, g.role_oid, g.system_identifier) IS NOT NULL)
    THEN
        EXECUTE format('REVOKE USAGE ON SCHEMA relationship_engine FROM %I', p_role);
        RETURN;
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA relationship_engine TO %I', p_role);
    FOR v_statement IN
        SELECT format('GRANT %s ON %s TO %I',
            string_agg(DISTINCT CASE r.privilege WHEN 'LOCK' THEN 'UPDATE (updated_at)' ELSE r.privilege END, ', '),
            r.relation, p_role)
        FROM relationship_engine.table_rights() r
        WHERE r.level IN (
            SELECT g.level FROM relationship_engine.graph_grant g
            WHERE g.role = p_role AND relationship_engine.grantee(g.role, g.role_oid, g.system_identifier) IS NOT NULL)
        GROUP BY r.relation
    LOOP
        EXECUTE v_statement;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.apply_grants(text) IS
'Building block: gives a role the privileges of its levels in graph_grant, and revokes all others.';
