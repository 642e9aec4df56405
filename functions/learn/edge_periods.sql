CREATE OR REPLACE FUNCTION relationship_engine.edge_periods(
    p_graph_id bigint, p_edge_ids uuid [], p_known_at timestamptz DEFAULT NULL
)
RETURNS TABLE (
    edge_id uuid, is_of_role boolean, start_date date, end_date date, ended_by uuid, event_id uuid, begins_on date
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
-- a plan that was made while the tables were small would read them whole
SET enable_seqscan = off
-- all joins are hash joins or lookups by key: nested loops over the statements of thousands of edges are quadratic
SET enable_nestloop = off
SET plan_cache_mode = force_generic_plan
AS $function$
    WITH target AS MATERIALIZED (
        SELECT e.id, e.from_id, e.to_id, e.kind, k.kind IS NOT NULL AS is_functional, m.first, m.last,
            -- the dates of a role are those of its edge
            m.first IS NOT NULL OR m.last IS NOT NULL AS has_dates
        FROM relationship_engine.edge_store e
        LEFT JOIN relationship_engine.kind_setting k
            ON k.graph_id = p_graph_id AND k.kind = e.kind AND k.is_functional
        LEFT JOIN LATERAL (
            SELECT n.metadata FROM relationship_engine.entity n
            WHERE n.graph_id = p_graph_id AND n.id = e.from_id
            OFFSET 0
        ) n ON true
        CROSS JOIN LATERAL (
            SELECT lower(relationship_engine.date_span(n.metadata ->> 'start_date')) AS first,
                upper(relationship_engine.date_span(n.metadata ->> 'end_date')) - 1 AS last
            OFFSET 0
        ) m
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_edge_ids)
    ), sibling AS MATERIALIZED (
        SELECT t.id, s.from_id, s.to_id, s.kind
        FROM target t
        CROSS JOIN LATERAL relationship_engine.functional_siblings(
            p_graph_id, ARRAY[(t.from_id, t.to_id, t.kind)::relationship_engine.edge_key]) s
        WHERE t.is_functional AND (s.from_id, s.to_id) <> (t.from_id, t.to_id)
    ), statement AS MATERIALIZED (
        SELECT x.id, x.is_own, x.from_id, x.to_id, coalesce(o.is_authoritative, false) AS is_set, v.event_id,
            v.effect, v.learned_at,
            CASE WHEN v.is_exclusive AND x.has_dates THEN x.first ELSE v.start_date END AS start_date,
            CASE WHEN v.is_exclusive AND x.has_dates THEN x.last ELSE v.end_date END AS end_date,
            v.is_exclusive AND x.has_dates AS is_of_role,
            CASE WHEN isfinite(r.occurred_at) THEN r.occurred_at ELSE r.created_at END AS said_at,
            CASE WHEN isfinite(r.occurred_at) THEN (r.occurred_at AT TIME ZONE 'UTC')::date END AS day,
            -- "used to live in Oslo" states and ends it: it held before, nobody says since when
            v.event_id IS NOT NULL AND bool_or(v.effect = 'ends') OVER e AND bool_or(v.effect = 'states') OVER e
                AS is_former
        FROM (
            SELECT t.id, true AS is_own, t.from_id, t.to_id, t.kind, t.has_dates, t.first, t.last FROM target t
            UNION ALL
            SELECT s.id, false, s.from_id, s.to_id, s.kind, false, NULL, NULL FROM sibling s
        ) x
        CROSS JOIN LATERAL (
            SELECT v.* FROM relationship_engine.evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = x.from_id AND v.to_id = x.to_id AND v.kind = x.kind
            OFFSET 0
        ) v
        LEFT JOIN LATERAL (
            SELECT r.occurred_at, r.created_at FROM relationship_engine.raw_events r
            WHERE r.graph_id = p_graph_id AND r.id = v.event_id
            OFFSET 0
        ) r ON true
        LEFT JOIN relationship_engine.strategy_setting s ON s.graph_id = p_graph_id AND s.strategy = v.strategy
        LEFT JOIN relationship_engine.external_strategy o ON o.strategy = v.strategy
        WHERE v.effect IN ('states', 'ends') AND (x.is_own OR s.is_inferred IS NOT TRUE)
            AND CASE
                WHEN p_known_at IS NULL THEN v.retracted_by IS NULL
                ELSE v.learned_at <= p_known_at AND coalesce(v.retracted_at > p_known_at, true) END
        WINDOW e AS (PARTITION BY x.id, x.from_id, x.to_id, v.event_id)
    ), closing AS MATERIALIZED (
        SELECT s.*, coalesce(
                s.end_date, (s.said_at AT TIME ZONE 'UTC')::date, (s.learned_at AT TIME ZONE 'UTC')::date) AS ended_on
        FROM statement s
        WHERE s.is_own AND (s.effect = 'ends' OR s.end_date IS NOT NULL)
    ), opening AS MATERIALIZED (
        SELECT s.*, coalesce(s.start_date, s.day) AS stated_on
        FROM statement s
        WHERE s.is_own AND s.effect = 'states' AND s.end_date IS NULL
    ), survivor AS MATERIALIZED (  -- the statements that no ending contradicts
        SELECT o.id, o.event_id, o.stated_on
        FROM opening o
        WHERE NOT EXISTS (
            SELECT FROM closing c
            WHERE c.id = o.id AND NOT CASE
                WHEN o.start_date > c.ended_on THEN true
                WHEN o.said_at IS NOT NULL AND c.said_at IS NOT NULL THEN o.said_at > c.said_at
                -- by whoever was heard last, unless it speaks of an earlier day
                ELSE o.learned_at > c.learned_at AND coalesce(o.start_date, o.day, 'infinity') > c.ended_on END)
    ), last_closing AS MATERIALIZED (
        SELECT DISTINCT ON (c.id) c.id, c.ended_on, c.event_id, c.effect, c.is_set, c.is_former
        FROM closing c
        CROSS JOIN LATERAL (SELECT coalesce(c.said_at, c.learned_at) AS said_at) h
        LEFT JOIN (
            SELECT o.id, max(coalesce(o.said_at, o.learned_at)) AS said_at
            FROM opening o
            WHERE NOT o.is_former
            GROUP BY o.id
        ) o ON o.id = c.id
        -- of what was said after it was last stated: the last one with a date, or else the first, for what has ended
        -- may be told for years ("formerly of Acme")
        ORDER BY c.id, (c.is_set AND c.effect = 'states') DESC, coalesce(h.said_at >= o.said_at, true) DESC,
            c.end_date IS NOT NULL DESC,
            CASE WHEN c.end_date IS NULL THEN 1 ELSE -1 END * extract(epoch FROM h.said_at), c.ended_on DESC, c.event_id
    ), own AS MATERIALIZED (
        SELECT t.id, t.is_functional,
            v.id IS NOT NULL AS is_open, p.id IS NOT NULL AS has_opening,
            coalesce(v.stated_on, p.stated_on) AS stated_on
        FROM target t
        LEFT JOIN (SELECT s.id, max(s.stated_on) AS stated_on FROM survivor s GROUP BY s.id) v ON v.id = t.id
        LEFT JOIN (
            SELECT s.id, max(s.stated_on) FILTER (WHERE l.is_former AND NOT s.is_former) AS stated_on
            FROM opening s
            LEFT JOIN last_closing l ON l.id = s.id
            GROUP BY s.id
        ) p ON p.id = t.id
    ), rival AS MATERIALIZED (  -- the first later statement about the same source
        SELECT DISTINCT ON (s.id) s.id, s.from_id, s.to_id, s.event_id, coalesce(s.start_date, s.day) AS begins_on
        FROM statement s
        JOIN own o ON o.id = s.id AND coalesce(s.start_date, s.day) > o.stated_on
        WHERE NOT s.is_own AND s.effect = 'states'
            AND (s.start_date IS NOT NULL OR s.end_date IS NULL AND NOT s.is_former)
            AND NOT EXISTS (
            SELECT FROM survivor e WHERE e.id = s.id AND e.event_id = s.event_id)
        ORDER BY s.id, coalesce(s.start_date, s.day), s.from_id, s.to_id, s.event_id
    ), successor AS MATERIALIZED (  -- began when it took the place of another
        SELECT s.id, min(coalesce(s.start_date, s.day)) FILTER (WHERE s.is_own AND s.effect = 'states') AS begins_on
        FROM statement s
        GROUP BY s.id
        HAVING min(coalesce(s.start_date, s.day)) FILTER (WHERE s.is_own AND s.effect = 'states')
            > min(coalesce(s.start_date, s.day)) FILTER (WHERE NOT s.is_own AND s.effect = 'states')
    ), role_dates AS MATERIALIZED (
        SELECT DISTINCT s.id FROM statement s WHERE s.is_own AND s.is_of_role
    )
    SELECT t.id,
        d.id IS NOT NULL,
        CASE WHEN d.id IS NOT NULL THEN t.first END,
        CASE
            WHEN l.is_set AND l.effect = 'states' THEN l.ended_on
            WHEN NOT o.is_open THEN least(l.ended_on, CASE WHEN l.is_former THEN r.begins_on END)
            ELSE r.begins_on END,
        CASE WHEN o.is_open AND r.id IS NOT NULL THEN
            relationship_engine.edge_id(p_graph_id, r.from_id, r.to_id, t.kind) END,
        CASE WHEN o.is_open THEN r.event_id ELSE l.event_id END,
        b.begins_on
    FROM target t
    JOIN own o ON o.id = t.id
    LEFT JOIN last_closing l ON l.id = t.id
    LEFT JOIN rival r ON r.id = t.id
    LEFT JOIN role_dates d ON d.id = t.id
    LEFT JOIN successor b ON b.id = t.id
    -- of the others, refresh_edges() has taken the dates of the evidence
    WHERE num_nonnulls(d.id, r.id, b.id) > 0 OR l.effect = 'ends' OR l.id IS NOT NULL AND o.has_opening
$function$;

COMMENT ON FUNCTION relationship_engine.edge_periods(bigint, uuid [], timestamptz) IS
'Building block: the periods of those of the given edges whose period more than one statement decides. Statements are '
'ordered by the time of their event, or as they were learned if one has none, so the result does not depend on the '
'order of arrival. An edge ends with the last statement that ends it with a date (effect ends, or a statement with '
'an end), or with the first without one after it was last stated, unless a later one states it again; of a '
'functional kind it ends where the first later statement of another edge of the '
'same source begins (a date in the text, else the day of the event; never by a statement of the same event, nor '
'without dates, nor by one of what was: "used to live in" says that it ended, there if no day is known). A role gives '
'its dates to the edge of its title (is_of_role); of the others start_date is null, and follows from their evidence. '
'ended_by: that other edge; event_id: the event that ends it; begins_on: the day of its first statement, where it took '
'the place of another edge. p_known_at: only evidence that was known then; null: that counts now.';
