"""The graphs that inserts, nights and the network begin with, and what comes to them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import servers
from bench.database import FOLDER, Connection, connect, copy_database, install, loading, vacuum, value
from bench.measuring import progress
from bench.world import Batch, World

LOADED = (
    *("relationship_engine.raw_events", "relationship_engine.entity", "relationship_engine.mention"),
    *("relationship_engine.entity_name", "relationship_engine.title_suffix"),
    *("relationship_engine.edge_store", "relationship_engine.evidence"),
)
INDEX_CHUNK = 20_000
WINDOW = 10_000  # new entities of a night


@dataclass
class Graph:
    """A loaded graph: its entities, its database, and the organizations in it."""

    size: int
    name: str
    uri: str
    organizations: list[tuple[str, str]]


def write(connection: Connection, batch: Batch, created_at: datetime | None = None) -> None:
    """Write a batch by COPY, with the mentions where no trigger writes them."""
    created = created_at or datetime.now(UTC)
    with connection.transaction(), connection.cursor() as cursor:
        with cursor.copy(
            "COPY relationship_engine.raw_events (id, payload, created_at, updated_at) FROM STDIN",
        ) as copy:
            for key, text in batch.events:
                copy.write_row((key, f'{{"content": "{text}"}}', created, created))
        with cursor.copy(
            "COPY relationship_engine.entity (id, title, type, source_event_id, created_at, updated_at) FROM STDIN",
        ) as copy:
            for e in batch.entities:
                copy.write_row((e.id, e.title, e.type, e.event_id, created, created))
        if value(connection, "SELECT current_setting('session_replication_role')") == "replica":
            with cursor.copy("COPY relationship_engine.mention (event_id, entity_id, created_at) FROM STDIN") as copy:
                for e in batch.entities:
                    copy.write_row((e.event_id, e.id, created))


def load_graph(connection: Connection, batch: Batch) -> None:
    """Load entities with their events, mentions, names and role edges into a database, as if long ago."""
    with loading(connection, *LOADED):
        write(connection, batch, datetime.now(UTC) - timedelta(days=30))
        keys = [e.id for e in batch.entities]
        for i in range(0, len(keys), INDEX_CHUNK):
            connection.execute(
                "SELECT relationship_engine.index_names(1, %s::uuid[], true)",
                (keys[i : i + INDEX_CHUNK],),
            )
        connection.execute("CREATE UNLOGGED TABLE public.loaded_role (role_id uuid, organization_id uuid)")
        with connection.cursor() as cursor, cursor.copy("COPY public.loaded_role FROM STDIN") as copy:
            for e in batch.entities:
                if e.employer:
                    copy.write_row((e.id, e.employer))
        connection.execute((FOLDER / "load_roles.sql").read_bytes())
    vacuum(connection)


def load_graphs(server: servers.Server, sizes: list[int]) -> list[Graph]:
    """Load graphs of growing sizes, each the beginning of the next."""
    world = World(1)
    graphs: list[Graph] = []
    loaded = 0
    for size in sizes:
        progress(f"(b, c) loading a graph of {size:,} entities")
        name = f"graph_{size}"
        uri = copy_database(server, name, graphs[-1].name) if graphs else install(server, name)
        with connect(uri) as connection:
            load_graph(connection, world.batch(size - loaded))
        loaded = size
        graphs.append(Graph(size, name, uri, list(world.organizations)))
    return graphs


def last_night(connection: Connection) -> tuple[int, int]:
    """Return how many edges the last nightly made, and how many entities it analysed; it must have gone well."""
    row = connection.execute(
        "SELECT status, error, edges_created, entities_analyzed FROM relationship_engine.run "
        "WHERE graph_id = 1 AND mode = 'nightly' ORDER BY started_at DESC LIMIT 1",
    ).fetchone()
    if row is None or row[0] != "done":
        message = f"the nightly failed: {row}"
        raise RuntimeError(message)
    return row[2], row[3]
