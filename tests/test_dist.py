"""What a release consists of; `make dist` builds and tries all of it."""

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import dist
import servers
from conftest import PROJECT


@pytest.fixture(scope="module")
def meta() -> dict[str, object]:
    """META.json, as PGXN reads it."""
    return dict(json.loads((PROJECT / "META.json").read_text()))


def test_meta_json_follows_the_spec(meta: dict[str, object]) -> None:
    """And a file that does not is told from one that does."""
    assert list(dist.meta_findings(meta, PROJECT)) == []
    assert list(dist.meta_findings({**meta, "license": "mine"}, PROJECT)) == ["license is none that the spec knows"]
    assert list(dist.meta_findings({**meta, "version": "0.1"}, PROJECT)) == ["a version is not semantic"]
    assert list(dist.meta_findings({**meta, "provides": {}}, PROJECT)) == [
        "['provides'] are missing, or of another type"
    ]


def test_every_file_names_the_same_version() -> None:
    """META.json, the control file and the Python package."""
    assert len(dist.release_versions(PROJECT)) == 1


def test_a_released_migration_stays_as_it_is(tmp_path: Path) -> None:
    """One that changes, goes, or comes before it is named; a new one at the end is in order."""
    assert list(dist.migration_findings(PROJECT)) == []
    for name in ("migrations", "sql"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    (tmp_path / "sql/released.txt").write_text("0.1.0\n")
    assert list(dist.migration_findings(tmp_path)) == [
        "0.1.0 is released: sha256sum migrations/*.sql >> sql/frozen.txt"
    ]
    sums = [
        f"{hashlib.sha256(file.read_bytes()).hexdigest()}  migrations/{file.name}\n"
        for file in sorted((tmp_path / "migrations").iterdir())
    ]
    (tmp_path / "sql/frozen.txt").write_text("# these\n" + "".join(sums))
    (tmp_path / "migrations/9000_new.sql").touch()
    assert list(dist.migration_findings(tmp_path)) == []
    (tmp_path / "migrations/0001_graph.sql").write_text("SELECT 1;\n")
    (tmp_path / "migrations/0002_input.sql").unlink()
    (tmp_path / "migrations/0004_between.sql").touch()
    found = [finding.split(":")[0] for finding in dist.migration_findings(tmp_path)]
    assert found[:2] == [
        "migrations/0001_graph.sql is released, and has changed",
        "migrations/0002_input.sql is released, and is not there any more",
    ]
    assert [finding.split()[0] for finding in found[2:]] == ["migrations/0004_between.sql"]


def test_the_sources_without_git_build_and_install(server: servers.Server, tmp_path: Path) -> None:
    """As PGXN hands them out: make install puts the control file and the script where PostgreSQL looks for them."""
    if not (PROJECT / ".git").exists():
        pytest.skip("this is no checkout of git")
    archive = tmp_path / "release.zip"
    # the tree as it is, with changes that are not committed
    commit = dist.run("git", "stash", "create").strip() or "HEAD"
    dist.run("git", "archive", "--format=zip", "--prefix=release/", f"--output={archive}", commit)
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(tmp_path)
    pg_config = dist.pg_config_of_debian() or str(server.bin / "pg_config")
    dist.run("make", "install", f"PG_CONFIG={pg_config}", f"DESTDIR={tmp_path}/root", cwd=tmp_path / "release")
    (script,) = (tmp_path / "root").rglob("extension/relationship_engine--*.sql")
    assert script.read_bytes() == (PROJECT / "build" / script.name).read_bytes()
    assert script.with_name("relationship_engine.control").is_file()


@pytest.mark.usefixtures("server")
def test_the_package_brings_the_files_of_the_extension(tmp_path: Path) -> None:
    """A copy of the package without the checkout installs them into a server, for the embedded PostgreSQL."""
    shutil.copytree(PROJECT / "python" / "relationship_engine", tmp_path / "lib/python/site/relationship_engine")
    share = tmp_path / "share"
    (share / "extension").mkdir(parents=True)
    pg_config = tmp_path / "pg_config"
    pg_config.write_text(f"#!/bin/sh\necho {share}\n")
    pg_config.chmod(0o755)
    program = (
        "import sys; from pathlib import Path; from relationship_engine import database; "
        "print(database.install_files(Path(sys.argv[1])), database.__file__)"
    )
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", program, pg_config],
        env={"PYTHONPATH": str(tmp_path / "lib/python/site"), "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["True", str(tmp_path / "lib/python/site/relationship_engine/database.py")]
    assert {file.name for file in (share / "extension").iterdir()} == {
        "relationship_engine.control",
        *(file.name for file in (PROJECT / "build").glob("relationship_engine--*.sql")),
    }
