CREATE OR REPLACE FUNCTION relationship_engine._date_of(p_text text, p_is_end boolean)
RETURNS date
LANGUAGE plpgsql STABLE STRICT
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_parts text[] := regexp_match(p_text, '^([0-9]{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12][0-9]|3[01]))?)?$');
    v_year integer := v_parts[1]::integer;
    v_month integer := coalesce(v_parts[2]::integer, CASE WHEN p_is_end THEN 12 ELSE 1 END);
    v_last integer;
BEGIN
    IF v_year NOT BETWEEN 1 AND extract(year FROM current_date) + 100 OR v_year IS NULL THEN
        RETURN NULL;
    END IF;
    v_last := extract(day FROM make_date(v_year, v_month, 1) + interval '1 month' - interval '1 day')::integer;
    IF v_parts[3]::integer > v_last THEN
        RETURN NULL;
    END IF;
    RETURN make_date(v_year, v_month, coalesce(v_parts[3]::integer, CASE WHEN p_is_end THEN v_last ELSE 1 END));
END
$function$;

COMMENT ON FUNCTION relationship_engine._date_of(text, boolean) IS
'The date that a text YYYY, YYYY-MM or YYYY-MM-DD gives: the first day of the period, or the last with p_is_end. '
'Null for anything else, for a day that there is not, and for a year more than a century ahead.';
