CREATE OR REPLACE FUNCTION relationship_engine.edge_strength(p_weight double precision, p_confidence double precision)
RETURNS double precision
LANGUAGE sql IMMUTABLE
AS $function$
    SELECT 1 - exp(greatest(-p_weight * coalesce(p_confidence, 0.5), -700))
$function$;

COMMENT ON FUNCTION relationship_engine.edge_strength(double precision, double precision) IS
'How far an edge can be relied on (0..1): 1 - exp(-weight * confidence), comparable across kinds; an unknown '
'confidence counts as 0.5. Without SET: it must be inlined.';
