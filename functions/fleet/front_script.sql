CREATE OR REPLACE FUNCTION relationship_engine.front_script(p_nodes jsonb, p_ranges jsonb)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH node AS (
        SELECT n.ordinality AS no, n.value ->> 'user' AS username,
            format('%I', 'relationship_engine_' || (n.value ->> 'name')) AS server,
            (
                SELECT string_agg(format('%I %L', o.key, o.value), ', ' ORDER BY o.key)
                FROM jsonb_each_text(n.value -> 'options') o
            ) AS options
        FROM jsonb_array_elements(p_nodes) WITH ORDINALITY n
    ), part AS (
        SELECT r.ordinality AS no, r.value ->> 'begin' AS begins, r.value ->> 'end' AS ends,
            format('%I', 'relationship_engine_' || (r.value ->> 'node')) AS server
        FROM jsonb_array_elements(p_ranges) WITH ORDINALITY r
    ), listed AS (
        SELECT c.oid, t.no, c.relname AS name
        FROM unnest(ARRAY['raw_events', 'entity', 'mention', 'edge']) WITH ORDINALITY AS t (name, no)
        JOIN pg_class c ON c.relname = t.name AND c.relnamespace = 'relationship_engine'::regnamespace
    )
    SELECT concat_ws(E'\n',
        '-- One front for a fleet: reads go to the nodes of their graphs, INSERTs are routed by graph_id.',
        '-- Limits: graphs 0 and 1 belong to each node and are not here; columns of pgvector are left out; functions',
        '-- run at the nodes only; a transaction over several nodes is not atomic; INSERT with ON',
        '-- CONFLICT does not work on foreign tables; run this again after a move.',
        'CREATE EXTENSION IF NOT EXISTS postgres_fdw;',
        'DROP SCHEMA IF EXISTS relationship_engine_front CASCADE;',
        'CREATE SCHEMA relationship_engine_front;',
        (
            SELECT string_agg(
                format(
                    E'DROP SERVER IF EXISTS %1$s CASCADE;\n'
                    'CREATE SERVER %1$s FOREIGN DATA WRAPPER postgres_fdw OPTIONS (%2$s);\n'
                    '-- if the node asks for a password: ALTER USER MAPPING FOR CURRENT_USER SERVER %1$s '
                    'OPTIONS (ADD password ''…'');\n'
                    'CREATE USER MAPPING FOR CURRENT_USER SERVER %1$s OPTIONS (user %3$L);',
                    n.server, n.options, n.username),
                E'\n' ORDER BY n.no)
            FROM node n
        ),
        (
            SELECT string_agg(
                format(
                    E'CREATE TABLE relationship_engine_front.%I (\n%s\n) PARTITION BY RANGE (graph_id);\n%s',
                    l.name, (
                        SELECT string_agg(
                            format('    %I %s', a.attname, format_type(a.atttypid, a.atttypmod)) || coalesce(
                                ' DEFAULT '
                                || CASE WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END, ''),
                            E',\n' ORDER BY a.attnum)
                        FROM pg_attribute a
                        JOIN pg_type y ON y.oid = a.atttypid AND y.typname <> 'vector'
                        LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
                        WHERE a.attrelid = l.oid AND a.attnum > 0 AND NOT a.attisdropped
                    ), (
                        SELECT string_agg(
                            format(
                                'CREATE FOREIGN TABLE relationship_engine_front.%I PARTITION OF '
                                'relationship_engine_front.%I FOR VALUES FROM (%s) TO (%s) SERVER %s '
                                'OPTIONS (schema_name ''relationship_engine'', table_name %L);',
                                l.name || '_' || p.no, l.name, p.begins, p.ends, p.server, l.name),
                            E'\n' ORDER BY p.no)
                        FROM part p
                    )),
                E'\n' ORDER BY l.no)
            FROM listed l
        )) || E'\n'
$function$;

COMMENT ON FUNCTION relationship_engine.front_script(jsonb, jsonb) IS
'Building block of fleet front: returns the SQL of a database that reads and writes the graphs of all nodes by '
'postgres_fdw. p_nodes: an array of {name, options, user}, the options of a foreign server; p_ranges: an array of '
'{begin, end, node}, the ids of graphs from begin to below end (MAXVALUE: without end) that are at a node.';
