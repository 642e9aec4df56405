"""The page of a graph, in a real browser: it loads without network, draws, filters and escapes."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from relationship_engine.cli import main

CHROMIUM = shutil.which("chromium")
TITLE = "</script><script>document.title = 'owned'</script>"


@pytest.fixture
def page(connection: psycopg.Connection, tmp_path: Path) -> Iterator[tuple[Any, list[str]]]:
    """The page of a graph of 40 entities, opened, and the errors of its console."""
    connection.execute(
        "INSERT INTO entity (title, type) SELECT CASE WHEN n = 1 THEN %s ELSE 'entity ' || n END, 'type ' || n %% 3 "
        "FROM generate_series(1, 40) n",
        [TITLE],
    )
    connection.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, CASE WHEN a.title < b.title THEN 'knows' "
        "ELSE 'likes' END FROM entity a JOIN entity b ON a.id <> b.id AND (a.title = %s OR a.title = 'entity 2')",
        [TITLE],
    )
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1")
    for night in (1, 2, 3):
        connection.execute("CALL run_nightly(1, false, current_date + %s, p_simulate => true)", [night])
    file = tmp_path / "report.html"
    done = CliRunner().invoke(main, ["report", str(file), "--dsn", connection.info.dsn])
    assert done.exit_code == 0, done.output
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(offline=True, viewport={"width": 1400, "height": 1000})
        opened = context.new_page()
        errors: list[str] = []
        opened.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(file.as_uri())
        opened.wait_for_selector("html[data-ready]", timeout=20_000)
        yield opened, errors
        opened.screenshot(path=str(tmp_path / "report.png"))
        browser.close()


def test_the_page_draws_filters_and_escapes(page: tuple[Any, list[str]]) -> None:
    """Without an error in the console, and without running what a title says."""
    opened, errors = page
    assert opened.title() == "Graph default"
    assert opened.locator("#graph canvas").count() > 0
    assert opened.locator("#shown").inner_text() == "78 of 78 edges are shown."
    assert opened.locator("#edges tbody tr").count() == 78
    assert TITLE in opened.locator("#edges tbody").inner_text()
    opened.select_option("#kind", "likes")
    likes = opened.locator("#shown").inner_text()
    assert likes != "78 of 78 edges are shown."
    opened.locator("#strength").fill("1")
    assert opened.locator("#shown").inner_text() == "0 of 78 edges are shown."
    opened.locator("#strength").fill("0")
    before = opened.locator("#night-value").inner_text()
    opened.locator("#night").fill("0")
    assert opened.locator("#night-value").inner_text() != before
    opened.locator("#find").fill("entity 2")
    opened.locator("#find").dispatch_event("change")
    assert opened.locator("#details h3").inner_text() == "entity 2"
    assert errors == []
