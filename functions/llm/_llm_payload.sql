CREATE OR REPLACE FUNCTION relationship_engine._llm_payload(
    p_graph_id bigint, p_job_id uuid, p_known_kinds jsonb
)
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN (
        WITH job AS MATERIALIZED (
            SELECT j.* FROM relationship_engine.llm_job j WHERE j.graph_id = p_graph_id AND j.id = p_job_id
        ), event AS MATERIALIZED (
            SELECT u.nth, r.id, coalesce(r.occurred_at, r.created_at) AS at, r.source,
                relationship_engine.event_text(r.payload) AS content
            FROM job j
            CROSS JOIN LATERAL unnest(j.event_ids) WITH ORDINALITY AS u (id, nth)
            JOIN relationship_engine.raw_events r ON r.graph_id = p_graph_id AND r.id = u.id
        )
        SELECT jsonb_build_object(
            'event_time', (SELECT to_char(max(v.at) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"') FROM event v),
            'source', (SELECT coalesce(relationship_engine._clean_text(min(v.source), 100), '') FROM event v),
            'text', CASE j.subject
                WHEN 'event' THEN (
                    SELECT relationship_engine._clean_text(substr(v.content, j.text_start, 8000), 8000) FROM event v)
                ELSE (
                    SELECT string_agg(
                        to_char(v.at AT TIME ZONE 'UTC', '[YYYY-MM-DD] ')
                        || relationship_engine._clean_text(v.content, 1500), E'\n\n' ORDER BY v.nth)
                    FROM event v)
            END,
            'entities', (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'id', 'e' || u.nth - 1,
                    'type', relationship_engine._clean_text(e.type, 60),
                    'name', relationship_engine._clean_text(e.title, 200),
                    'aliases', (
                        SELECT coalesce(jsonb_agg(relationship_engine._clean_text(a.alias, 100)), '[]')
                        FROM jsonb_array_elements_text(
                            CASE WHEN jsonb_typeof(e.metadata -> 'aliases') = 'array' THEN e.metadata -> 'aliases'
                                ELSE '[]' END
                        ) WITH ORDINALITY AS a (alias, nth)
                        WHERE a.nth <= 5 AND a.alias <> '')) ORDER BY u.nth), '[]')
                FROM unnest(j.entity_ids) WITH ORDINALITY AS u (id, nth)
                JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = u.id),
            'known_kinds', p_known_kinds,
            'context', (
                SELECT coalesce(jsonb_agg(jsonb_build_object(
                    'event_time', to_char(c.at AT TIME ZONE 'UTC', 'YYYY-MM-DD'),
                    'text', relationship_engine._clean_text(c.content, 500)) ORDER BY c.at, c.id), '[]')
                FROM (
                    SELECT r.id, coalesce(r.occurred_at, r.created_at) AS at,
                        relationship_engine.event_text(r.payload) AS content
                    FROM (
                        SELECT m.event_id, count(*) AS shared
                        FROM unnest(j.entity_ids) AS u (id)
                        CROSS JOIN LATERAL (
                            SELECT m.event_id FROM relationship_engine.mention m
                            WHERE m.graph_id = p_graph_id AND m.entity_id = u.id
                            LIMIT 20
                        ) m
                        WHERE j.subject = 'event' AND m.event_id <> j.subject_id
                        GROUP BY m.event_id
                    ) s
                    JOIN relationship_engine.raw_events r ON r.graph_id = p_graph_id AND r.id = s.event_id
                    CROSS JOIN event v
                    WHERE relationship_engine.event_text(r.payload) <> ''
                        AND coalesce(r.occurred_at, r.created_at) <= v.at
                    ORDER BY s.shared DESC, coalesce(r.occurred_at, r.created_at) DESC, r.id
                    LIMIT 3
                ) c))
            || CASE WHEN j.extracts THEN '{"extract": true}' ELSE '{}' END::jsonb
        FROM job j);
END
$function$;

COMMENT ON FUNCTION relationship_engine._llm_payload(bigint, uuid, jsonb) IS
'Returns the user turn of a job: event_time, source, text, entities (e0 … e39), known_kinds, and as context the '
'beginnings of up to three earlier events that share the most entities with this one; extract: true if the model is '
'to find entities too.';
