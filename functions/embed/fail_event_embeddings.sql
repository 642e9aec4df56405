CREATE OR REPLACE FUNCTION relationship_engine.fail_event_embeddings(
    p_graph_id bigint, p_event_ids uuid [], p_error text, p_wait interval DEFAULT NULL
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.event_embedding_attempt t
    SET attempts = t.attempts + (p_wait IS NULL)::integer, error = left(p_error, 1000),
        retry_at = clock_timestamp() + coalesce(
            p_wait, least(interval '1 hour', interval '15 seconds' * power(2, least(t.attempts, 20)))
                * (0.5 + random()))
    WHERE t.graph_id = p_graph_id AND t.event_id = ANY (p_event_ids)
$function$;

COMMENT ON FUNCTION relationship_engine.fail_event_embeddings(bigint, uuid [], text, interval) IS
'As fail_embeddings(), of events that claim_event_embeddings gave out.';
