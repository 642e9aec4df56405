CREATE OR REPLACE FUNCTION relationship_engine._blocking_key(p_phrase text)
RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
AS $function$
    SELECT regexp_replace(p_phrase, '(?<![^ ])([^ 0-9])[^ 0-9]{3,}(?![^ ])', '\1*', 'g')
$function$;

COMMENT ON FUNCTION relationship_engine._blocking_key(text) IS
'What a phrase and its misspellings (see _is_misspelling) have in common: of each word of four letters or more, '
'without a digit, the first letter and *; all others as they are. "calibre schools" has the key "c* s*". entity_name '
'is indexed by this expression. Without SET: it must be inlined.';
