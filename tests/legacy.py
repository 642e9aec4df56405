"""A legacy system in a schema of its own: the tables that the roll-out plan describes, with the history of computing."""

import psycopg

from relationship_engine import demo

TABLES = """
CREATE SCHEMA {schema};
CREATE TABLE {schema}.raw_events (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), payload jsonb, source text, status text DEFAULT 'pending_processing',
    created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now()
);
CREATE TABLE {schema}.entity (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), title text, type text, summary text, metadata jsonb,
    source_event_id uuid REFERENCES {schema}.raw_events, created_at timestamptz DEFAULT now(),
    updated_at timestamptz DEFAULT now()
);
CREATE TABLE {schema}.edge (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(), from_id uuid REFERENCES {schema}.entity ON DELETE CASCADE,
    to_id uuid REFERENCES {schema}.entity ON DELETE CASCADE, kind text, start_date date, end_date date,
    confidence double precision, importance double precision, description text, metadata jsonb DEFAULT '{{}}',
    source_event_id uuid, created_at timestamptz DEFAULT now(), updated_at timestamptz DEFAULT now()
);
"""
WEIGHTS = """
ALTER TABLE {schema}.edge ADD COLUMN weight double precision DEFAULT 1.0, ADD COLUMN last_reinforced_at timestamptz;
UPDATE {schema}.edge SET weight = 1 + (hashtext(id::text) & 3) * 0.99, last_reinforced_at = created_at + interval '1 day';
"""
MENTIONS = """
ALTER TABLE {schema}.entity ADD COLUMN mention_count integer, ADD COLUMN referenced_by_event_ids jsonb;
UPDATE {schema}.entity e
SET mention_count = jsonb_array_length(m.ids), referenced_by_event_ids = m.ids
FROM (
    SELECT entity_id, jsonb_agg(event_id ORDER BY event_id) AS ids
    FROM jsonb_to_recordset(%s) AS m (event_id uuid, entity_id uuid)
    GROUP BY entity_id
) m
WHERE m.entity_id = e.id;
"""
# What it found: a role's organization where it is spelt alike, and who was spoken of with which organization.
EDGES = """
INSERT INTO {schema}.edge (id, from_id, to_id, kind, confidence, importance, source_event_id, metadata, created_at)
SELECT md5(f.id::text || t.id || x.kind)::uuid, f.id, t.id, x.kind, x.confidence, 0.5, f.source_event_id,
    '{{"note": "kept"}}', f.created_at
FROM {schema}.entity f
JOIN {schema}.entity t ON t.type = 'organization' AND t.id <> f.id
CROSS JOIN LATERAL (
    SELECT 'role_at' AS kind, 0.9 AS confidence
    WHERE f.type = 'role' AND right(f.title, length(t.title) + 4) IN (' at ' || t.title, ' of ' || t.title)
    UNION ALL
    SELECT 'worked_at', 0.7 WHERE f.type = 'person' AND f.source_event_id = t.source_event_id
) x;
"""


def make(db: psycopg.Connection, schema: str = "old", *, weights: bool = True, mentions: bool = False) -> None:
    """Make the schema of a legacy system that has been at work on the packaged data for a year."""
    batches = demo.load()
    db.execute(TABLES.format(schema=schema))
    with db.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {schema}.raw_events (id, payload, source, status, created_at) VALUES "
            "(%(id)s, jsonb_build_object('content', %(content)s::text), 'journal', 'processed', "
            "now() - interval '1 year' + (%(occurred_at)s::date - date '1936-01-01') * interval '20 minutes')",
            [row for batch in batches for row in batch.events],
        )
        cursor.executemany(
            f"INSERT INTO {schema}.entity (id, title, type, summary, metadata, source_event_id, created_at, updated_at) "
            "SELECT %(id)s, %(title)s, %(type)s, %(summary)s, %(metadata)s, v.id, v.created_at, v.created_at "
            f"FROM {schema}.raw_events v WHERE v.id = %(source_event_id)s",
            [
                {**row, "metadata": psycopg.types.json.Jsonb(row["metadata"])}
                for batch in batches
                for row in batch.entities
            ],
        )
    db.execute(EDGES.format(schema=schema))
    if weights:
        db.execute(WEIGHTS.format(schema=schema))
    if mentions:
        rows = [row for batch in batches for row in batch.mentions]
        statement, update = MENTIONS.format(schema=schema).split(";", 1)
        db.execute(statement)
        db.execute(update, [psycopg.types.json.Jsonb(rows)])


def rows(db: psycopg.Connection, schema: str = "old") -> dict[str, list[dict[str, object]]]:
    """Return the whole tables, with the versions of their rows."""
    return {
        name: db.execute(f"SELECT t.*, xmin::text FROM {schema}.{name} t ORDER BY id").fetchall()
        for name in ("raw_events", "entity", "edge")
    }
