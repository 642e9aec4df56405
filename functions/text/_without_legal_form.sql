CREATE OR REPLACE FUNCTION relationship_engine._without_legal_form(p_key text, p_forms text [])
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_words text[] := string_to_array(p_key, ' ');
    v_left integer := cardinality(v_words);
    v_form integer;
    v_first integer := 1;
BEGIN
    LOOP
        -- the longest form at the end; something must be left before it
        SELECT max(n) INTO v_form
        FROM generate_series(1, least(v_left - 1, 6)) AS n
        WHERE array_to_string(v_words[v_left - n + 1:v_left], ' ') = ANY (p_forms);
        EXIT WHEN v_form IS NULL;
        v_left := v_left - v_form;
        IF v_left > 1 AND v_words[v_left] = 'and' THEN
            v_left := v_left - 1;
        END IF;
    END LOOP;
    -- OOO stands before the name
    IF v_left > 1 AND v_words[1] || ' -' = ANY (p_forms) THEN
        v_first := 2;
    END IF;
    -- 株式会社 and ООО may
    WHILE octet_length(v_words[v_first]) > length(v_words[v_first]) LOOP
        SELECT max(n) INTO v_form
        FROM generate_series(1, least(v_left - v_first, 6)) AS n
        WHERE array_to_string(v_words[v_first:v_first + n - 1], ' ') = ANY (p_forms);
        EXIT WHEN v_form IS NULL;
        v_first := v_first + v_form;
    END LOOP;
    RETURN array_to_string(v_words[v_first:v_left], ' ');
END
$function$;

COMMENT ON FUNCTION relationship_engine._without_legal_form(text, text []) IS
'The key of a name without the legal forms at its end, all of them (Co., Ltd.; GmbH & Co. KG), and those that are not '
'of ASCII, or stand before a name (OOO, PT), at its beginning; p_forms: of _legal_forms().';
