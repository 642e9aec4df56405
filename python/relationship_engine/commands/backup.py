"""The commands backup and restore."""

from pathlib import Path

import click

from relationship_engine import backup as backups
from relationship_engine import output
from relationship_engine.commands.common import dsn_option, json_option, named_dsn
from relationship_engine.database import Row

bin_option = click.option(
    "--bin",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of pg_dump and pg_restore.  [default: those with the best matching version]",
)


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@bin_option
@dsn_option
@json_option
def backup(*, file: Path, folder: Path | None, as_json: bool) -> None:
    """Write all graphs of the database to a FILE (custom format of pg_dump), read it back and count its rows."""
    saved = backups.save(named_dsn(), file, folder)
    output.show(saved, lambda row: f"{row['file']}: {row['bytes']:,} bytes, {_rows(row)}", as_json=as_json)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@bin_option
@dsn_option
@json_option
def restore(*, file: Path, folder: Path | None, as_json: bool) -> None:
    """Restore a FILE of backup into a new database, and bring it to this version; runs are not scheduled there yet."""
    loaded = backups.load(named_dsn(), file, folder)
    output.show(loaded, lambda row: f"database {row['database']}: {_rows(row)}", as_json=as_json)


def _rows(result: Row) -> str:
    """Return counts of rows as text."""
    counts = result["rows"]
    named = ", ".join(f"{counts[name]:,} {name}" for name in ("entity", "raw_events", "edge_store", "evidence"))
    return f"{sum(counts.values()):,} rows in {len(counts)} tables ({named})"


COMMANDS = (backup, restore)
