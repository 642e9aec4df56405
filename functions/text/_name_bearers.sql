CREATE OR REPLACE FUNCTION relationship_engine._name_bearers(
    p_graph_id bigint, p_id uuid, p_key text, p_spelled text, p_before text, p_after text, p_word_before text,
    p_word_after text, p_kind_before text, p_is_word boolean, p_is_cut boolean, p_starts_sentence boolean,
    p_reading text, p_types text [], p_phrase_types text [], p_small_types text [],
    p_articles text [], p_letters text [], p_modals text []
)
RETURNS TABLE (entity_id uuid, type text, is_phrase boolean, rank integer)
LANGUAGE sql STABLE
AS $function$
    SELECT n.entity_id, n.type, n.type = ANY (p_phrase_types),
        -- .NET is not Net: the point before a word belongs to the name that is spelled with it
        CASE WHEN n.spelling LIKE '.%' THEN CASE WHEN p_before ~ '(^|[[:space:]([])\.$' THEN 0 ELSE 3 END
            WHEN n.origin = 'title' THEN 1 WHEN n.origin = 'alias' THEN 2 ELSE 3 END
    FROM relationship_engine.entity_name n
    WHERE n.graph_id = p_graph_id AND n.key = p_key
        AND (p_types IS NULL OR n.type = ANY (p_types))
        AND (p_reading <> 'title' OR n.entity_id <> p_id)
        -- words across the end of a sentence match only a name that is spelled with it
        AND (NOT p_is_cut OR p_spelled !~ '\n\s*\n'
            AND regexp_replace(n.spelling, '[^.!?;:|]', '', 'g') LIKE
            regexp_replace(p_spelled, '[^.!?;:|]', '', 'g') || '%')
        -- Mary Ann Lee is not Ann Lee, Jack London no place, nor is Loyola University Chicago
        AND CASE p_kind_before
            WHEN 'given_name' THEN p_is_word
                AND n.type <> ALL (relationship_engine.type_names('place|country'))
            WHEN 'institution' THEN n.type <> ALL (relationship_engine.type_names('place|country'))
            ELSE true END
        AND CASE
            WHEN p_reading = 'title' AND n.style <> 'exact' THEN true
            WHEN n.style = 'never' THEN false
            -- "a silver lake" is not Silver Lake, and "tout le monde" not Le Monde
            WHEN n.style = 'free' THEN NOT n.is_common AND CASE
                WHEN n.type = ANY (p_small_types)
                    AND n.spelling <> lower(n.spelling COLLATE relationship_engine.unicode) THEN false
                WHEN p_spelled = n.spelling OR p_before <> ' ' OR n.type = 'product' THEN true
                WHEN p_spelled <> lower(p_spelled COLLATE relationship_engine.unicode) THEN true
                ELSE NOT EXISTS (
                    SELECT FROM relationship_engine.lexicon l
                    WHERE l.kind = 'indefinite' AND l.word = relationship_engine.fold_case(p_word_before)) END
            -- "Indeed, they left"
            WHEN n.style = 'capital' THEN NOT (p_starts_sentence
                AND (n.is_common OR left(p_after, 1) = ',' AND EXISTS (
                    SELECT FROM relationship_engine.lexicon l
                    WHERE l.kind = 'adverb' AND l.word = n.key))) AND CASE
                WHEN p_spelled = n.spelling THEN true
                -- begins with a capital, perhaps after its article
                WHEN split_part(p_key, ' ', 1) = ANY (p_articles) AND strpos(p_key, ' ') > 0
                    AND split_part(p_key, ' ', 2) <> 'and' THEN  -- A & W
                    substr(p_spelled, strpos(p_key, ' ') + 1, 1)
                        <> lower(substr(p_spelled, strpos(p_key, ' ') + 1,
                            1) COLLATE relationship_engine.unicode)
                    -- "the WHO" is not The Who
                    AND NOT (p_spelled ~ '^[[:upper:]]?[[:lower:]]*\s+[[:upper:]]{2,}$'
                        AND p_spelled ~ '[[:lower:]]' AND n.spelling ~ '[[:lower:]]$')
                WHEN left(p_spelled, 1) = upper(left(p_spelled, 1) COLLATE relationship_engine.unicode)
                    THEN left(p_spelled, 1) <> lower(left(p_spelled, 1) COLLATE relationship_engine.unicode)
                        OR p_spelled ~ '^[^[:lower:]]*[[:upper:]]'
                -- "vitamin D": the letter tells it
                ELSE p_spelled ~ ' [[:upper:]]$' AND substr(p_spelled, 2) = substr(n.spelling, 2) END
            WHEN p_spelled <> n.spelling
                AND regexp_replace(normalize(p_spelled, NFKC), '[^[:alnum:]+#*]', '', 'g')
                <> regexp_replace(n.spelling, '[^[:alnum:]+#*]', '', 'g') THEN false
            WHEN p_reading = 'title' OR NOT p_starts_sentence THEN true
            WHEN n.spelling !~ '[[:lower:]]' THEN n.key <> ALL (p_letters)
            -- "Will said", "Will's": who is called like a modal verb; "May was hot" is a month
            ELSE n.key = ANY (p_modals) AND (
                p_after = ' ' AND (p_word_after ~ '^[[:lower:]]{3,}ed$' OR EXISTS (
                    SELECT FROM relationship_engine.lexicon l
                    WHERE l.kind = 'finite' AND l.word = p_word_after))
                OR left(p_word_after, 1) = E'\x01')
                AND NOT (p_word_after ~ E'^(\x01s|is|was|has|had|saw|brought)$' AND EXISTS (
                    SELECT FROM relationship_engine.lexicon l
                    WHERE l.kind = ANY ('{month_1,month_2,month_3,month_4,month_5,month_6,month_7,month_8,month_9,'
                        'month_10,month_11,month_12}') AND l.word = n.key)) END
    LIMIT 100
$function$;

COMMENT ON FUNCTION relationship_engine._name_bearers(
    bigint, uuid, text, text, text, text, text, text, text, boolean, boolean, boolean, text, text [], text [], text [],
    text [], text [], text []
) IS
'The entities, other than p_id in a title, that bear a name as it is written here: entity_name.style asks for '
'capitals, or for the very spelling. is_phrase: of a type whose titles hold other names; rank: by a title (1) before '
'an alias (2); of a name with a point before it 0, or 3 where the text has none. p_kind_before: whether the word '
'before is a given name or one of institutions; p_is_word: the name is one token; p_small_types: types of which '
'names are not written in small letters here. Without SET: it must be inlined.';
