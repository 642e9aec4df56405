CREATE OR REPLACE FUNCTION relationship_engine._read_since()
RETURNS timestamptz
LANGUAGE sql STABLE
AS $function$
    SELECT to_timestamp(nullif(current_setting('relationship_engine.window_start', true), '')::double precision)
$function$;

COMMENT ON FUNCTION relationship_engine._read_since() IS
'In a chunk of a night, the beginning of its window: what was there before has been read by earlier nights. Null in a full scan '
'and in every other run: all is read. Set by _run_chunk(). Without SET: it must be inlined.';
