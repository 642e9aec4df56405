-- Sessions may write meanwhile. What follows drops views that their triggers read, and would wait for them as they wait
-- for it. So all tables and views are taken first, at once, by the function of the version that is there.
DO $lock$
BEGIN
    IF to_regprocedure('relationship_engine.execute_exclusively(regclass[],text[])') IS NOT NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('relationship_engine/install'));
        EXECUTE $statement$
            SELECT relationship_engine.execute_exclusively(ARRAY(
                SELECT c.oid::regclass FROM pg_class c
                WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'v')), '{}')
            $statement$;
    END IF;
END
$lock$;
