CREATE OR REPLACE FUNCTION relationship_engine._name_context(
    p_text text, p_keys text [], p_gaps text [], p_words text [], p_first integer, p_last integer, p_reading text,
    p_abbreviations text []
)
RETURNS TABLE (
    before text, after text, word_before text, word_after text, gaps_after text [], words_after text [],
    keys_after text [], written text, spelled text, joined text, is_cut boolean
)
LANGUAGE sql STABLE
AS $function$
    SELECT s.gaps[1], s.gaps[s.size + 1], p_words[p_first - 1], s.words[s.size + 1], s.gaps[s.size + 1:],
        s.words[s.size + 1:], s.keys[s.size + 1:], array_to_string(s.keys[:s.size], ' '),
        CASE
            -- words without marks are as they stand in the text
            WHEN translate(w.plain, U&'\2060\0001\0002\0003\0004&', '') = w.plain THEN w.plain
            ELSE substr(p_text,
                length(array_to_string(p_gaps[:p_first] || p_words[:p_first - 1], '')) + 1,
                length(w.plain)) END,
        -- what stands around it without a space or a dash, with # for the name: lib#-dev
        CASE WHEN p_first > 1 AND right(s.gaps[1], 1) IN ('-', '/', '@', '_', '.')
            OR left(s.gaps[s.size + 1], 1) IN ('-', '/', '@', '_', '.') THEN (
            SELECT coalesce(substring(regexp_replace(right(left(p_text, j.start), 100),
                '^.*([\s,;:()<>"|{}\u005b\u005d\u00ab\u00bb\u2012-\u203a]|[[:alnum:]]--+)', '')
                FROM '[[:alnum:]/~.].*'), '')
                || '#' || coalesce(substring(regexp_replace(substr(p_text, j.start + j.length + 1, 100),
                '^''s\M|([\s,;:()<>"|{}\u005b\u005d\u00ab\u00bb\u2012-\u203a]|--+[[:alnum:]]).*$', '')
                FROM '^.*[[:alnum:]]'), '')
            FROM (
                SELECT length(array_to_string(p_gaps[:p_first] || p_words[:p_first - 1], '')) AS start,
                    length(w.plain) AS length
            ) j) END,
        -- an end of a sentence within; most gaps are spaces, and the server remembers few compiled expressions
        EXISTS (
            SELECT FROM generate_series(2, s.size) g
            WHERE CASE
                WHEN s.gaps[g] IN (' ', '', '-', ', ') THEN false
                WHEN s.gaps[g] !~ '[.!?;:|。！？…]|\n\s*\n' THEN false
                WHEN p_reading = 'title' AND s.gaps[g] ~ '^:\s*$' THEN false
                ELSE NOT (s.gaps[g] ~ '^\.\s*$'
                    AND (length(s.words[g - 1]) = 1 OR strpos(s.words[g - 1], U&'\2060') > 0
                    OR s.keys[g - 1] = ANY (p_abbreviations))) END
        )
    FROM (  -- each element of an array of texts is looked for from its beginning: once for all
        SELECT p_last - p_first + 1 AS size, p_gaps[p_first:p_last + 4] AS gaps,
            p_words[p_first:p_last + 4] AS words, p_keys[p_first:p_last + 4] AS keys
        OFFSET 0
    ) s
    CROSS JOIN LATERAL (
        SELECT CASE s.size WHEN 1 THEN s.words[1] WHEN 2 THEN s.words[1] || s.gaps[2] || s.words[2] ELSE (
            SELECT string_agg(CASE WHEN g > 1 THEN s.gaps[g] ELSE '' END || s.words[g], '' ORDER BY g)
            FROM generate_series(1, s.size) g
        ) END AS plain
        OFFSET 0
    ) w
$function$;

COMMENT ON FUNCTION relationship_engine._name_context(
    text, text [], text [], text [], integer, integer, text, text []
) IS
'What stands around the tokens from p_first to p_last of a text, given as its tokens (see _token_arrays). before, '
'after: the characters between them and the words next to them; gaps_after, words_after, keys_after: up to three '
'words on; written: their keys; spelled: as the text spells them; joined: what they are joined to without a space or a '
'dash, with # for themselves (lib#-dev), null: nothing; is_cut: whether a sentence ends within. Without SET: it must '
'be inlined.';
