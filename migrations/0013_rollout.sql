-- The log of mode changes.
CREATE TABLE relationship_engine.mode_change (
    graph_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    strategy text,
    from_mode text,
    to_mode text NOT NULL,
    reason text,
    changed_by text NOT NULL DEFAULT session_user,
    changed_as text NOT NULL DEFAULT current_user,
    application text DEFAULT current_setting('application_name'),
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT mode_change_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT mode_change_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
CREATE INDEX mode_change_changed_at_idx ON relationship_engine.mode_change (graph_id, changed_at);
COMMENT ON TABLE relationship_engine.mode_change IS
'Every change of the mode of a graph or strategy, written by triggers.';
COMMENT ON COLUMN relationship_engine.mode_change.strategy IS 'The strategy; null: the graph.';
COMMENT ON COLUMN relationship_engine.mode_change.from_mode IS 'The former mode; null for a new strategy.';
COMMENT ON COLUMN relationship_engine.mode_change.reason IS
'As given to set_mode(); null for an UPDATE of the column mode.';
COMMENT ON COLUMN relationship_engine.mode_change.changed_by IS 'The session user; changed_as is the current role.';

-- The current phase of a roll-out, and the log of its phases.
CREATE TABLE relationship_engine.rollout (
    graph_id bigint NOT NULL,
    phase text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    began_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    expected_kinds text [] NOT NULL DEFAULT '{role_at}',
    bounds jsonb NOT NULL DEFAULT '{}',
    CONSTRAINT rollout_pkey PRIMARY KEY (graph_id),
    CONSTRAINT rollout_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT rollout_phase_check CHECK (phase IN ('preparation', 'shadow', 'parallel', 'cutover', 'optimization')),
    CONSTRAINT rollout_bounds_check CHECK (jsonb_typeof(bounds) = 'object')
);
COMMENT ON TABLE relationship_engine.rollout IS
'Graphs with a roll-out, and their current phase; rollout_advance() starts it.';
COMMENT ON COLUMN relationship_engine.rollout.expected_kinds IS
'Kinds of edges that the engine is expected to find; a gate checks them.';
COMMENT ON COLUMN relationship_engine.rollout.bounds IS
'Overrides of gate bounds, such as {"nights_without_error": 3}; see rollout_gate.';

CREATE TABLE relationship_engine.rollout_change (
    graph_id bigint NOT NULL,
    id bigint GENERATED ALWAYS AS IDENTITY,
    from_phase text,
    to_phase text NOT NULL,
    is_forced boolean NOT NULL DEFAULT false,
    gates_failing text [] NOT NULL DEFAULT '{}',
    runs_undone bigint NOT NULL DEFAULT 0,
    reason text,
    changed_by text NOT NULL DEFAULT session_user,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT rollout_change_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT rollout_change_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.rollout_change IS 'Every change of phase, forward or back, with its user.';
COMMENT ON COLUMN relationship_engine.rollout_change.is_forced IS
'The phase was changed although gates did not pass; see gates_failing.';
COMMENT ON COLUMN relationship_engine.rollout_change.runs_undone IS
'For a step back: the number of runs of the phase that were undone.';

CREATE TABLE relationship_engine.gate_state (
    graph_id bigint NOT NULL,
    gate text NOT NULL,
    phase text NOT NULL,
    status text NOT NULL,
    value double precision,
    since timestamptz NOT NULL,
    CONSTRAINT gate_state_pkey PRIMARY KEY (graph_id, gate),
    CONSTRAINT gate_state_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.gate_state IS
'The gates as refresh_gates() last saw them, and since when each has its status.';
