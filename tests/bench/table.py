"""The results: lines of a table, printed and written as docs/benchmarks.md."""

import re
from dataclasses import dataclass, field

import click

from bench.database import TODAY
from bench.measuring import Plan

PLAN_LINES = 24
# `make bench-compare` writes these sections; `make bench` keeps them
COMPARISON = re.compile(r"^## (?:Nights a|A)gainst another checkout,.*?(?=^## )", re.MULTILINE | re.DOTALL)
COLUMNS = ("measure", "ours", "against", "ratio", "target", "met")


@dataclass
class Line:
    """A line of the result: what was measured, ours, what it is measured against, and the target."""

    what: str
    ours: str
    other: str
    ratio: str
    target: str = ""
    is_met: bool | None = None


@dataclass
class Result:
    """What a part of the benchmark found: lines, remarks on how, and the plans of its slowest statements."""

    title: str
    lines: list[Line] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    plans: dict[str, list[Plan]] = field(default_factory=dict)


def duration(seconds: float) -> str:
    """Say a time."""
    return f"{seconds:.2f} s" if seconds >= 1 else f"{1000 * seconds:.2f} ms"


def volume(size: float) -> str:
    """Say a number of bytes."""
    for unit in ("B", "kB", "MB"):
        if abs(size) < 1000:
            return f"{size:.0f} {unit}" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.2f} GB"


def _cells(line: Line) -> tuple[str, ...]:
    """Return a line as cells."""
    met = {None: "", True: "yes", False: "NO"}[line.is_met]
    return (line.what, line.ours, line.other, line.ratio, line.target, met)


def show(results: list[Result]) -> None:
    """Print the table."""
    rows = [_cells(line) for result in results for line in result.lines]
    widths = [max(len(row[i]) for row in (COLUMNS, *rows)) for i in range(len(COLUMNS))]

    def put(cells: tuple[str, ...]) -> None:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True)).rstrip())

    put(COLUMNS)
    for result in results:
        click.echo(f"\n{result.title}")
        for line in result.lines:
            put(_cells(line))


def _digest(plan: Plan) -> list[str]:
    """Return the steps of a plan that took 2 % of its time or more, without costs and buffers."""
    kept: list[str] = []
    for line in plan.plan.splitlines():
        said = re.search(r"\(actual time=[0-9.]+\.\.([0-9.]+) rows=([0-9.]+) loops=([0-9]+)\)", line)
        if said:
            taken = float(said.group(1)) * int(said.group(3))
            if taken >= 0.02 * plan.milliseconds:
                rows = float(said.group(2)) * int(said.group(3))
                node = re.sub(r"\s+\(cost=.*", "", line)
                kept.append(f"{node}: {taken:,.1f} ms, {rows:,.0f} rows")
    return kept[:PLAN_LINES]


def section(result: Result) -> list[str]:
    """Return a result as lines of docs/benchmarks.md, without its plans."""
    out = [f"## {result.title}", "", *(f"{remark}\n" for remark in result.remarks)]
    out += [f"| {' | '.join(COLUMNS)} |", "|---|" + "---:|" * (len(COLUMNS) - 2) + "---|"]
    return [*out, *(f"| {' | '.join(_cells(line))} |" for line in result.lines), ""]


def document(results: list[Result], about: list[str], seconds: float, former: str = "") -> str:
    """Return docs/benchmarks.md; the comparison with another checkout is taken from the former one."""
    out = [
        "# Benchmarks",
        "",
        f"Written by `make bench` on {TODAY}, in {seconds:.0f} seconds. Do not edit.",
        "",
        *about,
        "",
    ]
    for result in results:
        out += section(result)
    out += COMPARISON.findall(former)
    out += ["## Plans", ""]
    out += ["The slowest statements inside, by `auto_explain` (ANALYZE): the steps that took 2 % of the time or more."]
    for result in results:
        for what, plans in result.plans.items():
            out += ["", f"### {what[0].upper()}{what[1:]}"]
            for plan in plans:
                out += ["", f"{plan.milliseconds:,.2f} ms: `{' '.join(plan.query.split())[:160]} …`"]
                out += ["", "```text", *_digest(plan), "```"]
    return "\n".join(line.rstrip() for line in "\n".join(out).splitlines()) + "\n"
