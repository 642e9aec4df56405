CREATE OR REPLACE FUNCTION relationship_engine._is_respelling(p_name text, p_other text, p_is_person boolean)
RETURNS boolean
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_words text[] := string_to_array(p_name, ' ');
    v_others text[] := string_to_array(p_other, ' ');
    v_count CONSTANT integer := cardinality(v_words);
    v_differing integer;
    v_word text;
    v_other text;
    v_limit integer;
    v_above integer[];
    v_row integer[];
BEGIN
    IF v_count <> cardinality(v_others) THEN
        RETURN false;
    END IF;
    FOR i IN 1 .. v_count LOOP
        CONTINUE WHEN v_words[i] = v_others[i];
        IF v_differing IS NOT NULL THEN
            RETURN false;
        END IF;
        v_differing := i;
    END LOOP;
    v_word := v_words[v_differing];
    v_other := v_others[v_differing];
    v_limit := CASE WHEN least(length(v_word), length(v_other)) < 8 THEN 1 ELSE 2 END;
    -- another first name is another person
    IF v_differing IS NULL OR p_is_person AND v_differing < v_count OR left(v_word, 1) <> left(v_other, 1)
        OR least(length(v_word), length(v_other)) < 5 OR abs(length(v_word) - length(v_other)) > v_limit
        OR v_word ~ '[0-9]' OR v_other ~ '[0-9]' OR relationship_engine.trigram_similarity(v_word, v_other) < 0.3
    THEN
        RETURN false;
    END IF;
    v_above := ARRAY(SELECT generate_series(0, length(v_other)));
    FOR i IN 1 .. length(v_word) LOOP
        v_row := ARRAY[i];
        FOR j IN 1 .. length(v_other) LOOP
            v_row[j + 1] := least(
                v_above[j + 1] + 1, v_row[j] + 1,
                v_above[j] + (substr(v_word, i, 1) <> substr(v_other, j, 1))::integer);
        END LOOP;
        v_above := v_row;
    END LOOP;
    RETURN v_above[length(v_other) + 1] <= v_limit;
END
$function$;

COMMENT ON FUNCTION relationship_engine._is_respelling(text, text, boolean) IS
'Whether two names differ in one word of five letters or more, by one letter, or by two from eight letters on (edit '
'distance of Levenshtein), with the same first letter and no digit; of persons only in the last word.';
