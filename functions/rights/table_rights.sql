CREATE OR REPLACE FUNCTION relationship_engine.table_rights()
RETURNS TABLE (relation regclass, is_view boolean, key text, level text, privilege text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH listed AS (
        SELECT v.level, n.name, p.privilege
        FROM (
            VALUES
            -- the application: its input, and what the triggers write
            ('writer',
                'raw_events entity mention entity_name title_suffix event_text edge_store evidence proposal edge',
                'INSERT UPDATE DELETE'),
            ('writer', 'scaling', 'INSERT'),
            ('writer', 'merged_entity merged_row', 'UPDATE DELETE'),
            ('writer', 'name_key title_keys name_pair', 'DELETE'),
            ('writer', 'embedding_attempt event_embedding_attempt', 'INSERT UPDATE DELETE'),
            ('writer', 'run run_step', 'INSERT UPDATE'),
            ('writer', 'llm_job', 'INSERT UPDATE'),
            ('writer', 'graph', 'LOCK'),
            -- the worker: its queue, and what learn() writes for answers
            ('worker', 'llm_job llm_call llm_day llm_batch llm_drop', 'SELECT INSERT UPDATE'),
            ('worker', 'llm_provider', 'SELECT INSERT UPDATE'),
            ('worker', 'llm_kind', 'SELECT INSERT'),
            ('worker', 'llm_model llm_price llm_batch_item llm_status llm_cost llm_cost_by_day llm_cost_by_model '
                'llm_cost_per_edge llm_cost_forecast', 'SELECT'),
            ('worker',
                'graph strategy_setting kind_setting kind_alias pattern_rule raw_events entity mention edge_store edge '
                'evidence pruning proposal external_strategy counting_evidence decay_step rejection run run_step '
                'migration merged_entity', 'SELECT'),
            ('worker', 'edge_store evidence', 'INSERT UPDATE DELETE'),
            ('worker', 'proposal', 'INSERT UPDATE'),
            ('worker', 'run', 'INSERT'),
            ('worker', 'graph entity', 'LOCK')
        ) AS v (level, names, privileges)
        CROSS JOIN LATERAL unnest(string_to_array(v.names, ' ')) AS n (name)
        CROSS JOIN LATERAL unnest(string_to_array(v.privileges, ' ')) AS p (privilege)
    )
    SELECT c.oid::regclass, c.relkind = 'v',
        CASE WHEN c.relname = 'graph' THEN 'id' ELSE a.attname::text END,
        r.level, r.privilege
    FROM pg_class c
    LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'graph_id' AND NOT a.attisdropped
    CROSS JOIN LATERAL (
        SELECT l.level, 'SELECT' AS privilege FROM unnest(ARRAY['reader', 'writer', 'admin']) AS l (level)
        UNION
        SELECT 'worker', 'SELECT' WHERE c.relname = 'graph_grant'
        UNION
        SELECT 'admin', p.privilege
        FROM unnest(ARRAY['INSERT', 'UPDATE', 'DELETE']) AS p (privilege)
        WHERE c.relname NOT IN ('graph_grant', 'migration') AND (c.relname <> 'mode_change' OR p.privilege = 'INSERT')
            AND (c.relkind <> 'v' OR c.relname = 'edge')
        UNION
        SELECT l.level, l.privilege FROM listed l WHERE l.name = c.relname
    ) r
    WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'p', 'v')
$function$;

COMMENT ON FUNCTION relationship_engine.table_rights() IS
'Building block: returns the privileges of each level of grant_usage() on each table and view, and the column with '
'the graph of a row (null: rows of all graphs). LOCK is the right to lock rows without changing them. A table that is '
'not listed is read by reader, writer and admin, and written by admin.';
