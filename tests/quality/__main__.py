"""`make quality`: how right each strategy is on labelled data, beside its baselines; writes docs/quality.md.

A strategy is a module here with measure(data, connect): data is its folder of labelled data, connect() opens a
connection to a fresh database with the extension. Data that is not there is skipped, its rows are kept.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import click
import psycopg

import servers
from conftest import PROJECT, connect, janitor
from quality.data import Missing
from quality.table import Measure, markdown

DOCUMENT = PROJECT / "docs" / "quality.md"
FOLDER = PROJECT / "data"
STRATEGIES = tuple(
    name
    for name in ("pattern", "similarity", "temporal", "topology", "recall", "debian")
    if Path(__file__).with_name(f"{name}.py").exists()
)


@contextmanager
def fresh(server: servers.Server) -> Iterator[psycopg.Connection]:
    """Open a connection to a database of its own, with the extension."""
    name = f"quality_{uuid4().hex[:8]}"
    with janitor(server, name), connect(server.uri(name)) as connection:
        connection.execute("CREATE EXTENSION relationship_engine CASCADE")
        connection.execute("SELECT relationship_engine.install()")
        connection.execute("SET search_path = relationship_engine, public")
        yield connection


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
@click.option("--write/--no-write", default=True, help="Write what was measured into docs/quality.md.")
@click.argument("strategies", nargs=-1)
def main(data: Path, *, write: bool, strategies: tuple[str, ...]) -> None:
    """Measure STRATEGIES (all, if none is named) on the folder of labelled data."""
    if not data.is_dir():
        click.echo(f"make quality: skipped, there is no folder {data}: name one by DATA=…")
        return
    measures: list[Measure] = []
    started = time.monotonic()
    with servers.embedded() as server:
        server.install_extension(PROJECT)
        for name in strategies or STRATEGIES:
            try:
                for measure in import_module(f"quality.{name}").measure(data, lambda: fresh(server)):
                    if isinstance(measure, Missing):
                        click.echo(f"{name}: skipped, {measure}")
                        continue
                    click.echo("  ".join(cell for cell in measure.cells() if cell))
                    measures.append(measure)
            except Missing as reason:
                click.echo(f"{name}: skipped, {reason}")
    if write:
        page = (
            "# Quality\n\n"
            "Written by `make quality` on a machine of 2 cores or more. Do not edit. Ours and each baseline were computed "
            "in the same run; how each is measured stands in `tests/quality/`. Rows whose data is not there, or that were "
            "not asked for, stay as they are; the last column is the day of each.\n\n"
        )
        DOCUMENT.write_text(page + markdown(measures, DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
        click.echo(f"wrote {DOCUMENT} in {time.monotonic() - started:.0f} seconds")


if __name__ == "__main__":
    main()
