CREATE OR REPLACE FUNCTION relationship_engine._is_known_by(
    p_graph_id bigint, p_from_id uuid, p_to_id uuid, p_kind text, p_as_of timestamptz
)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(bool_or((r.occurred_at <= p_as_of) IS NOT FALSE), true)
    FROM relationship_engine.counting_evidence v
    LEFT JOIN relationship_engine.raw_events r ON r.graph_id = v.graph_id AND r.id = v.event_id
    WHERE v.graph_id = p_graph_id AND v.from_id = p_from_id AND v.to_id = p_to_id AND v.kind = p_kind
$function$;

COMMENT ON FUNCTION relationship_engine._is_known_by(bigint, uuid, uuid, text, timestamptz) IS
'Whether an edge may have been known at a time: false where only later events say so. Evidence without an event, or '
'whose event has no time, counts as known.';
