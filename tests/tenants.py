"""Two graphs with all sorts of rows, and a role for each level of rights, which may act in one of them."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest

import servers
from conftest import connect, janitor
from filled import fill

LEVELS = ("reader", "writer", "worker", "admin")
# A word that stands in graph 2 alone.
SECRET = "Zanzibar"  # noqa: S105


@pytest.fixture(scope="session")
def roles(server: servers.Server) -> Iterator[dict[str, str]]:
    """A login role for each level, and one without any."""
    names = {level: f"re_{level}_{uuid4().hex[:8]}" for level in (*LEVELS, "nobody")}
    with connect(server.uri()) as connection:
        for name in names.values():
            connection.execute(f"CREATE ROLE {name} LOGIN")  # type: ignore[arg-type]
        yield names
        for name in names.values():
            connection.execute(f"DROP ROLE {name}")  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def filled_template(server: servers.Server, template: str, roles: dict[str, str]) -> Iterator[str]:
    """The name of a database to copy from, with what the fixture tenants says."""
    with janitor(server, "re_tenants", template):
        with connect(server.uri("re_tenants")) as connection:
            connection.execute("SET search_path = relationship_engine, public")
            connection.execute("SELECT create_graph('other')")
            fill(connection, {1: "Acme", 2: SECRET})
            connection.execute(
                "INSERT INTO llm_provider (graph_id, name, reason) "
                "VALUES (1, 'anthropic', 'Acme'), (2, 'anthropic', %s)",
                [SECRET],
            )
            connection.execute("SELECT enable_row_security()")
            for level in LEVELS:
                connection.execute("SELECT grant_usage(%s, %s, '{1}')", [roles[level], level])
        yield "re_tenants"


@pytest.fixture
def tenants(connection: psycopg.Connection) -> psycopg.Connection:
    """Two graphs with all sorts of rows; each role may act in graph 1, and row security is on."""
    return connection
