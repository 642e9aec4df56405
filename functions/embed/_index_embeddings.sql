CREATE OR REPLACE FUNCTION relationship_engine._index_embeddings(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_model relationship_engine.embedding_model;
    v_form text;
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_wanted text;
    v_index text;
BEGIN
    SELECT m.* INTO v_model
    FROM relationship_engine.graph g
    JOIN relationship_engine.embedding_model m ON m.model = g.embedding_model
    WHERE g.id = p_graph_id;
    v_form := CASE WHEN v_model.is_half THEN 'halfvec' ELSE 'vector' END;
    v_wanted := 'entity_embedding_' || p_graph_id || '_' || left(md5(v_model.model || v_form), 8) || '_idx';
    FOR v_index IN
        SELECT c.relname FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = 'relationship_engine.entity'::regclass
            AND c.relname ~ format('^entity_embedding_%s_[0-9a-f]{8}_idx$', p_graph_id)
            AND c.relname IS DISTINCT FROM v_wanted
    LOOP
        EXECUTE format('DROP INDEX relationship_engine.%I', v_index);
    END LOOP;
    IF v_wanted IS NOT NULL THEN
        EXECUTE format(
            'CREATE INDEX IF NOT EXISTS %1$I ON relationship_engine.entity '
            'USING hnsw ((embedding::%6$s.%2$s(%3$s)) %6$s.%2$s_cosine_ops) WHERE graph_id = %4$s AND embedding_model '
                '= %5$L',
            v_wanted, v_form, v_model.dimension, p_graph_id, v_model.model, v_vector);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._index_embeddings(bigint) IS
'Creates the HNSW index (cosine) of the graph''s embedding model, and drops those of its former models.';
