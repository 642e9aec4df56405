CREATE OR REPLACE FUNCTION relationship_engine._mark_text(p_text text)
RETURNS text
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    s text := p_text;
    v_found text;
    v_page text;
BEGIN
    IF octet_length(s) > length(s) THEN
        s := translate(s, U&'\2019\2018\02BC\FF07\2010\2011\2012\2013\2014\2015\2212\FF0B\FF03\FF0A\FF06',
            '''''''''-------+#*&');
        -- the number of a footnote; but m², R²
        IF s ~ '[\u00B9\u00B2\u00B3\u2070-\u2079]' THEN
            FOR v_found IN SELECT DISTINCT m[1] FROM regexp_matches(
                s COLLATE relationship_engine.unicode,
                '(?<=[[:alpha:]]{3})[\u00B9\u00B2\u00B3\u2070-\u2079]+(?![[:alnum:]])', 'g') AS m LOOP
                s := regexp_replace(s COLLATE relationship_engine.unicode,
                    '(?<=[[:alpha:]]{3})' || v_found || '(?![[:alnum:]])', repeat(' ', length(v_found)), 'g');
            END LOOP;
        END IF;
        -- within a word nobody sees a zero-width space
        IF strpos(s, U&'\200B') > 0 THEN
            s := regexp_replace(s COLLATE relationship_engine.unicode,
                '(?<=[[:alnum:]\u200B])\u200B(?=[[:alnum:]\u200B])', U&'\2060', 'g');
        END IF;
    END IF;
    -- [[Ann Lee|Ann]] says one name; [[Ann Lee|she]] is no end of a sentence either
    IF strpos(s, '[[') > 0 THEN
        FOR v_page, v_found IN SELECT DISTINCT m[1], m[2]
            FROM regexp_matches(s, '\[\[([^][|]+)\|([^][|]*)\]\]', 'g') AS m LOOP
            s := replace(s, '|' || v_found || ']]', ' ' || CASE
                WHEN strpos(relationship_engine.fold_case(v_page), relationship_engine.fold_case(v_found)) > 0
                    THEN repeat(' ', length(v_found))
                ELSE v_found END || ']]');
        END LOOP;
    END IF;
    -- an address is not about those whose names it holds
    IF strpos(s, '://') > 0 THEN
        FOR v_found IN SELECT DISTINCT m[1] FROM regexp_matches(s, '\m[a-z]{2,10}://[^\s<>"]+', 'gi') AS m LOOP
            s := replace(s, v_found, repeat(' ', length(v_found)));
        END LOOP;
    END IF;
    IF strpos(s, '@') > 0 THEN
        FOR v_found IN SELECT DISTINCT m[1]
            FROM regexp_matches(s, '[[:alnum:]._+-]+@[[:alnum:]-]+(?:\.[[:alnum:]-]+)+', 'g') AS m LOOP
            s := replace(s, v_found, repeat(' ', length(v_found)));
        END LOOP;
    END IF;
    IF strpos(s, '&') > 0 AND s ~ '&#?[a-zA-Z0-9]{2,8};' THEN
        FOR v_found IN SELECT DISTINCT m[1] FROM regexp_matches(s, '&#?[a-zA-Z0-9]{2,8};', 'g') AS m LOOP
            -- padded by a character that the key of a word drops, or by spaces
            s := replace(s, v_found, CASE
                WHEN v_found IN ('&nbsp;', '&ensp;', '&emsp;', '&thinsp;') THEN repeat(' ', length(v_found))
                WHEN v_found IN ('&amp;', '&#38;', '&#038;', '&#x26;') THEN rpad('&', length(v_found))
                WHEN v_found IN ('&quot;', '&ldquo;', '&rdquo;', '&laquo;', '&raquo;') THEN rpad('"', length(v_found))
                WHEN v_found = '&lt;' THEN rpad('<', length(v_found))
                WHEN v_found = '&gt;' THEN rpad('>', length(v_found))
                WHEN v_found IN ('&ndash;', '&mdash;', '&hyphen;', '&larr;', '&rarr;', '&harr;', '&lArr;', '&rArr;',
                    '&hArr;', '&hellip;', '&middot;') THEN rpad('-', length(v_found))
                WHEN v_found = '&bull;' THEN rpad(U&'\2022', length(v_found))
                ELSE (SELECT CASE WHEN c.sign = '''' THEN lpad(c.sign, length(v_found), U&'\2060')
                    ELSE rpad(c.sign, length(v_found), U&'\2060') END FROM (SELECT CASE
                    WHEN v_found IN ('&apos;', '&rsquo;', '&lsquo;') THEN ''''
                    WHEN v_found = '&shy;' THEN U&'\2060'
                    WHEN v_found = '&szlig;' THEN U&'\00DF'
                    WHEN v_found ~ '^&(ae|AE|oe|OE)lig;$' THEN translate(substr(v_found, 2, 1), 'aAoO',
                        U&'\00E6\00C6\0153\0152')
                    WHEN v_found ~ '^&[oO]slash;$' THEN translate(substr(v_found, 2, 1), 'oO', U&'\00F8\00D8')
                    -- &eacute; is e with an acute accent
                    WHEN v_found ~ '^&[a-zA-Z](acute|grave|circ|uml|tilde|cedil|ring|caron);$'
                        THEN normalize(substr(v_found, 2, 1) || CASE substr(v_found, 3)
                            WHEN 'acute;' THEN U&'\0301' WHEN 'grave;' THEN U&'\0300' WHEN 'circ;' THEN U&'\0302'
                            WHEN 'uml;' THEN U&'\0308' WHEN 'tilde;' THEN U&'\0303' WHEN 'cedil;' THEN U&'\0327'
                            WHEN 'ring;' THEN U&'\030A' ELSE U&'\030C' END)
                    WHEN v_found ~ '^&#[0-9]{2,5};$' AND rtrim(substr(v_found, 3), ';')::integer BETWEEN 32 AND 55295
                        THEN translate(chr(rtrim(substr(v_found, 3), ';')::integer), U&'\2018\2019', '''''')
                    WHEN v_found ~ '^&#[xX][0-9a-fA-F]{2,4};$'
                        AND ('x' || lpad(rtrim(substr(v_found, 4), ';'), 8, '0'))::bit(32)::integer BETWEEN 32 AND 55295
                        THEN translate(chr(('x' || lpad(rtrim(substr(v_found, 4), ';'), 8, '0'))::bit(32)::integer),
                            U&'\2018\2019', '''''')
                    ELSE '.' END AS sign) c) END);
        END LOOP;
    END IF;
    IF strpos(s, '<') > 0 AND s ~ '<[/!a-zA-Z][^<>]*>' THEN
        FOR v_found IN SELECT DISTINCT m[1] FROM regexp_matches(s, '<[/!a-zA-Z][^<>]{0,250}>', 'g') AS m
            -- "<Ann Lee> hello" is who speaks
            WHERE m[1] !~ '^<[A-Z][a-z]+( [A-Z][[:alpha:].'']*)*>$' LOOP
            s := replace(s, v_found, CASE
                WHEN v_found COLLATE relationship_engine.unicode ~* '^<br\M' THEN rpad(E'\n', length(v_found))
                WHEN v_found COLLATE relationship_engine.unicode
                    ~* '^</?(p|div|li|ul|ol|td|th|tr|table|h[1-6]|hr|section|article)\M'
                THEN rpad(E'\n\n', length(v_found)) ELSE repeat(' ', length(v_found)) END);
        END LOOP;
    END IF;
    IF strpos(s, '''') > 0 THEN
        s := regexp_replace(s COLLATE relationship_engine.unicode, '(?<=\w\u2060* ?)''(?=[sS](?!\w))', E'\x01', 'g');
    END IF;
    IF s ~ '[^[:space:]][+#*]' THEN
        s := regexp_replace(s COLLATE relationship_engine.unicode, '(?<=\w)\+(?![^\W_])', E'\x02', 'g');
        s := regexp_replace(s, E'(?<=\x02)\\+', E'\x02', 'g');
        s := regexp_replace(s COLLATE relationship_engine.unicode, '(?<=\w)#(?!\w)', E'\x03', 'g');
        s := regexp_replace(s COLLATE relationship_engine.unicode,
            '(?<=\w)(?<!\*[^\s*][^*\n]{0,99})\*(?=\w|\s|$)(?!\*)', E'\x04',
            'g');
    END IF;
    IF strpos(s, '.') > 0 AND s ~ '[[:alpha:]]\.[[:alpha:]]\.' THEN  -- U.S., J.K.: the points within are no boundaries
        s := regexp_replace(s COLLATE relationship_engine.unicode, '(?<=\m\w)\.(?=\w(?!\w))', U&'\2060', 'g');
    END IF;
    IF strpos(s, '. ') > 0 AND s ~ '[A-Z]\. [A-Z]\.' THEN  -- J. K. is J.K.
        s := regexp_replace(s COLLATE relationship_engine.unicode, '(?<=\m[A-Z])\. (?=[A-Z]\.)', U&'\2060\2060', 'g');
    END IF;
    RETURN s;
END
$function$;

COMMENT ON FUNCTION relationship_engine._mark_text(text) IS
'The text, character for character, as tokenize() cuts it: quotes and dashes are ASCII, HTML entities and tags are '
'what they stand for, web and mail addresses are blank, and ''s, +, # and * that belong to a name are the '
'characters 1 to 4. All that is replaced keeps its length.';
