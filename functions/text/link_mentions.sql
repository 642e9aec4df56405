CREATE OR REPLACE FUNCTION relationship_engine.link_mentions(
    p_graph_id bigint, p_event_ids uuid [], p_is_changed boolean DEFAULT false
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET jit = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_count bigint;
BEGIN
    IF p_is_changed THEN
        DELETE FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.event_id = ANY (p_event_ids) AND m.origin = 'text';
    END IF;
    FOR v_try IN 1 .. 3 LOOP
        BEGIN
            INSERT INTO relationship_engine.mention (graph_id, event_id, entity_id, origin)
            SELECT DISTINCT p_graph_id, h.event_id, h.entity_id, 'text'
            FROM (
                SELECT v.id AS event_id, b.entity_id
                FROM relationship_engine.raw_events v
                CROSS JOIN LATERAL (SELECT left(v.payload ->> 'content', 8000) AS content) c
                CROSS JOIN LATERAL (
                    SELECT CASE
                        WHEN octet_length(c.content) = length(c.content) OR c.content IS NFC NORMALIZED THEN c.content
                        ELSE normalize(c.content, NFC) END AS content
                ) t
                CROSS JOIN LATERAL (
                    SELECT DISTINCT n.name
                    FROM relationship_engine.match_names(
                        p_graph_id, relationship_engine.tokenize(t.content, true), NULL, NULL) n
                ) n
                CROSS JOIN LATERAL (  -- a name that several entities bear says of none that it is meant
                    SELECT max(c.entity_id::text)::uuid AS entity_id
                    FROM (
                        SELECT o.entity_id, rank() OVER (ORDER BY o.is_alias) AS rank
                        FROM relationship_engine.entity_name o
                        WHERE o.graph_id = p_graph_id AND o.name = n.name
                        LIMIT 10
                    ) c
                    WHERE c.rank = 1
                    HAVING count(*) = 1
                ) b
                WHERE v.graph_id = p_graph_id AND v.id = ANY (p_event_ids)
                    -- one word is a name only where it is not a common word, and written otherwise than in small letters alone
                    AND (strpos(n.name, ' ') > 0 OR (
                        n.name !~ '^([0-9]+|.)$'
                        AND ts_lexize('pg_catalog.english_stem', n.name) <> '{}'
                        AND (
                            t.content !~ ('\m' || n.name || '\M')
                            OR regexp_replace(t.content, '\m' || n.name || '\M', '', 'g') ~* ('\m' || n.name || '\M')
                            OR EXISTS (  -- unless that is how it is called
                                SELECT FROM relationship_engine.entity e
                                WHERE e.graph_id = p_graph_id AND e.id = b.entity_id
                                    AND (e.title = n.name OR e.metadata -> 'aliases' ? n.name)))))
            ) h
            -- who deletes one that is there is not waited for
            WHERE NOT EXISTS (
                SELECT FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.event_id = h.event_id AND m.entity_id = h.entity_id)
            ORDER BY 2, 3
            ON CONFLICT (graph_id, event_id, entity_id) DO NOTHING;
            GET DIAGNOSTICS v_count = ROW_COUNT;
            EXIT;
        EXCEPTION WHEN foreign_key_violation THEN
            IF v_try = 3 THEN  -- an entity was deleted just now: once more without it
                RAISE;
            END IF;
        END;
    END LOOP;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.link_mentions(bigint, uuid [], boolean) IS
'Writes a mention for each entity whose name stands in the text of the given events (its first 8,000 characters): whole '
'words, longest name first, by index. A single word counts only if it is written as a name (with a capital, or as title or '
'alias have it), and is no stop word; a name '
'that several entities bear is left out, unless it is the title of just one. Returns the mentions that are new. '
'p_is_changed: they have another text than before, so the mentions that were found in that go. '
'Events are linked when they arrive or change, and again in the next nightly, which knows later names.';
