"""The database for the commands: connections, the statements of queries/, installation."""

import logging
import os
import re
import shutil
import subprocess
import time
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

import psycopg
from psycopg import sql
from psycopg.abc import Buffer
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import dict_row
from psycopg.types.datetime import DateLoader, TimestamptzLoader

from relationship_engine.text import one_line, redact

Row: TypeAlias = dict[str, Any]
Connection: TypeAlias = psycopg.Connection[Row]

CONNECT_SECONDS = "10"
INSTALL_WAITS = (0.5, 1.0, 2.0, 4.0)
NOTATION = (
    "such as postgresql://user:password@host:5432/database, where a password has %40 for @, %2F for /, %3A for :, "
    "%3F for ?, %23 for # and %25 for %"
)
CHECKOUT = Path(__file__).resolve().parents[2]

log = logging.getLogger(__name__)


class BeyondCalendar(str):
    """A date that Python cannot hold, such as infinity or a day before Christ: as the database writes it, in any format."""

    __slots__ = ()

    def __format__(self, _: str) -> str:
        """Return it as it is."""
        return str(self)


class _Date(DateLoader):
    """Dates, also those beyond the calendar of Python."""

    def load(self, data: Buffer) -> Any:  # noqa: ANN401 - a date, or BeyondCalendar
        """Return a date."""
        try:
            return super().load(data)
        except psycopg.DataError:
            return BeyondCalendar(bytes(data).decode())


class _Timestamp(TimestamptzLoader):
    """Times, also those beyond the calendar of Python."""

    def load(self, data: Buffer) -> Any:  # noqa: ANN401 - a datetime, or BeyondCalendar
        """Return a time."""
        try:
            return super().load(data)
        except psycopg.DataError:
            return BeyondCalendar(bytes(data).decode())


class DatabaseError(RuntimeError):
    """The database cannot be used in its present state; the message names the remedy."""


def _queries() -> dict[str, str]:
    """Return all statements that Python sends by their names, which stand above them in the files of queries/."""
    folder = files(__package__).joinpath("queries")
    text = "".join(file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".sql"))
    parts = re.split(r"^-- name: (\w+)\n", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


QUERIES = _queries()


def connect(dsn: str = "") -> Connection:
    """Connect by a URI or connection string, and by the PG* variables in what it leaves open; statements commit.

    Warnings of the database are logged. Statements are never prepared: behind a pooler in transaction mode the next one
    may run in another session, which does not know them.
    Errors: DatabaseError where the string is wrong or the server cannot be reached. Its message has no part of a string
    that cannot be read as it was meant: libpq quotes the part it stumbled over, which may be one of the password.
    """
    try:
        given = conninfo_to_dict(dsn)
    except psycopg.ProgrammingError:
        message = f"this is no connection string, {NOTATION}"
        raise DatabaseError(message) from None
    parameters: Row = {
        "connect_timeout": os.environ.get("PGCONNECT_TIMEOUT", CONNECT_SECONDS),
        "fallback_application_name": "relationship-engine",
        **given,
    }
    try:
        connection = psycopg.connect(
            make_conninfo(**parameters), autocommit=True, row_factory=dict_row, prepare_threshold=None
        )
        connection.execute(QUERIES["disable_jit"], {"pid": connection.info.backend_pid})
    except (psycopg.OperationalError, psycopg.ProgrammingError) as error:
        said = (
            redact(str(error)) if _is_as_meant(dsn, given) else f"perhaps the string is not as it was meant, {NOTATION}"
        )
        message = f"cannot connect ({said}): name the database by --dsn, DATABASE_URL or the PG* variables"
        raise DatabaseError(message) from None
    connection.add_notice_handler(_pass_on)
    for name, loader in (("date", _Date), ("timestamptz", _Timestamp)):
        connection.adapters.register_loader(name, loader)
    return connection


def is_pooled(connection: Connection) -> bool:
    """Tell whether a pooler stands before the server: it gives clients process ids of its own."""
    return bool(fetch_one(connection, "backend_pid")["pid"] != connection.info.backend_pid)


def _is_as_meant(dsn: str, parameters: Row) -> bool:
    """Whether no part of a password can have become another parameter, as by an unescaped character of it."""
    ports = str(parameters.get("port", "")).split(",")
    names = [str(parameters.get(name, "")) for name in ("host", "hostaddr", "dbname", "service")]
    # without a user, the part after the first colon of a URI may be a password of digits
    is_uri_without_user = "://" in dsn and "@" not in dsn and "user" not in parameters and "port" in parameters
    return (
        all(port == "" or port.isdecimal() for port in ports)
        and not any(re.search(r"[\s@=?&%]|://", name) for name in names)
        and not re.search(r"[\s=]", str(parameters.get("user", "")))
        and not is_uri_without_user
    )


def _pass_on(notice: psycopg.errors.Diagnostic) -> None:
    """Log warnings of the database."""
    if notice.severity_nonlocalized == "WARNING":
        hint = f". {notice.message_hint}" if notice.message_hint else ""
        log.warning("%s", one_line(f"{notice.message_primary}{hint}"))


def fetch(connection: Connection, name: str, /, **parameters: object) -> list[Row]:
    """Run a statement of queries/, and return its rows (none where it returns no table)."""
    return _rows(connection.execute(QUERIES[name], parameters))


def fetch_one(connection: Connection, name: str, /, **parameters: object) -> Row:
    """Run a statement that returns one row, and return the row; empty where it returned none."""
    return next(iter(fetch(connection, name, **parameters)), {})


def fetch_about(connection: Connection, name: str, column: str, **parameters: object) -> Row:
    """As fetch_one, for a statement whose {name} stands for a column."""
    statement = sql.SQL(QUERIES[name]).format(name=sql.Identifier(column))
    return next(iter(_rows(connection.execute(statement, parameters))), {})


def require_installed(connection: Connection) -> None:
    """Refuse a database without relationship_engine (DatabaseError)."""
    if not fetch_one(connection, "is_installed")["is_installed"]:
        name = connection.info.dbname
        message = f'relationship_engine is not installed in database "{name}": run: relationship-engine install'
        raise DatabaseError(message)


def describe(error: psycopg.Error) -> str:
    """Return an error of the database as one line, with its hint."""
    message = error.diag.message_primary or str(error)
    return one_line(redact(f"{message}. {error.diag.message_hint}" if error.diag.message_hint else message))


def install(connection: Connection, *, plain: bool = False) -> Row:
    """Install relationship_engine, or upgrade it, and return the route taken and the versions.

    As an extension where the server has its files; else, or when plain, by the script in this package. A database
    goes on by the route it began with. Errors: DatabaseError, psycopg.Error; then nothing was changed.
    """
    state = fetch_one(connection, "install_state")
    if plain and state["is_extension"]:
        message = "this database has relationship_engine as an extension: install without --plain"
        raise DatabaseError(message)
    plain = plain or state["is_plain"] or not state["is_available"]
    for wait in (*INSTALL_WAITS, None):
        try:
            _install(connection, plain=plain)
            break
        except (psycopg.errors.DeadlockDetected, psycopg.errors.LockNotAvailable):
            # of statements of users and the installation, the latter waits
            connection.execute("ROLLBACK")
            if wait is None:
                raise
            time.sleep(wait)
    return {"route": "plain" if plain else "extension", **fetch_one(connection, "versions")}


def _install(connection: Connection, *, plain: bool) -> None:
    """Run the script of the package, or create or update the extension."""
    if plain:
        connection.execute(plain_script())
        return
    with connection.transaction():
        fetch(connection, "lock_install")
        fetch(connection, "create_extension")
        try:
            fetch(connection, "update_extension")
        except psycopg.errors.InvalidParameterValue as error:  # there is no update path
            message = (
                f"{describe(error)}. The server's files are older than the installation: install those of its version, or "
                "of a later one, on the server; nothing was changed"
            )
            raise DatabaseError(message) from error
        fetch(connection, "install_tables")


def install_files(pg_config: Path) -> bool:
    """Copy the extension's files into a server; False if they cannot be built or written.

    In a checkout they are built first; an installed package has them. Identical files are not written again, because
    other processes may be reading them.
    """
    if (CHECKOUT / "relationship_engine.control").exists() and not _make("build"):
        return False
    folder = subprocess.run([pg_config, "--sharedir"], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603
    source = files(__package__).joinpath("extension")
    try:
        for file in source.iterdir():
            target = Path(folder, "extension", file.name)
            content = file.read_bytes()
            if not target.exists() or target.read_bytes() != content:
                part = target.with_name(f"{file.name}.{os.getpid()}")
                part.write_bytes(content)
                part.replace(target)
    except OSError as error:
        log.debug("the extension's files: %s", error)
        return False
    return True


def _make(*words: str) -> bool:
    """Run make in the checkout, and return whether it succeeded."""
    make = shutil.which("make")
    if make is None:
        return False
    environment = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL")}
    ended = subprocess.run(  # noqa: S603 - the project's own Makefile
        [make, "-C", str(CHECKOUT), *words],
        check=False,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
    )
    return ended.returncode == 0


def plain_script() -> str:
    """Return the plain install script, which needs no files on the server."""
    script = files(__package__).joinpath("install.sql")
    if not script.is_file():
        message = "the package lacks install.sql: run `make build` in the checkout"
        raise DatabaseError(message)
    return script.read_text(encoding="utf-8")


def _rows(cursor: psycopg.Cursor[Row]) -> list[Row]:
    """Return the rows of a statement; none if it returns no table."""
    return cursor.fetchall() if cursor.description else []
