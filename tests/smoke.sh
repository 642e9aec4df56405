#!/bin/sh
# Installs both artifacts on a server and lets the main job run: an edge is found, strengthened, fades, and is explained.
# usage: tests/smoke.sh PORT      (in the project's root, as a superuser of the server; databases re_smoke_* are made)
set -eu
export PGPORT="$1" PGOPTIONS='-c client_min_messages=warning'
psql() { command psql -X -q -o /dev/null -v ON_ERROR_STOP=1 "$@"; }

for route in extension plain; do
    database=re_smoke_$route
    psql -d postgres -c "DROP DATABASE IF EXISTS $database" \
        -c "CREATE DATABASE $database TEMPLATE template0 ENCODING UTF8"
    case $route in
        extension) psql -d "$database" -c 'CREATE EXTENSION relationship_engine CASCADE' \
            -c 'SELECT relationship_engine.install()' ;;
        plain) psql -d "$database" -f build/install.sql ;;
    esac
    psql -d "$database" <<'SQL'
SET search_path = relationship_engine, public;
INSERT INTO raw_events (id, payload) VALUES
('00000000-0000-0000-0000-00000000e001', '{"content": "Grace Hopper joined Remington Rand as an engineer."}');
INSERT INTO entity (title, type, source_event_id) VALUES
('Grace Hopper', 'person', '00000000-0000-0000-0000-00000000e001'),
('Engineer at Remington Rand', 'role', '00000000-0000-0000-0000-00000000e001'),
('Remington Rand', 'organization', '00000000-0000-0000-0000-00000000e001');
CALL run_nightly(p_night => current_date + 1);
DO $smoke$
BEGIN
    ASSERT (SELECT round(e.weight::numeric, 2) = 0.99 FROM edge e WHERE e.kind = 'role_at'), 'a role finds its organization';
    ASSERT (SELECT count(*) = 1 FROM edge e, explain_edge(e.id) WHERE e.kind = 'role_at'), 'its evidence explains it';
    ASSERT (SELECT bool_and(r.status = 'done') FROM run r), 'no run failed';
    ASSERT NOT EXISTS (SELECT FROM doctor() d WHERE d.status = 'error'), 'doctor finds no error';
END
$smoke$;
SQL
    echo "$(command psql -XAt -d "$database" -c "SHOW server_version"), $route: ok"
    psql -d postgres -c "DROP DATABASE $database"
done
