CREATE OR REPLACE FUNCTION relationship_engine._fit_budget(p_tokens integer [], p_budget integer)
RETURNS SETOF boolean
LANGUAGE plpgsql IMMUTABLE
SET search_path = pg_catalog, pg_temp
AS $function$
DECLARE
    v_left integer := p_budget;
    v_tokens integer;
BEGIN
    FOREACH v_tokens IN ARRAY p_tokens LOOP
        IF v_tokens > v_left THEN
            RETURN NEXT false;
        ELSE
            v_left := v_left - v_tokens;
            RETURN NEXT true;
        END IF;
    END LOOP;
END
$function$;

COMMENT ON FUNCTION relationship_engine._fit_budget(integer [], integer) IS
'Which of some texts fit into a budget of tokens (null: no limit), taken in their order; one that is too long is '
'left out, and the next ones may still fit.';
