CREATE OR REPLACE FUNCTION relationship_engine.mark_common_names(p_graph_id bigint, p_events integer DEFAULT 500)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_determiners text[] := ARRAY(SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind = 'determiner');
    v_stop_words text[] := ARRAY(SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind = 'stop_word');
    v_changed bigint;
    v_held_back uuid[];
    v_withdrawn record;
BEGIN
    WITH token AS MATERIALIZED (
        SELECT t.word, relationship_engine.token_key(t.word) AS key, t.gap,
            lag(relationship_engine.token_key(t.word)) OVER w AS former,
            lead(relationship_engine.token_key(t.word)) OVER w AS next, lead(t.gap) OVER w AS gap_after
        FROM (
            SELECT v.id, left(relationship_engine.event_text(v.payload), 4000) AS text
            FROM relationship_engine.raw_events v
            WHERE v.graph_id = p_graph_id
            ORDER BY v.created_at DESC
            LIMIT p_events
        ) v
        CROSS JOIN LATERAL relationship_engine.tokenize(v.text) t
        WINDOW w AS (PARTITION BY v.id ORDER BY t.i)
    ), counted AS MATERIALIZED (
        SELECT t.key, count(*) AS n, count(*) FILTER (WHERE t.word = t.key) AS n_small,
            count(*) FILTER (WHERE t.word <> t.key AND t.former IS NOT NULL AND t.gap !~ '[.!?:;•"“\n]') AS n_capital,
            -- "the file is", but not "the git command"
            count(*) FILTER (WHERE t.word = t.key AND t.former = ANY (v_determiners)
                AND (t.gap_after !~ '^\s*$' OR t.next = '' OR t.next = ANY (v_stop_words))) AS n_determined
        FROM token t
        WHERE t.key <> ''
        GROUP BY t.key
    ), inflected AS MATERIALIZED (
        -- names are not inflected: plurals, past tenses and participles of English, unless they are names themselves
        SELECT x.key, sum(f.n_small) AS n_small
        FROM (
            SELECT DISTINCT n.key
            FROM counted c
            JOIN relationship_engine.entity_name n ON n.graph_id = p_graph_id AND n.key = c.key AND n.style = 'free'
        ) x
        CROSS JOIN LATERAL (
            SELECT DISTINCT u.key
            FROM unnest(ARRAY[x.key, regexp_replace(x.key, 'e$', ''), x.key || right(x.key, 1),
                regexp_replace(x.key, '([^aeiou])y$', '\1i')]) AS stem (word)
            CROSS JOIN unnest(ARRAY['s', 'es', 'ed', 'ing']) AS ending (word)
            CROSS JOIN LATERAL (SELECT stem.word || ending.word AS key) u
        ) form
        JOIN counted f ON f.key = form.key
        WHERE NOT EXISTS (
            SELECT FROM relationship_engine.entity_name o WHERE o.graph_id = p_graph_id AND o.key = form.key)
        GROUP BY x.key
    ), judged AS (
        SELECT n.key, n.entity_id, n.is_common AS was_common,
            CASE
                WHEN e.metadata ->> 'is_name' = 'true' THEN false
                -- spelled with a capital, yet written small more often than not
                WHEN n.style = 'capital' THEN c.n_small >= 3 AND c.n_small > c.n_capital
                -- spelled small, and said as common words are: "the file", "every time", "files", "timed"
                ELSE c.n_determined + coalesce(i.n_small, 0) >= greatest(3, 0.2 * c.n_small) END AS is_common
        FROM counted c
        JOIN relationship_engine.entity_name n ON n.graph_id = p_graph_id AND n.key = c.key
            AND n.style IN ('free', 'capital')
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = n.entity_id
        LEFT JOIN inflected i ON i.key = n.key AND n.style = 'free'
        WHERE c.n >= 3
    ), locked AS MATERIALIZED (
        SELECT n.key, n.entity_id
        FROM judged j
        JOIN relationship_engine.entity_name n
            ON n.graph_id = p_graph_id AND n.key = j.key AND n.entity_id = j.entity_id
        WHERE j.is_common <> j.was_common
        ORDER BY n.key, n.entity_id
        FOR UPDATE OF n SKIP LOCKED
    ), marked AS (
        UPDATE relationship_engine.entity_name n SET is_common = NOT n.is_common
        FROM locked l
        WHERE n.graph_id = p_graph_id AND n.key = l.key AND n.entity_id = l.entity_id
        RETURNING n.entity_id, n.is_common, n.style
    )
    SELECT count(*), array_agg(m.entity_id) FILTER (WHERE m.is_common AND m.style = 'free')
    INTO v_changed, v_held_back
    FROM marked m;
    -- what texts said of those that have no other name was about the word
    WITH withdrawn AS (
        DELETE FROM relationship_engine.mention m
        WHERE m.graph_id = p_graph_id AND m.entity_id = ANY (v_held_back) AND m.origin = 'text' AND NOT EXISTS (
            SELECT FROM relationship_engine.entity_name n
            WHERE n.graph_id = p_graph_id AND n.entity_id = m.entity_id AND NOT (n.is_common AND n.style = 'free'))
        RETURNING m.event_id, m.entity_id
    )
    SELECT array_agg(w.event_id) AS event_ids, array_agg(w.entity_id) AS entity_ids
    INTO v_withdrawn
    FROM withdrawn w;
    PERFORM relationship_engine.retract_events(p_graph_id, v_withdrawn.event_ids, false, v_withdrawn.entity_ids);
    RETURN v_changed;
END
$function$;

COMMENT ON FUNCTION relationship_engine.mark_common_names(bigint, integer) IS
'Building block: finds the names of one word that are common words in the texts of the graph, and holds them back '
'(entity_name.is_common): a title spelled small, such as the package "file", which texts inflect ("files") or put an '
'article before, is no longer found in texts; one spelled with a capital, such as Target, not at the beginning of a '
'sentence. Counts the latest p_events texts, up to 4,000 characters of each: 0.4 s for 500. A word that no longer '
'looks common is a name again; an entity with {"is_name": true} in its metadata is never held back. Deletes the text '
'mentions of entities of no other name, and retracts what was learned from them (see retract_events). Returns the '
'number of names that changed. The nightly calls it when there are new events.';
