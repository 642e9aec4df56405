"""The page of a graph over HTTP, for browsers on this machine: each request reads the graph as it is then."""

from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import click
import psycopg

from relationship_engine import database, report
from relationship_engine.text import one_line, redact

ADDRESS = "127.0.0.1"
HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Server(ThreadingHTTPServer):
    """A server on the loopback address."""

    daemon_threads = True

    def __init__(self, port: int, dsn: str, graph_id: int, *, entities: int, edges: int) -> None:
        """Listen on a port; 0: any free one. Errors: ClickException where it is taken."""
        try:
            super().__init__((ADDRESS, port), Handler)
        except OSError as error:
            message = f"cannot listen on {ADDRESS}:{port} ({error.strerror}): name another --port"
            raise click.ClickException(message) from error
        self.dsn = dsn
        self.graph_id = graph_id
        self.entities = entities
        self.edges = edges

    @property
    def url(self) -> str:
        """The address of the page."""
        return f"http://{ADDRESS}:{self.server_port}/"


class Handler(BaseHTTPRequestHandler):
    """One request: / is the page, /stamp says whether it has changed; ?graph=2 is another graph."""

    server: Server
    server_version = "relationship-engine"
    sys_version = ""
    timeout = 30

    def do_GET(self) -> None:
        """Answer."""
        # a foreign page whose name resolves to this machine would be of the same origin, and could read the graph
        if self.headers.get("Host") not in {f"{name}:{self.server.server_port}" for name in (ADDRESS, "localhost")}:
            self._send(HTTPStatus.MISDIRECTED_REQUEST, f"ask for {self.server.url}\n")
            return
        url = urlsplit(self.path)
        try:
            graph_id = int(parse_qs(url.query).get("graph", [str(self.server.graph_id)])[-1])
        except ValueError:
            self._send(HTTPStatus.BAD_REQUEST, "graph is a number\n")
            return
        if url.path not in {"/", "/stamp"}:
            self._send(HTTPStatus.NOT_FOUND, "there is / only\n")
            return
        try:
            with database.connect(self.server.dsn) as connection:
                if url.path == "/stamp":
                    self._send(HTTPStatus.OK, report.stamp(connection, graph_id))
                    return
                text = report.page(
                    connection, graph_id, entities=self.server.entities, edges=self.server.edges, is_live=True
                )
        except click.ClickException as error:
            self._send(HTTPStatus.NOT_FOUND, f"{error.message}\n")
        except (psycopg.Error, database.DatabaseError) as error:
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, f"{one_line(redact(str(error)))}\n")
        else:
            self._send(HTTPStatus.OK, text, "text/html")

    do_HEAD = do_GET  # noqa: N815 - the name that the class above calls

    def _send(self, status: HTTPStatus, text: str, kind: str = "text/plain") -> None:
        """Send an answer."""
        body = text.encode()
        self.send_response(status)
        for name, value in HEADERS.items():
            self.send_header(name, value)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - as the class above has it
        """Say nothing: the terminal belongs to the user."""

    def handle(self) -> None:
        """Serve a connection; a browser that goes away is no error."""
        try:
            super().handle()
        except (TimeoutError, ConnectionError):
            self.close_connection = True
