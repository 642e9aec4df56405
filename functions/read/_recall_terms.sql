CREATE OR REPLACE FUNCTION relationship_engine._recall_terms(p_graph_id bigint, p_question text)
RETURNS TABLE (lexeme text, quoted text, events bigint, idf double precision)
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    WITH word AS MATERIALIZED (
        SELECT u.lexeme, '''' || replace(replace(u.lexeme, '\', '\\'), '''', '''''') || '''' AS quoted
        FROM relationship_engine.graph g
        CROSS JOIN LATERAL unnest(
            tsvector_to_array(to_tsvector(
                g.text_config::regconfig, lower(left(p_question, 8000) COLLATE relationship_engine.unicode))))
                    AS u (lexeme)
        WHERE g.id = p_graph_id
    ), counted AS MATERIALIZED (
        SELECT w.lexeme, w.quoted, coalesce(l.events, (
            -- not counted by a nightly: rare or new, so that the index has few rows of it. "+ 0": not by another index
            SELECT count(*) FROM (
                SELECT FROM relationship_engine.event_text t
                WHERE t.graph_id + 0 = p_graph_id
                    AND t.lexemes @@ (m.mark || w.quoted)::tsquery
                LIMIT 20000
            ) t
        )) AS events
        FROM word w
        CROSS JOIN (SELECT relationship_engine._graph_mark(p_graph_id) AS mark OFFSET 0) m
        LEFT JOIN relationship_engine.lexeme l ON l.graph_id = p_graph_id AND l.lexeme = w.lexeme
    ), stat AS MATERIALIZED (
        SELECT greatest(
            coalesce((SELECT s.events FROM relationship_engine.text_stat s WHERE s.graph_id = p_graph_id), (
                SELECT count(*) FROM (
                    SELECT FROM relationship_engine.event_text t WHERE t.graph_id = p_graph_id LIMIT 20000) t)),
            (SELECT max(c.events) FROM counted c)) AS events
    )
    SELECT c.lexeme, c.quoted, c.events, ln(1 + (s.events - c.events + 0.5) / (c.events + 0.5))
    FROM counted c
    CROSS JOIN stat s
    WHERE c.events > 0
    ORDER BY c.events, c.lexeme
    LIMIT 32
$function$;

COMMENT ON FUNCTION relationship_engine._recall_terms(bigint, text) IS
'The 32 rarest lexemes of a question that events hold, rarest first: the lexeme, the same as an operand of a '
'tsquery, how many events hold it, and its inverse document frequency as BM25 has it (Robertson and Zaragoza 2009).';
