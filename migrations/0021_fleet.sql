-- The move of a graph to another node, while it is under way. No foreign key: the row is written while the row of the
-- graph is locked, and at the other node before the graph is there.
CREATE TABLE relationship_engine.graph_move (
    graph_id bigint NOT NULL,
    node text NOT NULL,
    mark uuid NOT NULL DEFAULT gen_random_uuid(),
    started_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT graph_move_pkey PRIMARY KEY (graph_id)
);
COMMENT ON TABLE relationship_engine.graph_move IS
'Moves of graphs to other nodes that have not ended: see the command fleet move.';
COMMENT ON COLUMN relationship_engine.graph_move.node IS 'The name of the node to which the graph moves.';
COMMENT ON COLUMN relationship_engine.graph_move.mark IS
'A value that the source changes: when the other node has it, it has everything that was written before.';
