-- The progress and the result of import_legacy(), per table of a legacy system.
CREATE TABLE relationship_engine.legacy_import (
    graph_id bigint NOT NULL,
    run_id uuid NOT NULL,
    relation text NOT NULL,
    source_schema text NOT NULL,
    last_id uuid,
    is_read boolean NOT NULL DEFAULT false,
    source_rows bigint,
    present_rows bigint,
    imported_rows bigint NOT NULL DEFAULT 0,
    merged_rows bigint,
    refused_rows bigint,
    refused jsonb,
    source_sum double precision,
    graph_sum double precision,
    is_equal boolean,
    CONSTRAINT legacy_import_pkey PRIMARY KEY (graph_id, run_id, relation),
    CONSTRAINT legacy_import_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT legacy_import_relation_check CHECK (relation IN ('raw_events', 'entity', 'mention', 'edge'))
);
COMMENT ON TABLE relationship_engine.legacy_import IS
'Each table of an import: its progress, and at the end a comparison of source and graph by counts and sums.';
COMMENT ON COLUMN relationship_engine.legacy_import.last_id IS
'The table is read up to this id (edges: up to this from_id). After a kill the import continues there.';
COMMENT ON COLUMN relationship_engine.legacy_import.present_rows IS 'Rows of the source that the graph has.';
COMMENT ON COLUMN relationship_engine.legacy_import.imported_rows IS
'Rows that this run added; for edges: rows of evidence.';
COMMENT ON COLUMN relationship_engine.legacy_import.merged_rows IS
'Edges of the source that repeat an observation, of which one counts.';
COMMENT ON COLUMN relationship_engine.legacy_import.refused IS
'Rows that cannot be imported, by reason: unknown_entity, self_loop, bad_kind, bad_number; or rejected by a person.';
COMMENT ON COLUMN relationship_engine.legacy_import.source_sum IS
'raw_events: bytes of payload; entity: characters of title and summary; edge: weights.';

CREATE TABLE relationship_engine.legacy_mirror (
    graph_id bigint NOT NULL,
    source_schema text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT legacy_mirror_pkey PRIMARY KEY (graph_id, source_schema),
    CONSTRAINT legacy_mirror_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.legacy_mirror IS 'Schemas whose tables have the triggers of mirror_legacy().';
