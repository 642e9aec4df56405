-- schema_of_pg_trgm and schema_of_vector stand for the schemas of those extensions, which are known when the script
-- runs. A
-- search_path is no way to find them: others may be able to create functions in these schemas.
DO $schema$
BEGIN
    EXECUTE replace(replace(
$definition$
@definition@
$definition$,
        'schema_of_pg_trgm', (SELECT x.extnamespace::regnamespace::text FROM pg_extension x
            WHERE x.extname = 'pg_trgm')),
        'schema_of_vector', (SELECT x.extnamespace::regnamespace::text FROM pg_extension x WHERE x.extname = 'vector'));
END
$schema$;
