-- The rules that strategy topology mines from the graph.
CREATE TABLE relationship_engine.composition_rule (
    graph_id bigint NOT NULL,
    id uuid NOT NULL,
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
COMMENT ON TABLE relationship_engine.composition_rule IS
'Rules of strategy topology: body_1 followed by body_2 implies kind. Mined at night from the edges. You may pin and '
'disable rows.';
-- A trigger computes it. A generated column in a key would keep the table out of publications: on PostgreSQL 18 its
-- rows could then be neither updated nor deleted.
COMMENT ON COLUMN relationship_engine.composition_rule.id IS 'md5 of graph, body and kind; a trigger sets it.';
COMMENT ON COLUMN relationship_engine.composition_rule.body_1 IS
'Kind of the first step; a leading ^ reverses its direction.';
COMMENT ON COLUMN relationship_engine.composition_rule.body_2 IS
'Kind of the second step; null: a rule of one step (an inverse, symmetric or equivalent kind).';
COMMENT ON COLUMN relationship_engine.composition_rule.body_count IS
'Pairs of entities in the sample that the body connects.';
COMMENT ON COLUMN relationship_engine.composition_rule.head_count IS
'Pairs of body_count that are also connected by kind.';
COMMENT ON COLUMN relationship_engine.composition_rule.confidence IS
'head_count / (body_count + 5), which lowers the confidence of rules with few examples.';
COMMENT ON COLUMN relationship_engine.composition_rule.enabled IS
'False: the rule proposes nothing, and mining does not enable it again.';
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
COMMENT ON TABLE relationship_engine.attribute_rule IS
'Rules of strategy topology about single entities: an entity that body connects to body_id is connected to head_id by '
'head. Mined like composition_rule.';
COMMENT ON COLUMN relationship_engine.attribute_rule.body IS
'Kind of the edge to body_id; with a leading ^ the edge leads from body_id.';
COMMENT ON COLUMN relationship_engine.attribute_rule.head IS
'Kind of the predicted edge to head_id; with a leading ^ it leads from head_id.';
