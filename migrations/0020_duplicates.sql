-- Derived from the titles of entities by refresh_duplicates().
CREATE TABLE relationship_engine.name_key (
    graph_id bigint NOT NULL,
    entity_id uuid NOT NULL,
    key bigint NOT NULL,
    way smallint NOT NULL,
    word text,
    CONSTRAINT name_key_pkey PRIMARY KEY (graph_id, key, entity_id, way)
);
COMMENT ON TABLE relationship_engine.name_key IS
'Keys of the titles of entities: two entities that may be one thing by their names have a key in common.';
COMMENT ON COLUMN relationship_engine.name_key.way IS 'How the title leads to the key: see _name_keys().';
COMMENT ON COLUMN relationship_engine.name_key.word IS 'The word that may be misspelt, where the key has a part of it.';

-- In place of an index of name_key by entity, which costs seven times as much to fill.
CREATE TABLE relationship_engine.title_keys (
    graph_id bigint NOT NULL,
    entity_id uuid NOT NULL,
    keys bigint [] NOT NULL,
    CONSTRAINT title_keys_pkey PRIMARY KEY (graph_id, entity_id)
);
COMMENT ON TABLE relationship_engine.title_keys IS 'The keys that the title of an entity has in name_key.';

CREATE TABLE relationship_engine.name_pair (
    graph_id bigint NOT NULL,
    entity_id uuid NOT NULL,
    other_id uuid NOT NULL,
    probability double precision NOT NULL,
    reason text NOT NULL,
    detected_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT name_pair_pkey PRIMARY KEY (graph_id, entity_id, other_id),
    CONSTRAINT name_pair_order_check CHECK (entity_id < other_id),
    CONSTRAINT name_pair_probability_check CHECK (probability BETWEEN 0 AND 1)
);
CREATE INDEX name_pair_other_idx ON relationship_engine.name_pair (graph_id, other_id);
COMMENT ON TABLE relationship_engine.name_pair IS
'Pairs of entities that are probably one thing by their names. Read the view duplicate_candidate.';
