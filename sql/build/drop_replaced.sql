-- The functions below replace those of a former version in place. CREATE OR REPLACE cannot change the type of a result:
-- so every function and type goes first that no other object needs and on which nobody granted or revoked privileges.
DO $drop$
DECLARE
    v_name text;
BEGIN
    FOR v_name IN
        SELECT format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure)
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine')
            AND p.proname = ANY ('{@function_names@}'::name[])
            AND p.prorettype <> 'trigger'::regtype AND p.proacl IS NULL
        UNION ALL
        SELECT format('TYPE %s', t.oid::regtype)
        FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('relationship_engine') AND t.typtype = 'c'
            AND t.typname = ANY ('{@type_names@}'::name[])
    LOOP
        BEGIN
            EXECUTE 'DROP ' || v_name;
        EXCEPTION WHEN dependent_objects_still_exist THEN NULL;
        END;
    END LOOP;
END
$drop$;
