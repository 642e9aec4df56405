CREATE OR REPLACE FUNCTION relationship_engine.count_llm_kinds(p_graph_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF NOT EXISTS (
        SELECT FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = 'semantic' AND s.mode <> 'off')
    THEN
        RETURN;
    END IF;
    INSERT INTO relationship_engine.llm_kind (graph_id, kind, edges, created_at)
    SELECT p_graph_id, k.kind, sum(k.edges), clock_timestamp()
    FROM (
        SELECT e.kind, count(*) AS edges
        FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
            -- Kinds that are only inferred are not stated by texts. is_stated is the predicate of a partial index.
            AND e.is_stated AND e.kind <> 'co_occurs'
        GROUP BY e.kind
        UNION ALL
        SELECT o.kind, 0 FROM relationship_engine.llm_kind o WHERE o.graph_id = p_graph_id
    ) k
    GROUP BY k.kind
    ORDER BY k.kind
    ON CONFLICT (graph_id, kind) DO UPDATE SET edges = EXCLUDED.edges WHERE llm_kind.edges <> EXCLUDED.edges;
END
$function$;

COMMENT ON FUNCTION relationship_engine.count_llm_kinds(bigint) IS
'Building block: updates llm_kind, the kinds of live edges that a text may state. The nightly run calls it.';
