CREATE OR REPLACE FUNCTION relationship_engine.effective_gains(
    p_graph_id bigint, p_run_ids uuid [], p_undone uuid [] DEFAULT '{}', p_redone uuid [] DEFAULT '{}'
)
RETURNS TABLE (
    from_id uuid,
    to_id uuid,
    kind text,
    strategy text,
    context text,
    run_id uuid,
    gain double precision
)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT o.from_id, o.to_id, o.kind, o.strategy, o.context, o.run_id,
        min(o.gain) * exp(coalesce(
            sum(ln(o.factor) ORDER BY o.scaled_at, o.scaled_by) FILTER (
                WHERE NOT coalesce(
                    (u.status = 'undone' OR u.id = ANY (p_undone)) AND u.id <> ALL (p_redone), false)), 0))
    FROM (
        SELECT DISTINCT s.from_id, s.to_id, s.kind, s.strategy, s.context, s.run_id
        FROM relationship_engine.scaling s
        WHERE s.graph_id = p_graph_id AND s.scaled_by = ANY (p_run_ids)
    ) s
    JOIN relationship_engine.scaling o
        ON o.graph_id = p_graph_id AND o.from_id = s.from_id AND o.to_id = s.to_id AND o.kind = s.kind
        AND o.strategy = s.strategy AND o.context = s.context AND o.run_id = s.run_id
    LEFT JOIN relationship_engine.run u ON u.graph_id = p_graph_id AND u.id = o.scaled_by
    GROUP BY o.from_id, o.to_id, o.kind, o.strategy, o.context, o.run_id
$function$;

COMMENT ON FUNCTION relationship_engine.effective_gains(bigint, uuid [], uuid [], uuid []) IS
'Building block: returns the gains of evidence that the given runs have scaled: the learned gain times the factors of '
'the runs that are not undone, as if the runs p_undone were undone and the runs p_redone were not.';
