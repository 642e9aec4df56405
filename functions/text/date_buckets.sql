CREATE OR REPLACE FUNCTION relationship_engine.date_buckets(p_graph_id bigint, p_entity_ids uuid [])
RETURNS TABLE (entity_id uuid, started_on date, ended_on date, ended_from date)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY
    WITH given AS MATERIALIZED (
        SELECT e.id, e.metadata ->> 'start_date' AS started, e.metadata ->> 'end_date' AS ended
        FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND e.metadata ->> 'start_date' <> ''
    ), read AS MATERIALIZED (
        -- thousands of periods begin and end in a few years
        SELECT d.text, relationship_engine.date_span(d.text) AS span
        FROM (SELECT g.started AS text FROM given g UNION SELECT g.ended FROM given g WHERE g.ended <> '') d
    )
    SELECT g.id, lower(f.span), coalesce(upper(l.span) - 1, 'infinity'), coalesce(lower(l.span), 'infinity')
    FROM given g
    JOIN read f ON f.text = g.started
    LEFT JOIN read l ON l.text = g.ended
    WHERE f.span IS NOT NULL
        AND (l.span IS NOT NULL OR coalesce(g.ended, '') = '' OR EXISTS (
            SELECT FROM relationship_engine.lexicon x
            WHERE x.kind = 'open_end' AND x.word = lower(btrim(g.ended))))
        AND coalesce(upper(l.span) > lower(f.span), true);
END
$function$;

COMMENT ON FUNCTION relationship_engine.date_buckets(bigint, uuid []) IS
'Building block: returns the periods of the given entities from metadata.start_date and end_date: first and last day '
'(infinity: continues; so does an end such as present or now, lexicon kind open_end), and the first day on which it '
'may have ended (an end in 1994 is some day of 1994). Entities without a start or with an impossible date return no '
'row.';
