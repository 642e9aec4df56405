"""The demo: what it shows, the same each time, by both routes."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from conftest import PROJECT
from relationship_engine import database, demo, embedded
from relationship_engine.cli import main


@pytest.fixture(scope="module")
def shown() -> str:
    """What the demo prints, run as a program of its own, in which nothing else is set."""
    done = subprocess.run(  # noqa: S603 - the command under test
        [Path(sys.executable).parent / "relationship-engine", "demo"],
        env={name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ},
        check=True,
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def data() -> Iterator[Path]:
    """An empty folder for a server, which is stopped at the end."""
    folder = Path(tempfile.mkdtemp(prefix="re-demo-", dir="/tmp"))
    yield folder
    embedded.stop(folder)
    shutil.rmtree(folder, ignore_errors=True)


def test_data_set_is_what_the_readme_promises() -> None:
    """At least 120 events of 1936 to 2000 and 150 entities; those that recur are mentioned again by later events."""
    batches = demo.load()
    events = [row for batch in batches for row in batch.events]
    entities = [row for batch in batches for row in batch.entities]
    assert len(batches) == 61
    assert len(events) >= 120
    assert len(entities) >= 150
    assert {row["occurred_at"][:4] for row in events} >= {"1936", "2000"}
    assert sum(len(batch.mentions) for batch in batches) > 500
    known: set[str] = set()
    for batch in batches:
        known |= {row["id"] for row in batch.events}
        assert {row["source_event_id"] for row in batch.entities} <= known
        assert {row["event_id"] for row in batch.mentions} <= known


def test_demo_shows_the_whole_job(shown: str) -> None:
    """What was loaded and found, what grew, faded, went and came back, and why."""
    for text in (
        "352 events of 1936 to 2000 mention 700 entities",
        "183 of 183 roles found their organization",
        "installed as an extension",
        "Near in meaning, by wordllama-256",
        "The strongest edge of each kind",
        "Pruned, and back",
        "superseded by Digital Equipment Corporation",
        "the text ends it",
        "Roles held on 1976-06-01",
        "PostgreSQL are one thing",
        "undo_run() takes that back",
        "One edge over 60 nights",
        "relationship-engine explain",
        "weights by 0.87",
    ):
        assert text in shown
    assert re.search(r"pattern +role_at +183 +\d+ +\d+", shown)
    for found in ("similarity +semantically_related", "temporal +co_occurs", "topology +inferred_connection"):
        assert re.search(rf"{found} +\d+ +\d+ +\d+", shown)
    assert re.search(r"pruned in night \d+ \(\d{4}\), back in night \d+ \(\d{4}\)", shown)
    prunings, nights, most = map(
        int, re.search(r"(\d+) prunings in (\d+) of the nights, at most (\d+)", shown).groups()
    )
    assert prunings > nights > 10
    assert most > 1
    assert "·" in re.search(r"    0 ┤(.*)", shown)[1]
    shares = [float(share) for share in re.findall(r"share ([\d.]+)%", shown)]
    assert len(shares) > 2
    assert sum(shares) == pytest.approx(100, abs=0.5)
    assert max(map(len, shown.splitlines())) <= 110


def test_the_page_shows_what_the_demo_prints(shown: str) -> None:
    """Each line of its extract."""
    page = (PROJECT / "docs" / "demo.md").read_text(encoding="utf-8")
    extract = re.search(r"```text\n(.*?)```", page, re.DOTALL)[1].splitlines()
    assert len(extract) > 50
    assert [line for line in extract if line.strip() not in ("", "…") and line not in shown.splitlines()] == []


def test_demo_without_a_checkout_shows_the_same_and_may_be_kept(
    shown: str, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the plain script, on a server that goes on; a second time it begins anew, and may have a fake of Claude read.

    The fake is named as such, and its edges quote the words that say them.
    """
    for name in ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(database, "install_files", lambda _: False)
    first = CliRunner().invoke(main, ["demo", "--data", str(data), "--keep"])
    assert first.exit_code == 0, first.output
    story = shown.splitlines()[2:-1]
    assert "installed by the plain script" in first.stdout
    assert first.stdout.splitlines()[2 : len(story) + 2] == story

    uri = re.search(r"status --dsn '(.*)'", first.stdout)[1]
    events = "SELECT count(*) FROM relationship_engine.raw_events"
    with psycopg.connect(uri) as connection:
        before = connection.execute(events).fetchone()
        clock = connection.execute("SELECT decay_date = current_date FROM relationship_engine.graph WHERE id = 1")
        assert clock.fetchone() == (True,)
        unfinished = "SELECT count(*) FROM relationship_engine.run WHERE status NOT IN ('done', 'undone')"
        assert connection.execute(unfinished).fetchone() == (0,)
    again = CliRunner().invoke(main, ["demo", "--data", str(data), "--llm", "fake"])
    assert again.exit_code == 0, again.output
    assert "183 of 183 roles found their organization" in again.stdout
    assert "ANTHROPIC_API_KEY" not in os.environ
    assert "A FAKE of Claude, which knows a few rules and understands nothing, read 352 events" in again.stdout
    read = again.stdout.partition("Read by a fake of Claude")[2].partition("The strongest edge")[0]
    assert re.search(r" -introduced-> .*\n +“.* introduced ", read)
    assert "None" not in read
    alone = re.search(
        r"Text alone\n.*\s(\d+)\s+entities\s+found,\s+(\d+)\s+of\s+them\s+by\s+a\s+title", read, re.DOTALL
    )
    assert alone
    assert int(alone[1]) >= int(alone[2]) > 10
    assert re.search(r"prunings in \d\d of the nights", again.stdout)
    with psycopg.connect(uri) as connection:  # it ran before the demo, so it goes on
        assert connection.execute(events).fetchone() == (before[0] + 30,)  # with its plain texts


def test_demo_asks_claude_only_with_a_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without one it says what to do."""
    for name in ("ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    refused = CliRunner().invoke(main, ["demo", "--llm", "claude"])
    assert refused.exit_code == 1
    assert refused.stderr == "Error: --llm claude asks Claude itself: set ANTHROPIC_API_KEY, or try --llm fake\n"
