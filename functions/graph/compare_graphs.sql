CREATE OR REPLACE FUNCTION relationship_engine.compare_graphs(p_a bigint, p_b bigint)
RETURNS TABLE (section text, item text, a jsonb, b jsonb)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    PERFORM relationship_engine.require_graph(i.id) FROM unnest(ARRAY[p_a, p_b]) AS i (id);

    RETURN QUERY
    SELECT 'setting', k.key, k.value, y.value -> k.key
    FROM (SELECT to_jsonb(g) AS value FROM relationship_engine.graph g WHERE g.id = p_a) x
    CROSS JOIN (SELECT to_jsonb(g) AS value FROM relationship_engine.graph g WHERE g.id = p_b) y
    CROSS JOIN LATERAL jsonb_each(x.value) k
    WHERE k.key NOT IN ('id', 'name', 'created_at', 'updated_at', 'purged_at') AND k.value IS DISTINCT
        FROM y.value -> k.key
    ORDER BY k.key;

    RETURN QUERY
    WITH setting AS (
        SELECT s.graph_id, s.strategy || ' ' || k.key AS item, k.value
        FROM relationship_engine.strategy_setting s
        CROSS JOIN LATERAL jsonb_each(to_jsonb(s)) k
        WHERE s.graph_id IN (p_a, p_b) AND k.key NOT IN ('graph_id', 'strategy', 'updated_at')
    )
    SELECT 'strategy', coalesce(x.item, y.item), x.value, y.value
    FROM (SELECT * FROM setting s WHERE s.graph_id = p_a) x
    FULL JOIN (SELECT * FROM setting s WHERE s.graph_id = p_b) y ON y.item = x.item
    WHERE x.value IS DISTINCT FROM y.value
    ORDER BY 2;

    RETURN QUERY
    WITH setting AS (
        SELECT s.graph_id, s.kind || ' ' || k.key AS item, k.value
        FROM relationship_engine.kind_setting s
        CROSS JOIN LATERAL jsonb_each(to_jsonb(s)) k
        WHERE s.graph_id IN (p_a, p_b) AND k.key NOT IN ('graph_id', 'kind', 'updated_at')
        UNION ALL
        SELECT a.graph_id, a.alias || ' alias', to_jsonb(a.kind)
        FROM relationship_engine.kind_alias a
        WHERE a.graph_id IN (p_a, p_b)
    )
    SELECT 'kind', coalesce(x.item, y.item), x.value, y.value
    FROM (SELECT * FROM setting s WHERE s.graph_id = p_a) x
    FULL JOIN (SELECT * FROM setting s WHERE s.graph_id = p_b) y ON y.item = x.item
    WHERE x.value IS DISTINCT FROM y.value
    ORDER BY 2;

    RETURN QUERY
    WITH edge AS (
        SELECT e.graph_id, e.from_id, e.to_id, e.kind, e.confidence, e.pruned_by_run IS NULL AS is_live,
            exp(greatest(e.log_weight - e.rate * g.decay_clock, -700)) AS weight
        FROM relationship_engine.edge_store e
        JOIN relationship_engine.graph g ON g.id = e.graph_id
        WHERE e.graph_id IN (p_a, p_b) AND g.id IN (p_a, p_b)
            AND (e.pruned_by_run IS NULL OR e.strategies <> '{}')
    ), pair AS (
        SELECT coalesce(x.kind, y.kind) AS kind, x.weight AS x, y.weight AS y
        FROM (SELECT * FROM edge e WHERE e.graph_id = p_a AND e.is_live) x
        FULL JOIN (SELECT * FROM edge e WHERE e.graph_id = p_b AND e.is_live) y
            ON y.from_id = x.from_id AND y.to_id = x.to_id AND y.kind = x.kind
    ), figure AS (
        SELECT g.id, i.place, i.item, i.value
        FROM relationship_engine.graph g
        CROSS JOIN LATERAL (
            SELECT count(*) FILTER (WHERE e.is_live) AS live, count(*) FILTER (WHERE NOT e.is_live) AS pruned,
                sum(e.weight) FILTER (WHERE e.is_live) AS weight, avg(e.confidence)
                    FILTER (WHERE e.is_live) AS confidence
            FROM edge e WHERE e.graph_id = g.id
        ) e
        CROSS JOIN LATERAL (VALUES
            (1, 'entities', (SELECT count(*) FROM relationship_engine.entity n WHERE n.graph_id = g.id)::numeric),
            (2, 'events', (SELECT count(*) FROM relationship_engine.raw_events n WHERE n.graph_id = g.id)),
            (3, 'mentions', (SELECT count(*) FROM relationship_engine.mention n WHERE n.graph_id = g.id)),
            (4, 'evidence', (SELECT count(*) FROM relationship_engine.counting_evidence n WHERE n.graph_id = g.id)),
            (5, 'proposals', (SELECT count(*) FROM relationship_engine.proposal n WHERE n.graph_id = g.id)),
            (6, 'live edges', e.live),
            (7, 'pruned edges', e.pruned),
            (8, 'sum of weights', trim_scale(round(e.weight::numeric, 6))),
            (9, 'mean weight', trim_scale(round((e.weight / nullif(e.live, 0))::numeric, 6))),
            (10, 'mean confidence', trim_scale(round(e.confidence::numeric, 6))),
            (11, 'merged entities', (SELECT count(*) FROM relationship_engine.merged_entity n
                WHERE n.graph_id = g.id AND n.into_id IS NOT NULL))
        ) AS i (place, item, value)
        WHERE g.id IN (p_a, p_b)
    )
    SELECT r.section, r.item, to_jsonb(r.x), to_jsonb(r.y)
    FROM (
        SELECT 1 AS part, f.place::numeric, 'count' AS section, f.item, f.value AS x, o.value AS y
        FROM figure f JOIN figure o ON o.id = p_b AND o.place = f.place
        WHERE f.id = p_a
        UNION ALL
        SELECT 2, -greatest(count(p.x), count(p.y)), 'edges of kind', p.kind, count(p.x), count(p.y)
        FROM pair p GROUP BY p.kind
        UNION ALL
        SELECT 3, i.place, 'edges', i.item, i.x, i.y
        FROM (
            SELECT count(*) FILTER (WHERE p.y IS NULL) AS only_x, count(*) FILTER (WHERE p.x IS NULL) AS only_y,
                count(p.x + p.y) AS both, count(*) FILTER (WHERE p.x > p.y * 1.000001) AS more_x,
                count(*) FILTER (WHERE p.y > p.x * 1.000001) AS more_y
            FROM pair p
        ) c
        CROSS JOIN LATERAL (VALUES
            (1, 'in both', c.both, c.both), (2, 'only here', c.only_x, c.only_y),
            (3, 'in both, stronger here', c.more_x, c.more_y)) AS i (place, item, x, y)
    ) r
    ORDER BY r.part, r.place, r.item;
END
$function$;

COMMENT ON FUNCTION relationship_engine.compare_graphs(bigint, bigint) IS
'Compares the current state of two graphs: settings of the graph, its strategies and kinds that differ, counts '
'(entities, events, mentions, evidence, proposals, edges, weights, confidence), live edges by kind, and the numbers of '
'edges that both have (same ends by id, same kind), that only one has, or that have a higher weight in one. a and b '
'are numbers, except for settings. Only reads. Errors: no_data_found.';
