CREATE OR REPLACE FUNCTION relationship_engine._identify_rule()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    new.id := md5(concat_ws('/', new.graph_id, new.body_1, coalesce(new.body_2, ''), new.kind))::uuid;
    RETURN new;
END
$function$;

COMMENT ON FUNCTION relationship_engine._identify_rule() IS
'Trigger of composition_rule: computes the id of a rule from its graph, body and kind, so that a rule that is mined '
'again is the same row.';
