CREATE OR REPLACE FUNCTION relationship_engine._names_of_entity(p_title text, p_metadata jsonb)
RETURNS TABLE (name text, is_alias boolean)
LANGUAGE sql IMMUTABLE
AS $function$
    WITH title AS MATERIALIZED (SELECT left(relationship_engine.normalize_name(p_title), 500) AS name)
    SELECT n.name, bool_and(n.is_alias)
    FROM (
        SELECT t.name, false AS is_alias FROM title t
        UNION ALL  -- the name without its legal form
        SELECT substring(
            t.name FROM '^(.+) (?:inc|incorporated|llc|llp|ltd|limited|corp|corporation|co|company|plc|gmbh)$'), true
        FROM title t
        UNION ALL
        SELECT left(relationship_engine.normalize_name(a.alias), 500), true
        FROM jsonb_array_elements_text(
            CASE WHEN jsonb_typeof(p_metadata -> 'aliases') = 'array' THEN p_metadata -> 'aliases' ELSE '[]' END
        ) AS a (alias)
    ) n
    WHERE n.name <> ''
    GROUP BY n.name
$function$;

COMMENT ON FUNCTION relationship_engine._names_of_entity(text, jsonb) IS
'The names of an entity, normalised: its title, its title without the legal form, and metadata.aliases. Without SET: it '
'must be inlined.';
