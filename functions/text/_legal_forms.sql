CREATE OR REPLACE FUNCTION relationship_engine._legal_forms()
RETURNS text []
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT coalesce(array_agg(DISTINCT CASE l.kind WHEN 'legal_form' THEN l.word ELSE l.word || ' -' END), '{}')
    FROM relationship_engine.lexicon l
    WHERE l.kind IN ('legal_form', 'legal_prefix')
$function$;

COMMENT ON FUNCTION relationship_engine._legal_forms() IS
'The keys of all legal forms of the lexicon; those that stand before a name have " -" behind them.';
