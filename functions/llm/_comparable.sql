CREATE OR REPLACE FUNCTION relationship_engine._comparable(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT btrim(
        regexp_replace(
            translate(
                lower(CASE WHEN getdatabaseencoding() = 'UTF8' THEN normalize(t.clean, NFKC) ELSE t.clean END),
                '’‘“”„«»–—', '''''"""""--'),
            '\s+', ' ', 'g'),
        E' .…,;:!?"''-')
    FROM (SELECT relationship_engine._clean_text(p_text, 100000) AS clean OFFSET 0) t
$function$;

COMMENT ON FUNCTION relationship_engine._comparable(text) IS
'A text in the form in which a quotation is looked for in it: lower case, one kind of space, quote and dash, nothing '
'invisible, without punctuation at its ends.';
