CREATE OR REPLACE FUNCTION relationship_engine.count_tokens(p_text text)
RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT (w.wide + ceil((length(p_text) - w.wide) / 4.0))::integer
    FROM (
        SELECT CASE WHEN octet_length(p_text) = length(p_text) THEN 0 ELSE length(regexp_replace(
            p_text,
            -- all but Thai and Lao, Myanmar, Khmer, Kana, Han
            '[^\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u30FF'
            '\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\U00020000-\U0003FFFF]+',
            '', 'g')) END AS wide
    ) w
$function$;

COMMENT ON FUNCTION relationship_engine.count_tokens(text) IS
'Estimate of the tokens that a language model makes of a text: a quarter of its characters, and each character of a '
'script without spaces (Chinese, Japanese, Thai, …).';
