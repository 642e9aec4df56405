CREATE OR REPLACE FUNCTION relationship_engine._placeholder_kinds()
RETURNS text []
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT ARRAY[
        'am', 'and', 'appears_with', 'are', 'associated_with', 'be', 'been', 'co_occurs_with', 'connected_to', 'do',
            'does',
        'edge', 'get', 'has', 'has_connection_to', 'has_connection_with', 'has_relation', 'has_relation_to',
        'has_relation_with', 'has_relationship', 'has_relationship_to', 'has_relationship_with', 'have',
            'involved_with',
        'involves', 'is', 'is_associated_with', 'is_connected_to', 'is_linked_to', 'is_related_to', 'kind', 'link',
        'linked_to', 'mentioned_with', 'mentions', 'none', 'null', 'other', 'related', 'related_to', 'related_with',
        'relates', 'relates_to', 'relation', 'relation_to', 'relationship', 'relationship_to', 'relationship_with',
        'undefined', 'unknown', 'unspecified', 'was', 'were', 'with']
$function$;

COMMENT ON FUNCTION relationship_engine._placeholder_kinds() IS
'Returns kinds without a meaning, which state only that there is an edge.';
