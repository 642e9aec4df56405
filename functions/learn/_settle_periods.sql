CREATE OR REPLACE FUNCTION relationship_engine._settle_periods(p_graph_id bigint, p_edge_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
-- a plan that was made while the tables were small would read them whole
SET enable_seqscan = off
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    -- most edges have one target, no end and no ending
    v_ids uuid[] := ARRAY(
        SELECT e.id
        FROM unnest(p_edge_ids) AS g (id)
        JOIN relationship_engine.edge_store e ON e.graph_id = p_graph_id AND e.id = g.id
        LEFT JOIN relationship_engine.kind_setting k
            ON k.graph_id = p_graph_id AND k.kind = e.kind AND k.is_functional
        -- scalar subqueries: one index lookup each, whatever the planner expects
        WHERE e.end_date IS NOT NULL
            OR (
                SELECT true FROM relationship_engine.evidence v
                WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind
                    AND v.effect IN ('ends', 'denies')
                LIMIT 1) IS NOT NULL
            OR (
                SELECT n.metadata ? 'start_date' OR n.metadata ? 'end_date' FROM relationship_engine.entity n
                WHERE n.graph_id = p_graph_id AND n.id = e.from_id)
            OR k.kind IS NOT NULL AND (
                SELECT true FROM relationship_engine.edge_store o
                WHERE o.graph_id = p_graph_id AND o.from_id = e.from_id AND o.kind = e.kind AND o.to_id <> e.to_id
                LIMIT 1) IS NOT NULL
            OR k.is_symmetric IS TRUE AND (
                SELECT true FROM relationship_engine.functional_siblings(p_graph_id, ARRAY[
                    (e.from_id, e.to_id, e.kind)::relationship_engine.edge_key])
                LIMIT 1) IS NOT NULL);
BEGIN
    IF cardinality(v_ids) = 0 THEN
        RETURN;
    END IF;
    UPDATE relationship_engine.edge_store e
    SET start_date = n.start_date, end_date = n.end_date, revision = e.revision + 1, updated_at = now()
    FROM (
        SELECT x.id,
            CASE WHEN s.start_date > d.end_date AND (x.edits ? 'start_date') IS NOT TRUE THEN NULL ELSE s.start_date END
                AS start_date,
            CASE WHEN s.start_date > d.end_date AND x.edits ? 'start_date' THEN NULL ELSE d.end_date END AS end_date
        FROM relationship_engine.edge_periods(p_graph_id, v_ids) p
        JOIN relationship_engine.edge_store x ON x.graph_id = p_graph_id AND x.id = p.edge_id
        CROSS JOIN LATERAL (
            SELECT CASE WHEN p.is_of_role AND (x.edits ? 'start_date') IS NOT TRUE THEN p.start_date
                ELSE x.start_date END
                AS start_date
        ) s
        CROSS JOIN LATERAL (
            SELECT CASE WHEN x.edits ? 'end_date' THEN (x.edits ->> 'end_date')::date ELSE p.end_date END AS end_date
        ) d
    ) n
    WHERE e.graph_id = p_graph_id AND e.id = n.id
        AND (e.start_date, e.end_date) IS DISTINCT FROM (n.start_date, n.end_date);
END
$function$;

COMMENT ON FUNCTION relationship_engine._settle_periods(bigint, uuid []) IS
'Gives the edges whose period more than one statement decides that period (see edge_periods). What an application has '
'edited stays; a start after the end is dropped.';
