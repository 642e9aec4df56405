CREATE OR REPLACE FUNCTION relationship_engine.screen_candidates(
    p_graph_id bigint, p_candidates relationship_engine.candidate [], p_left bigint DEFAULT 1000000000,
    p_proposed_by text DEFAULT NULL, p_is_import boolean DEFAULT false
)
RETURNS TABLE (candidate relationship_engine.candidate, reason text)
LANGUAGE sql STABLE
AS $function$
    WITH fresh AS (
        SELECT DISTINCT ON (c.from_id, c.to_id, c.kind, c.strategy, c.context) c.*, k.is_known
        -- the order of the index: neighbours are looked up one after another
        FROM (
            SELECT * FROM relationship_engine.normalize_candidates(p_graph_id, p_candidates, p_is_import) c
            ORDER BY c.from_id, c.to_id, c.kind, c.strategy, c.context, c.confidence DESC NULLS LAST,
                c.gain DESC NULLS LAST
        ) c
        LEFT JOIN LATERAL (
            SELECT true AS is_known
            FROM relationship_engine.edge_store e
            WHERE e.graph_id = p_graph_id AND e.from_id = c.from_id AND e.to_id = c.to_id AND e.kind = c.kind
                AND (e.pruned_by_run IS NULL OR e.strategies <> '{}')
            LIMIT 1
        ) k ON true
        -- most candidates have no edge, and so no evidence; an edge that was only ended or denied is not visible
        WHERE k.is_known IS NULL AND (c.detail ->> 'effect' IN ('ends', 'denies')) IS NOT TRUE OR NOT EXISTS (
            SELECT FROM relationship_engine.evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = c.from_id AND v.to_id = c.to_id
                AND v.kind = c.kind AND v.strategy = c.strategy AND v.context = c.context AND v.retracted_by IS NULL)
        ORDER BY c.from_id, c.to_id, c.kind, c.strategy, c.context, c.confidence DESC NULLS LAST, c.gain DESC NULLS LAST
    ), checked AS MATERIALIZED (
        SELECT f.*, coalesce(s.is_inferred, false) AS is_inferred,
            least(s.max_edges_per_entity, b.max_edges_per_entity) AS cap,
            -- Caps limit new edges, not reinforcement. An import is a person's decision, not a proposal of the engine.
            NOT p_is_import AND f.is_known IS NULL
                AND (f.detail ->> 'effect' IN ('ends', 'denies')) IS NOT TRUE AS is_new,
            NOT p_is_import AND (
                'shadow' IN (g.mode, s.mode, b.mode) OR s.is_queued AND 'off' IN (g.mode, s.mode)
                OR f.detail ->> 'rule' = ANY (ARRAY(
                    SELECT r.id::text FROM relationship_engine.pattern_rule r WHERE r.graph_id = p_graph_id
                        AND r.shadow))
            ) AS is_shadow,
            CASE
                -- what a queue brings was asked for and paid before: it waits, as in shadow
                WHEN (g.mode = 'off' AND NOT p_is_import OR 'off' IN (s.mode, b.mode)) AND s.is_queued IS NOT TRUE
                    THEN 'off'
                WHEN f.kind IS NULL OR f.strategy IS NULL OR f.context IS NULL THEN 'bad_kind'
                WHEN f.confidence IS NULL OR f.gain IS NULL THEN 'bad_number'
                WHEN f.from_id = f.to_id THEN 'self_loop'
                WHEN NOT EXISTS (
                    SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = f.from_id)
                    OR NOT EXISTS (
                    SELECT FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = f.to_id)
                    THEN 'unknown_entity'
                WHEN EXISTS (
                    SELECT FROM relationship_engine.rejection x
                    LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = x.run_id
                    WHERE x.graph_id = p_graph_id AND x.from_id = f.from_id AND x.to_id = f.to_id AND x.kind = f.kind
                        AND x.strategy = f.strategy AND x.context = f.context AND u.status IS DISTINCT FROM 'undone')
                    THEN 'rejected'
                -- of what its event ends or denies, an event states nothing, unless the one who said so found both
                WHEN f.event_id IS NOT NULL AND EXISTS (
                    SELECT FROM relationship_engine.evidence v
                    WHERE v.graph_id = p_graph_id AND v.from_id = f.from_id AND v.to_id = f.to_id AND v.kind = f.kind
                        AND v.effect IN ('ends', 'denies') AND v.retracted_by IS NULL AND v.event_id = f.event_id
                        AND v.strategy <> f.strategy)
                    THEN 'denied'
                -- a detector's own reason to hold it back
                WHEN f.detail ? 'hold' THEN f.detail ->> 'hold'
                WHEN NOT p_is_import
                    AND f.confidence < greatest(g.min_confidence, s.min_confidence, b.min_confidence)
                    THEN 'low_confidence'
            END AS flaw
        FROM fresh f
        JOIN relationship_engine.graph g ON g.id = p_graph_id
        LEFT JOIN relationship_engine.strategy_setting s ON s.graph_id = p_graph_id AND s.strategy = f.strategy
        LEFT JOIN relationship_engine.strategy_setting b ON b.graph_id = p_graph_id AND b.strategy = p_proposed_by
    ), placed AS (
        SELECT c.*, row_number() OVER (PARTITION BY c.strategy, c.from_id) AS place,
            -- a new edge with several observations ranks by the most confident one
            max(c.confidence) FILTER (WHERE c.flaw IS NULL AND c.is_new)
                OVER (PARTITION BY c.strategy, c.from_id, c.to_id, c.kind) AS best
        FROM checked c
    ), capped AS (
        SELECT p.*,
            -- the edges that its strategy leads away from there already are counted once
            coalesce(p.is_new AND dense_rank() OVER (
                PARTITION BY p.strategy, p.from_id ORDER BY p.best DESC NULLS LAST, p.to_id, p.kind
            ) + max(
                CASE
                    WHEN p.place > 1 OR p.cap IS NULL THEN NULL
                    WHEN p.is_inferred THEN (
                        -- the index of these does without the table
                        SELECT count(*) FROM relationship_engine.edge_store e
                        WHERE e.graph_id = p_graph_id AND e.from_id = p.from_id AND e.pruned_by_run IS NULL
                            AND e.is_inferred AND p.strategy = ANY (e.strategies))
                    ELSE (
                        SELECT count(*) FROM relationship_engine.edge_store e
                        WHERE e.graph_id = p_graph_id AND e.from_id = p.from_id AND e.pruned_by_run IS NULL
                            AND p.strategy = ANY (e.strategies))
                END) OVER (PARTITION BY p.strategy, p.from_id) > p.cap, false) AS is_over_cap
        FROM placed p
    )
    -- The row is made last: a whole-row reference would normalize each candidate twice.
    SELECT (c.from_id, c.to_id, c.kind, c.strategy, c.context, c.confidence, c.importance, c.gain, c.is_symmetric,
        c.is_exclusive, c.event_id, c.start_date, c.end_date, c.description, c.detail)::relationship_engine.candidate,
        CASE
            -- an ending that may not be learned is no proposal of an edge
            WHEN (c.flaw IS NOT NULL OR c.is_shadow) AND c.detail ->> 'effect' IN ('ends', 'denies') THEN 'off'
            WHEN c.flaw IS NOT NULL THEN c.flaw
            WHEN c.is_over_cap THEN 'capped'
            WHEN c.is_new AND p_left < dense_rank() OVER (
                ORDER BY CASE WHEN NOT c.is_over_cap THEN c.best END DESC NULLS LAST, c.from_id, c.to_id, c.kind)
                THEN 'run_full'
            WHEN c.is_shadow THEN 'shadow'
        END
    FROM capped c
$function$;

COMMENT ON FUNCTION relationship_engine.screen_candidates(
    bigint, relationship_engine.candidate [], bigint, text, boolean) IS
'What learn() says of candidates, cleaned: those that are fresh, each with the reason why it may not become evidence '
'(null: it may; off: not even a proposal). p_left: how many new edges its run may still make; p_proposed_by '
'and p_is_import as in learn(). Reads only. Without SET: it is inlined.';
