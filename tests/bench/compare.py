"""`make bench-compare OTHER=folder`: inserts, linking, learning and nights against another checkout.

One server, a database for each checkout, the same rows in both. The checkouts take turns; what counts is the CPU time of
the backend (other load of the machine hardly moves it), as medians, and the ratio of both.
"""

import os
import statistics
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import click

import servers
from bench.compare_night import NIGHT_REMARK, compare_nights, open_network
from bench.database import SERVER, TODAY, Connection
from bench.insert import INSERT, INSERT_EVENT, INSERT_STAGED, KINDS, UNKNOWN
from bench.measuring import progress
from bench.sides import Side, in_turn, line, open_side
from bench.table import COMPARISON, Result, section, show
from bench.world import ENTITIES_PER_EVENT, KIND_SHARES, Batch, Entity, World
from conftest import PROJECT

DOCUMENT = PROJECT / "docs" / "benchmarks.md"
CASES = ("person", "other", "role", UNKNOWN, "organization", "all kinds in their proportions")
BLOCK = 40
WARM_UP = 6
TEXT_LENGTH = 3000
BULK = 10_000
KNOWN = 10_000
ACCENTED = str.maketrans("aeou", "áéöü")


def _entity(world: World, case: str) -> Entity:
    """Make an entity of a case."""
    if case == UNKNOWN:
        return world.entity("role", [("", f"{world.entity('person').title} Unheard")])
    return world.entity(case if case in KINDS else world.random.choices(KINDS, KIND_SHARES)[0])


def _switch(connection: Connection, *, on: bool) -> None:
    """Switch the triggers of inserts."""
    for table in ("entity", "raw_events"):
        word = "ENABLE" if on else "DISABLE"
        connection.execute(
            f"ALTER TABLE relationship_engine.{table} {word} TRIGGER relationship_engine_insert".encode()
        )


def compare_inserts(sides: list[Side], times: int, result: Result) -> None:
    """Insert entities one by one: the CPU time beyond that of an INSERT without trigger, and in wall time ours."""
    for with_event in (False, True):
        for case in CASES:
            taken: dict[Path, list[float]] = {side.project: [] for side in sides}
            wall: dict[tuple[Path, bool], list[float]] = {(s.project, on): [] for s in sides for on in (True, False)}
            for side in in_turn(sides, times):
                cost = {}
                for on in (True, False):
                    _switch(side.connection, on=on)
                    spent = 0.0
                    for i in range(WARM_UP + BLOCK):
                        if with_event and i % ENTITIES_PER_EVENT == 0:
                            event_id, text = side.world.batch(ENTITIES_PER_EVENT).events[0]
                            side.connection.execute(INSERT_EVENT, (event_id, text))
                        e = _entity(side.world, case)
                        row = (e.id, e.title, e.type, event_id if with_event else None)
                        started = time.perf_counter()
                        cpu = side.spent(lambda side=side, row=row: side.connection.execute(INSERT, row))  # type: ignore[misc]
                        if i >= WARM_UP:
                            spent += cpu
                            wall[side.project, on].append(time.perf_counter() - started)
                    cost[on] = spent / BLOCK
                taken[side.project].append(cost[True] - cost[False])
            suffix = ", with an event" if with_event else ""
            result.lines.append(line(f"INSERT of one entity, what the trigger adds: {case}{suffix}", taken, sides))
            more = [
                1000 * (statistics.median(wall[side.project, True]) - statistics.median(wall[side.project, False]))
                for side in sides
            ]
            progress(f"    wall, median: +{more[0]:.2f} ms, other +{more[1]:.2f} ms")
    for side in sides:
        _switch(side.connection, on=True)


def _text(world: World, length: int = TEXT_LENGTH) -> str:
    """Make a text of a length from the sentences of many events."""
    return " ".join(text for _, text in world.batch(length // 8).events)[:length]


def _event_with_entities(side: Side, *, is_long: bool) -> None:
    """Insert an event and five entities that it names, in one transaction."""
    batch = side.world.batch(ENTITIES_PER_EVENT)
    event_id, text = batch.events[0]
    if is_long:
        text = f"{text} {_text(side.world)}"[:TEXT_LENGTH]
    with side.connection.transaction():
        side.connection.execute(INSERT_EVENT, (event_id, text))
        for e in batch.entities:
            side.connection.execute(INSERT, (e.id, e.title, e.type, e.event_id))


def compare_transactions(sides: list[Side], times: int, result: Result) -> None:
    """Insert an event with five entities in one transaction, as an agent does."""
    for is_long in (False, True):
        taken: dict[Path, list[float]] = {side.project: [] for side in sides}
        for side in in_turn(sides, 4 * times):
            for i in range(4):
                spent = side.spent(lambda side=side, is_long=is_long: _event_with_entities(side, is_long=is_long))  # type: ignore[misc]
                if i:
                    taken[side.project].append(spent)
        length = f"{TEXT_LENGTH:,}" if is_long else "200"
        result.lines.append(line(f"an event of {length} characters and 5 entities in one transaction", taken, sides))


def _stage(connection: Connection, batch: Batch, *, with_event: bool) -> None:
    """Put a batch in a temporary table, and its events where they belong."""
    connection.execute("DROP TABLE IF EXISTS pg_temp.staged")
    connection.execute("CREATE TEMPORARY TABLE staged (id uuid, title text, type text, source_event_id uuid)")
    with connection.cursor() as cursor:
        with cursor.copy("COPY pg_temp.staged FROM STDIN") as copy:
            for e in batch.entities:
                copy.write_row((e.id, e.title, e.type, e.event_id if with_event else None))
        if with_event:
            cursor.executemany(INSERT_EVENT, batch.events)
    connection.execute("ANALYZE pg_temp.staged")


def compare_bulk(sides: list[Side], times: int, result: Result) -> None:
    """Insert many entities in one statement, without events and with events."""
    for with_event in (False, True):
        taken: dict[Path, list[float]] = {side.project: [] for side in sides}
        for side in in_turn(sides, times):
            _stage(side.connection, side.world.batch(BULK), with_event=with_event)
            taken[side.project].append(side.spent(lambda side=side: side.connection.execute(INSERT_STAGED)))  # type: ignore[misc]
        result.lines.append(
            line(f"{BULK:,} entities in one statement{', with events' if with_event else ''}", taken, sides),
        )
        for side in sides:
            progress(f"    {BULK / statistics.median(taken[side.project]):,.0f} a second of CPU time")


def compare_names(sides: list[Side], times: int, result: Result) -> None:
    """Index the names of many new entities whose titles are ASCII, and of many whose titles are not."""
    for is_ascii, target in ((True, 1.05), (False, 3)):
        taken: dict[Path, list[float]] = {side.project: [] for side in sides}
        for side in in_turn(sides, times):
            batch = side.world.batch(BULK)
            if not is_ascii:
                for e in batch.entities:
                    e.title = e.title.translate(ACCENTED)
            _stage(side.connection, batch, with_event=False)
            _switch(side.connection, on=False)
            side.connection.execute(INSERT_STAGED)
            _switch(side.connection, on=True)
            keys = [e.id for e in batch.entities]
            taken[side.project].append(side.spent(lambda side=side, keys=keys: side.index(keys)))  # type: ignore[misc]
        what = "ASCII" if is_ascii else "not ASCII"
        result.lines.append(line(f"names of {BULK:,} entities, titles {what}", taken, sides, target))


def compare_linking(sides: list[Side], times: int, result: Result) -> None:
    """Link one long event."""
    taken: dict[Path, list[float]] = {side.project: [] for side in sides}
    for side in sides:
        _switch(side.connection, on=False)
    for side in in_turn(sides, 3 * times):
        for i in range(4):
            event_id = side.world.batch(1).events[0][0]
            side.connection.execute(INSERT_EVENT, (event_id, _text(side.world)))
            spent = side.spent(
                lambda side=side, event_id=event_id: side.connection.execute(  # type: ignore[misc]
                    "SELECT relationship_engine.link_mentions(1, ARRAY[%s::uuid])", (event_id,)
                )
            )
            if i:
                taken[side.project].append(spent)
    for side in sides:
        _switch(side.connection, on=True)
    size = sides[0].size
    target = 0.5 if 100_000 <= size < 1_000_000 else 0.12 if size >= 1_000_000 else None
    what = f"linking an event of {TEXT_LENGTH:,} characters, {size:,} entities"
    result.lines.append(line(what, taken, sides, target))


def compare_events(sides: list[Side], times: int, result: Result) -> None:
    """Insert many events in one statement."""
    taken: dict[Path, list[float]] = {side.project: [] for side in sides}
    for side in in_turn(sides, times):
        events = side.world.batch(ENTITIES_PER_EVENT * BULK).events
        connection = side.connection
        connection.execute("DROP TABLE IF EXISTS pg_temp.staged")
        connection.execute("CREATE TEMPORARY TABLE staged (id uuid, text text)")
        with connection.cursor() as cursor, cursor.copy("COPY pg_temp.staged FROM STDIN") as copy:
            for event in events:
                copy.write_row(event)
        taken[side.project].append(
            side.spent(
                lambda connection=connection: connection.execute(  # type: ignore[misc]
                    "INSERT INTO relationship_engine.raw_events (id, payload) "
                    "SELECT s.id, jsonb_build_object('content', s.text) FROM pg_temp.staged s"
                )
            )
        )
    result.lines.append(line(f"{BULK:,} events in one statement", taken, sides, 1.05))


def compare_learning(sides: list[Side], times: int, result: Result) -> None:
    """Learn of edges that are known, each in a context of its own."""
    taken: dict[Path, list[float]] = {side.project: [] for side in sides}
    for side in sides:
        side.connection.execute(
            "CREATE TABLE public.known AS SELECT e.id AS from_id, lead(e.id) OVER (ORDER BY e.id) AS to_id "
            "FROM (SELECT e.id FROM relationship_engine.entity e WHERE e.graph_id = 1 ORDER BY e.id LIMIT %s) e"
            % (KNOWN + 1)  # type: ignore[arg-type]
        )
        side.connection.execute("DELETE FROM public.known WHERE to_id IS NULL")
    for i, side in enumerate(in_turn(sides, times + 1)):
        side.connection.execute("DROP TABLE IF EXISTS pg_temp.found")
        side.connection.execute(
            "CREATE TEMPORARY TABLE found AS SELECT array_agg(ROW(k.from_id, k.to_id, 'co_occurs', 'temporal', "  # type: ignore[arg-type]
            f"'bench:{i}', 0.6, 0.5, NULL, false, false, NULL, NULL, NULL, NULL, NULL)::relationship_engine.candidate) "
            "AS candidates FROM public.known k"
        )
        spent = side.spent(
            lambda side=side: side.connection.execute(  # type: ignore[misc]
                "SELECT relationship_engine.learn(1, f.candidates) FROM pg_temp.found f"
            )
        )
        if i >= len(sides):
            taken[side.project].append(spent)
        side.connection.execute("VACUUM ANALYZE relationship_engine.evidence, relationship_engine.edge_store")
    result.lines.append(line(f"learn() of {KNOWN:,} known edges", taken, sides, 1.05))


PARTS: dict[str, Callable[[list[Side], int, Result], None]] = {
    "link": compare_linking,
    "insert": compare_inserts,
    "transaction": compare_transactions,
    "bulk": compare_bulk,
    "names": compare_names,
    "events": compare_events,
    "learn": compare_learning,
}


NIGHT = "night"


@click.command()
@click.option("--other", type=click.Path(path_type=Path, exists=True), required=True, help="The other checkout.")
@click.option("--size", default=100_000, show_default=True, help="Entities of the graph.")
@click.option("--times", default=5, show_default=True, help="Turns of each side.")
@click.option("--only", type=click.Choice([*PARTS, NIGHT]), multiple=True, help="Only this part.")
@click.option("--write", is_flag=True, help="Write the sections of docs/benchmarks.md.")
@click.option("--data", type=click.Path(path_type=Path), help="Data folder of the server: new, and removed at the end.")
def main(  # noqa: PLR0913 - the options
    *, other: Path, size: int, times: int, only: tuple[str, ...], write: bool, data: Path | None
) -> None:
    """Compare this checkout with another one, by the CPU time of the backend."""
    load = os.getloadavg()[0]
    commit = subprocess.run(  # noqa: S603
        ["git", "-C", str(other), "log", "-1", "--format=%h"],  # noqa: S607
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    projects = {PROJECT: "ours", other.resolve(): "other"}
    results = []
    with mock.patch.dict(servers.FAST, SERVER, clear=True), servers.embedded(data) as server:
        parts = [part for part in PARTS if not only or part in only]
        if parts:
            result = Result(f"Against another checkout, {commit}, on {size:,} entities")
            sides = [open_side(server, project, name, size) for project, name in projects.items()]
            for side in sides:
                side.world.random.seed(7)
            for part in parts:
                PARTS[part](sides, times, result)
            for side in sides:
                side.connection.close()
            result.remarks = [
                f"{_how(times, load)} What the trigger adds: with the trigger less without, means of {BLOCK} inserts."
            ]
            results.append(result)
        if not only or NIGHT in only:
            result = Result(f"Nights against another checkout, {commit}, on {size:,} entities")
            networks = [open_network(server, project, f"{name}_network", size) for project, name in projects.items()]
            compare_nights(networks, times, result)
            result.remarks = [f"{_how(times, load)} {NIGHT_REMARK}"]
            results.append(result)
    show(results)
    if write:
        for result in results:
            replace(result)


def _how(times: int, load: float) -> str:
    """Say how it was measured."""
    return (
        f"By `make bench-compare` on {TODAY}: CPU time of the backend, both checkouts on one server in turn, medians of "
        f"{times} turns or more. Load of the machine: {load:.1f} when it began, {os.getloadavg()[0]:.1f} at the end."
    )


def replace(result: Result) -> None:
    """Write the section of a result into docs/benchmarks.md in place of its former one; the others stay."""
    begins = result.title.split(",", maxsplit=1)[0]
    kept = COMPARISON.sub(
        lambda found: "" if found.group().startswith(f"## {begins},") else found.group(),
        DOCUMENT.read_text(encoding="utf-8"),
    )
    text = "\n".join(line.rstrip() for line in "\n".join(section(result)).splitlines())
    DOCUMENT.write_text(kept.replace("## Plans\n", f"{text}\n\n## Plans\n", 1), encoding="utf-8")


if __name__ == "__main__":
    main()
