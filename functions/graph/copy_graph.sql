CREATE OR REPLACE FUNCTION relationship_engine.copy_graph(p_graph_id bigint, p_name text)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_id bigint;
    v_copies text;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id, false);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF btrim(coalesce(p_name, '')) = '' THEN
        RAISE EXCEPTION 'the name of a graph must not be empty'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Choose a name that no other graph has.';
    END IF;
    -- off, so that the triggers do not analyze the copied rows
    INSERT INTO relationship_engine.graph (name, mode)
    VALUES (p_name, 'off')
    ON CONFLICT ON CONSTRAINT graph_name_key DO NOTHING
    RETURNING id INTO v_id;
    IF v_id IS NULL THEN
        RAISE EXCEPTION 'graph "%" already exists', p_name
        USING ERRCODE = 'unique_violation', HINT = 'SELECT id FROM relationship_engine.graph WHERE name = … finds it.';
    END IF;

    SELECT string_agg(
        CASE
            WHEN c.name = 'graph' THEN format(
                'graph AS (UPDATE relationship_engine.graph g SET (%s) = (SELECT %s FROM relationship_engine.graph t '
                'WHERE t.id = $1) WHERE g.id = $2)', c.columns, c.items)
            ELSE format(
                '%1$I AS (INSERT INTO relationship_engine.%1$I (%2$s) SELECT %3$s FROM relationship_engine.%1$I t '
                'WHERE t.graph_id = $1)', c.name, c.columns, c.items)
        END, ', ')
    INTO v_copies
    FROM (
        SELECT t.relname AS name,
            string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) AS columns,
            string_agg(
                CASE
                    WHEN a.attname = 'graph_id' THEN '$2'
                    WHEN t.relname = 'event_text' AND a.attname = 'lexemes' THEN  -- with the mark of the copy
                        'pg_catalog.array_to_tsvector(ARRAY[''|g'' || $2]) '
                        '|| pg_catalog.ts_delete(t.lexemes, ''|g'' || $1)'
                    WHEN a.attname IN ('run_id', 'retracted_by', 'pruned_by_run', 'undoes', 'undone_by', 'scaled_by',
                            'withdrawn_by')
                        OR t.relname = 'run' AND a.attname = 'id'
                        THEN format('pg_catalog.md5($2::text || ''/'' || t.%I)::uuid', a.attname)
                    WHEN a.attname = 'restored_by' THEN
                        'ARRAY(SELECT pg_catalog.md5($2::text || ''/'' || b.id)::uuid FROM '
                        'pg_catalog.unnest(t.restored_by) AS b (id))'
                    WHEN t.relname = 'merged_row' AND a.attname = 'content' THEN  -- a row of another table
                        '(SELECT pg_catalog.jsonb_object_agg(k.key, CASE WHEN k.key IN (''run_id'', ''retracted_by'', '
                        '''pruned_by_run'', ''scaled_by'', ''withdrawn_by'') AND k.value <> ''null'' THEN '
                        'pg_catalog.to_jsonb(pg_catalog.md5($2::text || ''/'' || (k.value #>> ''{}''))::uuid) ELSE '
                        'k.value END) FROM pg_catalog.jsonb_each(t.content) AS k)'
                    WHEN t.relname = 'merged_entity' AND a.attname = 'entity'
                        THEN 't.entity || pg_catalog.jsonb_build_object(''graph_id'', $2)'
                    WHEN t.relname = 'run' AND a.attname = 'status'
                        THEN 'CASE t.status WHEN ''running'' THEN ''killed'' ELSE t.status END'
                    WHEN t.relname = 'llm_job' AND a.attname = 'state'
                        THEN 'CASE t.state WHEN ''leased'' THEN ''ready'' ELSE t.state END'
                    WHEN t.relname = 'llm_job' AND a.attname IN ('lease_token', 'lease_until', 'batch_id') THEN 'NULL'
                    ELSE format('t.%I', a.attname)
                END, ', ' ORDER BY a.attnum) AS items
        FROM pg_class t
        JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE t.relnamespace = 'relationship_engine'::regnamespace AND t.relkind = 'r'
            AND a.attgenerated = ''
            AND (t.relname = 'graph' OR EXISTS (
                SELECT FROM pg_attribute k WHERE k.attrelid = t.oid AND k.attname = 'graph_id' AND NOT k.attisdropped))
            -- Rights, costs, roll-out, and the history of modes and alerts belong to the original only.
            AND t.relname NOT IN ('graph_grant', 'llm_call', 'llm_day', 'llm_batch', 'llm_drop', 'llm_provider',
                'mode_change', 'demotion', 'alert_state', 'alert_notice', 'embedding_attempt',
                'event_embedding_attempt', 'legacy_import',
                'legacy_mirror', 'graph_move', 'rollout', 'rollout_change', 'gate_state')
            AND NOT (t.relname = 'graph' AND a.attname IN ('id', 'name', 'mode'))
        GROUP BY t.relname
    ) c;
    -- A single statement has a single snapshot, so the copy is consistent while others write.
    EXECUTE format('WITH %s SELECT', v_copies) USING p_graph_id, v_id;

    IF v_graph.embedding_model IS NOT NULL THEN
        PERFORM relationship_engine.set_embedding_model(v_id, v_graph.embedding_model);
    END IF;
    INSERT INTO relationship_engine.mode_change (graph_id, from_mode, to_mode, reason)
    SELECT v_id, 'off', v_graph.mode, format('copy of graph %s', p_graph_id) WHERE v_graph.mode <> 'off';
    UPDATE relationship_engine.graph g SET mode = v_graph.mode WHERE g.id = v_id AND g.mode <> v_graph.mode;
    RETURN v_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.copy_graph(bigint, text) IS
'Copies a graph into a new graph of that name and returns its id, for example to try other settings on the copy. '
'Copied as of one moment: settings, rules, events, entities, mentions, edges, evidence, reviews, runs and the decay '
'clock, with columns that users added. Events and entities keep their ids, so both graphs can receive the same rows '
'and be compared (see compare_graphs); edges and runs get new ids. Not copied: rights, the ledger of model calls, '
'roll-out phase and imports, and the history of modes and alerts. The copy has the same mode, so a model queue is '
'processed for both. Errors: no_data_found; invalid_parameter_value and unique_violation for the name.';
