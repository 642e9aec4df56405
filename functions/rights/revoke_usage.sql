CREATE OR REPLACE FUNCTION relationship_engine.revoke_usage(p_role text, p_graph_ids bigint [] DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_revoked bigint;
BEGIN
    -- two that change the same row of the catalog would fail: one at a time, before any of our tables
    PERFORM relationship_engine.lock_installation();
    DELETE FROM relationship_engine.graph_grant g
    WHERE g.role = p_role AND (p_graph_ids IS NULL OR g.graph_id = ANY (p_graph_ids));
    GET DIAGNOSTICS v_revoked = ROW_COUNT;
    IF to_regrole(quote_ident(p_role)) IS NOT NULL THEN
        PERFORM relationship_engine.apply_grants(p_role);
    END IF;
    RETURN v_revoked;
END
$function$;

COMMENT ON FUNCTION relationship_engine.revoke_usage(text, bigint []) IS
'Revokes what grant_usage() gave a role, in some graphs or in all (null), and returns the number of grants. Call it '
'before DROP ROLE.';
