CREATE OR REPLACE FUNCTION relationship_engine._take_merged_attributes(
    p_graph_id bigint, p_entity_id uuid, p_given jsonb
)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    UPDATE relationship_engine.entity e
    SET metadata = CASE
            WHEN jsonb_typeof(e.metadata) <> 'object' OR NOT p_given ?| '{aliases,metadata}' THEN e.metadata
            ELSE (
                SELECT coalesce(jsonb_object_agg(k.key, k.value), '{}')
                FROM (
                    SELECT k.key, CASE
                        WHEN k.key = 'aliases' AND jsonb_typeof(k.value) = 'array' AND p_given ? 'aliases' THEN (
                            SELECT jsonb_agg(a.alias ORDER BY a.nth)
                            FROM jsonb_array_elements(k.value) WITH ORDINALITY AS a (alias, nth)
                            WHERE NOT p_given -> 'aliases' @> jsonb_build_array(a.alias))
                        ELSE k.value END AS value
                    FROM jsonb_each(e.metadata) k
                    WHERE k.value IS DISTINCT FROM p_given -> 'metadata' -> k.key
                ) k
                WHERE k.value IS NOT NULL)
            END,
        summary = CASE WHEN e.summary IS DISTINCT FROM p_given ->> 'summary' THEN e.summary END,
        source_event_id = CASE
            WHEN e.source_event_id IS DISTINCT FROM (p_given ->> 'source_event_id')::uuid THEN e.source_event_id END
    WHERE e.graph_id = p_graph_id AND e.id = p_entity_id AND p_given <> '{}'
$function$;

COMMENT ON FUNCTION relationship_engine._take_merged_attributes(bigint, uuid, jsonb) IS
'Takes back what _give_merged_attributes() gave an entity, except what somebody has changed since.';
