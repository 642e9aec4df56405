-- The functions name operators and types of vector and pg_trgm, which may live in any schema.
DO $path$
BEGIN
    PERFORM pg_catalog.set_config('search_path', (
        SELECT pg_catalog.string_agg(DISTINCT pg_catalog.quote_ident(n.nspname), ', ')
        FROM pg_catalog.pg_extension x
        JOIN pg_catalog.pg_namespace n ON n.oid OPERATOR(pg_catalog.=) x.extnamespace
        WHERE x.extname OPERATOR(pg_catalog.=) ANY (ARRAY['vector', 'pg_trgm']::pg_catalog.name[])
    ) OPERATOR(pg_catalog.||) ', pg_temp', true);
END
$path$;
