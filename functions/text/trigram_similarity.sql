-- The body is parsed when the function is made, so it keeps the function of pg_trgm itself, whatever schema that moves to.
CREATE OR REPLACE FUNCTION relationship_engine.trigram_similarity(p_name text, p_other text)
RETURNS real
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN schema_of_pg_trgm.similarity(p_name, p_other);

COMMENT ON FUNCTION relationship_engine.trigram_similarity(text, text) IS
'Building block: similarity(text, text) of pg_trgm (0..1), whatever schema that extension is in, now or later. '
'Inlined into its callers.';
