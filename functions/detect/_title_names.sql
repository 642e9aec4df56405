CREATE OR REPLACE FUNCTION relationship_engine._title_names(
    p_units text [], p_names text [], p_ranks text [], p_prepositions text [], p_workplace text [],
        p_conjunctions text [], p_offices text []
)
RETURNS TABLE (
    start integer, stop integer, names text [], length integer, is_owner boolean, is_whole boolean, phrase bigint
)
LANGUAGE sql STABLE
AS $function$
    WITH name AS (
        SELECT u.i::integer AS i, u.name, lag(u.i) OVER w::integer AS former, p_units[u.i - 1] AS before,
            p_units[lag(u.i) OVER w - 1] AS before_former, p_units[lag(u.i) OVER w - 2] AS office_former,
            p_units[lag(u.i) OVER w + 1:u.i - 1] AS between
        FROM unnest(p_names) WITH ORDINALITY AS u (name, i)
        WHERE u.name IS NOT NULL
        WINDOW w AS (ORDER BY u.i)
    ), joined AS (
        SELECT n.*,
            -- "A and B", "A, B, and C"
            coalesce(n.between <@ ('{",",;}'::text [] || p_conjunctions) AND cardinality(n.between) IN (1, 2)
                AND n.between IS DISTINCT FROM '{",",","}', false) AS is_joined,
            -- "at A and adviser to B"; but a director of A and something else at B has one employer
            coalesce(cardinality(n.between) > 1 AND n.between[1] = ANY (','::text || p_conjunctions)
                AND n.before = ANY (p_prepositions) AND n.before_former = ANY (p_prepositions)
                AND (n.before_former = ANY (p_workplace) OR n.before <> ALL (p_workplace)
                    -- "CEO of A, director at B"
                    OR n.office_former = ANY (p_offices) AND n.between && p_offices)
                AND (n.between[1] <> ',' OR n.between[2] = ANY (p_conjunctions) OR NOT n.between && p_conjunctions),
                false)
                -- "chair, A, and trustee, B"
                OR coalesce(n.before = ',' AND n.between[1] = ',' AND n.between[2] = ANY (p_conjunctions)
                    AND cardinality(n.between) > 3 AND n.before_former = ANY (','::text || p_prepositions), false)
                -- "fellow, A and lecturer, B"
                OR coalesce(n.before = ',' AND n.before_former = ANY (','::text || p_prepositions)
                    AND n.between[1] = ANY (p_conjunctions) AND n.between && p_offices, false)
                -- "board member, A; adviser, B"
                OR coalesce(';' = ANY (n.between) AND NOT n.between <@ ('{",",;}'::text [] || p_conjunctions), false)
                AS is_other_phrase
        FROM name n
    ), chain AS (
        SELECT j.*, count(*) FILTER (WHERE NOT j.is_joined) OVER w AS chain,
            count(*) FILTER (WHERE j.is_other_phrase) OVER w AS phrase
        FROM joined j
        WINDOW w AS (ORDER BY j.i)
    ), list AS (
        SELECT c.*, bool_or(c.is_joined AND c.before = ANY (p_conjunctions)) OVER (PARTITION BY c.chain) AS is_list
        FROM chain c
    ), place AS (
        SELECT min(l.i) AS start, max(l.i) AS stop, array_agg(l.name ORDER BY l.i) AS names,
            max(length(l.name)) AS length,
            (array_agg(l.former ORDER BY l.i))[1] AS former,
            (array_agg(array_to_string(array_replace(l.between, ';', ','), ' ') ORDER BY l.i))[1] AS between,
            min(l.phrase) AS phrase
        FROM list l
        GROUP BY CASE WHEN l.is_list THEN l.chain ELSE -l.i END
    )
    SELECT p.start, p.stop, p.names, p.length,
        coalesce(p_names[p.stop + 1] <> ALL (p_ranks || p_offices), false)
            OR coalesce(p_units[p.stop + 1] = '''s' AND p_names[p.stop + 2] IS NOT NULL
                AND coalesce(p_units[p.stop + 3] = ANY ('{",",;}'::text [] || p_conjunctions || p_prepositions), true),
                false),
        coalesce(p.between = ANY (','::text || p_prepositions) AND NOT EXISTS (
            -- subjects are no parts of it: "of planning and transport at A", "in physics, A"
            SELECT FROM place f WHERE f.stop = p.former AND f.start < f.stop)
            AND (strpos(p_names[p.former], ' ') > 0 OR p_units[p.former - 1] = ANY (p_workplace)), false),
        p.phrase
    FROM place p
$function$;

COMMENT ON FUNCTION relationship_engine._title_names(text [], text [], text [], text [], text [], text [], text []) IS
'The names of a title (of title_units()), a list such as "A and B" as one: first and last unit, the names, the '
'length of the longest, whether the next name belongs to it ("Acme''s Labs"), whether the name before it is a part '
'of it ("Labs at Acme"), and the phrase of the title, counted from 0 ("CEO of A and adviser to B" has two). p_ranks, '
'p_prepositions, p_workplace, p_conjunctions, p_offices: words of the lexicon. Without SET: it must be inlined.';
