-- The API's composite types. No table uses them, so they may change with the extension.
CREATE TYPE relationship_engine.candidate AS (
    from_id uuid,
    to_id uuid,
    kind text,
    strategy text,
    context text,
    confidence double precision,
    importance double precision,
    gain double precision,
    is_symmetric boolean,
    is_exclusive boolean,
    event_id uuid,
    start_date date,
    end_date date,
    description text,
    detail jsonb
);
COMMENT ON TYPE relationship_engine.candidate IS
'What a detector proposes: an edge, the strategy that found it, and the context that makes the observation independent '
'(event:<id>, entity:<id>, …). confidence and importance in 0..1; gain > 0, null = 1; is_symmetric: the kind has no direction; '
'is_exclusive: of this strategy, kind and from_id there is one edge, and this candidate takes the place of another one.';

CREATE TYPE relationship_engine.learn_report AS (
    edges_created bigint,
    edges_updated bigint,
    proposals bigint
);
COMMENT ON TYPE relationship_engine.learn_report IS 'What learn() did: new edges, edges with new evidence, candidates kept as proposals.';

CREATE TYPE relationship_engine.run_report AS (
    run_id uuid,
    graph_id bigint,
    mode text,
    status text,
    edges_created bigint,
    edges_updated bigint,
    edges_decayed bigint,
    edges_pruned bigint,
    entities_analyzed bigint,
    processing_time double precision,
    strategies_used text [],
    message text
);
COMMENT ON TYPE relationship_engine.run_report IS 'The result of a run, as kept in table run; processing_time in seconds.';

CREATE TYPE relationship_engine.edge_key AS (
    from_id uuid,
    to_id uuid,
    kind text
);
COMMENT ON TYPE relationship_engine.edge_key IS 'An edge of a graph by its natural key, whether it is there or not.';
