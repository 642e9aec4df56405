CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_summary(
    p_graph_id bigint, p_source_id uuid, p_type text, p_title text, p_summary text, p_metadata jsonb,
    p_event_id uuid, p_target_types text []
)
RETURNS TABLE (
    kind text, target_id uuid, rule_id bigint, confidence double precision, importance double precision
)
LANGUAGE sql STABLE
AS $function$
    WITH said AS (  -- the title as the texts say it, and the year the source began
        SELECT string_to_array(relationship_engine.phrase(p_title), ' ') AS words,
            substr(p_metadata ->> 'start_date', 1, 4) AS year
    ), passage AS MATERIALIZED (  -- the summary; the event up to the summary, which is often a sentence of it; the event
        SELECT x.rank, x.is_cut, relationship_engine.tokens(x.content, true) AS tokens
        FROM (
            SELECT 1 AS rank, false AS is_cut, p_summary AS content
            UNION ALL
            SELECT 2, c.ends > 0, left(v.content, nullif(c.ends, 0))
            FROM (
                SELECT r.payload ->> 'content' AS content
                FROM relationship_engine.raw_events r
                WHERE r.graph_id = p_graph_id AND r.id = p_event_id
            ) v
            CROSS JOIN LATERAL (
                SELECT CASE WHEN position(p_summary IN v.content) > 0
                    THEN position(p_summary IN v.content) + length(p_summary) - 1 ELSE 0 END AS ends
            ) c
            WHERE c.ends > 0
            UNION ALL
            SELECT 3, false, r.payload ->> 'content'
            FROM relationship_engine.raw_events r
            WHERE r.graph_id = p_graph_id AND r.id = p_event_id
        ) x
        WHERE x.content <> ''
    ), source AS MATERIALIZED (
        SELECT p.rank, o.start, o.stop
        FROM passage p
        CROSS JOIN said s
        CROSS JOIN LATERAL (
            SELECT i AS start, i + cardinality(s.words) - 1 AS stop
            FROM generate_series(1, cardinality(p.tokens) - cardinality(s.words) + 1) AS i
            WHERE p.tokens[i:i + cardinality(s.words) - 1] = s.words
            ORDER BY CASE WHEN p.is_cut THEN -i ELSE i END
            LIMIT CASE WHEN p.is_cut THEN 1 END
        ) o
    ), pair AS MATERIALIZED (
        SELECT p.rank, n.phrase, n.stop - n.start AS length,
            greatest(n.start - s.stop, s.start - n.stop) AS gap,
            coalesce(h.year = ANY (p.tokens[greatest(n.stop, s.stop) + 1:greatest(n.stop, s.stop) + 5]), false) AS is_dated,
            CASE WHEN s.stop < n.start
                THEN array_to_string(
                    p.tokens[greatest(s.start - 3, 1):s.start - 1] || '{source}'::text
                    || p.tokens[s.stop + 1:n.start - 1] || '{target}'::text || p.tokens[n.stop + 1:n.stop + 3], ' ')
                ELSE array_to_string(
                    p.tokens[greatest(n.start - 3, 1):n.start - 1] || '{target}'::text
                    || p.tokens[n.stop + 1:s.start - 1] || '{source}'::text || p.tokens[s.stop + 1:s.stop + 3], ' ')
            END AS marked
        FROM passage p
        CROSS JOIN said h
        JOIN source s ON s.rank = p.rank
        CROSS JOIN LATERAL relationship_engine._names_in(p_graph_id, p.tokens, p_target_types) n
        WHERE NOT n.is_owner AND NOT n.is_container
            AND (n.stop < s.start OR s.stop < n.start)
            AND NOT EXISTS (SELECT FROM source o WHERE o.rank = p.rank AND o.start <= n.stop AND n.start <= o.stop)
            -- nobody states a relation across a page
            AND greatest(n.start - s.stop, s.start - n.stop) <= 120
    ), match AS (
        SELECT q.rank, r.kind, q.phrase, q.gap, q.length, r.id, r.target_type, r.importance, r.confidence,
            r.confidence + CASE WHEN q.is_dated THEN 0.1 ELSE 0 END AS score
        FROM pair q
        JOIN relationship_engine.pattern_rule r
            ON r.graph_id = p_graph_id AND r.field = 'summary' AND r.enabled AND r.confidence > 0
            AND (r.source_type IS NULL OR p_type = ANY (string_to_array(r.source_type, '|')))
            AND q.marked ~ r.expression
        UNION ALL
        SELECT s.rank, r.kind, NULL, 0, 0, r.id, NULL, 0, 0, 2
        FROM source s
        JOIN passage p ON p.rank = s.rank
        JOIN relationship_engine.pattern_rule r
            ON r.graph_id = p_graph_id AND r.field = 'summary' AND r.enabled AND r.confidence = 0
            AND (r.source_type IS NULL OR p_type = ANY (string_to_array(r.source_type, '|')))
            AND '{source} ' || array_to_string(p.tokens[s.stop + 1:s.stop + 8], ' ') ~ r.expression
    )
    SELECT b.kind, o.target_id, b.id, b.confidence, b.importance
    FROM (
        SELECT DISTINCT ON (m.kind) m.kind, m.phrase, m.id, m.target_type, m.confidence, m.importance
        FROM match m
        ORDER BY m.kind, m.rank, m.score DESC, m.gap, m.length DESC
    ) b
    CROSS JOIN LATERAL relationship_engine._entity_named(p_graph_id, b.phrase, p_target_types, p_source_id, NULL) o
    WHERE b.target_type IS NULL OR o.type = ANY (string_to_array(b.target_type, '|'))
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_summary(bigint, uuid, text, text, text, jsonb, uuid, text []) IS
'What summary rules say of one source: per kind the target that the surest rule finds nearest to the source''s title, '
'in its summary, else in its event up to the summary, else in the whole event. Of rules alike, the name beside the '
'year in which the source began wins. Without SET: it must be inlined.';
