CREATE OR REPLACE FUNCTION relationship_engine._add_entities(
    p_graph_id bigint, p_job_id uuid, p_answer jsonb, OUT entity_ids uuid [], OUT dropped text []
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_job relationship_engine.llm_job;
    v_graph relationship_engine.graph;
    v_is_shadow boolean;
    v_body text;
    v_item record;
    v_known uuid;
BEGIN
    entity_ids := '{}';
    SELECT * INTO v_job FROM relationship_engine.llm_job j WHERE j.graph_id = p_graph_id AND j.id = p_job_id;
    SELECT * INTO v_graph FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    v_is_shadow := v_graph.mode NOT IN ('parallel', 'active') OR NOT EXISTS (
        SELECT FROM relationship_engine.strategy_setting s
        WHERE s.graph_id = p_graph_id AND s.strategy = 'semantic' AND s.mode = 'active');
    SELECT relationship_engine._normalize_quote(
        substr(relationship_engine.event_text(r.payload), v_job.text_start, 8000))
    INTO v_body
    FROM relationship_engine.raw_events r WHERE r.graph_id = p_graph_id AND r.id = v_job.subject_id;

    FOR v_item IN
        WITH said AS (
            SELECT a.nth::integer AS nth,
                jsonb_typeof(a.value) = 'object' AND jsonb_typeof(a.value -> 'title') = 'string'
                    AND jsonb_typeof(a.value -> 'type') = 'string' AS is_object,
                relationship_engine._clean_text(regexp_replace(a.value ->> 'title', '\s+', ' ', 'g'), 300) AS title,
                btrim(regexp_replace(lower(left(a.value ->> 'type', 200)), '[\s_-]+', ' ', 'g')) AS type,
                CASE WHEN jsonb_typeof(a.value -> 'aliases') = 'array' THEN a.value -> 'aliases'
                    ELSE '[]' END AS aliases
            FROM jsonb_array_elements(CASE jsonb_typeof(p_answer -> 'entities')
                WHEN 'array' THEN p_answer -> 'entities' ELSE '[]' END) WITH ORDINALITY AS a (value, nth)
            WHERE a.nth <= 60
        ), keyed AS MATERIALIZED (
            SELECT s.*, relationship_engine.normalize_name(s.title) AS key FROM said s
        ), judged AS (
            SELECT k.*, CASE
                WHEN k.is_object IS NOT TRUE THEN 'entity_bad_shape'
                WHEN k.type !~ '^[a-z][a-z0-9 ]{1,39}$' THEN 'entity_bad_type'
                WHEN k.key !~ '[^0-9 .,:/-]' OR length(k.title) > 200 OR EXISTS (
                    SELECT FROM relationship_engine.lexicon l WHERE l.kind = 'stop_word' AND l.word = k.key)
                    THEN 'entity_bad_title'
                WHEN NOT relationship_engine._is_in_text(k.title, v_body) THEN 'entity_not_in_text'
                WHEN v_is_shadow THEN 'entity_shadow'
                END AS flaw
            FROM keyed k
        )
        SELECT j.*, CASE WHEN j.flaw IS NULL THEN
                dense_rank() OVER (PARTITION BY j.flaw IS NULL ORDER BY j.first_nth) END AS place
        FROM (
            SELECT j.*, min(j.nth) OVER (PARTITION BY j.key, j.type, j.flaw) AS first_nth FROM judged j
        ) j
        ORDER BY j.key, j.type, j.nth  -- as all who ensure several entities: see ensure_entity()
    LOOP
        IF v_item.flaw IS NULL THEN
            -- one that the request has listed, whatever type the model gives it
            SELECT n.entity_id INTO v_known
            FROM relationship_engine.entity_name n
            WHERE n.graph_id = p_graph_id AND n.key = v_item.key AND n.entity_id = ANY (v_job.entity_ids)
            LIMIT 1;
            IF v_known IS NULL AND v_item.place > v_graph.llm_max_entities THEN
                v_item.flaw := 'entity_cap';
            END IF;
        END IF;
        IF v_item.flaw IS NOT NULL THEN
            dropped := dropped || v_item.flaw;
            entity_ids[v_item.nth] := NULL;
            CONTINUE;
        END IF;
        entity_ids[v_item.nth] := coalesce(v_known, relationship_engine.ensure_entity(
            v_item.title, v_item.type, ARRAY(
                SELECT left(x.alias, 100)
                FROM jsonb_array_elements_text(v_item.aliases) WITH ORDINALITY AS x (alias, nth)
                WHERE x.nth <= 5 AND relationship_engine._is_in_text(x.alias, v_body)
                ORDER BY x.nth),
            '{}', p_graph_id));
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._add_entities(bigint, uuid, jsonb) IS
'Creates the entities of an answer, or finds them by name (see ensure_entity). entity_ids: by their place in the '
'answer, null where dropped; dropped: the reasons: entity_bad_shape, entity_bad_type, entity_bad_title (no letter, or '
'an everyday word), entity_not_in_text (the title must stand in the text of the event as whole words), entity_cap '
'(more than graph.llm_max_entities), entity_shadow (the graph or the strategy only proposes). Aliases that do not '
'stand in the text are left out.';
