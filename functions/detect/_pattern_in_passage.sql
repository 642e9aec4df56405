CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_passage(
    p_graph_id bigint, p_source_id uuid, p_type text, p_kind text, p_title text, p_start_year text,
    p_tokens text [], p_is_cut boolean, p_target_types text []
)
RETURNS TABLE (target_id uuid, rule_id bigint, confidence double precision, importance double precision)
LANGUAGE sql STABLE
AS $function$
    WITH source AS MATERIALIZED (  -- where the passage says the title
        SELECT w.i::integer AS start, w.i::integer + cardinality(t.words) - 1 AS stop
        FROM (SELECT relationship_engine.tokenize(p_title) AS words) t
        JOIN unnest(p_tokens) WITH ORDINALITY AS w (token, i)
            ON w.token = t.words[1] AND p_tokens[w.i:w.i + cardinality(t.words) - 1] = t.words
        ORDER BY CASE WHEN p_is_cut THEN -w.i ELSE w.i END
        LIMIT CASE WHEN p_is_cut THEN 1 ELSE 50 END  -- no prose says it more often
    ), pair AS MATERIALIZED (
        SELECT n.name, n.stop - n.start AS length,
            greatest(n.start - s.stop, s.start - n.stop) AS gap,
            coalesce(p_start_year = ANY (p_tokens[g.stop + 1:g.stop + 5]), false) AS is_dated,
            array_to_string(
                p_tokens[greatest(g.start - 3, 1):g.start - 1]
                || CASE WHEN s.start < n.start THEN '{source}'::text ELSE '{target}' END
                || p_tokens[least(s.stop, n.stop) + 1:greatest(s.start, n.start) - 1]
                || CASE WHEN s.start < n.start THEN '{target}'::text ELSE '{source}' END
                || p_tokens[g.stop + 1:g.stop + 3], ' ') AS marked
        FROM source s
        CROSS JOIN LATERAL relationship_engine.match_names(p_graph_id, p_tokens, p_target_types, NULL) n
        CROSS JOIN LATERAL (SELECT least(s.start, n.start) AS start, greatest(s.stop, n.stop) AS stop) g
        WHERE NOT n.is_owner AND NOT n.is_container
            AND NOT EXISTS (SELECT FROM source o WHERE o.start <= n.stop AND n.start <= o.stop)
            -- nobody states a relation across a page
            AND greatest(n.start - s.stop, s.start - n.stop) <= 120
    ), match AS (
        SELECT q.name, q.gap, q.length, r.id, r.target_type, r.importance, r.confidence,
            r.confidence + CASE WHEN q.is_dated THEN 0.15 ELSE 0 END AS score
        FROM pair q
        JOIN relationship_engine.pattern_rule r
            ON r.graph_id = p_graph_id AND r.field = 'summary' AND r.kind = p_kind AND r.enabled AND r.confidence > 0
            AND (r.source_type IS NULL OR p_type = ANY (string_to_array(r.source_type, '|')))
            AND q.marked ~ r.expression
        UNION ALL
        SELECT NULL, 0, 0, r.id, NULL, 0, 0, 2
        FROM source s
        JOIN relationship_engine.pattern_rule r
            ON r.graph_id = p_graph_id AND r.field = 'summary' AND r.kind = p_kind AND r.enabled AND r.confidence = 0
            AND (r.source_type IS NULL OR p_type = ANY (string_to_array(r.source_type, '|')))
            AND '{source} ' || array_to_string(p_tokens[s.stop + 1:s.stop + 8], ' ') ~ r.expression
    )
    SELECT o.target_id, b.id, b.confidence, b.importance
    FROM (
        SELECT m.name, m.id, m.target_type, m.confidence, m.importance
        FROM match m
        ORDER BY m.score DESC, m.gap, m.length DESC
        LIMIT 1
    ) b
    LEFT JOIN LATERAL relationship_engine._resolve_name_in_context(
        p_graph_id, b.name, p_target_types, p_source_id, NULL) o
        ON b.target_type IS NULL OR o.type = ANY (string_to_array(b.target_type, '|'))
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_passage(
    bigint, uuid, text, text, text, text, text [], boolean, text []
) IS
'What the summary rules of one kind find in a passage (tokens) that says the title of the source: the target of the '
'surest rule, nearest to the title; of rules alike, the name beside the year in which the source began. No row: the '
'passage does not say; a null target: there is none. p_is_cut: only the last mention of the title counts. Without SET: '
'it must be inlined.';
