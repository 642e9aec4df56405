CREATE OR REPLACE FUNCTION relationship_engine.recall(
    p_question text,
    p_graph_id bigint DEFAULT 1,
    p_embedding schema_of_vector.vector DEFAULT NULL,
    p_limit integer DEFAULT 10,
    p_token_budget integer DEFAULT NULL,
    p_as_of timestamptz DEFAULT NULL,
    p_since timestamptz DEFAULT NULL,
    p_until timestamptz DEFAULT NULL,
    p_kinds text [] DEFAULT NULL
)
RETURNS TABLE (kind text, id uuid, score double precision, content text, why jsonb, tokens integer)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_until timestamptz := least(p_until, p_as_of);
    v_vector real[] := p_embedding::real[];
    v_match record;
    v_entity_ids uuid[];
    v_weights double precision[];
    v_named_ids uuid[];
    v_entities jsonb;
    v_gain record;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF coalesce(p_limit, 10) NOT BETWEEN 1 AND 1000 OR p_token_budget < 0 THEN
        RAISE EXCEPTION 'p_limit must be 1 to 1000 and p_token_budget 0 or more, not % and %', p_limit, p_token_budget
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave them out for 10 rows of each kind and no budget.';
    END IF;
    PERFORM relationship_engine._require_dimension(p_graph_id, v_vector);

    SELECT * INTO v_match
    FROM relationship_engine._recall_matches(p_graph_id, coalesce(p_question, ''), v_vector, p_since, v_until);
    SELECT array_agg(e.entity_id), array_agg(e.weight / e.most), array_agg(e.entity_id) FILTER (WHERE e.is_named),
        jsonb_object_agg(e.entity_id, jsonb_build_object(
        'named', nullif(e.is_named, false), 'via_id', e.via_id, 'via_kind', e.via_kind))
    INTO v_entity_ids, v_weights, v_named_ids, v_entities
    FROM (
        SELECT e.*, max(e.weight) OVER () AS most
        FROM relationship_engine._recall_entities(
            p_graph_id, coalesce(p_question, ''), v_match.event_ids, v_match.scores, p_kinds,
            p_as_of) e
        ORDER BY e.weight DESC, e.entity_id
    ) e;
    SELECT coalesce(array_agg(s.event_id), '{}') AS ids, coalesce(array_agg(s.gain), '{}') AS gains,
        coalesce(array_agg(s.via_id), '{}') AS via_ids
    INTO v_gain
    FROM relationship_engine._recall_spread(p_graph_id, v_entity_ids, v_weights) s
    WHERE v_graph.recall_graph_power IS DISTINCT FROM 0;

    RETURN QUERY
    WITH answer AS (
        SELECT 1 AS part, 'event' AS kind, r.event_id AS id, r.score,
            relationship_engine.event_text(v.payload) AS content,
            row_number() OVER (ORDER BY r.score DESC, r.event_id) AS place,
            jsonb_strip_nulls(jsonb_build_object(
                'words', (
                    SELECT jsonb_agg(trim(w.word::text, '''') ORDER BY w.place)
                    FROM unnest(v_match.words) WITH ORDINALITY AS w (word, place)
                    WHERE t.lexemes @@ w.word),
                'match', round(r.own::numeric, 3), 'graph', nullif(round(r.gain::numeric, 3), 0),
                'via', (
                    SELECT e.title FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = r.via_id),
                'near', r.near_id, 'occurred_at', t.occurred_at)) AS why
        FROM relationship_engine._recall_rank(
            p_graph_id, v_match.score_sql, v_vector, v_match.words, v_match.event_ids, v_match.scores, v_match.times,
            v_gain.ids, v_gain.gains, v_gain.via_ids, p_since, v_until, coalesce(p_limit, 10)) r
        JOIN relationship_engine.event_text t ON t.graph_id = p_graph_id AND t.event_id = r.event_id
        JOIN relationship_engine.raw_events v ON v.graph_id = p_graph_id AND v.id = r.event_id
        UNION ALL
        SELECT 2, 'entity', e.id, u.weight, concat_ws(': ', e.title, nullif(left(e.summary, 500), '')), u.place,
            jsonb_strip_nulls(jsonb_build_object(
                'type', e.type, 'named', i.item -> 'named', 'path', (
                    SELECT CASE WHEN i.item ->> 'via_kind' LIKE '^%'
                        THEN format('%s %s %s', e.title, substr(i.item ->> 'via_kind', 2), o.title)
                        ELSE format('%s %s %s', o.title, i.item ->> 'via_kind', e.title) END
                    FROM relationship_engine.entity o
                    WHERE o.graph_id = p_graph_id AND o.id = (i.item ->> 'via_id')::uuid)))
        FROM unnest(v_entity_ids, v_weights) WITH ORDINALITY AS u (entity_id, weight, place)
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = u.entity_id
        CROSS JOIN LATERAL (SELECT v_entities -> e.id::text AS item) i
        WHERE u.place <= coalesce(p_limit, 10)
        UNION ALL
        SELECT 3, 'edge', f.edge_id, f.score, f.content, f.place, f.why
        FROM relationship_engine._recall_facts(
            p_graph_id, v_entity_ids, v_weights, v_named_ids, coalesce(p_question, ''), p_kinds, p_as_of,
            coalesce(p_limit, 10))
            WITH ORDINALITY AS f (edge_id, score, content, why, place)
    ), counted AS MATERIALIZED (
        SELECT a.*, relationship_engine.count_tokens(a.content) AS tokens,
            row_number() OVER (ORDER BY a.place, a.part) AS rank
        FROM answer a
        WHERE a.content <> ''
    )
    SELECT c.kind, c.id, c.score, c.content, c.why, c.tokens
    FROM counted c
    JOIN relationship_engine._fit_budget(
        ARRAY(SELECT c.tokens FROM counted c ORDER BY c.rank), p_token_budget)
        WITH ORDINALITY AS b (is_in, rank) ON b.rank = c.rank
    WHERE b.is_in
    ORDER BY c.part, c.place;
END
$function$;

COMMENT ON FUNCTION relationship_engine.recall(
    text, bigint, schema_of_vector.vector, integer, integer, timestamptz, timestamptz, timestamptz, text []
) IS
'What a graph knows about a question: up to p_limit events, entities and edges each, the best of each first. '
'p_embedding: the question''s vector by the graph''s embedding model (null: words and graph alone). p_token_budget: '
'the most tokens that all rows together may have. p_as_of: only events until then, and facts that held then and '
'that not only later events say. p_since and p_until bound raw_events.occurred_at; events without it are then left '
'out. p_kinds: only edges of these kinds are followed and shown. Rows: kind (event, entity or edge), id, score '
'(comparable within a kind), content '
'(the event''s text, the entity''s title and summary, the edge in words with its dates), why, tokens (estimate of '
'content, see count_tokens). why of an event: words of the question in it, match (0..1, by words and vector), graph '
'(0..1, what it gains by entities), via (the entity that gives most), near (the event just before or after that '
'lifts it), occurred_at; of an entity: type, named (by the question), path (the edge that led to it); of an edge: '
'strength, weight, confidence, strategies, description, ended, evidence (ids of events). Current edges come before '
'those that have ended. No rows: no word and no name of the question is known, and no event is as near to '
'p_embedding as events are to each other. Reads only, also on a standby; row-level security holds. Errors: '
'no_data_found, invalid_parameter_value.';
