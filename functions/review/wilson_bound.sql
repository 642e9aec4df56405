CREATE OR REPLACE FUNCTION relationship_engine.wilson_bound(p_accepted bigint, p_reviewed bigint, p_side integer)
RETURNS double precision
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    -- 1.96 is the normal quantile for 95 %. Rounding may exceed the interval 0..1.
    SELECT CASE WHEN p_reviewed > 0 THEN greatest(0, least(1, (
        p_accepted + 1.96 ^ 2 / 2 + p_side * 1.96 * sqrt(
            p_accepted * (p_reviewed - p_accepted)::double precision / p_reviewed + 1.96 ^ 2 / 4)
    ) / (p_reviewed + 1.96 ^ 2))) END
$function$;

COMMENT ON FUNCTION relationship_engine.wilson_bound(bigint, bigint, integer) IS
'Building block: returns the lower (p_side = -1) or upper (p_side = 1) bound of the Wilson score interval at 95 % for '
'p_count successes in p_of trials, 0..1; null for no trials. Source: Wilson 1927.';
