CREATE OR REPLACE FUNCTION relationship_engine._on_edge_insert()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
-- the plan of one edge serves later statements with many
SET enable_seqscan = off
AS $function$
DECLARE
    v_edges bigint := (SELECT count(*) FROM arrived a WHERE a.strategies = '{application}');
    v_unsettled record;
    v_ids uuid[];
BEGIN
    IF v_edges >= 1000 THEN
        -- Plans of this session that look up edges, also those of its foreign keys, may be from when there were few.
        DISCARD PLANS;
    END IF;
    IF v_edges > 0 THEN
        INSERT INTO relationship_engine.evidence
            (graph_id, from_id, to_id, kind, strategy, context, run_id, gain, step_no, confidence, importance,
            event_id, start_date, end_date, description, observed_at)
        SELECT a.graph_id, a.from_id, a.to_id, a.kind, 'application',
            coalesce('event:' || a.source_event_id, 'inserted:' || clock_timestamp()), a.id,
            1, g.decay_step_no, a.confidence, a.importance,
            a.source_event_id, a.start_date, a.end_date, a.description, clock_timestamp()
        FROM arrived a
        -- look-ups, or a plan for many rows would read the table for each single one
        CROSS JOIN LATERAL (
            SELECT g.decay_step_no FROM relationship_engine.graph g WHERE g.id = a.graph_id
            OFFSET 0
        ) g
        WHERE a.strategies = '{application}'
            AND (  -- a copied edge has its evidence; a look-up each, not a join that reads all evidence
                SELECT true FROM relationship_engine.counting_evidence v
                WHERE v.graph_id = a.graph_id AND v.from_id = a.from_id AND v.to_id = a.to_id AND v.kind = a.kind
                LIMIT 1) IS NULL
        -- All look-ups come before the first row is written, and an index is filled in its order.
        ORDER BY a.graph_id, a.from_id, a.to_id, a.kind
        ON CONFLICT (graph_id, from_id, to_id, kind, strategy, context, run_id) DO NOTHING;
    END IF;
    FOR v_unsettled IN
        SELECT e.graph_id, array_agg(e.id ORDER BY e.from_id, e.to_id, e.kind) AS ids
        FROM (
            SELECT e.graph_id, e.id, e.from_id, e.to_id, e.kind
            FROM relationship_engine.edge_store e
            WHERE e.revision = -2
            UNION ALL
            SELECT a.graph_id, a.id, a.from_id, a.to_id, a.kind  -- the clock has moved since the row got its weight
            FROM arrived a
            CROSS JOIN LATERAL (
                SELECT g.decay_clock FROM relationship_engine.graph g WHERE g.id = a.graph_id
                OFFSET 0
            ) g
            WHERE v_edges > 0 AND a.strategies = '{application}' AND a.revision = 0
                AND a.log_weight <> a.rate * g.decay_clock
                AND (  -- a copied edge has its evidence from another run
                    SELECT true FROM relationship_engine.evidence v
                    WHERE v.graph_id = a.graph_id AND v.from_id = a.from_id AND v.to_id = a.to_id AND v.kind = a.kind
                        AND v.strategy = 'application' AND v.run_id = a.id
                    LIMIT 1)
        ) e
        GROUP BY e.graph_id
    LOOP
        PERFORM relationship_engine.refresh_edges(v_unsettled.graph_id, v_unsettled.ids);
    END LOOP;
    -- Of a functional kind they may end others, or have ended already. Without waiting: if somebody else has a lock,
    -- the next night does it.
    FOR v_unsettled IN
        SELECT a.graph_id, array_agg((a.from_id, a.to_id, a.kind)::relationship_engine.edge_key) AS keys
        FROM arrived a
        CROSS JOIN LATERAL (
            SELECT FROM relationship_engine.kind_setting k
            WHERE k.graph_id = a.graph_id AND k.kind = a.kind AND k.is_functional
            OFFSET 0
        ) k
        WHERE v_edges > 0 AND a.strategies = '{application}' AND a.revision = 0
        GROUP BY a.graph_id
    LOOP
        v_ids := ARRAY(
            SELECT relationship_engine.edge_id(v_unsettled.graph_id, s.from_id, s.to_id, s.kind)
            FROM relationship_engine.functional_siblings(v_unsettled.graph_id, v_unsettled.keys) s);
        CONTINUE WHEN cardinality(v_ids) = 0;
        IF cardinality(v_ids) = (
            SELECT count(*) FROM (
                SELECT FROM relationship_engine.edge_store e
                WHERE e.graph_id = v_unsettled.graph_id AND e.id = ANY (v_ids)
                ORDER BY e.from_id, e.to_id, e.kind
                FOR NO KEY UPDATE SKIP LOCKED
            ) l)
        THEN
            PERFORM relationship_engine.refresh_edges(v_unsettled.graph_id, v_ids);
        ELSE
            UPDATE relationship_engine.edge_store e SET revision = -1
            FROM arrived a
            WHERE e.graph_id = v_unsettled.graph_id AND e.id = ANY (v_ids) AND a.graph_id = e.graph_id AND a.id = e.id;
        END IF;
    END LOOP;
    RETURN NULL;
END
$function$;

COMMENT ON FUNCTION relationship_engine._on_edge_insert() IS
'Trigger, once a statement: writes the evidence of the edges that an application inserted, and derives those that '
'returned from being hidden, or whose weight is of an earlier clock (see _adopt_edge()), or which end others of a '
'functional kind.';
