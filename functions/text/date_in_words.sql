CREATE OR REPLACE FUNCTION relationship_engine.date_in_words(p_words text)
RETURNS daterange
LANGUAGE sql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT relationship_engine.date_span(concat_ws('-', d.year,
        lpad(coalesce(d.month, d.numbers[1]), 2, '0'),
        lpad(CASE WHEN d.month IS NULL THEN d.numbers[2] ELSE d.numbers[1] END, 2, '0')))
    FROM (
        SELECT substring(p_words FROM '\m[12][0-9]{3}\M') AS year,
            (SELECT substr(l.kind, 7) FROM relationship_engine.lexicon l
            WHERE l.kind LIKE 'month%' AND l.word = ANY (string_to_array(p_words, ' ')) LIMIT 1) AS month,
            ARRAY(
                SELECT m[1] FROM regexp_matches(p_words, '\m([0-9]{1,2})(?:st|nd|rd|th)?\M', 'g') AS m) AS numbers
    ) d
$function$;

COMMENT ON FUNCTION relationship_engine.date_in_words(text) IS
'Building block: the days of a date as words of read_names(): "2019", "may 2022", "3 june 2021", "june 3rd , 2021", '
'"2022 09 15". Null for any other text.';
