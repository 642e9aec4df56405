CREATE OR REPLACE FUNCTION relationship_engine.refresh_edges(p_graph_id bigint, p_edge_ids uuid [])
RETURNS void
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_derived bigint;
BEGIN
    IF cardinality(p_edge_ids) > 1000 THEN
        -- a plan that a trigger made while the tables were small would take hours
        PERFORM set_config('plan_cache_mode', 'force_custom_plan', true);
    END IF;
    UPDATE relationship_engine.edge_store e
    SET log_weight = a.log_weight,
        -- what an application has edited stays
        confidence = CASE WHEN e.edits ? 'confidence' THEN (e.edits ->> 'confidence')::double precision ELSE a.confidence END,
        importance = CASE WHEN e.edits ? 'importance' THEN (e.edits ->> 'importance')::double precision ELSE a.importance END,
        start_date = CASE WHEN e.edits ? 'start_date' THEN (e.edits ->> 'start_date')::date ELSE a.start_date END,
        end_date = CASE WHEN e.edits ? 'end_date' THEN (e.edits ->> 'end_date')::date ELSE a.end_date END,
        description = CASE WHEN e.edits ? 'description' THEN e.edits ->> 'description' ELSE a.description END,
        source_event_id = CASE
            WHEN e.edits ? 'source_event_id' THEN (e.edits ->> 'source_event_id')::uuid ELSE a.source_event_id END,
        strategies = a.strategies,
        is_stated = a.is_stated,
        is_inferred = a.is_inferred,
        metadata = coalesce(e.metadata, '{}') || jsonb_build_object(
            'reinforcement_count', a.observations - 1,
            'source_strategy', a.source_strategy,
            'detected_in_events', to_jsonb(coalesce(string_to_array(a.events, ','), '{}'))),
        (pruned_by_run, pruned_at) = (
            SELECT p.run_id, p.pruned_at
            FROM relationship_engine.pruning p
            WHERE p.graph_id = p_graph_id AND p.from_id = e.from_id AND p.to_id = e.to_id AND p.kind = e.kind
                AND p.retracted_by IS NULL AND p.pruned_at >= a.last_learned_at
            ORDER BY p.pruned_at DESC
            LIMIT 1),
        last_reinforced_at = coalesce(a.last_reinforced_at, a.last_observed_at),
        revision = e.revision + 1,
        updated_at = now()
    FROM (
        SELECT s.from_id, s.to_id, s.kind,
            max(s.top) + ln(sum(s.mass)) AS log_weight,
            -- what an application has set stays; else each in turn counts in full beside the shares of all others,
            -- and the largest of these is monotone
            CASE
                WHEN bool_or(s.is_set) THEN max(s.confidence) FILTER (WHERE s.is_set)
                WHEN count(*) = 1 THEN max(s.confidence)
                ELSE greatest(max(s.confidence),
                    1 - exp(greatest(-700, sum(ln(greatest(1 - s.weight * s.confidence, 1e-300)))))
                    * min((1 - s.confidence) / greatest(1 - s.weight * s.confidence, 1e-300)) FILTER (WHERE s.weight > 0))
            END AS confidence,
            coalesce(max(s.importance) FILTER (WHERE s.is_set), max(s.importance)) AS importance,
            (array_agg(s.start_date ORDER BY s.rank))[1] AS start_date,
            (array_agg(s.end_date ORDER BY s.rank))[1] AS end_date,
            (array_agg(s.description ORDER BY s.rank) FILTER (WHERE s.description IS NOT NULL))[1] AS description,
            (array_agg(s.event_id ORDER BY s.is_set DESC, s.first_observed_at, s.strategy)
                FILTER (WHERE s.event_id IS NOT NULL))[1] AS source_event_id,
            array_agg(s.strategy ORDER BY s.strategy) AS strategies,
            bool_or(s.is_stated) AS is_stated,
            bool_or(s.is_inferred) AS is_inferred,
            (array_agg(s.strategy ORDER BY s.first_observed_at, s.strategy))[1] AS source_strategy,
            string_agg(s.events, ',') AS events,
            sum(s.observations) AS observations,
            max(s.last_observed_at) AS last_observed_at,
            max(s.last_learned_at) AS last_learned_at,
            max(s.last_reinforced_at) AS last_reinforced_at
        FROM (
            SELECT v.from_id, v.to_id, v.kind, v.strategy,
                v.is_authoritative AS is_set,
                max(v.top) AS top,
                sum(v.gain * exp(greatest(v.scaled_clock - v.top, -700))) AS mass,
                max(v.confidence) AS confidence,
                max(v.importance) AS importance,
                max(v.weight) AS weight,
                bool_or(v.is_stated) AS is_stated,
                bool_or(v.is_inferred) AS is_inferred,
                row_number() OVER (
                    PARTITION BY v.from_id, v.to_id, v.kind
                    ORDER BY v.is_authoritative DESC, max(v.confidence) DESC, v.strategy) AS rank,
                (array_agg(
                    v.start_date
                    ORDER BY v.confidence DESC, num_nulls(v.start_date, v.end_date) > 1, v.observed_at DESC, v.context))[1]
                    AS start_date,
                (array_agg(
                    v.end_date
                    ORDER BY v.confidence DESC, num_nulls(v.start_date, v.end_date) > 1, v.observed_at DESC, v.context))[1]
                    AS end_date,
                (array_agg(v.description ORDER BY v.confidence DESC, v.observed_at, v.context)
                    FILTER (WHERE v.description IS NOT NULL))[1] AS description,
                (array_agg(v.event_id ORDER BY v.observed_at, v.context)
                    FILTER (WHERE v.event_id IS NOT NULL))[1] AS event_id,
                string_agg(v.event_id::text, ',' ORDER BY v.observed_at, v.context) FILTER (WHERE v.nth <= 20) AS events,
                count(*) AS observations,
                min(v.observed_at) AS first_observed_at,
                max(v.observed_at) AS last_observed_at,
                max(v.learned_at) AS last_learned_at,
                -- another system observed it when it says so, not when we read it there
                max(CASE WHEN v.detail ? 'last_reinforced_at'
                    THEN nullif(relationship_engine.parse_timestamp(v.detail ->> 'last_reinforced_at'), '-infinity')
                    ELSE v.observed_at END) AS last_reinforced_at
            FROM (
                SELECT v.*, coalesce(s.weight, 1) AS weight, coalesce(s.is_inferred, false) AS is_inferred,
                    coalesce(o.is_authoritative, false) AS is_authoritative,
                    s.is_inferred IS NOT TRUE OR v.kind = ANY (s.observed_kinds) AS is_stated,
                    x.rate * v.clock AS scaled_clock,
                    max(x.rate * v.clock) OVER edge AS top,
                    row_number() OVER (edge ORDER BY v.observed_at DESC, v.context) AS nth
                FROM relationship_engine.edge_store x
                JOIN relationship_engine.counting_evidence v
                    ON v.graph_id = p_graph_id AND v.from_id = x.from_id AND v.to_id = x.to_id AND v.kind = x.kind
                LEFT JOIN relationship_engine.strategy_setting s
                    ON s.graph_id = p_graph_id AND s.strategy = v.strategy
                LEFT JOIN relationship_engine.external_strategy o ON o.strategy = v.strategy
                WHERE x.graph_id = p_graph_id AND x.id = ANY (p_edge_ids)
                WINDOW edge AS (PARTITION BY v.from_id, v.to_id, v.kind)
            ) v
            GROUP BY v.from_id, v.to_id, v.kind, v.strategy, v.is_authoritative
        ) s
        GROUP BY s.from_id, s.to_id, s.kind
    ) a
    WHERE e.graph_id = p_graph_id AND e.from_id = a.from_id AND e.to_id = a.to_id AND e.kind = a.kind;
    GET DIAGNOSTICS v_derived = ROW_COUNT;
    IF v_derived = cardinality(p_edge_ids) THEN
        RETURN;  -- each has counting evidence, so none is to be hidden
    END IF;
    UPDATE relationship_engine.edge_store e
    SET strategies = '{}', pruned_by_run = r.retracted_by, pruned_at = r.retracted_at, revision = e.revision + 1,
        updated_at = now()
    FROM (
        SELECT DISTINCT ON (x.id) x.id, v.retracted_by, v.retracted_at
        FROM relationship_engine.edge_store x
        JOIN relationship_engine.evidence v
            ON v.graph_id = p_graph_id AND v.from_id = x.from_id AND v.to_id = x.to_id AND v.kind = x.kind
        WHERE x.graph_id = p_graph_id AND x.id = ANY (p_edge_ids) AND v.retracted_by IS NOT NULL
            AND NOT EXISTS (
                SELECT FROM relationship_engine.counting_evidence o
                WHERE o.graph_id = p_graph_id AND o.from_id = x.from_id AND o.to_id = x.to_id AND o.kind = x.kind)
        ORDER BY x.id, v.retracted_at DESC, v.retracted_by
    ) r
    WHERE e.graph_id = p_graph_id AND e.id = r.id
        AND (e.strategies IS DISTINCT FROM '{}' OR e.pruned_by_run IS DISTINCT FROM r.retracted_by);
END
$function$;

COMMENT ON FUNCTION relationship_engine.refresh_edges(bigint, uuid []) IS
'Building block: derives the given edges from their counting evidence, under locks that the caller holds. Weight: '
'log-sum-exp of gain and rate * clock. Confidence: 1 - (1 - c) * product of (1 - w * c) over the other strategies '
'(noisy-or), the largest that any one counted in full gives; one of weight 0 is combined with none. Description: of '
'the most confident evidence; dates: of the latest of it that has any. What an application has set stays, whatever '
'other evidence says: by UPDATE every column (edge_store.edits), by INSERT confidence, importance, description and '
'source_event_id where it gave them, and both dates. Pruned: while a pruning in force is newer than all evidence. '
'Where all evidence is retracted the edge is hidden: strategies is empty, and pruned_by_run names the run that '
'retracted the last of it.';
