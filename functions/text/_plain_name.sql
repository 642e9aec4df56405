CREATE OR REPLACE FUNCTION relationship_engine._plain_name(p_title text, p_is_person boolean)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE WHEN p_is_person THEN n.name ELSE regexp_replace(n.name, '^the (?=.)', '') END
    FROM (
        SELECT CASE
            WHEN octet_length(k.key) = length(k.key) THEN k.key
            ELSE relationship_engine._without_accents(replace(k.key, U&'\00DF', 'ss')) END AS name
        FROM (
            SELECT relationship_engine.normalize_name(CASE
                WHEN NOT p_is_person THEN p_title
                WHEN strpos(p_title, '@') > 0 OR strpos(p_title, ',') > 0 THEN regexp_replace(
                    regexp_replace(p_title, '\s*[<(\[][^<>()\[\] @]+@[^<>()\[\] @]+[>)\]]', ''),
                    '^\s*([^,]{2,}?)\s*,\s*([^,]{2,})$', '\2 \1')
                ELSE p_title END) AS key
        ) k
    ) n
$function$;

COMMENT ON FUNCTION relationship_engine._plain_name(text, boolean) IS
'A title in the form in which titles are compared: normalised, without accents and a leading article; of a person '
'without an e-mail address in brackets, and with the last name last ("Lee, Ann").';
