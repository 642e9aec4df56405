CREATE OR REPLACE FUNCTION relationship_engine.doctor(p_graph_id bigint DEFAULT NULL)
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_found relationship_engine.diagnosis[];
BEGIN
    v_found := ARRAY(SELECT d FROM relationship_engine._diagnose_install() d)
        || ARRAY(SELECT d FROM relationship_engine._diagnose_schema() d);
    BEGIN
        v_found := v_found
            || ARRAY(SELECT d FROM relationship_engine._diagnose_tables() d)
            || ARRAY(SELECT d FROM relationship_engine._diagnose_schedule() d)
            || ARRAY(SELECT d FROM relationship_engine._diagnose_orphans(p_graph_id) d)
            || ARRAY(
                SELECT d
                FROM relationship_engine.graph g
                CROSS JOIN LATERAL (
                    SELECT s FROM relationship_engine._diagnose_graph(g.id) s
                    UNION ALL
                    SELECT s FROM relationship_engine._diagnose_settings(g.id) s
                ) d (d)
                WHERE g.id = p_graph_id OR (p_graph_id IS NULL AND g.id > 0)
                ORDER BY g.id);
    EXCEPTION WHEN undefined_table OR undefined_column OR undefined_function THEN
        v_found := v_found || ('rows', 'error', 'not examined: ' || SQLERRM, 'Mend the schema first.',
            NULL)::relationship_engine.diagnosis;
    END;
    RETURN QUERY
    SELECT f."check", f.status, f.value, CASE WHEN f.status <> 'ok' THEN f.remedy END, f.graph_id
        FROM unnest(v_found) f;
END
$function$;

COMMENT ON FUNCTION relationship_engine.doctor(bigint) IS
'Checks the installation and one graph, or all graphs (null). Returns one row per check with status (ok, info, '
'warning, error), value and remedy. Reads all edges with their evidence; changes nothing.';
