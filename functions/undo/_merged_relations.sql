CREATE OR REPLACE FUNCTION relationship_engine._merged_relations()
RETURNS TABLE (nth integer, relation text, keys text [])
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT r.nth::integer, r.relation, string_to_array(r.keys, ' ')
    FROM (VALUES
        (1, 'edge_store', 'from_id to_id kind'),
        (2, 'evidence', 'from_id to_id kind strategy context run_id'),
        (3, 'scaling', 'from_id to_id kind strategy context run_id scaled_by'),
        (4, 'pruning', 'from_id to_id kind run_id'),
        (5, 'proposal', 'from_id to_id kind strategy context'),
        (6, 'rejection', 'from_id to_id kind strategy context run_id'),
        (7, 'review', 'from_id to_id kind run_id'),
        (8, 'review_sample', 'from_id to_id kind'),
        (9, 'mention', 'event_id entity_id')
    ) AS r (nth, relation, keys)
$function$;

COMMENT ON FUNCTION relationship_engine._merged_relations() IS
'The tables whose rows follow a merged entity, and the columns of their key besides graph_id; the first before those '
'that refer to it.';
