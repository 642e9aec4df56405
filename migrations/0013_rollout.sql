-- Who switched what, and when.
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
COMMENT ON TABLE relationship_engine.mode_change IS 'Every switch of the mode of a graph or of one of its strategies, written by triggers.';
COMMENT ON COLUMN relationship_engine.mode_change.strategy IS 'The strategy that was switched; null: the graph.';
COMMENT ON COLUMN relationship_engine.mode_change.from_mode IS 'Null for a strategy that is new.';
COMMENT ON COLUMN relationship_engine.mode_change.reason IS 'As given to set_mode(), or by SET LOCAL relationship_engine.reason.';
COMMENT ON COLUMN relationship_engine.mode_change.changed_by IS 'The user who logged in; changed_as: the role that acted.';
