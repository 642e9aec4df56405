-- Drops @what@, with the triggers, policies and views that need them and that
-- install() creates again; a function that an object of the user needs stays.
DO $drop$
DECLARE
    v_function record;
    v_statement text;
BEGIN
    FOR v_function IN
        SELECT p.oid,
            format('DROP %s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)
                AS statement
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine')
            AND p.proname = ANY ('{@names@}'::name[])
            AND age(p.xmin) >= '@least_age@'::integer
    LOOP
        BEGIN
            FOR v_statement IN
                SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
                FROM pg_trigger t
                WHERE t.tgfoid = v_function.oid AND t.tgname LIKE 'relationship\_engine\_%'
                UNION ALL
                SELECT format('DROP POLICY %I ON %s', y.polname, y.polrelid::regclass)
                FROM pg_depend d
                JOIN pg_policy y ON y.oid = d.objid AND y.polname LIKE 'relationship\_engine\_%'
                WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = v_function.oid
                    AND d.classid = 'pg_policy'::regclass
                UNION ALL
                SELECT 'DROP VIEW ' || string_agg(v.oid::regclass::text, ', ')
                FROM (
                    WITH RECURSIVE needing AS (
                        SELECT w.ev_class AS oid
                        FROM pg_depend d
                        JOIN pg_rewrite w ON w.oid = d.objid
                        WHERE d.refclassid = 'pg_proc'::regclass AND d.refobjid = v_function.oid
                            AND d.classid = 'pg_rewrite'::regclass
                        UNION
                        SELECT w.ev_class
                        FROM needing n
                        JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = n.oid
                            AND d.classid = 'pg_rewrite'::regclass
                        JOIN pg_rewrite w ON w.oid = d.objid
                    )
                    SELECT n.oid
                    FROM needing n
                    JOIN pg_class c ON c.oid = n.oid
                    WHERE c.relnamespace = to_regnamespace('relationship_engine')
                        AND c.relname = ANY ('{@view_names@}'::name[])
                ) v
                HAVING count(*) > 0
            LOOP
                EXECUTE v_statement;
            END LOOP;
            EXECUTE v_function.statement;
        EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
        END;
    END LOOP;
END
$drop$;
