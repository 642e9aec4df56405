CREATE OR REPLACE FUNCTION relationship_engine.delete_name_keys(p_graph_id bigint, p_entity_ids uuid [] DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF p_entity_ids IS NULL THEN
        DELETE FROM relationship_engine.name_key k WHERE k.graph_id = p_graph_id;
        DELETE FROM relationship_engine.title_keys t WHERE t.graph_id = p_graph_id;
        DELETE FROM relationship_engine.name_pair p WHERE p.graph_id = p_graph_id;
        RETURN;
    END IF;
    WITH gone AS (
        DELETE FROM relationship_engine.title_keys t
        WHERE t.graph_id = p_graph_id AND t.entity_id = ANY (p_entity_ids)
        RETURNING t.entity_id, t.keys
    )
    DELETE FROM relationship_engine.name_key k
    USING gone
    WHERE k.graph_id = p_graph_id AND k.key = ANY (gone.keys) AND k.entity_id = gone.entity_id;
    DELETE FROM relationship_engine.name_pair p
    WHERE p.graph_id = p_graph_id AND (p.entity_id = ANY (p_entity_ids) OR p.other_id = ANY (p_entity_ids));
END
$function$;

COMMENT ON FUNCTION relationship_engine.delete_name_keys(bigint, uuid []) IS
'Deletes the keys of names, and the pairs found by them, of entities (null: of all), which are gone or are read again.';
