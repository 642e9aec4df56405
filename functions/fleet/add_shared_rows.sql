CREATE OR REPLACE FUNCTION relationship_engine.add_shared_rows(p_name text, p_rows jsonb)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_count bigint;
BEGIN
    IF p_name NOT IN (SELECT r.name FROM relationship_engine.shared_rows() r) THEN
        RAISE EXCEPTION 'graphs do not share the table "%"', p_name
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'SELECT name FROM relationship_engine.shared_rows() lists them.';
    END IF;
    EXECUTE format(
        'INSERT INTO relationship_engine.%1$I SELECT * '
        'FROM jsonb_populate_recordset(NULL::relationship_engine.%1$I, $1) ON CONFLICT DO NOTHING', p_name)
    USING p_rows;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.add_shared_rows(text, jsonb) IS
'Building block of fleet move: adds rows of shared_rows() of another node that this one lacks, and returns how many. '
'Errors: invalid_parameter_value for another table.';
