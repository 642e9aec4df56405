CREATE OR REPLACE FUNCTION relationship_engine._read_legacy(
    p_schema text, p_relation text, p_after uuid DEFAULT NULL, p_limit integer DEFAULT NULL,
        p_from_ids uuid [] DEFAULT NULL
)
RETURNS SETOF jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF to_regclass(format('%I.%I', coalesce(p_schema, ''), p_relation)) IS NULL THEN
        RAISE EXCEPTION 'there is no table %.%', coalesce(p_schema, 'null'), p_relation
        USING ERRCODE = 'undefined_table',
            HINT = 'Name the schema of this database that has the tables raw_events, entity and edge of the legacy '
                'system.';
    ELSIF p_schema = 'relationship_engine' THEN
        RAISE EXCEPTION 'the schema relationship_engine cannot be imported'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Name the schema of the legacy tables.';
    END IF;
    IF p_from_ids IS NOT NULL THEN
        RETURN QUERY EXECUTE format('SELECT to_jsonb(s) FROM %I.%I s WHERE s.from_id = ANY ($1)', p_schema, p_relation)
        USING p_from_ids;
    ELSE
        RETURN QUERY EXECUTE format(
            'SELECT to_jsonb(s) FROM %I.%I s WHERE $1 IS NULL OR s.id > $1 ORDER BY s.id LIMIT $2', p_schema,
                p_relation)
        USING p_after, p_limit;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._read_legacy(text, text, uuid, integer, uuid []) IS
'Returns rows of a legacy table as jsonb, so that a missing column reads as null: either the rows after an id in id '
'order, or the edges that lead from given entities. Errors: undefined_table; invalid_parameter_value for the schema '
'of the engine.';
