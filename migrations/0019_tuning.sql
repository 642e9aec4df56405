-- What set_decay() changed, so that undo_run() can take it back.
CREATE TABLE relationship_engine.decay_change (
    graph_id bigint NOT NULL,
    run_id uuid NOT NULL,
    kind text NOT NULL,
    old_value double precision NOT NULL,
    new_value double precision NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT decay_change_pkey PRIMARY KEY (graph_id, run_id),
    CONSTRAINT decay_change_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.decay_change IS
'The changes of decay by set_decay(), by run. In force is the newest one of a kind whose run is not undone.';
COMMENT ON COLUMN relationship_engine.decay_change.kind IS
'The kind whose rate changed; empty: graph.decay_factor changed.';
COMMENT ON COLUMN relationship_engine.decay_change.old_value IS
'The rate of the kind, or the factor of the graph, before.';
