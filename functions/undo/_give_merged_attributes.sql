CREATE OR REPLACE FUNCTION relationship_engine._give_merged_attributes(
    p_graph_id bigint, p_run_id uuid, p_entity_id uuid, p_dropped jsonb
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_entity relationship_engine.entity;
    v_other relationship_engine.entity;
    v_kept jsonb;
    v_dropped jsonb;
    v_known jsonb;
    v_given jsonb;
    v_metadata jsonb;
    v_aliases jsonb;
BEGIN
    SELECT * INTO v_entity FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = p_entity_id;
    SELECT * INTO v_other FROM jsonb_populate_record(NULL::relationship_engine.entity, p_dropped);
    v_kept := CASE jsonb_typeof(v_entity.metadata) WHEN 'object' THEN v_entity.metadata ELSE '{}' END;
    v_dropped := CASE jsonb_typeof(v_other.metadata) WHEN 'object' THEN v_other.metadata ELSE '{}' END;
    v_known := CASE jsonb_typeof(v_kept -> 'aliases')
        WHEN 'array' THEN v_kept -> 'aliases'
        WHEN 'string' THEN jsonb_build_array(v_kept -> 'aliases')
        ELSE '[]' END;
    SELECT coalesce(jsonb_agg(x.alias ORDER BY x.nth), '[]') INTO v_aliases
    FROM (
        SELECT DISTINCT ON (a.alias) a.alias, a.nth
        FROM (
            SELECT to_jsonb(v_other.title) AS alias, 0::bigint AS nth
            UNION ALL
            SELECT k.alias, k.nth
            FROM jsonb_array_elements(CASE jsonb_typeof(v_dropped -> 'aliases')
                WHEN 'array' THEN v_dropped -> 'aliases'
                WHEN 'string' THEN jsonb_build_array(v_dropped -> 'aliases')
                ELSE '[]' END) WITH ORDINALITY AS k (alias, nth)
        ) a
        WHERE NOT v_known @> jsonb_build_array(a.alias) AND a.alias <> to_jsonb(v_entity.title)
        ORDER BY a.alias, a.nth
    ) x;
    SELECT coalesce(jsonb_object_agg(k.key, k.value), '{}') INTO v_metadata
    FROM jsonb_each(v_dropped) k WHERE k.key <> 'aliases' AND NOT v_kept ? k.key;
    v_given := jsonb_strip_nulls(jsonb_build_object(
        'aliases', nullif(v_aliases, '[]'), 'metadata', nullif(v_metadata, '{}'),
        'summary', CASE WHEN v_entity.summary IS NULL THEN v_other.summary END,
        'source_event_id', CASE WHEN v_entity.source_event_id IS NULL THEN v_other.source_event_id END));
    UPDATE relationship_engine.merged_entity m SET given = v_given
    WHERE m.graph_id = p_graph_id AND m.run_id = p_run_id;
    UPDATE relationship_engine.entity e
    SET metadata = CASE
            WHEN v_given ?| '{aliases,metadata}' THEN v_metadata || v_kept || CASE
                WHEN v_aliases <> '[]' THEN jsonb_build_object('aliases', v_known || v_aliases) ELSE '{}' END
            ELSE e.metadata END,
        summary = coalesce(e.summary, v_other.summary),
        source_event_id = coalesce(e.source_event_id, v_other.source_event_id),
        -- a vector of the dropped title is better than none until the worker embeds the entity
        embedding = coalesce(e.embedding, v_other.embedding),
        embedding_model = CASE WHEN e.embedding IS NULL THEN v_other.embedding_model ELSE e.embedding_model END
    WHERE e.graph_id = p_graph_id AND e.id = p_entity_id
        AND (v_given <> '{}' OR e.embedding IS NULL AND v_other.embedding IS NOT NULL);
END
$function$;

COMMENT ON FUNCTION relationship_engine._give_merged_attributes(bigint, uuid, uuid, jsonb) IS
'Gives the kept entity of a merge the title of the dropped one as an alias, its aliases, and its metadata, summary, '
'source_event_id and embedding where the kept entity has none.';
