CREATE OR REPLACE FUNCTION relationship_engine._clean_text(p_text text, p_length integer)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $function$
    SELECT substr(btrim(regexp_replace(regexp_replace(
        left(p_text, 4 * p_length),
        -- invisible characters: controls except tab and newline, zero-width characters, direction marks, tags
        '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5'
            '\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]',
        '', 'g'), '[ \t]{2,}|\t', ' ', 'g'), E' \n'), 1, p_length)
$function$;

COMMENT ON FUNCTION relationship_engine._clean_text(text, integer) IS
'Removes invisible characters from a text and cuts it to a length in characters. It has no SET clause, so that it is '
'inlined.';
