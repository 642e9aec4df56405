CREATE OR REPLACE FUNCTION relationship_engine._references()
RETURNS TABLE (
    relation text, parent text, key text, orphaned text, detached_column text, is_leftover boolean
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH column_pair AS (
        SELECT f.oid, f.conrelid, f.confrelid, f.confdeltype, k.nth, c.attname AS child, c.attnotnull,
            p.attname AS parent,
            cardinality(f.conkey) AS width
        FROM pg_constraint f
        CROSS JOIN LATERAL unnest(f.conkey, f.confkey) WITH ORDINALITY AS k (child, parent, nth)
        JOIN pg_attribute c ON c.attrelid = f.conrelid AND c.attnum = k.child
        JOIN pg_attribute p ON p.attrelid = f.confrelid AND p.attnum = k.parent
        WHERE f.contype = 'f' AND f.connamespace = 'relationship_engine'::regnamespace
            AND f.confrelid IN (
                SELECT r.oid FROM pg_class r WHERE r.relnamespace = 'relationship_engine'::regnamespace)
    ), found AS (
        SELECT c.conrelid AS relation, c.confrelid AS parent,
            string_agg(format('c.%I IS NOT NULL', c.child), ' AND ' ORDER BY c.nth) AS present,
            string_agg(format('p.%I = c.%I', c.parent, c.child), ' AND ' ORDER BY c.nth) AS matched,
            -- a reference that no DELETE follows, and that may be empty
            min(c.child) FILTER (WHERE c.width = 1 AND c.confdeltype <> 'c' AND NOT c.attnotnull) AS detached_column,
            false AS is_leftover
        FROM column_pair c
        GROUP BY c.oid, c.conrelid, c.confrelid
        UNION ALL  -- tables without a foreign key to graph
        SELECT t.oid, 'relationship_engine.graph'::regclass, 'true', 'p.id = c.graph_id', NULL, false
        FROM pg_class t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'graph_id' AND NOT a.attisdropped
        WHERE t.relnamespace = 'relationship_engine'::regnamespace AND t.relkind = 'r' AND NOT EXISTS (
            SELECT FROM pg_constraint f
            WHERE f.conrelid = t.oid AND f.confrelid = 'relationship_engine.graph'::regclass)
        UNION ALL  -- without a foreign key, so that deletes by users stay cheap
        SELECT format('relationship_engine.%I', v.relation)::regclass,
            format('relationship_engine.%I', v.parent)::regclass,
            v.present, format('p.graph_id = c.graph_id AND p.id = c.%I', v.child), NULL, true
        FROM (
            VALUES
            ('run_step', 'run_id', 'run', 'true'),
            ('event_text', 'event_id', 'raw_events', 'true'),
            ('attribute_rule', 'body_id', 'entity', 'true'),
            ('attribute_rule', 'head_id', 'entity', 'true'),
            ('llm_job', 'subject_id', 'entity', 'c.subject = ''entity'''),
            ('llm_job', 'subject_id', 'raw_events', 'c.subject = ''event''')
            UNION ALL
            SELECT e.relation, s.side, 'entity', 'true'
            FROM unnest(string_to_array('proposal pruning scaling review review_sample', ' ')) AS e (relation)
            CROSS JOIN unnest(ARRAY['from_id', 'to_id']) AS s (side)
        ) AS v (relation, child, parent, present)
        WHERE to_regclass(format('relationship_engine.%I', v.relation)) IS NOT NULL
    )
    SELECT r.relname, p.relname, CASE WHEN r.relname = 'graph' THEN 'id' ELSE a.attname::text END,
        format('%s AND NOT EXISTS (SELECT FROM relationship_engine.%I p WHERE %s)', f.present, p.relname, f.matched),
        f.detached_column, f.is_leftover
    FROM found f
    JOIN pg_class r ON r.oid = f.relation
    JOIN pg_class p ON p.oid = f.parent
    LEFT JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = 'graph_id' AND NOT a.attisdropped
    WHERE a.attname IS NOT NULL OR r.relname = 'graph'
    ORDER BY f.is_leftover, r.relname, p.relname
$function$;

COMMENT ON FUNCTION relationship_engine._references() IS
'Returns what rows of one table refer to in another: all foreign keys between the tables of the schema, and the '
'references that have none. key: the column with the graph; orphaned: the condition on a row c of relation whose '
'parent is missing; detached_column: the column to set to null instead of deleting the row; is_leftover: no foreign '
'key, so the row prevents nothing.';
