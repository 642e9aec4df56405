CREATE OR REPLACE FUNCTION relationship_engine._legal_forms()
RETURNS text []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(array_agg(DISTINCT l.word), '{}') FROM relationship_engine.lexicon l WHERE l.kind = 'legal_form'
$function$;

COMMENT ON FUNCTION relationship_engine._legal_forms() IS
'The keys of all legal forms of the lexicon.';
