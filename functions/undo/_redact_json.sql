CREATE OR REPLACE FUNCTION relationship_engine._redact_json(p_value jsonb, p_pattern text)
RETURNS jsonb
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    RETURN CASE jsonb_typeof(p_value)
        WHEN 'string' THEN to_jsonb(regexp_replace(p_value #>> '{}', p_pattern, '[forgotten]', 'gi'))
        WHEN 'array' THEN (
            SELECT coalesce(jsonb_agg(relationship_engine._redact_json(x.value, p_pattern) ORDER BY x.nth), '[]')
            FROM jsonb_array_elements(p_value) WITH ORDINALITY AS x (value, nth))
        WHEN 'object' THEN (
            SELECT coalesce(jsonb_object_agg(
                regexp_replace(x.key, p_pattern, '[forgotten]', 'gi'),
                relationship_engine._redact_json(x.value, p_pattern)), '{}')
            FROM jsonb_each(p_value) x)
        ELSE p_value END;
END
$function$;

COMMENT ON FUNCTION relationship_engine._redact_json(jsonb, text) IS
'Replaces what matches the pattern, in any case, by [forgotten] in all strings and keys.';
