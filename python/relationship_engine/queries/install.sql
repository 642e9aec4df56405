-- name: is_installed
-- One row: is_installed, whether functions and tables are both there.
SELECT to_regprocedure('relationship_engine.version()') IS NOT NULL
    AND to_regclass('relationship_engine.graph') IS NOT NULL AS is_installed;

-- name: install_state
-- One row: is_available, the server has the extension's files; is_extension and is_plain, how this database has it now.
SELECT
    EXISTS (SELECT FROM pg_available_extensions a WHERE a.name = 'relationship_engine') AS is_available,
    x.is_extension,
    to_regprocedure('relationship_engine.version()') IS NOT NULL AND NOT x.is_extension AS is_plain
FROM (SELECT EXISTS (SELECT FROM pg_extension e WHERE e.extname = 'relationship_engine') AS is_extension) x;

-- name: lock_install
-- No row worth reading: waits for an installation beside this one; needs a transaction.
DO $$
BEGIN
    IF to_regclass('relationship_engine.migration') IS NULL THEN
        PERFORM pg_advisory_xact_lock(hashtext('relationship_engine/install'));
    END IF;
    IF to_regclass('relationship_engine.migration') IS NOT NULL THEN
        LOCK TABLE relationship_engine.migration IN EXCLUSIVE MODE;
    END IF;
END $$;

-- name: create_extension
-- No row.
CREATE EXTENSION IF NOT EXISTS relationship_engine CASCADE;

-- name: update_extension
-- No row.
ALTER EXTENSION relationship_engine UPDATE;

-- name: install_tables
-- One row: message.
SELECT relationship_engine.install() AS message;

-- name: versions
-- One row: the database, the version of the functions, the last migration of the tables.
SELECT current_database() AS database, relationship_engine.version() AS functions, max(m.name) AS tables
FROM relationship_engine.migration m;

-- name: has_schema
-- One row: has_schema, whether there is anything of relationship_engine.
SELECT to_regnamespace('relationship_engine') IS NOT NULL AS has_schema;

-- name: extensions
-- Those of the named extensions that the database has.
SELECT e.extname AS name FROM pg_extension e WHERE e.extname = ANY (%(names)s::text[]) ORDER BY e.extname;

-- name: create_schema
-- No row.
CREATE SCHEMA IF NOT EXISTS {name};

-- name: server_version
-- One row: version, as 18.1.
SELECT current_setting('server_version') AS version;
