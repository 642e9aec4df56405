CREATE OR REPLACE FUNCTION relationship_engine._refresh_statistics(p_entities bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_entities <= 0.2 * (
        SELECT min(c.reltuples) FROM pg_class c  -- -1: never analysed
        WHERE c.oid = ANY (ARRAY['relationship_engine.entity', 'relationship_engine.entity_name']::regclass[]))
        AND NOT EXISTS (
            SELECT FROM pg_stat_user_tables t
            JOIN pg_class c ON c.oid = t.relid
            WHERE t.schemaname = 'relationship_engine'
                AND t.relname IN ('entity', 'mention', 'entity_name', 'edge_store', 'evidence')
                AND t.n_mod_since_analyze > 100 + 0.2 * greatest(c.reltuples, 0))
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

COMMENT ON FUNCTION relationship_engine._refresh_statistics(bigint) IS
'Analyses the tables when so much has changed (p_entities: by entities that came just now) that autovacuum cannot have seen it: '
'without statistics the planner takes every index that begins with graph_id for as good as the right one. For the owner alone.';
