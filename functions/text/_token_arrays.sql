CREATE OR REPLACE FUNCTION relationship_engine._token_arrays(
    p_text text, OUT keys text [], OUT gaps text [], OUT words text []
)
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- as in tokenize()
    v_text text := CASE WHEN p_text ~ '[^\x01-\x22\x24\x25()\x2C-\x3B\x3D-\x3F\x41-\x7F]|://|[A-Za-z]\. ?[A-Za-z]\.'
        THEN relationship_engine._mark_text(p_text) ELSE p_text END;
    v_words text;
    v_keys text;
BEGIN
    IF octet_length(v_text) > length(v_text) OR v_text = '' OR p_text ~ '[\x01-\x04\x1E\x1F]' THEN
        SELECT array_agg(relationship_engine.token_key(t.word)), array_agg(t.gap), array_agg(t.word)
        INTO keys, gaps, words
        FROM relationship_engine.tokenize(p_text) t;
        RETURN;
    END IF;
    -- ASCII: replacing all gaps, then all words, takes a third of the time of a match for each token. Between tokens
    -- without a gap stands \x1E for the moment.
    IF v_text ~ '[\x01-\x04&]' THEN
        v_text := regexp_replace(v_text, '([\x02-\x04&])', E'\x1E\\1\x1E', 'g');
        v_text := replace(v_text, E'\x01', E'\x1E\x01');
        v_words := btrim(regexp_replace(v_text, '[^\x01-\x04&0-9A-Za-z]+', ' ', 'g'), ' ');
        v_keys := replace(translate(lower(v_words COLLATE "C"), E'\x01\x02\x03\x04', '''+#*'), '&', 'and');
    ELSE
        v_words := btrim(regexp_replace(v_text, '[^0-9A-Za-z]+', ' ', 'g'), ' ');
        v_keys := lower(v_words COLLATE "C");
    END IF;
    words := string_to_array(v_words, ' ') || ''::text;
    keys := string_to_array(v_keys, ' ') || ''::text;
    gaps := string_to_array(
        replace(regexp_replace(v_text, '[\x01-\x04&0-9A-Za-z]+', E'\x1F', 'g'), E'\x1E', ''), E'\x1F');
    IF gaps[cardinality(gaps)] <> '' THEN  -- the end of the text is a token, with the gap before it and once without
        keys := keys || ''::text;
        gaps := gaps || ''::text;
        words := words || ''::text;
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine._token_arrays(text) IS
'The tokens of a text as tokenize() finds them, as arrays: the key of each (see token_key), the characters before it, '
'and its word.';
