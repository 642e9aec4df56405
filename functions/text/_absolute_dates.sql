CREATE OR REPLACE FUNCTION relationship_engine._absolute_dates(p_words text, p_day date)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_numbers CONSTANT text[] := ARRAY['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    v_months text := (SELECT string_agg(l.word, '|') FROM relationship_engine.lexicon l WHERE l.kind LIKE 'month%');
    v_prepositions text := (
        SELECT '\m(' || string_agg(l.word, '|') || ') ((end|beginning|start|middle) of )?$'
        FROM relationship_engine.lexicon l
        WHERE l.kind IN ('date_from', 'date_to', 'date_between', 'date_on', 'date_end', 'date_near', 'preposition'));
    v_words text := p_words;
    v_found text[];
    v_unit text;
    v_is_after boolean;
    v_number text;
    v_day date;
    v_date text;
BEGIN
    LOOP
        -- "last year of the war", "last month's": not that of the text
        v_found := regexp_match(v_words, format(
            '^(.*)\m(?:(last|this) (year|month|week|%s)|(year|month|week|day)s? ago|(yesterday|today|recently|lately))'
            '\M(?! (?:of|''s)\M)(.*)$', v_months));
        EXIT WHEN v_found IS NULL;
        v_number := CASE
            WHEN v_found[4] IS NOT NULL THEN substring(v_found[1] FROM '\m([a-z0-9]+|couple of) $') END;
        IF v_number ~ '^[0-9]{1,3}$' OR v_number = ANY (v_numbers || '{couple of,few,several,many,some}'::text[]) THEN
            v_found[1] := left(v_found[1], -length(v_number) - 1);
        ELSE
            v_number := '1';
        END IF;
        v_unit := coalesce(v_found[3], v_found[4], 'day');
        v_is_after := v_found[1] ~ v_prepositions;
        v_day := CASE
            WHEN v_unit NOT IN ('year', 'month', 'week', 'day') THEN NULL
            WHEN v_found[2] = 'this' OR v_found[5] IN ('today', 'recently', 'lately') THEN p_day
            WHEN v_found[5] = 'yesterday' THEN p_day - 1
            ELSE (p_day - (coalesce(
                array_position(v_numbers, v_number), substring(v_number FROM '^[0-9]+$')::integer, 1)
                || ' ' || v_unit)::interval)::date END;
        IF v_day IS NULL THEN  -- "last March": that before the text
            v_date := v_unit || ' ' || (
                SELECT extract(year FROM p_day) - CASE WHEN v_found[2] = 'last'
                    AND substr(l.kind, 7)::integer >= extract(month FROM p_day) THEN 1 ELSE 0 END
                FROM relationship_engine.lexicon l
                WHERE l.kind LIKE 'month%' AND l.word = v_unit
                LIMIT 1);
        ELSIF v_number <> ALL (v_numbers) AND v_number !~ '[0-9]'
            OR (v_unit = 'week' OR v_found[5] IN ('recently', 'lately')) AND NOT v_is_after THEN
            v_date := 'then';  -- nobody knows when; "last week" is any of its days, "until last week" is a border
        ELSE
            v_date := to_char(
                v_day, CASE v_unit WHEN 'year' THEN 'YYYY' WHEN 'month' THEN 'YYYY MM' ELSE 'YYYY MM DD' END);
        END IF;
        v_words := v_found[1] || CASE WHEN v_date = 'then' OR v_is_after THEN '' ELSE 'in ' END
            || v_date || v_found[6];
    END LOOP;
    RETURN v_words;
END
$function$;

COMMENT ON FUNCTION relationship_engine._absolute_dates(text, date) IS
'Words of read_names() in which dates that refer to the day of the text are written as read_period() reads them: '
'"until last year" as "until 2022", "two months ago" as "in 2023 04", "yesterday" as "in 2023 05 31".';
