-- What the plain script made becomes the extension's, if its owner is the role that runs this.
DO $adopt$
DECLARE
    v_object record;
BEGIN
    FOR v_object IN
        SELECT
            format('%s %s', CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, p.oid::regprocedure) AS name,
            p.proowner AS owner
        FROM pg_proc p
        WHERE p.pronamespace = to_regnamespace('relationship_engine')
            AND p.proname = ANY ('{@function_names@}'::name[])
            AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e')
        UNION ALL
        SELECT format('TYPE %s', t.oid::regtype), t.typowner
        FROM pg_type t
        WHERE t.typnamespace = to_regnamespace('relationship_engine') AND t.typtype = 'c'
            AND t.typname = ANY ('{@type_names@}'::name[])
            AND NOT EXISTS (
                SELECT FROM pg_depend d
                WHERE d.classid = 'pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
    LOOP
        IF v_object.owner <> to_regrole(quote_ident(current_user)) THEN
            RAISE EXCEPTION '% of the plain installation belongs to role %', v_object.name, v_object.owner::regrole
            USING ERRCODE = 'insufficient_privilege',
                HINT = format('SET ROLE %s, and create the extension again.', v_object.owner::regrole);
        END IF;
        EXECUTE 'ALTER EXTENSION relationship_engine ADD ' || v_object.name;
    END LOOP;
END
$adopt$;
