CREATE OR REPLACE FUNCTION relationship_engine.derive_edges(
    p_graph_id bigint, p_edge_ids uuid [], p_known_at timestamptz, p_clocks double precision []
)
RETURNS TABLE (
    from_id uuid, to_id uuid, kind text, log_weight double precision, confidence double precision,
    importance double precision, start_date date, end_date date, description text, source_event_id uuid,
    strategies text [], is_stated boolean, is_inferred boolean, source_strategy text, events text, observations numeric,
    last_observed_at timestamptz, last_learned_at timestamptz, last_reinforced_at timestamptz
)
LANGUAGE sql STABLE
AS $function$
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
            CROSS JOIN LATERAL relationship_engine.evidence_at(p_graph_id, x.from_id, x.to_id, x.kind, p_known_at,
                p_clocks) v
            LEFT JOIN relationship_engine.strategy_setting s
                ON s.graph_id = p_graph_id AND s.strategy = v.strategy
            LEFT JOIN relationship_engine.external_strategy o ON o.strategy = v.strategy
            WHERE x.graph_id = p_graph_id AND x.id = ANY (p_edge_ids)
            WINDOW edge AS (PARTITION BY v.from_id, v.to_id, v.kind)
        ) v
        GROUP BY v.from_id, v.to_id, v.kind, v.strategy, v.is_authoritative
    ) s
    GROUP BY s.from_id, s.to_id, s.kind
$function$;

COMMENT ON FUNCTION relationship_engine.derive_edges(bigint, uuid [], timestamptz, double precision []) IS
'Building block: what the evidence of the given edges makes of them (see refresh_edges); edges without evidence return '
'no row. p_known_at and p_clocks: what was known then (see evidence_at); null: what counts now. Without SET: it is '
'inlined.';
