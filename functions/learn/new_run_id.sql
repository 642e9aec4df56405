CREATE OR REPLACE FUNCTION relationship_engine.new_run_id()
RETURNS uuid
LANGUAGE sql VOLATILE
AS $function$
    SELECT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid()), substr(int8send((1000 * date_part('epoch', clock_timestamp()))::bigint), 3), 1
    ), 52, 1), 53, 1), 'hex')::uuid
$function$;

COMMENT ON FUNCTION relationship_engine.new_run_id() IS
'Building block: returns a UUID of version 7 (RFC 9562) for a run, so that rows of successive runs share index pages. '
'It has no SET clause, so that it is inlined.';
