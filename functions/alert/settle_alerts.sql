CREATE OR REPLACE FUNCTION relationship_engine.settle_alerts(p_channel text, p_is_sent boolean)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_settled bigint;
BEGIN
    UPDATE relationship_engine.alert_notice n
    SET since = CASE WHEN p_is_sent THEN n.claimed_since ELSE n.since END,
        is_resolved = CASE WHEN p_is_sent THEN n.claimed_is_resolved ELSE n.is_resolved END,
        claimed_until = NULL
    WHERE n.channel = p_channel AND n.claimed_until IS NOT NULL;
    GET DIAGNOSTICS v_settled = ROW_COUNT;
    RETURN v_settled;
END
$function$;

COMMENT ON FUNCTION relationship_engine.settle_alerts(text, boolean) IS
'Ends the claim of claim_alerts(). p_is_sent: true if the channel was told; false if not, so that the next claim '
'returns the same alerts. Returns the number of alerts.';
