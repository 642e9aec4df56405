CREATE OR REPLACE FUNCTION relationship_engine._refresh_statistics()
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (
            SELECT FROM pg_stat_user_tables t
            JOIN pg_class c ON c.oid = t.relid
            WHERE t.schemaname = 'relationship_engine'
                AND t.relname IN ('entity', 'mention', 'entity_name', 'edge_store', 'evidence')
                AND (c.reltuples < 0 OR t.n_mod_since_analyze > 100 + 0.2 * c.reltuples))
        -- others would get a warning per table
        OR NOT pg_has_role(
            (SELECT c.relowner FROM pg_class c WHERE c.oid = 'relationship_engine.entity'::regclass), 'USAGE')
    THEN
        RETURN;
    END IF;
    ANALYZE (SKIP_LOCKED) relationship_engine.entity, relationship_engine.mention, relationship_engine.entity_name,
        relationship_engine.title_suffix, relationship_engine.edge_store, relationship_engine.evidence;
END
$function$;

COMMENT ON FUNCTION relationship_engine._refresh_statistics() IS
'Analyses the tables for a nightly when so much has changed that autovacuum cannot have seen it: without statistics '
'the planner takes every index that begins with graph_id for as good as the right one. For the owner alone. Never in a '
'transaction of a user: ANALYZE holds its locks until the end.';
