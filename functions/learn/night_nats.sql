CREATE OR REPLACE FUNCTION relationship_engine.night_nats(p_decay_factor double precision, p_nights bigint)
RETURNS double precision
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT round(-p_nights * ln(p_decay_factor) * 1099511627776) / 1099511627776
$function$;

COMMENT ON FUNCTION relationship_engine.night_nats(double precision, bigint) IS
'Building block: the decay of so many nights in nats, as the nearest multiple of 2^-40: such numbers add up without '
'rounding, in any order.';
