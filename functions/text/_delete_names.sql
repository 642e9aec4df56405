CREATE OR REPLACE FUNCTION relationship_engine._delete_names(
    p_graph_id bigint, p_entity_ids uuid [], p_source_types text []
)
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_legal_forms text[] := relationship_engine._legal_forms();
    v_stop_words text[] := ARRAY(SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind = 'stop_word');
    v_person text[] := relationship_engine.type_names('person');
BEGIN
    DELETE FROM relationship_engine.entity_name o
    WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e
            CROSS JOIN LATERAL relationship_engine._names_of_entity(
                e.title, e.metadata, CASE WHEN relationship_engine.fold_case(e.type) = ANY (v_person) THEN 'person'
                    ELSE relationship_engine.fold_case(e.type) END,
                v_legal_forms, v_stop_words) n
            WHERE e.graph_id = p_graph_id AND e.id = o.entity_id AND n.key = o.key);
    DELETE FROM relationship_engine.title_suffix o
    WHERE o.graph_id = p_graph_id AND o.entity_id = ANY (p_entity_ids)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = o.entity_id
                AND (relationship_engine.fold_case(e.type) = ANY (p_source_types) OR '*' = ANY (p_source_types))
                AND right(relationship_engine.normalize_name(e.title), length(o.tail)) = o.tail);
END
$function$;

COMMENT ON FUNCTION relationship_engine._delete_names(bigint, uuid [], text []) IS
'Removes the names and title suffixes that the given entities no longer have; p_source_types: the types, in lower '
'case, whose titles the rules read, * for all.';
