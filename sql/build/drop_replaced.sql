-- The functions below replace those of a former version in place. CREATE OR REPLACE cannot change the type of a result:
-- so every function and type goes first that no other object needs and on which nobody granted or revoked privileges.
-- None goes if all are as this script made them and makes them again: a session that runs a night would fail.
DO $drop$
DECLARE
    v_name text;
    v_signatures text;
BEGIN
    IF to_regprocedure('relationship_engine._signatures()') IS NOT NULL THEN
        EXECUTE 'SELECT relationship_engine._signatures()' INTO v_signatures;
        IF starts_with(v_signatures, '@signature@ ')
            AND obj_description(to_regprocedure('relationship_engine._signatures()'), 'pg_proc')
                LIKE '%: ' || v_signatures
        THEN
            RETURN;
        END IF;
    END IF;
    -- Sessions may write meanwhile. What follows drops views that their triggers read, and would wait for them as they
    -- wait for it. So all tables and views are taken first, at once, by the function of the version that is there.
    IF to_regprocedure('relationship_engine.execute_exclusively(regclass[],text[])') IS NOT NULL THEN
        IF to_regclass('relationship_engine.migration') IS NOT NULL THEN
            LOCK TABLE relationship_engine.migration IN EXCLUSIVE MODE;
        END IF;
        EXECUTE $statement$
            SELECT relationship_engine.execute_exclusively(ARRAY(
                SELECT c.oid::regclass FROM pg_class c
                WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'v')), '{}')
            $statement$;
    END IF;
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
