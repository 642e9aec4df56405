CREATE OR REPLACE FUNCTION relationship_engine.refresh_gates()
RETURNS bigint
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH measured AS MATERIALIZED (
        SELECT g.* FROM relationship_engine.rollout_gate g
    ), gone AS (
        DELETE FROM relationship_engine.gate_state t
        WHERE NOT EXISTS (SELECT FROM measured m WHERE m.graph_id = t.graph_id AND m.gate = t.gate)
    ), kept AS (
        INSERT INTO relationship_engine.gate_state (graph_id, gate, phase, status, value, since)
        SELECT m.graph_id, m.gate, m.phase, m.status, m.value, m.since
        FROM measured m
        ORDER BY m.graph_id, m.gate
        ON CONFLICT (graph_id, gate) DO UPDATE
        SET phase = EXCLUDED.phase, status = EXCLUDED.status, value = EXCLUDED.value, since = EXCLUDED.since
        WHERE (gate_state.phase, gate_state.status, gate_state.value, gate_state.since)
            IS DISTINCT FROM (EXCLUDED.phase, EXCLUDED.status, EXCLUDED.value, EXCLUDED.since)
    )
    SELECT count(*) FROM measured m WHERE m.status <> 'pass'
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_gates() IS
'Records in gate_state the gates of all roll-outs and since when each has its status. Returns the number of gates '
'that do not pass. refresh_alerts() calls it every few minutes.';
