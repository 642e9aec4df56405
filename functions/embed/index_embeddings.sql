CREATE OR REPLACE FUNCTION relationship_engine.index_embeddings(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_model relationship_engine.embedding_model;
    v_form text;
    v_vector text := (SELECT x.extnamespace::regnamespace FROM pg_extension x WHERE x.extname = 'vector');
    v_table text;
    v_wanted text;
    v_index text;
    v_is_large boolean;
BEGIN
    SELECT m.* INTO v_model
    FROM relationship_engine.graph g
    JOIN relationship_engine.embedding_model m ON m.model = g.embedding_model
    WHERE g.id = p_graph_id;
    v_form := CASE WHEN v_model.is_half THEN 'halfvec' ELSE 'vector' END;
    FOREACH v_table IN ARRAY ARRAY['entity', 'event_text'] LOOP
        v_wanted := format('%s_embedding_%s_%s_idx', v_table, p_graph_id, left(md5(v_model.model || v_form), 8));
        FOR v_index IN
            SELECT c.relname FROM pg_index i
            JOIN pg_class c ON c.oid = i.indexrelid
            WHERE i.indrelid = format('relationship_engine.%I', v_table)::regclass
                AND c.relname ~ format('^%s_embedding_%s_[0-9a-f]{8}_idx$', v_table, p_graph_id)
                AND (c.relname <> v_wanted OR v_model.model IS NULL)
        LOOP
            EXECUTE format('DROP INDEX relationship_engine.%I', v_index);
        END LOOP;
        CONTINUE WHEN v_model.model IS NULL
            OR to_regclass('relationship_engine.' || quote_ident(v_wanted)) IS NOT NULL;
        v_is_large := (
            SELECT count(*) = 1000
            FROM (
                SELECT FROM relationship_engine.entity e
                WHERE v_table = 'entity' AND e.graph_id = p_graph_id AND e.embedding IS NOT NULL
                UNION ALL
                SELECT FROM relationship_engine.event_text t
                WHERE v_table = 'event_text' AND t.graph_id = p_graph_id AND t.embedding IS NOT NULL
                LIMIT 1000
            ) v);
        -- Every write opens all indexes of its table: thousands of small graphs do without, and are read in full.
        IF v_is_large OR (
            SELECT count(*) < 100 FROM pg_class c
            WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'i'
                AND c.relname ~ format('^%s_embedding_[0-9]+_[0-9a-f]{8}_idx$', v_table))
        THEN
            EXECUTE format(
                'CREATE INDEX IF NOT EXISTS %1$I ON relationship_engine.%2$I '
                'USING hnsw ((embedding::%3$s.%4$s(%5$s)) %3$s.%4$s_cosine_ops) WHERE graph_id = %6$s%7$s',
                v_wanted, v_table, v_vector, v_form, v_model.dimension, p_graph_id,
                -- event_text holds vectors of the graph's model alone
                CASE v_table WHEN 'entity' THEN format(' AND embedding_model = %L', v_model.model) ELSE '' END);
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.index_embeddings(bigint) IS
'Building block: makes the HNSW indexes (cosine) of entities and events for the graph''s embedding model where they '
'are missing, and drops those that the graph had for others. Where a hundred graphs have one, only a graph of at '
'least 1,000 vectors gets one: the vectors of a smaller graph are compared one by one.';
