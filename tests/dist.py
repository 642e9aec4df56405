"""Builds what a release consists of, and tries it: `make dist`.

dist/ then has a wheel and an sdist for PyPI, a zip for PGXN, the plain install script, and the checksums of all. They
come from the last commit, with its time as the time of each file, so that everybody who builds that commit gets the same
bytes; this builds everything twice and compares. The wheel is installed alone into a fresh environment, and shows the
demo from there; the zip is unpacked, installed by the PGXS of Debian's PostgreSQL, where that can be had, and used from there.
"""

import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

import servers

PROJECT = Path(__file__).resolve().parent.parent
DIST = PROJECT / "dist"
EXTRAS = "embedded,local"
# What the PGXN Meta Spec 1.0.0 requires, https://pgxn.org/meta/spec.txt, and of which type it is.
REQUIRED = {
    "name": str,
    "version": str,
    "abstract": str,
    "maintainer": str | list,
    "license": str | list | dict,
    "provides": dict,
    "meta-spec": dict,
}
LICENSES = {
    *("agpl_3", "apache_1_1", "apache_2_0", "artistic_1", "artistic_2", "bsd", "freebsd", "gfdl_1_2", "gfdl_1_3"),
    *("gpl_1", "gpl_2", "gpl_3", "lgpl_2_1", "lgpl_3_0", "mit", "mozilla_1_0", "mozilla_1_1", "openssl", "perl_5"),
    *("postgresql", "qpl_1_0", "ssleay", "sun", "zlib", "open_source", "restricted", "unrestricted", "unknown"),
}
SEMVER = re.compile(r"\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?")
LONGEST_TAG = 255
RELATIONS = {"requires", "recommends", "suggests", "conflicts"}
PHASES = {"configure", "build", "test", "runtime", "develop"}


def main() -> None:
    """Build, compare, check and try."""
    if run("git", "status", "--porcelain", "--untracked-files=no"):
        sys.stderr.write("Changes that are not committed are not in it.\n")
    shutil.rmtree(DIST, ignore_errors=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        build(folder / "one", DIST)
        build(folder / "two", folder / "again")
        for file in sorted(DIST.iterdir()):
            if file.read_bytes() != (folder / "again" / file.name).read_bytes():
                sys.exit(f"{file.name}: two builds differ")
        findings = list(migration_findings(PROJECT))
        if findings:
            sys.exit("\n".join(findings))
        findings = list(meta_findings(json.loads((PROJECT / "META.json").read_text()), PROJECT))
        if findings or len(release_versions(PROJECT)) > 1:
            sys.exit(f"META.json: {findings or release_versions(PROJECT)}")
        run(
            sys.executable, "-m", "twine", "check", "--strict", *map(str, (*DIST.glob("*.whl"), *DIST.glob("*.tar.gz")))
        )
        try_wheel(folder, next(DIST.glob("*.whl")))
        tried_on = try_zip(folder, next(DIST.glob("*.zip")))
    sums = "".join(f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in sorted(DIST.iterdir()))
    (DIST / "SHA256SUMS").write_text(sums)
    sys.stdout.write(f"{sums}Two builds are equal; the wheel shows the demo; the zip installs by PGXS of {tried_on}.\n")


def run(*argv: str, cwd: Path = PROJECT, **environment: str) -> str:
    """Run a program to its end, and return what it prints; what it says is shown only when it fails."""
    done = subprocess.run(  # noqa: S603 - programs named here
        argv,
        cwd=cwd,
        env={name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PG"))} | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{' '.join(argv)}\n{done.stdout}{done.stderr}")
    return done.stdout


def build(work: Path, target: Path) -> None:
    """Build everything of the last commit into a folder."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH") or run("git", "log", "-1", "--format=%ct").strip()
    version = json.loads((PROJECT / "META.json").read_text())["version"]
    name = f"relationship_engine-{version}"
    target.mkdir(parents=True)
    work.mkdir()
    archive = target / f"{name}.zip"
    run("git", "archive", "--format=zip", f"--prefix={name}/", f"--output={archive}", "HEAD")
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(work)  # noqa: S202 - our own
    source = work / name
    run("make", "build", cwd=source)
    shutil.copyfile(source / "build" / "install.sql", target / f"{name}-install.sql")
    options = ("--outdir", str(target))
    run(sys.executable, "-m", "build", "--sdist", *options, str(source), SOURCE_DATE_EPOCH=epoch)
    sdist = next(target.glob("*.tar.gz"))
    normalize(sdist, int(epoch))
    with tarfile.open(sdist) as packed:
        packed.extractall(work / "sdist", filter="data")
    # from the sdist, which so is shown to be complete
    (unpacked,) = (work / "sdist").iterdir()
    run(sys.executable, "-m", "build", "--wheel", *options, str(unpacked), SOURCE_DATE_EPOCH=epoch)


def normalize(archive: Path, epoch: int) -> None:
    """Pack an archive again, without what differs from build to build: times, owners, the order of the files."""
    with tarfile.open(archive) as packed:
        members = [
            (member, packed.extractfile(member).read() if member.isfile() else None)  # type: ignore[union-attr]
            for member in sorted(packed.getmembers(), key=lambda member: member.name)
        ]
    with (
        archive.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=epoch) as compressed,
        tarfile.open(fileobj=compressed, mode="w", format=tarfile.GNU_FORMAT) as packed,
    ):
        for member, content in members:
            clean = tarfile.TarInfo(member.name)
            clean.type, clean.size, clean.mtime = member.type, member.size, epoch
            clean.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            packed.addfile(clean, None if content is None else io.BytesIO(content))


def try_wheel(folder: Path, wheel: Path) -> None:
    """Install the wheel into a fresh environment, without the sources, and use it: demo, install, doctor."""
    home = folder / "venv"
    venv.create(home, with_pip=True)
    run(str(home / "bin" / "pip"), "install", "--quiet", f"{wheel}[{EXTRAS}]", cwd=folder)

    def command(*words: str) -> str:
        return run(str(home / "bin" / "relationship-engine"), *words, cwd=folder)

    printed = command("demo")
    if "installed as an extension" not in printed:
        sys.exit(f"the demo of the wheel does not install the extension\n{printed}")
    data = ("--data", str(folder / "data"))
    uri = command("up", *data).strip()
    try:
        command("--dsn", uri, "install")
        found = json.loads(command("--dsn", uri, "doctor", "--json"))
        _is_fresh("wheel", {row["check"]: row["value"] for row in found if row["status"] != "ok"})
    finally:
        command("down", *data)


def _is_fresh(package: str, found: dict[str, str]) -> None:
    """Stop if doctor finds more in a fresh installation than that nobody runs its nights yet."""
    if found.keys() != {"schedule"}:
        sys.exit(f"doctor of an installation by the {package}: {found}")


def try_zip(folder: Path, archive: Path) -> str:
    """Unpack the zip, install the extension by PGXS into a folder, and use it from there; return for which PostgreSQL."""
    with zipfile.ZipFile(archive) as packed:
        packed.extractall(folder / "zip")  # noqa: S202 - our own
    (source,) = (folder / "zip").iterdir()
    pg_config = pg_config_of_debian() or f"{next(Path(sys.prefix).rglob('pginstall/bin/pg_config'))}"
    run("make", "install", f"PG_CONFIG={pg_config}", f"DESTDIR={folder}/root", cwd=source)
    (control,) = (folder / "root").rglob("extension/relationship_engine.control")
    # PostgreSQL 18 reads extensions from any folder
    settings = {"extension_control_path": f"{control.parent.parent}:$system"}
    with (
        servers.embedded(settings=settings) as server,
        psycopg.connect(server.uri(), autocommit=True) as connection,
    ):
        connection.execute("CREATE EXTENSION relationship_engine CASCADE")
        connection.execute("SELECT relationship_engine.install()")
        found = connection.execute(
            "SELECT d.\"check\", d.value FROM relationship_engine.doctor() d WHERE d.status <> 'ok'"
        ).fetchall()
    _is_fresh("zip", dict(found))
    return run(pg_config, "--version").strip()


def pg_config_of_debian() -> str | None:
    """Return the pg_config of a PostgreSQL of Debian with its PGXS, if there is one."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_config"))
    return next((str(path) for path in reversed(found) if Path(run(str(path), "--pgxs").strip()).exists()), None)


def meta_findings(meta: dict[str, Any], folder: Path) -> Iterator[str]:
    """What the PGXN Meta Spec would object to in a META.json, or the files that it names in a folder."""
    wrong = [name for name, type_ in REQUIRED.items() if not isinstance(meta.get(name), type_) or not meta[name]]
    if wrong:
        yield f"{wrong} are missing, or of another type"
        return
    licenses = [meta["license"]] if isinstance(meta["license"], str) else list(meta["license"])
    checks = {
        "name has a character that a name may not have": re.fullmatch(r"[^\s/\\\x00-\x1f]{2,}", meta["name"]),
        "license is none that the spec knows": LICENSES.issuperset(licenses) or isinstance(meta["license"], dict),
        "meta-spec has another version": meta["meta-spec"].get("version") == "1.0.0",
        "tags has an item that is no tag": all(
            isinstance(tag, str) and 0 < len(tag) <= LONGEST_TAG for tag in meta.get("tags", [])
        ),
        "provides lacks a file or a version": all(
            {"file", "version"} <= provided.keys() for provided in meta["provides"].values()
        ),
        "provides names a file that is not there": all(
            (folder / provided[key]).is_file()
            for provided in meta["provides"].values()
            for key in {"file", "docfile"} & provided.keys()
        ),
        "prereqs has a phase or a relation that the spec does not know": all(
            phase in PHASES and RELATIONS.issuperset(relations) for phase, relations in meta.get("prereqs", {}).items()
        ),
        "a version is not semantic": all(map(SEMVER.fullmatch, _versions(meta))),
    }
    yield from (finding for finding, is_right in checks.items() if not is_right)


def migration_findings(folder: Path) -> Iterator[str]:
    """What is wrong with migrations that sql/frozen.txt lists, as sha256sum writes it: a release went out with them."""
    frozen = dict(
        reversed(line.split())
        for line in (folder / "sql" / "frozen.txt").read_text().splitlines()
        if line and not line.startswith("#")
    )
    present = {f"migrations/{file.name}": file.read_bytes() for file in (folder / "migrations").glob("*.sql")}
    for name, sha256 in frozen.items():
        if name not in present:
            yield f"{name} is released, and is not there any more"
        elif hashlib.sha256(present[name]).hexdigest() != sha256:
            yield f"{name} is released, and has changed: take the change back, and write a new migration"
    for name in present.keys() - frozen.keys():
        if frozen and name < max(frozen):
            yield f"{name} comes before {max(frozen)}, which is released: give it a higher number"
    versions = [line for line in (folder / "sql" / "released.txt").read_text().splitlines() if line[:1].isdigit()]
    if versions and not frozen:
        yield f"{versions[-1]} is released: sha256sum migrations/*.sql >> sql/frozen.txt"


def _versions(meta: dict[str, Any]) -> Iterator[str]:
    """Every version in a META.json."""
    yield meta["version"]
    for provided in meta["provides"].values():
        yield provided["version"]
    for relations in meta.get("prereqs", {}).values():
        for needed in relations.values():
            yield from needed.values()


def release_versions(folder: Path) -> set[str]:
    """The version of the release in each file that names it; one, unless a file was forgotten."""
    meta = json.loads((folder / "META.json").read_text())
    control = (folder / "relationship_engine.control").read_text()
    project = (folder / "pyproject.toml").read_text()
    return {
        meta["version"],
        *(provided["version"] for provided in meta["provides"].values()),
        *re.findall(r"^default_version = '(.*)'$", control, re.MULTILINE),
        *re.findall(r'^version = "(.*)"$', project, re.MULTILINE),
    }


if __name__ == "__main__":
    main()
