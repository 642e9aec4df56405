CREATE OR REPLACE FUNCTION relationship_engine.receive_graph(p_graph jsonb, p_sequences jsonb)
RETURNS boolean
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_columns text;
    v_model text := p_graph ->> 'embedding_model';
    v_id bigint := (p_graph ->> 'id')::bigint;
    v_is_new boolean;
    v_sequence record;
BEGIN
    SELECT string_agg(quote_ident(a.attname), ', ' ORDER BY a.attnum) INTO v_columns
    FROM pg_attribute a
    WHERE a.attrelid = 'relationship_engine.graph'::regclass AND a.attnum > 0 AND NOT a.attisdropped
        AND a.attgenerated = '' AND p_graph ? a.attname;
    -- ids that were given at the source must not be given here again
    FOR v_sequence IN
        SELECT pg_get_serial_sequence(format('relationship_engine.%I', s.key), a.attname) AS name,
            s.value::bigint AS value
        FROM jsonb_each_text(p_sequences) s
        JOIN pg_attribute a
            ON a.attrelid = format('relationship_engine.%I', s.key)::regclass AND a.attidentity <> ''
        WHERE s.value IS NOT NULL
    LOOP
        PERFORM setval(v_sequence.name, greatest(
            v_sequence.value, coalesce(pg_sequence_last_value(v_sequence.name::regclass), 1)));
    END LOOP;
    EXECUTE format(
        'INSERT INTO relationship_engine.graph (%1$s) SELECT %1$s '
        'FROM jsonb_populate_record(NULL::relationship_engine.graph, $1) ON CONFLICT (id) DO NOTHING RETURNING true',
        v_columns)
    INTO v_is_new USING p_graph;
    DELETE FROM relationship_engine.graph_move m WHERE m.graph_id = v_id;
    IF v_is_new AND v_model IS NOT NULL THEN
        PERFORM relationship_engine.set_embedding_model(v_id, v_model);
    END IF;
    RETURN coalesce(v_is_new, false);
END
$function$;

COMMENT ON FUNCTION relationship_engine.receive_graph(jsonb, jsonb) IS
'Building block of fleet move, at the target: puts the graph of export_graph() in place, after its rows; from its '
'commit on the graph is here. Returns false if it was here. Can be repeated. Errors: unique_violation for the name.';
