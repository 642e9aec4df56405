CREATE OR REPLACE FUNCTION relationship_engine._text_rules(
    p_graph_id bigint, p_words jsonb, p_has_ended boolean, p_former text
)
RETURNS TABLE (
    id bigint, kind text, effect text, confidence double precision, importance double precision, is_symmetric boolean,
    expression text, source_types text [], target_types text [], cues text [], is_anchored boolean,
    begins_with_name boolean, has_of boolean, is_possessive boolean, is_denial boolean, is_reverse boolean, former text
)
LANGUAGE sql STABLE
AS $function$
    WITH heard AS MATERIALIZED (
        SELECT r.*
        FROM relationship_engine.pattern_rule r
        WHERE r.graph_id = p_graph_id AND r.field = 'text' AND r.enabled AND r.confidence > 0
            AND (r.cue IS NULL OR p_has_ended OR p_words ?| string_to_array(r.cue, '|'))
    ), type_set AS MATERIALIZED (  -- rules name few
        SELECT d.types, relationship_engine.type_names(d.types) AS names
        FROM (SELECT h.source_type AS types FROM heard h UNION SELECT h.target_type FROM heard h) d
    )
    SELECT r.id, r.kind, r.effect, r.confidence, r.importance, r.is_symmetric, r.expression,
        (SELECT t.names FROM type_set t WHERE t.types = r.source_type),
        (SELECT t.names FROM type_set t WHERE t.types = r.target_type),
        string_to_array(r.cue, '|'), r.expression ~ '^\^|\$$', r.expression ~ '^\^?[{](source|target)[}]',
        r.expression ~ '\mof\M', r.expression ~ '[{](source|target)[}].*[{](source|target)[}] ''s',
        r.expression ~ '\m(not|never|nor|neither|without)\M',
        position('{target}' IN r.expression) < position('{source}' IN r.expression),
        '\m' || p_former || '( [a-z]+){0,2} (' || coalesce(r.cue || '|', '') || 'of|at|with)\M'
    FROM heard r
$function$;

COMMENT ON FUNCTION relationship_engine._text_rules(bigint, jsonb, boolean, text) IS
'The text rules of which p_words (an object with the words as keys) has a cue, all of them if p_has_ended, with what '
'_pattern_in_sentence asks of them. source_types, target_types: in all their names; begins_with_name, has_of, '
'is_possessive ("Ann''s father"), is_denial, is_reverse (the target comes first): of the expression; former: an '
'expression for p_former before a word of the rule. Without SET: it must be inlined.';
