CREATE OR REPLACE FUNCTION relationship_engine._is_respelling(p_word text, p_other text)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_limit CONSTANT integer := CASE WHEN least(length(p_word), length(p_other)) < 8 THEN 1 ELSE 2 END;
    v_long text := CASE WHEN length(p_word) >= length(p_other) THEN p_word ELSE p_other END;
    v_short text := CASE WHEN length(p_word) >= length(p_other) THEN p_other ELSE p_word END;
    v_more CONSTANT integer := length(v_long) - length(v_short);
    v_equal integer := 0;
BEGIN
    IF p_word = p_other OR left(p_word, 1) <> left(p_other, 1) OR v_more > v_limit
        OR relationship_engine.trigram_similarity(p_word, p_other) < 0.3
    THEN
        RETURN false;
    END IF;
    -- what both begin and end with is not edited
    WHILE v_equal < length(v_short) AND substr(v_long, v_equal + 1, 1) = substr(v_short, v_equal + 1, 1) LOOP
        v_equal := v_equal + 1;
    END LOOP;
    v_long := substr(v_long, v_equal + 1);
    v_short := substr(v_short, v_equal + 1);
    v_equal := 0;
    WHILE v_equal < length(v_short) AND left(right(v_long, v_equal + 1), 1) = left(right(v_short, v_equal + 1), 1) LOOP
        v_equal := v_equal + 1;
    END LOOP;
    v_long := left(v_long, length(v_long) - v_equal);
    v_short := left(v_short, length(v_short) - v_equal);
    IF length(v_long) <= v_limit OR v_limit = 1 THEN
        RETURN length(v_long) <= v_limit;
    END IF;
    -- first and last letters differ, so one of two edits is at each end, and what is between them is equal
    RETURN CASE v_more
        WHEN 0 THEN substr(v_long, 2, length(v_long) - 2) = substr(v_short, 2, length(v_short) - 2)
            OR substr(v_long, 2) = left(v_short, -1) OR left(v_long, -1) = substr(v_short, 2)
        WHEN 1 THEN substr(v_long, 2, length(v_long) - 2) IN (left(v_short, -1), substr(v_short, 2))
        ELSE substr(v_long, 2, length(v_long) - 2) = v_short END;
END
$function$;

COMMENT ON FUNCTION relationship_engine._is_respelling(text, text) IS
'Whether two words differ by one letter, or by up to two where both have eight letters or more (the edit distance of '
'Levenshtein 1966), with the same first letter and a trigram similarity of at least 0.3.';
