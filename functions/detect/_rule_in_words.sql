CREATE OR REPLACE FUNCTION relationship_engine._rule_in_words(
    p_graph_id bigint, p_from_id uuid, p_to_id uuid, p_over_id uuid, p_rule text
)
RETURNS TABLE (sentence text)
LANGUAGE sql STABLE
AS $function$
    WITH rule AS (
        SELECT
            CASE WHEN r.body_2 IS NULL THEN ARRAY[p_from_id, p_to_id]
                ELSE ARRAY[p_from_id, p_over_id, p_to_id] END AS way,
            array_remove(ARRAY[r.body_1, r.body_2], NULL) AS body, r.kind AS head, r.head_count, r.body_count
        FROM relationship_engine.composition_rule r
        WHERE r.graph_id = p_graph_id AND r.id::text = p_rule
        UNION ALL
        SELECT ARRAY[CASE WHEN a.head LIKE '^%' THEN p_to_id ELSE p_from_id END, a.body_id], ARRAY[a.body],
            ltrim(a.head, '^'),
            a.head_count, a.body_count
        FROM relationship_engine.attribute_rule a
        WHERE a.graph_id = p_graph_id AND a.body_id = p_over_id
            AND a.head_id = CASE WHEN a.head LIKE '^%' THEN p_from_id ELSE p_to_id END
            AND a.body || ' ' || a.body_id || ' -> ' || a.head = p_rule
    )
    SELECT format('%s: %s was confirmed in %s of %s cases.', string_agg(
        CASE WHEN b.step LIKE '^%' THEN format('%s %s %s', t.title, substr(b.step, 2), f.title)
            ELSE format('%s %s %s', f.title, b.step, t.title) END, ', '
                ORDER BY b.n), r.head, r.head_count, r.body_count)
    FROM rule r
    CROSS JOIN LATERAL unnest(r.body) WITH ORDINALITY AS b (step, n)
    JOIN relationship_engine.entity f ON f.graph_id = p_graph_id AND f.id = r.way[b.n]
    JOIN relationship_engine.entity t ON t.graph_id = p_graph_id AND t.id = r.way[b.n + 1]
    GROUP BY r.head, r.head_count, r.body_count
$function$;

COMMENT ON FUNCTION relationship_engine._rule_in_words(bigint, uuid, uuid, uuid, text) IS
'Returns the path of a rule of predict_edges between two entities and how often the rule was confirmed, as a sentence. '
'Without SET: it is inlined.';
