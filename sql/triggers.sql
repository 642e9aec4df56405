CREATE OR REPLACE TRIGGER relationship_engine_insert
AFTER INSERT ON relationship_engine.entity
REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_entity_insert();

CREATE OR REPLACE TRIGGER relationship_engine_update
AFTER UPDATE ON relationship_engine.entity
REFERENCING OLD TABLE AS former NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_entity_update();

CREATE OR REPLACE TRIGGER relationship_engine_touch
BEFORE UPDATE ON relationship_engine.entity
FOR EACH ROW WHEN (old.updated_at = new.updated_at)
EXECUTE FUNCTION relationship_engine._stamp_updated_at();

CREATE OR REPLACE TRIGGER relationship_engine_rename
BEFORE UPDATE OF title ON relationship_engine.entity
FOR EACH ROW WHEN (old.title <> new.title)
EXECUTE FUNCTION relationship_engine._keep_former_title();

CREATE OR REPLACE TRIGGER relationship_engine_delete
AFTER DELETE ON relationship_engine.entity
REFERENCING OLD TABLE AS deleted
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_entity_delete();

CREATE OR REPLACE TRIGGER relationship_engine_truncate
AFTER TRUNCATE ON relationship_engine.entity
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_entity_truncate();

CREATE OR REPLACE TRIGGER relationship_engine_insert
AFTER INSERT ON relationship_engine.mention
REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_mention_insert();

CREATE OR REPLACE TRIGGER relationship_engine_insert
AFTER INSERT ON relationship_engine.raw_events
REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_event_insert();

CREATE OR REPLACE TRIGGER relationship_engine_touch
BEFORE UPDATE OF payload ON relationship_engine.raw_events
FOR EACH ROW WHEN (relationship_engine.event_text(old.payload) IS DISTINCT
    FROM relationship_engine.event_text(new.payload))
EXECUTE FUNCTION relationship_engine._stamp_changed_at();

CREATE OR REPLACE TRIGGER relationship_engine_update
AFTER UPDATE ON relationship_engine.raw_events
REFERENCING OLD TABLE AS former NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_event_update();

CREATE OR REPLACE TRIGGER relationship_engine_delete
AFTER DELETE ON relationship_engine.raw_events
REFERENCING OLD TABLE AS deleted
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_event_delete();

-- Edges that an application inserts through the view edge.
CREATE OR REPLACE TRIGGER relationship_engine_adopt
BEFORE INSERT ON relationship_engine.edge_store
FOR EACH ROW WHEN (new.log_weight IS NULL)
EXECUTE FUNCTION relationship_engine._adopt_edge();

CREATE OR REPLACE TRIGGER relationship_engine_insert
AFTER INSERT ON relationship_engine.edge_store
REFERENCING NEW TABLE AS arrived
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_edge_insert();

-- Edits of an application. refresh_edges() updates the same columns, and always revision, which the view does not show.
CREATE OR REPLACE TRIGGER relationship_engine_edit
BEFORE UPDATE OF from_id, to_id, kind, confidence, importance, start_date, end_date, description, source_event_id
ON relationship_engine.edge_store
FOR EACH ROW WHEN (
    old.revision = new.revision
    AND (
        old.from_id IS DISTINCT FROM new.from_id
        OR old.to_id IS DISTINCT FROM new.to_id
        OR old.kind IS DISTINCT FROM new.kind
        OR old.confidence IS DISTINCT FROM new.confidence
        OR old.importance IS DISTINCT FROM new.importance
        OR old.start_date IS DISTINCT FROM new.start_date
        OR old.end_date IS DISTINCT FROM new.end_date
        OR old.description IS DISTINCT FROM new.description
        OR old.source_event_id IS DISTINCT FROM new.source_event_id
    )
)
EXECUTE FUNCTION relationship_engine._record_manual_edit();

CREATE OR REPLACE TRIGGER relationship_engine_mode
BEFORE UPDATE OF mode ON relationship_engine.graph
FOR EACH ROW WHEN (old.mode IS DISTINCT FROM new.mode)
EXECUTE FUNCTION relationship_engine._pause_clock();

CREATE OR REPLACE TRIGGER relationship_engine_mode_log
AFTER UPDATE OF mode ON relationship_engine.graph
FOR EACH ROW WHEN (old.mode IS DISTINCT FROM new.mode AND new.moved_to IS NULL)
EXECUTE FUNCTION relationship_engine._log_mode_change();

CREATE OR REPLACE TRIGGER relationship_engine_mode_log
AFTER UPDATE OF mode ON relationship_engine.strategy_setting
FOR EACH ROW WHEN (old.mode IS DISTINCT FROM new.mode)
EXECUTE FUNCTION relationship_engine._log_mode_change();

CREATE OR REPLACE TRIGGER relationship_engine_new_strategy
AFTER INSERT ON relationship_engine.strategy_setting
FOR EACH ROW WHEN (new.mode <> 'off')
EXECUTE FUNCTION relationship_engine._log_mode_change();

CREATE OR REPLACE TRIGGER relationship_engine_check
BEFORE INSERT OR UPDATE OF expression, field ON relationship_engine.pattern_rule
FOR EACH ROW EXECUTE FUNCTION relationship_engine._check_pattern_rule();

CREATE OR REPLACE TRIGGER relationship_engine_touch
BEFORE UPDATE ON relationship_engine.pattern_rule
FOR EACH ROW WHEN (old.updated_at = new.updated_at)
EXECUTE FUNCTION relationship_engine._stamp_updated_at();

CREATE OR REPLACE TRIGGER relationship_engine_identify
BEFORE INSERT OR UPDATE OF graph_id, id, body_1, body_2, kind ON relationship_engine.composition_rule
FOR EACH ROW EXECUTE FUNCTION relationship_engine._identify_rule();

CREATE OR REPLACE TRIGGER relationship_engine_replace
BEFORE INSERT ON relationship_engine.mention
FOR EACH ROW WHEN (new.origin = 'application')
EXECUTE FUNCTION relationship_engine._replace_derived_mention();

CREATE OR REPLACE TRIGGER relationship_engine_embed
BEFORE UPDATE OF title, summary ON relationship_engine.entity
FOR EACH ROW WHEN (
    new.embedding_hash IS NOT NULL
    AND (old.title, old.summary) IS DISTINCT FROM (new.title, new.summary)
)
EXECUTE FUNCTION relationship_engine._invalidate_embedding();

CREATE OR REPLACE TRIGGER relationship_engine_notify
AFTER INSERT ON relationship_engine.llm_job
REFERENCING NEW TABLE AS inserted
FOR EACH STATEMENT EXECUTE FUNCTION relationship_engine._on_llm_job();

CREATE OR REPLACE TRIGGER relationship_engine_name
BEFORE UPDATE OF name ON relationship_engine.graph
FOR EACH ROW WHEN (old.name <> new.name)
EXECUTE FUNCTION relationship_engine._guard_graph_name();
