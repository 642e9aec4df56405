CREATE OR REPLACE FUNCTION relationship_engine.graph_id_range(p_begin bigint DEFAULT NULL)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_sequence CONSTANT text := pg_get_serial_sequence('relationship_engine.graph', 'id');
BEGIN
    IF p_begin IS NOT NULL THEN
        EXECUTE format('ALTER SEQUENCE %s MINVALUE %s START %2$s RESTART %2$s', v_sequence, p_begin);
    END IF;
    RETURN (SELECT s.seqmin FROM pg_sequence s WHERE s.seqrelid = v_sequence::regclass);
END
$function$;

COMMENT ON FUNCTION relationship_engine.graph_id_range(bigint) IS
'Building block of the fleet: returns where the range of the ids of new graphs begins, and sets it first if p_begin is '
'given. The ranges of the nodes of a fleet are 2^40 apart, so that a graph keeps its id when it moves.';
