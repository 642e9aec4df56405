-- Verdicts of people on edges. Rejected observations do not count again.
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
'Verdicts of people on edges. Each verdict is a run of mode review and holds until that run is undone.';
COMMENT ON COLUMN relationship_engine.review.new_kind IS 'For verdict edit: the correct kind.';
COMMENT ON COLUMN relationship_engine.review.confidence IS 'Confidence of the edge at the time of the review.';
COMMENT ON COLUMN relationship_engine.review.findings IS
'What had found the edge: an array of {"strategy": …, "rule": …}; rule is null except for strategy pattern.';
COMMENT ON COLUMN relationship_engine.review.is_sample IS
'The edge was drawn at random, so the verdict counts for the precision of its strategies.';

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
'Observations that do not count because a person rejected their edge, until that review is undone.';

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
COMMENT ON TABLE relationship_engine.review_sample IS 'Edges that were drawn at random for review.';

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
'Strategies and rules that were switched to shadow because of reviews, with the counts.';
COMMENT ON COLUMN relationship_engine.demotion.rule_id IS 'The rule; null: the whole strategy.';
COMMENT ON COLUMN relationship_engine.demotion.upper_bound IS 'Upper Wilson bound of the precision at 95 %.';
