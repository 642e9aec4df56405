-- What a kind of edge means: settings and synonyms, per graph.
CREATE TABLE relationship_engine.kind_setting (
    graph_id bigint NOT NULL DEFAULT 1,
    kind text NOT NULL,
    is_functional boolean NOT NULL DEFAULT false,
    is_symmetric boolean NOT NULL DEFAULT false,
    inverse text,
    rate double precision NOT NULL DEFAULT 1,
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kind_setting_pkey PRIMARY KEY (graph_id, kind),
    CONSTRAINT kind_setting_inverse_key UNIQUE (graph_id, inverse),
    CONSTRAINT kind_setting_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT kind_setting_kind_check CHECK (kind ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND length(kind) <= 63),
    CONSTRAINT kind_setting_inverse_check CHECK (
        inverse IS NULL OR inverse ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND length(inverse) <= 63 AND inverse <> kind
        AND NOT is_symmetric
    ),
    CONSTRAINT kind_setting_rate_check CHECK (rate BETWEEN 0 AND 100)
);
COMMENT ON TABLE relationship_engine.kind_setting IS
'What the engine knows of a kind of edge, per graph; a kind without a row has the defaults. You may add, change and '
'delete rows.';
COMMENT ON COLUMN relationship_engine.kind_setting.is_functional IS
'An entity has one such edge at a time: a later statement ends the earlier one. Of a symmetric kind, both ends have '
'one.';
COMMENT ON COLUMN relationship_engine.kind_setting.is_symmetric IS 'The kind has no direction.';
COMMENT ON COLUMN relationship_engine.kind_setting.inverse IS
'The kind that says the same from the other end: a candidate of that kind is learned as this one, with its ends '
'exchanged.';
COMMENT ON COLUMN relationship_engine.kind_setting.rate IS
'Decay of new edges relative to the graph: 1 as the graph, 0 no decay. set_decay() sets it for existing edges too.';

CREATE TABLE relationship_engine.kind_alias (
    graph_id bigint NOT NULL DEFAULT 1,
    alias text NOT NULL,
    kind text NOT NULL,
    CONSTRAINT kind_alias_pkey PRIMARY KEY (graph_id, alias),
    CONSTRAINT kind_alias_graph_id_fkey FOREIGN KEY (graph_id)
        REFERENCES relationship_engine.graph (id) ON DELETE CASCADE,
    CONSTRAINT kind_alias_check CHECK (
        alias ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND kind ~ '^[a-z0-9]+(_[a-z0-9]+)*$' AND alias <> kind
        AND length(alias) <= 63 AND length(kind) <= 63
    )
);
COMMENT ON TABLE relationship_engine.kind_alias IS
'Kinds that mean one thing: candidates of the kind alias are learned as kind. An alias of an alias is not followed.';

INSERT INTO relationship_engine.kind_setting (graph_id, kind, is_functional, is_symmetric, inverse, rate)
VALUES
(0, 'works_at', true, false, 'employs', 1),
(0, 'role_at', true, false, NULL, 1),
(0, 'lives_in', true, false, NULL, 1),
(0, 'married_to', true, true, NULL, 1),
(0, 'owned_by', true, false, 'owns', 1),
(0, 'knows', false, true, NULL, 1),
-- what does not change with time
(0, 'born_in', false, false, NULL, 0),
(0, 'child_of', false, false, 'parent_of', 0),
(0, 'sibling_of', false, true, NULL, 0),
(0, 'educated_at', false, false, NULL, 0),
(0, 'founded_by', false, false, NULL, 0);

INSERT INTO relationship_engine.kind_alias (graph_id, alias, kind)
SELECT 0, a.alias, k.kind
FROM (
    VALUES
    ('works_at', 'worked_at,employed_by,employee_of,worked_for'),
    ('lives_in', 'lived_in,resides_in,resident_of'),
    ('married_to', 'spouse_of,husband_of,wife_of'),
    ('owned_by', 'acquired_by,bought_by'),
    ('founded_by', 'cofounded_by,established_by'),
    ('child_of', 'son_of,daughter_of'),
    ('sibling_of', 'brother_of,sister_of'),
    ('educated_at', 'studied_at,graduated_from,alumnus_of')
) AS k (kind, aliases)
CROSS JOIN LATERAL unnest(string_to_array(k.aliases, ',')) AS a (alias);

INSERT INTO relationship_engine.kind_setting (graph_id, kind, is_functional, is_symmetric, inverse, rate)
SELECT 1, k.kind, k.is_functional, k.is_symmetric, k.inverse, k.rate
FROM relationship_engine.kind_setting k WHERE k.graph_id = 0;
INSERT INTO relationship_engine.kind_alias (graph_id, alias, kind)
SELECT 1, k.alias, k.kind FROM relationship_engine.kind_alias k WHERE k.graph_id = 0;
