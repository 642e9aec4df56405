-- The body is parsed when the function is made, so it follows the function when pg_trgm moves to another schema.
CREATE OR REPLACE FUNCTION relationship_engine.trigram_similarity(p_name text, p_other text)
RETURNS real
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN schema_of_pg_trgm.similarity(p_name, p_other);

COMMENT ON FUNCTION relationship_engine.trigram_similarity(text, text) IS
'Building block: similarity(text, text) of pg_trgm (0..1), in any schema of that extension, also after a move. '
'Inlined into its callers.';
