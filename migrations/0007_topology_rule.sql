-- What the strategy topology learns from the graph.
CREATE TABLE relationship_engine.composition_rule (
    graph_id bigint NOT NULL,
    id uuid NOT NULL GENERATED ALWAYS
        AS (md5(graph_id::text || '/' || body_1 || '/' || coalesce(body_2, '') || '/' || kind)::uuid) STORED,
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
'What the graph teaches: body_1 then body_2 leads where kind leads. Mined at night from the edges; read, pin or '
'switch off rows freely.';
COMMENT ON COLUMN relationship_engine.composition_rule.body_1 IS
'Kind of the first step; ^ before it: against its direction.';
COMMENT ON COLUMN relationship_engine.composition_rule.body_2 IS
'Kind of the second step; null: a rule of one step (an inverse, a symmetric or an equal kind).';
COMMENT ON COLUMN relationship_engine.composition_rule.body_count IS
'Pairs of entities in the sample that the body joins.';
COMMENT ON COLUMN relationship_engine.composition_rule.head_count IS 'Those of them that kind joins too.';
COMMENT ON COLUMN relationship_engine.composition_rule.confidence IS
'head_count / (body_count + 5): a rule seen rarely is less sure.';
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
COMMENT ON TABLE relationship_engine.attribute_rule IS
'What the graph teaches about single entities: who is joined to body_id by body is joined to head_id by head. Mined '
'as composition_rule is.';
COMMENT ON COLUMN relationship_engine.attribute_rule.body IS
'Kind of the edge; ^ before it: the edge leads from body_id.';
COMMENT ON COLUMN relationship_engine.attribute_rule.head IS
'Kind of the edge that follows; ^ before it: it leads from head_id.';
