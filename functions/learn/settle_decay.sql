CREATE OR REPLACE FUNCTION relationship_engine.settle_decay(p_graph_id bigint, p_run_id uuid)
RETURNS uuid []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_kind text := (
        SELECT c.kind FROM relationship_engine.decay_change c
        WHERE c.graph_id = p_graph_id AND c.run_id = p_run_id);
    v_value double precision;
BEGIN
    IF v_kind IS NULL THEN
        RETURN '{}'::uuid[];
    END IF;
    v_value := coalesce((
        SELECT c.new_value
        FROM relationship_engine.decay_change c
        LEFT JOIN relationship_engine.run r ON r.graph_id = p_graph_id AND r.id = c.run_id
        WHERE c.graph_id = p_graph_id AND c.kind = v_kind AND r.status IS DISTINCT FROM 'undone'
        ORDER BY c.changed_at DESC, c.run_id DESC LIMIT 1), (
        SELECT c.old_value FROM relationship_engine.decay_change c
        WHERE c.graph_id = p_graph_id AND c.kind = v_kind
        ORDER BY c.changed_at, c.run_id LIMIT 1));
    IF v_kind = '' THEN
        UPDATE relationship_engine.graph g SET decay_factor = v_value, updated_at = now() WHERE g.id = p_graph_id;
        RETURN '{}'::uuid[];
    END IF;
    UPDATE relationship_engine.kind_setting k SET rate = v_value, updated_at = now()
    WHERE k.graph_id = p_graph_id AND k.kind = v_kind;
    RETURN ARRAY(
        SELECT e.id FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND e.kind = v_kind AND e.rate <> v_value
        ORDER BY e.from_id, e.to_id);
END
$function$;

COMMENT ON FUNCTION relationship_engine.settle_decay(bigint, uuid) IS
'Building block: gives the kind or graph whose decay a run of set_decay() changed the value of the newest change that '
'is not undone, and returns the edges whose rate differs from it. A run that changed none: changes nothing.';
