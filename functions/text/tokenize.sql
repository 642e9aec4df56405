CREATE OR REPLACE FUNCTION relationship_engine.tokenize(p_text text, p_sentences boolean DEFAULT false)
RETURNS text []
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    s text := p_text;
BEGIN
    IF octet_length(s) > 8000 THEN
        s := left(s, 8000);
    END IF;
    IF octet_length(s) > length(s) THEN
        IF s IS NOT NFC NORMALIZED THEN
            s := normalize(s, NFC);
        END IF;
        s := regexp_replace(
            translate(s, '’‘“”–—', '''''""--'), '[\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]', ' ', 'g');
    END IF;
    IF p_sentences AND strpos(s, E'\n') > 0 THEN
        -- a line that was only wrapped goes on with a small letter, or ends with a comma or a word that wants another one
        s := regexp_replace(s, '[ \t\r]*\n[ \t]*(?=[[:lower:]])', ' ', 'g');
        s := regexp_replace(
            s, '(,|\m(?:a|an|and|as|at|by|for|from|in|of|on|or|the|to|with))[ \t\r]*\n[ \t]*(?=\w)', '\1 ', 'g');
        s := replace(s, E'\n', ' | ');
    END IF;
    IF p_sentences THEN
        -- a full stop ends a sentence unless it closes an initial, "U.S." or a title such as Dr.
        s := regexp_replace(
            s,
            '[.!?;](?<!\m(?:[A-Za-z]|[Jj]r|[Ss]r|[Dd]r|[Mm]rs?|[Mm]s|[Ss]t|[A-Z][.][A-Z]).)[.!?;]*["'')]*(?=\s+["'']?[A-Z])',
            ' | ', 'g');
    ELSE
        s := replace(s, '|', ' ');
    END IF;
    s := lower(s);
    -- most names need none of this
    IF s ~ '[.''&]|united states' THEN
        s := regexp_replace(s, '\mu\. ?s\.(?: ?a\.)?|\munited states(?: of america)?\M', ' us ', 'g');
        s := regexp_replace(s, '''s\M', E' \x01 ', 'g');
        s := regexp_replace(s, '(?<=\w)\.(?=\w\.)', '', 'g');
        s := replace(s, '&', ' and ');
    END IF;
    s := regexp_replace(replace(s, ',', ' , '), '[]!"#$%''()*+./:;<=>?@[\\^_`{}~\n\r\t\f\v-]+', ' ', 'g');
    s := replace(s, E'\x01', '''s');
    RETURN array_remove(array_remove(array_remove(array_remove(string_to_array(s, ' '), ''), 'the'), 'a'), 'an');
END
$function$;

COMMENT ON FUNCTION relationship_engine.tokenize(text, boolean) IS
'The normalised words of a text (its first 8,000 characters), as names and pattern rules compare them: lower case, NFC, '
'without articles and punctuation but for '','', ''''s (possessive) and, when p_sentences, | between sentences (a line ends one unless it '
'was only wrapped); '
'"U.S." and "United States" are us, "&" is and.';
