CREATE OR REPLACE FUNCTION relationship_engine.type_names(p_types text)
RETURNS text []
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
-- for an array of unknown length the planner expects half of the aliases
SET enable_seqscan = off
AS $function$
-- PL/pgSQL, because it keeps its plan: an INSERT of one entity calls this several times.
DECLARE
    v_types text[] := string_to_array(relationship_engine.fold_case(p_types), '|');
BEGIN
    RETURN v_types || ARRAY(SELECT a.alias FROM relationship_engine.type_alias a WHERE a.type = ANY (v_types));
END
$function$;

COMMENT ON FUNCTION relationship_engine.type_names(text) IS
'Building block: the types, in lower case, that a rule for these types reads (with | between): they themselves and '
'their aliases (see type_alias). Null, any type: null.';
