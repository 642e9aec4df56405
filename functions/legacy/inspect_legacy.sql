CREATE OR REPLACE FUNCTION relationship_engine.inspect_legacy(p_schema text, p_graph_id bigint DEFAULT 1)
RETURNS TABLE (
    relation text,
    source_rows bigint,
    present_rows bigint,
    new_rows bigint,
    merged_rows bigint,
    refused_rows bigint,
    refused jsonb,
    source_sum double precision,
    graph_sum double precision,
    is_equal boolean,
    touched_edges bigint
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_source_ids uuid[];
BEGIN
    RETURN QUERY
    SELECT 'raw_events', count(*), count(e.id), count(*) - count(e.id), 0::bigint, 0::bigint, '{}'::jsonb,
        coalesce(sum(octet_length(coalesce(nullif(r.item -> 'payload', 'null'), '{}')::text)), 0)::double precision,
        coalesce(sum(octet_length(e.payload::text)), 0)::double precision,
        count(*) = count(e.id) AND coalesce(bool_and(e.payload = coalesce(nullif(r.item -> 'payload', 'null'), '{}')),
            true),
        0::bigint
    FROM relationship_engine._read_legacy(p_schema, 'raw_events') AS r (item)
    LEFT JOIN relationship_engine.raw_events e ON e.graph_id = p_graph_id AND e.id = (r.item ->> 'id')::uuid;

    RETURN QUERY
    SELECT 'entity', count(*), count(e.id), count(*) - count(e.id), 0::bigint, 0::bigint, '{}'::jsonb,
        coalesce(sum(length(concat(r.item ->> 'title', r.item ->> 'summary'))), 0)::double precision,
        coalesce(sum(length(concat(e.title, e.summary))), 0)::double precision,
        count(*) = count(e.id) AND coalesce(bool_and(
            e.title = coalesce(r.item ->> 'title', '') AND e.summary IS NOT DISTINCT FROM r.item ->> 'summary'), true),
        0::bigint
    FROM relationship_engine._read_legacy(p_schema, 'entity') AS r (item)
    LEFT JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = (r.item ->> 'id')::uuid;

    RETURN QUERY
    SELECT 'mention', count(*), count(m.event_id), count(*) - count(m.event_id), 0::bigint, 0::bigint, '{}'::jsonb,
        count(*)::double precision, count(m.event_id)::double precision, count(*) = count(m.event_id), 0::bigint
    FROM relationship_engine._legacy_mentions(ARRAY(
        SELECT l.item FROM relationship_engine._read_legacy(p_schema, 'entity') AS l (item))) r
    LEFT JOIN relationship_engine.mention m
        ON m.graph_id = p_graph_id AND m.event_id = r.event_id AND m.entity_id = r.entity_id;

    v_source_ids := ARRAY(
        SELECT (r.item ->> 'id')::uuid FROM relationship_engine._read_legacy(p_schema, 'entity') AS r (item));
    RETURN QUERY
    WITH source AS MATERIALIZED (
        SELECT c.from_id, c.to_id, c.kind, c.gain, c.detail,
            CASE
                WHEN c.kind IS NULL OR c.context IS NULL THEN 'bad_kind'
                WHEN c.confidence IS NULL OR c.gain IS NULL THEN 'bad_number'
                WHEN c.from_id = c.to_id THEN 'self_loop'
                WHEN f.id IS NULL OR t.id IS NULL THEN 'unknown_entity'
                WHEN EXISTS (
                    SELECT FROM relationship_engine.rejection x
                    LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = x.run_id
                    WHERE x.graph_id = p_graph_id AND x.from_id = c.from_id AND x.to_id = c.to_id AND x.kind = c.kind
                        AND x.strategy = 'legacy' AND x.context = c.context AND u.status IS DISTINCT FROM 'undone')
                    THEN 'rejected'
            END AS reason,
            row_number() OVER (
                PARTITION BY c.from_id, c.to_id, c.kind, c.context
                ORDER BY c.gain DESC NULLS LAST, c.detail ->> 'edge_id') AS nth,
            min(h.weight) OVER (PARTITION BY c.from_id, c.to_id, c.kind, c.context) AS held,
            h.read_at
        FROM relationship_engine.legacy_candidates(p_graph_id, ARRAY(
            SELECT r.item FROM relationship_engine._read_legacy(p_schema, 'edge') AS r (item))) c
        LEFT JOIN (
            SELECT s.id FROM unnest(v_source_ids) AS s (id)
            UNION
            SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id
        ) f ON f.id = c.from_id
        LEFT JOIN (
            SELECT s.id FROM unnest(v_source_ids) AS s (id)
            UNION
            SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id
        ) t ON t.id = c.to_id
        LEFT JOIN (
            -- the weight at the last import, since the legacy weight decays
            SELECT v.from_id, v.to_id, v.kind, v.detail ->> 'edge_id' AS edge_id,
                sum(v.gain * exp(greatest(v.rate * (v.clock - v.top), -700))) AS weight,
                max((v.detail ->> 'last_reinforced_at')::timestamptz) AS read_at
            FROM (
                SELECT x.*, e.rate, max(x.clock) OVER (PARTITION BY x.from_id, x.to_id, x.kind, x.detail ->> 'edge_id')
                    AS top
                FROM relationship_engine.counting_evidence x
                JOIN relationship_engine.edge_store e
                    ON e.graph_id = p_graph_id AND e.from_id = x.from_id AND e.to_id = x.to_id AND e.kind = x.kind
                WHERE x.graph_id = p_graph_id AND x.strategy = 'legacy'
            ) v
            GROUP BY v.from_id, v.to_id, v.kind, v.detail ->> 'edge_id'
        ) h ON h.from_id = c.from_id AND h.to_id = c.to_id AND h.kind = c.kind AND h.edge_id = c.detail ->> 'edge_id'
    ), told AS (
        SELECT s.*,
            s.held IS NULL OR ((s.detail ->> 'last_reinforced_at')::timestamptz > s.read_at AND s.gain > s.held + 1e-9)
                AS is_new
        FROM source s
        WHERE s.reason IS NULL AND s.nth = 1
    ), counted AS (
        SELECT count(*) FILTER (WHERE NOT o.is_new) AS present, count(*) FILTER (WHERE o.is_new) AS fresh,
            coalesce(sum(o.gain), 0) AS source_sum, coalesce(sum(o.held), 0) AS graph_sum,
            count(DISTINCT (o.from_id, o.to_id, o.kind)) FILTER (WHERE o.is_new AND EXISTS (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = p_graph_id AND e.from_id = o.from_id AND e.to_id = o.to_id AND e.kind = o.kind
                    AND e.pruned_by_run IS NULL AND NOT e.strategies <@ '{legacy,application}')) AS touched
        FROM told o
    )
    SELECT 'edge', (SELECT count(*) FROM source), k.present, k.fresh,
        (SELECT count(*) FROM source s WHERE s.reason IS NULL AND s.nth > 1),
        (SELECT count(*) FROM source s WHERE s.reason IS NOT NULL),
        (SELECT coalesce(jsonb_object_agg(r.reason, r.rows), '{}') FROM (
            SELECT s.reason, count(*) AS rows FROM source s WHERE s.reason IS NOT NULL GROUP BY s.reason) r),
        k.source_sum, k.graph_sum,
        k.fresh = 0 AND abs(k.source_sum - k.graph_sum) <= 1e-9 * greatest(k.source_sum, 1), k.touched
    FROM counted k;
END
$function$;

COMMENT ON FUNCTION relationship_engine.inspect_legacy(text, bigint) IS
'Compares the tables of a legacy system in a schema with a graph and writes nothing: the dry run of import_legacy(), '
'and the check after it. One row per table; source_rows = present + new + merged + refused. Sums: raw_events, bytes '
'of payload; entity, characters of title and summary; mention, rows; edge, weights of edges that are neither merged '
'nor refused, as last imported. touched_edges: live edges found by the engine to which an import would add evidence. '
'Errors: undefined_table, undefined_column, invalid_parameter_value.';
