CREATE OR REPLACE FUNCTION relationship_engine.count_tokens(p_text text)
RETURNS integer
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
-- PL/pgSQL: of an answer of recall() each row is counted, and a call of an SQL function starts an executor.
DECLARE
    v_length integer := length(p_text);
    v_wide integer := 0;
BEGIN
    IF octet_length(p_text) > v_length THEN
        v_wide := length(regexp_replace(
            p_text,
            -- all but Thai and Lao, Myanmar, Khmer, Kana, Han
            '[^\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF'
            '\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]+',
            '', 'g'));
    END IF;
    RETURN v_wide + (v_length - v_wide + 3) / 4;
END
$function$;

COMMENT ON FUNCTION relationship_engine.count_tokens(text) IS
'Estimate of the tokens that a language model makes of a text: a quarter of its characters, and each character of a '
'script without spaces (Chinese, Japanese, Thai, …).';
