CREATE OR REPLACE FUNCTION relationship_engine._sentences_to_read(
    p_graph_id bigint, p_entity_ids uuid [], p_event_ids uuid [], p_texts text [], p_are_whole boolean [],
    p_cues jsonb
)
RETURNS TABLE (event_id uuid, sentence text)
LANGUAGE plpgsql STABLE
ROWS 2
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_abbreviations text[] := ARRAY(SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind = 'abbreviation');
BEGIN
    RETURN QUERY
    WITH given AS (
        SELECT d.event_id, d.text, d.is_whole, d.n
        FROM unnest(p_event_ids, p_texts, p_are_whole) WITH ORDINALITY AS d (event_id, text, is_whole, n)
    ), named AS MATERIALIZED (  -- the first word of each name that an event mentions; null: it is not a plain word
        SELECT v.event_id, bool_or(n.spelling ~ '[.!?]') AS has_end, array_agg(m.entity_id) AS owners,
            array_agg(CASE WHEN n.key ~ '^[a-z0-9]+( |$)' THEN split_part(n.key, ' ', 1) END) AS words,
            array_agg(m.entity_id IN (SELECT unnest(p_entity_ids))) AS are_given
        FROM (SELECT DISTINCT g.event_id FROM given g) v
        CROSS JOIN LATERAL (
            SELECT m.entity_id FROM relationship_engine.mention m
            WHERE m.graph_id = p_graph_id AND m.event_id = v.event_id
            OFFSET 0
        ) m
        CROSS JOIN LATERAL (
            SELECT n.key, n.spelling FROM relationship_engine.entity_name n
            WHERE n.graph_id = p_graph_id AND n.entity_id = m.entity_id
            OFFSET 0
        ) n
        GROUP BY v.event_id
    ), piece AS (
        SELECT g.n, x.i, x.piece, w.words, sum(length(x.piece)) OVER (PARTITION BY g.n ORDER BY x.i) AS stop,
            count(*) FILTER (WHERE split_part(rtrim(w.words), ' ', -1) <> ALL (v_abbreviations))
                OVER (PARTITION BY g.n ORDER BY x.i ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS nth
        FROM given g
        JOIN named d ON d.event_id = g.event_id
        -- a tag may hold what looks like the end of a sentence
        CROSS JOIN LATERAL (SELECT g.is_whole OR d.has_end OR g.text ~ '[<\x1F]' AS is_whole OFFSET 0) h
        CROSS JOIN LATERAL string_to_table(
            CASE WHEN h.is_whole THEN g.text
                ELSE regexp_replace(g.text, '[a-z]{3}[.!?]["'')]*\s+(?=[A-Z])', E'\\&\x1F', 'g') END,
            CASE WHEN h.is_whole THEN '' ELSE E'\x1F' END
        ) WITH ORDINALITY AS x (piece, i)
        CROSS JOIN LATERAL (
            SELECT relationship_engine._plain_words(x.piece) AS words OFFSET 0
        ) w
    )
    SELECT g.event_id,
        -- read_names() asks how long a line is before its break
        CASE WHEN strpos(s.sentence, E'\n') > 0
            THEN repeat('.', length(substring(left(g.text, s.start) FROM '[^\n]*$'))) ELSE '' END || s.sentence
    FROM (
        SELECT p.n, string_agg(p.piece, '' ORDER BY p.i) AS sentence,
            string_to_array(string_agg(p.words, '' ORDER BY p.i), ' ') AS words,
            min(p.stop - length(p.piece))::integer AS start
        FROM piece p
        GROUP BY p.n, p.nth
    ) s
    JOIN given g ON g.n = s.n
    JOIN named d ON d.event_id = g.event_id
    WHERE g.is_whole
        OR p_cues ?| s.words AND (
            -- U.S. and J. K. are one word each, and &eacute; or a fullwidth letter is not what it looks like
            octet_length(g.text) > length(g.text)
            OR g.text ~ '&|(^|[^a-zA-Z0-9])[a-zA-Z0-9]\. ?[a-zA-Z0-9]([^a-zA-Z0-9]|$)'
            OR (
                -- an edge has two ends, one of which is asked for
                SELECT count(DISTINCT u.owner) > 1 AND bool_or(u.is_given)
                FROM unnest(d.owners, d.words, d.are_given) AS u (owner, word, is_given)
                WHERE u.word IS NULL OR u.word = ANY (s.words)));
END
$function$;

COMMENT ON FUNCTION relationship_engine._sentences_to_read(
    bigint, uuid [], uuid [], text [], boolean [], jsonb) IS
'Those sentences of texts of events in which a rule may find an edge of one of the given entities: with a cue (a key '
'of p_cues; p_are_whole: the whole text is to be read) and with words with which names of two entities '
'begin that the event mentions, a given one among them. Cuts only where read_names() surely ends a sentence: after a '
'word of three small letters that is no abbreviation, before a capital, if no name that the event mentions contains '
'the end of a sentence. A sentence with a line break is padded with points to its place in its line.';
