CREATE OR REPLACE FUNCTION relationship_engine._shared_contexts(p_graph_id bigint, p_entity_ids uuid [])
RETURNS TABLE (entity_id uuid, other_id uuid, relation text)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_max integer := (SELECT g.max_context_size FROM relationship_engine.graph g WHERE g.id = p_graph_id);
BEGIN
    RETURN QUERY
    WITH neighbour AS MATERIALIZED (
        SELECT a.id, s.relation, s.other_id
        FROM unnest(p_entity_ids) AS a (id)
        CROSS JOIN LATERAL relationship_engine.stated_neighbors(p_graph_id, a.id, v_max) s
    ), fellow AS MATERIALIZED (
        -- both ends must be joined to the neighbour in the same way
        SELECT n.other_id, n.relation, s.members
        FROM (
            SELECT DISTINCT n.other_id, n.relation,
                CASE WHEN n.relation LIKE '^%' THEN substr(n.relation, 2) ELSE '^' || n.relation END AS inverse
            FROM neighbour n
            ORDER BY n.other_id  -- the order of the index
        ) n
        CROSS JOIN LATERAL (
            SELECT count(*) AS size, array_agg(s.other_id) FILTER (WHERE s.relation = n.inverse) AS members
            FROM relationship_engine.stated_neighbors(p_graph_id, n.other_id, v_max / 4 + 1) s
        ) s
        WHERE s.size <= v_max / 4
    ), event AS MATERIALIZED (
        SELECT a.id, m.event_id
        FROM unnest(p_entity_ids) AS a (id)
        CROSS JOIN LATERAL relationship_engine.latest_mentions(p_graph_id, a.id) m
    ), present AS MATERIALIZED (
        SELECT v.event_id, m.members
        FROM (SELECT DISTINCT v.event_id FROM event v) v
        CROSS JOIN LATERAL (
            SELECT array_agg(l.entity_id) AS members
            FROM (
                SELECT m.entity_id
                FROM relationship_engine.mention m
                WHERE m.graph_id = p_graph_id AND m.event_id = v.event_id
                LIMIT v_max + 1
            ) l
        ) m
        WHERE cardinality(m.members) <= v_max
    ), namesake AS MATERIALIZED (
        SELECT e.id, o.members
        FROM relationship_engine.entity e
        JOIN relationship_engine.entity_name n
            ON n.graph_id = p_graph_id AND n.entity_id = e.id AND n.origin = 'title'
        CROSS JOIN LATERAL (
            SELECT array_agg(l.entity_id) AS members
            FROM (
                SELECT o.entity_id
                FROM relationship_engine.entity_name o
                WHERE o.graph_id = p_graph_id AND o.key = n.key AND o.origin = 'title'
                    AND o.type = relationship_engine.fold_case(e.type)
                LIMIT v_max + 1
            ) l
        ) o
        WHERE e.graph_id = p_graph_id AND e.id = ANY (p_entity_ids) AND cardinality(o.members) BETWEEN 2 AND v_max
    )
    SELECT n.id, o.id, n.relation
    FROM neighbour n
    JOIN fellow f ON f.other_id = n.other_id AND f.relation = n.relation
    CROSS JOIN LATERAL unnest(f.members) AS o (id)
    WHERE o.id <> n.id
    UNION
    SELECT v.id, o.id, 'event'
    FROM event v
    JOIN present p ON p.event_id = v.event_id
    CROSS JOIN LATERAL unnest(p.members) AS o (id)
    JOIN relationship_engine.entity a ON a.graph_id = p_graph_id AND a.id = v.id
    JOIN relationship_engine.entity b ON b.graph_id = p_graph_id AND b.id = o.id
    WHERE o.id <> v.id AND b.type = a.type
    UNION
    SELECT n.id, o.id, 'title'
    FROM namesake n
    CROSS JOIN LATERAL unnest(n.members) AS o (id)
    WHERE o.id <> n.id;
END
$function$;

COMMENT ON FUNCTION relationship_engine._shared_contexts(bigint, uuid []) IS
'What the given entities share with others: a neighbour to which both are joined in the same way (relation: the '
'kind, ^ before it if the edge leads from the neighbour), one of the latest 100 events of either that mentions '
'both, where they are of one type (event), or their title and type (title: two holders of one post). Contexts of '
'more than graph.max_context_size entities are left out, and neighbours of more than a quarter of it, because a '
'large shared context says little about two entities.';
