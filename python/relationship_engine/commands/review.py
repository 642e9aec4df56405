"""The command review: a person goes through the edges that wait for a verdict, or judges one."""

from uuid import UUID

import click
import psycopg

from relationship_engine import database, output
from relationship_engine.commands.common import Refused, connect_installed, dsn_option, graph_option, json_option
from relationship_engine.database import Connection, Row

KEYS = "[a]ccept  [r]eject  [e]dit kind  [s]kip  [u]ndo  [q]uit"
QUEUE = ("edge_id", "reason", "from_title", "kind", "to_title", "weight", "confidence", "strategies")
PRECISION = ("strategy", "kind", "rule_id", "reviewed", "accepted", "precision", "lower_bound", "upper_bound")
VERDICTS = {"a": "accept", "r": "reject", "e": "edit"}
ENDS = "q\x03\x04\x1b"


@click.command()
@click.argument("edge_id", metavar="[EDGE]", type=click.UUID, required=False)
@click.option("--verdict", type=click.Choice(sorted(VERDICTS.values())), help="Verdict on EDGE, without a prompt.")
@click.option("--kind", help="The correct kind, for verdict edit.")
@click.option("--note", help="Reason, stored with the verdict.")
@click.option("--sample", type=int, metavar="N", help="First draw edges at random, up to N in 7 days.")
@click.option("--precision", is_flag=True, help="Only show the precision of each strategy, by the verdicts so far.")
@graph_option
@dsn_option
@json_option
def review(  # noqa: PLR0913 - one parameter per option
    *,
    edge_id: UUID | None,
    verdict: str | None,
    kind: str | None,
    note: str | None,
    sample: int | None,
    precision: bool,
    graph: int,
    as_json: bool,
) -> None:
    """Judge the edges that wait for a verdict, one by one; with --json only list them. With --verdict, judge one EDGE."""
    if (edge_id is None) != (verdict is None):
        message = "name an EDGE and a --verdict, or neither to go through those that wait"
        raise Refused(message)
    with connect_installed() as connection:
        if edge_id is not None:
            judged = database.fetch_one(
                connection, "review_edge", edge_id=edge_id, verdict=verdict, kind=kind, note=note
            )
            output.show(judged, output.report, as_json=as_json)
            return
        if sample is not None:
            database.fetch(connection, "sample_for_review", graph_id=graph, count=sample)
        if not precision:
            waiting = database.fetch(connection, "review_queue", graph_id=graph)
            if as_json:
                output.show(waiting, str, as_json=True)
                return
            _Review(connection, waiting, note).run()
        output.show(database.fetch(connection, "strategy_precision", graph_id=graph), _precision, as_json=as_json)


def _precision(rows: list[Row]) -> str:
    """Return the precision of strategies as text."""
    if not rows:
        return "no verdict yet"
    return f"How right the strategies were, with the bounds at 95 %\n{output.table(rows, PRECISION)}"


class _Review:
    """A session over the waiting edges; each verdict is stored at once, so the session can end at any point."""

    def __init__(self, connection: Connection, waiting: list[Row], note: str | None) -> None:
        """Begin at the first edge."""
        self.connection = connection
        self.waiting = waiting
        self.note = note
        self.done: list[tuple[int, UUID]] = []

    def run(self) -> None:
        """Ask for each edge, until the end or until the person ends it."""
        if not self.waiting:
            click.echo(
                "No edge waits. Set graph.review_below, so that unsure edges do, or draw some: review --sample 50"
            )
        at = 0
        while at < len(self.waiting):
            self._show(at)
            at = self._ask(at)

    def _show(self, at: int) -> None:
        """Print an edge, why it waits, and what it rests on."""
        row = self.waiting[at]
        why = "drawn at random" if row["reason"] == "sample" else "unsure"
        click.secho(f"\n{at + 1} of {len(self.waiting)}, {why}: {output.edge(row)}", bold=True)
        click.echo(
            f"  confidence {output.value(row['confidence'])}, weight {output.value(row['weight'])}, "
            f"found by {output.value(row['strategies'])}"
        )
        click.echo(output.evidence(database.fetch(self.connection, "explain_edge", edge_id=row["edge_id"])))

    def _ask(self, at: int) -> int:
        """Take one key, do what it says, and return the place of the next edge."""
        click.echo(f"{KEYS}: ", nl=False)
        key = click.getchar().lower()[:1]
        click.echo(key if key.isprintable() else "")
        if not key or key in ENDS:
            return len(self.waiting)
        if key == "u":
            return self._undo(at)
        if key in VERDICTS:
            return at + self._judge(at, VERDICTS[key])
        return at + (key == "s")

    def _judge(self, at: int, verdict: str) -> bool:
        """Store a verdict; False where it was refused, and the edge is asked for again."""
        kind = None
        if verdict == "edit":
            kind = click.prompt("  the right kind, empty for none", default="", show_default=False)
            if not kind:
                return False
        try:
            run = database.fetch_one(
                self.connection,
                "review_edge",
                edge_id=self.waiting[at]["edge_id"],
                verdict=verdict,
                kind=kind,
                note=self.note,
            )
        except psycopg.Error as error:
            click.secho(f"  {database.describe(error)}", fg="red")
            return False
        self.done.append((at, run["run_id"]))
        return True

    def _undo(self, at: int) -> int:
        """Take back the last verdict of this walk, and go back to its edge."""
        if not self.done:
            click.echo("  no verdict to take back")
            return at
        before, run_id = self.done.pop()
        database.fetch(self.connection, "undo_run", run_id=run_id, dry_run=False, force=False)
        return before
