"""What a measurement is, and how the page of measurements looks."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True)
class Measure:
    """One figure of ours beside that of the best baseline, both of one run; seconds are those of each."""

    strategy: str
    data: str
    what: str
    ours: float
    baseline: float | None = None
    baseline_name: str = ""
    target: str = ""
    is_met: bool | None = None
    seconds: float | None = None
    baseline_seconds: float | None = None

    def cells(self) -> list[str]:
        """Return the row of the table."""
        verdict = {None: "", True: "yes", False: "**no**"}[self.is_met]
        return [
            *(self.strategy, self.data, self.what, number(self.ours), number(self.baseline), self.baseline_name),
            *(self.target, verdict, number(self.seconds, 1), number(self.baseline_seconds, 1)),
            datetime.now(UTC).date().isoformat(),
        ]


HEAD = ("strategy", "data", "measure", "ours", "baseline", "which", "target", "met", "s", "baseline s", "on")


def number(value: float | None, digits: int = 3) -> str:
    """Write a figure; nothing for none."""
    return "" if value is None else f"{value:.{digits}f}"


def markdown(measures: Iterable[Measure], page: str = "") -> str:
    """Return the measurements as a table, with those rows of a former page of whose strategy and data there are none."""
    cells = [measure.cells() for measure in measures]
    fresh = {tuple(row[:2]) for row in cells}
    former = [
        [*(cell.strip() for cell in line.strip("|").split("|")), *[""] * len(HEAD)][: len(HEAD)]
        for line in page.splitlines()
        if line.startswith("|")
    ]
    kept = [row for row in former[2:] if tuple(row[:2]) not in fresh]
    order = list(dict.fromkeys(tuple(row[:2]) for row in [*former[2:], *cells]))
    rows = sorted([*kept, *cells], key=lambda row: order.index((row[0], row[1])))
    lines = [HEAD, ("---",) * len(HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
