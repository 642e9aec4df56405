CREATE OR REPLACE FUNCTION relationship_engine._run_migrations_in(p_schema text)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_body text;
BEGIN
    EXECUTE format('CREATE SCHEMA %I', p_schema);
    FOR v_body IN
        SELECT e.body
        FROM relationship_engine.embedded_scripts() e
        JOIN relationship_engine.migration m ON m.name = e.name
        WHERE e.folder = 'migrations'
        ORDER BY e.name
    LOOP
        -- Redirect tables to the other schema, but not functions, which have no space before the parenthesis.
        v_body := regexp_replace(v_body, '\mrelationship_engine\.(?![a-z_0-9]+\()', p_schema || '.', 'g');
        EXECUTE replace(v_body, 'schema_of_vector', v_vector);
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._run_migrations_in(text) IS
'Creates a schema with the tables that the applied migrations make. Errors: those of the migrations; '
'insufficient_privilege without the right to create a schema.';
