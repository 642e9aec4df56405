CREATE OR REPLACE FUNCTION relationship_engine.move_state(p_graph_id bigint)
RETURNS TABLE (is_subscribed boolean, is_running boolean, tables_left bigint, mark uuid)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT s.oid IS NOT NULL,
        EXISTS (SELECT FROM pg_stat_subscription w WHERE w.subid = s.oid AND w.pid IS NOT NULL),
        (SELECT count(*) FROM pg_subscription_rel r WHERE r.srsubid = s.oid AND r.srsubstate <> 'r'),
        (SELECT m.mark FROM relationship_engine.graph_move m WHERE m.graph_id = p_graph_id)
    FROM (SELECT format('relationship_engine_move_%s', p_graph_id) AS name) n
    LEFT JOIN pg_subscription s ON s.subname = n.name AND s.subdbid = (
        SELECT d.oid FROM pg_database d WHERE d.datname = current_database())
$function$;

COMMENT ON FUNCTION relationship_engine.move_state(bigint) IS
'Building block of fleet move, at the target: one row with how far the copy of a graph is: whether there is a '
'subscription, whether a process applies changes, how many tables are not copied yet, and the last mark that arrived.';
