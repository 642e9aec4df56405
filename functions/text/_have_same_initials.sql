CREATE OR REPLACE FUNCTION relationship_engine._have_same_initials(p_title text, p_other text)
RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT cardinality(t.words) = cardinality(t.others) AND (
        SELECT bool_and(w.word = w.other OR 1 IN (length(w.word), length(w.other))
            AND left(w.word, 1) = left(w.other, 1))
        FROM unnest(t.words, t.others) AS w (word, other))
    FROM (
        SELECT string_to_array(relationship_engine._plain_name(p_title, true), ' ') AS words,
            string_to_array(relationship_engine._plain_name(p_other, true), ' ') AS others
    ) t
$function$;

COMMENT ON FUNCTION relationship_engine._have_same_initials(text, text) IS
'Whether two names of persons have the same words, or one has the initial where the other has the word.';
