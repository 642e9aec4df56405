"""The embedded server where several processes use it at once."""

import multiprocessing
from multiprocessing.synchronize import Barrier
from pathlib import Path

from relationship_engine import embedded


def copy_package(package: Path, copies: Path, start: Barrier) -> None:
    """Copy a package at the same moment as the other processes."""
    embedded.COPIES = copies
    start.wait(timeout=60)
    embedded._copied(package)  # noqa: SLF001 - `start` calls it only for root, and for a folder closed to others


def test_processes_that_unpack_the_server_at_the_same_moment_share_one_copy(tmp_path: Path) -> None:
    """Only one process can put its copy in place; the others use that one, and remove their own."""
    package = tmp_path / "package"
    package.mkdir()
    for number in range(2000):
        (package / f"{number}").touch()
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(2)
    copies = tmp_path / "copies"
    processes = [spawn.Process(target=copy_package, args=(package, copies, start)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(timeout=60)
    assert [process.exitcode for process in processes] == [0, 0]
    (copy,) = copies.iterdir()
    assert len(list((copy / "package").iterdir())) == 2000
