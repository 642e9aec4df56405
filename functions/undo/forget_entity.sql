CREATE OR REPLACE FUNCTION relationship_engine.forget_entity(
    p_entity_id uuid, p_redact boolean DEFAULT false, p_graph_id bigint DEFAULT NULL
)
RETURNS TABLE (relation text, effect text, entries bigint, ids uuid [])
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graphs bigint[] := ARRAY(
        SELECT e.graph_id FROM relationship_engine.entity e
        WHERE e.id = p_entity_id AND (p_graph_id IS NULL OR e.graph_id = p_graph_id)
        UNION
        SELECT g.id FROM relationship_engine.graph g
        JOIN relationship_engine.merged_entity m ON m.graph_id = g.id AND m.id = p_entity_id AND m.into_id IS NOT NULL
        WHERE p_graph_id IS NULL OR g.id = p_graph_id
        ORDER BY 1);
    v_graph_id bigint := relationship_engine._forget_in(v_graphs, 'entity', p_entity_id);
    v_pattern text;
    v_relation text;
    v_count bigint;
    v_ids uuid[];
    v_column record;
BEGIN
    PERFORM relationship_engine.lock_graph(v_graph_id);
    p_entity_id := relationship_engine.merged_into(v_graph_id, p_entity_id);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = v_graph_id AND (e.from_id = p_entity_id OR e.to_id = p_entity_id)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    SELECT coalesce(relationship_engine._name_pattern(e.title, e.metadata), 'x\Ax') INTO v_pattern  -- matches nothing
    FROM relationship_engine.entity e WHERE e.graph_id = v_graph_id AND e.id = p_entity_id;

    FOREACH v_relation IN ARRAY ARRAY[
        'evidence', 'edge_store', 'proposal', 'pruning', 'scaling', 'rejection', 'review', 'review_sample']
    LOOP
        EXECUTE format(
            'DELETE FROM relationship_engine.%I x WHERE x.graph_id = $1 AND (x.from_id = $2 OR x.to_id = $2)',
            v_relation)
        USING v_graph_id, p_entity_id;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        RETURN QUERY SELECT v_relation, 'deleted', v_count, NULL::uuid[];
    END LOOP;
    FOREACH v_relation IN ARRAY ARRAY['mention', 'entity_name', 'title_suffix'] LOOP
        EXECUTE format('DELETE FROM relationship_engine.%I x WHERE x.graph_id = $1 AND x.entity_id = $2', v_relation)
        USING v_graph_id, p_entity_id;
        GET DIAGNOSTICS v_count = ROW_COUNT;
        RETURN QUERY SELECT v_relation, 'deleted', v_count, NULL::uuid[];
    END LOOP;
    DELETE FROM relationship_engine.llm_job j
    WHERE j.graph_id = v_graph_id AND j.subject = 'entity' AND j.subject_id = p_entity_id;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN QUERY SELECT 'llm_job', 'deleted', v_count, NULL::uuid[];
    DELETE FROM relationship_engine.entity e WHERE e.graph_id = v_graph_id AND e.id = p_entity_id;
    PERFORM relationship_engine.forget_merges(v_graph_id, ARRAY[p_entity_id]);
    RETURN QUERY SELECT 'entity', 'deleted', 1::bigint, NULL::uuid[];

    -- Columns that may hold words: none of a key, and none whose values are a fixed list. Events and entities first,
    -- because their triggers write to the other tables; the title before the metadata that may get it as an alias.
    FOR v_column IN
        SELECT c.relname, a.attname, t.typname,
            EXISTS (
                SELECT FROM pg_attribute i
                WHERE i.attrelid = c.oid AND i.attname = 'id' AND i.atttypid = 'uuid'::regtype) AS has_id
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        JOIN pg_type t ON t.oid = a.atttypid AND t.typname IN ('text', 'jsonb')
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = 'r'
            AND EXISTS (
                SELECT FROM pg_attribute g WHERE g.attrelid = c.oid AND g.attname = 'graph_id' AND NOT g.attisdropped)
            AND c.relname NOT IN ('entity_name', 'title_suffix', 'lexeme', 'pattern_rule', 'strategy_setting')
            AND NOT EXISTS (
                SELECT FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype IN ('p', 'u', 'f', 'c') AND a.attnum = ANY (k.conkey))
        ORDER BY c.relname <> 'raw_events', c.relname <> 'entity', c.relname, a.attnum
    LOOP
        EXECUTE format(
            CASE WHEN p_redact THEN
                'WITH x AS (UPDATE relationship_engine.%1$I x SET %2$I = %3$s%4$s '
                'WHERE x.graph_id = $1 AND x.%2$I IS DISTINCT FROM %3$s RETURNING x.*) '
                'SELECT count(*), %5$s FROM x'
            ELSE
                'SELECT count(*), %5$s FROM relationship_engine.%1$I x '
                'WHERE x.graph_id = $1 AND x.%2$I IS DISTINCT FROM %3$s'
            END,
            v_column.relname, v_column.attname,
            format(CASE v_column.typname
                WHEN 'jsonb' THEN 'relationship_engine._redact_json(x.%I, $2)'
                ELSE 'regexp_replace(x.%I, $2, ''[forgotten]'', ''gi'')' END, v_column.attname),
            -- no edit of an application: see the trigger on edge_store
            CASE WHEN v_column.relname = 'edge_store' THEN ', revision = x.revision + 1' ELSE '' END,
            CASE WHEN v_column.has_id THEN 'array_agg(x.id ORDER BY x.id)' ELSE 'NULL::uuid[]' END)
        INTO v_count, v_ids
        USING v_graph_id, v_pattern;
        IF v_count > 0 THEN
            RETURN QUERY SELECT v_column.relname::text,
                CASE WHEN p_redact THEN 'redacted ' ELSE 'still names it in ' END || v_column.attname, v_count, v_ids;
        END IF;
    END LOOP;
    IF p_redact THEN
        PERFORM relationship_engine.index_texts(v_graph_id, ARRAY(
            SELECT r.id FROM relationship_engine.raw_events r
            WHERE r.graph_id = v_graph_id AND strpos(r.payload::text, '[forgotten]') > 0));
        PERFORM relationship_engine.count_lexemes(v_graph_id);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.forget_entity(uuid, boolean, bigint) IS
'Erases an entity: its row, names, mentions, edges with their evidence, proposals, reviews and model jobs, and with it '
'all entities that were merged into it (the id of such a one names the entity that has its rows). p_redact: '
'replaces its title and aliases (whole words, in any case) by [forgotten] in every text of the graph: payloads, titles '
'and summaries of other entities, descriptions, proposals, notes, errors and the full-text index. Events that were '
'redacted are read again, as after any change of their text. Otherwise texts stay, and those that still name it are '
'listed. Returns per table what happened: effect (deleted; redacted <column>; still names it in <column>), number of '
'rows, and their ids where the table has ids. It reads all texts of the graph once. Cannot be undone. Backups and '
'tables of other systems are not reached. Errors: no_data_found; ambiguous_parameter if several graphs have the id and '
'p_graph_id is null.';
