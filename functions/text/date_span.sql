CREATE OR REPLACE FUNCTION relationship_engine.date_span(p_text text)
RETURNS daterange
LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_part text[] := regexp_match(
        left(p_text, 100), '^\s*(-?(?!0000)[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2})(?: BC|[T ].*)?)?)?\s*$');
    v_year integer := CASE WHEN p_text ~ ' BC\s*$' THEN -1 ELSE 1 END * v_part[1]::integer;
    v_month integer := v_part[2]::integer;
    v_day integer := v_part[3]::integer;
    v_first date;
BEGIN
    IF v_year IS NULL OR v_month NOT BETWEEN 1 AND 12 OR v_day < 1 THEN
        RETURN NULL;
    END IF;
    v_first := make_date(v_year, coalesce(v_month, 1), 1);
    IF v_month IS NULL THEN
        RETURN daterange(v_first, (v_first + interval '1 year')::date);
    ELSIF v_day IS NULL THEN
        RETURN daterange(v_first, (v_first + interval '1 month')::date);
    ELSIF v_day > (v_first + interval '1 month')::date - v_first THEN
        RETURN NULL;
    END IF;
    RETURN daterange(v_first + v_day - 1, v_first + v_day);
END
$function$;

COMMENT ON FUNCTION relationship_engine.date_span(text) IS
'Building block: returns the days of YYYY, YYYY-MM or YYYY-MM-DD (a time may follow); null for any other text and for '
'impossible dates. A year before Christ is negative, or BC follows the day: -0044 is 44 BC.';
