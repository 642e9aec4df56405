CREATE OR REPLACE FUNCTION relationship_engine.tokenize(p_text text)
RETURNS TABLE (i bigint, gap text, word text)
LANGUAGE sql IMMUTABLE PARALLEL SAFE
ROWS 200
AS $function$
    -- a gap is a run of punctuation, symbols and spaces, listed by range so that no locale matters. A token is the 's
    -- of a possessive, &, a sign that _mark_text() took for a part of a name, one character of a script without spaces
    -- with the marks that belong to it, or a run of all other characters: letters and digits of all scripts
    SELECT m.ordinality, m.parts[1], m.parts[2]
    FROM pg_catalog.regexp_matches(
        -- Most texts have nothing to mark: only ASCII, none of & ' * + # < @, no web address, no initials.
        CASE WHEN p_text ~ '[^\x01-\x22\x24\x25()\x2C-\x3B\x3D-\x3F\x41-\x7F]|://|[A-Za-z]\. ?[A-Za-z]\.'
            THEN relationship_engine._mark_text(p_text) ELSE p_text END,
        '([\u0005-\u0025\u0027-\u002F\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB\u00AC\u00AE-\u00B1'
        '\u00B4\u00B6-\u00B8\u00BB\u00BF\u00D7\u00F7\u02C2-\u02C5\u037E\u0387\u055A-\u055F\u0589-\u058F'
        '\u05BE\u05C0\u05C3\u05F3\u05F4\u0606-\u060F\u061B\u061D-\u061F\u066A-\u066D\u06D4\u0700-\u070D'
        '\u0964\u0965\u0E3F\u0E4F\u0E5A\u0E5B\u0F04-\u0F14\u0F3A-\u0F3D\u104A-\u104F\u10FB\u1360-\u1368'
        '\u166E\u1680\u17D4-\u17DB\u1800-\u180A\u2000-\u200B\u2010-\u2029\u202F-\u205F\u20A0-\u20CF'
        '\u2100-\u215F\u2190-\u2BFF\u2E00-\u2E7F\u2FF0-\u3004\u3008-\u3020\u3030\u303D\u30A0\u30FB'
        '\uE000-\uF8FF\uFE10-\uFE19\uFE30-\uFE6B\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65'
        '\uFFFC\uFFFD\U0001F000-\U0001FAFF]*)(\u0001[sS]|&|[\u0002-\u0004]|[\u0E01-\u0E4E\u0E81-\u0ECE'
        '\u1000-\u1049\u1780-\u17D3\u3005-\u3007\u3041-\u309F\u3400-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF'
        '\U00020000-\U0003FFFF][\u0E31\u0E33-\u0E3A\u0E47-\u0E4E\u0EB1\u0EB4-\u0EBC\u0EC8-\u0ECE'
        '\u102B-\u103E\u17B4-\u17D3\u00AD\u034F\u061C\u180E\u200C-\u200F\u202A-\u202E\u2060-\u2064'
        '\u2066-\u206F\uFE00-\uFE0F\uFEFF\U000E0000-\U000E01EF]*|[^\u0005-\u0025\u0027-\u002F'
        '\u003A-\u0040\u005B-\u0060\u007B-\u00A9\u00AB\u00AC\u00AE-\u00B1\u00B4\u00B6-\u00B8\u00BB\u00BF'
        '\u00D7\u00F7\u02C2-\u02C5\u037E\u0387\u055A-\u055F\u0589-\u058F\u05BE\u05C0\u05C3\u05F3\u05F4'
        '\u0606-\u060F\u061B\u061D-\u061F\u066A-\u066D\u06D4\u0700-\u070D\u0964\u0965\u0E3F\u0E4F\u0E5A'
        '\u0E5B\u0F04-\u0F14\u0F3A-\u0F3D\u104A-\u104F\u10FB\u1360-\u1368\u166E\u1680\u17D4-\u17DB'
        '\u1800-\u180A\u2000-\u200B\u2010-\u2029\u202F-\u205F\u20A0-\u20CF\u2100-\u215F\u2190-\u2BFF'
        '\u2E00-\u2E7F\u2FF0-\u3004\u3008-\u3020\u3030\u303D\u30A0\u30FB\uE000-\uF8FF\uFE10-\uFE19'
        '\uFE30-\uFE6B\uFF01-\uFF0F\uFF1A-\uFF20\uFF3B-\uFF40\uFF5B-\uFF65\uFFFC\uFFFD'
        '\U0001F000-\U0001FAFF\u0E01-\u0E4E\u0E81-\u0ECE\u1000-\u1049\u1780-\u17D3\u3005-\u3007'
        '\u3041-\u309F\u3400-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\U00020000-\U0003FFFF&\u0001-\u0004]+|$)',
        'g') WITH ORDINALITY AS m (parts, ordinality)
$function$;

COMMENT ON FUNCTION relationship_engine.tokenize(text) IS
'Building block: the tokens of a text in its own spelling, each with the gap of punctuation and spaces before it. '
'The last token is empty. The lengths of all gaps and words add up to that of the text, so that a token''s place in '
'the text is known. Without SET: it must be inlined.';
