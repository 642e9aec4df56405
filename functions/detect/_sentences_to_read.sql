CREATE OR REPLACE FUNCTION relationship_engine._sentences_to_read(
    p_graph_id bigint, p_event_id uuid, p_text text, p_entity_ids uuid [], p_cues text []
)
RETURNS SETOF text
LANGUAGE plpgsql STABLE
ROWS 2
SET search_path = pg_catalog, pg_temp
SET plan_cache_mode = force_generic_plan
AS $function$
DECLARE
    v_marked text;
    v_words text;
    v_pieces text[];
    v_piece_words text[];
    v_cues text[];
    v_abbreviations text[];
    v_has_end boolean;
    v_names text[];
    v_sentence text := '';
    v_before text := '';
BEGIN
    -- first, as most events mention one entity at most
    SELECT bool_or(n.spelling ~ '[.!?]'),
        CASE WHEN bool_and(n.key ~ '^[a-z0-9]+( |$)' OR n.entity_id <> ALL (p_entity_ids))
                FILTER (WHERE p_entity_ids IS NOT NULL)
            THEN array_agg(split_part(n.key, ' ', 1)) FILTER (WHERE n.entity_id = ANY (p_entity_ids)) END
    INTO v_has_end, v_names
    FROM relationship_engine.mention m
    CROSS JOIN LATERAL (
        SELECT n.key, n.entity_id, n.spelling FROM relationship_engine.entity_name n
        WHERE n.graph_id = p_graph_id AND n.entity_id = m.entity_id
        OFFSET 0
    ) n
    WHERE m.graph_id = p_graph_id AND m.event_id = p_event_id
    HAVING count(*) > 1;  -- an edge has two ends
    IF NOT FOUND THEN
        RETURN;
    END IF;
    v_marked := regexp_replace(p_text, '[a-z]{3}[.!?]["'')]*\s+(?=[A-Z])', E'\\&\x1F', 'g');
    v_words := regexp_replace(lower(v_marked COLLATE "C"), '[^a-z0-9\x1F]+', ' ', 'g');
    -- those in the text: few, where && with all cues would compare each word with hundreds
    v_cues := ARRAY(
        SELECT unnest(string_to_array(translate(v_words, E'\x1F', ' '), ' ')) INTERSECT SELECT unnest(p_cues));
    IF v_cues = '{}' AND p_cues <> '{}' THEN
        RETURN;
    -- a tag may hold what looks like the end of a sentence
    ELSIF v_has_end OR p_cues = '{}' OR p_text ~ '[<\x1F]' THEN
        RETURN NEXT p_text;
        RETURN;
    -- U.S. and J. K. are one word each, and &eacute; or a fullwidth letter is not what it looks like
    ELSIF octet_length(p_text) > length(p_text)
        OR p_text ~ '&|(^|[^a-zA-Z0-9])[a-zA-Z0-9]\. ?[a-zA-Z0-9]([^a-zA-Z0-9]|$)'
    THEN
        v_names := NULL;
    END IF;
    v_abbreviations := ARRAY(SELECT l.word FROM relationship_engine.lexicon l WHERE l.kind = 'abbreviation');
    v_pieces := string_to_array(v_marked, E'\x1F');
    v_piece_words := string_to_array(v_words, E'\x1F');
    v_words := '';
    FOR i IN 1 .. cardinality(v_pieces) LOOP
        v_sentence := v_sentence || v_pieces[i];
        v_words := v_words || v_piece_words[i];
        CONTINUE WHEN i < cardinality(v_pieces)
            AND split_part(rtrim(v_piece_words[i]), ' ', -1) = ANY (v_abbreviations);
        IF string_to_array(v_words, ' ') && v_cues
            AND (v_names IS NULL OR string_to_array(v_words, ' ') && v_names)
        THEN
            -- read_names() asks how long a line is before its break
            IF strpos(v_sentence, E'\n') > 0 THEN
                v_sentence := repeat('.', length(substring(v_before FROM '[^\n]*$'))) || v_sentence;
            END IF;
            RETURN NEXT v_sentence;
        END IF;
        v_before := v_before || v_sentence;
        v_sentence := '';
        v_words := '';
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._sentences_to_read(bigint, uuid, text, uuid [], text []) IS
'Those sentences of a text of an event in which a rule may find an edge of one of the given entities: with a cue '
'(p_cues; {}: a rule has none, so the whole text) and with a word with which a name of one of them begins '
'(p_entity_ids null: they are very many, and each sentence may name one). Cuts only where read_names() surely ends a '
'sentence: after a word of three small letters that is no abbreviation, before a capital, if no name that the event '
'mentions contains the end of a sentence. A sentence with a line break is padded with points to its place in its line.';
