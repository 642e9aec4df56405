"""What the commands print: JSON for programs, text for people."""

import contextlib
import json
import os
import re
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import starmap
from typing import TypeVar

import click

from relationship_engine.database import Row
from relationship_engine.text import columns as columns_of
from relationship_engine.text import cut, one_line, printable

T = TypeVar("T")

REPORT = (
    *("status", "edges_created", "edges_updated", "edges_decayed", "edges_pruned", "entities_analyzed"),
    *("processing_time", "strategies_used", "message"),
)
QUEUE = ("ready", "due", "leased", "in_batch", "done", "dead", "refused", "oldest_ready")
MONEY = ("budget", "spent_today", "reserved_today", "budget_left")
DOLLARS = {*MONEY, "per_call", "backlog", "today", "spent", "reserved", "per_edge"}
LISTS = {"dead of": "dead_of", "dropped in 7 days": "dropped", "mended in 7 days": "mended"}
# What evidence that does not count towards the weight says of its edge.
EFFECTS = {"ends": "ends the fact", "denies": "denies the fact"}
TOKENS = ("fresh_tokens", "cached_tokens", "output_tokens")
COSTS = (
    ("Today", "forecast", ("graph_id", "spent_today", "reserved_today", "today", "budget", "ready", "backlog")),
    ("By day", "by_day", ("graph_id", "day", "calls", "in_batch", *TOKENS, "spent", "reserved")),
    ("By model", "by_model", ("graph_id", "model", "strategy", "subject", "is_batch", "calls", "spent", "per_call")),
    ("Per edge that lives", "per_edge", ("graph_id", "model", "spent", "edges_kept", "per_edge")),
)
# Noncharacters mark styles until show() has made the texts of the database harmless: escape sequences of theirs must not
# reach a terminal, ours must.
BOLD, FAINT, PLAIN = "\ufdd0", "\ufdd1", "\ufdd2"
STYLES = {BOLD: "\x1b[1m", FAINT: "\x1b[2m", PLAIN: "\x1b[0m"}
# The minimum width of a truncated column.
NARROWEST = 12
COUNTS = ("mode", "entities", "events", "live_edges", "pruned_edges", "proposals", "to_embed")


def show(result: T, render: Callable[[T], str], *, as_json: bool) -> None:
    """Print a result as JSON, or as text by render; on a terminal with its styles."""
    if as_json:
        click.echo(json.dumps(result, default=_plain, indent=2, ensure_ascii=False))
        return
    parts = re.split(f"([{''.join(STYLES)}])", render(result))
    click.echo(
        "".join(STYLES.get(part) or printable(part) for part in parts),
        color=False if os.environ.get("NO_COLOR") else None,
    )


def bold(text: str) -> str:
    """Mark a text that show() prints in bold."""
    return f"{BOLD}{text}{PLAIN}"


def faint(text: str) -> str:
    """Mark a text that show() prints faintly."""
    return f"{FAINT}{text}{PLAIN}"


def _plain(item: object) -> float | str:
    """Convert values that JSON lacks into a number or a text."""
    return float(item) if isinstance(item, Decimal) else str(item)


@contextlib.contextmanager
def progress(steps: int, label: str, *, after: float = 0) -> Iterator[Callable[..., None]]:
    """Show a progress bar if standard error is a terminal; yields a function to call after one or more steps.

    after: the seconds until the bar appears; shorter work shows none.
    """
    shows_at = time.monotonic() + after
    with click.progressbar(
        length=steps, label=f"{label:<30}", file=sys.stderr, hidden=after > 0 or not sys.stderr.isatty(), show_eta=False
    ) as bar:

        def step(count: int = 1) -> None:
            """Move the bar."""
            bar.hidden = time.monotonic() < shows_at or not sys.stderr.isatty()
            bar.update(count)

        yield step


def value(item: object) -> str:
    """Format a value for people: numbers with at most four decimal places, - for null."""
    if item is None or item == []:
        return "-"
    if isinstance(item, bool):
        return "true" if item else "false"
    if isinstance(item, float):
        return f"{item:.4f}".rstrip("0").rstrip(".") if abs(item) >= 1e-4 or item == 0 else f"{item:.1e}"  # noqa: PLR2004
    if isinstance(item, list):
        return ", ".join(map(str, item))
    return one_line(str(item))


def pairs(items: Iterable[tuple[str, object]], indent: str = "  ") -> str:
    """Format names and values, one pair per line, with the values aligned."""
    known = [(name.replace("_", " "), value(item)) for name, item in items]
    width = max(len(name) for name, _ in known)
    return "\n".join(f"{indent}{name:<{width}}  {item}".rstrip() for name, item in known)


def table(rows: Sequence[Row], columns: Sequence[str], indent: str = "  ") -> str:
    """Format rows as a table; columns of numbers are right-aligned.

    On a terminal long texts are truncated so that the table fits its width.
    """
    head = [column.replace("_", " ") for column in columns]
    body = [[value(row[column]) for column in columns] for row in rows]
    widths = [max(map(columns_of, cells)) for cells in zip(head, *body, strict=True)]
    if sys.stdout.isatty():
        is_text = [any(isinstance(row[column], str) for row in rows) for column in columns]
        widths = _narrowed(widths, is_text, shutil.get_terminal_size().columns - len(indent) - 2 * (len(columns) - 1))
    right = [bool(rows) and all(_is_number(row[column]) for row in rows) for column in columns]
    lines = [indent + "  ".join(starmap(_padded, zip(cells, widths, right, strict=True))) for cells in (head, *body)]
    return "\n".join(line.rstrip() for line in lines)


def _padded(text: str, width: int, is_right: bool) -> str:  # noqa: FBT001 - a row of a table
    """Return the text of a cell, cut or filled to the width of its column."""
    text = cut(text, width)
    space = " " * (width - columns_of(text))
    return space + text if is_right else text + space


def _narrowed(widths: list[int], is_text: list[bool], room: int) -> list[int]:
    """Return the widths of columns that fit a room in characters: columns of text become narrower, the widest first."""
    narrowed = list(widths)
    while sum(narrowed) > room:
        wide = [place for place, width in enumerate(narrowed) if is_text[place] and width > NARROWEST]
        if not wide:
            break
        narrowed[max(wide, key=lambda place: narrowed[place])] -= 1
    return narrowed


def fitted(rows: Sequence[Row], columns: Sequence[str], indent: str = "  ") -> str:
    """Format rows as a table without its empty columns, and with a faint head."""
    shown = [column for column in columns if any(row.get(column) is not None for row in rows)] or list(columns)
    head, *body = table([{column: row.get(column) for column in shown} for row in rows], shown, indent).split("\n")
    return "\n".join([faint(head), *body])


def report(row: Row) -> str:
    """Return a run report as text."""
    title = f"{row['mode']} run {row['run_id'] or ''}".rstrip() + f" of graph {row['graph_id']}"
    items = [(name, row[name]) for name in REPORT if row[name] is not None]
    return f"{title}\n{pairs((name, f'{item:.3f} s' if name == 'processing_time' else item) for name, item in items)}"


def reports(rows: Sequence[Row]) -> str:
    """Return run reports as text."""
    return "\n\n".join(map(report, rows))


def status(state: Row) -> str:
    """Return the state of a database as text: versions, the job of pg_cron, each graph."""
    job = state["cron_job"]
    items = {name: state[name] for name in ("functions", "tables")}
    if job:
        items["cron job"] = f"{job['job_id']}: {job['schedule']}{'' if job['active'] else ' (off)'}"
    parts = [f"database {state['database']}", pairs(items.items())]
    for graph in state["graphs"]:
        items = {name: graph[name] for name in COUNTS} | {"decayed until": graph["decay_date"], "last nightly": None}
        if graph["last_nightly"]:
            items["last nightly"] = f"{graph['last_nightly']:%Y-%m-%d %H:%M:%S%z}, {graph['last_nightly_status']}"
        items["failed in 7 days"] = graph["failed_runs"]
        if graph["last_error"]:
            items["last error"] = graph["last_error"]
        items |= _rest(graph)
        parts += ["", f"graph {graph['graph_id']}, {graph['name']}", pairs(items.items())]
    return "\n".join(parts)


def _is_number(item: object) -> bool:
    """Return whether a cell is right-aligned: a number or an amount of money."""
    return isinstance(item, int | float | Decimal) or (isinstance(item, str) and item.startswith("$"))


def queues(rows: Sequence[Row]) -> str:
    """Return the queues of the graphs as text."""
    parts = []
    for row in rows:
        items = {name: row[name] for name in QUEUE} | {name: dollars(row[name]) for name in MONEY}
        items |= {name: row[key] for name, key in LISTS.items() if row[key]} | _rest(row)
        items["model"] = row["model"]
        items["price checked on"] = f"{row['price_checked_on']}{', long ago' if row['is_price_old'] else ''}"
        parts.append(f"graph {row['graph_id']}\n{pairs(items.items())}")
    return "\n\n".join(parts)


def _rest(row: Row) -> Row:
    """Return the reason and the end of a pause of the model, if there is one."""
    if not row["paused_reason"]:
        return {}
    until = {"until": f"{row['rests_until']:%Y-%m-%d %H:%M:%S%z}"} if row["rests_until"] else {}
    return {"no calls because": row["paused_reason"], **until}


def costs(state: Row) -> str:
    """Return what the model has cost as text."""
    parts = []
    for title, name, columns in COSTS:
        rows = [
            {column: dollars(row[column]) if column in DOLLARS else _whole(row[column]) for column in columns}
            for row in state[name]
        ]
        parts.append(f"{title}\n{table(rows, columns)}" if rows else f"{title}\n  nothing yet")
    return "\n\n".join(parts)


def dollars(amount: Decimal | None) -> str | None:
    """Format an amount in USD; small amounts with significant digits."""
    if amount is None:
        return None
    return f"${amount:.2f}" if amount == 0 or abs(amount) >= 1 else f"${amount:.6f}"


def _whole(item: object) -> object:
    """Return a count of tokens, which the database sums as numeric, as an integer."""
    return int(item) if isinstance(item, Decimal) else item


def settings(state: Row) -> str:
    """Return the settings of a graph and of its strategies as text."""
    parts = [f"graph {state['graph_id']}", pairs(state["graph"].items())]
    for row in state["strategies"]:
        items = [(name, item) for name, item in row.items() if name != "strategy"]
        parts += ["", f"strategy {row['strategy']}", pairs(items)]
    return "\n".join(parts)


def edge(row: Row) -> str:
    """Return the ends of an edge as text."""
    return one_line(f"{row['from_title']} -{row['kind']}-> {row['to_title']}")


def explanation(result: Row) -> str:
    """Return an edge and its evidence as text."""
    date = result["evidence"][0]["prune_date"] if result["evidence"] else None
    end = f"\n  pruned on {date} if nothing happens" if date else ""
    return f"{edge_line(result['edge'])}{end}\n\n{evidence(result['evidence'])}"


def edge_line(row: Row) -> str:
    """Return an edge as text, with its weight and confidence."""
    pruned = "; pruned" if row["is_pruned"] else ""
    return f"{edge(row)}\n  weight {value(row['weight'])}, confidence {value(row['confidence'])}{pruned}"


def evidence(rows: Sequence[Row]) -> str:
    """Format evidence as text: gain, remaining share, contribution and description of each."""
    said = (one_line(row["event_text"] or row["description"] or row["context"]) for row in rows)
    return "\n".join(f"{gains(row)}\n    {text}" for row, text in zip(rows, said, strict=True))


def gains(row: Row) -> str:
    """Format the contribution of a piece of evidence to its edge: when it was observed, by what, and what is left of it."""
    day = f"{row['observed_at']:%Y-%m-%d}  " if row["observed_at"] else ""
    effect = (row["detail"] or {}).get("effect")
    if effect in EFFECTS:
        return f"  {day}{row['strategy'] or 'another edge'}: {EFFECTS[effect]}"
    return (
        f"  {day}{row['strategy']}: gain {value(row['gain'])}, weight now {value(row['weight'])} "
        f"({row['decay']:.1%} left), share {row['share']:.1%}"
    )


def chart(weights: Sequence[float | None], height: int = 6) -> list[str]:
    """Return weights over time as the lines of a bar chart, a column each; the last line has ^ where the weight rose.

    None is a time without the edge: blank before the first weight, a dot after it.
    """
    top = max(weight for weight in weights if weight is not None)
    columns, marks, before = [], "", None
    for weight in weights:
        if weight is None:
            column = " " if before is None else "·"
        else:
            full, eighths = divmod(max(round(8 * height * weight / top), 1), 8)
            column = "█" * full + " ▁▂▃▄▅▆▇"[eighths]
        marks += "^" if weight is not None and weight > (before or 0) else " "
        before = before if weight is None else weight
        columns.append(column.ljust(height)[:height])
    rows = ["".join(row) for row in zip(*columns, strict=True)]
    axis = [f"{0:5} ┤", *["      │"] * (height - 2), f"{top:5.2f} ┤"]
    lines = [label + row for label, row in zip(axis, rows, strict=True)]
    return [line.rstrip() for line in (*reversed(lines), f"       {marks}")]
