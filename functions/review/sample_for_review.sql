CREATE OR REPLACE FUNCTION relationship_engine.sample_for_review(p_graph_id bigint, p_count integer DEFAULT NULL)
RETURNS integer
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_count integer;
BEGIN
    PERFORM relationship_engine.require_graph(p_graph_id);
    SELECT coalesce(p_count, nullif(g.review_sample, 0), 50) INTO v_count
    FROM relationship_engine.graph g WHERE g.id = p_graph_id FOR KEY SHARE;
    IF v_count < 0 THEN
        RAISE EXCEPTION 'p_count must be 0 or more, not %', v_count
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Omit p_count to use graph.review_sample.';
    END IF;
    v_count := v_count - (
        SELECT count(*) FROM relationship_engine.review_sample s
        WHERE s.graph_id = p_graph_id AND s.sampled_at > now() - interval '7 days');
    IF v_count <= 0 THEN
        RETURN 0;
    END IF;
    -- A hash of id and day is as good as random, and gives the same sample on every node.
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
'Fills the review sample of the last 7 days up to p_count live edges (default: graph.review_sample, or 50 if that is '
'0). The edges are drawn at random from those never reviewed or sampled, and wait in review_queue. Returns the number '
'of edges added. The nightly run calls it if graph.review_sample is above 0. Errors: no_data_found, '
'invalid_parameter_value.';
