"""Roles find their organizations: the bug that the roll-out plan begins with."""

import psycopg


def test_smoke(connection: psycopg.Connection) -> None:
    """A role names its organization."""
    connection.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('CEO at Acme', 'role')")
    edges = connection.execute("SELECT kind, weight, confidence FROM edge").fetchall()
    assert edges == [{"kind": "role_at", "weight": 1.0, "confidence": 0.95}]
