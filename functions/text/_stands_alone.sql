CREATE OR REPLACE FUNCTION relationship_engine._stands_alone(
    p_key text, p_spelled text, p_joined text, p_before text, p_after text, p_word_before text, p_word_after text,
    p_gaps_after text [], p_words_after text [], p_is_first boolean, p_is_word boolean, p_reading text,
    p_affixes text []
)
RETURNS TABLE (stands boolean)
LANGUAGE sql STABLE
AS $function$
    SELECT true
    -- characters that are tokens of their own: a name of letters is found at borders of words alone, one of Hangul
    -- from the beginning of a word to its end or a particle
    WHERE CASE
            WHEN p_is_first OR p_before <> '' THEN true
            WHEN p_key ~ '^[^\u0001-\u2fff]' AND p_key !~ '^[가-힣]' THEN true
            ELSE p_key ~ '^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]' OR p_word_before !~ '[가-힣[:alnum:]]'
                -- "本社はAcmeに": letters end where characters that are tokens of their own begin
                OR p_key ~ '^[\u0001-\u0dff]' AND p_word_before ~ '^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF'
                    '\u3005-\u30FF\u3400-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]' END
        AND CASE
            WHEN coalesce(p_word_after, '') = '' OR p_after <> '' OR left(p_word_after, 1) IN (E'\x01', '&')
                THEN true
            -- Aurora+ is not Aurora; an asterisk behind a longer word leads to a footnote
            WHEN left(p_word_after, 1) IN (E'\x02', E'\x03', E'\x04')
                THEN left(p_word_after, 1) = E'\x04' AND length(p_key) > 2
            WHEN p_key ~ '[^\u0001-\u2fff]$' AND p_key !~ '[가-힣]$' THEN true
            WHEN p_key ~ '[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF]$' THEN true
            WHEN p_key ~ '[\u0001-\u0dff]$' AND p_word_after ~ '^[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF'
                '\u3005-\u30FF\u3400-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]' THEN true
            ELSE p_word_after ~ '^[가-힣]$' AND EXISTS (
                SELECT FROM relationship_engine.lexicon l
                WHERE l.kind = 'particle' AND l.word = (
                    SELECT string_agg(x.word, '' ORDER BY x.i)
                    FROM unnest(p_words_after) WITH ORDINALITY AS x (word, i)
                    WHERE x.word ~ '[가-힣]' AND NOT EXISTS (
                        SELECT FROM unnest(p_gaps_after) WITH ORDINALITY AS g (gap, i)
                            WHERE g.i <= x.i AND g.gap <> ''))) END
        -- neither a part of an identifier (fix_openssl_check) nor, in small letters, of what is longer than the
        -- name: a file (nginx.service), a path, an address, another thing's name (libcurl4-openssl-dev, dpkg-dev)
        AND (p_is_first OR p_before <> '_')
        AND (p_after <> '_' OR coalesce(p_word_after, '') = '')
        AND CASE
            WHEN p_joined IS NULL OR p_reading = 'title' OR p_spelled ~ '[[:upper:]]' THEN true
            WHEN p_joined ~ '[@_]|-.*-|^[~.]*/|/.*/|[.][a-z][a-z0-9]*$|[[:alnum:]][.]#' THEN false
            WHEN strpos(p_joined, '-') = 0 OR p_joined ~ '#-([a-z]+(ed|ing)|[0-9.]+)$' THEN true
            ELSE relationship_engine.fold_case(btrim(p_joined, '#-')) = ANY (p_affixes) END
        -- an apostrophe joins: O'Neill is not Neill, l'Acme is Acme
        AND (p_before <> '''' OR p_is_first OR EXISTS (
            SELECT FROM relationship_engine.lexicon l
            WHERE l.kind = 'elision' AND l.word = relationship_engine.fold_case(p_word_before)))
        AND (p_after <> '''' OR coalesce(p_word_after, '') = '' OR EXISTS (
            SELECT FROM relationship_engine.lexicon l
            WHERE l.kind = 'clitic' AND l.word = relationship_engine.fold_case(p_word_after)))
        -- of one letter: neither an initial nor the end or beginning of another name (John C. Smith, Series C)
        AND CASE
            WHEN p_reading = 'title' OR length(p_key) > 1 OR octet_length(p_key) > 2 THEN true
            ELSE NOT (p_after ~ '^\.\s*$' AND coalesce(p_word_after, '') ~ '^[[:upper:]]'
                OR p_before ~ '^\s+$' AND p_word_before ~ '^[[:upper:]]'
                OR p_after ~ '^\s+$' AND coalesce(p_word_after, '') ~ '^[[:upper:]]') END
        -- "in June", "12 May", "March 2021", "on Monday" are dates
        AND NOT (p_is_word AND (
            p_before = ' ' AND p_word_before ~ '^[0-9]{1,2}(st|nd|rd|th)?$'
            OR p_after = ' ' AND p_word_after ~ '^[0-9]{1,4}(st|nd|rd|th)?$'
            OR EXISTS (
                SELECT FROM relationship_engine.lexicon l
                WHERE l.kind IN ('date_on', 'date_to', 'date_near')
                    AND l.word = relationship_engine.fold_case(p_word_before)))
            AND EXISTS (
                SELECT FROM relationship_engine.lexicon l
                WHERE l.kind = ANY ('{month_1,month_2,month_3,month_4,month_5,month_6,month_7,month_8,month_9,'
                    'month_10,month_11,month_12,weekday}') AND l.word = p_key))
$function$;

COMMENT ON FUNCTION relationship_engine._stands_alone(
    text, text, text, text, text, text, text, text [], text [], boolean, boolean, text, text []
) IS
'One row if what stands around a name (see _name_context) leaves it a name: not a piece of a word, of an identifier, '
'of a longer name or of a date. p_is_first: nothing stands before it; p_is_word: it is one token. Without SET: it must '
'be inlined.';
