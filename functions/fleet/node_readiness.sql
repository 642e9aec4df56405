CREATE OR REPLACE FUNCTION relationship_engine.node_readiness()
RETURNS TABLE (item text, is_ready boolean, value text, remedy text)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT 'wal_level', s.setting = 'logical', s.setting,
        'ALTER SYSTEM SET wal_level = ''logical''; then restart the server'
    FROM pg_settings s WHERE s.name = 'wal_level'
    UNION ALL
    SELECT s.name, s.setting::bigint >= 4, s.setting,
        format('ALTER SYSTEM SET %s = 10; then restart the server', s.name)
    FROM pg_settings s
    WHERE s.name IN (
        'max_replication_slots', 'max_wal_senders', 'max_logical_replication_workers', 'max_worker_processes')
    UNION ALL
    SELECT 'right to replicate', r.rolsuper OR r.rolreplication, session_user::text,
        format(
            'ALTER ROLE %I REPLICATION; from PostgreSQL 16 on also GRANT pg_create_subscription TO %1$I', session_user)
    FROM pg_roles r WHERE r.rolname = session_user
    UNION ALL
    SELECT 'right to publish', has_database_privilege(current_database(), 'CREATE'), current_database()::text,
        format('GRANT CREATE ON DATABASE %I TO %I', current_database(), session_user)
$function$;

COMMENT ON FUNCTION relationship_engine.node_readiness() IS
'Returns what a server needs so that graphs can move from it and to it, whether it has it, and the remedy.';
