"""The metrics, for people and for Prometheus."""

import contextlib
import os
import tempfile
from collections.abc import Callable, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path

import click
import psycopg

from relationship_engine import database, output, prometheus
from relationship_engine.commands.common import Refused, connect_installed, dsn_option, json_option, named_dsn_to_read
from relationship_engine.database import Row

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@click.command()
@click.option("--prometheus", "as_prometheus", is_flag=True, help="Print them in the text format of Prometheus.")
@click.option(
    "--output",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write that text to a file atomically, for the textfile collector of node_exporter.",
)
@click.option("--listen", metavar="[ADDRESS:]PORT", help="Serve that text under /metrics until stopped.")
@click.option("--rules", is_flag=True, help="Print alert rules for Prometheus.")
@dsn_option
@json_option
def metrics(*, as_prometheus: bool, file: Path | None, listen: str | None, rules: bool, as_json: bool) -> None:
    """Show counts of the graphs, results of runs and alerts as numbers."""
    if rules:
        click.echo(files("relationship_engine").joinpath("prometheus_rules.yml").read_text(encoding="utf-8"), nl=False)
    elif listen:
        _serve(listen)
    elif file or as_prometheus:
        try:
            text = prometheus.text(_read())
        except (psycopg.Error, database.DatabaseError):
            _put(prometheus.text(None), file)
            raise
        _put(text, file)
    else:
        output.show(_read(), _table, as_json=as_json)


def _read() -> list[Row]:
    """Read the metrics."""
    with connect_installed(only_reads=True) as connection:
        return database.fetch(connection, "metrics")


def _table(rows: Sequence[Row]) -> str:
    """Return the metrics as a table."""
    shown = [
        {**row, "graph": row["graph_id"], "labels": ", ".join(f"{k}={v}" for k, v in row["labels"].items())}
        for row in rows
    ]
    return output.table(shown, ("metric", "graph", "labels", "value"), indent="")


def _put(text: str, file: Path | None) -> None:
    """Print a text, or write it to a file atomically."""
    if file is None:
        click.echo(text, nl=False)
        return
    try:
        descriptor, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
                opened.write(text)
            Path(name).chmod(0o644)
            Path(name).replace(file)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(name).unlink()
            raise
    except OSError as error:
        message = f"cannot write {file}: {error.strerror}"
        raise click.ClickException(message) from error


def _serve(listen: str) -> None:
    """Answer GET /metrics with the current metrics."""
    address, _, port = listen.rpartition(":")
    dsn = named_dsn_to_read()

    def scrape() -> str:
        try:
            with database.connect(dsn) as connection:
                return prometheus.text(database.fetch(connection, "metrics"))
        except (psycopg.Error, database.DatabaseError):
            return prometheus.text(None)

    try:
        server = ThreadingHTTPServer((address.strip("[]") or "127.0.0.1", int(port)), _handler(scrape))
    except (ValueError, OverflowError) as error:
        message = f"--listen takes [ADDRESS:]PORT, such as 9187 or 0.0.0.0:9187, not {listen!r}"
        raise Refused(message) from error
    except OSError as error:
        message = f"cannot listen at {listen}: {error.strerror}"
        raise click.ClickException(message) from error
    with server:
        click.echo(f"http://{server.server_address[0]!s}:{server.server_port}/metrics")
        server.serve_forever()


def _handler(scrape: Callable[[], str]) -> type[BaseHTTPRequestHandler]:
    """Return what answers requests by calling scrape."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            """Answer a request."""
            found = self.path.partition("?")[0] == "/metrics"
            body = scrape().encode() if found else b"see /metrics\n"
            self.send_response(200 if found else 404)
            self.send_header("Content-Type", CONTENT_TYPE)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Keep no log of requests."""

    return Handler
