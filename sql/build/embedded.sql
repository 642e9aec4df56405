CREATE OR REPLACE FUNCTION relationship_engine.embedded_scripts()
RETURNS TABLE (folder text, name text, sha256 text, body text)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $embedded$
    SELECT e.folder, e.name, encode(sha256(convert_to(e.body, 'UTF8')), 'hex'), e.body
    FROM (VALUES
@parts@
    ) AS e (folder, name, body)
$embedded$;

COMMENT ON FUNCTION relationship_engine.embedded_scripts() IS
'Building block: the migrations, views and triggers that install() applies: '
'folder, name, SHA-256 in hex and text of each.';
