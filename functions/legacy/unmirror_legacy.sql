CREATE OR REPLACE FUNCTION relationship_engine.unmirror_legacy(p_schema text, p_graph_id bigint DEFAULT 1)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_statement text;
    v_was_mirrored boolean := false;
BEGIN
    FOR v_statement IN
        SELECT format('DROP TRIGGER %I ON %s', t.tgname, t.tgrelid::regclass)
        FROM pg_trigger t
        JOIN pg_class c ON c.oid = t.tgrelid
        WHERE c.relnamespace = to_regnamespace(quote_ident(p_schema))
            AND t.tgname ~ format('^relationship_engine_mirror_(insert|update|delete)_%s$', p_graph_id)
    LOOP
        EXECUTE v_statement;
        v_was_mirrored := true;
    END LOOP;
    DELETE FROM relationship_engine.legacy_mirror m WHERE m.graph_id = p_graph_id AND m.source_schema = p_schema;
    RETURN v_was_mirrored;
END
$function$;

COMMENT ON FUNCTION relationship_engine.unmirror_legacy(text, bigint) IS
'Drops the triggers of mirror_legacy(). Returns false if there were none. Copied rows stay.';
