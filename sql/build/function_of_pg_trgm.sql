-- schema_of_pg_trgm stands for the schema of that extension, which is known when the script runs. A search_path is no
-- way to find it: others may be able to create functions in that schema.
DO $schema$
BEGIN
    EXECUTE replace(
$definition$
@definition@
$definition$,
        'schema_of_pg_trgm', (
            SELECT x.extnamespace::regnamespace::text FROM pg_extension x WHERE x.extname = 'pg_trgm'));
END
$schema$;
