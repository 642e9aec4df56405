CREATE OR REPLACE FUNCTION relationship_engine._normalize_tokens(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(string_agg(k.key, ' ' ORDER BY t.i), '')
    FROM relationship_engine.tokenize(left(p_text, 4000)) t
    CROSS JOIN LATERAL (SELECT relationship_engine.token_key(t.word) AS key) k
    WHERE k.key <> ''
$function$;

COMMENT ON FUNCTION relationship_engine._normalize_tokens(text) IS
'What normalize_name() does of any text, token by token.';
