CREATE OR REPLACE FUNCTION relationship_engine._diagnose_graph(p_graph_id bigint)
RETURNS SETOF relationship_engine.diagnosis
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT d.name, CASE WHEN d.is_wrong THEN d.status ELSE 'ok' END, d.value, d.remedy, p_graph_id
    FROM relationship_engine.graph g
    CROSS JOIN LATERAL (
        SELECT count(*) FILTER (WHERE NOT w.is_bare) AS differing, count(*) FILTER (WHERE w.is_bare) AS bare
        FROM relationship_engine.recompute_weights(g.id) w
    ) weights
    CROSS JOIN LATERAL (
        SELECT
            (SELECT count(*) FROM (
                SELECT n.entity_id FROM relationship_engine.entity_name n WHERE n.graph_id = g.id
                UNION
                SELECT t.entity_id FROM relationship_engine.title_suffix t WHERE t.graph_id = g.id
                EXCEPT
                SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = g.id) o) AS of_nobody,
            (SELECT count(*) FROM relationship_engine.entity e
            WHERE e.graph_id = g.id AND NOT EXISTS (
                SELECT FROM relationship_engine.entity_name n WHERE n.graph_id = g.id AND n.entity_id = e.id)
                -- a title without a word has no name
                AND relationship_engine.normalize_name(e.title) <> '') AS missing
    ) names
    CROSS JOIN LATERAL (
        SELECT count(*) AS missing
        FROM relationship_engine.mention m
        WHERE m.graph_id = g.id AND m.created_at < now() - interval '1 day' AND NOT EXISTS (
            SELECT FROM relationship_engine.raw_events r WHERE r.graph_id = g.id AND r.id = m.event_id)
    ) events
    CROSS JOIN LATERAL (
        SELECT count(*) AS names, string_agg(format('%s (%s)', t.name, t.entities), ', '
            ORDER BY t.entities DESC, t.name)
            FILTER (WHERE t.nth <= 5) AS examples
        FROM (
            SELECT n.key AS name, count(*) AS entities, row_number() OVER (ORDER BY count(*) DESC, n.key) AS nth
            FROM relationship_engine.entity_name n
            WHERE n.graph_id = g.id AND n.origin = 'title'
            GROUP BY n.key, n.type
            HAVING count(*) > 1
        ) t
    ) twins
    CROSS JOIN LATERAL (
        SELECT count(*) AS sources, min(s.kind) AS kind
        FROM (
            SELECT e.from_id, e.kind
            FROM relationship_engine.kind_setting k
            JOIN relationship_engine.edge_store e ON e.graph_id = g.id AND e.kind = k.kind
            WHERE k.graph_id = g.id AND k.is_functional AND e.pruned_by_run IS NULL AND e.is_stated
                AND e.end_date IS NULL
            GROUP BY e.from_id, e.kind
            HAVING count(*) > 1
        ) s
    ) rivals
    CROSS JOIN LATERAL (
        SELECT count(*) AS names, string_agg(format('%s (%s)', t.name, t.types), ', ' ORDER BY t.name)
            FILTER (WHERE t.nth <= 5) AS examples
        FROM (
            SELECT n.key AS name, string_agg(DISTINCT n.type, ', ' ORDER BY n.type) AS types,
                row_number() OVER (ORDER BY n.key) AS nth
            FROM relationship_engine.entity_name n
            WHERE n.graph_id = g.id AND n.origin = 'title'
            GROUP BY n.key
            HAVING count(DISTINCT n.type) > 1
        ) t
    ) shared
    CROSS JOIN LATERAL (
        SELECT count(*) AS names, string_agg(t.key, ', ' ORDER BY t.key) FILTER (WHERE t.nth <= 5) AS examples
        FROM (
            SELECT n.key, row_number() OVER (ORDER BY n.key) AS nth
            FROM relationship_engine.entity_name n
            WHERE n.graph_id = g.id AND n.is_common
            GROUP BY n.key
        ) t
    ) common
    CROSS JOIN LATERAL (
        SELECT count(*) AS types,
            string_agg(format('%s (%s)', t.type, t.entities), ', ' ORDER BY t.entities DESC, t.type)
            FILTER (WHERE t.nth <= 5) AS examples
        FROM (
            SELECT lower(e.type) AS type, count(*) AS entities,
                row_number() OVER (ORDER BY count(*) DESC, lower(e.type)) AS nth
            FROM relationship_engine.entity e
            WHERE e.graph_id = g.id AND lower(e.type) <> ALL (ARRAY(
                SELECT unnest(relationship_engine.type_names(t.types))
                FROM (
                    SELECT r.source_type AS types FROM relationship_engine.pattern_rule r
                    WHERE r.graph_id = g.id AND r.enabled
                    UNION
                    SELECT r.target_type FROM relationship_engine.pattern_rule r WHERE r.graph_id = g.id AND r.enabled
                ) t
                WHERE t.types IS NOT NULL))
            GROUP BY lower(e.type)
        ) t
    ) unknown
    CROSS JOIN LATERAL (
        SELECT count(*) AS failed, min(t.error) AS error,
            (SELECT count(*) FROM relationship_engine.entity e
            WHERE e.graph_id = g.id AND e.embedding_hash IS NULL AND g.embedding_model IS NOT NULL
                AND e.updated_at < now() - interval '1 day') AS due
        FROM relationship_engine.embedding_attempt t
        WHERE t.graph_id = g.id AND t.error IS NOT NULL
    ) embeddings
    CROSS JOIN LATERAL (
        SELECT count(*) AS broken
        FROM relationship_engine.merged_entity m
        WHERE m.graph_id = g.id AND m.into_id IS NOT NULL AND (
            NOT EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = g.id AND e.id = m.into_id)
            OR EXISTS (SELECT FROM relationship_engine.entity e WHERE e.graph_id = g.id AND e.id = m.id))
    ) merges
    CROSS JOIN LATERAL (
        SELECT r.has_future_run, r.has_future_run OR g.decay_date > current_date + 1 AS is_ahead
        FROM (
            SELECT EXISTS (
                SELECT FROM relationship_engine.run r
                WHERE r.graph_id = g.id AND r.mode = 'nightly' AND r.started_at > now() + interval '1 hour'
            ) AS has_future_run
        ) r
    ) clock
    CROSS JOIN LATERAL (
        VALUES
        (
            'clock', clock.is_ahead OR g.mode IN ('parallel', 'active') AND g.decay_date < current_date - 1, 'warning',
            CASE WHEN clock.has_future_run THEN 'a nightly run begins in the future: the clock of the server was wrong'
                ELSE format('decayed up to %s, %s days %s', g.decay_date, abs(g.decay_date - current_date),
                    CASE WHEN clock.is_ahead THEN 'ahead' ELSE 'ago' END) END,
            CASE
                WHEN clock.has_future_run THEN format(
                    'UPDATE relationship_engine.run SET started_at = now(), finished_at = now() '
                    'WHERE graph_id = %s AND started_at > now();', g.id)
                WHEN clock.is_ahead THEN format(
                    'SELECT relationship_engine.settle_clock(%s); otherwise nothing decays until that day.', g.id)
                ELSE format(
                    'CALL relationship_engine.run_nightly(%s); decays by all these nights. Use settle_clock(%s) '
                        'instead '
                    'to decay by none, after an import of history or the restore of a backup. Then check the '
                        'scheduler.',
                    g.id, g.id) END
        ),
        (
            'weights', weights.differing > 0, 'error',
            format('%s edges have a weight that differs from their evidence', weights.differing),
            format('SELECT relationship_engine.repair(%s);', g.id)
        ),
        (
            'bare_edges', weights.bare > 0, 'warning', format('%s edges have no evidence', weights.bare),
            format(
                'SELECT relationship_engine.repair(%s); keeps them with their weight, as edges of the '
                'application.', g.id)
        ),
        (
            'names', names.of_nobody + names.missing > 0, 'warning',
            format('%s indexed names have no entity, %s entities have no indexed name', names.of_nobody,
                names.missing),
            format('SELECT relationship_engine.repair(%s);', g.id)
        ),
        (
            'missing_events', events.missing > 0, 'info',
            format('%s mentions older than a day refer to missing events', events.missing),
            format(
                'DELETE FROM relationship_engine.mention m WHERE m.graph_id = %s AND NOT EXISTS (SELECT FROM '
                'relationship_engine.raw_events r WHERE r.graph_id = m.graph_id AND r.id = m.event_id); or insert the '
                'events, if they are still to come.', g.id)
        ),
        (
            'duplicates', twins.names > 0, 'info',
            format('%s names belong to several entities of one type%s', twins.names, ': ' || twins.examples),
            'relationship-engine merge, or SELECT relationship_engine.merge_entities(keep, drop); names of different '
                'things need something that tells them apart.'
        ),
        (
            'merges', merges.broken > 0, 'warning',
            format(
                '%s merged entities are there again, or the entity that they were merged into is not', merges.broken),
            format('SELECT relationship_engine.repair(%s);', g.id)
        ),
        (
            'contradictions', rivals.sources > 0, 'info',
            format('%s sources have several current edges of a kind of which there is one at a time%s', rivals.sources,
                ' (' || rivals.kind || ')'),
            'Nothing says which is later: give the events occurred_at, UPDATE edge SET end_date, or '
            'UPDATE kind_setting SET is_functional = false.'
        ),
        (
            'shared_names', shared.names > 0, 'info',
            format('%s titles belong to entities of several types, and no text mentions them%s', shared.names,
                ': ' || shared.examples),
            'Give each a title that tells it apart, such as "Paris (city)", and the shared name to one as an alias.'
        ),
        (
            'common_names', common.names > 0, 'info',
            format('%s names are common words in the texts and held back%s', common.names, ': ' || common.examples),
            'If one is a name: UPDATE relationship_engine.entity SET metadata = metadata || ''{"is_name": true}'' for '
            'its entity, then SELECT relationship_engine.mark_common_names(' || g.id || ');'
        ),
        (
            'types', unknown.types > 0, 'info',
            format('%s types are named by no rule%s', unknown.types, ': ' || unknown.examples),
            'INSERT INTO relationship_engine.type_alias (type, alias) for types that a rule knows by another name.'
        ),
        (
            'embeddings', embeddings.failed + embeddings.due > 0, 'warning',
            CASE WHEN embeddings.failed > 0
                THEN format('%s entities could not be embedded, for example: %s', embeddings.failed, embeddings.error)
                ELSE format('%s entities have waited for an embedding for more than a day', embeddings.due) END,
            format(
                'relationship-engine embed --graph %s; table embedding_attempt has the errors and the times of the '
                    'next attempts.', g.id)
        )
    ) AS d (name, is_wrong, status, value, remedy)
    WHERE g.id = p_graph_id
$function$;

COMMENT ON FUNCTION relationship_engine._diagnose_graph(bigint) IS
'Checks the rows of a graph: decay clock, weights against evidence, orphans, duplicate candidates, functional '
'kinds with several current edges, names that are shared or held back, types that no rule names. Reads the whole '
'graph.';
