CREATE OR REPLACE FUNCTION relationship_engine.fail_embeddings(
    p_graph_id bigint, p_entity_ids uuid [], p_error text, p_wait interval DEFAULT NULL
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.embedding_attempt t
    SET attempts = t.attempts + (p_wait IS NULL)::integer, error = left(p_error, 1000),
        retry_at = clock_timestamp() + coalesce(
            p_wait, least(interval '1 hour', interval '15 seconds' * power(2, least(t.attempts, 20)))
                * (0.5 + random()))
    WHERE t.graph_id = p_graph_id AND t.entity_id = ANY (p_entity_ids)
$function$;

COMMENT ON FUNCTION relationship_engine.fail_embeddings(bigint, uuid [], text, interval) IS
'Records that claimed entities could not be embedded, with the error. They are due again after 15 seconds, doubled '
'with each failure up to an hour, with jitter. p_wait: the entities are not the cause, so they are due after that '
'time, and no attempt is counted.';
