CREATE OR REPLACE FUNCTION relationship_engine._names_in(
    p_graph_id bigint, p_tokens text [], p_types text [], p_except uuid
)
RETURNS TABLE (start integer, stop integer, name text, is_owner boolean, is_container boolean)
LANGUAGE sql STABLE
AS $function$
    WITH word AS MATERIALIZED (
        SELECT array_agg(t.token ORDER BY t.i) AS words, array_agg(t.i::integer ORDER BY t.i) AS at
        FROM unnest(p_tokens) WITH ORDINALITY AS t (token, i)
        WHERE t.token <> ',' AND t.token <> '''s'
    ), hit AS MATERIALIZED (
        SELECT w.at[a] AS start, w.at[b] AS stop, p.name
        FROM word w
        CROSS JOIN LATERAL generate_series(1, cardinality(w.words)) AS a
        CROSS JOIN LATERAL (  -- most words begin no name
            SELECT FROM relationship_engine.entity_name f
            WHERE f.graph_id = p_graph_id AND f.name >= w.words[a] AND f.name < w.words[a] || '!'
            LIMIT 1
        ) f
        CROSS JOIN LATERAL generate_series(a, least(a + 11, cardinality(w.words))) AS b
        CROSS JOIN LATERAL (
            SELECT p.name
            FROM relationship_engine.entity_name p
            WHERE p.graph_id = p_graph_id
                AND p.name = array_to_string(w.words[a:b], ' ')
                AND (p_types IS NULL OR p.type = ANY (p_types))
                AND p.entity_id IS DISTINCT FROM p_except
            LIMIT 1
        ) p
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

COMMENT ON FUNCTION relationship_engine._names_in(bigint, text [], text [], uuid) IS
'The known names in a text of tokens, whole words, longest first, without overlaps: first and last token, and the name. '
'p_types restricts them to entities of these types, null: all; names that only p_except bears do not count. '
'is_owner: the next name belongs to it ("Acme''s Labs"); is_container: the name before it is its part ("Labs at Acme"). '
'Not strict and without SET: it must be inlined.';
