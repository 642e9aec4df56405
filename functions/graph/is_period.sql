CREATE OR REPLACE FUNCTION relationship_engine.is_period(p_metadata jsonb)
RETURNS boolean
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(
        s.first IS NOT NULL AND (s.last IS NOT NULL OR coalesce(p_metadata ->> 'end_date', '') = '')
        AND coalesce(upper(s.last) > lower(s.first), true), false)
    FROM (
        SELECT relationship_engine.date_span(nullif(p_metadata ->> 'start_date', '')) AS first,
            relationship_engine.date_span(nullif(p_metadata ->> 'end_date', '')) AS last
    ) s
$function$;

COMMENT ON FUNCTION relationship_engine.is_period(jsonb) IS
'Whether metadata.start_date and end_date are a period: a possible start, and a possible end not before it or none.';
