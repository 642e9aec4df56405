CREATE OR REPLACE FUNCTION relationship_engine._toggle_merge(p_graph_id bigint, p_run_id uuid, p_is_undo boolean)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_merge relationship_engine.merged_entity;
    v_ids uuid[];
    v_touched uuid[];
    v_edges relationship_engine.edge_key[];
    v_contested relationship_engine.edge_key[];
    v_columns text;
    v_entity relationship_engine.entity;
    v_other record;
BEGIN
    SELECT * INTO v_merge FROM relationship_engine.merged_entity m
    WHERE m.graph_id = p_graph_id AND m.run_id = p_run_id;
    SELECT m.id, m.run_id, m.into_id INTO v_other FROM relationship_engine.merged_entity m
    WHERE m.graph_id = p_graph_id AND m.into_id IS NOT NULL AND m.run_id <> p_run_id
        AND m.id IN (v_merge.kept_id, v_merge.id)
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'entity % is merged into %', v_other.id, v_other.into_id
        USING ERRCODE = 'object_not_in_prerequisite_state',
            HINT = format('Undo that merge first: SELECT undo_run(%L).', v_other.run_id);
    END IF;
    PERFORM FROM relationship_engine.entity e
    WHERE e.graph_id = p_graph_id AND e.id = v_merge.kept_id FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'entity % was deleted', v_merge.kept_id
        USING ERRCODE = 'object_not_in_prerequisite_state', HINT = 'The rows of the merged entities went with it.';
    END IF;
    v_edges := relationship_engine._edges_of_merge(p_graph_id, v_merge.id, v_merge.kept_id);
    PERFORM FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.id IN (
        SELECT relationship_engine.edge_id(p_graph_id, k.from_id, k.to_id, k.kind) FROM unnest(v_edges) k)
    ORDER BY e.from_id, e.to_id, e.kind
    FOR NO KEY UPDATE;
    v_ids := relationship_engine._merged_group(p_graph_id, v_merge.id);
    -- rows of other merged entities may have stayed aside because of these
    v_touched := v_ids || relationship_engine._merged_group(p_graph_id, v_merge.kept_id);
    PERFORM relationship_engine._take_merged_edits(p_graph_id, v_touched);
    IF NOT p_is_undo THEN
        -- Edges that both have; where one lives, the joined edge does, whatever pruned the other.
        v_contested := relationship_engine._joined_edges(p_graph_id, v_merge.id, v_merge.kept_id, true);
    END IF;
    PERFORM relationship_engine._lift_merged_rows(p_graph_id, v_ids, v_merge.id, NOT p_is_undo);

    IF p_is_undo THEN
        UPDATE relationship_engine.merged_entity m SET into_id = NULL, entity = NULL, given = '{}'
        WHERE m.graph_id = p_graph_id AND m.run_id = p_run_id;
        UPDATE relationship_engine.merged_entity m SET into_id = v_merge.id
        WHERE m.graph_id = p_graph_id AND m.id = ANY (v_ids) AND m.id <> v_merge.id AND m.into_id IS NOT NULL;
        PERFORM relationship_engine._take_merged_attributes(p_graph_id, v_merge.kept_id, v_merge.given);
        SELECT string_agg(format('%I', a.attname), ', ') INTO v_columns
        FROM pg_attribute a
        WHERE a.attrelid = 'relationship_engine.entity'::regclass AND a.attnum > 0 AND NOT a.attisdropped
            AND a.attgenerated = '';
        EXECUTE format(
            'INSERT INTO relationship_engine.entity (%1$s) '
            'SELECT %1$s FROM jsonb_populate_record(NULL::relationship_engine.entity, $1)', v_columns)
        USING v_merge.entity || jsonb_build_object('updated_at', now());  -- the next night reads it again
        -- what the triggers have derived from it just now: its own rows return instead
        DELETE FROM relationship_engine.mention m WHERE m.graph_id = p_graph_id AND m.entity_id = v_merge.id;
        DELETE FROM relationship_engine.edge_store e
        WHERE e.graph_id = p_graph_id AND (e.from_id = v_merge.id OR e.to_id = v_merge.id);
        DELETE FROM relationship_engine.proposal p
        WHERE p.graph_id = p_graph_id AND (p.from_id = v_merge.id OR p.to_id = v_merge.id);
    ELSE
        SELECT * INTO v_entity FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = v_merge.id FOR UPDATE;
        UPDATE relationship_engine.merged_entity m
        SET into_id = v_merge.kept_id, entity = to_jsonb(v_entity)
        WHERE m.graph_id = p_graph_id AND m.run_id = p_run_id;
        UPDATE relationship_engine.merged_entity m SET into_id = v_merge.kept_id
        WHERE m.graph_id = p_graph_id AND m.into_id = v_merge.id;
        DELETE FROM relationship_engine.llm_job j
        WHERE j.graph_id = p_graph_id AND j.subject = 'entity' AND j.subject_id = v_merge.id;
        DELETE FROM relationship_engine.entity e WHERE e.graph_id = p_graph_id AND e.id = v_merge.id;
    END IF;

    PERFORM relationship_engine._lay_merged_rows(p_graph_id, v_touched);
    IF NOT p_is_undo THEN
        PERFORM relationship_engine._give_merged_attributes(p_graph_id, p_run_id, v_merge.kept_id, to_jsonb(v_entity));
        UPDATE relationship_engine.pruning p SET restored_by = p.restored_by || p_run_id
        FROM unnest(v_contested) k
        WHERE p.graph_id = p_graph_id AND p.from_id = k.from_id AND p.to_id = k.to_id AND p.kind = k.kind
            AND p.retracted_by IS NULL AND NOT p_run_id = ANY (p.restored_by);
    END IF;
    PERFORM relationship_engine._give_merged_edits(p_graph_id, v_touched);

    -- What happened to runs while rows were aside.
    v_edges := ARRAY(
        SELECT (k.from_id, k.to_id, k.kind)::relationship_engine.edge_key FROM unnest(v_edges) k
        UNION
        SELECT (k.from_id, k.to_id, k.kind)::relationship_engine.edge_key
        FROM unnest(relationship_engine._edges_of_merge(p_graph_id, v_merge.id, v_merge.kept_id)) k);
    PERFORM relationship_engine._settle_prunings(p_graph_id, p.run_id)
    FROM (
        SELECT DISTINCT p.run_id
        FROM unnest(v_edges) k
        JOIN relationship_engine.pruning p
            ON p.graph_id = p_graph_id AND p.from_id = k.from_id AND p.to_id = k.to_id AND p.kind = k.kind
    ) p;
    PERFORM relationship_engine.apply_gains(p_graph_id, s.scaled_by)
    FROM (
        SELECT DISTINCT s.scaled_by
        FROM unnest(v_edges) k
        JOIN relationship_engine.scaling s
            ON s.graph_id = p_graph_id AND s.from_id = k.from_id AND s.to_id = k.to_id AND s.kind = k.kind
    ) s;
    -- An exclusive reading that another one replaced: whether they still are readings of one thing is decided anew.
    UPDATE relationship_engine.evidence v SET retracted_by = NULL, retracted_at = NULL
    FROM unnest(v_edges) k
    WHERE v.graph_id = p_graph_id AND v.from_id = k.from_id AND v.to_id = k.to_id AND v.kind = k.kind
        AND v.is_exclusive AND v.withdrawn_by IS NULL AND v.retracted_by <> v.run_id
        AND EXISTS (
            SELECT FROM relationship_engine.evidence o
            WHERE o.graph_id = p_graph_id AND o.run_id = v.retracted_by AND o.strategy = v.strategy
                AND o.kind = v.kind AND o.is_exclusive
                AND o.from_id IN (v.from_id, v_merge.id, v_merge.kept_id));
    PERFORM relationship_engine._settle_evidence(p_graph_id, v_edges);
    -- edges whose evidence went with the entity, or was erased meanwhile
    DELETE FROM relationship_engine.edge_store e
    USING unnest(v_edges) k
    WHERE e.graph_id = p_graph_id AND e.from_id = k.from_id AND e.to_id = k.to_id AND e.kind = k.kind
        AND (v_merge.kept_id IN (e.from_id, e.to_id) OR v_merge.id IN (e.from_id, e.to_id)) AND NOT EXISTS (
            SELECT FROM relationship_engine.evidence v
            WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind);
    PERFORM relationship_engine.refresh_edges(p_graph_id, ARRAY(
        SELECT relationship_engine.edge_id(p_graph_id, k.from_id, k.to_id, k.kind) FROM unnest(v_edges) k));
END
$function$;

COMMENT ON FUNCTION relationship_engine._toggle_merge(bigint, uuid, boolean) IS
'Puts the merge of a run into force, or takes it back (p_is_undo). The caller has the exclusive lock of the graph and '
'has set the status of the run. Errors: object_not_in_prerequisite_state if one of both entities is merged by another '
'run, or the kept one was deleted.';
