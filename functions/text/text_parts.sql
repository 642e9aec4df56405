CREATE OR REPLACE FUNCTION relationship_engine.text_parts(p_text text)
RETURNS SETOF text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
ROWS 1
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_rest text := left(p_text, 100000);
    v_head text;
    v_end integer;
BEGIN
    WHILE length(v_rest) > 4000 LOOP
        v_head := left(v_rest, 4000);
        -- after the last paragraph, line, sentence or word that is whole, whichever cuts least
        v_end := coalesce(
            nullif(length(substring(v_head FROM '^(.*\n\s*\n)')), 0),
            nullif(length(substring(v_head FROM '^(.*[.!?]["'')]*\n)')), 0),
            nullif(length(substring(v_head FROM '^(.*[a-z]{3}[.!?]["'')]*\s)')), 0),
            nullif(length(substring(v_head FROM '^(.*\s)')), 0));
        v_end := CASE WHEN v_end > 1000 THEN v_end ELSE coalesce(length(substring(v_head FROM '^(.*\s)')), 4000) END;
        RETURN NEXT left(v_head, v_end);
        v_rest := substr(v_rest, v_end + 1);
    END LOOP;
    IF v_rest <> '' THEN
        RETURN NEXT v_rest;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.text_parts(text) IS
'Building block: the first 100,000 characters of a text in parts of at most 4,000, each ending with a sentence '
'where it can: the cost of reading grows with the length of a part.';
