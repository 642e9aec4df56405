-- name: set_decay
-- No row; needs autocommit.
CALL relationship_engine.set_decay(
    p_decay_factor => %(decay_factor)s::double precision, p_kind => %(kind)s::text, p_graph_id => %(graph_id)s::bigint);
