CREATE OR REPLACE FUNCTION relationship_engine._recall_spread(
    p_graph_id bigint, p_entity_ids uuid [], p_weights double precision []
)
RETURNS TABLE (event_id uuid, gain double precision, via_id uuid)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_events double precision := greatest(10, coalesce(
        (SELECT s.events FROM relationship_engine.text_stat s WHERE s.graph_id = p_graph_id), (
            SELECT count(*) FROM (
                SELECT FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id LIMIT 20000) t)));
BEGIN
    RETURN QUERY
    WITH spread AS MATERIALIZED (
        SELECT s.entity_id, u.event_id,
            s.weight * (ln(1 + v_events / c.events) / ln(1 + v_events)) ^ 2 / c.events AS gain
        FROM unnest(p_entity_ids, p_weights) AS s (entity_id, weight)
        CROSS JOIN LATERAL (
            SELECT array_agg(m.event_id) AS ids, greatest(count(*), 1)::double precision AS events
            FROM (
                SELECT m.event_id FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.entity_id = s.entity_id
                ORDER BY m.created_at DESC
                LIMIT 200
            ) m
        ) c
        CROSS JOIN LATERAL unnest(c.ids) AS u (event_id)
    )
    SELECT x.event_id, x.gain / max(x.gain) OVER (), x.via_id
    FROM (
        SELECT s.event_id, sum(s.gain) AS gain, (array_agg(s.entity_id ORDER BY s.gain DESC, s.entity_id))[1] AS via_id
        FROM spread s
        GROUP BY s.event_id
        ORDER BY 2 DESC, s.event_id
        LIMIT 200
    ) x;
END
$function$;

COMMENT ON FUNCTION relationship_engine._recall_spread(bigint, uuid [], double precision []) IS
'The 200 events that gain most from entities of the given weights (0..1, the best has 1), and the entity that gives '
'most: of each entity its latest 200 mentions, so that a rare entity hands more to each of its events than a common '
'one.';
