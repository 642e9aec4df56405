CREATE OR REPLACE FUNCTION relationship_engine.count_lexemes(p_graph_id bigint)
RETURNS bigint
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_config text := (SELECT g.text_config FROM relationship_engine.graph g WHERE g.id = p_graph_id);
    v_events bigint := (SELECT count(*) FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id);
    v_share double precision := least(1, 50000 / greatest(v_events, 1)::double precision);
    v_length double precision;
BEGIN
    IF EXISTS (
        SELECT FROM relationship_engine.text_stat s
        WHERE s.graph_id = p_graph_id AND s.text_config = v_config
            AND abs(v_events - s.events) <= 0.02 * s.events)
    THEN
        RETURN 0;  -- 2 % more or fewer events change no ranking
    END IF;
    WITH counted AS MATERIALIZED (
        SELECT w.word AS lexeme, (w.ndoc / v_share)::bigint AS events
        FROM ts_stat(format(
            'SELECT t.lexemes FROM relationship_engine.event_text t WHERE t.graph_id = %s AND pg_catalog.random() < %s',
            p_graph_id, v_share)) w
        WHERE w.word NOT LIKE '|g%'
    ), written AS (
        INSERT INTO relationship_engine.lexeme AS l (graph_id, lexeme, events)
        SELECT p_graph_id, c.lexeme, c.events FROM counted c WHERE c.events >= 50
        ON CONFLICT ON CONSTRAINT lexeme_pkey DO UPDATE SET events = EXCLUDED.events
    ), removed AS (
        DELETE FROM relationship_engine.lexeme l
        WHERE l.graph_id = p_graph_id
            AND NOT EXISTS (SELECT FROM counted c WHERE c.lexeme = l.lexeme AND c.events >= 50)
    )
    SELECT coalesce(sum(c.events), 0) / greatest(v_events, 1) INTO v_length FROM counted c;
    INSERT INTO relationship_engine.text_stat AS s (graph_id, events, length, text_config)
    VALUES (p_graph_id, v_events, v_length, v_config)
    ON CONFLICT ON CONSTRAINT text_stat_pkey DO UPDATE
    SET events = EXCLUDED.events, length = EXCLUDED.length, text_config = EXCLUDED.text_config,
        counted_at = EXCLUDED.counted_at;
    RETURN v_events;
END
$function$;

COMMENT ON FUNCTION relationship_engine.count_lexemes(bigint) IS
'Building block: counts how many events hold each lexeme, from all events of a graph or, of more than 50,000, from '
'a random sample of that size; returns how many events there are, 0 where less than 2 % have come or gone since the '
'last count.';
