CREATE OR REPLACE FUNCTION relationship_engine._candidates_of(
    p_strategy text, p_strategies text [], p_candidates relationship_engine.candidate []
)
RETURNS relationship_engine.candidate []
LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT array_agg((
        c.from_id, c.to_id, c.kind, c.strategy, c.context, c.confidence, c.importance, c.gain, c.is_symmetric,
        c.is_exclusive, c.event_id, c.start_date, c.end_date, c.description, c.detail)::relationship_engine.candidate)
    FROM ROWS FROM (unnest(p_strategies), unnest(p_candidates)) AS c (proposed_by)
    WHERE c.proposed_by = p_strategy
$function$;

COMMENT ON FUNCTION relationship_engine._candidates_of(text, text [], relationship_engine.candidate []) IS
'The candidates that a strategy proposes, of those of several (p_strategies: who proposes each); null if there are '
'none.';
