CREATE OR REPLACE FUNCTION relationship_engine._legacy_mentions(p_rows jsonb [])
RETURNS TABLE (event_id uuid, entity_id uuid)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT DISTINCT m.event_id::uuid, (r.item ->> 'id')::uuid
    FROM unnest(p_rows) AS r (item)
    CROSS JOIN LATERAL jsonb_array_elements_text(
        CASE WHEN jsonb_typeof(r.item -> 'referenced_by_event_ids') = 'array'
            THEN r.item -> 'referenced_by_event_ids' ELSE '[]' END) AS m (event_id)
    WHERE m.event_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
$function$;

COMMENT ON FUNCTION relationship_engine._legacy_mentions(jsonb []) IS
'Returns the mentions in the column referenced_by_event_ids of rows of a legacy entity table; no row if the column is '
'missing.';
