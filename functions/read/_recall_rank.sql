CREATE OR REPLACE FUNCTION relationship_engine._recall_rank(
    p_graph_id bigint, p_score_sql text, p_embedding real [], p_words tsquery [], p_event_ids uuid [],
    p_scores double precision [], p_times timestamptz [], p_gain_ids uuid [], p_gains double precision [],
    p_via_ids uuid [], p_since timestamptz, p_until timestamptz, p_limit integer
)
RETURNS TABLE (
    event_id uuid, score double precision, own double precision, gain double precision, via_id uuid,
    near_id uuid, bonus double precision
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_graph relationship_engine.graph;
    v_power double precision;
    -- a lexeme that stands before all others, so that a phrase can ask for the first word
    v_first constant tsvector := '''|'':1';
    v_begins tsquery := (
        SELECT format('''|'' <-> (%s)', string_agg(w.word::text, '|'))::tsquery
        FROM unnest(p_words) AS w (word)
        HAVING count(*) > 0);
    v_between text := CASE WHEN p_since IS NOT NULL OR p_until IS NOT NULL THEN
        ' AND t.occurred_at >= coalesce($8, ''-infinity'') AND t.occurred_at <= coalesce($9, ''infinity'')' ELSE '' END;
BEGIN
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    -- what is said in a conversation names few entities, and the same ones all the time: there the graph counts less
    v_power := coalesce(v_graph.recall_graph_power, CASE WHEN EXISTS (
        SELECT FROM relationship_engine.event_text b
        JOIN relationship_engine.event_text o
            ON o.graph_id = p_graph_id AND o.event_id <> b.event_id
            AND o.occurred_at BETWEEN b.occurred_at - v_graph.recall_near_window
            AND b.occurred_at + v_graph.recall_near_window
        WHERE b.graph_id = p_graph_id AND b.event_id = p_event_ids[1]) THEN 1 ELSE 2 END);
    RETURN QUERY EXECUTE format(
        $query$
            WITH gained AS MATERIALIZED (
                SELECT * FROM unnest($3, $4, $5) AS x (event_id, gain, via_id)
            ), found AS MATERIALIZED (
                SELECT x.event_id, x.occurred_at, x.via_id, x.own, x.gain, x.is_unnamed,
                    (x.own + 0.15) * power(power(x.gain, 0.3) + 0.3, $6) AS score
                FROM (
                    SELECT c.event_id, c.occurred_at, g.via_id, c.own, n.is_unnamed,
                        coalesce(g.gain, CASE WHEN n.is_unnamed THEN 0.6 * c.own ELSE 0 END) AS gain
                    FROM (
                        SELECT u.event_id, u.occurred_at, u.own
                        FROM unnest($1, $13, $12) AS u (event_id, occurred_at, own)
                        UNION ALL
                        SELECT t.event_id, t.occurred_at, %2$s
                        FROM (SELECT g.event_id FROM gained g EXCEPT SELECT unnest($1)) g
                        JOIN relationship_engine.event_text t ON t.graph_id = %1$s AND t.event_id = g.event_id%3$s
                    ) c
                    LEFT JOIN gained g ON g.event_id = c.event_id
                    -- an event in which no name is known is neither raised nor lowered by the graph
                    CROSS JOIN LATERAL (SELECT g.event_id IS NULL AND ($6 = 0 OR NOT EXISTS (
                        SELECT FROM relationship_engine.mention m
                        WHERE m.graph_id = %1$s AND m.event_id = c.event_id)) AS is_unnamed OFFSET 0) n
                ) x
            ), best AS MATERIALIZED (
                SELECT f.*
                FROM found f
                WHERE f.occurred_at IS NOT NULL AND $7 > 0
                ORDER BY f.score DESC, f.event_id
                LIMIT 50
            ), around AS MATERIALIZED (  -- what came just before and after
                SELECT b.event_id AS near_id, t.event_id, t.lexemes, t.place
                FROM best b
                CROSS JOIN LATERAL (
                    (
                        SELECT t.event_id, t.lexemes,
                            row_number() OVER (ORDER BY t.occurred_at DESC, t.event_id DESC) AS place
                        FROM relationship_engine.event_text t
                        WHERE t.graph_id = %1$s AND (t.occurred_at, t.event_id) < (b.occurred_at, b.event_id)
                            AND t.occurred_at >= b.occurred_at - $10%3$s
                        ORDER BY t.occurred_at DESC, t.event_id DESC
                        LIMIT 5
                    )
                    UNION ALL
                    (
                        SELECT t.event_id, t.lexemes,
                            row_number() OVER (ORDER BY t.occurred_at, t.event_id)
                        FROM relationship_engine.event_text t
                        WHERE t.graph_id = %1$s AND (t.occurred_at, t.event_id) > (b.occurred_at, b.event_id)
                            AND t.occurred_at <= b.occurred_at + $10%3$s
                        ORDER BY t.occurred_at, t.event_id
                        LIMIT 5
                    )
                ) t
            ), passage AS MATERIALIZED (
                -- words of a question are spread over what was said in turn: an event is also read with the 2 on each
                -- side. What is long is no turn, and a few such texts are more than a tsvector holds.
                SELECT b.event_id, (w.own + 0.15)
                    * power(power(CASE WHEN b.is_unnamed THEN 0.6 * w.own ELSE b.gain END, 0.3) + 0.3, $6) AS score
                FROM best b
                JOIN relationship_engine.event_text e ON e.graph_id = %1$s AND e.event_id = b.event_id
                    AND length(e.lexemes) <= 1000
                JOIN (
                    SELECT a.near_id, array_agg(a.lexemes) AS others
                    FROM around a
                    WHERE a.place <= 2 AND length(a.lexemes) <= 1000
                    GROUP BY a.near_id
                ) n ON n.near_id = b.event_id
                CROSS JOIN LATERAL (
                    SELECT e.embedding, e.lexemes || n.others[1] || coalesce(n.others[2], '')
                        || coalesce(n.others[3], '')
                        || coalesce(n.others[4], '') AS lexemes
                    OFFSET 0
                ) t
                CROSS JOIN LATERAL (SELECT 0.3 * b.own + 0.7 * %2$s AS own OFFSET 0) w
            ), near AS MATERIALIZED (  -- the best neighbour counts, not their sum
                SELECT DISTINCT ON (a.event_id) a.event_id, a.near_id,
                    $7 * coalesce(p.score, b.score) * power(0.8, a.place - 1) AS bonus
                FROM around a
                JOIN best b ON b.event_id = a.near_id
                LEFT JOIN passage p ON p.event_id = a.near_id
                ORDER BY a.event_id, bonus DESC
            ), added AS (
                SELECT n.event_id, n.near_id, n.bonus, o.own
                FROM (
                    SELECT n.*
                    FROM near n
                    WHERE NOT EXISTS (SELECT FROM found f WHERE f.event_id = n.event_id)
                    ORDER BY n.bonus DESC, n.event_id
                    LIMIT greatest(100, 2 * $11)
                ) n
                JOIN relationship_engine.event_text t ON t.graph_id = %1$s AND t.event_id = n.event_id
                CROSS JOIN LATERAL (SELECT %2$s AS own OFFSET 0) o
            ), scored AS (
                SELECT f.event_id, f.via_id, f.own, f.gain, coalesce(p.score, f.score) AS score,
                    coalesce(n.bonus, 0) AS bonus, n.near_id
                FROM found f
                LEFT JOIN passage p ON p.event_id = f.event_id
                LEFT JOIN near n ON n.event_id = f.event_id
                UNION ALL
                SELECT a.event_id, NULL, a.own, 0, (a.own + 0.15) * power(0.3, $6), a.bonus, a.near_id
                FROM added a
            )
            -- a text begins with what it is about: who speaks, or its title
            SELECT s.event_id, s.total * CASE WHEN ($14 || t.lexemes) @@ $15 THEN 1.4 ELSE 1 END AS score, s.own,
                s.gain, s.via_id, s.near_id, s.bonus
            FROM (
                SELECT s.*, s.score + s.bonus AS total
                FROM scored s
                ORDER BY total DESC, s.event_id
                LIMIT greatest(50, $11)
            ) s
            JOIN relationship_engine.event_text t ON t.graph_id = %1$s AND t.event_id = s.event_id
            ORDER BY score DESC, s.event_id
            LIMIT $11
        $query$, p_graph_id, p_score_sql, v_between)
    USING p_event_ids, p_embedding, p_gain_ids, p_gains, p_via_ids, v_power,
        v_graph.recall_near_share, p_since, p_until, v_graph.recall_near_window, p_limit, p_scores, p_times,
        v_first, v_begins;
END
$function$;

COMMENT ON FUNCTION relationship_engine._recall_rank(
    bigint, text, real [], tsquery [], uuid [], double precision [], timestamptz [], uuid [], double precision [],
    uuid [], timestamptz, timestamptz, integer
) IS
'The best p_limit events of those that match (p_event_ids, with p_scores and p_times), that gain by an entity '
'(p_gain_ids), or that came '
'within graph.recall_near_window of one of the best 50, the next 5 on each side: score = (own + 0.15) * (gain^0.3 + '
'0.3)^power, and a share of the best neighbour''s score. For the best 50, own is 0.3 of the event''s match and 0.7 of '
'that of the text with the 2 events before and after it. Where graph.recall_graph_power is null, power is 1 if another '
'event happened within that window of the best match (a conversation), else 2. Of the best 50, those that begin with '
'a word of the question (p_words) count 1.4 times. own and gain are 0..1; via_id: the '
'entity that gives most; near_id: the neighbour.';
