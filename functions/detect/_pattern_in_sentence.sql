CREATE OR REPLACE FUNCTION relationship_engine._pattern_in_sentence(
    p_graph_id bigint, p_tokens text [], p_event_id uuid
)
RETURNS TABLE (
    source_id uuid, target_id uuid, kind text, confidence double precision, importance double precision,
    is_symmetric boolean, is_reverse boolean, rule_id bigint, words text
)
LANGUAGE sql STABLE
AS $function$
    WITH name AS MATERIALIZED (
        SELECT n.start, n.stop, n.name,
            -- its place among units: a name is one, whatever its words
            n.stop - (sum(n.stop - n.start) OVER (ORDER BY n.start))::integer AS at
        FROM relationship_engine.match_names(p_graph_id, p_tokens, NULL, NULL) n
    ), sentence AS MATERIALIZED (
        SELECT array_agg(CASE WHEN n.start IS NULL THEN t.token ELSE '{name}' END ORDER BY t.i) AS units
        FROM unnest(p_tokens) WITH ORDINALITY AS t (token, i)
        LEFT JOIN name n ON n.start = t.i
        WHERE NOT EXISTS (SELECT FROM name o WHERE t.i > o.start AND t.i <= o.stop)
    ), pair AS MATERIALIZED (
        SELECT a.name AS first, b.name AS second,
            array_to_string(p_tokens[a.stop + 1:b.start - 1], ' ') AS words,
            array_to_string(s.units[greatest(a.at - 4, 1):a.at - 1], ' ') AS before,
            array_to_string(s.units[a.at + 1:b.at - 1], ' ') AS between_them,
            array_to_string(s.units[b.at + 1:b.at + 4], ' ') AS after,
            s.units[greatest(a.at - 4, 1):b.at + 4] AS units,
            s.units[a.at + 1:b.at - 1]
            && '{not,never,nor,neither,without,isn,wasn,aren,weren,didn,doesn,don,hasn,hadn}' AS is_denied
        FROM sentence s
        CROSS JOIN name a
        JOIN name b ON b.at BETWEEN a.at + 1 AND a.at + 13
    ), rule AS MATERIALIZED (
        SELECT r.*, string_to_array(r.cue, '|') AS cues, r.expression ~ '^\^|\$$' AS is_anchored,
            r.expression ~ '\m(not|never|nor|neither|without)\M' AS is_denial,
            position('{target}' IN r.expression) < position('{source}' IN r.expression) AS is_reverse
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0
    )
    SELECT s.target_id, t.target_id, r.kind, r.confidence, r.importance, r.is_symmetric, r.is_reverse, r.id, q.words
    -- rule by rule: the server remembers few compiled expressions
    FROM rule r
    CROSS JOIN LATERAL (
        SELECT q.*
        FROM pair q
        CROSS JOIN LATERAL (
            SELECT concat_ws(' ', CASE WHEN r.is_reverse THEN '{target}' ELSE '{source}' END, nullif(q.between_them, ''),
                CASE WHEN r.is_reverse THEN '{source}' ELSE '{target}' END) AS marked
        ) m
        WHERE (r.cues IS NULL OR q.units && r.cues) AND q.is_denied <= r.is_denial
            AND CASE WHEN r.is_anchored THEN m.marked
                ELSE concat_ws(' ', nullif(q.before, ''), m.marked, nullif(q.after, '')) END ~ r.expression
        OFFSET 0
    ) q
    CROSS JOIN LATERAL relationship_engine._resolve_name_in_context(
        p_graph_id, CASE WHEN r.is_reverse THEN q.second ELSE q.first END, string_to_array(r.source_type, '|'),
        NULL, p_event_id) s
    CROSS JOIN LATERAL relationship_engine._resolve_name_in_context(
        p_graph_id, CASE WHEN r.is_reverse THEN q.first ELSE q.second END, string_to_array(r.target_type, '|'),
        s.target_id, p_event_id) t
$function$;

COMMENT ON FUNCTION relationship_engine._pattern_in_sentence(bigint, text [], uuid) IS
'What text rules say between two known names of one sentence (tokens), at most twelve words and names apart. A rule '
'reads the two as {source} and {target}, other names as {name}, with four words before and after; one that begins with ^ '
'or ends with $ reads from name to name. A denial between them is for rules that speak of one. Of several that bear a name one that the event mentions is meant. Without SET: '
'it must be inlined.';
