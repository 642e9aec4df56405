CREATE OR REPLACE FUNCTION relationship_engine.candidate(
    p_from_id uuid,
    p_to_id uuid,
    p_kind text,
    p_strategy text,
    p_context text,
    p_confidence double precision DEFAULT 1,
    p_importance double precision DEFAULT NULL,
    p_gain double precision DEFAULT 1,
    p_is_symmetric boolean DEFAULT false,
    p_is_exclusive boolean DEFAULT false,
    p_event_id uuid DEFAULT NULL,
    p_start_date date DEFAULT NULL,
    p_end_date date DEFAULT NULL,
    p_description text DEFAULT NULL,
    p_detail jsonb DEFAULT NULL
)
RETURNS relationship_engine.candidate
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT ROW(
        p_from_id, p_to_id, p_kind, p_strategy, p_context, p_confidence, p_importance, p_gain, p_is_symmetric,
        p_is_exclusive, p_event_id, p_start_date, p_end_date, p_description, p_detail)::relationship_engine.candidate
$function$;

COMMENT ON FUNCTION relationship_engine.candidate(
    uuid, uuid, text, text, text, double precision, double precision, double precision, boolean, boolean, uuid, date,
    date, text, jsonb) IS
'A candidate for learn(), by named arguments: candidate(p_from_id => a, p_to_id => b, p_kind => ''works_at'', '
'p_strategy => ''crm'', p_context => ''contract:7'', p_confidence => 0.9). The context identifies the '
'observation: the same one counts once for an edge and strategy. confidence and importance are in 0..1; gain is '
'the weight that the observation adds, above 0; p_is_symmetric: the kind has no direction; p_is_exclusive: the '
'strategy holds one such edge of p_from_id, and this candidate replaces another; p_event_id: the event that says '
'so; p_detail: anything that explains the finding; {"hold": reason} keeps it a proposal, and {"as_of": day} lets '
'it decay from that day on instead of now. Without SET: it is inlined, so it costs no call.';
