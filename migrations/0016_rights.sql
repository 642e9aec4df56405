-- Levels of roles per graph: written by grant_usage(), read by the policies of enable_row_security().
CREATE TABLE relationship_engine.graph_grant (
    id bigint GENERATED ALWAYS AS IDENTITY,
    role text NOT NULL,
    role_oid oid,
    system_identifier bigint,
    graph_id bigint,
    level text NOT NULL,
    granted_by text NOT NULL DEFAULT session_user,
    granted_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT graph_grant_pkey PRIMARY KEY (id),
    CONSTRAINT graph_grant_key UNIQUE NULLS NOT DISTINCT (role, graph_id),
    CONSTRAINT graph_grant_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT graph_grant_level_check CHECK (level IN ('reader', 'writer', 'worker', 'admin'))
);
COMMENT ON TABLE relationship_engine.graph_grant IS
'The levels of roles per graph, written by grant_usage() and revoke_usage().';
COMMENT ON COLUMN relationship_engine.graph_grant.role_oid IS
'The oid of the role, so that a later role of the same name does not inherit the level. Null: any role of the name.';
COMMENT ON COLUMN relationship_engine.graph_grant.system_identifier IS
'The cluster in which role_oid holds; in another one, after a restore, the name decides.';
COMMENT ON COLUMN relationship_engine.graph_grant.graph_id IS 'The graph; null: every graph, including future ones.';
COMMENT ON COLUMN relationship_engine.graph_grant.level IS
'reader: reads everything; writer: the application, writes events, entities and edges; worker: writes answers of '
'models; admin: everything, including settings.';
