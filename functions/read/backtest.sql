CREATE OR REPLACE FUNCTION relationship_engine.backtest(
    p_graph_id bigint DEFAULT 1, p_days integer DEFAULT 30, p_periods integer DEFAULT 24,
    p_kinds text [] DEFAULT NULL, p_factors double precision [] DEFAULT '{0.97,0.98,0.99,0.9925,0.995,0.9975,1}',
    p_standard_errors double precision DEFAULT 1, p_until date DEFAULT NULL
)
RETURNS TABLE (
    kind text,
    setting text,
    decay_factor double precision,
    rate double precision,
    half_life double precision,
    periods integer,
    average_precision double precision,
    ndcg double precision,
    improvement double precision,
    lower_bound double precision,
    is_proposed boolean
)
LANGUAGE plpgsql STABLE
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_custom_plan
-- estimates for the ledger are far too low
SET enable_nestloop = off
AS $function$
DECLARE
    v_sample CONSTANT integer := 10000;  -- edges of a kind, drawn by a hash, or the sorts would take minutes
    v_factor double precision;
    v_scores text;
    v_settings text[];
    v_used double precision[];
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    IF p_days IS NULL OR p_days < 1 OR p_periods IS NULL OR p_periods < 1 OR p_standard_errors IS NULL
        OR p_standard_errors < 0 OR coalesce(cardinality(p_factors), 0) = 0
            OR array_position(p_factors, NULL) IS NOT NULL
        OR 0 >= ANY (p_factors) OR 1 < ANY (p_factors)
    THEN
        RAISE EXCEPTION 'arguments out of range: p_days %, p_periods %, p_factors %, p_standard_errors %',
            p_days, p_periods, p_factors, p_standard_errors
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'p_days and p_periods are at least 1, p_standard_errors is at least 0, p_factors are above 0 and at '
                'most 1.';
    END IF;
    SELECT g.decay_factor INTO v_factor FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    -- The first setting is the one in force, at the rate of each kind. The others are what a kind could have instead.
    v_used := ARRAY(SELECT DISTINCT f FROM unnest(p_factors) f WHERE f <> v_factor ORDER BY f);
    v_settings := ARRAY['current'] || ARRAY(SELECT 'decay' FROM unnest(v_used)) || '{spaced gain,functional}'::text[];
    v_used := ARRAY[NULL::double precision] || v_used || ARRAY[NULL, NULL]::double precision[];
    v_scores := 'sum(x.gain * x.kept)'
        || (
            SELECT string_agg(format(', sum(x.gain * exp(greatest(x.age * %s, -700)))', ln(f)), '' ORDER BY n)
            FROM unnest(v_used) WITH ORDINALITY AS u (f, n) WHERE f IS NOT NULL)
        || ', sum(x.spaced * x.kept), sum(x.gain * x.kept)';
    RETURN QUERY EXECUTE format(
        $query$
            WITH everything AS MATERIALIZED (
                SELECT v.kind, v.from_id, v.to_id, d.day, max(v.gain) AS gain
                FROM relationship_engine.counting_evidence v
                LEFT JOIN relationship_engine.raw_events o
                    ON o.graph_id = $1 AND o.id = v.event_id AND isfinite(o.occurred_at)
                CROSS JOIN LATERAL (
                    SELECT (coalesce(o.occurred_at, v.observed_at) AT TIME ZONE 'UTC')::date AS day
                ) d
                WHERE v.graph_id = $1 AND ($4 IS NULL OR v.kind = ANY ($4))
                GROUP BY v.kind, v.from_id, v.to_id, d.day
            ), edge AS MATERIALIZED (
                SELECT e.*, row_number() OVER (PARTITION BY e.kind ORDER BY e.coin) AS place,
                    row_number() OVER (ORDER BY e.coin) AS place_of_all
                FROM (
                    SELECT e.kind, e.from_id, e.to_id, count(*) AS observations,
                        hashtext(e.from_id::text || e.to_id::text) AS coin
                    FROM everything e
                    GROUP BY e.kind, e.from_id, e.to_id
                ) e
            ), kind AS MATERIALIZED (
                -- where no edge has a single observation, the kind needs two for an edge
                SELECT e.kind, least(min(e.observations), 2) AS least, coalesce(max(k.rate), 1) AS rate,
                    coalesce(bool_or(k.is_functional), false) AS is_functional,
                    coalesce(bool_or(k.is_symmetric), false) AS is_symmetric
                FROM edge e
                LEFT JOIN relationship_engine.kind_setting k ON k.graph_id = $1 AND k.kind = e.kind
                GROUP BY e.kind
            ), ledger AS MATERIALIZED (
                SELECT l.kind, l.from_id, l.to_id, l.day, l.gain, l.spaced, l.coin, l.is_of_all
                FROM (
                    SELECT e.*, s.coin, s.place_of_all <= %s AS is_of_all, count(*) OVER edge AS known,
                        cbrt(row_number() OVER history
                            * least(coalesce(e.day - lag(e.day) OVER history, 1), 32)) AS spaced
                    FROM everything e
                    JOIN edge s ON s.kind = e.kind AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.place <= %s
                    WHERE e.day < coalesce($7, 'infinity')
                    WINDOW edge AS (PARTITION BY e.kind, e.from_id, e.to_id), history AS (edge ORDER BY e.day)
                ) l
                JOIN kind k ON k.kind = l.kind
                WHERE l.known >= k.least
            ), boundary AS MATERIALIZED (
                SELECT b.begins, row_number() OVER (ORDER BY b.begins) AS nth
                FROM (
                    SELECT s.last + 1 - i * $2 AS begins, s.first
                    FROM (SELECT min(l.day) AS first, max(l.day) AS last FROM ledger l) s
                    CROSS JOIN generate_series(1, $3) i
                ) b
                -- as much history before the first period as it is long
                WHERE b.begins - $2 >= b.first
            ), scored AS MATERIALIZED (
                SELECT x.nth, x.kind, x.from_id, x.to_id, x.coin, x.is_of_all, max(x.day) AS last_day,
                    ARRAY[%s]::double precision[] AS scores
                    FROM (
                    SELECT b.nth, l.kind, l.from_id, l.to_id, l.coin, l.is_of_all, l.gain, l.spaced, l.day,
                        b.begins - l.day AS age, k.least,
                        exp(greatest((b.begins - l.day) * %s * k.rate, -700)) AS kept
                    FROM ledger l
                    JOIN kind k ON k.kind = l.kind
                    JOIN boundary b ON b.begins > l.day
                ) x
                GROUP BY x.nth, x.kind, x.from_id, x.to_id, x.coin, x.is_of_all
                HAVING count(*) >= max(x.least)
            ), judged AS MATERIALIZED (
                SELECT s.*, (l.from_id IS NOT NULL) AS is_relevant,
                    s.last_day = max(s.last_day) OVER (PARTITION BY s.nth, s.kind, s.from_id) AS is_latest
                FROM scored s
                LEFT JOIN (
                    SELECT DISTINCT b.nth, l.kind, l.from_id, l.to_id
                    FROM ledger l
                    JOIN boundary b ON l.day >= b.begins AND l.day < b.begins + $2
                ) l ON l.nth = s.nth AND l.kind = s.kind AND l.from_id = s.from_id AND l.to_id = s.to_id
            ), ranked AS (
                SELECT j.kind, j.nth, u.setting, j.is_relevant,
                    row_number() OVER place AS rank
                FROM (
                    SELECT j.kind, j.nth, j.scores, j.is_relevant, j.is_latest, j.coin FROM judged j
                    UNION ALL
                    SELECT NULL, j.nth, j.scores, j.is_relevant, j.is_latest, j.coin FROM judged j
                    WHERE j.is_of_all AND (SELECT count(*) FROM kind) > 1
                ) j
                CROSS JOIN LATERAL unnest(j.scores) WITH ORDINALITY AS u (score, setting)
                WINDOW place AS (
                    PARTITION BY j.kind, j.nth, u.setting
                    -- of a functional kind, all but the latest target come last
                    ORDER BY u.setting = cardinality(j.scores) AND NOT j.is_latest, u.score DESC, j.coin)
            ), hit AS (
                SELECT r.kind, r.nth, r.setting, r.rank,
                    row_number() OVER (PARTITION BY r.kind, r.nth, r.setting ORDER BY r.rank) AS hits
                FROM ranked r
                WHERE r.is_relevant
            ), period AS MATERIALIZED (
                SELECT h.kind, h.nth, h.setting,
                    avg(h.hits::double precision / h.rank) AS ap,
                    sum(1 / ln(h.rank + 1)) FILTER (WHERE h.rank <= 100)
                    / sum(1 / ln(h.hits + 1)) FILTER (WHERE h.hits <= 100) AS ndcg
                FROM hit h
                GROUP BY h.kind, h.nth, h.setting
            ), compared AS MATERIALIZED (
                SELECT p.kind, p.nth, p.setting, p.ap, coalesce(p.ndcg, 0) AS ndcg, d.ap AS base,
                    p.ap - d.ap AS better
                FROM period p
                JOIN period d ON d.nth = p.nth AND d.setting = 1 AND d.kind IS NOT DISTINCT FROM p.kind
            ), tested AS (
                SELECT c.kind, c.setting, count(*)::integer AS periods, avg(c.ap) AS ap, avg(c.ndcg) AS ndcg,
                    avg(c.better) AS better,
                    CASE WHEN count(*) > 2 THEN avg(c.better) - $5 * stddev_samp(c.better) / sqrt(count(*)) END AS bound
                FROM compared c
                GROUP BY c.kind, c.setting
            )
            SELECT t.kind, n.name,
                f.factor, ln(f.factor) / nullif(%s, 0), ln(0.5) / nullif(ln(f.factor), 0), t.periods,
                t.ap, t.ndcg, t.better, t.bound,
                t.setting <> 1 AND t.periods >= 6 AND coalesce(
                    t.bound > 0 AND t.bound = max(t.bound) OVER (PARTITION BY t.kind, n.name = 'decay'), false)
            FROM tested t
            LEFT JOIN kind k ON k.kind = t.kind
            CROSS JOIN LATERAL (SELECT ($6::text[])[t.setting] AS name) n
            CROSS JOIN LATERAL (
                SELECT coalesce(($8::double precision[])[t.setting], exp(%s * coalesce(k.rate, 1))) AS factor
            ) f
            WHERE n.name <> 'functional' OR NOT (k.is_functional OR k.is_symmetric OR k.kind IS NULL)
            ORDER BY t.kind NULLS FIRST, t.setting
        $query$,
        v_sample, v_sample, v_scores, ln(v_factor), ln(v_factor), ln(v_factor))
    USING p_graph_id, p_days, p_periods, p_kinds, p_standard_errors, v_settings, p_until, v_used;
END
$function$;

COMMENT ON FUNCTION relationship_engine.backtest(
    bigint, integer, integer, text [], double precision [], double precision, date) IS
'Replays the evidence of a graph by the days of its events and tells which settings would have ranked best what came '
'next. At the beginning of each of up to p_periods periods of p_days (the last ones before p_until; null: all '
'evidence), the edges seen so far are ranked by the weights that a setting gives them; those with new evidence in the '
'period should stand first. Of a kind with more edges, a sample of 10,000 is drawn. For each kind (p_kinds; null: '
'all), and for all kinds in one ranking (kind null): setting current (the decay in force), decay (one of p_factors a '
'night), spaced gain (the gain of a day grows with the number of days and the pause before it: cube root of their '
'product), functional (the latest target of a source goes first). decay_factor, rate (relative to the graph) and '
'half_life (in nights) of the setting; mean average_precision and ndcg (at 100) over the periods that have new '
'evidence; improvement of the average precision over the current setting, and its lower_bound, p_standard_errors below '
'the mean over the periods (the one-standard-error rule, Breiman and others 1984). is_proposed: the decay, or the '
'other setting, with the best lower bound, if that is above 0 in at least 6 periods. Only reads; set_decay() applies a '
'factor. Errors: no_data_found, invalid_parameter_value.';
