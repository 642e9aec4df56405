"""Backup of all graphs of a database into one file, and restore into a new database, by pg_dump and pg_restore.

The tables with their rows, indexes, policies and triggers, what users added to them included, and what they need: the
extensions, or on the plain route the functions. A file is read back and its rows are counted before it gets its name.
"""
# ruff: noqa: S603 - it runs the programs of PostgreSQL

import contextlib
import logging
import os
import re
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from psycopg import IsolationLevel
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from relationship_engine import database, embedded
from relationship_engine.database import Connection, DatabaseError, Row
from relationship_engine.text import one_line, redact

SCHEMA = "relationship_engine"
EXTENSIONS = (SCHEMA, "vector", "pg_trgm")
FOLDERS = ("/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql@*/bin")
COPY = re.compile(rb"""COPY relationship_engine\.("(?:[^"]|"")+"|\w+) .*FROM stdin;\n""")
PLACES = re.compile(r"^CREATE EXTENSION IF NOT EXISTS \S+ WITH SCHEMA (\S+);$", re.MULTILINE)
# An extension may have another owner, and only its owner may comment on it.
LEFT_OUT = re.compile(r"^\d+; \d+ \d+ COMMENT - EXTENSION ", re.MULTILINE)
FOREIGN_KEY = re.compile(r"^\d+; \d+ \d+ FK CONSTRAINT ", re.MULTILINE)
REFERENCE = re.compile(r"^ALTER TABLE ONLY [^;]*? (ADD CONSTRAINT [^;]*? FOREIGN KEY [^;]*)", re.MULTILINE)

log = logging.getLogger(__name__)


def save(dsn: str, file: Path, folder: Path | None = None) -> Row:
    """Write a backup of one snapshot, and return the file, its bytes and the number of rows per table.

    folder: the folder of pg_dump and pg_restore. An existing file is replaced only after the new one was verified.
    Errors: DatabaseError, psycopg.Error.
    """
    part = file.with_name(f"{file.name}.part")
    with database.connect(dsn) as connection, _removed(part):
        database.require_installed(connection)
        programs = _programs(connection, folder)
        with _os_errors(file):
            part.touch(mode=0o600)
        connection.isolation_level = IsolationLevel.REPEATABLE_READ
        with connection.transaction():
            snapshot = database.fetch_one(connection, "export_snapshot")["snapshot"]
            rows = _rows(connection)
            _warn_of_orphans(connection)
            options = [f"--extension={name}" for name in _extensions(connection)]
            options += ["--format=custom", f"--schema={SCHEMA}", f"--snapshot={snapshot}", f"--file={part}"]
            _run(programs / "pg_dump", *options, dsn=make_conninfo(dsn, dbname=connection.info.dbname))
        found = _rows_in(programs, part)
        if found != rows:
            message = f"the file differs from the database ({_difference(found, rows)} rows): {file} is as it was"
            raise DatabaseError(message)
        with _os_errors(file):
            part.replace(file)
    return {"file": str(file), "bytes": file.stat().st_size, "rows": rows}


def load(dsn: str, file: Path, folder: Path | None = None) -> Row:
    """Restore a backup into a database without relationship_engine, upgrade it to this version; return the row counts.

    One transaction, except for extensions. Errors: DatabaseError, psycopg.Error.
    """
    with database.connect(dsn) as connection:
        if database.fetch_one(connection, "has_schema")["has_schema"]:
            message = (
                f'database "{connection.info.dbname}" has a schema {SCHEMA}: restore into a new database, made by '
                f"createdb, or take the old one out of the way: ALTER SCHEMA {SCHEMA} RENAME TO …, or DROP SCHEMA"
            )
            raise DatabaseError(message)
        programs = _programs(connection, folder)
        listed = _listed(programs, file)
        expected = _rows_in(programs, file)
        is_plain = not re.search(rf"EXTENSION - {SCHEMA}\b", listed)
        for schema in _places(programs, file):
            database.fetch_about(connection, "create_schema", schema)
        server = make_conninfo(dsn, dbname=connection.info.dbname)
        try:
            _restore(programs, file, LEFT_OUT.sub(lambda found: f";{found[0]}", listed), server)
        except DatabaseError as error:
            if "foreign key constraint" not in str(error):
                raise
            _restore_orphans(connection, programs, file, listed, server)
            expected = _rows(connection)
        rows = _rows(connection)
        if rows != expected:
            message = (
                f"the database differs from the file ({_difference(rows, expected)} rows): drop it, and report this"
            )
            raise DatabaseError(message)
        return {"rows": rows, **database.install(connection, plain=is_plain)}


def _warn_of_orphans(connection: Connection) -> None:
    """Warn of rows without their parents: the restore will leave them out."""
    # functions of an earlier version may lack it
    found = (
        database.fetch(connection, "orphans") if database.fetch_one(connection, "has_orphans")["has_orphans"] else []
    )
    if found:
        said = ", ".join(f"{row['entries']} rows of {row['relation']} without their {row['parent']}" for row in found)
        graphs = sorted({row["graph_id"] for row in found})
        remedy = " ".join(f"SELECT relationship_engine.repair({graph});" for graph in graphs)
        log.warning("%s: a restore will leave them out; %s removes them here", said, remedy)


def _restore(programs: Path, file: Path, listed: str, dsn: str) -> None:
    """Restore the listed entries of a backup, all or nothing."""
    with tempfile.NamedTemporaryFile("w", suffix=".list") as chosen:
        chosen.write(listed)
        chosen.flush()
        options = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"]
        _run(programs / "pg_restore", *options, f"--use-list={chosen.name}", file, dsn=dsn)


def _restore_orphans(connection: Connection, programs: Path, file: Path, listed: str, dsn: str) -> None:
    """Restore a backup with rows whose parents are missing: first without foreign keys, then without these rows."""
    plain = LEFT_OUT.sub(lambda found: f";{found[0]}", listed)
    _restore(programs, file, FOREIGN_KEY.sub(lambda found: f";{found[0]}", plain), dsn)
    script = _run(programs / "pg_restore", "--section=post-data", "--file=-", file)
    with connection.transaction():
        for statement in REFERENCE.finditer(script):
            connection.execute(f"{statement[0]} NOT VALID".encode())
        removed = database.fetch(connection, "remove_orphans")
        for row in database.fetch(connection, "unvalidated_references"):
            connection.execute(row["statement"].encode())
        database.fetch(connection, "repair_all")
    said = ", ".join(f"{row['entries']} rows of {row['relation']} without their {row['parent']}" for row in removed)
    log.warning("left out: %s", said)


def _extensions(connection: Connection) -> list[str]:
    """Return the extensions of the database that the tables need."""
    return [row["name"] for row in database.fetch(connection, "extensions", names=list(EXTENSIONS))]


def _rows(connection: Connection) -> dict[str, int]:
    """Count the rows of each table."""
    names = [row["name"] for row in database.fetch(connection, "tables")]
    return {name: database.fetch_about(connection, "count_rows", name)["rows"] for name in names}


def _difference(found: dict[str, int], expected: dict[str, int]) -> str:
    """Return a message about the tables whose counts differ."""
    names = sorted(name for name in found.keys() | expected if found.get(name) != expected.get(name))
    return ", ".join(f"{name}: {found.get(name)}, not {expected.get(name)}" for name in names)


def _rows_in(programs: Path, file: Path) -> dict[str, int]:
    """Count the rows of each table in a backup, by reading all of it."""
    found: Counter[str] = Counter()
    table = None
    with tempfile.TemporaryFile() as said:
        argv = [str(programs / "pg_restore"), "--data-only", "--file=-", str(file)]
        with subprocess.Popen(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=said) as reading:
            for line in reading.stdout or ():
                if table is None:
                    if header := COPY.fullmatch(line):
                        table = header[1].decode().removeprefix('"').removesuffix('"').replace('""', '"')
                        found[table] = 0
                elif line == b"\\.\n":
                    table = None
                else:
                    found[table] += 1
        said.seek(0)
        if reading.returncode != 0 or table is not None:
            message = f"{file} is no whole backup: {one_line(redact(said.read().decode(errors='replace')))}"
            raise DatabaseError(message)
    return dict(sorted(found.items()))


def _listed(programs: Path, file: Path) -> str:
    """Return the catalogue of a backup. Errors: DatabaseError if it is not a backup of relationship_engine."""
    try:
        listed = _run(programs / "pg_restore", "--list", file)
    except DatabaseError as error:
        message = f"{file} is no whole backup: {error}"
        raise DatabaseError(message) from error
    if f"TABLE DATA {SCHEMA} graph " not in listed:
        message = f"{file} is no backup of relationship_engine"
        raise DatabaseError(message)
    return listed


def _places(programs: Path, file: Path) -> list[str]:
    """Return the schemas of the extensions of a backup; they must exist before the extensions."""
    script = _run(programs / "pg_restore", "--schema-only", "--file=-", file)
    return sorted({name.strip('"') for name in PLACES.findall(script)} - {SCHEMA})


def _programs(connection: Connection, folder: Path | None) -> Path:
    """Return the folder of the client programs for the server: its version, or else the next higher one."""
    major = connection.info.server_version // 10_000
    places = [folder] if folder else _folders()
    versions = {place: version for place in places if (version := _version(place)) is not None}
    fit = [place for place, version in versions.items() if version >= major]
    if fit:
        return min(fit, key=versions.__getitem__)
    where = f"in {folder}" if folder else "here"
    remedy = (
        f"install the client programs of PostgreSQL {major} or later (Debian: postgresql-client-{major}), "
        "or name their folder by --bin"
    )
    if versions:
        message = f"pg_dump {where} is of version {max(versions.values())}, older than the server's {major}: {remedy}"
    else:
        message = f"pg_dump and pg_restore are not {where}: {remedy}"
    raise DatabaseError(message)


def _folders() -> list[Path]:
    """Return the folders that may contain the programs of PostgreSQL."""
    found = [Path(place).parent for name in ("pg_dump", "pg_restore") if (place := shutil.which(name))]
    for pattern in FOLDERS:
        found += sorted(Path("/").glob(pattern.removeprefix("/")))
    with contextlib.suppress(embedded.EmbeddedServerError):
        found.append(embedded.pg_config().parent)
    return list(dict.fromkeys(found))


def _version(folder: Path) -> int | None:
    """Return the major version of the programs in a folder; None if one is missing."""
    versions = []
    for name in ("pg_dump", "pg_restore"):
        try:
            said = subprocess.run([folder / name, "--version"], check=True, capture_output=True, text=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return None
        if not (number := re.search(r"\) (\d+)", said)):
            return None
        versions.append(int(number[1]))
    return min(versions)


def _run(*argv: Path | str, dsn: str | None = None) -> str:
    """Run a program, optionally on a database, and return its output; the environment carries the password."""
    environment = {**os.environ, "LC_ALL": "C"}
    words = [str(word) for word in argv]
    if dsn is not None:
        parameters = conninfo_to_dict(dsn)
        if password := parameters.pop("password", None):
            environment["PGPASSWORD"] = str(password)
        words.insert(1, f"--dbname={make_conninfo('', **parameters)}")
        words.insert(2, "--no-password")
    ended = subprocess.run(
        words, check=False, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    if ended.returncode != 0:
        message = f"{Path(words[0]).name} failed: {one_line(redact(ended.stderr))}"
        raise DatabaseError(message)
    return ended.stdout


@contextlib.contextmanager
def _removed(part: Path) -> Iterator[None]:
    """Remove an unfinished file."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _os_errors(file: Path) -> Iterator[None]:
    """Turn errors of the file system into a message about the file."""
    try:
        yield
    except OSError as error:
        message = f"cannot write {file}: {error.strerror}"
        raise DatabaseError(message) from error
