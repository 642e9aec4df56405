CREATE OR REPLACE FUNCTION relationship_engine.lock_entities(p_graph_id bigint, p_entity_ids uuid [])
RETURNS uuid []
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
BEGIN
    RETURN ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids)
        ORDER BY e.id
        FOR KEY SHARE);
END
$function$;

COMMENT ON FUNCTION relationship_engine.lock_entities(bigint, uuid []) IS
'Building block: keeps entities from being deleted until the transaction ends, and returns those that are there. Call '
'it before the edges of these entities are locked: a deletion has the entity first and its edges next, so it and the '
'caller do not wait for each other.';
