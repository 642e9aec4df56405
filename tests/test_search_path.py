"""No stored path names a schema in which others may create objects, and vector and pg_trgm may be in any schema, or move."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

import servers
from conftest import PLAIN_SCRIPT, connect, janitor


@pytest.fixture(params=["extension", "plain"])
def installed(request: pytest.FixtureRequest, server: servers.Server) -> Iterator[psycopg.Connection]:
    """A database with the extensions in public, relationship_engine installed by either route."""
    name = f"re_path_{uuid4().hex[:10]}"
    with janitor(server, name), connect(server.uri(name)) as connection:
        if request.param == "extension":
            connection.execute("CREATE EXTENSION relationship_engine CASCADE")
            connection.execute("SELECT relationship_engine.install()")
        else:
            connection.execute(PLAIN_SCRIPT.read_bytes())
        yield connection


def test_every_stored_path_is_pinned(installed: psycopg.Connection) -> None:
    """No function keeps another path than pg_catalog, pg_temp."""
    loose = installed.execute(
        """
        SELECT p.proname, c.setting
        FROM pg_proc p
        CROSS JOIN LATERAL unnest(p.proconfig) AS c (setting)
        WHERE p.pronamespace = 'relationship_engine'::regnamespace
            AND c.setting LIKE 'search\\_path=%' AND c.setting <> 'search_path=pg_catalog, pg_temp'
        """
    ).fetchall()
    assert loose == []


def test_functions_of_others_in_public_are_never_called(installed: psycopg.Connection) -> None:
    """A role that may create in public, and overloads what the engine calls there, is not called by the owner's night."""
    other = f"re_other_{uuid4().hex[:10]}"
    installed.execute(f"CREATE ROLE {other}")  # type: ignore[arg-type]
    installed.execute(f"GRANT CREATE ON SCHEMA public TO {other}")  # type: ignore[arg-type]
    installed.execute("CREATE TABLE public.called (name text)")
    installed.execute(f"GRANT INSERT ON public.called TO {other}")  # type: ignore[arg-type]
    installed.execute(f"SET ROLE {other}")  # type: ignore[arg-type]
    # closer to what the engine passes than pg_catalog's own, so they win wherever the path has public
    for signature in ("text, bigint, text, text", "text, text, text, numeric", "text, text, text, bigint"):
        installed.execute(
            f"CREATE FUNCTION public.jsonb_build_object({signature}) RETURNS jsonb LANGUAGE plpgsql AS "  # type: ignore[arg-type]
            "$$BEGIN INSERT INTO public.called VALUES (current_user); "
            "RETURN pg_catalog.jsonb_build_object($1, $2, $3, $4); END$$"
        )
    installed.execute("RESET ROLE")
    installed.execute("SET search_path = relationship_engine, public")
    installed.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('Engineer at Acme', 'role')")
    installed.execute("INSERT INTO entity (title, type, embedding) VALUES ('a', 'x', '[1,0]'), ('b', 'x', '[1,0]')")
    installed.execute("CALL run_nightly()")
    installed.execute("SELECT install()")
    assert installed.execute("SELECT * FROM public.called").fetchall() == []
    assert installed.execute("SELECT kind FROM edge WHERE 'pattern' = ANY (strategies)").fetchall() == [
        {"kind": "role_at"}
    ]
    installed.execute(f"DROP OWNED BY {other}")  # type: ignore[arg-type]
    installed.execute(f"DROP ROLE {other}")  # type: ignore[arg-type]


def test_extensions_may_move_to_another_schema(installed: psycopg.Connection) -> None:
    """After ALTER EXTENSION … SET SCHEMA everything goes on: names, misspelt names, vectors, indexes, doctor, upgrades."""
    installed.execute("SET search_path = relationship_engine")
    installed.execute("SELECT set_embedding_model(1, 'm', 2)")
    installed.execute("CREATE SCHEMA extensions")
    installed.execute("ALTER EXTENSION vector SET SCHEMA extensions")
    installed.execute("ALTER EXTENSION pg_trgm SET SCHEMA extensions")
    installed.execute(
        "INSERT INTO entity (title, type) VALUES ('Calibre Schools', 'organization'), ('Engineer at Caliber Schools', 'role')"
    )
    due = installed.execute("SELECT * FROM claim_embeddings(1)").fetchall()
    stored = installed.execute(
        "SELECT store_embeddings(1, 'm', %s, %s, %s) AS count",
        [[row["entity_id"] for row in due], [row["content_hash"] for row in due], ["[1,0]"] * len(due)],
    ).fetchone()
    assert stored == {"count": 2}
    # of two edges one is more than a fifth
    installed.execute("UPDATE strategy_setting SET max_share = 1 WHERE strategy = 'similarity'")
    installed.execute("CALL run_nightly()")
    assert installed.execute("SELECT status, error FROM run WHERE mode = 'nightly'").fetchall() == [
        {"status": "done", "error": None}
    ]
    kinds = [row["kind"] for row in installed.execute("SELECT kind FROM edge ORDER BY kind")]
    assert kinds == ["role_at", "semantically_related"]
    installed.execute("SELECT set_embedding_model(1, 'n', 3)")
    installed.execute("SELECT install()")
    broken = """SELECT "check", value FROM doctor() WHERE status IN ('warning', 'error') AND "check" NOT LIKE '%%schedule%%'"""
    assert installed.execute(broken).fetchall() == []
