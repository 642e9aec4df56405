CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_passage(
    p_graph_id bigint, p_source_id uuid, p_type text, p_kind text, p_title text [], p_start_year text,
    p_passage text, p_is_cut boolean, p_target_types text []
)
RETURNS TABLE (target_id uuid, rule_id bigint, confidence double precision, importance double precision)
LANGUAGE sql STABLE
AS $function$
    WITH rule AS MATERIALIZED (
        SELECT r.id, r.confidence, coalesce(r.precedence, r.confidence) AS precedence, r.importance, r.expression,
            relationship_engine.type_names(r.target_type) AS target_types
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'summary' AND r.kind = p_kind AND r.enabled
            AND (r.source_type IS NULL OR string_to_array(relationship_engine.fold_case(r.source_type), '|') && (
                relationship_engine.fold_case(p_type) || ARRAY(
                    SELECT a.type FROM relationship_engine.type_alias a
                    WHERE a.alias = relationship_engine.fold_case(p_type))))
    ), passage AS MATERIALIZED (
        SELECT x.tokens, x.starts, x.stops, x.names
        FROM relationship_engine._passage_tokens(p_graph_id, p_source_id, p_passage, p_target_types) x
    ), source AS MATERIALIZED (  -- where the passage says the title
        SELECT w.i::integer AS start, w.i::integer + cardinality(p_title) - 1 AS stop
        FROM passage x
        CROSS JOIN LATERAL unnest(x.tokens) WITH ORDINALITY AS w (token, i)
        WHERE w.token = p_title[1] AND x.tokens[w.i:w.i + cardinality(p_title) - 1] = p_title
        ORDER BY CASE WHEN p_is_cut THEN -w.i ELSE w.i END
        LIMIT CASE WHEN p_is_cut THEN 1 ELSE 50 END  -- no prose says it more often
    ), name AS MATERIALIZED (
        SELECT n.start, n.stop, n.name,
            -- the next name belongs to it ("Acme's Labs"), or the name before it is a part of it ("Labs at Acme")
            EXISTS (SELECT FROM unnest(x.starts) AS o (start)
                WHERE o.start = n.stop + 1 OR o.start = n.stop + 2 AND x.tokens[n.stop + 1] = '''s') AS is_owner,
            x.tokens[n.start - 1] IN ('at', 'of')
                AND EXISTS (SELECT FROM unnest(x.stops) AS o (stop) WHERE o.stop = n.start - 2) AS is_container
        FROM passage x
        CROSS JOIN LATERAL unnest(x.starts, x.stops, x.names) AS n (start, stop, name)
    ), pair AS MATERIALIZED (
        SELECT n.name, n.stop - n.start AS length,
            greatest(n.start - s.stop, s.start - n.stop) AS gap,
            coalesce(p_start_year = ANY (x.tokens[g.stop + 1:g.stop + 5]), false) AS is_dated,
            array_to_string(
                x.tokens[greatest(g.start - 3, 1):g.start - 1]
                || CASE WHEN s.start < n.start THEN '{source}'::text ELSE '{target}' END
                || x.tokens[least(s.stop, n.stop) + 1:greatest(s.start, n.start) - 1]
                || CASE WHEN s.start < n.start THEN '{target}'::text ELSE '{source}' END
                || x.tokens[g.stop + 1:g.stop + 3], ' ') AS marked
        FROM passage x
        CROSS JOIN source s
        CROSS JOIN name n
        CROSS JOIN LATERAL (SELECT least(s.start, n.start) AS start, greatest(s.stop, n.stop) AS stop) g
        WHERE NOT n.is_owner AND NOT n.is_container
            AND NOT EXISTS (SELECT FROM source o WHERE o.start <= n.stop AND n.start <= o.stop)
            -- across sentences only the one name that could be meant: none other in its sentence, nor up to the title
            AND NOT (s.start > n.stop AND '|' = ANY (x.tokens[n.stop + 1:s.start - 1]) AND EXISTS (
                SELECT FROM name o
                WHERE o.name <> n.name AND o.stop < s.start
                    AND (o.start > n.stop OR '|' <> ALL (x.tokens[o.stop + 1:n.start - 1]))))
            -- nobody states a relation across a page
            AND greatest(n.start - s.stop, s.start - n.stop) <= 120
    ), match AS (
        SELECT q.name, q.gap, q.length, r.id, r.target_types, r.importance, r.confidence,
            r.precedence + CASE WHEN q.is_dated THEN 0.15 ELSE 0 END AS score
        FROM pair q
        JOIN rule r ON r.confidence > 0 AND q.marked ~ r.expression
        UNION ALL
        SELECT NULL, 0, 0, r.id, NULL, 0, 0, 2
        FROM passage x
        CROSS JOIN source s
        JOIN rule r
            ON r.confidence = 0
            AND '{source} ' || array_to_string(x.tokens[s.stop + 1:s.stop + 8], ' ') ~ r.expression
    )
    SELECT o.target_id, b.id, b.confidence, b.importance
    FROM (
        SELECT m.name, m.id, m.target_types, m.confidence, m.importance
        FROM match m
        ORDER BY m.score DESC, m.gap, m.length DESC
        LIMIT 1
    ) b
    LEFT JOIN LATERAL relationship_engine._resolve_name_in_context(
        p_graph_id, b.name, p_target_types, p_source_id, NULL) o
        ON b.target_types IS NULL OR o.type = ANY (b.target_types)
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_passage(
    bigint, uuid, text, text, text [], text, text, boolean, text []
) IS
'What the summary rules of one kind find in a passage that says the title of the source (p_title: its words): the '
'target of the rule of the highest precedence, nearest to the title; of equal rules, the name next to the year in '
'which the source began. A name of an earlier sentence must be the only one there and up to the title. No row: the '
'passage does not say; a null target: there is none. p_is_cut: only the last occurrence of the title counts. '
'Without SET: it must be inlined.';
