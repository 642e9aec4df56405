CREATE OR REPLACE FUNCTION relationship_engine._answer_date(p_text text, p_is_end boolean)
RETURNS date
LANGUAGE sql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN p_is_end THEN upper(s.span) - 1 ELSE lower(s.span) END
    FROM relationship_engine.date_span(p_text) AS s (span)
    WHERE p_text ~ '^[0-9-]+$' AND extract(year FROM lower(s.span)) <= extract(year FROM current_date) + 100
$function$;

COMMENT ON FUNCTION relationship_engine._answer_date(text, boolean) IS
'Returns the first day of a date text as date_span() reads it, or the last day with p_is_end. Null if date_span() '
'returns null, if the text has a time, and for a year more than a century ahead.';
