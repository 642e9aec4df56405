CREATE OR REPLACE FUNCTION relationship_engine._legal_form_behind(p_keys text [], p_gaps text [], p_words text [])
RETURNS TABLE (length integer)
LANGUAGE sql STABLE
AS $function$
    SELECT max(x)
    FROM generate_series(1, cardinality(p_keys)) AS x
    WHERE p_gaps[1] IN (' ', ', ') AND p_words[1] ~ '^[[:upper:]]' AND EXISTS (
        SELECT FROM relationship_engine.lexicon l
        WHERE l.kind = 'legal_form' AND l.word IN (p_keys[1], p_keys[1] || ' ' || p_keys[2],
            array_to_string(p_keys[:3], ' '), array_to_string(p_keys, ' ')))
        -- "Acme Inc. as", though AS is a form; Acme Sp. z o.o.
        AND (p_words[x] ~ '^[[:upper:]]' OR strpos(p_words[x], U&'\2060') > 0)
        AND array_to_string(p_gaps[2:x], '') !~ '[^ .,]'
        AND relationship_engine._without_legal_form(
            '- ' || array_to_string(p_keys[:x], ' '), relationship_engine._legal_forms()) = '-'
$function$;

COMMENT ON FUNCTION relationship_engine._legal_form_behind(text [], text [], text []) IS
'How many of the tokens behind a name are its legal form, at most as many as are given; null: none. p_gaps: what '
'stands before each. Without SET: it must be inlined.';
