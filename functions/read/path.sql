CREATE OR REPLACE FUNCTION relationship_engine.path(
    p_from_id uuid, p_to_id uuid, p_graph_id bigint DEFAULT 1, p_max_hops integer DEFAULT 4,
        p_kinds text [] DEFAULT NULL
)
RETURNS TABLE (
    step integer, edge_id uuid, from_id uuid, from_title text, kind text, to_id uuid, to_title text,
    strength double precision
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_ids uuid[] := ARRAY[p_from_id];
    v_scores double precision[] := ARRAY[1];
    v_paths text[] := ARRAY[''];
    v_best double precision := 0;
    v_path text;
    v_hit record;
BEGIN
    IF p_max_hops NOT BETWEEN 1 AND 6 THEN
        RAISE EXCEPTION 'p_max_hops must be 1 to 6, not %', p_max_hops
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave it out for 4.';
    END IF;
    FOR v_hop IN 1 .. p_max_hops LOOP
        -- of each entity that is reached the strongest way, of all of these the 300 strongest
        SELECT array_agg(x.other_id), array_agg(x.score), array_agg(x.path) INTO v_ids, v_scores, v_paths
        FROM (
            SELECT * FROM (
                SELECT DISTINCT ON (n.other_id) n.other_id, f.score * n.strength AS score,
                    f.path || '/' || n.edge_id AS path
                FROM unnest(v_ids, v_scores, v_paths) AS f (id, score, path)
                CROSS JOIN LATERAL relationship_engine.neighbors(f.id, p_graph_id, p_kinds, 200) n
                WHERE n.other_id <> p_from_id AND f.score * n.strength > v_best
                ORDER BY n.other_id, f.score * n.strength DESC, n.edge_id
            ) b
            ORDER BY b.other_id = p_to_id DESC, b.score DESC, b.other_id
            LIMIT 300
        ) x;
        SELECT u.score, u.path INTO v_hit
        FROM unnest(v_ids, v_scores, v_paths) AS u (id, score, path)
        WHERE u.id = p_to_id AND u.score > v_best;
        IF FOUND THEN
            v_best := v_hit.score;
            v_path := v_hit.path;
        END IF;
        EXIT WHEN v_ids IS NULL;
    END LOOP;
    RETURN QUERY
    SELECT u.place::integer, e.id, e.from_id, a.title, e.kind, e.to_id, b.title,
        e.strength
    FROM unnest(string_to_array(substr(v_path, 2), '/')::uuid[]) WITH ORDINALITY AS u (edge_id, place)
    JOIN relationship_engine.edge e ON e.id = u.edge_id AND e.graph_id = p_graph_id
    JOIN relationship_engine.entity a ON a.graph_id = p_graph_id AND a.id = e.from_id
    JOIN relationship_engine.entity b ON b.graph_id = p_graph_id AND b.id = e.to_id
    ORDER BY u.place;
END
$function$;

COMMENT ON FUNCTION relationship_engine.path(uuid, uuid, bigint, integer, text []) IS
'The strongest path between two entities, one row per edge, in either direction of the edges: the one whose '
'strengths have the greatest product, of at most p_max_hops edges (1 to 6). It is a beam search: the 200 strongest '
'edges of each entity and the 300 best entities of each hop are followed. No row: no path. Errors: '
'invalid_parameter_value.';
