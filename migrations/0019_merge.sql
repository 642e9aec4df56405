-- Entities that were merged into another one, and their rows. Which rows belong to which entity follows from the merges
-- in force, so merges can be undone and redone like any run.
CREATE TABLE relationship_engine.merged_entity (
    graph_id bigint NOT NULL,
    id uuid NOT NULL,
    run_id uuid NOT NULL,
    kept_id uuid NOT NULL,
    into_id uuid,
    entity jsonb,
    given jsonb NOT NULL DEFAULT '{}',
    merged_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT merged_entity_pkey PRIMARY KEY (graph_id, id, run_id),
    CONSTRAINT merged_entity_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX merged_entity_id_idx ON relationship_engine.merged_entity (graph_id, id) INCLUDE (into_id)
WHERE into_id IS NOT NULL;
CREATE INDEX merged_entity_into_idx ON relationship_engine.merged_entity (graph_id, into_id)
WHERE into_id IS NOT NULL;
CREATE INDEX merged_entity_run_idx ON relationship_engine.merged_entity (graph_id, run_id);
COMMENT ON TABLE relationship_engine.merged_entity IS
'Entities that merge_entities() merged into another one. Mentions and edges that are inserted with their id go to '
'into_id, and an INSERT of the entity itself is ignored.';
COMMENT ON COLUMN relationship_engine.merged_entity.id IS 'The id that the entity had.';
COMMENT ON COLUMN relationship_engine.merged_entity.run_id IS 'The run of merge_entities().';
COMMENT ON COLUMN relationship_engine.merged_entity.kept_id IS 'The entity that the merge kept.';
COMMENT ON COLUMN relationship_engine.merged_entity.into_id IS
'The entity that has its rows now: kept_id, or the one that kept_id was merged into. Null: the merge is undone.';
COMMENT ON COLUMN relationship_engine.merged_entity.entity IS 'Its row of entity; null: the merge is undone.';
COMMENT ON COLUMN relationship_engine.merged_entity.given IS
'What the kept entity got from it: aliases, metadata, summary, source_event_id. An undo takes it back.';

CREATE TABLE relationship_engine.merged_row (
    graph_id bigint NOT NULL,
    id uuid NOT NULL DEFAULT gen_random_uuid(),
    relation text NOT NULL,
    from_id uuid,
    to_id uuid,
    entity_id uuid,
    kind text,
    strategy text,
    context text,
    run_id uuid,
    scaled_by uuid,
    event_id uuid,
    content jsonb,
    CONSTRAINT merged_row_pkey PRIMARY KEY (graph_id, id),
    CONSTRAINT merged_row_key UNIQUE NULLS NOT DISTINCT
    (graph_id, relation, from_id, to_id, entity_id, kind, strategy, context, run_id, scaled_by, event_id),
    CONSTRAINT merged_row_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
CREATE INDEX merged_row_from_idx ON relationship_engine.merged_row (graph_id, from_id);
CREATE INDEX merged_row_to_idx ON relationship_engine.merged_row (graph_id, to_id);
CREATE INDEX merged_row_entity_idx ON relationship_engine.merged_row (graph_id, entity_id);
CREATE INDEX merged_row_context_idx ON relationship_engine.merged_row (graph_id, context);
CREATE INDEX merged_row_event_idx
ON relationship_engine.merged_row (graph_id, (coalesce(event_id, (content ->> 'event_id')::uuid)));
COMMENT ON TABLE relationship_engine.merged_row IS
'Rows of other tables that changed their key by a merge of entities, with the key that they had.';
COMMENT ON COLUMN relationship_engine.merged_row.relation IS 'The table of the row.';
COMMENT ON COLUMN relationship_engine.merged_row.content IS
'The whole row, if it is not in its table now: the kept entity had the same row, or the merge made it connect the '
'entity with itself. Null: the row is in its table under the key that follows from merged_entity.';
