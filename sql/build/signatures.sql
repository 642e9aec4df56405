-- What a later run of this script compares, to leave types and functions in their place when none has changed its form:
-- sessions that run meanwhile keep their plans.
CREATE OR REPLACE FUNCTION relationship_engine._signatures()
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT '@signature@ ' || md5(string_agg(s.item, ';' ORDER BY s.item COLLATE "C"))
    FROM (
        SELECT format('%s(%s) %s', p.proname, pg_get_function_arguments(p.oid), pg_get_function_result(p.oid)) AS item
        FROM pg_proc p
        WHERE p.pronamespace = 'relationship_engine'::regnamespace AND p.proname = ANY ('{@function_names@}'::name[])
        UNION ALL
        SELECT format('%s (%s)', t.typname, (
            SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
            FROM pg_attribute a WHERE a.attrelid = t.typrelid AND NOT a.attisdropped))
        FROM pg_type t
        WHERE t.typnamespace = 'relationship_engine'::regnamespace AND t.typtype = 'c'
            AND t.typname = ANY ('{@type_names@}'::name[])
    ) s
$function$;

COMMENT ON FUNCTION relationship_engine._signatures() IS
'Returns arguments and results of the functions, and the columns of the types, as a hash. The comment ends with that '
'of the last installation.';

DO $signatures$
BEGIN
    EXECUTE format('COMMENT ON FUNCTION %s IS %L', 'relationship_engine._signatures()',
        'Arguments and results of the functions, and the types, as they were installed: '
        || relationship_engine._signatures());
END
$signatures$;
