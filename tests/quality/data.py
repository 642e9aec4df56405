"""Reading the labelled data, and putting it into a graph."""

import gzip
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import psycopg

Row = dict[str, Any]
Item = TypeVar("Item")


class Missing(Exception):  # noqa: N818
    """A file that a measurement needs is not there."""


def parts(*measures: Iterator[Item]) -> Iterator[Item | Missing]:
    """Go through all measurements; one whose data is not there yields what it lacks in place of the rest."""
    for measure in measures:
        try:
            yield from measure
        except Missing as reason:
            yield reason


def read(path: Path) -> list[Row]:
    """Read a file of JSON lines, or its .gz; Missing where there is neither."""
    packed = path.with_name(f"{path.name}.gz")
    if path.exists():
        text = path.read_text(encoding="utf-8")
    elif packed.exists():
        text = gzip.decompress(packed.read_bytes()).decode()
    else:
        message = f"{path} is not there"
        raise Missing(message)
    return [json.loads(line) for line in text.splitlines() if line]


def copy(connection: psycopg.Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Put rows into a table of the engine in one COPY."""
    target = f"relationship_engine.{table} ({', '.join(columns)})"
    with connection.cursor().copy(f"COPY {target} FROM STDIN") as stream:
        for row in rows:
            stream.write_row(row)
