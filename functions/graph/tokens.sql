CREATE OR REPLACE FUNCTION relationship_engine.tokens(p_text text, p_sentences boolean DEFAULT false)
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
        s := translate(s, '’‘“”–—', '''''""--');
    END IF;
    IF p_sentences THEN
        -- a full stop ends a sentence unless it closes an initial, "U.S." or a title such as Dr.
        s := regexp_replace(
            replace(s, E'\n', ' | '),
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
    s := regexp_replace(replace(s, ',', ' , '), '[]!"#$%''()*+./:;<=>?@[\\^_`{}~\n\r\t-]+', ' ', 'g');
    s := replace(s, E'\x01', '''s');
    RETURN array_remove(array_remove(array_remove(array_remove(string_to_array(s, ' '), ''), 'the'), 'a'), 'an');
END
$function$;

COMMENT ON FUNCTION relationship_engine.tokens(text, boolean) IS
'The normalised words of a text (its first 8,000 characters), as names and pattern rules compare them: lower case, '
'without articles and punctuation but for '','', ''''s (possessive) and, when p_sentences, | between sentences; '
'"U.S." and "United States" are us, "&" is and.';
