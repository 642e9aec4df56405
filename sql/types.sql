-- The composite types of the API. No table uses them, so they may change with the extension.
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
'One relationship that a detector proposes: an edge, its strategy, and the context that makes the observation '
'independent (event:<id>, entity:<id>, …). confidence and importance are in 0..1; gain > 0, null: 1. is_symmetric: '
'the kind has no direction. is_exclusive: the observation replaces an older one of the same strategy, kind and '
'from_id with another to_id.';

CREATE TYPE relationship_engine.learn_report AS (
    edges_created bigint,
    edges_updated bigint,
    proposals bigint
);
COMMENT ON TYPE relationship_engine.learn_report IS
'The result of learn(): new edges, edges with new evidence, and candidates that were kept as proposals.';

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
COMMENT ON TYPE relationship_engine.run_report IS
'The result of a run, as stored in table run; processing_time in seconds.';

CREATE TYPE relationship_engine.step AS (
    relation text,
    other_id uuid
);
COMMENT ON TYPE relationship_engine.step IS
'One edge as seen from one of its ends: the kind, prefixed with ^ if the edge leads to that end, and the other end.';

CREATE TYPE relationship_engine.text_pair AS (
    event_id uuid,
    first_ids uuid [],
    second_ids uuid [],
    is_place boolean,
    words text,
    before text,
    after text,
    units text [],
    next text,
    previous text,
    last text,
    is_denied boolean,
    is_unreal boolean,
    tail text,
    head text,
    is_sole boolean
);
COMMENT ON TYPE relationship_engine.text_pair IS
'Two names of one sentence as text rules read them: whom the first and the second may mean, whether the first is a '
'place, the words between them, the four units before and after them, all these units, the first and the last word '
'between them, the one before them, whether the sentence denies something between them, whether it is a question or '
'unreal, the words after them up to the next name, those before them if no name stands there, and whether the first '
'is the only one of its type up to the second.';

CREATE TYPE relationship_engine.llm_claim AS (
    job_id uuid,
    graph_id bigint,
    lease_token uuid,
    call_id uuid,
    model text,
    max_tokens integer,
    request_extra jsonb,
    custom_id text,
    payload jsonb
);
COMMENT ON TYPE relationship_engine.llm_claim IS
'A job that a worker has leased, with everything that its request needs. lease_token and call_id are the same id, '
'that of the call in llm_call, and prove that an answer is current. custom_id identifies the job in a batch. payload '
'is the user turn.';

CREATE TYPE relationship_engine.diagnosis AS (
    "check" text,
    status text,
    value text,
    remedy text,
    graph_id bigint
);
COMMENT ON TYPE relationship_engine.diagnosis IS
'A finding of doctor(). status is ok, info, warning or error; remedy says what to do; graph_id is null for findings '
'that concern all graphs.';

CREATE TYPE relationship_engine.edge_key AS (
    from_id uuid,
    to_id uuid,
    kind text
);
COMMENT ON TYPE relationship_engine.edge_key IS 'An edge of a graph by its natural key, whether or not it exists.';

CREATE TYPE relationship_engine.scope AS (
    graph_id bigint,
    run_id uuid,
    entity_ids uuid [],
    changed_ids uuid [],
    read_since timestamptz,
    is_interactive boolean
);
COMMENT ON TYPE relationship_engine.scope IS
'The scope of a run or of one of its chunks: the entities, those of them that are new or changed rather than only '
'mentioned again (changed_ids), the time since which events are read (null: all), and whether a user''s statement or '
'caller waits (then only incremental strategies run).';
