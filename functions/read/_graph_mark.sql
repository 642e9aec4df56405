CREATE OR REPLACE FUNCTION relationship_engine._graph_mark(p_graph_id bigint)
RETURNS text
LANGUAGE sql STABLE
SET search_path = pg_catalog, pg_temp
AS $function$
    SELECT CASE
        WHEN c.reltuples > 0 AND s.events > 0.5 * c.reltuples THEN ''
        ELSE format('''|g%s'' & ', p_graph_id) END
    FROM pg_class c
    LEFT JOIN relationship_engine.text_stat s ON s.graph_id = p_graph_id
    WHERE c.oid = 'relationship_engine.event_text'::regclass
$function$;

COMMENT ON FUNCTION relationship_engine._graph_mark(bigint) IS
'What narrows a tsquery over event_text.lexemes to the events of a graph, to stand before the query: its mark and &; '
'nothing where the graph has most of all events by the statistics, since the index then reads the mark''s long list in '
'vain. The caller compares graph_id too.';
