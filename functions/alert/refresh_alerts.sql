CREATE OR REPLACE FUNCTION relationship_engine.refresh_alerts()
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET lock_timeout = '10s'
AS $function$
DECLARE
    v_firing bigint;
BEGIN
    WITH measured AS MATERIALIZED (
        SELECT a.* FROM relationship_engine.alert a WHERE a.is_firing
    ), fires AS (
        INSERT INTO relationship_engine.alert_state
            (graph_id, alert, severity, value, bound, unit, message, remedy, since)
        SELECT m.graph_id, m.alert, m.severity, m.value, m.bound, m.unit, m.message, m.remedy, m.since
        FROM measured m
        ORDER BY m.graph_id, m.alert
        ON CONFLICT (graph_id, alert) DO UPDATE
        SET severity = EXCLUDED.severity, value = EXCLUDED.value, bound = EXCLUDED.bound, unit = EXCLUDED.unit,
            message = EXCLUDED.message, remedy = EXCLUDED.remedy, since = EXCLUDED.since, resolved_at = NULL
    ), ceased AS (
        UPDATE relationship_engine.alert_state t
        SET resolved_at = now()
        WHERE t.resolved_at IS NULL
            AND NOT EXISTS (SELECT FROM measured m WHERE m.graph_id = t.graph_id AND m.alert = t.alert)
    )
    SELECT count(*) INTO v_firing FROM measured m WHERE m.severity <> 'info';
    PERFORM relationship_engine.refresh_gates();
    RETURN v_firing;
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_alerts() IS
'Records in alert_state which alerts fire and since when, and which are resolved, and calls refresh_gates(). Returns '
'the number of firing alerts without severity info. Call it every few minutes: schedule() creates a pg_cron job for '
'it, and the command relationship-engine alerts --notify calls it.';
