"""Commands of a person who looks after a graph: why not, what if, take back, judge."""

import click

from relationship_engine import database, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option
from relationship_engine.database import Row

FORECAST = (
    *("graph_id", "nights", "decay_factor", "prune_threshold", "min_confidence", "edges_now", "weight_now"),
    *("edges_pruned", "edges_after", "weight_after", "most_pruned_in_a_night", "guard_refuses_on"),
    *("edges_below_confidence", "proposals_above_confidence"),
)


@click.command("why-not")
@click.argument("source")
@click.argument("target", required=False)
@click.argument("kind", required=False)
@graph_option
@dsn_option
@json_option
def why_not(*, source: str, target: str | None, kind: str | None, graph: int, as_json: bool) -> None:
    """Say why there is no edge of a KIND from SOURCE to TARGET, each an id, a title or an alias."""
    with connect_installed() as connection:
        reasons = database.fetch(connection, "why_not", source=source, target=target, kind=kind, graph_id=graph)
    output.show(reasons, _reasons, as_json=as_json)


def _reasons(rows: list[Row]) -> str:
    """Return reasons as text, each with its remedy."""
    lines = []
    for row in rows:
        found_by = " ".join(filter(None, (row["strategy"], row["kind"])))
        lines.append(f"{row['reason']}{f' ({found_by})' if found_by else ''}: {row['explanation']}")
        if row["hint"]:
            lines.append(f"    {row['hint']}")
    return "\n".join(lines) or "no strategy has anything to say about it"


@click.command()
@click.option("--nights", type=int, default=30, show_default=True, help="How far to look.")
@click.option("--decay-factor", type=float, help="Try this decay_factor.")
@click.option("--prune-threshold", type=float, help="Try this prune_threshold.")
@click.option("--min-confidence", type=float, help="Try this min_confidence.")
@click.option("--against", type=int, metavar="GRAPH", help="Compare with another graph, under its own settings.")
@graph_option
@dsn_option
@json_option
def forecast(  # noqa: PLR0913 - one parameter per option
    *,
    nights: int,
    decay_factor: float | None,
    prune_threshold: float | None,
    min_confidence: float | None,
    against: int | None,
    graph: int,
    as_json: bool,
) -> None:
    """Say what the nights would leave of a graph if nothing new were learned: as it is set, and as you would set it."""
    tried = {"decay_factor": decay_factor, "prune_threshold": prune_threshold, "min_confidence": min_confidence}
    asked: list[Row] = [{"graph_id": graph, **dict.fromkeys(tried)}]
    if any(item is not None for item in tried.values()):
        asked.append({"graph_id": graph, **tried})
    if against is not None:
        asked.append({"graph_id": against, **dict.fromkeys(tried)})
    with connect_installed() as connection:
        rows = [database.fetch_one(connection, "forecast", nights=nights, **settings) for settings in asked]
    output.show(rows, _side_by_side, as_json=as_json)


def _side_by_side(rows: list[Row]) -> str:
    """Return forecasts as text, a column each."""
    lines = [(name.replace("_", " "), *(output.value(row[name]) for row in rows)) for name in FORECAST]
    lines += [
        (f"edges of weight {name}", *(str(row["weights_after"][name]) for row in rows))
        for name in rows[0]["weights_after"]
    ]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    return "\n".join(
        f"{name:<{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        for name, *cells in lines
    )


COMMANDS = (why_not, forecast)
