CREATE OR REPLACE FUNCTION relationship_engine.match_names(
    p_graph_id bigint, p_tokens text [], p_types text [], p_except uuid
)
RETURNS TABLE (start integer, stop integer, name text, is_owner boolean, is_container boolean)
LANGUAGE sql STABLE
AS $function$
    WITH RECURSIVE word AS MATERIALIZED (
        SELECT array_agg(t.token ORDER BY t.i) AS words, array_agg(t.i::integer ORDER BY t.i) AS at
        FROM unnest(p_tokens) WITH ORDINALITY AS t (token, i)
        WHERE t.token <> ',' AND t.token <> '''s'
    ), beginning AS (  -- phrases with which known names begin, and the first such name: most words begin none
        SELECT a AS first, a AS last, w.words[a] AS phrase, f.name
        FROM word w
        CROSS JOIN LATERAL generate_series(1, cardinality(w.words)) AS a
        CROSS JOIN LATERAL (
            SELECT f.name
            FROM relationship_engine.entity_name f
            WHERE f.graph_id = p_graph_id AND f.name >= w.words[a] AND f.name < w.words[a] || '!'
            ORDER BY f.name
            LIMIT 1
        ) f
        UNION ALL
        SELECT p.first, p.last, p.phrase, f.name
        FROM (
            SELECT b.first, b.last + 1 AS last, b.phrase || ' ' || w.words[b.last + 1] AS phrase
            FROM beginning b
            CROSS JOIN word w
            WHERE b.last < least(b.first + 11, cardinality(w.words))
        ) p
        CROSS JOIN LATERAL (
            SELECT f.name
            FROM relationship_engine.entity_name f
            WHERE f.graph_id = p_graph_id AND f.name >= p.phrase AND f.name < p.phrase || '!'
            ORDER BY f.name
            LIMIT 1
        ) f
    ), hit AS MATERIALIZED (
        SELECT w.at[b.first] AS start, w.at[b.last] AS stop, b.name
        FROM beginning b
        CROSS JOIN word w
        WHERE b.name = b.phrase AND EXISTS (
            SELECT FROM relationship_engine.entity_name p
            WHERE p.graph_id = p_graph_id AND p.name = b.name
                AND (p_types IS NULL OR p.type = ANY (p_types))
                AND p.entity_id IS DISTINCT FROM p_except)
    ), name AS MATERIALIZED (
        SELECT h.start, h.stop, h.name
        FROM hit h
        WHERE NOT EXISTS (
            SELECT FROM hit o
            WHERE o.start <= h.stop AND h.start <= o.stop
                AND (o.stop - o.start, -o.start) > (h.stop - h.start, -h.start))
    )
    SELECT n.start, n.stop, n.name,
        EXISTS (
            SELECT FROM name o
            WHERE o.start = n.stop + 1 OR (o.start = n.stop + 2 AND p_tokens[n.stop + 1] = '''s')),
        p_tokens[n.start - 1] IN ('at', 'of') AND EXISTS (SELECT FROM name o WHERE o.stop = n.start - 2)
    FROM name n
$function$;

COMMENT ON FUNCTION relationship_engine.match_names(bigint, text [], text [], uuid) IS
'The known names in a text of tokens, whole words, longest first, without overlaps: first and last token, and the name. '
'p_types restricts them to entities of these types, null: all; names that only p_except bears do not count. '
'is_owner: the next name belongs to it ("Acme''s Labs"); is_container: the name before it is its part ("Labs at Acme"). '
'Not strict and without SET: it must be inlined.';
