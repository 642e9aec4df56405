CREATE OR REPLACE FUNCTION relationship_engine.ensure_entity(
    p_title text, p_type text, p_aliases text [] DEFAULT '{}', p_metadata jsonb DEFAULT '{}',
    p_graph_id bigint DEFAULT 1
)
RETURNS uuid
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_key text := relationship_engine.normalize_name(p_title);
    v_types text[] := relationship_engine.type_names(coalesce(
        (
            SELECT a.type FROM relationship_engine.type_alias a
            WHERE a.alias = relationship_engine.fold_case(p_type)), p_type));
    v_id uuid;
    v_known jsonb;
    v_metadata jsonb;
    v_is_locked boolean;
    c_nobody CONSTANT uuid := uuid '00000000-0000-0000-0000-000000000000';
BEGIN
    IF coalesce(v_key, '') = '' OR coalesce(p_type, '') = '' THEN
        RAISE EXCEPTION 'an entity needs a title with a letter or a digit, and a type'
        USING ERRCODE = 'invalid_parameter_value', HINT = 'INSERT an entity whose title has neither into the table '
            'entity.';
    ELSIF jsonb_typeof(coalesce(p_metadata, '{}')) <> 'object' THEN
        RAISE EXCEPTION 'p_metadata must be a JSON object, not %', jsonb_typeof(p_metadata)
        USING ERRCODE = 'invalid_parameter_value', HINT = 'Such as {"tags": ["customer"]}.';
    END IF;
    PERFORM FROM relationship_engine.graph g WHERE g.id = p_graph_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'there is no graph %', p_graph_id
        USING ERRCODE = 'no_data_found', HINT = 'Make one with create_graph(name), or use graph 1.';
    END IF;
    -- First without a lock, which most calls do not need; then one session at a time per name. The next statement has a
    -- snapshot from under the lock.
    FOREACH v_is_locked IN ARRAY ARRAY[false, true] LOOP
        IF v_is_locked THEN
            -- A row that is gone again at once: who writes the same waits until this transaction ends, and only who may
            -- write to the graph can. Everybody could hold an advisory lock.
            INSERT INTO relationship_engine.entity_name (graph_id, key, entity_id, type, spelling, origin, style)
            VALUES (p_graph_id, v_key, c_nobody, '', '', 'derived', 'never')
            ON CONFLICT (graph_id, key, entity_id) DO NOTHING;
            DELETE FROM relationship_engine.entity_name n
            WHERE n.graph_id = p_graph_id AND n.key = v_key AND n.entity_id = c_nobody;
        END IF;
        SELECT e.id, e.metadata INTO v_id, v_known
        FROM relationship_engine.entity_name n
        CROSS JOIN LATERAL (  -- from the name to its entities, also where the planner takes the graph for empty
            SELECT e.id, e.title, e.type, e.metadata, e.created_at FROM relationship_engine.entity e
            WHERE e.graph_id = p_graph_id AND e.id = n.entity_id
            OFFSET 0
        ) e
        WHERE n.graph_id = p_graph_id AND n.key = v_key AND n.origin IN ('title', 'alias')
            AND relationship_engine.fold_case(e.type) = ANY (v_types)
            AND (length(v_key) < 500 OR e.title = p_title)  -- a key is cut there
        ORDER BY n.origin = 'title' DESC, e.created_at, e.id
        LIMIT 1;

        v_metadata := CASE jsonb_typeof(v_known) WHEN 'object' THEN v_known ELSE '{}' END;
        v_metadata := coalesce(p_metadata, '{}') || v_metadata;
        v_metadata := v_metadata || (
            SELECT CASE WHEN count(*) = 0 THEN '{}'
                ELSE jsonb_build_object('aliases', jsonb_agg(x.alias ORDER BY x.nth)) END
            FROM (
                SELECT DISTINCT ON (relationship_engine.normalize_name(a.alias)) a.alias, a.nth
                FROM (
                    SELECT k.alias, k.nth
                    FROM jsonb_array_elements_text(CASE jsonb_typeof(v_metadata -> 'aliases')
                        WHEN 'array' THEN v_metadata -> 'aliases'
                        WHEN 'string' THEN jsonb_build_array(v_metadata -> 'aliases')
                        ELSE '[]' END) WITH ORDINALITY AS k (alias, nth)
                    UNION ALL
                    SELECT k.alias, 1000000 + k.nth
                    FROM unnest(p_aliases) WITH ORDINALITY AS k (alias, nth)
                    WHERE relationship_engine.normalize_name(k.alias) NOT IN ('', v_key)
                ) a
                ORDER BY relationship_engine.normalize_name(a.alias), a.nth
            ) x);
        EXIT WHEN v_id IS NOT NULL AND v_metadata = coalesce(v_known, '{}');
    END LOOP;
    IF v_id IS NULL THEN
        INSERT INTO relationship_engine.entity (graph_id, title, type, metadata)
        VALUES (p_graph_id, p_title, p_type, v_metadata)
        RETURNING id INTO v_id;
    ELSIF v_metadata <> coalesce(v_known, '{}') THEN
        UPDATE relationship_engine.entity e SET metadata = v_metadata WHERE e.graph_id = p_graph_id AND e.id = v_id;
    END IF;
    -- The triggers index nothing while the graph is off, or where they gave up.
    IF NOT EXISTS (
        SELECT FROM relationship_engine.entity_name n
        WHERE n.graph_id = p_graph_id AND n.key = v_key AND n.entity_id = v_id)
    THEN
        PERFORM relationship_engine.index_names(p_graph_id, ARRAY[v_id]);
    END IF;
    RETURN v_id;
END
$function$;

COMMENT ON FUNCTION relationship_engine.ensure_entity(text, text, text [], jsonb, bigint) IS
'Returns the id of the entity of this name and type, and creates it if there is none. A name is compared as texts are '
'searched (without case and punctuation, see normalize_name) with titles first, then with aliases; a type with its '
'synonyms in type_alias. Of several entities the oldest is taken. Aliases and metadata keys that an existing entity '
'does not have are added; what it has stays. Concurrent calls that add to one name wait for each other until the '
'transaction ends, so that only one creates the entity; that needs READ COMMITTED, the default. Call it for names in a '
'fixed order if one transaction ensures several, or two such transactions may deadlock. '
'Errors: invalid_parameter_value; '
'no_data_found for an unknown graph.';
