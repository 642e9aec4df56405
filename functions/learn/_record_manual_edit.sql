CREATE OR REPLACE FUNCTION relationship_engine._record_manual_edit()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF (new.from_id, new.to_id, new.kind) IS DISTINCT FROM (old.from_id, old.to_id, old.kind) THEN
        RAISE EXCEPTION 'from_id, to_id and kind of an edge cannot be updated'
        USING ERRCODE = 'feature_not_supported',
            HINT = format('SELECT review_edge(%L, ''edit'', ''another_kind''), or DELETE the edge and INSERT another '
                'one.', old.id);
    END IF;
    new.edits := coalesce(old.edits, '{}') || (
        SELECT coalesce(jsonb_object_agg(n.key, n.value), '{}')
        FROM jsonb_each(to_jsonb(new)) n
        WHERE n.key IN ('confidence', 'importance', 'start_date', 'end_date', 'description', 'source_event_id')
            AND n.value IS DISTINCT FROM to_jsonb(old) -> n.key);
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._record_manual_edit() IS
'Trigger on edge_store: records values that an application sets by UPDATE in edge_store.edits, so that later evidence '
'does not overwrite them. Errors: feature_not_supported for a change of ends or kind.';
