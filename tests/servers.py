"""PostgreSQL servers for the tests: the embedded one, and one of Debian that has pg_cron."""
# ruff: noqa: S603, S607 - it runs programs found by the path

import atexit
import contextlib
import fcntl
import functools
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import psycopg

from relationship_engine import database
from relationship_engine import embedded as product

SUITE = "trixie"
MAJOR = "17"
EXTENSIONS = ("vector", "pg_trgm", "pg_cron", "plpgsql_check", "pgtap")
PACKAGES = tuple(f"postgresql-{MAJOR}{name}" for name in ("", "-pgvector", "-cron", "-plpgsql-check", "-pgtap"))
KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")
DEBIAN_BIN = Path(f"/usr/lib/postgresql/{MAJOR}/bin")
DEBIAN_EXTENSIONS = Path(f"usr/share/postgresql/{MAJOR}/extension")
DEBIAN_DATA = Path("var/lib/postgresql")
# A variable of the make that runs the tests must not reach a make that the tests run.
MAKE_VARIABLES = {"MAKEFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "MFLAGS"}
CLEAN = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "TZ": "UTC"}
FAST = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "autovacuum": "on",
}
TEMPORARY = Path("/tmp")  # noqa: S108 - mkdtemp makes the folders in it; as root, $TMPDIR may be closed to the server
MEMORY = Path("/dev/shm")  # noqa: S108 - the same, and each database of a test is made there in a fifth of the time
MEMORY_BYTES = 1024**3  # free for each processor, or it stays on disk: room for a server's databases and WAL
BUILD_SECONDS = 1200
START_SECONDS = 60
STOP_SECONDS = 30


class Unavailable(Exception):  # noqa: N818
    """The machine cannot run the server; the message says why."""


@dataclass(frozen=True)
class Server:
    """A running server: host is a folder of sockets or an address, tree its Debian where it has one of its own."""

    host: str
    port: int
    bin: Path
    pid: int
    log: Path
    tree: Path | None = None

    @property
    def pg_config(self) -> list[str]:
        """The command that is the server's pg_config."""
        return [*_inside(self.tree), str(self.bin / "pg_config")]

    def uri(self, database: str = "postgres") -> str:
        """Return the URI of a database."""
        return f"postgresql://postgres@/{quote(database, safe='')}?host={quote(self.host, safe='')}&port={self.port}"

    def run(self, program: str, *argv: str, check: bool = True, **keywords: Any) -> subprocess.CompletedProcess[str]:  # noqa: ANN401
        """Run a program of the server's own version (psql, pg_dump) on it; it sees the files of its tree only."""
        environment = dict(CLEAN) if self.tree else {**os.environ, "LANG": "C.UTF-8"}
        environment |= {"PGHOST": self.host, "PGPORT": str(self.port), "PGUSER": "postgres"}
        environment |= keywords.pop("env", {})
        if not keywords.keys() & {"stdout", "stderr", "capture_output"}:
            keywords["capture_output"] = True
        command = [*_inside(self.tree), str(self.bin / program), *argv]
        return subprocess.run(command, check=check, env=environment, **{"text": True, **keywords})

    def install_extension(self, project: Path) -> None:
        """Build the extension of a project, and install it where the server looks for extensions."""
        if self.tree is None:
            # the processes of one run share the files
            with (self.bin / "relationship_engine.lock").open("w") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                if not database.install_files(self.bin / "pg_config"):
                    message = f"make -C {project} install PG_CONFIG={self.bin / 'pg_config'} fails"
                    raise RuntimeError(message)
            return
        _make(project, "build")
        target = self.tree / DEBIAN_EXTENSIONS
        for control in project.glob("*.control"):
            scripts = list((project / "build").glob(f"{control.stem}--*.sql"))
            for old in target.glob(f"{control.stem}--*.sql"):
                if old.name not in {script.name for script in scripts}:
                    old.unlink()
            for source in (*scripts, control):
                shutil.copyfile(source, target / f"{source.name}.{os.getpid()}")
                (target / f"{source.name}.{os.getpid()}").replace(target / source.name)


@contextlib.contextmanager
def embedded(
    data_dir: Path | None = None, *, in_memory: bool = False, settings: dict[str, str] | None = None
) -> Iterator[Server]:
    """Run an embedded server, quick and careless of crashes; its data folder is removed at the end.

    in_memory: the folder may lie in memory, where there is room.

    As root, pytest's tmp_path will not do for data_dir: it lies in a folder closed to the server's system user.
    """
    folder = MEMORY if in_memory and _has_room(MEMORY) else TEMPORARY
    data = (data_dir or Path(tempfile.mkdtemp(prefix="re-tests-", dir=folder))).resolve()
    if data.exists() and any(data.iterdir()):
        message = f"{data} is not empty"
        raise ValueError(message)

    with _started(data, FAST | (settings or {})) as server:
        yield server


@contextlib.contextmanager
def _started(data: Path, settings: dict[str, str]) -> Iterator[Server]:
    """Start the embedded server of a data folder; the folder is removed at the end."""

    def end() -> None:
        product.stop(data)
        shutil.rmtree(data, ignore_errors=True)

    with _ended_by(end):
        query = parse_qs(urlsplit(product.start(data, settings)).query)
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        with _guarded(pid, data):
            yield Server(
                host=query["host"][0],
                port=int(query["port"][0]),
                bin=product.pg_config().parent,
                pid=pid,
                log=data / "server.log",
            )


@contextlib.contextmanager
def standby(primary: Server) -> Iterator[Server]:
    """Run a hot standby of an embedded server; its data folder is removed at the end."""
    data = Path(tempfile.mkdtemp(prefix="re-standby-", dir=TEMPORARY)).resolve()
    account = product._account(data)  # noqa: SLF001 - the user that the primary runs as
    owner = {"user": account["user"], "group": account["group"]} if account else {}
    if account:
        os.chown(data, account["user"], account["group"])
    argv = [
        "-D",
        str(data),
        "--checkpoint=fast",
        "--no-sync",
        "--write-recovery-conf",
        "-h",
        primary.host,
        "-U",
        "postgres",
    ]
    subprocess.run(
        [str(primary.bin / "pg_basebackup"), *argv, "-p", str(primary.port)], check=True, cwd="/", env=CLEAN, **owner
    )
    for file in data.glob(".s.PGSQL.*"):  # of the primary's socket, which lies in its data folder
        file.unlink()
    with _started(data, FAST) as server:
        yield server


def caught_up(primary: Server, copy: Server) -> None:
    """Wait until a standby has replayed what its primary has written."""
    with psycopg.connect(primary.uri()) as source, psycopg.connect(copy.uri(), autocommit=True) as target:
        (lsn,) = source.execute("SELECT pg_current_wal_flush_lsn()").fetchone() or (None,)
        deadline = time.monotonic() + START_SECONDS
        while target.execute("SELECT pg_last_wal_replay_lsn() < %s::pg_lsn", [lsn]).fetchone() != (False,):
            if time.monotonic() > deadline:
                message = "the standby does not catch up"
                raise RuntimeError(message)
            time.sleep(0.02)


def _has_room(folder: Path) -> bool:
    """Tell whether a folder is there and holds the data of test servers."""
    needed = MEMORY_BYTES * (os.cpu_count() or 1)
    return folder.is_dir() and os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= needed


@contextlib.contextmanager
def debian(tree: Path, data_dir_name: str, cron_database: str = "postgres") -> Iterator[Server]:
    """Run the server of a Debian tree with pg_cron, whose database is made; its data folder is removed at the end.

    The data folder's name is data_dir_name and a random ending, so that sessions do not meet.
    """
    user, group = _postgres_of(tree)
    data = Path(tempfile.mkdtemp(prefix=f"{data_dir_name}-", dir=tree / DEBIAN_DATA))
    started: list[subprocess.Popen[bytes]] = []

    def end() -> None:
        for process in started:
            _stop(process)
        shutil.rmtree(data, ignore_errors=True)

    with _ended_by(end):
        os.chown(data, user, group)
        subprocess.run(
            [
                *(*_inside(tree), str(DEBIAN_BIN / "initdb"), "-D", str(_within(tree, data)), "-U", "postgres"),
                *("--auth=trust", "--no-sync", "--encoding=UTF8", "--locale=C.UTF-8"),
                *("--locale-provider=builtin", "--builtin-locale=C.UTF-8"),
            ],
            check=True,
            env=CLEAN,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        settings = {
            **FAST,
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": "",
            # The tree has no mount of /dev/shm.
            "dynamic_shared_memory_type": "mmap",
            "max_worker_processes": "32",
            "shared_preload_libraries": "pg_cron",
            "cron.database_name": cron_database,
            "cron.use_background_workers": "on",
        }
        port = _launch(tree, data, settings, started)
        with _guarded(started[-1].pid, data):
            server = Server(
                host="127.0.0.1",
                port=port,
                bin=DEBIAN_BIN,
                pid=started[-1].pid,
                log=data / "server.log",
                tree=tree,
            )
            if cron_database != "postgres":
                server.run("createdb", cron_database)
            yield server


@contextlib.contextmanager
def installed(major: int) -> Iterator[Server]:
    """Run a server of a PostgreSQL that Debian's packages installed on this machine, if it has pgvector."""
    folder = Path(f"/usr/lib/postgresql/{major}/bin")
    if not (folder / "initdb").exists():
        message = f"PostgreSQL {major} is not installed: apt-get install postgresql-{major} postgresql-{major}-pgvector"
        raise Unavailable(message)
    if not Path(f"/usr/share/postgresql/{major}/extension/vector.control").exists():
        message = f"PostgreSQL {major} has no pgvector: apt-get install postgresql-{major}-pgvector"
        raise Unavailable(message)
    user = "postgres" if os.geteuid() == 0 else None
    data = Path(tempfile.mkdtemp(prefix=f"re-{major}-", dir=TEMPORARY))

    def run(program: str, *argv: str) -> None:
        subprocess.run(
            [str(folder / program), "-D", str(data), *argv],
            check=True,
            env=CLEAN,
            user=user,
            cwd="/",
            capture_output=True,
        )

    def end() -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-m", "immediate", "-w", "stop")
        shutil.rmtree(data, ignore_errors=True)

    with _ended_by(end):
        if user:
            shutil.chown(data, user)
        run("initdb", "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        options = f"-p 5432 -c listen_addresses= -c unix_socket_directories={data} -c fsync=off"
        subprocess.run(
            [str(folder / "pg_ctl"), "-D", str(data), "-w", "-o", options, "-l", str(data / "server.log"), "start"],
            check=True,
            env=CLEAN,
            user=user,
            cwd="/",
            stdout=subprocess.DEVNULL,
        )
        pid = int((data / "postmaster.pid").read_text().splitlines()[0])
        yield Server(host=str(data), port=5432, bin=folder, pid=pid, log=data / "server.log")


def debian_tree() -> Path:
    """Return the Debian tree with PostgreSQL and pg_cron, made at the first call on a machine (half a minute)."""
    if sys.platform != "linux" or os.geteuid() != 0:
        message = "a Debian tree with pg_cron needs Linux and root (chroot)"
        raise Unavailable(message)
    cache = _cache()
    made_of = hashlib.sha256(" ".join((SUITE, *PACKAGES)).encode()).hexdigest()[:10]
    tree = cache / f"debian-{SUITE}-{made_of}"
    if tree.is_dir():
        return tree
    try:
        cache.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (cache / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not tree.is_dir():
                _build(tree, lock.fileno())
    except OSError as error:
        message = f"the Debian tree {tree} cannot be made: {error}"
        raise Unavailable(message) from error
    return tree


def promtool() -> Path:
    """Return the promtool of Prometheus, fetched from Debian at the first call on a machine without one."""
    installed = shutil.which("promtool")
    if installed:
        return Path(installed)
    folder = _cache() / "prometheus"
    found = folder / "usr/bin/promtool"
    if found.exists():
        return found
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        message = "promtool is missing, and there is no apt-get to fetch it: install Prometheus"
        raise Unavailable(message)
    try:
        folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as part:
            subprocess.run(
                ["apt-get", "download", "prometheus"], check=True, cwd=part, capture_output=True, timeout=300
            )
            (package,) = Path(part).glob("prometheus_*.deb")
            subprocess.run(["dpkg", "-x", package, f"{part}/tree"], check=True, capture_output=True)
            shutil.rmtree(folder, ignore_errors=True)
            (Path(part) / "tree").rename(folder)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        message = f"promtool is missing, and cannot be fetched ({error}): apt-get install prometheus"
        raise Unavailable(message) from error
    return found


def pgbouncer() -> Path:
    """Return the PgBouncer of Debian, fetched at the first call on a machine without one; it refuses root."""
    installed = shutil.which("pgbouncer", path=CLEAN["PATH"])
    if installed:
        return Path(installed)
    found = _fetched("pgbouncer", "libc-ares2") / "usr/sbin/pgbouncer"
    if not found.exists():
        message = f"{found} is not there: apt-get install pgbouncer"
        raise Unavailable(message)
    return found


@contextlib.contextmanager
def pooled(server: Server, database: str, pool: int = 2) -> Iterator[str]:
    """Run a PgBouncer in transaction mode before a database of a server, and give the URI of the database through it."""
    program = pgbouncer()
    folder = Path(tempfile.mkdtemp(prefix="re-pool-", dir=TEMPORARY))
    log = folder / "pgbouncer.log"
    try:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        (folder / "pgbouncer.ini").write_text(
            f"[databases]\n{database} = host={server.host} port={server.port} user=postgres\n"
            f"[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\nunix_socket_dir =\nauth_type = any\n"
            f"pool_mode = transaction\ndefault_pool_size = {pool}\nignore_startup_parameters = extra_float_digits\n"
        )
        argv = [str(program), str(folder / "pgbouncer.ini")]
        if os.geteuid() == 0:
            folder.chmod(0o755)
            owner = Path(server.host).owner()  # nobody else may enter the folder of the socket
            argv += ["-u", owner]
            subprocess.run(["chown", "-R", owner, str(folder)], check=True)
        libraries = program.parent.parent / "lib" / f"{os.uname().machine}-linux-gnu"
        with log.open("wb") as output:
            process = subprocess.Popen(
                argv, cwd="/", env={**CLEAN, "LD_LIBRARY_PATH": str(libraries)}, stdout=output, stderr=subprocess.STDOUT
            )
        try:
            uri = f"postgresql://postgres@127.0.0.1:{port}/{database}"
            deadline = time.monotonic() + START_SECONDS
            while True:
                try:
                    psycopg.connect(uri, prepare_threshold=None).close()
                    break
                except psycopg.OperationalError as error:
                    if process.poll() is not None or time.monotonic() > deadline:
                        message = f"PgBouncer does not serve ({error}): {log.read_text(errors='replace')}"
                        raise RuntimeError(message) from error
                    time.sleep(0.05)
            yield uri
        finally:
            process.terminate()
            process.wait(STOP_SECONDS)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetched(*packages: str) -> Path:
    """Return a folder with the files of packages of Debian, fetched at the first call on a machine."""
    folder = _cache() / packages[0]
    if folder.is_dir():
        return folder
    if not (shutil.which("apt-get") and shutil.which("dpkg")):
        message = f"{packages[0]} is missing, and there is no apt-get to fetch it"
        raise Unavailable(message)
    try:
        folder.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as part:
            subprocess.run(["apt-get", "download", *packages], check=True, cwd=part, capture_output=True, timeout=300)
            for package in Path(part).glob("*.deb"):
                subprocess.run(["dpkg", "-x", package, f"{part}/tree"], check=True, capture_output=True)
            (Path(part) / "tree").rename(folder)
    except (OSError, subprocess.SubprocessError) as error:
        message = f"{packages[0]} is missing, and cannot be fetched: {error}"
        raise Unavailable(message) from error
    return folder


def _cache() -> Path:
    """Return the folder for what is fetched once on a machine."""
    root = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (root if root.is_absolute() else Path("/var/cache")) / "relationship-engine-tests"


def _build(tree: Path, lock: int) -> None:
    """Build the tree under another name; debootstrap shares the lock, lest it outlive us and meet another session."""
    _require_debootstrap()
    part = tree.with_name("part")
    _remove_tree(part)
    log = tree.with_name("debootstrap.log")
    # In mounts of its own, so that those of debootstrap vanish with it even when it is killed.
    private = ["unshare", "--mount"]
    if subprocess.run([*private, "true"], check=False, env=CLEAN, stderr=subprocess.DEVNULL).returncode != 0:
        private = []
    argv = [*private, "debootstrap", "--variant=minbase", "--force-check-gpg", f"--keyring={KEYRING}"]
    argv += [f"--include={','.join(PACKAGES)}", SUITE, str(part)]
    try:
        _logged(argv, log, pass_fds=(lock,))
        missing = [name for name in EXTENSIONS if not (part / DEBIAN_EXTENSIONS / f"{name}.control").exists()]
        if missing:
            message = f"the Debian tree lacks {', '.join(missing)}; see {log}"
            raise Unavailable(message)
        for folder in (part / DEBIAN_DATA / MAJOR, part / "etc/postgresql" / MAJOR, part / "var/cache/apt/archives"):
            shutil.rmtree(folder, ignore_errors=True)
        part.rename(tree)
    finally:
        _remove_tree(part)


def _require_debootstrap() -> None:
    """Install debootstrap and the keys of Debian where they are missing."""
    if shutil.which("debootstrap", path=CLEAN["PATH"]) and KEYRING.exists():
        return
    if not shutil.which("apt-get", path=CLEAN["PATH"]):
        message = "debootstrap is missing, and there is no apt-get to install it"
        raise Unavailable(message)
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "log"
        with contextlib.suppress(Unavailable):  # a broken foreign source must not stop it
            _logged(["apt-get", "update"], log)
        wait = ["-o", "DPkg::Lock::Timeout=120"]
        _logged(["apt-get", "install", "-y", *wait, "--no-install-recommends", "debootstrap", KEYRING.stem], log)


def _logged(argv: list[str], log: Path, pass_fds: tuple[int, ...] = ()) -> None:
    """Run a step of the build, its output in a file."""
    proxies = {name: value for name, value in os.environ.items() if name.lower().endswith("_proxy")}
    environment = {**CLEAN, **proxies, "DEBIAN_FRONTEND": "noninteractive"}
    with log.open("w") as output:
        process = subprocess.Popen(
            argv,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            pass_fds=pass_fds,
            start_new_session=True,
        )
        try:
            process.wait(BUILD_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
    if process.returncode != 0:
        tail = " / ".join(log.read_text(errors="replace").splitlines()[-3:])
        message = f"{' '.join(argv[:4])} failed ({process.returncode}): {tail}"
        raise Unavailable(message)


def _remove_tree(path: Path) -> None:
    """Remove what a build left, never through a mount."""
    for line in reversed(Path("/proc/self/mounts").read_text().splitlines()):
        mount = Path(line.split()[1])
        if mount.is_relative_to(path):
            subprocess.run(["umount", str(mount)], check=True, env=CLEAN)
    if path.exists():
        shutil.rmtree(path)


def _launch(tree: Path, data: Path, settings: dict[str, str], started: list[subprocess.Popen[bytes]]) -> int:
    """Start a server on a free port, again where another program took the port meanwhile, and return the port."""
    options = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    log = data / "server.log"
    for _ in range(5):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = int(free.getsockname()[1])
        argv = [*_inside(tree), str(DEBIAN_BIN / "postgres"), "-D", str(_within(tree, data)), "-p", str(port)]
        with log.open("wb") as output:
            process = subprocess.Popen(
                [*argv, *options],
                env=CLEAN,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(process)
        deadline = time.monotonic() + START_SECONDS
        while process.poll() is None and time.monotonic() < deadline:
            with contextlib.suppress(FileNotFoundError):
                if (data / "postmaster.pid").read_text().splitlines()[7:8] == ["ready   "]:  # Postgres pads it
                    return port
            time.sleep(0.05)
        _stop(process)
        said = log.read_text(errors="replace")
        if "Address already in use" not in said:
            break
    message = f"the server of {tree} does not start: {said}"
    raise RuntimeError(message)


def _stop(process: subprocess.Popen[bytes]) -> None:
    """Stop a server that is a child of ours: fast, then at once, then by force."""
    for sign in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        if process.poll() is None:
            process.send_signal(sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)


@contextlib.contextmanager
def _ended_by(end: Callable[[], None]) -> Iterator[None]:
    """Run what may run twice at the end of a block, and when Python ends, should the first be interrupted."""
    action = functools.partial(end)
    atexit.register(action)
    try:
        yield
    finally:
        action()
        atexit.unregister(action)


@contextlib.contextmanager
def _guarded(pid: int, data: Path) -> Iterator[None]:
    """Have a shell stop the server and remove its data when this process is killed (its end of the pipe closes)."""
    script = (
        'cat; kill -INT "$0" || exit 0; n=0; '
        'while kill -0 "$0" && [ $n -lt 100 ]; do sleep 0.1; n=$((n + 1)); done; rm -rf "$1"'
    )
    guard = subprocess.Popen(
        ["sh", "-c", script, str(pid), str(data)],
        cwd="/",
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield
    finally:
        guard.kill()
        guard.wait()
        if guard.stdin:
            guard.stdin.close()


def _make(project: Path, *argv: str) -> None:
    """Run make in a project."""
    environment = {name: value for name, value in os.environ.items() if name not in MAKE_VARIABLES}
    ended = subprocess.run(
        ["make", "-C", str(project), *argv],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
    )
    if ended.returncode != 0:
        message = f"make {' '.join(argv)} failed:\n{ended.stdout}{ended.stderr}"
        raise RuntimeError(message)


def _inside(tree: Path | None) -> list[str]:
    """Return the words before a command that run it in a tree as its user postgres."""
    if tree is None:
        return []
    user, group = _postgres_of(tree)
    return ["chroot", f"--userspec={user}:{group}", f"--groups={group}", str(tree)]


@functools.cache
def _postgres_of(tree: Path) -> tuple[int, int]:
    """Return the numbers of the user postgres of a tree and its group."""
    for line in (tree / "etc/passwd").read_text().splitlines():
        fields = line.split(":")
        if fields[0] == "postgres":
            return int(fields[2]), int(fields[3])
    message = f"{tree} has no user postgres"
    raise Unavailable(message)


def _within(tree: Path, path: Path) -> Path:
    """Return a path as programs inside the tree see it."""
    return Path("/") / path.relative_to(tree)
