CREATE OR REPLACE FUNCTION relationship_engine._refresh_statistics(p_entities bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_entities < 0.2 * (
        SELECT min(c.reltuples) FROM pg_class c
        WHERE c.oid = ANY (ARRAY['relationship_engine.entity', 'relationship_engine.entity_name']::regclass[]))
        -- others would get a warning per table
        OR NOT pg_has_role(
            (SELECT c.relowner FROM pg_class c WHERE c.oid = 'relationship_engine.entity'::regclass), 'USAGE')
    THEN
        RETURN;
    END IF;
    ANALYZE (SKIP_LOCKED) relationship_engine.entity, relationship_engine.mention, relationship_engine.entity_name,
        relationship_engine.entity_tail, relationship_engine.edge_store, relationship_engine.evidence;
END
$function$;

COMMENT ON FUNCTION relationship_engine._refresh_statistics(bigint) IS
'Analyses the tables when so many new entities came at once that autovacuum cannot have seen them: without statistics the '
'planner takes every index that begins with graph_id for as good as the right one. For the owner alone.';
