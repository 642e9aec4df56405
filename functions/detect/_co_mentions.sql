CREATE OR REPLACE FUNCTION relationship_engine._co_mentions(
    p_graph_id bigint, p_entity_ids uuid [], p_read_since timestamptz
)
RETURNS TABLE (from_id uuid, to_id uuid, day date, event_id uuid, events bigint)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_max integer := (SELECT g.max_context_size FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_since timestamptz := coalesce(p_read_since, '-infinity');
BEGIN
    RETURN QUERY
    WITH event AS MATERIALIZED (
        SELECT v.event_id, v.is_new, d.day, m.members
        FROM (
            SELECT m.event_id, max(m.created_at) >= v_since AS is_new
            FROM unnest(p_entity_ids) AS a (id)
            CROSS JOIN LATERAL relationship_engine.latest_mentions(p_graph_id, a.id) m
            GROUP BY m.event_id
        ) v
        CROSS JOIN LATERAL (
            SELECT array_agg(l.entity_id) AS members
            FROM (
                SELECT m.entity_id
                FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.event_id = v.event_id
                LIMIT v_max + 1
            ) l
        ) m
        CROSS JOIN LATERAL (
            SELECT (CASE WHEN isfinite(e.occurred_at) THEN e.occurred_at ELSE e.created_at END AT TIME ZONE 'UTC')::date
                AS day
            FROM relationship_engine.raw_events e
            WHERE e.graph_id = p_graph_id AND e.id = v.event_id
        ) d
        WHERE cardinality(m.members) BETWEEN 2 AND v_max AND isfinite(d.day)
    ), given AS MATERIALIZED (
        SELECT unnest(p_entity_ids) AS id
    ), pair AS MATERIALIZED (
        SELECT least(a.id, b.id) AS from_id, greatest(a.id, b.id) AS to_id, v.day, v.event_id, v.is_new
        FROM event v
        CROSS JOIN LATERAL unnest(v.members) AS a (id)
        CROSS JOIN LATERAL unnest(v.members) AS b (id)
        -- IS TRUE makes the planner use a hashed subplan instead of a join for each event
        WHERE (a.id IN (SELECT g.id FROM given g)) IS TRUE
            AND (a.id < b.id OR (a.id > b.id AND b.id NOT IN (SELECT g.id FROM given g)))
    )
    SELECT p.from_id, p.to_id, p.day, (array_agg(p.event_id ORDER BY p.event_id))[1], count(*)
    FROM pair p
    -- skip pairs without an event since then: earlier nights recorded them
    WHERE ((p.from_id, p.to_id) IN (SELECT n.from_id, n.to_id FROM pair n WHERE n.is_new)) IS TRUE
    GROUP BY p.from_id, p.to_id, p.day;
END
$function$;

COMMENT ON FUNCTION relationship_engine._co_mentions(bigint, uuid [], timestamptz) IS
'The days (UTC) on which the latest events of the given entities (see latest_mentions) mention one of these together '
'with another entity: the pair in canonical order, the day, one of its events, and the number of events. Leaves out '
'events that mention more than graph.max_context_size entities, and pairs that no event since p_read_since mentions '
'(null: leaves out no pair).';
