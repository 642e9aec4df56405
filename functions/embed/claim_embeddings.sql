CREATE OR REPLACE FUNCTION relationship_engine.claim_embeddings(
    p_graph_id bigint, p_limit integer DEFAULT 500, p_lease interval DEFAULT '5 minutes'
)
RETURNS TABLE (entity_id uuid, content text, content_hash text, model text)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_model text := (SELECT g.embedding_model FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_due uuid[];
BEGIN
    IF v_model IS NULL THEN
        RAISE EXCEPTION 'graph % has no embedding model', p_graph_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'Choose one with set_embedding_model(graph, model).';
    END IF;
    LOOP
        v_due := ARRAY(
            SELECT e.id
            FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.embedding_hash IS NULL
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.embedding_attempt t
                    WHERE t.graph_id = p_graph_id AND t.entity_id = e.id AND t.retry_at > clock_timestamp())
            ORDER BY e.id
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED);
        EXIT WHEN cardinality(v_due) = 0;
        RETURN QUERY
        WITH leased AS (
            INSERT INTO relationship_engine.embedding_attempt AS t (graph_id, entity_id, retry_at)
            SELECT p_graph_id, d.id, clock_timestamp() + p_lease FROM unnest(v_due) AS d (id)
            -- Another worker may have committed its lease in the meantime.
            ON CONFLICT ON CONSTRAINT embedding_attempt_pkey DO UPDATE SET retry_at = EXCLUDED.retry_at
            WHERE t.retry_at <= clock_timestamp()
            RETURNING t.entity_id
        )
        SELECT e.id, c.content, md5(c.content), v_model
        FROM leased l
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = l.entity_id
        CROSS JOIN LATERAL (SELECT relationship_engine.embedding_text(e.title, e.summary) AS content) c;
        EXIT WHEN FOUND;  -- If another worker has claimed all of these, look for more.
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.claim_embeddings(bigint, integer, interval) IS
'Claims entities whose text has no embedding of the graph''s model, and returns their ids, texts, hashes of the '
'texts, and the model. No other worker gets them until the lease expires, so a worker may be killed. No row: no '
'other entity is due. Errors: object_not_in_prerequisite_state if the graph has no model.';
