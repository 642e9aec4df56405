CREATE OR REPLACE FUNCTION relationship_engine._copy_settings(p_graph_id bigint)
RETURNS void
LANGUAGE sql
SET search_path = pg_catalog, pg_temp
AS $function$
    INSERT INTO relationship_engine.strategy_setting
        (graph_id, strategy, mode, incremental, min_confidence, weight, max_edges_per_entity, is_queued,
        reads_mentions, is_inferred, observed_kinds, max_share)
    SELECT p_graph_id, s.strategy, s.mode, s.incremental, s.min_confidence, s.weight, s.max_edges_per_entity,
        s.is_queued, s.reads_mentions, s.is_inferred, s.observed_kinds, s.max_share
    FROM relationship_engine.strategy_setting s
    WHERE s.graph_id = 0
    ON CONFLICT (graph_id, strategy) DO NOTHING;

    INSERT INTO relationship_engine.pattern_rule
        (graph_id, field, source_type, target_type, expression, kind, is_symmetric, effect, cue,
        confidence, is_measured, precedence, importance, enabled, shadow)
    SELECT p_graph_id, r.field, r.source_type, r.target_type, r.expression, r.kind, r.is_symmetric, r.effect, r.cue,
        r.confidence, r.is_measured, r.precedence, r.importance, r.enabled, r.shadow
    FROM relationship_engine.pattern_rule r
    WHERE r.graph_id = 0
    ORDER BY r.id
    ON CONFLICT DO NOTHING;

    INSERT INTO relationship_engine.kind_setting (graph_id, kind, is_functional, is_symmetric, inverse, rate)
    SELECT p_graph_id, k.kind, k.is_functional, k.is_symmetric, k.inverse, k.rate
    FROM relationship_engine.kind_setting k
    WHERE k.graph_id = 0
    ON CONFLICT DO NOTHING;

    INSERT INTO relationship_engine.kind_alias (graph_id, alias, kind)
    SELECT p_graph_id, k.alias, k.kind
    FROM relationship_engine.kind_alias k
    WHERE k.graph_id = 0
    ON CONFLICT DO NOTHING;

    -- a pause of all graphs is one of new graphs too
    INSERT INTO relationship_engine.llm_provider (graph_id, name, paused_until, reason)
    SELECT p_graph_id, p.name, p.paused_until, p.reason
    FROM relationship_engine.llm_provider p
    WHERE p.graph_id = 0 AND p.paused_until > clock_timestamp()
    ON CONFLICT (graph_id, name) DO NOTHING;
$function$;

COMMENT ON FUNCTION relationship_engine._copy_settings(bigint) IS
'Copies the settings and rules of the template (graph 0) that a graph lacks.';
