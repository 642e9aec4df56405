-- What the strategies similarity, temporal and topology need.
ALTER TABLE relationship_engine.mention
DROP CONSTRAINT mention_origin_check,
ADD CONSTRAINT mention_origin_check CHECK (origin IN ('application', 'source_event', 'text'));
COMMENT ON COLUMN relationship_engine.mention.origin IS 'application: written by it; source_event: from entity.source_event_id; text: a known name in the text of the event.';
-- the latest events of an entity, from the index alone
DROP INDEX relationship_engine.mention_entity_idx;
CREATE INDEX mention_entity_idx ON relationship_engine.mention (graph_id, entity_id, created_at DESC) INCLUDE (event_id);

-- Who looks one edge up by its key, as foreign keys do, must not read all that leads to a hub. Without statistics the planner takes
-- each column to leave one row of 200, so the longer key wins over to_id alone; with them, to_id is said to leave 20.
DROP INDEX relationship_engine.edge_store_in_idx;
CREATE INDEX edge_store_in_idx ON relationship_engine.edge_store (to_id, log_weight DESC);
ALTER TABLE relationship_engine.edge_store ALTER COLUMN to_id SET (n_distinct = -0.05);

-- One model a graph: vectors of two models are never compared.
CREATE TABLE relationship_engine.embedding_model (
    model text NOT NULL,
    dimension integer NOT NULL,
    similarity_threshold double precision NOT NULL DEFAULT 0.85,
    duplicate_threshold double precision NOT NULL DEFAULT 0.95,
    is_half boolean NOT NULL DEFAULT false,
    note text,
    CONSTRAINT embedding_model_pkey PRIMARY KEY (model),
    CONSTRAINT embedding_model_dimension_check CHECK (dimension BETWEEN 1 AND 4000),
    CONSTRAINT embedding_model_half_check CHECK (is_half OR dimension <= 2000),
    CONSTRAINT embedding_model_threshold_check CHECK (
        similarity_threshold >= 0 AND similarity_threshold <= duplicate_threshold AND duplicate_threshold <= 1
    )
);
COMMENT ON TABLE relationship_engine.embedding_model IS 'The embedding models that graphs may use, each with thresholds of its own: a cosine means another thing in each.';
COMMENT ON COLUMN relationship_engine.embedding_model.similarity_threshold IS 'Cosine from which two entities are linked.';
COMMENT ON COLUMN relationship_engine.embedding_model.duplicate_threshold IS 'Cosine above which two entities of one type are likely duplicates.';
COMMENT ON COLUMN relationship_engine.embedding_model.is_half IS 'Index halfvec: half the size, for large graphs and for more than 2,000 dimensions.';

ALTER TABLE relationship_engine.graph
ADD COLUMN max_edges_per_run integer NOT NULL DEFAULT 10000,
ADD COLUMN max_context_size integer NOT NULL DEFAULT 200,
ADD COLUMN embedding_model text,
ADD CONSTRAINT graph_max_edges_per_run_check CHECK (max_edges_per_run >= 0),
ADD CONSTRAINT graph_max_context_size_check CHECK (max_context_size BETWEEN 2 AND 100000),
ADD CONSTRAINT graph_embedding_model_fkey FOREIGN KEY (embedding_model)
REFERENCES relationship_engine.embedding_model (model);
COMMENT ON COLUMN relationship_engine.graph.max_edges_per_run IS 'Most edges that the strategies of one run may create; the rest become proposals.';
COMMENT ON COLUMN relationship_engine.graph.max_context_size IS 'An event, or a neighbour, shared by more entities than this says nothing about two of them.';
COMMENT ON COLUMN relationship_engine.graph.embedding_model IS 'The model of entity.embedding; see set_embedding_model. Null: no embeddings.';

ALTER TABLE relationship_engine.entity
ADD COLUMN embedding_model text,
ADD COLUMN embedding_hash text;
CREATE INDEX entity_unembedded_idx ON relationship_engine.entity (graph_id, id) WHERE embedding_hash IS NULL;
CREATE INDEX entity_created_at_idx ON relationship_engine.entity (graph_id, created_at);
COMMENT ON COLUMN relationship_engine.entity.embedding_model IS 'The model that made the embedding.';
COMMENT ON COLUMN relationship_engine.entity.embedding_hash IS 'md5 of the text that was embedded; null: to be embedded (again).';

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
COMMENT ON TABLE relationship_engine.embedding_attempt IS 'Entities whose embedding is being made or has failed: not claimed again before retry_at.';

-- What strategies build on: live edges that were stated or observed, not inferred.
CREATE INDEX edge_store_base_out_idx ON relationship_engine.edge_store (graph_id, from_id) INCLUDE (kind, to_id)
WHERE pruned_by_run IS NULL AND (NOT strategies <@ '{similarity,temporal,topology}' OR kind = 'co_occurs');
CREATE INDEX edge_store_base_in_idx ON relationship_engine.edge_store (graph_id, to_id) INCLUDE (kind, from_id)
WHERE pruned_by_run IS NULL AND (NOT strategies <@ '{similarity,temporal,topology}' OR kind = 'co_occurs');
-- Index-only scans want pages that are known to be visible: by default a fifth of a large table may wait for that.
ALTER TABLE relationship_engine.edge_store SET (autovacuum_vacuum_insert_scale_factor = 0.02);
ALTER TABLE relationship_engine.mention SET (autovacuum_vacuum_insert_scale_factor = 0.02);
-- And what they inferred, which their caps count.
CREATE INDEX edge_store_inferred_idx ON relationship_engine.edge_store (graph_id, from_id) INCLUDE (strategies)
WHERE pruned_by_run IS NULL AND strategies && '{similarity,temporal,topology}';

CREATE TABLE relationship_engine.composition_rule (
    graph_id bigint NOT NULL,
    id uuid NOT NULL GENERATED ALWAYS AS (md5(graph_id::text || '/' || body_1 || '/' || coalesce(body_2, '') || '/' || kind)::uuid) STORED,
    body_1 text NOT NULL,
    body_2 text,
    kind text NOT NULL,
    body_count bigint NOT NULL,
    head_count bigint NOT NULL,
    confidence double precision NOT NULL,
    enabled boolean NOT NULL DEFAULT true,
    pinned boolean NOT NULL DEFAULT false,
    mined_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT composition_rule_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT composition_rule_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT composition_rule_confidence_check CHECK (confidence BETWEEN 0 AND 1)
);
CREATE INDEX composition_rule_body_idx ON relationship_engine.composition_rule (graph_id, body_1, body_2);
COMMENT ON TABLE relationship_engine.composition_rule IS 'What the graph teaches: body_1 then body_2 leads where kind leads. Mined at night from the edges; read, pin or switch off rows freely.';
COMMENT ON COLUMN relationship_engine.composition_rule.body_1 IS 'Kind of the first step; ^ before it: against its direction.';
COMMENT ON COLUMN relationship_engine.composition_rule.body_2 IS 'Kind of the second step; null: a rule of one step (an inverse, a symmetric or an equal kind).';
COMMENT ON COLUMN relationship_engine.composition_rule.body_count IS 'Pairs of entities in the sample that the body joins.';
COMMENT ON COLUMN relationship_engine.composition_rule.head_count IS 'Those of them that kind joins too.';
COMMENT ON COLUMN relationship_engine.composition_rule.confidence IS 'head_count / (body_count + 5): a rule seen rarely is less sure.';
COMMENT ON COLUMN relationship_engine.composition_rule.enabled IS 'False: the rule proposes nothing, and stays so.';
COMMENT ON COLUMN relationship_engine.composition_rule.pinned IS 'Mining neither changes nor deletes the rule.';

CREATE TABLE relationship_engine.attribute_rule (
    graph_id bigint NOT NULL,
    body text NOT NULL,
    body_id uuid NOT NULL,
    head text NOT NULL,
    head_id uuid NOT NULL,
    body_count bigint NOT NULL,
    head_count bigint NOT NULL,
    confidence double precision NOT NULL,
    enabled boolean NOT NULL DEFAULT true,
    pinned boolean NOT NULL DEFAULT false,
    mined_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT attribute_rule_pkey PRIMARY KEY (graph_id, body_id, body, head_id, head),
    CONSTRAINT attribute_rule_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT attribute_rule_confidence_check CHECK (confidence BETWEEN 0 AND 1)
);
CREATE INDEX attribute_rule_head_idx ON relationship_engine.attribute_rule (graph_id, head_id, head);
COMMENT ON TABLE relationship_engine.attribute_rule IS 'What the graph teaches about single entities: who is joined to body_id by body is joined to head_id by head. Mined as composition_rule is.';
COMMENT ON COLUMN relationship_engine.attribute_rule.body IS 'Kind of the edge; ^ before it: the edge leads from body_id.';
COMMENT ON COLUMN relationship_engine.attribute_rule.head IS 'Kind of the edge that follows; ^ before it: it leads from head_id.';

ALTER TABLE relationship_engine.strategy_setting ADD COLUMN reads_mentions boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN relationship_engine.strategy_setting.reads_mentions IS 'An entity that is only mentioned again is news to it; if not, nights leave such entities out, and a full scan takes them all.';
INSERT INTO relationship_engine.strategy_setting (graph_id, strategy, weight, max_edges_per_entity, reads_mentions)
SELECT g.id, s.strategy, s.weight, s.cap, s.reads_mentions
FROM relationship_engine.graph g
CROSS JOIN (VALUES ('similarity', 0.8, 10, false), ('temporal', 0.7, 200, true), ('topology', 0.6, 20, true))
    AS s (strategy, weight, cap, reads_mentions)
ORDER BY g.id, s.strategy;

INSERT INTO relationship_engine.embedding_model (model, dimension, similarity_threshold, duplicate_threshold, note)
VALUES ('wordllama-256', 256, 0.75, 0.95, 'local, offline; thresholds calibrated, see docs/strategies/similarity.md');
