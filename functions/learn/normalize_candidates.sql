CREATE OR REPLACE FUNCTION relationship_engine.normalize_candidates(
    p_graph_id bigint, p_candidates relationship_engine.candidate [], p_is_import boolean DEFAULT false
)
RETURNS SETOF relationship_engine.candidate
LANGUAGE sql STABLE
AS $function$
    SELECT
        CASE
            WHEN k.is_symmetric OR c.is_symmetric THEN least(c.from_id, c.to_id)
            WHEN a.is_inverse THEN c.to_id
            ELSE c.from_id END,
        CASE
            WHEN k.is_symmetric OR c.is_symmetric THEN greatest(c.from_id, c.to_id)
            WHEN a.is_inverse THEN c.from_id
            ELSE c.to_id END,
        coalesce(a.kind, c.kind),
        c.strategy,
        -- what ends or denies an edge is an observation of its own
        CASE
            WHEN c.detail ->> 'effect' IN ('ends', 'denies') AND c.context !~ ':(ends|denies)$'
                THEN substr(coalesce('event:' || d.id, c.context), 1, 190) || ':' || (c.detail ->> 'effect')
            ELSE substr(coalesce('event:' || d.id, c.context), 1, 200) END,
        CASE WHEN c.confidence > '-infinity' AND c.confidence < 'infinity' THEN least(greatest(c.confidence, 0), 1) END,
        CASE WHEN c.importance > '-infinity' AND c.importance < 'infinity' THEN least(greatest(c.importance, 0), 1) END,
        -- a smaller gain would underflow when it is scaled to a later clock
        CASE WHEN coalesce(c.gain, 1) > 0 AND coalesce(c.gain, 1) <= 1e6 THEN greatest(coalesce(c.gain, 1), 1e-9) END,
        coalesce(k.is_symmetric OR c.is_symmetric, c.is_symmetric),
        coalesce(c.is_exclusive, false),
        coalesce(d.id, c.event_id),
        CASE WHEN c.start_date <= c.end_date OR c.end_date IS NULL THEN c.start_date END,
        CASE WHEN c.start_date <= c.end_date OR c.start_date IS NULL THEN c.end_date END,
        substr(c.description, 1, 1000),
        c.detail
    FROM (
        SELECT c.from_id, c.to_id, c.strategy, c.context, c.confidence, c.importance, c.gain, c.is_symmetric,
            c.is_exclusive,
            c.event_id, c.start_date, c.end_date, c.description, c.detail,
            CASE
                WHEN c.kind ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND length(c.kind) <= 63 THEN c.kind
                -- an application may have named its edge otherwise
                WHEN EXISTS (
                    SELECT FROM relationship_engine.edge_store e
                    WHERE e.graph_id = p_graph_id AND e.from_id = c.from_id AND e.to_id = c.to_id AND e.kind = c.kind)
                    THEN c.kind
                ELSE substr(nullif(btrim(regexp_replace(
                    lower(c.kind COLLATE "C") COLLATE "default", '[^a-z0-9]+', '_', 'g'), '_'), ''), 1, 63)
            END AS kind
        FROM unnest(p_candidates) c
    ) c
    LEFT JOIN LATERAL (
        SELECT s.kind, s.is_inverse
        FROM (
            SELECT a.kind, false AS is_inverse
            FROM relationship_engine.kind_alias a WHERE a.graph_id = p_graph_id AND a.alias = c.kind
            UNION ALL
            SELECT i.kind, true
            FROM relationship_engine.kind_setting i WHERE i.graph_id = p_graph_id AND i.inverse = c.kind
        ) s
        -- another system keeps its kinds, and so do edges that exist and what is inferred from them
        WHERE NOT p_is_import AND NOT EXISTS (
            SELECT FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = c.from_id AND e.to_id = c.to_id AND e.kind = c.kind)
            AND NOT EXISTS (
                SELECT FROM relationship_engine.strategy_setting t
                WHERE t.graph_id = p_graph_id AND t.strategy = c.strategy AND t.is_inferred)
        LIMIT 1
    ) a ON true
    LEFT JOIN LATERAL (  -- the same document under an earlier id
        SELECT o.id
        FROM relationship_engine.raw_events r
        JOIN relationship_engine.raw_events o
            ON o.graph_id = p_graph_id AND o.occurred_at = r.occurred_at AND o.source = r.source
            AND md5(coalesce(o.payload ->> 'content', o.payload ->> 'text', o.payload ->> 'message', ''))
                = md5(coalesce(r.payload ->> 'content', r.payload ->> 'text', r.payload ->> 'message', ''))
        WHERE r.graph_id = p_graph_id AND r.id = c.event_id AND r.source IS NOT NULL
            AND (o.created_at, o.id) < (r.created_at, r.id)
        ORDER BY o.created_at, o.id
        LIMIT 1
    ) d ON c.context = 'event:' || c.event_id
    LEFT JOIN relationship_engine.kind_setting k
        ON k.graph_id = p_graph_id AND k.kind = coalesce(a.kind, c.kind) AND k.is_symmetric AND NOT p_is_import
$function$;

COMMENT ON FUNCTION relationship_engine.normalize_candidates(bigint, relationship_engine.candidate [], boolean) IS
'Candidates in the form in which they are compared and stored: kind in snake_case (but for an edge that an application '
'has named otherwise), or the kind of which it is an alias or the inverse (kind_alias, kind_setting; not for an import '
'and for what is inferred); ends of symmetric kinds in order; an event that repeats an earlier one (source, time and '
'text) as that one; numbers clamped (gain to at least 1e-9); the context of an ending or a denial (detail.effect) '
'marked as such. What cannot be mended (empty kind, NaN, gain not above 0) becomes null. Without SET: it is inlined.';
