-- A type that objects of the user need could not be dropped: it will do if it is the same.
DO $type$
DECLARE
    v_definition constant text := $definition$
@definition@
$definition$;
BEGIN
    EXECUTE v_definition;
EXCEPTION WHEN duplicate_object THEN
    EXECUTE replace(v_definition, 'relationship_engine.', 'pg_temp.');
    IF (SELECT count(DISTINCT t.attributes) > 1 FROM (
        SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' ORDER BY a.attnum)
            AS attributes
        FROM pg_attribute a
        WHERE a.attrelid IN ('relationship_engine.@name@'::regclass, 'pg_temp.@name@'::regclass)
            AND NOT a.attisdropped
        GROUP BY a.attrelid) t)
    THEN
        RAISE EXCEPTION 'type relationship_engine.@name@ has changed, and objects of yours need the former one: %', (
            SELECT string_agg(pg_describe_object(d.classid, d.objid, d.objsubid), ', ')
            FROM pg_depend d
            WHERE d.refclassid = 'pg_type'::regclass AND d.refobjid = 'relationship_engine.@name@'::regtype
                AND d.deptype = 'n')
        USING ERRCODE = 'dependent_objects_still_exist', HINT = 'Drop them, upgrade, and create them again.';
    END IF;
    EXECUTE 'DROP TYPE pg_temp.@name@';
END
$type$;
