-- name: node_status
-- One row per graph of the node: size, last night, days behind, alerts that fire.
SELECT * FROM relationship_engine.node_status();

-- name: node_readiness
-- One row per requirement of a move: item, is_ready, value, remedy.
SELECT * FROM relationship_engine.node_readiness();

-- name: graph_id_range
-- One row: id_begin, where the ids of new graphs begin; it is set first if begin is not null.
SELECT relationship_engine.graph_id_range(%(begin)s) AS id_begin;

-- name: locate_graph
-- The graph of an id or a name, if it is here: id, name, moved_to.
SELECT g.id, g.name, g.moved_to FROM relationship_engine.graph g
WHERE g.id > 0 AND (g.id::text = %(graph)s OR g.name = %(graph)s)
ORDER BY g.id::text = %(graph)s DESC LIMIT 1;

-- name: begin_move
-- One row: publication.
SELECT relationship_engine.begin_move(%(graph_id)s, %(node)s) AS publication;

-- name: moved_tables
-- The tables whose rows move with their graph: name.
SELECT t.name FROM relationship_engine.moved_tables() AS t (name);

-- name: guard_move
-- No row.
SELECT relationship_engine.guard_move(%(graph_id)s, %(table)s);

-- name: unguard_move
-- No row.
SELECT relationship_engine.unguard_move(%(graph_id)s, %(table)s);

-- name: create_move_slot
-- One row: slot_name. A statement of its own: a slot cannot be created after a write.
SELECT s.slot_name FROM pg_create_logical_replication_slot(%(publication)s, 'pgoutput') s;

-- name: move_slot
-- The slot of a move, if it is there: active_pid.
SELECT s.active_pid FROM pg_replication_slots s WHERE s.slot_name = %(publication)s;

-- name: drop_move_slots
-- One row per slot: those of a move, and of the copies of single tables that a lost target left.
SELECT pg_drop_replication_slot(s.slot_name) FROM pg_replication_slots s
WHERE s.active_pid IS NULL AND s.database = current_database()
    AND (s.slot_name = %(publication)s OR s.slot_name ~ ('^pg_' || %(subscription_id)s || '_sync_'));

-- name: subscribe_graph
-- One row: is_new.
SELECT relationship_engine.subscribe_graph(%(graph_id)s, %(name)s, %(publication)s, %(source)s) AS is_new;

-- name: move_state
-- One row: is_subscribed, is_running, tables_left, mark.
SELECT * FROM relationship_engine.move_state(%(graph_id)s);

-- name: disable_subscription
-- No row. {name} is a subscription.
ALTER SUBSCRIPTION {name} DISABLE;

-- name: enable_subscription
-- No row. {name} is a subscription.
ALTER SUBSCRIPTION {name} ENABLE;

-- name: drop_subscription
-- No row; needs autocommit. {name} is a subscription. It drops its slot at the source.
DROP SUBSCRIPTION IF EXISTS {name};

-- name: detach_subscription
-- No row. {name} is a subscription whose source cannot be reached or has lost the slot.
ALTER SUBSCRIPTION {name} SET (slot_name = NONE);

-- name: subscription_id
-- The oid of a subscription of this database, if it is there: id.
SELECT s.oid::text AS id FROM pg_subscription s
JOIN pg_database d ON d.oid = s.subdbid AND d.datname = current_database()
WHERE s.subname = %(publication)s;

-- name: mark_move
-- One row: mark.
SELECT relationship_engine.mark_move(%(graph_id)s) AS mark;

-- name: fence_graph
-- One row: nothing to read; needs a transaction.
SELECT relationship_engine.fence_graph(%(graph_id)s);

-- name: snapshot
-- One row: snapshot of this transaction.
SELECT pg_current_snapshot()::text AS snapshot;

-- name: graph_fingerprint
-- One row per table: name, rows, hash.
SELECT * FROM relationship_engine.graph_fingerprint(%(graph_id)s, %(since)s::pg_snapshot);

-- name: leave_node
-- No row; needs the transaction of the fence.
SELECT relationship_engine.leave_node(%(graph_id)s);

-- name: export_graph
-- One row: graph, sequences.
SELECT * FROM relationship_engine.export_graph(%(graph_id)s);

-- name: receive_graph
-- One row: is_new.
SELECT relationship_engine.receive_graph(%(graph)s, %(sequences)s) AS is_new;

-- name: discard_graph
-- No row: removes rows that a move has copied, of a graph that is not here.
SELECT relationship_engine.discard_graph(%(graph_id)s);

-- name: purge_moved
-- One row: deleted, how many rows.
SELECT relationship_engine.purge_moved(%(graph_id)s) AS deleted;

-- name: end_move
-- No row.
SELECT relationship_engine.end_move(%(graph_id)s);

-- name: shared_rows
-- One row per table that graphs share: name, rows.
SELECT * FROM relationship_engine.shared_rows();

-- name: add_shared_rows
-- One row: added.
SELECT relationship_engine.add_shared_rows(%(name)s, %(rows)s) AS added;

-- name: grants_of_graph
-- The roles with rights on a graph, which do not move: role, level.
SELECT g.role, g.level FROM relationship_engine.graph_grant g WHERE g.graph_id = %(graph_id)s;

-- name: unfinished_move
-- The note of a move of a graph that is not here any more: node.
SELECT m.node FROM relationship_engine.graph_move m
WHERE m.graph_id = %(graph_id)s AND NOT EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = m.graph_id);

-- name: front_script
-- One row: script.
SELECT relationship_engine.front_script(%(nodes)s, %(ranges)s) AS script;
