-- The view alert measures the alerts. These tables have their settings and their history.
CREATE TABLE relationship_engine.alert_setting (
    graph_id bigint NOT NULL,
    alert text NOT NULL,
    is_enabled boolean NOT NULL DEFAULT true,
    bound double precision,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT alert_setting_pkey PRIMARY KEY (graph_id, alert),
    CONSTRAINT alert_setting_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.alert_setting IS
'Overrides per graph: another bound for an alert, or the alert switched off. Graph 0 stands for the whole database.';
COMMENT ON COLUMN relationship_engine.alert_setting.bound IS
'The alert fires above this value, in the unit of the alert; null: the default bound.';

CREATE TABLE relationship_engine.alert_state (
    graph_id bigint NOT NULL,
    alert text NOT NULL,
    severity text NOT NULL,
    value double precision,
    bound double precision,
    unit text,
    message text,
    remedy text,
    since timestamptz NOT NULL,
    resolved_at timestamptz,
    CONSTRAINT alert_state_pkey PRIMARY KEY (graph_id, alert),
    CONSTRAINT alert_state_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.alert_state IS 'The last occurrence of each alert, as refresh_alerts() saw it.';
COMMENT ON COLUMN relationship_engine.alert_state.resolved_at IS
'When the alert was seen to be resolved; null while it fires.';

CREATE TABLE relationship_engine.alert_notice (
    graph_id bigint NOT NULL,
    alert text NOT NULL,
    channel text NOT NULL,
    since timestamptz,
    is_resolved boolean,
    claimed_since timestamptz NOT NULL,
    claimed_is_resolved boolean NOT NULL,
    claimed_until timestamptz,
    CONSTRAINT alert_notice_pkey PRIMARY KEY (graph_id, alert, channel),
    CONSTRAINT alert_notice_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE
);
COMMENT ON TABLE relationship_engine.alert_notice IS
'Which alerts were sent to which channel: each alert once when it fires and once when it is resolved.';
COMMENT ON COLUMN relationship_engine.alert_notice.channel IS 'A hash of the address, which may contain a password.';
COMMENT ON COLUMN relationship_engine.alert_notice.since IS
'alert_state.since of the alert that was last sent; null: none yet.';
COMMENT ON COLUMN relationship_engine.alert_notice.claimed_since IS
'alert_state.since of the alert that a sender has claimed.';
COMMENT ON COLUMN relationship_engine.alert_notice.claimed_until IS
'End of the claim; then another sender may take over. Null: not claimed.';
