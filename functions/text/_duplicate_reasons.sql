CREATE OR REPLACE FUNCTION relationship_engine._duplicate_reasons()
RETURNS TABLE (way integer, other_way integer, reason text, probability double precision)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT r.way, r.other_way, r.reason, r.probability
    FROM (VALUES
        (1, 1, 'same name', 0.95),
        (1, 8, 'same name', 0.9),
        (8, 8, 'same name', 0.9),
        (2, 2, 'same e-mail address', 0.9),
        (1, 3, 'middle names left out', 0.8),
        (3, 3, 'initials instead of middle names', 0.8),
        (4, 5, 'initial instead of the first name', 0.6),
        (7, 7, 'one word misspelt', 0.75),
        (1, 6, 'last word left out', 0.5)
    ) AS r (way, other_way, reason, probability)
$function$;

COMMENT ON FUNCTION relationship_engine._duplicate_reasons() IS
'By the ways in which two titles lead to their common key (see _name_keys): why they are probably one thing, and the '
'probability: a judgement per reason, not a measurement; docs/entities.md has the precision on labelled pairs.';
