CREATE OR REPLACE FUNCTION relationship_engine.replay_migrations()
RETURNS TABLE (kind text, relation text, name text, definition text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    c_schema CONSTANT text := 'relationship_engine_replayed';
    v_objects jsonb;
BEGIN
    BEGIN
        PERFORM relationship_engine._run_migrations_in(c_schema);
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
