-- name: settings
-- What may be set in a table, graph or strategy_setting: name, type, condition and default, in the order of the columns.
-- The other columns say what a graph or a strategy is, or in which state.
SELECT a.attname AS name, format_type(a.atttypid, NULL) AS type, pg_get_expr(d.adbin, d.adrelid) AS "default", (
    SELECT string_agg(
        CASE c.contype WHEN 'c' THEN pg_get_expr(c.conbin, c.conrelid)
            ELSE 'a row of table ' || c.confrelid::regclass::text END, ' AND ' ORDER BY c.conname)
    FROM pg_constraint c
    WHERE c.conrelid = a.attrelid AND c.contype IN ('c', 'f') AND c.conkey = ARRAY[a.attnum]) AS condition
FROM pg_attribute a
LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE a.attrelid = to_regclass('relationship_engine.' || %(table)s) AND a.attnum > 0 AND NOT a.attisdropped
    AND a.attname <> ALL ('{id,graph_id,name,strategy,embedding_model,decay_clock,decay_step_no,decay_date,paused_on,'
        'moved_to,purged_at,is_queued,is_inferred,is_external,observed_kinds,never_pruned,created_at,updated_at}')
ORDER BY a.attnum;

-- name: graph_settings
-- One row: all columns of a graph; no row where there is no such graph.
SELECT to_jsonb(g) AS columns FROM relationship_engine.graph g WHERE g.id = %(graph_id)s::bigint;

-- name: strategy_settings
-- All columns of the strategies of a graph, one row per strategy.
SELECT to_jsonb(s) AS columns
FROM relationship_engine.strategy_setting s
WHERE s.graph_id = %(graph_id)s::bigint
ORDER BY s.strategy;

-- name: set_graph_setting
-- One row: value, as it is now; no row where there is no such graph. {name} is a column of graph.
UPDATE relationship_engine.graph g
SET {name} = %(value)s, updated_at = now()
WHERE g.id = %(graph_id)s::bigint
RETURNING to_jsonb(g.{name}) AS value;

-- name: set_strategy_setting
-- One row: value, as it is now; no row where the graph has no such strategy. {name} is a column of strategy_setting.
UPDATE relationship_engine.strategy_setting s
SET {name} = %(value)s, updated_at = now()
WHERE s.graph_id = %(graph_id)s::bigint AND s.strategy = %(strategy)s::text
RETURNING to_jsonb(s.{name}) AS value;

-- name: copy_graph
-- One row: graph_id, of the copy.
SELECT relationship_engine.copy_graph(p_graph_id => %(graph_id)s::bigint, p_name => %(name)s::text) AS graph_id;

-- name: compare_graphs
-- Two graphs side by side: section, item, a, b.
SELECT * FROM relationship_engine.compare_graphs(p_a => %(a)s::bigint, p_b => %(b)s::bigint);

-- name: delete_graph
-- No row.
SELECT relationship_engine.delete_graph(p_graph_id => %(graph_id)s::bigint, p_name => %(name)s::text);
