CREATE TABLE relationship_engine.embedding_attempt (
    graph_id bigint NOT NULL,
    entity_id uuid NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    retry_at timestamptz NOT NULL,
    error text,
    CONSTRAINT embedding_attempt_pkey PRIMARY KEY (graph_id, entity_id),
    CONSTRAINT embedding_attempt_entity_fkey FOREIGN KEY (graph_id, entity_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.embedding_attempt IS
'Entities that are claimed for embedding, or whose embedding failed. They are not claimed again before retry_at.';
