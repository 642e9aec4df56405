CREATE OR REPLACE FUNCTION relationship_engine._without_accents(p_key text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    -- composed anew: Hangul falls apart, too
    SELECT pg_catalog.normalize(pg_catalog.regexp_replace(
        pg_catalog.normalize(pg_catalog.translate(p_key, U&'\00F8\0142\0111\0131', 'oldi'), 'NFD'),
        '[\u0300-\u036F\u0591-\u05BD\u05BF\u05C1\u05C2\u05C4\u05C5\u05C7\u064B-\u0655\u0670]', '', 'g'), 'NFC')
$function$;

COMMENT ON FUNCTION relationship_engine._without_accents(text) IS
'A key, or several with spaces between, as those write it who leave out accents, and the vowel signs of Arabic and '
'Hebrew. Without SET: it must be inlined.';
