CREATE OR REPLACE FUNCTION relationship_engine._lay_merged_rows(p_graph_id bigint, p_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table record;
BEGIN
    FOR v_table IN
        SELECT r.relation,
            (SELECT string_agg(format('l.%I', k.name), ', ') FROM unnest(r.keys) AS k (name)) AS located,
            array_to_string(r.keys, ', ') AS keys,
            string_agg(format('%I', a.attname), ', ' ORDER BY a.attnum) AS columns,
            string_agg(
                CASE
                    -- or the trigger takes it for an edge that an application inserts; refresh_edges() sets it
                    WHEN r.relation = 'edge_store' AND a.attname = 'strategies' THEN '''{}'''
                    WHEN r.relation = 'mention' AND a.attname = 'origin' THEN '''text'''
                    ELSE format('x.%I', a.attname) END, ', ' ORDER BY a.attnum) AS items
        FROM relationship_engine._merged_relations() r
        JOIN pg_attribute a ON a.attrelid = format('relationship_engine.%I', r.relation)::regclass AND a.attnum > 0
            AND NOT a.attisdropped AND a.attgenerated = '' AND a.attname <> 'graph_id' AND a.attname <> ALL (r.keys)
        GROUP BY r.nth, r.relation, r.keys
        ORDER BY r.nth
    LOOP
        EXECUTE format(
            'WITH l AS MATERIALIZED ('
            '    SELECT DISTINCT ON (%2$s) l.* FROM relationship_engine._locate_merged_rows($1, $2) l '
            '    WHERE l.relation = %1$L AND l.content IS NOT NULL AND (l.from_id <> l.to_id) IS NOT FALSE '
            || CASE v_table.relation
                WHEN 'mention' THEN 'AND EXISTS (SELECT FROM relationship_engine.entity e '
                    'WHERE e.graph_id = $1 AND e.id = l.entity_id) '
                WHEN 'evidence' THEN 'AND EXISTS (SELECT FROM relationship_engine.edge_store e '
                    'WHERE e.graph_id = $1 AND e.from_id = l.from_id AND e.to_id = l.to_id AND e.kind = l.kind) '
                ELSE 'AND (SELECT count(*) FROM relationship_engine.entity e '
                    'WHERE e.graph_id = $1 AND e.id IN (l.from_id, l.to_id)) = 2 ' END ||
            '    ORDER BY %2$s, l.content ->> ''learned_at'', l.id), '
            'i AS ('
            '    INSERT INTO relationship_engine.%1$I (graph_id, %3$s, %4$s) '
            '    SELECT $1, %2$s, %5$s '
            '    FROM l CROSS JOIN LATERAL jsonb_populate_record(NULL::relationship_engine.%1$I, l.content) x '
            '    ORDER BY %2$s ON CONFLICT DO NOTHING RETURNING %3$s) '
            'UPDATE relationship_engine.merged_row m SET content = %6$s FROM l JOIN i USING (%3$s) '
            'WHERE m.graph_id = $1 AND m.id = l.id',
            v_table.relation, v_table.located, v_table.keys, v_table.columns, v_table.items,
            CASE v_table.relation WHEN 'mention' THEN 'jsonb_build_object(''origin'', m.content -> ''origin'')'
                ELSE 'NULL' END)
        USING p_graph_id, p_ids;
    END LOOP;
    -- An INSERT of a mention of the application would run the strategies and queue the event for the model.
    WITH l AS MATERIALIZED (
        SELECT l.id, l.event_id, l.entity_id, l.content ->> 'origin' AS origin
        FROM relationship_engine._locate_merged_rows(p_graph_id, p_ids) l
        WHERE l.relation = 'mention' AND NOT l.content ? 'created_at'
    ), laid AS (
        UPDATE relationship_engine.mention x SET origin = l.origin
        FROM l WHERE x.graph_id = p_graph_id AND x.event_id = l.event_id AND x.entity_id = l.entity_id
    )
    UPDATE relationship_engine.merged_row m SET content = NULL
    FROM l WHERE m.graph_id = p_graph_id AND m.id = l.id;
    -- back in their places
    DELETE FROM relationship_engine.merged_row m
    USING relationship_engine._locate_merged_rows(p_graph_id, p_ids) l
    WHERE m.graph_id = p_graph_id AND m.id = l.id AND m.content IS NULL
        AND (m.from_id, m.to_id, m.entity_id, m.context) IS NOT DISTINCT
            FROM (l.from_id, l.to_id, l.entity_id, l.context);
END
$function$;

COMMENT ON FUNCTION relationship_engine._lay_merged_rows(bigint, uuid []) IS
'Inserts the rows of merged_row that have one of p_ids in their former key into their tables, under the keys that '
'follow from the merges in force. A row whose key is taken, or that would connect an entity with itself, stays aside.';
