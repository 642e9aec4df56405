-- People judge edges; what they reject does not come back by the same evidence.
CREATE TABLE relationship_engine.review (
    graph_id bigint NOT NULL,
    run_id uuid NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    verdict text NOT NULL,
    new_kind text,
    note text,
    confidence double precision,
    findings jsonb NOT NULL,
    is_sample boolean NOT NULL,
    reviewed_by text NOT NULL DEFAULT session_user,
    reviewed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT review_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, run_id),
    CONSTRAINT review_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT review_verdict_check CHECK (verdict IN ('accept', 'reject', 'edit'))
);
CREATE INDEX review_run_idx ON relationship_engine.review (graph_id, run_id);
COMMENT ON TABLE relationship_engine.review IS
'What people said of edges; each verdict is a run of mode review, and holds while that is not undone.';
COMMENT ON COLUMN relationship_engine.review.new_kind IS 'Of verdict edit: the kind that is right.';
COMMENT ON COLUMN relationship_engine.review.confidence IS 'Of the edge when it was reviewed.';
COMMENT ON COLUMN relationship_engine.review.findings IS
'Who had found it: an array of {"strategy": …, "rule": …}, rule null but for patterns.';
COMMENT ON COLUMN relationship_engine.review.is_sample IS
'The edge was drawn at random, so the verdict speaks for its strategies.';

CREATE TABLE relationship_engine.rejection (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    strategy text NOT NULL,
    context text NOT NULL,
    run_id uuid NOT NULL,
    rejected_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT rejection_pkey PRIMARY KEY (graph_id, from_id, to_id, kind, strategy, context, run_id),
    CONSTRAINT rejection_from_fkey FOREIGN KEY (graph_id, from_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE,
    CONSTRAINT rejection_to_fkey FOREIGN KEY (graph_id, to_id)
        REFERENCES relationship_engine.entity (graph_id, id) ON DELETE CASCADE
);
CREATE INDEX rejection_run_idx ON relationship_engine.rejection (graph_id, run_id);
CREATE INDEX rejection_to_idx ON relationship_engine.rejection (graph_id, to_id);
COMMENT ON TABLE relationship_engine.rejection IS
'Observations that do not count because a person rejected their edge, while that run is not undone.';

CREATE TABLE relationship_engine.review_sample (
    graph_id bigint NOT NULL,
    from_id uuid NOT NULL,
    to_id uuid NOT NULL,
    kind text NOT NULL,
    sampled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT review_sample_pkey PRIMARY KEY (graph_id, from_id, to_id, kind),
    CONSTRAINT review_sample_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
CREATE INDEX review_sample_sampled_at_idx ON relationship_engine.review_sample (graph_id, sampled_at);
COMMENT ON TABLE relationship_engine.review_sample IS 'Edges drawn at random, to be reviewed.';

CREATE TABLE relationship_engine.demotion (
    graph_id bigint NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    strategy text NOT NULL,
    rule_id bigint,
    reviewed bigint NOT NULL,
    accepted bigint NOT NULL,
    upper_bound double precision NOT NULL,
    precision_floor double precision NOT NULL,
    demoted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT demotion_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT demotion_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.demotion IS
'Strategies and rules that went to shadow by themselves, and the verdicts for it.';
COMMENT ON COLUMN relationship_engine.demotion.rule_id IS 'Null: the whole strategy.';
COMMENT ON COLUMN relationship_engine.demotion.upper_bound IS 'Of the precision: the Wilson bound at 95 %.';
