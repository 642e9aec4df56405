CREATE OR REPLACE FUNCTION relationship_engine.normalize_candidates(p_graph_id bigint, p_candidates relationship_engine.candidate [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE sql STABLE
AS $function$
    SELECT
        CASE WHEN c.is_symmetric THEN least(c.from_id, c.to_id) ELSE c.from_id END,
        CASE WHEN c.is_symmetric THEN greatest(c.from_id, c.to_id) ELSE c.to_id END,
        CASE
            WHEN c.kind ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND length(c.kind) <= 63 THEN c.kind
            -- an application may have named its edge otherwise
            WHEN EXISTS (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.from_id = c.from_id AND e.to_id = c.to_id AND e.kind = c.kind)
                THEN c.kind
            ELSE substr(nullif(btrim(regexp_replace(
                lower(c.kind COLLATE "C") COLLATE "default", '[^a-z0-9]+', '_', 'g'), '_'), ''), 1, 63)
        END,
        c.strategy,
        substr(c.context, 1, 200),
        CASE WHEN c.confidence > '-infinity' AND c.confidence < 'infinity' THEN least(greatest(c.confidence, 0), 1) END,
        CASE WHEN c.importance > '-infinity' AND c.importance < 'infinity' THEN least(greatest(c.importance, 0), 1) END,
        -- a smaller gain would underflow when it is scaled to a later clock
        CASE WHEN coalesce(c.gain, 1) > 0 AND coalesce(c.gain, 1) <= 1e6 THEN greatest(coalesce(c.gain, 1), 1e-9) END,
        c.is_symmetric,
        coalesce(c.is_exclusive, false),
        c.event_id,
        CASE WHEN c.start_date <= c.end_date OR c.end_date IS NULL THEN c.start_date END,
        CASE WHEN c.start_date <= c.end_date OR c.start_date IS NULL THEN c.end_date END,
        substr(c.description, 1, 1000),
        c.detail
    FROM unnest(p_candidates) c
$function$;

COMMENT ON FUNCTION relationship_engine.normalize_candidates(bigint, relationship_engine.candidate []) IS
'Candidates in the form in which they are compared and stored: ends of symmetric kinds in order, kind in snake_case '
'(but for an edge that an application has named otherwise), numbers clamped (gain to at least 1e-9). What cannot be '
'mended (empty kind, NaN, gain not above 0) becomes null. Without SET: it is inlined.';
