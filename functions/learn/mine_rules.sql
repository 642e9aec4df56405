CREATE OR REPLACE FUNCTION relationship_engine.mine_rules(
    p_graph_id bigint, p_sample integer DEFAULT 2000,
    p_min_count integer DEFAULT 5, p_min_confidence double precision DEFAULT 0.3,
    p_max_paths bigint DEFAULT 1000000
)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    -- the ids are random, so a range of them is a sample, another one each night
    v_from uuid := (SELECT md5(g.decay_date::text)::uuid FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_sample uuid[];
BEGIN
    IF p_sample < 1 OR p_min_count < 1 OR p_max_paths < 1 OR NOT p_min_confidence BETWEEN 0 AND 1 THEN
        RAISE EXCEPTION 'sample, count and paths must be above 0, confidence in 0..1'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'The defaults are 2000, 5, 0.3 and 1000000.';
    END IF;
    v_sample := ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id >= v_from ORDER BY e.id LIMIT p_sample);
    v_sample := v_sample || ARRAY(
        SELECT e.id FROM relationship_engine.entity e
        WHERE e.graph_id = p_graph_id AND e.id < v_from ORDER BY e.id LIMIT p_sample - cardinality(v_sample));
    RETURN relationship_engine._mine_compositions(p_graph_id, v_sample, p_min_count, p_min_confidence, p_max_paths)
        + relationship_engine._mine_attributes(p_graph_id, v_sample, p_min_count, p_min_confidence, p_max_paths);
END
$function$;

COMMENT ON FUNCTION relationship_engine.mine_rules(bigint, integer, integer, double precision, bigint) IS
'Learns composition_rule and attribute_rule anew from the edges of a sample of entities (all, where there are fewer), at '
'most p_max_paths paths of theirs, and returns how many rules hold: those seen p_min_count times or more with a smoothed confidence of head / (body + 5) of '
'p_min_confidence or more. Rules that are pinned or switched off stay as they are. After AMIE (Galarraga 2013) and AnyBURL '
'(Meilicke 2019), at most two steps. The nightly calls it. Errors: invalid_parameter_value.';
