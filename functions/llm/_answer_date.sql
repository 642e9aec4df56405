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
'The first day of what date_span() makes of a text, or the last with p_is_end. Null where that is null, for a text '
'with a time, and for a year more than a century ahead.';
