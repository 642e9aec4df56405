CREATE OR REPLACE FUNCTION relationship_engine.read_period(
    p_head text, p_words text, p_tail text, p_day date DEFAULT NULL
)
RETURNS TABLE (start_date date, end_date date, some_date date)
LANGUAGE plpgsql STABLE
ROWS 1
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_relative CONSTANT text := '\m(last|this|ago|yesterday|today|recently|lately)\M';
    v_text text;
    v_months text;
    v_date text;
    v_from text;
    v_to text;
    v_between text;
    v_on text;
    v_end text;
    v_prepositions text;
    v_found text[];
BEGIN
    -- what is written of years of four digits; arithmetic on others may leave the calendar
    IF p_day BETWEEN date '1000-01-01' AND date '9999-12-31' THEN
        p_head := CASE WHEN p_head ~ v_relative THEN relationship_engine._absolute_dates(p_head, p_day) ELSE p_head END;
        p_words := CASE
            WHEN p_words ~ v_relative THEN relationship_engine._absolute_dates(p_words, p_day) ELSE p_words END;
        p_tail := CASE WHEN p_tail ~ v_relative THEN relationship_engine._absolute_dates(p_tail, p_day) ELSE p_tail END;
    END IF;
    IF concat_ws(' ', p_head, p_words, p_tail) !~ '\m[12][0-9]{3}\M' THEN
        RETURN NEXT;
        RETURN;
    END IF;
    SELECT string_agg(l.word, '|') FILTER (WHERE l.kind LIKE 'month%'),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'date_from'),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'date_to'),
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('date_to', 'date_between')),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'date_on'),
        string_agg(l.word, '|') FILTER (WHERE l.kind IN ('date_on', 'date_end')),
        string_agg(l.word, '|') FILTER (WHERE l.kind = 'preposition')
    INTO v_months, v_from, v_to, v_between, v_on, v_end, v_prepositions
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('date_from', 'date_to', 'date_between', 'date_on', 'date_end', 'preposition')
        OR l.kind LIKE 'month%';
    v_date := format('((?:[0-9]{1,2}(?:st|nd|rd|th)? (?:of )?)?(?:%s)(?: [0-9]{1,2}(?:st|nd|rd|th)?)?(?: ,'
    ')?(?: of)? [12][0-9]{3}\M'
        '|[12][0-9]{3}(?: [01][0-9](?: [0-3][0-9])?)?\M)', v_months);
    -- what follows the two names, stands between them, or begins the sentence
    FOREACH v_text IN ARRAY ARRAY[coalesce(p_tail, ''), coalesce(p_words, ''), coalesce(p_head, '')] LOOP
        CONTINUE WHEN v_text !~ '\m[12][0-9]{3}\M';
        v_found := regexp_match(v_text,
            format('\m(?:%s) (?:(?:%s) )?%s (?:%s) (?:(?:%4$s) )?%3$s', v_from, v_on, v_date, v_between));
        -- "(2001-2005)", "(2001 to 2005)"
        v_found := coalesce(v_found, regexp_match(v_text,
            format('^[ ,]*([12][0-9]{3}) (?:(?:to|%s) )?([12][0-9]{3})\M', v_to)));
        IF v_found IS NOT NULL THEN
            start_date := lower(relationship_engine.date_in_words(v_found[1]));
            end_date := upper(relationship_engine.date_in_words(v_found[2])) - 1;
            EXIT WHEN start_date <= end_date;
        END IF;
        v_found := regexp_match(v_text, format('\m(?:%s) (?:(?:[a-z]+ ){0,4}(?:%s|of) )?%s', v_to, v_on, v_date));
        end_date := upper(relationship_engine.date_in_words(v_found[1])) - 1;
        v_found := regexp_match(v_text, format('\m(?:%s) (?:(?:%s) )?%s', v_from, v_on, v_date));
        start_date := lower(relationship_engine.date_in_words(v_found[1]));
        v_found := regexp_match(v_text, format('\m(?:%s) %s', v_end, v_date));
        some_date := upper(relationship_engine.date_in_words(v_found[1])) - 1;
        -- "joined Acme in 2006", "in 2006 she joined": the date of the statement itself
        v_found := coalesce(
            regexp_match(v_text, format('^(?:, )?(?:as (?:[a-z]+ ){1,4})?(?:%s) %s', v_on, v_date)),
            CASE WHEN v_text IS NOT DISTINCT FROM p_head
                THEN regexp_match(v_text, format('(?:%s) %s(?: ,)?$', v_on, v_date)) END,
            -- "was founded in 1999 by", ", founded 1999 by"
            CASE WHEN v_text IS NOT DISTINCT FROM p_words
                THEN regexp_match(v_text,
                    format('^(?:, )?[^,]*? (?:(?:%s) )?%s (?:%s)$', v_on, v_date, v_prepositions)) END);
        start_date := coalesce(start_date, lower(relationship_engine.date_in_words(v_found[1])));
        EXIT WHEN num_nonnulls(start_date, end_date, some_date) > 0;
    END LOOP;
    IF start_date > end_date THEN
        start_date := NULL;
    END IF;
    RETURN NEXT;
END
$function$;

COMMENT ON FUNCTION relationship_engine.read_period(text, text, text, date) IS
'Building block: the dates that a sentence gives for a relation between two of its names: p_head, the words before '
'them; p_words, those between; p_tail, those after; all as read_names() has units. "from 2001 to 2005": both; "since '
'2001": a start; "until May 2003": an end; "in 2006", next to the names: a start. Starts are first days, ends last '
'days. some_date: the last day of a date after a preposition anywhere, for endings. The words are rows of lexicon '
'(date_from, date_to, date_between, date_on, date_end, month_1 to month_12). Null: the sentence gives none. p_day: the '
'day of the text, to which "until last year" and "two years ago" refer; null: they say nothing.';
