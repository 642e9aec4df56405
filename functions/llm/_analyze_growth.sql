CREATE OR REPLACE FUNCTION relationship_engine._analyze_growth()
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table regclass;
BEGIN
    FOR v_table IN
        SELECT c.oid
        FROM pg_class c
        WHERE c.oid = ANY (ARRAY['relationship_engine.edge_store', 'relationship_engine.evidence',
                'relationship_engine.llm_job', 'relationship_engine.llm_call']::regclass[])
            AND pg_relation_size(c.oid) > (2 * c.relpages + 4)::bigint * current_setting('block_size')::bigint
    LOOP
        EXECUTE format('ANALYZE (SKIP_LOCKED) %s', v_table);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._analyze_growth() IS
'Analyzes the tables of the workers that have doubled in size: a worker''s session keeps the plans from when they '
'were small, and would otherwise scan them for every job until autovacuum runs.';
