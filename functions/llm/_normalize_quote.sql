CREATE OR REPLACE FUNCTION relationship_engine._normalize_quote(p_text text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_text text := relationship_engine._clean_text(p_text, 100000);
BEGIN
    IF v_text ~ '[^\u0001-\u007f]' THEN
        v_text := translate(
            CASE WHEN getdatabaseencoding() = 'UTF8' THEN normalize(v_text, NFKC) ELSE v_text END,
            '’‘“”„«»–—', '''''"""""--');
    END IF;
    RETURN btrim(regexp_replace(
        lower(v_text COLLATE relationship_engine.unicode) COLLATE "default", '\s{2,}|[^\S ]', ' ', 'g'),
        E' .…,;:!?"''-');
END
$function$;

COMMENT ON FUNCTION relationship_engine._normalize_quote(text) IS
'Normalizes a text for the search of a quotation: lower case, one kind of space, quote and dash, no invisible '
'characters, no punctuation at the ends.';
