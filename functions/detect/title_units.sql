CREATE OR REPLACE FUNCTION relationship_engine.title_units(
    p_graph_id bigint, p_ids uuid [], p_titles text [], p_types text []
)
RETURNS TABLE (id uuid, units text [], names text [], words text [])
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN QUERY
    WITH article AS MATERIALIZED (
        SELECT array_agg(l.word) FILTER (WHERE l.kind = 'article') AS words,
            array_agg(l.word || ' %') FILTER (WHERE l.kind = 'apposition') AS appositions
        FROM relationship_engine.lexicon l
        WHERE l.kind IN ('article', 'apposition')
    ), unit AS MATERIALIZED (
        SELECT u.*, sum(length(replace(u.gap, ')', '')) - length(replace(u.gap, '(', ''))) OVER w AS depth,
            lead(u.gap) OVER w AS gap_after, lag(u.name) OVER w AS name_before,
            count(*) FILTER (WHERE u.mark <> '' OR strpos(u.gap, ';') > 0) OVER w AS clause,
            u.unit || ' ' || coalesce(lead(u.unit) OVER w, '') || ' ' || coalesce(lead(u.unit, 2) OVER w, '') || ' '
                AS opening
        FROM (
            SELECT r.part, r.id, r.i, r.unit, r.mark, r.name, translate(r.gap, '[]', '()') AS gap
            FROM relationship_engine.read_names(p_graph_id, p_ids, p_titles, 'title', p_types) r
        ) u
        WINDOW w AS (PARTITION BY u.part ORDER BY u.i)
    ), aside AS MATERIALIZED (  -- ", a subsidiary of B", ", part of B": they tell of the organization before them
        SELECT u.part, u.clause
        FROM unit u
        CROSS JOIN article a
        WHERE u.mark = ',' AND u.depth = 0 AND u.name_before IS NOT NULL AND u.name IS NULL
            AND (u.unit IN ('a', 'an') OR u.opening LIKE ANY (a.appositions))
    ), kept AS (
        SELECT u.part, u.id, u.i, x.sub, CASE WHEN x.sub = 1 THEN u.unit ELSE b.sign END AS unit,
            CASE WHEN x.sub = 1 THEN u.name END AS name
        FROM unit u
        CROSS JOIN article a
        -- what stands in brackets does not belong to the title, unless it is a name: "CEO (Acme)"
        CROSS JOIN LATERAL (SELECT u.depth > 0 AND u.name IS NOT NULL AND u.gap ~ '\($'
            AND u.gap_after ~ '^\)' AS is_bracketed) d
        CROSS JOIN LATERAL (
            SELECT d.is_bracketed, CASE
                WHEN strpos(u.gap, '@') > 0 THEN 'at'
                WHEN strpos(u.gap, '/') > 0 THEN 'and'
                WHEN strpos(u.gap, ';') > 0 THEN ';'
                WHEN d.is_bracketed THEN '('
                WHEN strpos(u.gap, ': ') > 0 THEN ':'
                WHEN u.mark <> '' THEN ',' END AS sign
        ) b
        CROSS JOIN LATERAL generate_series(CASE WHEN b.sign IS NULL THEN 1 ELSE 0 END, 1) AS x (sub)
        WHERE u.unit <> '' AND (x.sub = 0 OR u.unit <> ALL (a.words)) AND (u.depth <= 0 OR b.is_bracketed)
            AND ((u.part, u.clause) IN (SELECT x.part, x.clause FROM aside x)) IS NOT TRUE
    )
    SELECT p.id, coalesce(k.units, '{}'), k.names, coalesce(k.words, '{}')
    FROM unnest(p_ids) WITH ORDINALITY AS p (id, part)
    LEFT JOIN (
        SELECT k.part, array_agg(k.unit ORDER BY k.i, k.sub) AS units, array_agg(k.name ORDER BY k.i, k.sub) AS names,
            array_agg(coalesce(k.name, translate(k.unit, ';(', ',,')) ORDER BY k.i, k.sub) AS words
        FROM kept k
        GROUP BY k.part
    ) k ON k.part = p.part;
END
$function$;

COMMENT ON FUNCTION relationship_engine.title_units(bigint, uuid [], text [], text []) IS
'Building block: titles as rules read them: units (words, commas, semicolons, {name} for a known name of these '
'types), for each unit the name or null, and words, the same with the names themselves and commas for ";" and "(". @ '
'reads as "at", / as "and", a colon as ":", all else between clauses as a comma. Brackets are left out, unless a '
'name stands in them, after "(", and so is what tells of the organization before it (", a subsidiary of B").';
