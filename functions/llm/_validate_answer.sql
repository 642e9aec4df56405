CREATE OR REPLACE FUNCTION relationship_engine._validate_answer(
    p_graph_id bigint, p_job_id uuid, p_answer jsonb, p_detail jsonb, p_new_ids uuid [] DEFAULT '{}'
)
RETURNS TABLE (reason text, mended text [], is_new_kind boolean, candidate relationship_engine.candidate)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_job relationship_engine.llm_job;
    v_relations jsonb := CASE
        WHEN jsonb_typeof(p_answer -> 'relations') = 'array' THEN p_answer -> 'relations' ELSE '[null]' END;
    v_cap integer;
    v_new_kinds bigint;
BEGIN
    SELECT * INTO v_job FROM relationship_engine.llm_job j WHERE j.graph_id = p_graph_id AND j.id = p_job_id;
    v_cap := least(3 * (cardinality(v_job.entity_ids) + cardinality(p_new_ids)), 40);
    SELECT 3 - count(*) INTO v_new_kinds
    FROM relationship_engine.llm_kind k WHERE k.graph_id = p_graph_id AND k.subject_id = v_job.subject_id;
    RETURN QUERY
    WITH event AS MATERIALIZED (
        SELECT u.nth, r.id, relationship_engine._normalize_quote(relationship_engine.event_text(r.payload)) AS body
        FROM unnest(v_job.event_ids) WITH ORDINALITY AS u (id, nth)
        JOIN relationship_engine.raw_events r ON r.graph_id = p_graph_id AND r.id = u.id
    ), item AS MATERIALIZED (
        SELECT a.nth, a.value,
            jsonb_typeof(a.value) = 'object' AS is_object,
            CASE WHEN jsonb_typeof(a.value -> 'kind') = 'string' THEN left(a.value ->> 'kind', 200) END AS kind,
            CASE WHEN jsonb_typeof(a.value -> 'evidence') = 'string'
                THEN left(a.value ->> 'evidence', 2000) END AS evidence,
            CASE WHEN jsonb_typeof(a.value -> 'description') = 'string'
                THEN a.value ->> 'description' END AS description
        FROM jsonb_array_elements(v_relations) WITH ORDINALITY AS a (value, nth)
    ), said AS MATERIALIZED (
        SELECT a.nth, a.is_object,
            coalesce(
                v_job.entity_ids[1 + (regexp_match(lower(a.value ->> 'source'), '^e([0-9]{1,2})$'))[1]::integer],
                p_new_ids[1 + (regexp_match(lower(a.value ->> 'source'), '^n([0-9]{1,2})$'))[1]::integer]) AS from_id,
            coalesce(
                v_job.entity_ids[1 + (regexp_match(lower(a.value ->> 'target'), '^e([0-9]{1,2})$'))[1]::integer],
                p_new_ids[1 + (regexp_match(lower(a.value ->> 'target'), '^n([0-9]{1,2})$'))[1]::integer]) AS to_id,
            btrim(regexp_replace(
                lower(regexp_replace(a.kind, '([a-z0-9])([A-Z])', '\1_\2', 'g') COLLATE "C") COLLATE "default",
                '[^a-z0-9]+', '_', 'g'), '_') AS kind,
            a.kind ~ '[^\u0001-\u007f]' AS is_foreign_kind,
            CASE WHEN jsonb_typeof(a.value -> 'confidence') = 'number'
                THEN (a.value ->> 'confidence')::numeric END AS confidence,
            CASE WHEN jsonb_typeof(a.value -> 'importance') = 'number'
                THEN (a.value ->> 'importance')::numeric END AS importance,
            nullif(relationship_engine._clean_text(a.evidence, 200), '') AS evidence,
            relationship_engine._normalize_quote(a.evidence) AS quotation,
            nullif(relationship_engine._clean_text(a.description, 280), '') AS description,
            nullif(a.value ->> 'started_on', '') AS started_on,
            nullif(a.value ->> 'ended_on', '') AS ended_on,
            relationship_engine._answer_date(nullif(a.value ->> 'started_on', ''), false) AS start_date,
            relationship_engine._answer_date(nullif(a.value ->> 'ended_on', ''), true) AS end_date
        FROM item a
    ), read AS MATERIALIZED (
        SELECT s.*, f.id AS event_id,
            CASE
                WHEN s.is_object IS NOT TRUE THEN 'bad_shape'
                WHEN s.from_id IS NULL OR s.to_id IS NULL THEN 'unknown_id'
                WHEN s.from_id = s.to_id THEN 'self_loop'
                WHEN s.is_foreign_kind OR s.kind IS NULL OR s.kind !~ '^[a-z][a-z0-9_]{1,39}$' THEN 'bad_kind'
                WHEN s.kind = ANY (relationship_engine._placeholder_kinds()) THEN 'empty_kind'
                WHEN s.confidence IS NULL THEN 'bad_number'
                WHEN s.evidence IS NULL THEN 'no_evidence'
            END AS flaw
        FROM said s
        LEFT JOIN LATERAL (
            SELECT v.id FROM event v
            WHERE octet_length(s.quotation) >= 8 AND position(s.quotation IN v.body) > 0
            ORDER BY v.nth
            LIMIT 1
        ) f ON true
    ), ranked AS (
        SELECT r.*,
            row_number() OVER (
                PARTITION BY r.flaw, r.from_id, r.to_id, r.kind
                ORDER BY r.event_id IS NULL, r.confidence DESC, r.nth) AS copy
        FROM read r
    ), capped AS (
        SELECT r.*,
            row_number() OVER (
                PARTITION BY r.flaw, r.copy = 1 ORDER BY r.event_id IS NULL, r.confidence DESC, r.nth) AS place
        FROM ranked r
    ), first_of_kind AS (
        SELECT c.kind, row_number() OVER (ORDER BY min(c.place)) AS nth_new
        FROM capped c
        WHERE c.flaw IS NULL AND c.copy = 1 AND c.place <= v_cap
            AND NOT EXISTS (SELECT FROM relationship_engine.llm_kind k WHERE k.graph_id = p_graph_id
                AND k.kind = c.kind)
            AND NOT EXISTS (
                SELECT FROM relationship_engine.pattern_rule r WHERE r.graph_id = p_graph_id AND r.kind = c.kind)
        GROUP BY c.kind
    )
    SELECT
        CASE
            WHEN c.flaw IS NOT NULL THEN c.flaw
            WHEN c.copy > 1 THEN 'duplicate'
            WHEN c.place > v_cap THEN 'cap'
            WHEN k.nth_new > v_new_kinds THEN 'new_kind'
        END,
        array_remove(ARRAY[
            CASE WHEN c.event_id IS NULL THEN 'evidence_not_found' END,
            CASE WHEN c.confidence NOT BETWEEN 0 AND 1 OR c.importance NOT BETWEEN 0 AND 1 THEN 'bad_number' END,
            CASE
                WHEN (c.started_on IS NOT NULL AND c.start_date IS NULL)
                    OR (c.ended_on IS NOT NULL AND c.end_date IS NULL)
                    OR c.start_date > c.end_date THEN 'bad_date'
            END], NULL),
        k.kind IS NOT NULL,
        relationship_engine.candidate(
            p_from_id => c.from_id, p_to_id => c.to_id, p_kind => c.kind, p_strategy => 'semantic',
            p_context => CASE
                WHEN c.event_id IS NOT NULL THEN 'event:' || c.event_id
                ELSE v_job.subject || ':' || v_job.subject_id
            END,
            -- Below 1, so that a model never overrides the description of a person.
            p_confidence => round(least(greatest(c.confidence, 0), 0.95), 6)
                * CASE WHEN c.event_id IS NULL THEN 0.5 ELSE 1 END,
            p_importance => round(least(greatest(c.importance, 0), 1), 6),
            p_event_id => coalesce(c.event_id, CASE WHEN v_job.subject = 'event' THEN v_job.subject_id END),
            p_start_date => CASE WHEN c.start_date <= c.end_date OR c.end_date IS NULL THEN c.start_date END,
            p_end_date => CASE WHEN c.start_date <= c.end_date OR c.start_date IS NULL THEN c.end_date END,
            p_description => coalesce(c.description, c.evidence),
            p_detail => jsonb_build_object('evidence', c.evidence) || p_detail)
    FROM capped c
    LEFT JOIN first_of_kind k ON k.kind = c.kind
    ORDER BY c.nth;
END
$function$;

COMMENT ON FUNCTION relationship_engine._validate_answer(bigint, uuid, jsonb, jsonb, uuid []) IS
'Validates the answer of a model to a job, one row per relation. reason: why the relation is dropped (bad_shape, '
'unknown_id, self_loop, bad_kind, empty_kind, bad_number, no_evidence, duplicate, cap, new_kind); null if it is '
'admitted. mended: what was corrected (evidence_not_found: confidence halved; bad_number: clamped; bad_date: '
'removed). Confidence is at most 0.95. Both ends are entities of the job, or those that the answer added (p_new_ids: '
'n0 and so on; null: dropped). An answer yields at most 3 relations per entity and 40 in total, an event at most 3 '
'new kinds. p_detail is stored with each relation.';
