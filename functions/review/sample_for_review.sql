CREATE OR REPLACE FUNCTION relationship_engine.sample_for_review(p_graph_id bigint, p_count integer DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_count integer;
BEGIN
    SELECT coalesce(p_count, nullif(g.review_sample, 0), 50) INTO v_count
    FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    ELSIF v_count < 0 THEN
        RAISE EXCEPTION 'a sample has 0 edges or more, not %', v_count
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Leave p_count out for graph.review_sample.';
    END IF;
    v_count := v_count - (
        SELECT count(*) FROM relationship_engine.review_sample s
        WHERE s.graph_id = p_graph_id AND s.sampled_at > now() - interval '7 days');
    IF v_count <= 0 THEN
        RETURN 0;
    END IF;
    -- a hash of the id and the day: as good as random, and the same on each node
    INSERT INTO relationship_engine.review_sample (graph_id, from_id, to_id, kind)
    SELECT p_graph_id, e.from_id, e.to_id, e.kind
    FROM relationship_engine.edge_store e
    WHERE e.graph_id = p_graph_id AND e.pruned_by_run IS NULL
        AND NOT EXISTS (
            SELECT FROM relationship_engine.review_sample s
            WHERE s.graph_id = p_graph_id AND s.from_id = e.from_id AND s.to_id = e.to_id AND s.kind = e.kind)
        AND NOT EXISTS (
            SELECT FROM relationship_engine.review v
            WHERE v.graph_id = p_graph_id AND v.from_id = e.from_id AND v.to_id = e.to_id AND v.kind = e.kind)
    ORDER BY md5(e.id::text || current_date::text)
    LIMIT v_count
    ON CONFLICT (graph_id, from_id, to_id, kind) DO NOTHING;
    GET DIAGNOSTICS v_count = ROW_COUNT;
    RETURN v_count;
END
$function$;

COMMENT ON FUNCTION relationship_engine.sample_for_review(bigint, integer) IS
'Fills the sample of the last 7 days up to p_count live edges (graph.review_sample, else 50), drawn at random from '
'those never reviewed or drawn, which then wait in review_queue; returns how many it added. The nightly calls it '
'where graph.review_sample is above 0. Errors: no_data_found, invalid_parameter_value.';
