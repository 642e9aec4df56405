CREATE OR REPLACE FUNCTION relationship_engine._lift_merged_rows(
    p_graph_id bigint, p_ids uuid [], p_entity_id uuid, p_is_merge boolean
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_table record;
    v_context CONSTANT text := 'entity:' || p_entity_id;
BEGIN
    FOR v_table IN
        SELECT r.relation, r.keys, r.keys && '{context}' AS has_context,
            (SELECT string_agg(format('x.%1$I = l.%1$I', k.name), ' AND ') FROM unnest(r.keys) AS k (name)) AS matches,
            (SELECT string_agg(format('x.%I', k.name), ', ') FROM unnest(r.keys) AS k (name)) AS columns
        FROM relationship_engine._merged_relations() r
        ORDER BY r.nth DESC
    LOOP
        -- An edge stays where it is: it may have evidence of its own.
        EXECUTE format(
            'WITH l AS MATERIALIZED ('
            '    SELECT * FROM relationship_engine._locate_merged_rows($1, $2) l '
            '    WHERE l.relation = %1$L AND l.content IS NULL), '
            'x AS (' || CASE v_table.relation
                WHEN 'edge_store' THEN 'SELECT l.id, to_jsonb(x) - ''description'' AS content '
                    'FROM l JOIN relationship_engine.%1$I x ON x.graph_id = $1 AND %2$s'
                ELSE 'DELETE FROM relationship_engine.%1$I x USING l WHERE x.graph_id = $1 AND %2$s '
                    'RETURNING l.id, to_jsonb(x) AS content' END || ') '
            'UPDATE relationship_engine.merged_row m SET content = x.content FROM x '
            'WHERE m.graph_id = $1 AND m.id = x.id',
            v_table.relation, v_table.matches)
        USING p_graph_id, p_ids;
        IF p_is_merge THEN
            EXECUTE format(
                'WITH x AS (DELETE FROM relationship_engine.%1$I x WHERE x.graph_id = $1 AND %2$s RETURNING x.*) '
                'INSERT INTO relationship_engine.merged_row (graph_id, relation, %3$s, content) '
                'SELECT $1, %1$L, %4$s, to_jsonb(x)%5$s FROM x '
                'ON CONFLICT ON CONSTRAINT merged_row_key DO UPDATE SET content = EXCLUDED.content',
                v_table.relation,
                CASE
                    WHEN v_table.relation = 'mention' THEN 'x.entity_id = $2'
                    -- by the indexes of the edges, since these tables have none by to_id
                    WHEN v_table.relation IN ('evidence', 'scaling') THEN
                        '((x.from_id, x.to_id, x.kind) IN ('
                        '    SELECT e.from_id, e.to_id, e.kind FROM relationship_engine.edge_store e '
                        '    WHERE e.graph_id = $1 AND (e.from_id = $2 OR e.to_id = $2)) '
                        'OR x.context = $3 AND x.from_id IN ('
                        '    SELECT CASE WHEN e.from_id = $2 THEN e.to_id ELSE e.from_id END '
                        '    FROM relationship_engine.edge_store e '
                        '    WHERE e.graph_id = $1 AND (e.from_id = $2 OR e.to_id = $2)))'
                    WHEN v_table.has_context THEN '(x.from_id = $2 OR x.to_id = $2 OR x.context = $3)'
                    ELSE '(x.from_id = $2 OR x.to_id = $2)' END,
                array_to_string(v_table.keys, ', '), v_table.columns,
                -- the description of an edge is derived from its evidence, which may be erased meanwhile
                CASE v_table.relation WHEN 'edge_store' THEN ' - ''description''' ELSE '' END)
            USING p_graph_id, p_entity_id, v_context;
        END IF;
    END LOOP;
    -- what somebody has deleted since
    DELETE FROM relationship_engine.merged_row m
    USING relationship_engine._locate_merged_rows(p_graph_id, p_ids) l
    WHERE m.graph_id = p_graph_id AND m.id = l.id AND m.content IS NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._lift_merged_rows(bigint, uuid [], uuid, boolean) IS
'Takes the rows that have one of p_ids in their former key out of their tables, into merged_row.content. p_is_merge: '
'also those that p_entity_id has now. Then change merged_entity and call _lay_merged_rows().';
