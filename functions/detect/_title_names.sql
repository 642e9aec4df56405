CREATE OR REPLACE FUNCTION relationship_engine._title_names(p_units text [], p_names text [])
RETURNS TABLE (start integer, stop integer, names text [], length integer, list bigint, is_owner boolean)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH name AS (
        SELECT u.i::integer AS i, u.name, lag(u.i) OVER (ORDER BY u.i)::integer AS former
        FROM unnest(p_names) WITH ORDINALITY AS u (name, i)
        WHERE u.name IS NOT NULL
    ), joined AS (  -- "A and B", "A, B, and C"
        SELECT n.*, p_units[n.i - 1] AS before,
            coalesce(array_to_string(p_units[n.former + 1:n.i - 1], ' ') IN (',', 'and', ', and'), false) AS is_joined
        FROM name n
    ), chain AS (
        SELECT j.*, count(*) FILTER (WHERE NOT j.is_joined) OVER (ORDER BY j.i) AS chain
        FROM joined j
    ), list AS (
        SELECT c.*, bool_or(c.is_joined AND c.before = 'and') OVER (PARTITION BY c.chain) AS is_list
        FROM chain c
    )
    SELECT min(l.i), max(l.i), array_agg(l.name ORDER BY l.i), max(length(l.name)),
        CASE WHEN l.is_list THEN l.chain ELSE -l.i END,
        coalesce(p_units[max(l.i) + 1] = '{name}', false)
            OR coalesce(p_units[max(l.i) + 1] = '''s' AND p_units[max(l.i) + 2] = '{name}', false)
    FROM list l
    GROUP BY CASE WHEN l.is_list THEN l.chain ELSE -l.i END
$function$;

COMMENT ON FUNCTION relationship_engine._title_names(text [], text []) IS
'The names of a title (of title_units()), a list such as "A and B" as one: first and last unit, the names, the '
'length of the longest, and whether the next name belongs to it ("Acme''s Labs").';
