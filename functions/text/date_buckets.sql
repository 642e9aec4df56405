CREATE OR REPLACE FUNCTION relationship_engine.date_buckets(p_graph_id bigint, p_entity_ids uuid [])
RETURNS TABLE (entity_id uuid, started_on date, ended_on date, ended_from date)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN QUERY
    SELECT e.id, lower(s.first), coalesce(upper(s.last) - 1, 'infinity'), coalesce(lower(s.last), 'infinity')
    FROM relationship_engine.entity e
    CROSS JOIN LATERAL (
        SELECT relationship_engine.date_span(nullif(e.metadata ->> 'start_date', '')) AS first,
            relationship_engine.date_span(nullif(e.metadata ->> 'end_date', '')) AS last
        OFFSET 0
    ) s
    WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND e.metadata ->> 'start_date' <> ''
        AND s.first IS NOT NULL
        AND (s.last IS NOT NULL OR coalesce(e.metadata ->> 'end_date', '') = '' OR EXISTS (
            SELECT FROM relationship_engine.lexicon l
            WHERE l.kind = 'open_end' AND l.word = lower(btrim(e.metadata ->> 'end_date'))))
        AND coalesce(upper(s.last) > lower(s.first), true);
END
$function$;

COMMENT ON FUNCTION relationship_engine.date_buckets(bigint, uuid []) IS
'Building block: returns the periods of the given entities from metadata.start_date and end_date: first and last day '
'(infinity: continues; so does an end such as present or now, lexicon kind open_end), and the first day on which it '
'may have ended (an end in 1994 is some day of 1994). Entities without a start or with an impossible date return no '
'row.';
