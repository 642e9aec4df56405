CREATE OR REPLACE FUNCTION relationship_engine.replay_migrations()
RETURNS TABLE (kind text, relation text, name text, definition text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_schema CONSTANT text := 'relationship_engine_replayed';
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_body text;
    v_objects jsonb;
BEGIN
    BEGIN
        EXECUTE format('CREATE SCHEMA %I', c_schema);
        FOR v_body IN
            SELECT e.body
            FROM relationship_engine.embedded_scripts() e
            JOIN relationship_engine.migration m ON m.name = e.name
            WHERE e.folder = 'migrations'
            ORDER BY e.name
        LOOP
            -- Redirect tables to the other schema, but not functions, which have no space before the parenthesis.
            v_body := regexp_replace(v_body, '\mrelationship_engine\.(?![a-z_0-9]+\()', c_schema || '.', 'g');
            EXECUTE replace(v_body, 'schema_of_vector', v_vector);
        END LOOP;
        SELECT jsonb_agg(to_jsonb(o)) INTO v_objects FROM relationship_engine.schema_objects(c_schema) o;
        RAISE EXCEPTION USING ERRCODE = 'RE001', MESSAGE = 'rolled back on purpose';
    EXCEPTION WHEN SQLSTATE 'RE001' THEN NULL;
    END;
    RETURN QUERY
    SELECT o.kind, o.relation, o.name, o.definition
    FROM jsonb_to_recordset(v_objects) AS o (kind text, relation text, name text, definition text);
END
$function$;

COMMENT ON FUNCTION relationship_engine.replay_migrations() IS
'Building block: returns the tables as the applied migrations create them, in the form of schema_objects(). It '
'creates them in another schema and rolls that back. Errors: those of the migrations; insufficient_privilege without '
'the right to create a schema.';
