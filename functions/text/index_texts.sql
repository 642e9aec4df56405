CREATE OR REPLACE FUNCTION relationship_engine.index_texts(p_graph_id bigint, p_event_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_config regconfig := (
        SELECT g.text_config::regconfig FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_mark tsvector := array_to_tsvector(ARRAY['|g' || p_graph_id]);
    v_known uuid[];
BEGIN
    v_known := ARRAY(
        SELECT v.id FROM relationship_engine.raw_events v
        WHERE v.graph_id = p_graph_id AND v.id = ANY (p_event_ids));
    INSERT INTO relationship_engine.event_text AS t (graph_id, event_id, occurred_at, lexemes)
    SELECT p_graph_id, v.id, v.occurred_at, n.lexemes
    FROM relationship_engine.raw_events v
    CROSS JOIN LATERAL (
        -- lowered here, because dictionaries lower by the locale of the database
        SELECT v_mark || to_tsvector(v_config, lower(
            left(coalesce(relationship_engine.event_text(v.payload), ''), 100000) COLLATE relationship_engine.unicode))
            AS lexemes
        OFFSET 0
    ) n
    WHERE v.graph_id = p_graph_id AND v.id = ANY (v_known)
        -- what stands there already is not even locked
        AND (
            SELECT true FROM relationship_engine.event_text o
            WHERE o.graph_id = p_graph_id AND o.event_id = v.id
                AND (o.occurred_at, o.lexemes) IS NOT DISTINCT FROM (v.occurred_at, n.lexemes)
                AND (o.embedding_hash IS NULL OR o.embedding_hash = md5(
                    relationship_engine.event_embedding_text(relationship_engine.event_text(v.payload))))
            LIMIT 1) IS NULL
    ORDER BY v.id
    ON CONFLICT ON CONSTRAINT event_text_pkey DO UPDATE
    SET occurred_at = EXCLUDED.occurred_at, lexemes = EXCLUDED.lexemes,
        -- a changed text needs another vector
        embedding_hash = (
            SELECT CASE WHEN t.embedding_hash = md5(
                relationship_engine.event_embedding_text(relationship_engine.event_text(v.payload)))
                THEN t.embedding_hash END
            FROM relationship_engine.raw_events v
            WHERE v.graph_id = t.graph_id AND v.id = t.event_id)
    WHERE (t.occurred_at, t.lexemes) IS DISTINCT FROM (EXCLUDED.occurred_at, EXCLUDED.lexemes)
        OR t.embedding_hash IS NOT NULL;
    IF cardinality(v_known) < cardinality(p_event_ids) THEN
        DELETE FROM relationship_engine.event_text t
        WHERE t.graph_id = p_graph_id AND t.event_id = ANY (p_event_ids)
            AND NOT EXISTS (
                SELECT FROM relationship_engine.raw_events v
                WHERE v.graph_id = p_graph_id AND v.id = t.event_id);
    END IF;
END
$function$;

COMMENT ON FUNCTION relationship_engine.index_texts(bigint, uuid []) IS
'Building block: makes the rows of event_text for the given events what raw_events says (the first 100,000 '
'characters of the text count), and removes those of events that are gone. The triggers and the nightly call it; '
'calling it again changes nothing.';
