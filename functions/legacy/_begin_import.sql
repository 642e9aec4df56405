CREATE OR REPLACE FUNCTION relationship_engine._begin_import(p_schema text, p_graph_id bigint, p_force boolean)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- The wrong schema, or a wrong column, loses or changes most rows; a few broken rows are far below this share.
    v_guard CONSTANT double precision := 0.25;
    v_run_id uuid;
    v_pid integer;
    v_is_resumed boolean;
    v_started_at timestamptz;
    v_found record;
    v_edges bigint;
    v_reason text;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id, false);
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR NO KEY UPDATE;
    SELECT r.id, r.backend_pid, r.message = 'resumed', r.started_at INTO v_run_id, v_pid, v_is_resumed, v_started_at
    FROM relationship_engine.run r
    WHERE r.graph_id = p_graph_id AND r.mode = 'import' AND r.status = 'running' AND EXISTS (
        SELECT FROM relationship_engine.legacy_import i
        WHERE i.graph_id = p_graph_id AND i.run_id = r.id AND i.source_schema = p_schema)
    ORDER BY r.started_at DESC
    LIMIT 1;
    IF v_pid <> pg_backend_pid() AND EXISTS (
        SELECT FROM pg_stat_activity a
        -- A backend that started later only has the same pid, unless it resumed the import. Null: not visible.
        WHERE a.pid = v_pid AND (v_is_resumed OR coalesce(a.backend_start <= v_started_at, true)))
    THEN
        RAISE EXCEPTION 'schema % is already being imported into graph %', p_schema, p_graph_id
        USING ERRCODE = 'object_in_use',
            HINT = format('Wait until that import ends, or end it: SELECT pg_terminate_backend(%s).', v_pid);
    ELSIF v_run_id IS NOT NULL THEN
        UPDATE relationship_engine.run r
        SET backend_pid = pg_backend_pid(), message = 'resumed' WHERE r.graph_id = p_graph_id AND r.id = v_run_id;
        RETURN v_run_id;
    END IF;

    SELECT count(*) INTO v_edges FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL AND NOT e.strategies <@ '{legacy,application}';
    FOR v_found IN SELECT i.* FROM relationship_engine.inspect_legacy(p_schema, p_graph_id) i LOOP
        IF v_found.refused_rows > v_guard * v_found.source_rows THEN
            v_reason := format('%s of %s rows of table %s cannot be imported (%s)',
                v_found.refused_rows, v_found.source_rows, v_found.relation, v_found.refused);
        ELSIF v_found.touched_edges >= 100 AND v_found.touched_edges > v_guard * v_edges THEN
            v_reason := format('%s of %s edges that the engine found would change', v_found.touched_edges, v_edges);
        END IF;
    END LOOP;
    IF v_reason IS NOT NULL AND NOT p_force THEN
        RAISE EXCEPTION 'import refused: %; the guard allows % %%', v_reason, 100 * v_guard
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = format('inspect_legacy(%L, %s) shows the details. p_force => true imports anyway.',
                p_schema, p_graph_id);
    END IF;
    v_run_id := relationship_engine.new_uuid_v7();
    INSERT INTO relationship_engine.run (graph_id, id, mode, message)
    VALUES (p_graph_id, v_run_id, 'import', v_reason);
    INSERT INTO relationship_engine.legacy_import (graph_id, run_id, relation, source_schema)
    SELECT p_graph_id, v_run_id, t.relation, p_schema
    FROM unnest(ARRAY['raw_events', 'entity', 'mention', 'edge']) AS t (relation);
    RETURN v_run_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._begin_import(text, bigint, boolean) IS
'Checks the guard, then opens the run of an import, or continues one whose session has ended.';
