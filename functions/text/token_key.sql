CREATE OR REPLACE FUNCTION relationship_engine.token_key(p_word text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT CASE p_word WHEN '&' THEN 'and' WHEN E'\x02' THEN '+' WHEN E'\x03' THEN '#' WHEN E'\x04' THEN '*'
        ELSE pg_catalog.translate(relationship_engine.fold_case(p_word), E'\x01', '''') END
$function$;

COMMENT ON FUNCTION relationship_engine.token_key(text) IS
'Building block: a token of tokenize() as names are compared. Without SET: it must be inlined.';
