SET LOCAL client_encoding = 'UTF8';
-- The bodies name tables that install() makes.
SET LOCAL check_function_bodies = off;
SET LOCAL search_path = pg_catalog, pg_temp;
