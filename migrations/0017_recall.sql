-- What recall() reads. Derived from raw_events by index_texts(); no foreign key, which would cost every INSERT of an
-- event:
-- a trigger removes the rows of deleted events.
CREATE TABLE relationship_engine.event_text (
    graph_id bigint NOT NULL,
    event_id uuid NOT NULL,
    occurred_at timestamptz,
    lexemes tsvector NOT NULL,
    embedding schema_of_vector.vector,
    embedding_hash text,
    CONSTRAINT event_text_pkey PRIMARY KEY (graph_id, event_id)
);
-- One index for all graphs: each tsvector also holds the mark of its graph, and every search asks for it.
CREATE INDEX event_text_lexemes_idx ON relationship_engine.event_text USING gin (lexemes) WITH (fastupdate = off);
CREATE INDEX event_text_occurred_at_idx ON relationship_engine.event_text (graph_id, occurred_at, event_id)
WHERE occurred_at IS NOT NULL;
CREATE INDEX event_text_unembedded_idx ON relationship_engine.event_text (graph_id, event_id)
    WHERE embedding_hash IS NULL;
COMMENT ON TABLE relationship_engine.event_text IS
'The full-text index and the embedding of each event, derived from raw_events.';
COMMENT ON COLUMN relationship_engine.event_text.lexemes IS
'The text as graph.text_config reads it, and |g1 as the mark of graph 1.';
COMMENT ON COLUMN relationship_engine.event_text.embedding IS
'Vector of the graph''s embedding model; null: none yet.';
COMMENT ON COLUMN relationship_engine.event_text.embedding_hash IS
'md5 of the embedded text; null: the event is due for embedding.';

CREATE TABLE relationship_engine.lexeme (
    graph_id bigint NOT NULL,
    lexeme text COLLATE "C" NOT NULL,
    events bigint NOT NULL,
    CONSTRAINT lexeme_pkey PRIMARY KEY (graph_id, lexeme)
);
COMMENT ON TABLE relationship_engine.lexeme IS
'Number of events that contain a lexeme, for lexemes in 50 events or more. Others are counted on demand.';

CREATE TABLE relationship_engine.text_stat (
    graph_id bigint NOT NULL,
    events bigint NOT NULL,
    length double precision NOT NULL,
    text_config text NOT NULL,
    counted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT text_stat_pkey PRIMARY KEY (graph_id)
);
COMMENT ON TABLE relationship_engine.text_stat IS 'The last results of count_lexemes() per graph.';
COMMENT ON COLUMN relationship_engine.text_stat.length IS 'Average number of different lexemes of an event.';
COMMENT ON COLUMN relationship_engine.text_stat.text_config IS
'graph.text_config at that time. If it has changed since, the next nightly run indexes all texts again.';

CREATE TABLE relationship_engine.event_embedding_attempt (
    graph_id bigint NOT NULL,
    event_id uuid NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    retry_at timestamptz NOT NULL,
    error text,
    CONSTRAINT event_embedding_attempt_pkey PRIMARY KEY (graph_id, event_id),
    CONSTRAINT event_embedding_attempt_event_fkey FOREIGN KEY (graph_id, event_id)
        REFERENCES relationship_engine.event_text (graph_id, event_id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.event_embedding_attempt IS
'Events that are claimed for embedding, or whose embedding failed. They are not claimed again before retry_at.';
