CREATE OR REPLACE FUNCTION relationship_engine.claim_alerts(
    p_channel text, p_severity text DEFAULT 'info', p_lease interval DEFAULT '5 minutes'
)
RETURNS TABLE (
    graph_id bigint,
    alert text,
    severity text,
    is_resolved boolean,
    value double precision,
    bound double precision,
    unit text,
    message text,
    remedy text,
    since timestamptz,
    resolved_at timestamptz
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
#variable_conflict use_column
DECLARE
    c_severities CONSTANT text[] := ARRAY['info', 'warning', 'critical'];
BEGIN
    IF NOT coalesce(p_severity = ANY (c_severities), false) THEN
        RAISE EXCEPTION 'p_severity must be info, warning or critical, not %', coalesce(p_severity, 'null')
        USING ERRCODE = 'invalid_parameter_value', HINT = 'It is the lowest severity that is sent to the channel.';
    END IF;
    RETURN QUERY
    WITH pending AS MATERIALIZED (
        SELECT t.*, t.resolved_at IS NOT NULL AS is_resolved
        FROM relationship_engine.alert_state t
        LEFT JOIN relationship_engine.alert_notice n
            ON n.graph_id = t.graph_id AND n.alert = t.alert AND n.channel = p_channel
        WHERE array_position(c_severities, t.severity) >= array_position(c_severities, p_severity)
            AND CASE
                WHEN t.resolved_at IS NULL THEN n.since IS DISTINCT FROM t.since
                ELSE t.severity <> 'info' AND n.since = t.since AND NOT n.is_resolved
            END
    ), claimed AS (
        INSERT INTO relationship_engine.alert_notice AS n
            (graph_id, alert, channel, claimed_since, claimed_is_resolved, claimed_until)
        SELECT p.graph_id, p.alert, p_channel, p.since, p.is_resolved, clock_timestamp() + p_lease
        FROM pending p
        ORDER BY p.graph_id, p.alert
        ON CONFLICT (graph_id, alert, channel) DO UPDATE
        SET claimed_since = EXCLUDED.claimed_since, claimed_is_resolved = EXCLUDED.claimed_is_resolved,
            claimed_until = EXCLUDED.claimed_until
        WHERE coalesce(n.claimed_until < clock_timestamp(), true)
            -- another sender may have claimed it in the meantime
            AND (n.since, n.is_resolved) IS DISTINCT FROM (EXCLUDED.claimed_since, EXCLUDED.claimed_is_resolved)
        RETURNING n.graph_id, n.alert
    )
    SELECT p.graph_id, p.alert, p.severity, p.is_resolved, p.value, p.bound, p.unit, p.message, p.remedy, p.since,
        p.resolved_at
    FROM pending p
    JOIN claimed c ON c.graph_id = p.graph_id AND c.alert = p.alert
    ORDER BY array_position(c_severities, p.severity) DESC, p.since, p.graph_id, p.alert;
END
$function$;

COMMENT ON FUNCTION relationship_engine.claim_alerts(text, text, interval) IS
'Claims the alerts that a channel has not been told of, and returns them, the most severe first. p_channel: any name '
'that the caller chooses. Included are firing alerts of at least p_severity, and resolved alerts (is_resolved) that '
'the channel was told of. Until settle_alerts() is called, or until p_lease has passed, no other sender for the '
'channel gets them. Errors: invalid_parameter_value.';
