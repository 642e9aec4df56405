CREATE OR REPLACE FUNCTION relationship_engine.legacy_candidates(p_graph_id bigint, p_rows jsonb [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT c.*
    FROM relationship_engine.normalize_candidates(p_graph_id, ARRAY(
        SELECT relationship_engine.candidate(
            p_from_id => (r.item ->> 'from_id')::uuid, p_to_id => (r.item ->> 'to_id')::uuid,
            p_kind => r.item ->> 'kind', p_strategy => 'legacy',
            p_context => coalesce('event:' || (r.item ->> 'source_event_id'), 'legacy:' || (r.item ->> 'id')),
            p_confidence => coalesce((r.item ->> 'confidence')::double precision, 1),
            p_importance => (r.item ->> 'importance')::double precision,
            p_gain => coalesce((r.item ->> 'weight')::double precision, 1),
            -- These kinds have no direction, and the legacy system wrote both.
            p_is_symmetric => r.item ->> 'kind' IN ('semantically_related', 'temporal_overlap'),
            p_event_id => (r.item ->> 'source_event_id')::uuid,
            p_start_date => lower(relationship_engine.date_span(r.item ->> 'start_date')),
            p_end_date => upper(relationship_engine.date_span(r.item ->> 'end_date')) - 1,
            p_description => r.item ->> 'description',
            p_detail => jsonb_build_object(
                'edge_id', r.item -> 'id',
                'last_reinforced_at', coalesce(
                    r.item ->> 'last_reinforced_at', r.item ->> 'created_at', '-infinity'),
                'created_at', r.item -> 'created_at',
                'metadata', CASE WHEN jsonb_typeof(r.item -> 'metadata') = 'object' THEN r.item -> 'metadata' END))
        FROM unnest(p_rows) AS r (item)), true) c
$function$;

COMMENT ON FUNCTION relationship_engine.legacy_candidates(bigint, jsonb []) IS
'Building block: returns rows of a legacy table edge as normalized candidates of strategy legacy. Missing or null '
'columns: weight 1, last_reinforced_at the creation time of the edge, confidence 1. The context is the event, or the '
'edge itself if it has none.';
