CREATE OR REPLACE FUNCTION relationship_engine._recall_facts(
    p_graph_id bigint, p_entity_ids uuid [], p_weights double precision [], p_named_ids uuid [], p_question text,
    p_kinds text [], p_as_of timestamptz, p_limit integer
)
RETURNS TABLE (edge_id uuid, score double precision, content text, why jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_on date := coalesce(p_as_of::date, current_date);
    v_config regconfig := (
        SELECT g.text_config::regconfig FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_words text[] := tsvector_to_array(
        to_tsvector(v_config, lower(left(p_question, 10000) COLLATE relationship_engine.unicode)));
BEGIN
    RETURN QUERY
    WITH known AS MATERIALIZED (
        SELECT u.entity_id, u.weight FROM unnest(p_entity_ids, p_weights) AS u (entity_id, weight)
    ), near AS MATERIALIZED (
        SELECT e.id, e.from_id, e.to_id, e.kind, e.start_date, e.end_date, e.description, e.confidence, e.strategies,
            e.weight, e.strength, coalesce(e.end_date <= v_on, false) AS has_ended,
            a.weight * b.weight * e.strength AS relevance
        FROM known a
        JOIN relationship_engine.edge e
            ON e.graph_id = p_graph_id AND e.from_id = a.entity_id AND e.to_id = ANY (p_entity_ids)
            AND (p_kinds IS NULL OR e.kind = ANY (p_kinds))
            AND (p_as_of IS NULL OR coalesce(e.start_date <= v_on, true)
                AND relationship_engine._is_known_by(p_graph_id, e.from_id, e.to_id, e.kind, p_as_of))
        JOIN known b ON b.entity_id = e.to_id
    ), fact AS (
        SELECT n.*, n.relevance + CASE
                -- "Where does Ann work?" asks for works_at of Ann
                WHEN k.is_asked AND (n.from_id = ANY (p_named_ids) OR n.to_id = ANY (p_named_ids)) THEN 1
                ELSE 0 END AS score
        FROM near n
        JOIN (
            SELECT d.kind,
                tsvector_to_array(to_tsvector(v_config, replace(d.kind, '_', ' '))) && v_words AS is_asked
            FROM (SELECT DISTINCT n.kind FROM near n) d
        ) k ON k.kind = n.kind
        ORDER BY n.has_ended, score DESC, n.id
        LIMIT p_limit
    )
    SELECT f.id, f.score,
        format('%s %s %s', a.title, f.kind, b.title) || CASE
            WHEN f.start_date IS NULL AND f.end_date IS NULL THEN ''
            ELSE format(' (%s)', concat_ws(', ', 'since ' || f.start_date, 'until ' || f.end_date,
                CASE WHEN f.has_ended THEN 'ended' END)) END,
        jsonb_strip_nulls(jsonb_build_object(
            'strength', round(f.strength::numeric, 3), 'weight', round(f.weight::numeric, 3),
            'confidence', round(f.confidence::numeric, 3), 'strategies', f.strategies, 'description', f.description,
            'ended', nullif(f.has_ended, false), 'evidence', (
                SELECT jsonb_agg(v.event_id ORDER BY v.observed_at DESC)
                FROM (
                    SELECT DISTINCT ON (v.event_id) v.event_id, v.observed_at
                    FROM relationship_engine.counting_evidence v
                    WHERE v.graph_id = p_graph_id AND v.from_id = f.from_id AND v.to_id = f.to_id AND v.kind = f.kind
                        AND v.event_id IS NOT NULL
                    ORDER BY v.event_id, v.observed_at DESC
                    LIMIT 5
                ) v)))
    FROM fact f
    JOIN relationship_engine.entity a ON a.graph_id = p_graph_id AND a.id = f.from_id
    JOIN relationship_engine.entity b ON b.graph_id = p_graph_id AND b.id = f.to_id
    ORDER BY f.has_ended, f.score DESC, f.id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._recall_facts(bigint, uuid [], double precision [], uuid [], text, text [],
    timestamptz, integer) IS
'The best p_limit live edges between the given entities: current ones before those that have ended; of them first '
'those that the question asks for, which are edges of p_named_ids (entities that it names) whose kind shares a word '
'with it (1 is added to their score); each by the weights of its ends and its strength. why: strength, weight, '
'confidence, strategies, description, ended, and evidence, up to 5 events that say so.';
