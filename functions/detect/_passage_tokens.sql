CREATE OR REPLACE FUNCTION relationship_engine._passage_tokens(
    p_graph_id bigint, p_source_id uuid, p_passage text, p_types text []
)
RETURNS TABLE (tokens text [], starts integer [], stops integer [], names text [])
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH article AS MATERIALIZED (
        SELECT array_agg(l.word) AS words FROM relationship_engine.lexicon l WHERE l.kind = 'article'
    ), token AS (
        SELECT u.part, u.i, u.name, w.word, row_number() OVER (ORDER BY u.part, u.i, w.nth)::integer AS at
        FROM relationship_engine.read_names(
            p_graph_id,
            (SELECT array_agg(p_source_id) FROM relationship_engine.text_parts(p_passage)),
            ARRAY(SELECT p.part FROM relationship_engine.text_parts(p_passage) AS p (part)), 'title', p_types) u
        CROSS JOIN article a
        CROSS JOIN LATERAL unnest(
            CASE WHEN u.mark <> '' THEN ARRAY[u.mark] ELSE '{}' END || string_to_array(coalesce(u.name, u.unit), ' ')
        ) WITH ORDINALITY AS w (word, nth)
        WHERE w.word <> ALL (a.words) AND w.word <> ''
    ), name AS (
        SELECT min(t.at) AS start, max(t.at) AS stop, t.name
        FROM token t
        WHERE t.name IS NOT NULL AND t.word NOT IN (',', '|')
        GROUP BY t.part, t.i, t.name
    )
    SELECT (SELECT array_agg(t.word ORDER BY t.at) FROM token t), array_agg(n.start ORDER BY n.start),
        array_agg(n.stop ORDER BY n.start), array_agg(n.name ORDER BY n.start)
    FROM name n
$function$;

COMMENT ON FUNCTION relationship_engine._passage_tokens(bigint, uuid, text, text []) IS
'The words of a passage as summary rules read them, with "," and | (the end of a sentence), and where names of '
'these types stand among them: first and last word, and key.';
