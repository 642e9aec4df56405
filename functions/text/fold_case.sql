CREATE OR REPLACE FUNCTION relationship_engine.fold_case(p_text text)
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$
    SELECT CASE WHEN pg_catalog.octet_length(p_text) = pg_catalog.length(p_text)
        THEN pg_catalog.lower(p_text COLLATE "C") COLLATE "default"
        -- invisible characters go; a final sigma is a sigma, ß is ss
        ELSE pg_catalog.replace(pg_catalog.translate(pg_catalog.lower(pg_catalog.regexp_replace(
            pg_catalog.normalize(p_text, 'NFKC'),
            '[\u00AD\u034F\u061C\u180E\u200C-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u206F\uFE00-\uFE0F\uFEFF'
            '\U000E0000-\U000E01EF]',
            '', 'g') COLLATE relationship_engine.unicode), U&'\03C2\0307', U&'\03C3'), U&'\00DF',
                'ss') COLLATE "default" END
$function$;

COMMENT ON FUNCTION relationship_engine.fold_case(text) IS
'Building block: a word without what never tells names apart: its case, compatibility forms (NFKC: full width, '
'ligatures), and invisible characters. The same in every locale. Without SET: it must be inlined.';
