CREATE OR REPLACE FUNCTION relationship_engine.compare_legacy(p_graph_id bigint DEFAULT 1, p_examples integer DEFAULT 3)
RETURNS TABLE (
    kind text,
    agree bigint,
    only_new bigint,
    only_old bigint,
    other_kind bigint,
    weight_difference double precision,
    largest_weight_difference double precision,
    confidence_difference double precision,
    largest_confidence_difference double precision,
    examples jsonb
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    RETURN QUERY
    WITH said AS (
        SELECT v.from_id, v.to_id, v.kind, v.strategy IN ('legacy', 'application') AS is_old,
            v.gain * exp(greatest(e.rate * (v.clock - g.decay_clock), -700)) AS weight, v.confidence
        FROM relationship_engine.graph g
        JOIN relationship_engine.edge_store e ON e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
        JOIN relationship_engine.counting_evidence v
            ON v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
        WHERE g.id = p_graph_id AND v.strategy <> 'review'
        UNION ALL  -- candidates that shadow mode held back
        SELECT p.from_id, p.to_id, p.kind, false, 1, p.confidence
        FROM relationship_engine.proposal p
        WHERE p.graph_id = p_graph_id AND p.reason = 'shadow' AND NOT EXISTS (
            SELECT FROM relationship_engine.counting_evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = p.from_id AND v.to_id = p.to_id AND v.kind = p.kind
                AND v.strategy = p.strategy AND v.context = p.context)
    ), pair AS MATERIALIZED (
        SELECT s.from_id, s.to_id, s.kind, bool_or(s.is_old) AS is_old, bool_or(NOT s.is_old) AS is_new,
            sum(s.weight) FILTER (WHERE NOT s.is_old) - sum(s.weight) FILTER (WHERE s.is_old) AS weight,
            max(s.confidence) FILTER (WHERE NOT s.is_old) - max(s.confidence) FILTER (WHERE s.is_old) AS confidence
        FROM said s
        GROUP BY s.from_id, s.to_id, s.kind
    ), named AS (
        SELECT p.*, CASE WHEN p.is_old AND p.is_new THEN 'agree' WHEN p.is_new THEN 'only_new'
            ELSE 'only_old' END AS verdict,
            p.is_old AND NOT p.is_new AND EXISTS (
                SELECT FROM pair o
                WHERE o.is_new AND o.kind <> p.kind
                    AND (o.from_id = p.from_id AND o.to_id = p.to_id OR o.from_id = p.to_id AND o.to_id = p.from_id))
                AS is_otherwise
        FROM pair p
    ), example AS (
        SELECT x.kind, x.verdict, jsonb_agg(x.words ORDER BY x.nth) AS words
        FROM (
            SELECT n.kind, n.verdict, n.nth,
                concat(f.title, ' -', n.kind, '-> ', t.title) AS words
            FROM (
                SELECT n.*, row_number() OVER (
                    PARTITION BY n.kind, n.verdict ORDER BY abs(n.weight) DESC NULLS LAST, n.from_id, n.to_id) AS nth
                FROM named n
            ) n
            JOIN relationship_engine.entity f ON f.graph_id = p_graph_id AND f.id = n.from_id
            JOIN relationship_engine.entity t ON t.graph_id = p_graph_id AND t.id = n.to_id
            WHERE n.nth <= p_examples
        ) x
        GROUP BY x.kind, x.verdict
    )
    SELECT n.kind, count(*) FILTER (WHERE n.verdict = 'agree'), count(*) FILTER (WHERE n.verdict = 'only_new'),
        count(*) FILTER (WHERE n.verdict = 'only_old'), count(*) FILTER (WHERE n.is_otherwise),
        avg(n.weight), (array_agg(n.weight ORDER BY abs(n.weight) DESC NULLS LAST))[1],
        avg(n.confidence), (array_agg(n.confidence ORDER BY abs(n.confidence) DESC NULLS LAST))[1],
        (SELECT coalesce(jsonb_object_agg(x.verdict, x.words), '{}') FROM example x WHERE x.kind = n.kind)
    FROM named n
    GROUP BY n.kind
    ORDER BY count(*) DESC, n.kind;
END
$function$;

COMMENT ON FUNCTION relationship_engine.compare_legacy(bigint, integer) IS
'Compares the edges of a legacy system (evidence of the strategies legacy, by import or mirror, and application, '
'through the view edge) with the edges that the engine found (live edges, and in shadow mode its proposals with '
'weight 1). One row per kind: edges of both, only new, only old; other_kind: edges for which the engine has a '
'different kind. Differences are new minus old over edges of both: average and maximum. examples: a few edges of each '
'group. Errors: no_data_found.';
