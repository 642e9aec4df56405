CREATE OR REPLACE FUNCTION relationship_engine._write_legacy_rows(
    p_graph_id bigint, p_run_id uuid, p_relation text, p_rows jsonb []
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_taken bigint := 0;
BEGIN
    IF p_relation = 'raw_events' THEN
        INSERT INTO relationship_engine.raw_events (graph_id, id, payload, source, status, created_at, updated_at)
        SELECT p_graph_id, (r.item ->> 'id')::uuid, coalesce(nullif(r.item -> 'payload', 'null'), '{}'),
            r.item ->> 'source',
            CASE WHEN r.item ->> 'status' IN ('pending_processing', 'error') THEN r.item ->> 'status'
                ELSE 'processed' END,
            coalesce((r.item ->> 'created_at')::timestamptz, now()),
            coalesce((r.item ->> 'updated_at')::timestamptz, (r.item ->> 'created_at')::timestamptz, now())
        FROM unnest(p_rows) AS r (item)
        ORDER BY 2
        ON CONFLICT (graph_id, id) DO UPDATE
        SET payload = EXCLUDED.payload, source = EXCLUDED.source, status = EXCLUDED.status,
            updated_at = EXCLUDED.updated_at
        WHERE (raw_events.payload, raw_events.source, raw_events.status)
            IS DISTINCT FROM (EXCLUDED.payload, EXCLUDED.source, EXCLUDED.status)
            AND raw_events.updated_at < EXCLUDED.updated_at;
        GET DIAGNOSTICS v_taken = ROW_COUNT;
    ELSIF p_relation = 'entity' THEN
        INSERT INTO relationship_engine.entity
            (graph_id, id, title, type, summary, metadata, source_event_id, created_at, updated_at)
        SELECT p_graph_id, (r.item ->> 'id')::uuid, coalesce(r.item ->> 'title', ''),
            coalesce(r.item ->> 'type', 'unknown'),
            r.item ->> 'summary',
            CASE WHEN jsonb_typeof(r.item -> 'metadata') = 'object' THEN r.item -> 'metadata' ELSE '{}' END
                || jsonb_strip_nulls(jsonb_build_object('mention_count', r.item -> 'mention_count')),
            (r.item ->> 'source_event_id')::uuid,
            coalesce((r.item ->> 'created_at')::timestamptz, now()),
            coalesce((r.item ->> 'updated_at')::timestamptz, (r.item ->> 'created_at')::timestamptz, now())
        FROM unnest(p_rows) AS r (item)
        ORDER BY 2
        ON CONFLICT (graph_id, id) DO UPDATE
        SET title = EXCLUDED.title, type = EXCLUDED.type, summary = EXCLUDED.summary, metadata = EXCLUDED.metadata,
            source_event_id = EXCLUDED.source_event_id, updated_at = EXCLUDED.updated_at
        WHERE (entity.title, entity.type, entity.summary, entity.metadata, entity.source_event_id)
            IS DISTINCT FROM
            (EXCLUDED.title, EXCLUDED.type, EXCLUDED.summary, EXCLUDED.metadata, EXCLUDED.source_event_id)
            AND entity.updated_at < EXCLUDED.updated_at;
        GET DIAGNOSTICS v_taken = ROW_COUNT;
        IF EXISTS (SELECT FROM relationship_engine.graph g WHERE g.id = p_graph_id AND g.mode = 'off') THEN
            -- The triggers are off in mode off, and the first nightly run needs the names before it reads the events.
            PERFORM relationship_engine.index_names(
                p_graph_id, ARRAY(SELECT (r.item ->> 'id')::uuid FROM unnest(p_rows) AS r (item)));
        END IF;
    ELSIF p_relation = 'mention' THEN
        INSERT INTO relationship_engine.mention (graph_id, event_id, entity_id)
        SELECT p_graph_id, m.event_id, m.entity_id
        FROM relationship_engine._legacy_mentions(p_rows) m
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = m.entity_id
        WHERE NOT EXISTS (
            SELECT FROM relationship_engine.mention k
            WHERE k.graph_id = p_graph_id AND k.event_id = m.event_id AND k.entity_id = m.entity_id)
        ORDER BY m.event_id, m.entity_id
        ON CONFLICT (graph_id, event_id, entity_id) DO NOTHING;
        GET DIAGNOSTICS v_taken = ROW_COUNT;
    ELSE
        v_taken := relationship_engine.learn_legacy(p_graph_id, p_rows, p_run_id);
    END IF;
    RETURN v_taken;
END
$function$;

COMMENT ON FUNCTION relationship_engine._write_legacy_rows(bigint, uuid, text, jsonb []) IS
'Writes rows of a legacy table into a graph with their ids, and returns the number of new rows. Existing events and '
'entities are updated if the legacy row is newer.';
