CREATE OR REPLACE FUNCTION relationship_engine._clean_text(p_text text, p_length integer)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $function$
    SELECT substr(btrim(regexp_replace(regexp_replace(
        left(p_text, 4 * p_length),
        -- what no reader sees: controls but for tab and newline, zero-width, direction marks, tags
        '[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5'
            '\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]',
        '', 'g'), '[ \t]{2,}|\t', ' ', 'g'), E' \n'), 1, p_length)
$function$;

COMMENT ON FUNCTION relationship_engine._clean_text(text, integer) IS
'A text without characters that no reader sees, cut to a length in characters. Without SET: it is inlined.';
