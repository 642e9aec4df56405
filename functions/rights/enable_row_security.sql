CREATE OR REPLACE FUNCTION relationship_engine.enable_row_security()
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_relations regclass[];
    v_statements text[];
BEGIN
    -- two that change the same row of the catalog would fail: one at a time
    PERFORM relationship_engine.lock_installation(true);
    SELECT array_agg(DISTINCT r.relation) INTO v_relations
    FROM relationship_engine.table_rights() r WHERE NOT r.is_view;
    v_statements := ARRAY(
        SELECT d.statement FROM relationship_engine._drop_policies() d
        UNION ALL
        SELECT format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', r.relation)
        FROM relationship_engine.table_rights() r
        WHERE NOT r.is_view
        GROUP BY r.relation
        UNION ALL
        SELECT CASE p.privilege
            WHEN 'INSERT' THEN format('CREATE POLICY %I ON %s FOR INSERT WITH CHECK (%s)', p.name, p.relation,
                p.granted)
            -- A role that may only lock rows passes USING, but not WITH CHECK.
            WHEN 'UPDATE' THEN format(
                'CREATE POLICY %I ON %s FOR UPDATE USING (%s) WITH CHECK (%s)', p.name, p.relation, p.lockable,
                    p.granted)
            ELSE format('CREATE POLICY %I ON %s FOR %s USING (%s)', p.name, p.relation, p.privilege, p.granted)
        END
        FROM (
            SELECT c.relation, c.privilege,
                'relationship_engine_' || lower(c.privilege COLLATE "C") COLLATE "default" AS name,
                relationship_engine._policy(c.relation, c.key, c.privilege, c.levels) AS granted,
                relationship_engine._policy(c.relation, c.key, c.privilege, c.levels || c.lockers) AS lockable
            FROM (
                SELECT r.relation, r.key, CASE r.privilege WHEN 'LOCK' THEN 'UPDATE' ELSE r.privilege END AS privilege,
                    coalesce(array_agg(r.level ORDER BY r.level) FILTER (WHERE r.privilege <> 'LOCK'), '{}') AS levels,
                    coalesce(array_agg(r.level ORDER BY r.level) FILTER (WHERE r.privilege = 'LOCK'), '{}') AS lockers
                FROM relationship_engine.table_rights() r
                WHERE NOT r.is_view
                GROUP BY 1, 2, 3
            ) c
        ) p);
    -- prepared before the tables are locked, which is to take moments only
    PERFORM relationship_engine.execute_exclusively(
        v_relations || ARRAY(SELECT d.relation FROM relationship_engine._drop_policies() d), v_statements);
    RETURN cardinality(v_relations);
END
$function$;

COMMENT ON FUNCTION relationship_engine.enable_row_security() IS
'Restricts every role except the owner of the tables to the graphs that grant_usage() gave it, in every table and '
'therefore in every view and function. Returns the number of tables. A repeated call recreates the policies, as '
'install() does after an upgrade. Sessions may write meanwhile. Errors: lock_not_available.';
