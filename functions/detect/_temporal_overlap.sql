CREATE OR REPLACE FUNCTION relationship_engine._temporal_overlap(p_graph_id bigint, p_entity_ids uuid [])
RETURNS SETOF relationship_engine.candidate
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET datestyle = 'ISO, YMD'  -- of days that become contexts
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_dated uuid[] := ARRAY(SELECT p.entity_id FROM relationship_engine.date_buckets(p_graph_id, p_entity_ids) p);
    v_cap integer := (
        SELECT coalesce(s.max_edges_per_entity, 200) FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = 'temporal');
BEGIN
    IF cardinality(v_dated) = 0 THEN
        RETURN;
    END IF;
    RETURN QUERY
    WITH context AS MATERIALIZED (
        SELECT c.* FROM relationship_engine._shared_contexts(p_graph_id, v_dated) c
    ), period AS MATERIALIZED (
        SELECT p.*
        FROM relationship_engine.date_buckets(p_graph_id, ARRAY(
            SELECT c.other_id FROM context c UNION SELECT unnest(v_dated))) p
    ), pair AS MATERIALIZED (
        SELECT c.entity_id, c.other_id,
            array_agg(c.relation ORDER BY c.relation) AS relations
        FROM context c
        -- most have no period; IS TRUE: looked up in a hash
        WHERE (c.other_id IN (SELECT p.entity_id FROM period p)) IS TRUE
        GROUP BY c.entity_id, c.other_id
    ), joined AS MATERIALIZED (
        SELECT DISTINCT ON (least(p.entity_id, p.other_id), greatest(p.entity_id, p.other_id))
            a.entity_id AS earlier_id, b.entity_id AS later_id, p.relations,
            a.started_on AS earlier_start, a.ended_on AS earlier_end,
            b.started_on AS later_start, b.ended_on AS later_end,
            least(a.ended_on, b.ended_on) AS last_day,
            -- an end of 1994 and a start of 1994 are one handover, not a year together
            b.started_on >= a.ended_from AND a.started_on < b.started_on AND b.ended_on > a.ended_on AS is_handover,
            b.started_on - 31 <= a.ended_on AND b.started_on >= a.ended_from AS is_succession
        FROM pair p
        JOIN period x ON x.entity_id = p.entity_id
        JOIN period y ON y.entity_id = p.other_id
        CROSS JOIN LATERAL (
            SELECT x.* WHERE (x.started_on, x.ended_on, x.entity_id) < (y.started_on, y.ended_on, y.entity_id)
            UNION ALL
            SELECT y.* WHERE (x.started_on, x.ended_on, x.entity_id) >= (y.started_on, y.ended_on, y.entity_id)
        ) a
        CROSS JOIN LATERAL (SELECT x.* WHERE x.entity_id <> a.entity_id UNION ALL SELECT y.*
            WHERE y.entity_id <> a.entity_id) b
        WHERE x.entity_id <> y.entity_id
    ), overlap AS (
        SELECT j.*, least(j.last_day, current_date) - j.later_start + 1 AS days
        FROM joined j
        WHERE j.later_start <= j.last_day AND NOT j.is_handover
    ), succession AS (
        SELECT j.*, abs(j.later_start - j.earlier_end) AS gap, 'title' = ANY (j.relations) AS is_same,
            -- many come and go in one organization: who follows whom there, the titles must say
            NOT EXISTS (
                SELECT FROM unnest(j.relations) AS r (relation) WHERE r.relation IN ('title', 'event')
                    OR r.relation LIKE '^%'
            ) AS is_bare,
            (
                SELECT count(*)
                FROM (
                    SELECT regexp_split_to_table(
                        relationship_engine.fold_case(l.title) COLLATE relationship_engine.unicode, '\W+')
                    INTERSECT
                    SELECT regexp_split_to_table(
                        relationship_engine.fold_case(e.title) COLLATE relationship_engine.unicode, '\W+')
                ) AS w (word)
                WHERE ts_lexize('pg_catalog.english_stem', w.word) <> '{}'
            ) AS words
        FROM joined j
        JOIN relationship_engine.entity l ON l.graph_id = p_graph_id AND l.id = j.later_id
        JOIN relationship_engine.entity e ON e.graph_id = p_graph_id AND e.id = j.earlier_id
        WHERE j.is_succession AND (j.is_handover OR j.later_start > j.earlier_end) AND l.type = e.type
            AND EXISTS (SELECT FROM unnest(j.relations) AS r (relation) WHERE r.relation <> 'event')
    )
    SELECT (relationship_engine.candidate(
        p_from_id => o.earlier_id, p_to_id => o.later_id, p_kind => 'temporal_overlap', p_strategy => 'temporal',
        p_context => 'period:' || o.later_start || '/' || coalesce(nullif(o.last_day, 'infinity')::text, ''),
        p_confidence => CASE WHEN o.days > 365 THEN 0.8 WHEN o.days > 90 THEN 0.7 ELSE 0.6 END,
        p_importance => 0.5, p_is_symmetric => true,
        p_start_date => o.later_start, p_end_date => nullif(o.last_day, 'infinity'),
        p_detail => jsonb_build_object('rule', 'overlap', 'shares', o.relations, 'days', o.days))).*
    FROM (
        SELECT o.*,
            row_number() OVER (PARTITION BY o.earlier_id ORDER BY o.days DESC, o.later_id) AS rank_earlier,
            row_number() OVER (PARTITION BY o.later_id ORDER BY o.days DESC, o.earlier_id) AS rank_later
        FROM overlap o
    ) o
    WHERE least(o.rank_earlier, o.rank_later) <= v_cap
    UNION ALL
    SELECT (relationship_engine.candidate(
        p_from_id => s.later_id, p_to_id => s.earlier_id, p_kind => 'preceded_by', p_strategy => 'temporal',
        p_context => 'period:' || s.earlier_end,
        p_confidence => CASE WHEN s.is_same THEN 0.8 WHEN NOT s.is_bare OR s.words > 1 THEN 0.7 ELSE 0.6 END,
        p_importance => 0.5, p_start_date => s.later_start,
        p_detail => jsonb_build_object('rule', 'succession', 'shares', s.relations))).*
    FROM (
        SELECT s.*,
            rank() OVER (PARTITION BY s.later_id, s.is_bare ORDER BY s.is_same DESC, s.words DESC, s.gap) AS rank,
            count(*) OVER (PARTITION BY s.later_id, s.is_bare, s.is_same, s.words, s.gap) AS equals
        FROM succession s
    ) s
    WHERE CASE WHEN s.is_bare THEN s.rank = 1 AND s.equals = 1 ELSE s.rank <= 5 END;
END
$function$;

COMMENT ON FUNCTION relationship_engine._temporal_overlap(bigint, uuid []) IS
'Periods that overlap (temporal_overlap, with the overlap as its dates; surer the longer it is) and periods of which '
'one ends where the next begins, at most 31 days apart (later preceded_by earlier), between entities that share a '
'context. The longest overlaps of each entity, up to the cap of the strategy. Confidence of a succession is highest '
'for one post (title), then for one holder, and higher where an event or the titles support it; that an organization '
'is shared is enough only where no other predecessor is as likely.';
