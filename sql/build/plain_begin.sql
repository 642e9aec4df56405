-- relationship_engine @version@ for databases on whose server no extension file can be put: run this file as the owner
-- of the database, with any client, in one piece. Running it again, or a later version, upgrades.
BEGIN;
-- This file is in UTF-8, whatever the client has set.
SET LOCAL client_encoding = 'UTF8';
SET LOCAL client_min_messages = warning;
DO $route$
BEGIN
    -- A client that sends the whole file as one message had it converted before the SET above.
    IF octet_length('é') <> 2 THEN
        RAISE EXCEPTION 'the install script did not arrive as UTF-8'
        USING ERRCODE = 'character_not_in_repertoire',
            HINT = 'The database must be in UTF8. SET client_encoding = ''UTF8''; then run the script again.';
    END IF;
    -- as lock_installation()
    IF pg_catalog.to_regclass('relationship_engine.migration') IS NULL THEN
        PERFORM pg_catalog.pg_advisory_xact_lock(pg_catalog.hashtext('relationship_engine/install'));
    END IF;
    IF pg_catalog.to_regclass('relationship_engine.migration') IS NOT NULL THEN
        LOCK TABLE relationship_engine.migration IN EXCLUSIVE MODE;
    END IF;
    IF EXISTS (SELECT FROM pg_extension x WHERE x.extname = 'relationship_engine') THEN
        RAISE EXCEPTION 'this database has relationship_engine as an extension'
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = 'ALTER EXTENSION relationship_engine UPDATE upgrades it. To go on by this file: '
                'DROP EXTENSION relationship_engine CASCADE, which leaves all rows, then run it.';
    END IF;
END
$route$;
CREATE SCHEMA IF NOT EXISTS relationship_engine;
DO $require$
BEGIN
    CREATE EXTENSION IF NOT EXISTS vector;
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
EXCEPTION WHEN OTHERS THEN
    RAISE EXCEPTION 'relationship_engine needs the extensions vector and pg_trgm: %', SQLERRM
    USING ERRCODE = SQLSTATE, HINT = 'Ask the administrator for: CREATE EXTENSION vector; CREATE EXTENSION pg_trgm;';
END
$require$;
