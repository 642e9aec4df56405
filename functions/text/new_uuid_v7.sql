CREATE OR REPLACE FUNCTION relationship_engine.new_uuid_v7()
RETURNS uuid
LANGUAGE sql VOLATILE
AS $function$
    SELECT encode(set_bit(set_bit(overlay(
        uuid_send(gen_random_uuid()), substr(int8send((1000 * date_part('epoch', clock_timestamp()))::bigint), 3), 1
    ), 52, 1), 53, 1), 'hex')::uuid
$function$;

COMMENT ON FUNCTION relationship_engine.new_uuid_v7() IS
'Building block: returns a UUID of version 7 (RFC 9562), which begins with the time in milliseconds, so that '
'successive rows share index pages; uuidv7() requires PostgreSQL 18. It has no SET clause, so that it is inlined.';
