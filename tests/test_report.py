"""The page of a graph, in a real browser: it loads without network, draws, filters, slides and escapes."""

import http.client
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import psycopg
import pytest
from click.testing import CliRunner

import servers
from conftest import connect, janitor
from relationship_engine import report, serve
from relationship_engine.cli import main

# Objects of Playwright, which may be missing.
View: TypeAlias = Any
CHROMIUM = shutil.which("chromium")
TITLE = "</script><script>document.title = 'owned'</script><b>bold</b>"
NIGHTS = 4


@dataclass
class Filled:
    """A database, and the weights of its live edges by id after each of its nights."""

    uri: str
    weights: list[dict[str, float]]


@pytest.fixture(scope="module")
def filled(server: servers.Server, template: str) -> Iterator[Filled]:
    """A graph of 40 entities that passed 4 nights, with 39 edges from the first night on and 39 more from the third.

    One edge of each 39 is too weak for a night. The first of the two came back in the end; the graph is in a roll-out.
    """
    with janitor(server, "re_report", template):
        uri = server.uri("re_report")
        with connect(uri) as connection:
            yield Filled(uri, list(_fill(connection)))


def _fill(connection: psycopg.Connection) -> Iterator[dict[str, float]]:
    """Fill the graph, and give the weights of its live edges after each night."""
    connection.execute("SET search_path = relationship_engine, public")
    connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = 1")
    connection.execute(
        "INSERT INTO raw_events (id, payload, occurred_at) VALUES "
        "(md5('event')::uuid, jsonb_build_object('content', 'They met in Paris. ' || %s::text), '2020-02-03')",
        [TITLE],
    )
    connection.execute(
        "INSERT INTO entity (title, type, summary) SELECT CASE WHEN n = 1 THEN %s ELSE 'entity ' || n END, "
        "'type ' || n %% 3, 'number ' || n FROM generate_series(1, 40) n",
        [TITLE],
    )
    learn = (
        "SELECT learn(1, ARRAY(SELECT candidate(a.id, b.id, %s, 'alpha', 'one', 0.9, p_gain => CASE "
        "WHEN b.title = 'entity 3' THEN 0.101 ELSE 1 END, p_event_id => md5('event')::uuid) "
        "FROM entity a, entity b WHERE a.title = %s AND b.title <> a.title))"
    )
    connection.execute(learn, ["knows", TITLE])
    for night in range(1, NIGHTS + 1):
        if night == 3:
            connection.execute(learn, ["likes", "entity 2"])
        connection.execute("CALL run_nightly(1, false, current_date + %s, p_simulate => true)", [night])
        yield {str(row["id"]): row["weight"] for row in connection.execute("SELECT id, weight FROM edge")}
    connection.execute(
        "SELECT learn(1, ARRAY(SELECT candidate(e.from_id, e.to_id, e.kind, 'alpha', 'back', 0.9) "
        "FROM edge_store e WHERE e.pruned_by_run IS NOT NULL AND e.kind = 'knows'))"
    )
    connection.execute("SELECT rollout_advance(1)")


@pytest.fixture(scope="module")
def chromium() -> Iterator[View]:
    """A browser."""
    playwright = pytest.importorskip("playwright.sync_api")
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@contextmanager
def visit(chromium: View, *, offline: bool = False) -> Iterator[tuple[View, list[str]]]:
    """A page of the browser, and what went wrong in it."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, offline=offline)
    view = context.new_page()
    errors: list[str] = []
    view.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    view.on("pageerror", lambda error: errors.append(str(error)))
    yield view, errors
    context.close()


@pytest.fixture(scope="module")
def opened(
    filled: Filled,
    tmp_path_factory: pytest.TempPathFactory,
    chromium: View,
) -> Iterator[tuple[View, list[str]]]:
    """The page of that graph, opened from disk without a network, and the errors of its console."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    done = CliRunner().invoke(main, ["report", str(file), "--dsn", filled.uri])
    assert done.exit_code == 0, done.output
    with visit(chromium, offline=True) as (page, errors):
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        yield page, errors
        page.screenshot(path=str(file.with_suffix(".png")), full_page=True)


@pytest.fixture
def page(opened: tuple[View, list[str]]) -> Iterator[View]:
    """The page with its controls as they were in the beginning; the test fails where the console has an error."""
    view, errors = opened
    view.evaluate(
        "document.querySelectorAll('#controls input[type=search], #kind, #strategy').forEach(i => i.value = '')"
    )
    view.evaluate("get('strength').value = 0; get('night').value = NOW; filter(); choose(null)")
    yield view
    assert errors == []


def shown(page: View) -> int:
    """How many edges the page says that it shows, once the last input has been drawn."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return int(page.locator("#shown").inner_text().split()[0])


def until(page: View, condition: str) -> None:
    """Wait until a condition holds, some seconds at most; Playwright's own way would evaluate texts within the page."""
    frame = "await new Promise(requestAnimationFrame)"
    assert page.evaluate(
        f"(async () => {{ for (let n = 0; n < 300 && !({condition}); n++) {frame}; return {condition}; }})()"
    )


def test_the_page_draws_the_graph(page: View) -> None:
    """With all live edges, their figures at its head, and a table of the strongest."""
    assert page.title() == "Graph default"
    drawn = page.evaluate(
        "[...document.querySelector('#graph canvas').getContext('2d').getImageData(0, 0, 500, 500).data].some(v => v)"
    )
    assert drawn
    assert shown(page) == 77
    assert page.locator("#tiles").inner_text().splitlines()[:2] == ["Entities", "40"]
    assert page.locator("#edges tbody tr").count() == 77


def test_texts_stay_texts(page: View) -> None:
    """A title with markup is shown as it is written: in tables, in the panel and in tooltips."""
    assert TITLE in page.locator("#edges tbody").inner_text()
    page.evaluate("choose(data.nodes.find(node => node.summary === 'number 1').id)")
    assert page.locator("#details h3").inner_text() == TITLE
    assert page.locator("#details b, #graph b, #edges b").count() == 0
    assert page.evaluate("graph.nodeLabel()(shapes.find(shape => shape.label.includes('bold'))).children.length") == 0


def test_filters_narrow_the_drawing_and_the_table(page: View) -> None:
    """By kind, strategy, strength, type and text."""
    page.select_option("#kind", "likes")
    assert shown(page) == 38
    assert page.locator("#edges tbody tr").count() == 38
    page.select_option("#strategy", "alpha")
    assert shown(page) == 38
    page.locator("#strength").fill("0.99")
    assert shown(page) == 0
    assert page.locator("#empty").is_visible()
    page.locator("#strength").fill("0")
    page.locator("#legend button").first.click()
    assert 0 < shown(page) < 38
    page.locator("#legend button").first.click()
    page.locator("#find").fill("ENTITY 17")
    assert shown(page) == 38
    assert page.locator("#edges tbody tr").count() == 1
    assert "entity 17" in page.locator("#details").inner_text()
    page.locator("#find").press("Enter")
    assert page.locator("#details h3").inner_text() == "entity 17"


def test_the_slider_shows_each_night_as_it_was(page: View, filled: Filled) -> None:
    """The weights, and which edges there were: also those that have been pruned since, or were not found yet."""
    for night, weights in enumerate(filled.weights):
        page.locator("#night").fill(str(night))
        assert shown(page) == len(weights)
        drawn = page.evaluate(
            "Object.fromEntries(data.edges.filter(edge => edge.now !== null).map(edge => [edge.id, edge.weightNow]))"
        )
        assert drawn == pytest.approx(weights, rel=1e-3)
    assert [len(weights) for weights in filled.weights] == [38, 38, 76, 76]


def test_a_click_shows_facts_and_evidence(page: View) -> None:
    """From a row of the table, by the keyboard: the entity, its facts, then the evidence and the weights of one."""
    page.locator("#edges tbody button", has_text="entity 17").first.press("Enter")
    assert "Facts now (2)" in page.locator("#details").inner_text()
    page.locator("#details li button", has_text="knows").first.press("Enter")
    text = page.locator("#details").inner_text()
    assert "They met in Paris." in text
    assert "2020-02-03 · alpha" in text
    assert page.locator("#details canvas").get_attribute("aria-label").startswith("From ")
    page.keyboard.press("Escape")
    assert page.locator("#details h3").inner_text() == "What matters most"


def test_the_drawing_answers_a_click(page: View) -> None:
    """On an entity, once the drawing has come to rest after what was done before."""
    place = page.evaluate(
        "(async () => { const place = () => graph.graph2ScreenCoords(shapes[0].x, shapes[0].y);"
        " for (let n = 0, still = 0, last = place(); n < 900 && still < 30; n++, last = place()) {"
        " await new Promise(requestAnimationFrame);"
        " still = Math.hypot(place().x - last.x, place().y - last.y) < 0.1 ? still + 1 : 0; }"
        " return place(); })()"
    )
    box = page.locator("#graph").bounding_box()
    page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
    until(page, "hovered === shapes[0]")
    page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
    until(page, "selected === shapes[0].id")


def test_charts_gates_and_prunings_are_there(page: View) -> None:
    """Each chart with its figures in a table; the phase of the roll-out; what was pruned, and what came back."""
    until(page, "drawnCharts.length > 0")
    assert page.evaluate("drawnCharts.length") == page.locator("#charts figure").count() >= 6
    assert page.locator("#charts figure table").count() == page.locator("#charts figure").count()
    assert page.locator("#phases [aria-current]").inner_text() == "preparation"
    assert "entities" in page.locator("#gates").inner_text()
    back, gone = page.locator("#pruned-section .columns > div").all()
    assert f"{TITLE} knows entity 3" in back.inner_text()
    assert "entity 2 likes entity 3" in gone.inner_text()


CIRCLES = 6
FRIENDS = 8


@pytest.fixture
def circles(filled: Filled) -> Iterator[str]:
    """The page of a graph of circles of friends, each joined to the next by one edge: ten are drawn one by one."""
    with connect(filled.uri) as connection:
        connection.execute("SET search_path = relationship_engine, public")
        graph_id = connection.execute("SELECT create_graph('circles') AS id").fetchone()["id"]
        connection.execute("UPDATE strategy_setting SET mode = 'off' WHERE graph_id = %s", [graph_id])
        connection.execute(
            "INSERT INTO entity (graph_id, title, type) SELECT %s, format('friend %%s of circle %%s', f, c), 'person' "
            "FROM generate_series(1, %s) c, generate_series(1, %s) f",
            [graph_id, CIRCLES, FRIENDS],
        )
        connection.execute(
            "WITH friend AS (SELECT id, split_part(title, ' ', 2)::integer AS f, split_part(title, ' ', 5)::integer AS c "
            "FROM entity WHERE graph_id = %(graph)s) "
            "SELECT learn(%(graph)s, ARRAY(SELECT candidate(a.id, b.id, 'knows', 'alpha', 'one', 0.9) "
            "FROM friend a JOIN friend b ON a.c = b.c AND a.f < b.f "
            "OR a.f = 1 AND b.f = 2 AND b.c = a.c %% %(circles)s + 1))",
            {"graph": graph_id, "circles": CIRCLES},
        )
        yield report.page(connection, graph_id, entities=10, edges=5)
        connection.execute("SELECT delete_graph(%s, 'circles')", [graph_id])


def drawn(page: View, condition: str) -> list[str]:
    """The labels of what is drawn and meets a condition."""
    page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return list(page.evaluate(f"shapes.filter(shape => shape.isVisible && {condition}).map(shape => shape.label)"))


def test_a_large_graph_is_drawn_by_its_communities(circles: str, chromium: View) -> None:
    """Each opens on a click and closes again; what is left out is said; a search finds what a closed one holds."""
    assert f"{CIRCLES * FRIENDS - 10} entities with weaker edges are drawn in their communities" in circles
    with visit(chromium) as (page, errors):
        page.set_content(circles)
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        assert len(drawn(page, "shape.community")) == CIRCLES
        assert drawn(page, "!shape.community") == []
        members = page.evaluate("communities.map(one => one.members.map(place => entities[place].title.split(' ')[4]))")
        assert all(len(names) == FRIENDS and len(set(names)) == 1 for names in members)

        page.wait_for_selector("html[data-settled]", timeout=20_000)
        place = page.evaluate("(({x, y}) => graph.graph2ScreenCoords(x, y))(shapeOf.get(communities[0].id))")
        box = page.locator("#graph").bounding_box()
        page.mouse.move(box["x"] + place["x"], box["y"] + place["y"])
        until(page, "hovered?.community === communities[0]")
        page.mouse.click(box["x"] + place["x"], box["y"] + place["y"])
        until(page, "communities[0].isOpen")
        assert len(drawn(page, "shape.community")) == CIRCLES - 1
        assert {name.split()[4] for name in drawn(page, "!shape.community")} == {members[0][0]}
        page.get_by_role("button", name="Close it").press("Enter")
        assert len(drawn(page, "shape.community")) == CIRCLES

        hidden = page.evaluate("entities.at(-1).title")
        page.locator("#find").fill(hidden)
        until(page, "emphasized?.has(communityOf.get(entities.at(-1).id).id)")
        page.locator("#find").press("Enter")
        assert page.locator("#details h3").inner_text() == hidden
        assert hidden in drawn(page, "!shape.community")
        assert f"Further neighbours ({FRIENDS - 1})" in page.locator("#details").inner_text()
        # it stays in view while the layout moves it, until somebody moves the drawing
        page.evaluate("delete document.documentElement.dataset.settled")
        page.wait_for_selector("html[data-settled]", timeout=20_000)
        far = "(({x, y}) => Math.hypot(x - graph.width() / 2, y - graph.height() / 2))"
        spot = "graph.graph2ScreenCoords(shapeOf.get(selected).x, shapeOf.get(selected).y)"
        assert page.evaluate(f"{far}({spot})") < 20
        page.mouse.move(box["x"] + 30, box["y"] + 300)
        page.mouse.wheel(0, 100)
        until(page, "followed === null")

        page.locator("#communities").uncheck()
        assert drawn(page, "shape.community") == []
        assert page.evaluate("shapes.length") == 10
        assert errors == []


@pytest.fixture
def served(filled: Filled) -> Iterator[serve.Server]:
    """The server of that graph."""
    with serve.Server(0, filled.uri, 1, entities=100, edges=100) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def ask(server: serve.Server, path: str, method: str = "GET", host: str | None = None) -> tuple[int, str]:
    """The status and the text of an answer."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
    connection.request(method, path, headers={"Host": host or f"127.0.0.1:{server.server_port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_the_server_answers_only_its_own_name_and_only_reads(served: serve.Server) -> None:
    """A foreign name that resolves to this machine, a method that could write and an unknown graph are refused."""
    assert ask(served, "/")[0] == 200
    assert ask(served, "/", host="attacker.example")[0] == 421
    assert ask(served, "/", host="127.0.0.1:1")[0] == 421
    assert ask(served, "/", "POST")[0] == 501
    assert ask(served, "/elsewhere")[0] == 404
    assert ask(served, "/?graph=99") == (404, "there is no graph 99\n")
    assert ask(served, "/?graph=one")[0] == 400
    assert ask(served, "/", "HEAD") == (200, "")


def test_the_served_page_tells_that_the_graph_has_changed(served: serve.Server, filled: Filled, chromium: View) -> None:
    """And shows it as it is then when asked to."""
    with visit(chromium) as (page, errors), connect(filled.uri) as connection:
        page.goto(served.url)
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        assert page.locator("#changed").is_hidden()
        connection.execute("CALL relationship_engine.run_nightly(1, p_night => current_date + 5, p_simulate => true)")
        page.wait_for_selector("#changed:not([hidden])", timeout=20_000)
        page.locator("#reload").click()
        page.wait_for_selector("html[data-ready]", timeout=20_000)
        assert page.locator("#changed").is_hidden()
        assert errors == []


def test_a_port_that_is_taken_is_named(served: serve.Server, filled: Filled) -> None:
    """With what to do."""
    done = CliRunner().invoke(main, ["serve", "--port", str(served.server_port), "--dsn", filled.uri])
    assert done.exit_code == 1
    assert f"cannot listen on 127.0.0.1:{served.server_port}" in done.output
