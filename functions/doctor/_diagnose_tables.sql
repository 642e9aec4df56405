CREATE OR REPLACE FUNCTION relationship_engine._diagnose_tables()
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH indexes AS (
        SELECT i.indexrelid::regclass AS index, i.indisvalid, i.indisunique,
            s.idx_scan = 0 AND pg_relation_size(i.indexrelid) > 1048576 AND t.idx_scan > 1000 AS is_unused,
            pg_size_pretty(pg_relation_size(i.indexrelid)) AS size,
            -- set_embedding_model() makes those of embeddings
            x.relname ~ '^(entity|event_text)_embedding_[0-9]+_' OR EXISTS (
                SELECT FROM relationship_engine.embedded_scripts() m
                WHERE m.folder = 'migrations' AND m.body ~ format('(INDEX|CONSTRAINT) %s\s', x.relname)) AS is_own
        FROM pg_class c
        JOIN pg_index i ON i.indrelid = c.oid
        JOIN pg_class x ON x.oid = i.indexrelid
        JOIN pg_stat_all_indexes s ON s.indexrelid = i.indexrelid
        JOIN pg_stat_all_tables t ON t.relid = c.oid
        WHERE c.relnamespace = 'relationship_engine'::regnamespace
    ), bloat AS (
        SELECT t.relid::regclass AS relation, t.n_dead_tup AS dead, t.n_live_tup AS live,
            t.n_dead_tup > 10000 AND t.n_dead_tup > 0.3 * (t.n_dead_tup + t.n_live_tup) AS is_bloated
        FROM pg_stat_all_tables t
        WHERE t.schemaname = 'relationship_engine'
    ), exposed AS (
        SELECT c.oid::regclass AS relation
        FROM pg_class c
        WHERE c.relnamespace = 'relationship_engine'::regnamespace
            AND (c.relkind IN ('r', 'p') AND (NOT c.relrowsecurity OR NOT EXISTS (
                    SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'relationship_engine_select'))
                OR c.relkind = 'v' AND NOT coalesce(c.reloptions @> '{security_invoker=true}', false))
    )
    SELECT 'invalid_indexes', CASE WHEN count(*) > 0 THEN 'error' ELSE 'ok' END,
        format('%s indexes are invalid%s', count(*), ': ' || string_agg(i.index::text, ', ')),
        string_agg(format('REINDEX INDEX CONCURRENTLY %s;', i.index), ' '), NULL::bigint
    FROM indexes i WHERE NOT i.indisvalid
    UNION ALL
    SELECT 'unused_indexes', CASE WHEN count(*) > 0 THEN 'info' ELSE 'ok' END,
        format('%s indexes have never been used%s', count(*), ': ' || string_agg(format('%s '
            '(%s)', i.index, i.size), ', ')),
        string_agg(format('DROP INDEX %s;', i.index), ' ') || ' if statistics cover some weeks.',
        NULL
    FROM indexes i
    -- those of the migrations serve nightly runs, pruning and undo
    WHERE i.is_unused AND i.indisvalid AND NOT i.indisunique AND NOT i.is_own
    UNION ALL
    SELECT 'bloat', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        format('%s tables have many dead rows%s', count(*),
            ': ' || string_agg(format('%s (%s of %s)', b.relation, b.dead, b.dead + b.live), ', ')),
        coalesce('VACUUM (ANALYZE) ' || string_agg(b.relation::text, ', ') || ';', '')
        || ' Long transactions, or a disabled autovacuum, prevent the removal of dead rows.', NULL
    FROM bloat b WHERE b.is_bloated
    UNION ALL
    SELECT 'row_security',
        CASE WHEN relationship_engine.has_row_security() AND count(*) > 0 THEN 'error'
            WHEN NOT relationship_engine.has_row_security() AND EXISTS (
                SELECT FROM relationship_engine.graph_grant g WHERE g.graph_id IS NOT NULL) THEN 'warning'
            ELSE 'ok' END,
        CASE WHEN relationship_engine.has_row_security()
            THEN format('on; %s tables and views are open%s', count(*), ': ' || string_agg(e.relation::text, ', '))
            ELSE 'off: roles have their rights in every graph' END,
        'SELECT relationship_engine.install(); SELECT relationship_engine.enable_row_security();', NULL
    FROM exposed e
    UNION ALL
    SELECT 'grants', CASE WHEN count(*) > 0 THEN 'warning' ELSE 'ok' END,
        format('%s roles were dropped and created again, and have none of their former levels%s', count(*),
            ': ' || string_agg(format('%I', r.role), ', ')),
        string_agg(format('SELECT relationship_engine.revoke_usage(%L);', r.role), ' '), NULL
    FROM (
        SELECT DISTINCT g.role
        FROM relationship_engine.graph_grant g
        WHERE to_regrole(quote_ident(g.role)) IS NOT NULL
            AND relationship_engine.grantee(g.role, g.role_oid, g.system_identifier) IS NULL
    ) r
    UNION ALL
    SELECT 'locks', CASE WHEN count(*) > 0 THEN 'error' ELSE 'ok' END,
        format('%s locks of graphs are held by sessions without rights here%s', count(*),
            ': ' || string_agg(format('graph %s by role %I', f.graph_id, f.role), ', ')),
        string_agg(DISTINCT format('SELECT pg_terminate_backend(%s);', f.pid), ' '), NULL
    FROM relationship_engine.foreign_locks() f
    UNION ALL
    SELECT 'publications', CASE WHEN count(*) > 0 THEN 'error' ELSE 'ok' END,
        format('%s tables cannot be updated: publications leave out columns of their replica identity%s', count(*),
            ': ' || string_agg(DISTINCT p.relation::text, ', ')),
        string_agg(DISTINCT format('ALTER PUBLICATION %I SET (publish_generated_columns = stored);', p.name), ' '), NULL
    FROM (
        SELECT DISTINCT c.oid::regclass AS relation, b.pubname AS name
        FROM pg_class c
        JOIN pg_publication_tables t ON t.schemaname = 'relationship_engine' AND t.tablename = c.relname
        JOIN pg_publication b ON b.pubname = t.pubname AND (b.pubupdate OR b.pubdelete)
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relreplident = 'f'
            -- PostgreSQL 18 has this column; those before it do not ask for generated columns
            AND to_jsonb(b) ->> 'pubgencols' = 'n'
            AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attgenerated = 's')
    ) p
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_tables() IS
'Checks tables and indexes: invalid and unused indexes, dead rows, gaps in row-level security, grants of '
'roles that were dropped and created again, locks of strangers, publications that forbid updates of a table.';
