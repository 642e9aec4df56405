"""The commands of a fleet: several servers, each with whole graphs."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

import click
import psycopg

from relationship_engine import database, fleet, output
from relationship_engine.commands.common import Refused, json_option
from relationship_engine.database import DatabaseError, Row
from relationship_engine.fleet import Move, Node

FILE = "relationship_engine.fleet"
STATUS = (
    "node", "graph_id", "name", "mode", "entities", "edges", "bytes", "night", "night_status", "night_seconds", "lag_days",
    "alerts", "note",
)  # fmt: skip
DOCTOR = ("node", "item", "is_ready", "value", "remedy")
MOVES = ("graph_id", "name", "source", "target", "bytes", "night_seconds")
# About what a move copies, compares and deletes on one processor.
BYTES_PER_SECOND = 5_000_000


def _remember_file(ctx: click.Context, _: click.Parameter, value: Path | None) -> None:
    """Keep the fleet file, given before or after the command's name."""
    if value is not None:
        ctx.meta[FILE] = value


file_option = click.option(
    "--file",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=_remember_file,
    expose_value=False,
    help='Fleet file: [nodes.NAME] dsn = "…"; else RELATIONSHIP_ENGINE_FLEET.',
)


def _nodes() -> list[Node]:
    """Return the nodes of the fleet file."""
    file = click.get_current_context().meta.get(FILE) or os.environ.get("RELATIONSHIP_ENGINE_FLEET")
    if not file:
        message = "name the fleet file by --file or RELATIONSHIP_ENGINE_FLEET"
        raise Refused(message)
    return fleet.read(Path(file))


@click.group("fleet")
@file_option
def group() -> None:
    """Operate several servers, each with whole graphs, and move graphs between them."""


def _ask(node: Node, query: str, **parameters: object) -> list[Row]:
    """Return the rows of a query at a node, or one row with its error: a node that fails is no other's trouble."""
    try:
        with fleet.connected(node) as connection:
            rows = database.fetch(connection, query, **parameters)
    except DatabaseError as error:
        return [{"node": node.name, "error": str(error)}]
    except psycopg.Error as error:
        return [{"node": node.name, "error": database.describe(error)}]
    return [{"node": node.name, **row} for row in rows]


def _ask_all(nodes: list[Node], query: str) -> list[Row]:
    """Return the rows of a query at all nodes, asked side by side, in the order of the file."""
    with ThreadPoolExecutor(max_workers=max(1, len(nodes))) as pool:
        return [row for rows in pool.map(lambda node: _ask(node, query), nodes) for row in rows]


def _exit_if(is_failed: bool) -> None:  # noqa: FBT001 - one flag, one meaning
    """Exit with code 1 if something failed."""
    if is_failed:
        click.get_current_context().exit(1)


@group.command()
@file_option
@json_option
def status(*, as_json: bool) -> None:
    """Show the graphs of all nodes: size, last night, days behind, alerts."""
    rows = _ask_all(_nodes(), "node_status")
    for row in rows:
        moving = row.get("moving_to") and f"moving to {row['moving_to']}"
        row["note"] = row.get("error") or (row.get("moved_to") and f"moved to {row['moved_to']}") or moving
    output.show(rows, lambda found: output.fitted(found, STATUS), as_json=as_json)
    _exit_if(any("error" in row for row in rows))


@group.command()
@file_option
@json_option
def doctor(*, as_json: bool) -> None:
    """Check what the servers need for moves, their versions and ranges of ids, then run doctor at each node."""
    nodes = _nodes()
    rows = _ask_all(nodes, "node_readiness")
    versions = {}
    begins: dict[int, str] = {}
    for node in nodes:
        for row in _ask(node, "versions"):
            versions[node.name] = str(row.get("functions"))
        for row in _ask(node, "graph_id_range", begin=None):
            begin = row.get("id_begin")
            if begin is None:
                continue
            other = begins.setdefault(begin, node.name)
            rows.append({
                "node": node.name, "item": "ids of new graphs", "is_ready": other == node.name,
                "value": f"from {begin}" + ("" if other == node.name else f", as at {other}"),
                "remedy": "relationship-engine fleet install",
            })  # fmt: skip
    for node in nodes:
        rows.append({
            "node": node.name, "item": "version", "is_ready": len(set(versions.values())) == 1,
            "value": versions.get(node.name), "remedy": "relationship-engine fleet install, with one version",
        })  # fmt: skip
    for row in rows:
        row["value"] = row.get("error") or row.get("value")
        row["remedy"] = None if row.get("is_ready") else row.get("remedy")
    output.show(rows, lambda found: output.fitted(found, DOCTOR), as_json=as_json)
    _exit_if(any("error" in row or not row["is_ready"] for row in rows))


def _everywhere(*argv: str) -> tuple[list[Row], bool]:
    """Run a command at all nodes side by side; returns what each printed, and whether all succeeded."""

    def run(node: Node) -> Row:
        """Run it in a process of its own, which gets the connection string by the environment."""
        done = subprocess.run(  # noqa: S603 - this very program
            [sys.executable, "-m", "relationship_engine", *argv],
            env={**os.environ, "DATABASE_URL": node.dsn},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        return {
            "node": node.name,
            "exit_code": done.returncode,
            "output": done.stdout.rstrip(),
            "error": done.stderr.rstrip(),
        }

    nodes = _nodes()
    with ThreadPoolExecutor(max_workers=max(1, len(nodes))) as pool:
        rows = list(pool.map(run, nodes))
    return rows, all(row["exit_code"] == 0 for row in rows)


def _show_outputs(rows: list[Row], *, as_json: bool) -> None:
    """Print what each node printed, under its name."""
    if as_json:
        for row in rows:
            try:
                row["output"] = json.loads(row["output"])
            except ValueError:
                continue
    blocks = ["\n".join(filter(None, [f"{row['node']}:", str(row["output"]), row["error"]])) for row in rows]
    output.show(rows, lambda _: "\n\n".join(blocks), as_json=as_json)


def _command(name: str, summary: str, *argv: str) -> click.Command:
    """Return a command that runs another one at every node."""

    @click.command(name, help=summary)
    @file_option
    @json_option
    def command(*, as_json: bool) -> None:
        rows, is_done = _everywhere(*argv, *(["--json"] if as_json else []))
        _show_outputs(rows, as_json=as_json)
        _exit_if(not is_done)

    return command


@group.command()
@file_option
@json_option
def install(*, as_json: bool) -> None:
    """Install or upgrade every node, and give each its own range of ids for new graphs."""
    rows, is_done = _everywhere("install", *(["--json"] if as_json else []))
    if is_done:
        begins = fleet.assign_ranges(_nodes())
        rows = [{**row, "id_begin": begins[row["node"]]} for row in rows]
    _show_outputs(rows, as_json=as_json)
    _exit_if(not is_done)


@group.command()
@click.argument("graph")
@file_option
@json_option
def locate(*, graph: str, as_json: bool) -> None:
    """Print the node of a GRAPH, named by its id or name."""
    place = fleet.home(_nodes(), graph)
    row = {"graph_id": place.graph_id, "name": place.name, "node": place.node.name}
    output.show(row, lambda found: str(found["node"]), as_json=as_json)


def _moved(done: Move) -> str:
    """Format the result of a move."""
    if done.source == done.target:
        return f"graph {done.graph_id} is at {done.target}"
    text = (
        f"graph {done.graph_id} moved from {done.source} to {done.target}: {done.rows} rows in {done.seconds:.1f} s; "
        f"writers waited at most {done.fence_seconds:.2f} s"
    )
    if done.grants:
        text += f"\nrights do not move: grant_usage() at {done.target} for {', '.join(done.grants)}"
    return text


@group.command()
@click.argument("graph")
@click.argument("node", required=False)
@click.option("--dry-run", is_flag=True, help="Only show the size and the estimated time.")
@click.option("--abort", is_flag=True, help="Give up a move that was interrupted; the graph stays where it is.")
@file_option
@json_option
def move(*, graph: str, node: str | None, dry_run: bool, abort: bool, as_json: bool) -> None:
    """Move a GRAPH, named by its id or name, to a NODE while it is written to.

    Exit code 0 only if the graph is whole at the node and gone at its former one. A move that was interrupted
    continues when it is repeated.
    """
    nodes = _nodes()
    if abort:
        fleet.abort(nodes, graph)
        output.show({"aborted": graph}, lambda _: f"graph {graph} stays where it is", as_json=as_json)
        return
    if node is None:
        message = "name the node to which the graph moves"
        raise Refused(message)
    if dry_run:
        place = fleet.home(nodes, graph)
        target = fleet.named(nodes, node)
        (row,) = [row for row in _ask(place.node, "node_status") if row["graph_id"] == place.graph_id]
        plan = {
            "graph_id": place.graph_id, "source": place.node.name, "target": target.name, "bytes": row["bytes"] or 0,
            "entities": row["entities"], "edges": row["edges"],
            "estimated_seconds": round(5 + (row["bytes"] or 0) / BYTES_PER_SECOND),
        }  # fmt: skip
        output.show(plan, lambda found: output.pairs(found.items(), indent=""), as_json=as_json)
        return
    done = fleet.move(nodes, graph, node, _say(as_json=as_json))
    output.show(asdict(done), lambda _: _moved(done), as_json=as_json)


def _say(*, as_json: bool) -> Callable[[str], None]:
    """Return a function that reports progress to standard error."""
    return (lambda _: None) if as_json else (lambda text: click.echo(text, err=True))


def _sizes(nodes: list[Node]) -> list[Row]:
    """Return the graphs of all nodes. Errors: FleetError if one of them does not answer."""
    rows = _ask_all(nodes, "node_status")
    for row in rows:
        if "error" in row:
            raise fleet.FleetError(row["error"])
    return rows


def _carry_out(nodes: list[Node], proposed: list[Row], *, dry_run: bool, as_json: bool) -> None:
    """Show proposed moves, or do them one after another."""
    if dry_run:
        none = "nothing to move"
        output.show(proposed, lambda rows: output.table(rows, MOVES, indent="") if rows else none, as_json=as_json)
        return
    say = _say(as_json=as_json)
    moves = []
    for row in proposed:
        moves.append(fleet.move(nodes, str(row["graph_id"]), row["target"], say))
        say(_moved(moves[-1]))
    output.show([asdict(done) for done in moves], lambda rows: f"{len(rows)} graphs moved", as_json=as_json)


dry_run_option = click.option("--dry-run", is_flag=True, help="Only show the moves.")


@group.command()
@dry_run_option
@file_option
@json_option
def balance(*, dry_run: bool, as_json: bool) -> None:
    """Move graphs from heavy to light nodes, one at a time: by size, and by the seconds of their nights."""
    nodes = _nodes()
    proposed = fleet.balanced(_sizes(nodes), [node.name for node in nodes])
    _carry_out(nodes, proposed, dry_run=dry_run, as_json=as_json)


@group.command()
@click.argument("node")
@dry_run_option
@file_option
@json_option
def drain(*, node: str, dry_run: bool, as_json: bool) -> None:
    """Move all graphs of a NODE to the others, one at a time; graph 1 stays, since every node has its own."""
    nodes = _nodes()
    drained = fleet.named(nodes, node).name
    others = [other.name for other in nodes if other.name != drained]
    if not others:
        message = "the fleet has no other node"
        raise Refused(message)
    proposed = fleet.drained(_sizes(nodes), drained, others)
    _carry_out(nodes, proposed, dry_run=dry_run, as_json=as_json)


@group.command()
@file_option
def worker() -> None:
    """Serve the model queues of all nodes until SIGTERM, one process per node."""
    servers = [
        subprocess.Popen(
            [sys.executable, "-m", "relationship_engine", "worker", "run"],
            env={**os.environ, "DATABASE_URL": node.dsn},
            stdin=subprocess.DEVNULL,
        )
        for node in _nodes()
    ]
    codes = fleet.served(servers)
    _exit_if(any(codes))


@group.command()
@file_option
def front() -> None:
    """Print SQL for a database that reads and writes all graphs by postgres_fdw, with its limits as comments.

    Run it at a front server: psql -f front.sql. Repeat it after a move.
    """
    nodes = _nodes()
    click.echo(fleet.front(nodes, _sizes(nodes)), nl=False)


group.add_command(_command("nightly", "Run the night of every node, side by side.", "run", "nightly"))
group.add_command(_command("alerts", "Show the alerts of every node.", "alerts"))
