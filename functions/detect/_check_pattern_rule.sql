CREATE OR REPLACE FUNCTION relationship_engine._check_pattern_rule()
RETURNS trigger
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $function$
BEGIN
    IF new.confidence > 0 AND position('{target}' IN new.expression) = 0
        OR new.field <> 'title' AND position('{source}' IN new.expression) = 0
    THEN
        RAISE EXCEPTION 'expression "%" lacks a placeholder for a name', new.expression
        USING ERRCODE = 'invalid_parameter_value',
            HINT = CASE WHEN new.field = 'title'
                THEN 'Write {target} for the name that the title refers to, as in: (^| )at {target}$'
                ELSE 'Write {source} and {target} for the two names, as in: {source} was founded by {target}' END;
    END IF;
    -- without these, matching is linear in the length of the text, and texts are cut
    IF new.expression ~ '\\[0-9]' OR new.expression ~ '\(\?[=!<]' OR new.expression ~ '\{[0-9]*,?[0-9]{3,}'
        OR new.expression ~ '\{[0-9,]+\}.*\)\{'
    THEN
        RAISE EXCEPTION 'expression "%" could be slow to match', new.expression
        USING ERRCODE = 'invalid_parameter_value',
            HINT = 'Back references, lookaround, repeat counts above 99 and nested repeat counts are not allowed.';
    END IF;
    PERFORM '' ~ new.expression;
    RETURN new;
EXCEPTION WHEN invalid_regular_expression THEN
    RAISE EXCEPTION 'expression "%" is not a valid regular expression: %', new.expression, SQLERRM
    USING ERRCODE = 'invalid_regular_expression',
        HINT = 'See "POSIX Regular Expressions" in the PostgreSQL manual; a literal bracket needs a backslash.';
END
$function$;

COMMENT ON FUNCTION relationship_engine._check_pattern_rule() IS
'Trigger: rejects a rule whose expression is invalid, lacks a placeholder, or could be slow to match.';
