"""Two checkouts of the engine on one server, and what an action costs in each."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import servers
from bench.database import Connection, connect, loading, run_script, vacuum, value
from bench.graphs import INDEX_CHUNK, LOADED, write
from bench.measuring import progress
from bench.table import Line
from bench.world import World


@dataclass
class Side:
    """A checkout: its database, a session in it, the session's process, and the world that its rows come from."""

    project: Path
    connection: Connection
    world: World
    size: int
    uri: str

    def cpu(self) -> float:
        """Return the CPU time of the session's process, in seconds."""
        pid: int = self.connection.info.backend_pid
        # the clock of another process, as clock_getcpuclockid(3) makes it
        return time.clock_gettime((~pid) << 3 | 2)

    def spent(self, action: Callable[[], object]) -> float:
        """Return the CPU time that an action takes in the session, in seconds."""
        started = self.cpu()
        action()
        return self.cpu() - started

    def anew(self) -> Connection:
        """Close the session, and return a new one."""
        self.connection.close()
        self.connection = connect(self.uri)
        return self.connection

    def has(self, function: str) -> bool:
        """Tell whether the engine of this checkout has a function."""
        return bool(value(self.connection, "SELECT to_regproc(%s) IS NOT NULL", f"relationship_engine.{function}"))

    def index(self, keys: list[str]) -> None:
        """Index the names of new entities."""
        name = "index_names" if self.has("index_names") else "index_entities"
        self.connection.execute(f"SELECT relationship_engine.{name}(1, %s::uuid[], true)".encode(), (keys,))


def open_side(server: servers.Server, project: Path, name: str, size: int) -> Side:
    """Install a checkout into a new database, and load a graph with it, the same for each."""
    subprocess.run(["make", "--silent", "-C", str(project), "build"], check=True, stdout=sys.stderr)  # noqa: S603, S607
    with connect(server.uri()) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    side = Side(project, connect(server.uri(name)), World(1), size, server.uri(name))
    side.connection.execute((project / "build" / "install.sql").read_bytes())
    batch = side.world.batch(size)
    tables = [table for table in LOADED if value(side.connection, "SELECT to_regclass(%s) IS NOT NULL", table)]
    with loading(side.connection, *tables):
        write(side.connection, batch, datetime.now(UTC) - timedelta(days=30))
        keys = [e.id for e in batch.entities]
        for i in range(0, len(keys), INDEX_CHUNK):
            side.index(keys[i : i + INDEX_CHUNK])
        side.connection.execute("CREATE UNLOGGED TABLE public.loaded_role (role_id uuid, organization_id uuid)")
        with side.connection.cursor() as cursor, cursor.copy("COPY public.loaded_role FROM STDIN") as copy:
            for e in batch.entities:
                if e.employer:
                    copy.write_row((e.id, e.employer))
        run_script(side.connection, str(project / "tests" / "bench" / "load_roles.sql"))
    vacuum(side.connection)
    side.anew()
    return side


def in_turn(sides: list[Side], times: int) -> Iterator[Side]:
    """Return the sides in turn, first one then the other at the front."""
    for i in range(times):
        yield from sides if i % 2 == 0 else sides[::-1]


def line(what: str, taken: dict[Path, list[float]], sides: list[Side], target: float | None = None) -> Line:
    """Make a line of medians, in milliseconds, and their ratio."""
    ours, other = (1000 * statistics.median(taken[side.project]) for side in sides)
    ratio = ours / other
    progress(f"{what}: {ours:.2f} ms, other {other:.2f} ms, ratio {ratio:.2f}")
    return Line(
        what,
        f"{ours:.2f} ms",
        f"{other:.2f} ms",
        f"{ratio:.2f}",
        f"<= {target:g}" if target else "",
        ratio <= target if target else None,
    )
