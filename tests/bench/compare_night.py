"""The night of two checkouts of the engine on a network of people, roles and other things, each on its own copy."""

import time
from dataclasses import dataclass, field
from pathlib import Path

import servers
from bench.database import loading, run_script, vacuum, value
from bench.graphs import LOADED, WINDOW, last_night, write
from bench.measuring import progress
from bench.network import EDGES_PER_ENTITY, MODEL, STEPS
from bench.sides import Side, line, open_side
from bench.table import Result
from bench.world import World

REST = "names, mentions, decay, rules and all else"
TARGET = 0.45
NIGHT_REMARK = (
    "Each has its own copy of the network of part (e), with the same rows, and the same day before each night. Steps: "
    "seconds by the log of the run, so also what the machine did meanwhile. One night of each goes before that does not "
    "count."
)
NIGHT = "SELECT decay_date + 1 FROM relationship_engine.graph WHERE id = 1"


@dataclass
class Nights:
    """What the nights of a side took: CPU seconds in all, and seconds by its own log for each step of a strategy."""

    cpu: list[float] = field(default_factory=list)
    steps: dict[str, list[float]] = field(default_factory=dict)


def open_network(server: servers.Server, project: Path, name: str, size: int) -> Side:
    """Open a side as open_side() does, and give it the edges, periods and vectors of a network."""
    side = open_side(server, project, name, size)
    tables = [table for table in LOADED if value(side.connection, "SELECT to_regclass(%s) IS NOT NULL", table)]
    side.connection.execute("SET maintenance_work_mem = '1GB'")
    with loading(side.connection, *tables):
        script = str(project / "tests" / "bench" / "load_network.sql")
        run_script(side.connection, script, entities=size, edges=EDGES_PER_ENTITY * size)
    side.connection.execute(MODEL)
    vacuum(side.connection)
    return side


def arrive(side: Side, world: World, seed: float) -> None:
    """Let a day come to a side's network; the nightly does the rest."""
    connection = side.connection
    since = value(connection, "SELECT clock_timestamp()")
    connection.execute("SET session_replication_role = replica")
    write(connection, world.batch(WINDOW, side.world.organizations))
    script = str(side.project / "tests" / "bench" / "arrive.sql")
    run_script(connection, script, entities=side.size, seed=seed, since=since)
    connection.execute("RESET session_replication_role")


def night(side: Side, taken: Nights) -> None:
    """Run the next nightly of a side in a new session, and add what it took."""
    connection = side.anew()
    arguments = value(connection, "SELECT pronargs FROM pg_proc WHERE proname = 'run_nightly'")
    day = value(connection, NIGHT)
    call = f"CALL relationship_engine.run_nightly(1, false, %s{', true' if arguments > 3 else ''})".encode()
    started = time.perf_counter()
    taken.cpu.append(side.spent(lambda: connection.execute(call, (day,))))
    rest = time.perf_counter() - started
    made, analyzed = last_night(connection)
    for step, seconds, *_ in connection.execute(STEPS).fetchall():
        if seconds is not None:
            taken.steps.setdefault(step, []).append(seconds)
            rest -= seconds
    taken.steps.setdefault(REST, []).append(rest)
    steps = ", ".join(f"{step} {seconds[-1]:.2f} s" for step, seconds in taken.steps.items())
    progress(f"{side.project.name}: {analyzed:,} entities, {made:,} edges made, {taken.cpu[-1]:.2f} s of CPU ({steps})")


def compare_nights(sides: list[Side], times: int, result: Result) -> None:
    """Run nights over what a day brings, and nights that nothing came to: both sides in turn, the first not counted."""
    worlds = {side.project: World(5) for side in sides}
    edges = value(sides[0].connection, "SELECT count(*) FROM relationship_engine.edge_store")
    full = {side.project: Nights() for side in sides}
    quiet = {side.project: Nights() for side in sides}
    for turn in range(times + 1):
        for side in sides if turn % 2 else sides[::-1]:
            arrive(side, worlds[side.project], turn / 10)
            night(side, full[side.project] if turn else Nights())
    for turn in range(times + 1):
        for side in sides:
            night(side, quiet[side.project] if turn else Nights())
    result.lines.append(
        line(f"a night on {edges:,} edges, {WINDOW:,} new entities", {p: n.cpu for p, n in full.items()}, sides, TARGET)
    )
    for step in full[sides[0].project].steps:
        if all(step in n.steps for n in full.values()):
            taken = {p: n.steps[step] for p, n in full.items()}
            result.lines.append(line(f"of it, by its log: {step}", taken, sides))
    result.lines.append(line(f"a night on {edges:,} edges, nothing new", {p: n.cpu for p, n in quiet.items()}, sides))
    for side in sides:
        side.connection.close()
