-- Queue, budget and ledger of model calls. The settings per graph are columns of graph.
CREATE TABLE relationship_engine.llm_job (
    graph_id bigint NOT NULL,
    subject text NOT NULL,
    subject_id uuid NOT NULL,
    group_no integer NOT NULL DEFAULT 0,
    id uuid NOT NULL GENERATED ALWAYS AS (
        md5(graph_id::text || '/' || subject || '/' || subject_id::text || '/' || group_no::text)::uuid
    ) STORED,
    priority smallint NOT NULL,
    state text NOT NULL DEFAULT 'ready',
    run_after timestamptz NOT NULL,
    run_before timestamptz NOT NULL,
    attempts integer NOT NULL DEFAULT 0,
    lease_token uuid,
    lease_until timestamptz,
    read_at timestamptz,
    batch_id uuid,
    entity_ids uuid [],
    event_ids uuid [],
    text_start integer NOT NULL DEFAULT 1,
    extracts boolean NOT NULL DEFAULT false,
    max_tokens integer,
    failing_since timestamptz,
    error_code text,
    error text,
    created_at timestamptz NOT NULL,
    finished_at timestamptz,
    CONSTRAINT llm_job_pkey PRIMARY KEY (graph_id, subject, subject_id, group_no),
    CONSTRAINT llm_job_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT llm_job_subject_check CHECK (subject IN ('event', 'entity')),
    CONSTRAINT llm_job_priority_check CHECK (priority BETWEEN -1 AND 1),
    CONSTRAINT llm_job_state_check CHECK (state IN ('ready', 'leased', 'done', 'dead', 'refused')),
    CONSTRAINT llm_job_lease_check CHECK ((state = 'leased') = (lease_token IS NOT NULL AND lease_until IS NOT NULL))
);
CREATE INDEX llm_job_id_idx ON relationship_engine.llm_job (id, graph_id);
CREATE INDEX llm_job_ready_idx ON relationship_engine.llm_job (graph_id, priority, run_after) WHERE state = 'ready';
CREATE INDEX llm_job_leased_idx ON relationship_engine.llm_job (graph_id, lease_until) WHERE state = 'leased';
CREATE INDEX llm_job_dead_idx ON relationship_engine.llm_job (graph_id) WHERE state = 'dead';
COMMENT ON TABLE relationship_engine.llm_job IS
'Jobs for a model: an event with its entities, or an entity across its events. Done jobs are kept, since they record '
'what has been read.';
COMMENT ON COLUMN relationship_engine.llm_job.id IS 'md5 of the natural key.';
COMMENT ON COLUMN relationship_engine.llm_job.group_no IS
'An event with many entities or a long text is read in overlapping groups.';
COMMENT ON COLUMN relationship_engine.llm_job.priority IS
'1: a new event; 0: an event found later; -1: an entity across events. 0 and below wait for a batch.';
COMMENT ON COLUMN relationship_engine.llm_job.run_after IS
'Earliest time of the call. Further entities of the event delay it, up to run_before.';
COMMENT ON COLUMN relationship_engine.llm_job.lease_token IS
'The current lease: the id of the call in llm_call. Answers with another token change nothing.';
COMMENT ON COLUMN relationship_engine.llm_job.read_at IS 'When a worker last read the texts; null: never.';
COMMENT ON COLUMN relationship_engine.llm_job.entity_ids IS
'The entities in the request, e0 first; null until the job is first claimed.';
COMMENT ON COLUMN relationship_engine.llm_job.event_ids IS 'The events whose texts are in the request.';
COMMENT ON COLUMN relationship_engine.llm_job.text_start IS
'Position of the first character of the event''s text that this group reads.';
COMMENT ON COLUMN relationship_engine.llm_job.extracts IS
'The model is asked for the entities of the event too (see graph.llm_extracts).';
COMMENT ON COLUMN relationship_engine.llm_job.max_tokens IS
'Limit of the answer in tokens, if it differs from graph.llm_max_tokens.';
COMMENT ON COLUMN relationship_engine.llm_job.failing_since IS
'The first failure since the job was last done; after three days the job is dead.';

CREATE TABLE relationship_engine.llm_call (
    graph_id bigint NOT NULL,
    id uuid NOT NULL,
    job_id uuid NOT NULL,
    subject text NOT NULL,
    batch_id uuid,
    attempt integer NOT NULL,
    day date NOT NULL,
    state text NOT NULL DEFAULT 'reserved',
    model text NOT NULL,
    prompt_version text,
    max_tokens integer NOT NULL,
    reserved numeric NOT NULL,
    cost numeric,
    usage jsonb,
    request_id text,
    answered_by text,
    error_code text,
    relations integer,
    created_at timestamptz NOT NULL,
    booked_at timestamptz,
    CONSTRAINT llm_call_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT llm_call_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT llm_call_state_check CHECK (state IN ('reserved', 'booked', 'released')),
    CONSTRAINT llm_call_cost_check CHECK ((state = 'booked') = (cost IS NOT NULL))
);
CREATE INDEX llm_call_id_idx ON relationship_engine.llm_call (id, graph_id);
CREATE INDEX llm_call_day_idx ON relationship_engine.llm_call (graph_id, day);
CREATE INDEX llm_call_batch_idx ON relationship_engine.llm_call (graph_id, batch_id) WHERE batch_id IS NOT NULL;
COMMENT ON TABLE relationship_engine.llm_call IS
'The ledger: each call to a model, its reservation and its cost. The id is the run_id of the evidence from its answer.';
COMMENT ON COLUMN relationship_engine.llm_call.day IS 'The day (UTC) whose budget is charged: that of the reservation.';
COMMENT ON COLUMN relationship_engine.llm_call.state IS
'reserved: the outcome is unknown, so the highest possible cost counts; booked: the cost is known; released: not '
'billed.';
COMMENT ON COLUMN relationship_engine.llm_call.reserved IS 'The highest possible cost in USD.';
COMMENT ON COLUMN relationship_engine.llm_call.cost IS 'USD, from the usage and the price of the day.';
COMMENT ON COLUMN relationship_engine.llm_call.answered_by IS 'The model named in the answer.';
COMMENT ON COLUMN relationship_engine.llm_call.prompt_version IS
'Version of the prompt, as given by the worker when it claimed the job.';
COMMENT ON COLUMN relationship_engine.llm_call.relations IS 'Number of relations in the answer.';

CREATE TABLE relationship_engine.llm_day (
    graph_id bigint NOT NULL,
    day date NOT NULL,
    reserved numeric NOT NULL DEFAULT 0,
    spent numeric NOT NULL DEFAULT 0,
    next_job_cost numeric,
    CONSTRAINT llm_day_pkey PRIMARY KEY (graph_id, day),
    CONSTRAINT llm_day_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT llm_day_reserved_check CHECK (reserved >= 0),
    CONSTRAINT llm_day_spent_check CHECK (spent >= 0)
);
COMMENT ON TABLE relationship_engine.llm_day IS
'Sums of llm_call per day (UTC). Its row is the lock under which calls are admitted.';
COMMENT ON COLUMN relationship_engine.llm_day.next_job_cost IS
'Highest possible cost of the next job, if it does not fit into the rest of the day''s budget; otherwise null.';

CREATE TABLE relationship_engine.llm_batch (
    graph_id bigint NOT NULL,
    id uuid NOT NULL,
    state text NOT NULL DEFAULT 'intent',
    provider_id text,
    error text,
    created_at timestamptz NOT NULL,
    updated_at timestamptz NOT NULL,
    CONSTRAINT llm_batch_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT llm_batch_provider_id_key UNIQUE (graph_id, provider_id),
    CONSTRAINT llm_batch_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT llm_batch_state_check CHECK (state IN ('intent', 'submitted', 'unknown', 'abandoned', 'ended'))
);
CREATE INDEX llm_batch_id_idx ON relationship_engine.llm_batch (id);
COMMENT ON TABLE relationship_engine.llm_batch IS 'Jobs that are sent to the provider together at a lower price.';
COMMENT ON COLUMN relationship_engine.llm_batch.state IS
'intent: about to be created; submitted: the provider has it; unknown: the response to its creation was lost; '
'abandoned: it was never created, and its jobs are ready again; ended: its results have arrived.';

CREATE TABLE relationship_engine.llm_kind (
    graph_id bigint NOT NULL,
    kind text NOT NULL,
    edges bigint NOT NULL DEFAULT 0,
    subject_id uuid,
    created_at timestamptz NOT NULL,
    CONSTRAINT llm_kind_pkey PRIMARY KEY (graph_id, kind),
    CONSTRAINT llm_kind_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.llm_kind IS 'Kinds of edges that are offered to the model for reuse.';
COMMENT ON COLUMN relationship_engine.llm_kind.edges IS 'Live edges of the kind, as of the last night.';
COMMENT ON COLUMN relationship_engine.llm_kind.subject_id IS
'The event or entity whose job introduced the kind; null: another strategy did.';

CREATE TABLE relationship_engine.llm_drop (
    graph_id bigint NOT NULL,
    day date NOT NULL,
    reason text NOT NULL,
    effect text NOT NULL,
    relations bigint NOT NULL,
    CONSTRAINT llm_drop_pkey PRIMARY KEY (graph_id, day, reason, effect),
    CONSTRAINT llm_drop_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT llm_drop_effect_check CHECK (effect IN ('dropped', 'mended'))
);
COMMENT ON TABLE relationship_engine.llm_drop IS
'Relations and entities in model answers that validation dropped or corrected: effect, reason and count per day (UTC).';

CREATE TABLE relationship_engine.llm_provider (
    graph_id bigint NOT NULL,
    name text NOT NULL,
    failures integer NOT NULL DEFAULT 0,
    paused_until timestamptz,
    reason text,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT llm_provider_pkey PRIMARY KEY (graph_id, name),
    CONSTRAINT llm_provider_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.llm_provider IS
'The circuit breaker: no job of a graph is claimed while the provider is paused for it.';
COMMENT ON COLUMN relationship_engine.llm_provider.graph_id IS
'0: for the roles that may use all graphs, which count their failures here. A role of some graphs neither sees nor '
'changes the pauses of others.';
COMMENT ON COLUMN relationship_engine.llm_provider.failures IS
'Consecutive failures of the provider since its last answer.';
INSERT INTO relationship_engine.llm_provider (graph_id, name) VALUES (0, 'anthropic');

-- The following tables are shared by all graphs.

CREATE TABLE relationship_engine.llm_model (
    model text CONSTRAINT llm_model_pkey PRIMARY KEY,
    request_extra jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT llm_model_request_extra_check CHECK (jsonb_typeof(request_extra) = 'object')
);
COMMENT ON TABLE relationship_engine.llm_model IS
'Request parameters per model besides the prompt, since the valid values differ.';
COMMENT ON COLUMN relationship_engine.llm_model.request_extra IS
'Merged into the request body: thinking, output_config.effort.';

CREATE TABLE relationship_engine.llm_price (
    model text NOT NULL,
    effective_from date NOT NULL,
    min_prompt_tokens integer NOT NULL DEFAULT 0,
    input numeric NOT NULL,
    output numeric NOT NULL,
    cache_write_5m numeric NOT NULL,
    cache_write_1h numeric NOT NULL,
    cache_read numeric NOT NULL,
    batch_mult numeric NOT NULL DEFAULT 0.5,
    source text NOT NULL,
    checked_on date NOT NULL,
    CONSTRAINT llm_price_pkey PRIMARY KEY (model, effective_from, min_prompt_tokens),
    CONSTRAINT llm_price_check CHECK (
        least(input, output, cache_write_5m, cache_write_1h, cache_read, batch_mult) >= 0
        AND greatest(input, output, cache_write_5m, cache_write_1h, cache_read, batch_mult) < 'infinity'
    )
);
COMMENT ON TABLE relationship_engine.llm_price IS
'Prices in USD per million tokens. A model without a price on the day is not called.';
COMMENT ON COLUMN relationship_engine.llm_price.min_prompt_tokens IS
'The row applies to requests with at least this many prompt tokens, up to the next such row.';
COMMENT ON COLUMN relationship_engine.llm_price.batch_mult IS 'Factor on all prices in a batch.';
COMMENT ON COLUMN relationship_engine.llm_price.checked_on IS 'When the row was last compared with its source.';
