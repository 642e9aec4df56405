CREATE OR REPLACE FUNCTION relationship_engine._is_misspelling(p_phrase text, p_other text)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_words text[] := string_to_array(p_phrase, ' ');
    v_others text[] := string_to_array(p_other, ' ');
BEGIN
    RETURN cardinality(v_words) = cardinality(v_others) AND (
        SELECT bool_and(
            w.word = w.other
            OR (length(w.word) >= 4 AND length(w.other) >= 4 AND abs(length(w.word) - length(w.other)) <= 2
                AND left(w.word, 1) = left(w.other, 1)
                    AND relationship_engine.trigram_similarity(w.word, w.other) >= 0.3
                AND w.word !~ '[0-9]' AND w.other !~ '[0-9]'))
        FROM unnest(v_words, v_others) AS w (word, other));
END
$function$;

COMMENT ON FUNCTION relationship_engine._is_misspelling(text, text) IS
'Whether two phrases of equally many words are the same but for spelling: each word equal, or of at least 4 letters, '
'no digit, the same first letter and trigram similarity 0.3. "calibre schools" is "caliber schools"; "northern '
'district" is not "southern district".';
