"""Metrics as Prometheus reads them, and its alert rules: by Prometheus' own promtool."""

import json
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner, Result

import servers
from llm_queue import add, book, claim, switch_on
from relationship_engine import prometheus
from relationship_engine.cli import main

SAMPLE = re.compile(r"^relationship_engine_(\w+)(?:\{(.*)\})? (\S+)$", re.MULTILINE)
GONE = "postgresql://postgres@127.0.0.1:1/none"


@pytest.fixture(scope="session")
def promtool() -> Path:
    """The tool, or a skip that says what is missing."""
    try:
        return servers.promtool()
    except servers.Unavailable as reason:
        pytest.skip(str(reason))


@pytest.fixture
def busy(connection: psycopg.Connection) -> psycopg.Connection:
    """Two graphs with edges, runs, jobs of the model and an alert."""
    connection.execute("SELECT create_graph('other')")
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    add(connection, "second", ["Cid", "Dan"])
    book(connection, claim(connection, 1)[0])
    connection.execute("INSERT INTO entity (title, type) VALUES ('Acme', 'organization'), ('CEO at Acme', 'role')")
    connection.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, E'odd \"kind\\\\\\n' FROM entity a, entity b "
        "WHERE a.title = 'Ann' AND b.title = 'Bob'"
    )
    connection.execute("UPDATE graph SET decay_date = current_date - 1")
    connection.execute("CALL run_nightly()")
    connection.execute("INSERT INTO run (graph_id, mode, status, error) VALUES (1, 'incremental', 'failed', 'no way')")
    return connection


def run(database: str, *words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(main, ["metrics", *words], env={"DATABASE_URL": database})


def samples(text: str) -> dict[tuple[str, str], float]:
    """Return values by metric and labels."""
    return {(found[1], found[2] or ""): float(found[3]) for found in SAMPLE.finditer(text)}


def test_promtool_finds_no_fault(busy: psycopg.Connection, database: str, promtool: Path) -> None:
    """Names, types, help and escapes are as the format wants them."""
    del busy
    text = run(database, "--prometheus").stdout
    done = subprocess.run([promtool, "check", "metrics"], input=text, capture_output=True, text=True, check=False)  # noqa: S603
    assert (done.returncode, done.stdout + done.stderr) == (0, "")
    broken = text.replace("# TYPE relationship_engine_edges gauge", "# TYPE relationship_engine_edges guage")
    done = subprocess.run([promtool, "check", "metrics"], input=broken, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode != 0


def test_numbers_are_those_of_the_database(busy: psycopg.Connection, database: str) -> None:
    """What the views say, per graph, with what happened when."""
    found = samples(run(database, "--prometheus").stdout)
    assert found["up", ""] == 1
    assert found["collected_timestamp_seconds", ""] == pytest.approx(time.time(), abs=60)
    assert found["edges", 'graph="1"'] == 2
    assert found["edges_by_kind", r'graph="1",kind="odd \"kind\\\n"'] == 1
    assert found["edges_by_weight", 'graph="1",range="0.5-1.0"'] == 1
    assert found["edges_by_weight", 'graph="1",range="1.0-2.0"'] == 1
    assert found["entities", 'graph="1"'] == 6
    assert found["entities", 'graph="2"'] == 0
    assert found["graph_mode", 'graph="2",mode="active"'] == 1
    assert found["nightly_success_timestamp_seconds", 'graph="1"'] == pytest.approx(time.time(), abs=60)
    assert found["runs_last_day", 'graph="1",mode="incremental",status="failed"'] == 1
    assert 0 < found["run_duration_seconds", 'graph="1",mode="incremental",percentile="95"'] < 60
    assert found["llm_jobs", 'graph="1",state="ready"'] == 1
    assert found["llm_spent_today_dollars", 'graph="1"'] > 0
    assert found["alert", 'graph="1",alert="run_failed",severity="critical"'] == 1
    assert found["alert", 'graph="2",alert="run_failed",severity="critical"'] == 0
    assert found["alert_bound", 'alert="database_full",severity="critical"'] == 0.9
    assert {name for name, _ in found} == set(prometheus.HELP)
    rows = json.loads(run(database, "--json").stdout)
    assert len(rows) + 2 == len(found)
    shown = run(database).stdout
    assert re.search(r"^edges +1 +2$", shown, re.MULTILINE)
    assert busy.execute("SELECT count(*) AS n FROM metric WHERE value IS NOT NULL").fetchone() == {"n": len(rows)}


def test_a_file_is_whole_at_every_moment(busy: psycopg.Connection, database: str, tmp_path: Path) -> None:
    """It is replaced, not rewritten; others may read it; a database that does not answer is a number too."""
    del busy
    file = tmp_path / "relationship_engine.prom"
    assert run(database, "--output", str(file)).stdout == ""
    first = file.stat()
    assert first.st_mode & 0o777 == 0o644
    assert samples(file.read_text())["edges", 'graph="1"'] == 2
    done = run(GONE, "--output", str(file))
    assert done.exit_code == 1
    assert "cannot connect" in done.stderr
    assert file.stat().st_ino != first.st_ino
    found = samples(file.read_text())
    assert {name for name, _ in found} == {"up", "collected_timestamp_seconds"}
    assert found["up", ""] == 0
    assert [path.name for path in tmp_path.iterdir()] == [file.name]
    done = run(database, "--output", str(tmp_path / "none" / "file"))
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)


@pytest.fixture
def served(busy: psycopg.Connection, database: str) -> Iterator[str]:
    """The address of a server of metrics."""
    del busy
    command = Path(sys.executable).parent / "relationship-engine"
    process = subprocess.Popen(  # noqa: S603
        [command, "metrics", "--listen", "0", "--dsn", database], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()


def test_a_scrape(served: str) -> None:
    """GET /metrics, as Prometheus does it; nothing else is there."""
    for _ in range(2):
        with urllib.request.urlopen(served, timeout=10) as answer:  # noqa: S310
            assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
            assert samples(answer.read().decode())["edges", 'graph="1"'] == 2
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen(served.replace("/metrics", "/"), timeout=10)  # noqa: S310


@pytest.mark.parametrize("listen", ["nonsense", "localhost:99999", "1:2:x"])
def test_addresses_are_checked(database: str, listen: str) -> None:
    """Wrong usage is one line."""
    done = run(database, "--listen", listen)
    assert done.exit_code == 2
    assert "--listen takes [ADDRESS:]PORT" in done.stderr


# -- the rules -------------------------------------------------------------------------------------------------------

SITUATIONS = """
rule_files: [rules.yml]
evaluation_interval: 1m
tests:
  - interval: 1m
    input_series:
      - {series: 'relationship_engine_up', values: '1x5 0x20'}
      - {series: 'relationship_engine_collected_timestamp_seconds', values: '0+60x4 240x40'}
      - {series: 'relationship_engine_alert{graph="2",alert="nightly_failed",severity="critical"}', values: '0 0 1x30'}
      - {series: 'relationship_engine_alert{alert="database_slow",severity="warning"}', values: '1 1 0 1x30'}
      - {series: 'relationship_engine_alert{graph="1",alert="nightly_started",severity="info"}', values: '1x30'}
    alert_rule_test:
      - {eval_time: 1m, alertname: RelationshipEngineCritical, exp_alerts: []}
      - eval_time: 2m
        alertname: RelationshipEngineCritical
        exp_alerts:
          - exp_labels: {severity: critical, alert: nightly_failed, graph: 2}
            exp_annotations:
              summary: nightly_failed in graph 2
              description: relationship-engine alerts says since when, and what to do.
      - {eval_time: 7m, alertname: RelationshipEngineWarning, exp_alerts: []}
      - eval_time: 8m
        alertname: RelationshipEngineWarning
        exp_alerts:
          - exp_labels: {severity: warning, alert: database_slow}
            exp_annotations:
              summary: database_slow
              description: relationship-engine alerts says since when, and what to do.
      - {eval_time: 10m, alertname: RelationshipEngineUnreachable, exp_alerts: []}
      - eval_time: 11m
        alertname: RelationshipEngineUnreachable
        exp_alerts:
          - exp_labels: {severity: critical}
            exp_annotations:
              summary: The database of relationship-engine does not answer.
              description: Look after the server and the network. Events wait in the application until it is back.
      - {eval_time: 20m, alertname: RelationshipEngineMetricsStale, exp_alerts: []}
      - eval_time: 26m
        alertname: RelationshipEngineMetricsStale
        exp_alerts:
          - exp_labels: {severity: warning}
            exp_annotations:
              summary: The metrics of relationship-engine are old.
              description: Look after the scheduler that runs relationship-engine metrics --output.
  - interval: 1m
    input_series:
      - {series: 'something_else', values: '1x30'}
    alert_rule_test:
      - {eval_time: 14m, alertname: RelationshipEngineMetricsMissing, exp_alerts: []}
      - eval_time: 15m
        alertname: RelationshipEngineMetricsMissing
        exp_alerts:
          - exp_labels: {severity: critical}
            exp_annotations:
              summary: Nobody has read the metrics of relationship-engine for 15 minutes.
              description: Look after what runs relationship-engine metrics, by --listen or by --output.
"""


def test_rules_fire_when_they_should(promtool: Path, tmp_path: Path) -> None:
    """The rules that the command prints, in situations that Prometheus plays through."""
    (tmp_path / "rules.yml").write_text(run(GONE, "--rules").stdout)
    (tmp_path / "situations.yml").write_text(SITUATIONS)
    for words in (("check", "rules", "rules.yml"), ("test", "rules", "situations.yml")):
        done = subprocess.run([promtool, *words], cwd=tmp_path, capture_output=True, text=True, check=False)  # noqa: S603
        assert done.returncode == 0, done.stdout + done.stderr
