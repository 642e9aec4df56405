-- name: embedding_state
-- One row: the graph's model, its dimension, how many entities are due, and how many wait for another try; no row where
-- there is no such graph. dimension: that of the given model, where it is known.
SELECT g.embedding_model AS model,
    (SELECT m.dimension FROM relationship_engine.embedding_model m
    WHERE m.model = coalesce(%(model)s::text, g.embedding_model)) AS dimension,
    (SELECT count(*) FROM relationship_engine.entity e
    WHERE e.graph_id = g.id AND e.embedding_hash IS NULL)
    + (SELECT count(*) FROM relationship_engine.event_text e
    WHERE e.graph_id = g.id AND e.embedding_hash IS NULL AND length(e.lexemes) > 1) AS due,
    (SELECT count(*) FROM relationship_engine.embedding_attempt t
    WHERE t.graph_id = g.id AND t.error IS NOT NULL)
    + (SELECT count(*) FROM relationship_engine.event_embedding_attempt t
    WHERE t.graph_id = g.id AND t.error IS NOT NULL) AS waiting
FROM relationship_engine.graph g
WHERE g.id = %(graph_id)s::bigint;

-- name: set_embedding_model
-- No row.
SELECT relationship_engine.set_embedding_model(
    p_graph_id => %(graph_id)s::bigint, p_model => %(model)s::text, p_dimension => %(dimension)s::integer);

-- name: claim_embeddings
-- Entities that this worker now holds: entity_id, content, content_hash, model.
SELECT * FROM relationship_engine.claim_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_limit => %(limit)s::integer, p_lease => %(lease)s::interval);

-- name: store_embeddings
-- One row: stored, how many; the others have another text by now.
SELECT relationship_engine.store_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_model => %(model)s::text, p_entity_ids => %(ids)s::uuid[],
    p_hashes => %(hashes)s::text[], p_embeddings => %(embeddings)s::text[]) AS stored;

-- name: fail_embeddings
-- No row.
SELECT relationship_engine.fail_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_entity_ids => %(ids)s::uuid[], p_error => %(error)s::text,
    p_wait => %(wait)s::interval);

-- name: claim_event_embeddings
-- Events that this worker now holds: event_id, content, content_hash, model.
SELECT * FROM relationship_engine.claim_event_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_limit => %(limit)s::integer, p_lease => %(lease)s::interval);

-- name: store_event_embeddings
-- One row: stored, how many; the others have another text by now.
SELECT relationship_engine.store_event_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_model => %(model)s::text, p_event_ids => %(ids)s::uuid[],
    p_hashes => %(hashes)s::text[], p_embeddings => %(embeddings)s::text[]) AS stored;

-- name: fail_event_embeddings
-- No row.
SELECT relationship_engine.fail_event_embeddings(
    p_graph_id => %(graph_id)s::bigint, p_event_ids => %(ids)s::uuid[], p_error => %(error)s::text,
    p_wait => %(wait)s::interval);
