CREATE OR REPLACE FUNCTION relationship_engine._plan_llm_entities(p_graph_id bigint, p_job_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    IF NOT EXISTS (
        SELECT FROM relationship_engine.llm_job j
        WHERE j.graph_id = p_graph_id AND j.id = ANY (p_job_ids) AND j.subject = 'entity' AND j.entity_ids IS NULL)
    THEN
        RETURN;
    END IF;
    UPDATE relationship_engine.llm_job j
    SET event_ids = ARRAY(
            SELECT r.id
            FROM (
                SELECT m.event_id FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.entity_id = j.subject_id
                LIMIT 1000
            ) m
            JOIN relationship_engine.raw_events r ON r.graph_id = p_graph_id AND r.id = m.event_id
            WHERE relationship_engine.event_text(r.payload) <> ''
            ORDER BY coalesce(r.occurred_at, r.created_at) DESC, r.id
            LIMIT 5)
    WHERE j.graph_id = p_graph_id AND j.id = ANY (p_job_ids) AND j.subject = 'entity' AND j.entity_ids IS NULL;

    UPDATE relationship_engine.llm_job j
    SET entity_ids = ARRAY(
            SELECT n.id
            FROM (
                SELECT j.subject_id AS id, 0 AS rank, 0::double precision AS strength
                UNION ALL
                SELECT m.entity_id, 1, -count(*)
                FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.event_id = ANY (j.event_ids)
                GROUP BY m.entity_id
                UNION ALL
                SELECT s.to_id, 2, -s.strength
                FROM relationship_engine.strongest_edges(p_graph_id, j.subject_id, 20) s
                UNION ALL
                -- edges that lead here have no index by strength: the 20 of greatest log_weight stand for the strongest
                (SELECT e.from_id, 2, -e.strength
                FROM relationship_engine.edge e
                WHERE e.graph_id = p_graph_id AND e.to_id = j.subject_id
                ORDER BY e.log_weight DESC LIMIT 20)
            ) n
            GROUP BY n.id
            ORDER BY min(n.rank), min(n.strength), n.id
            LIMIT 40)
    WHERE j.graph_id = p_graph_id AND j.id = ANY (p_job_ids) AND j.subject = 'entity' AND j.entity_ids IS NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._plan_llm_entities(bigint, uuid []) IS
'Sets events (the last five) and entities (itself, those of the events, its strongest neighbours; at most 40) of the '
'given entity jobs that have none yet. The caller has locked the jobs.';
