CREATE OR REPLACE FUNCTION relationship_engine.claim_event_embeddings(
    p_graph_id bigint, p_limit integer DEFAULT 500, p_lease interval DEFAULT '5 minutes'
)
RETURNS TABLE (event_id uuid, content text, content_hash text, model text)
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
            SELECT e.event_id
            FROM relationship_engine.event_text e
            WHERE e.graph_id = p_graph_id AND e.embedding_hash IS NULL AND length(e.lexemes) > 1
                AND NOT EXISTS (
                    SELECT FROM relationship_engine.event_embedding_attempt t
                    WHERE t.graph_id = p_graph_id AND t.event_id = e.event_id AND t.retry_at > clock_timestamp())
            ORDER BY e.event_id
            LIMIT p_limit
            FOR NO KEY UPDATE SKIP LOCKED);
        EXIT WHEN cardinality(v_due) = 0;
        RETURN QUERY
        WITH leased AS (
            INSERT INTO relationship_engine.event_embedding_attempt AS t (graph_id, event_id, retry_at)
            SELECT p_graph_id, d.id, clock_timestamp() + p_lease FROM unnest(v_due) AS d (id)
            -- another worker may have committed its lease meanwhile
            ON CONFLICT ON CONSTRAINT event_embedding_attempt_pkey DO UPDATE SET retry_at = EXCLUDED.retry_at
            WHERE t.retry_at <= clock_timestamp()
            RETURNING t.event_id
        )
        SELECT v.id, c.content, md5(c.content), v_model
        FROM leased l
        JOIN relationship_engine.raw_events v ON v.graph_id = p_graph_id AND v.id = l.event_id
        CROSS JOIN LATERAL (
            SELECT relationship_engine.event_embedding_text(relationship_engine.event_text(v.payload)) AS content) c;
        EXIT WHEN FOUND;  -- where other workers took all of them, there may be more
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine.claim_event_embeddings(bigint, integer, interval) IS
'Events whose text has no embedding of the graph''s model: their ids, the texts, the hashes of these, and the '
'model. Other workers do not get them until the lease ends; none: no event waits. Errors: '
'object_not_in_prerequisite_state without a model.';
