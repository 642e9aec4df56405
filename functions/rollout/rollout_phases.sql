CREATE OR REPLACE FUNCTION relationship_engine.rollout_phases()
RETURNS TABLE (place integer, phase text, mode text)
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    VALUES
    (1, 'preparation', 'off'), (2, 'shadow', 'shadow'), (3, 'parallel', 'parallel'), (4, 'cutover', 'active'),
    (5, 'optimization', 'active')
$function$;

COMMENT ON FUNCTION relationship_engine.rollout_phases() IS
'Returns the phases of a roll-out in order, each with the mode of the graph.';
