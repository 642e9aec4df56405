CREATE OR REPLACE FUNCTION relationship_engine._diagnose_schema()
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_error text;
BEGIN
    RETURN QUERY
    SELECT 'schema', 'error',
        CASE WHEN f.definition IS NULL
            THEN format('%s %s is missing', x.kind, concat_ws('.', x.relation, nullif(x.name, x.relation)))
            ELSE format('%s %s is "%s", not "%s"', x.kind, concat_ws('.', x.relation, x.name), f.definition,
                x.definition) END,
        CASE
            WHEN x.kind = 'table'
                THEN 'Bring it back from a backup: relationship-engine restore, or pg_restore --table.'
            WHEN x.kind = 'column' AND f.definition IS NULL
                THEN format('ALTER TABLE relationship_engine.%I ADD COLUMN %I %s;', x.relation, x.name, x.definition)
            WHEN x.kind = 'column' AND x.definition LIKE '% GENERATED ALWAYS AS (%'
                THEN format('ALTER TABLE relationship_engine.%1$I DROP COLUMN %2$I, ADD COLUMN %2$I %3$s;', x.relation,
                    x.name, x.definition)
            WHEN x.kind = 'column'
                THEN format('ALTER TABLE relationship_engine.%I %s;', x.relation, (
                    SELECT string_agg(format('ALTER COLUMN %I %s', x.name, c.clause), ', ' ORDER BY c.nth)
                    FROM (
                        SELECT substring(o.definition FROM '^(.*?)(?: DEFAULT .*| GENERATED .*| NOT NULL)?$') AS type,
                            substring(o.definition FROM ' (DEFAULT .*?)(?: NOT NULL)?$') AS def,
                            o.definition LIKE '% NOT NULL' AS is_required,
                            substring(f.definition FROM '^(.*?)(?: DEFAULT .*| GENERATED .*| NOT NULL)?$') AS found
                        FROM (VALUES (x.definition)) AS o (definition)
                    ) w
                    CROSS JOIN LATERAL (
                        -- a default of the other type may not fit
                        VALUES (1, CASE WHEN w.type <> w.found THEN 'DROP DEFAULT' END),
                            (2, CASE WHEN w.type <> w.found THEN 'TYPE ' || w.type END),
                            (3, coalesce('SET ' || w.def, 'DROP DEFAULT')),
                            (4, CASE WHEN w.is_required THEN 'SET' ELSE 'DROP' END || ' NOT NULL')
                    ) AS c (nth, clause)
                    WHERE c.clause IS NOT NULL))
            WHEN x.kind = 'constraint'
                THEN format('ALTER TABLE relationship_engine.%I %sADD CONSTRAINT %I %s;', x.relation,
                CASE WHEN f.definition IS NULL THEN '' ELSE format('DROP CONSTRAINT %I, ', x.name) END, x.name,
                replace(x.definition, 'REFERENCES ', 'REFERENCES relationship_engine.'))
            ELSE CASE WHEN f.definition IS NULL THEN '' ELSE format('DROP INDEX relationship_engine.%I; ', x.name) END
                || replace(x.definition, ' ON ', ' ON relationship_engine.') || ';'
        END,
        NULL::bigint
    FROM relationship_engine.replay_migrations() x
    LEFT JOIN relationship_engine.schema_objects('relationship_engine') f
        ON f.kind = x.kind AND f.relation = x.relation AND f.name = x.name
    WHERE f.definition IS DISTINCT FROM x.definition
        -- The parts of a missing table are not listed as well.
        AND (x.kind = 'table' OR to_regclass(format('relationship_engine.%I', x.relation)) IS NOT NULL)
    ORDER BY x.relation, x.kind, x.name;
    IF NOT FOUND THEN
        RETURN QUERY SELECT 'schema', 'ok', 'the tables are as the migrations made them', NULL, NULL::bigint;
    END IF;
EXCEPTION
    WHEN insufficient_privilege OR read_only_sql_transaction THEN
        RETURN QUERY SELECT 'schema', 'info', 'not compared with the migrations: ' || SQLERRM,
            'Ask as the owner of the database, on the primary.', NULL::bigint;
    WHEN OTHERS THEN
        v_error := SQLERRM;
        RETURN QUERY SELECT 'schema', 'error', 'the migrations do not run any more: ' || v_error,
            'Install the extensions vector and pg_trgm, and look at the other findings.', NULL::bigint;
END
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_schema() IS
'Compares tables, columns, constraints and indexes with those of the applied migrations. Objects that you added are '
'ignored.';
