"""The commands that read a graph and export it: what they print, for people and for programs."""

import contextlib
import csv
import fcntl
import io
import json
import os
import re
import struct
import subprocess
import sys
import termios
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any
from uuid import uuid4

import networkx as nx
import psycopg
import pytest
from click.testing import CliRunner, Result

from relationship_engine import embeddings, text
from relationship_engine.cli import main

ODD = "Ada <script>alert(1)</script> & \"Co\" \\ 'Lovelace'\x0b"


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """Ada works at Acme, which is part of Globex; she studied in London until 1840."""
    ids = {}
    for title, kind in (
        ("Ada Lovelace", "person"),
        ("Acme", "organization"),
        ("Globex", "organization"),
        ("London", "place"),
        ("Adam Smith", "person"),
        (ODD, "person"),
    ):
        row = connection.execute(
            "INSERT INTO entity (title, type) VALUES (%s, %s) RETURNING id", [title, kind]
        ).fetchone()
        ids[title] = row["id"]
    for source, kind, target, end in (
        ("Ada Lovelace", "works_at", "Acme", None),
        ("Acme", "part_of", "Globex", None),
        ("Ada Lovelace", "studied_in", "London", "1840-01-01"),
        (ODD, "knows", "Ada Lovelace", None),
    ):
        connection.execute(
            "INSERT INTO edge (from_id, to_id, kind, end_date, description) VALUES (%s, %s, %s, %s, 'said so')",
            [ids[source], ids[target], kind, end],
        )
    connection.execute(
        "INSERT INTO raw_events (payload, occurred_at) "
        "VALUES ('{\"content\": \"Ada Lovelace designs engines at Acme.\"}', '2024-05-01')"
    )
    return connection


def invoke(db: psycopg.Connection, *words: str) -> Result:
    """Run a command on the database of a connection."""
    return CliRunner().invoke(main, [*words, "--dsn", db.info.dsn])


def said(db: psycopg.Connection, *words: str) -> str:
    """Return what a command that succeeds prints."""
    done = invoke(db, *words)
    assert done.exit_code == 0, done.output
    return done.stdout


def found(db: psycopg.Connection, *words: str) -> Any:  # noqa: ANN401
    """Return what a command prints as JSON."""
    return json.loads(said(db, *words, "--json"))


def test_ask_prints_facts_entities_and_events(db: psycopg.Connection) -> None:
    """As text, as JSON, and as the context of a prompt."""
    text = said(db, "ask", "Where does Ada Lovelace work?")
    assert "Ada Lovelace works_at Acme" in text
    assert "2024-05-01  Ada Lovelace designs engines at Acme." in text
    assert {row["kind"] for row in found(db, "ask", "Ada Lovelace")} == {"event", "entity", "edge"}
    prompt = said(db, "ask", "Where does Ada Lovelace work?", "--prompt")
    assert prompt.endswith("Question: Where does Ada Lovelace work?\n")
    assert "[" not in prompt
    assert sum(row["tokens"] for row in found(db, "ask", "Ada Lovelace", "--budget", "20")) <= 20
    assert said(db, "ask", "zzz") == "nothing found\n"


def test_ask_uses_the_embeddings_of_events(db: psycopg.Connection) -> None:
    """`embed` serves events too, and the question is embedded by the same model."""
    done = found(db, "embed")
    assert done["embedded"] == 7
    assert db.execute("SELECT count(embedding) AS n FROM event_text").fetchone()["n"] == 1
    rows = found(db, "ask", "machinery")
    assert [row["content"] for row in rows if row["kind"] == "event"] == ["Ada Lovelace designs engines at Acme."]
    assert not [row for row in found(db, "ask", "machinery", "--words-only") if row["kind"] == "event"]


def test_changed_and_failed_events_are_embedded_again(db: psycopg.Connection) -> None:
    """A changed text is due again, and who reports a failure gets it later."""
    found(db, "embed")
    db.execute('UPDATE raw_events SET payload = \'{"content": "She sails."}\'')
    (row,) = db.execute("SELECT * FROM claim_event_embeddings(1)").fetchall()
    assert row["content"] == "She sails."
    assert not db.execute("SELECT * FROM claim_event_embeddings(1)").fetchall()
    db.execute("SELECT fail_event_embeddings(1, %s, 'no', interval '0')", [[row["event_id"]]])
    assert db.execute("SELECT * FROM claim_event_embeddings(1)").fetchall()
    stale = "SELECT store_event_embeddings(1, 'wordllama-256', %s, '{x}', %s) AS n"
    vector = "[" + ",".join(["1"] * 256) + "]"
    assert db.execute(stale, [[row["event_id"]], [vector]]).fetchone()["n"] == 0


def test_embed_prints_the_vector_of_a_text(db: psycopg.Connection) -> None:
    """One documented call for programs in other languages, and the same in Python."""
    vector = json.loads(said(db, "embed", "--text", "hello"))
    assert len(vector) == 256
    assert vector == pytest.approx(embeddings.embed_text("hello"))
    done = CliRunner().invoke(main, ["embed", "--text", "-", "--dsn", db.info.dsn], input="hello")
    assert json.loads(done.stdout) == vector


@pytest.mark.parametrize(
    ("pattern", "titles"),
    [
        ("acme", ["Acme"]),
        ("ada lov", ["Ada Lovelace"]),
        ("lovelace", ["Ada Lovelace", ODD]),
        ("Ada Lovelase", ["Ada Lovelace"]),
        ("nobody at all", []),
        ('"Co" \\', [ODD]),
        ("%", []),
    ],
)
def test_entities_are_found_by_part_of_a_name(db: psycopg.Connection, pattern: str, titles: list[str]) -> None:
    """The title, its beginning, a word of it, or a misspelling."""
    first = [row["title"] for row in found(db, "entities", pattern)][: len(titles) or 1]
    assert sorted(first) == sorted(titles)


def test_names_are_found_without_their_accents_and_with_others(db: psycopg.Connection) -> None:
    """Also in the midst of a name."""
    db.execute("INSERT INTO entity (title, type) VALUES ('José Núñez Müller', 'person')")
    for pattern in ("jose", "nunez", "núñez", "Nuñez", "muller", "JOSÉ NÚÑEZ"):
        assert [row["title"] for row in found(db, "entities", pattern)] == ["José Núñez Müller"], pattern


def test_show_separates_current_from_ended_facts(db: psycopg.Connection) -> None:
    """And lists the events."""
    result = found(db, "show", "Ada Lovelace")
    assert [row["kind"] for row in result["past"]] == ["studied_in"]
    assert {row["kind"] for row in result["facts"]} == {"works_at", "knows"}
    assert [row["content"] for row in result["events"]] == ["Ada Lovelace designs engines at Acme."]
    text = said(db, "show", "ada lov")
    assert text.index("Now") < text.index("works_at") < text.index("Past") < text.index("studied_in")


def test_a_name_of_several_entities_is_not_guessed(db: psycopg.Connection) -> None:
    """The error lists them with their ids; a full name or an id is enough."""
    done = invoke(db, "show", "Ada")
    assert done.exit_code == 1
    assert "Adam Smith" in done.stderr
    assert "Ada Lovelace" in done.stderr
    entity = found(db, "show", "Adam Smith")["entity"]
    assert found(db, "show", entity["id"])["entity"]["title"] == "Adam Smith"
    assert "no entity like" in invoke(db, "show", "qqqq").stderr


def test_edges_are_filtered_and_sorted(db: psycopg.Connection) -> None:
    """By kind, by strength, by what holds now."""
    db.execute("SELECT set_weight(id, 9) FROM edge WHERE kind = 'part_of'")
    assert next(row["kind"] for row in found(db, "edges")) == "part_of"
    assert [row["kind"] for row in found(db, "edges", "--kind", "knows")] == ["knows"]
    assert "studied_in" not in {row["kind"] for row in found(db, "edges", "--current")}
    assert [row["kind"] for row in found(db, "edges", "--min-strength", "0.9")] == ["part_of"]
    assert "works_at" in said(db, "edges")


def test_a_period_holds_its_first_day_and_not_its_last(db: psycopg.Connection) -> None:
    """In all commands as in edge_current: what ends today has ended, and what begins tomorrow is no fact yet."""
    db.execute("UPDATE edge SET end_date = current_date WHERE kind = 'works_at'")
    db.execute("UPDATE edge SET start_date = current_date + 1 WHERE kind = 'part_of'")
    db.execute("UPDATE edge SET start_date = current_date WHERE kind = 'knows'")
    exported = json.loads(said(db, "export", "--format", "json", "--current"))["links"]
    assert [row["kind"] for row in found(db, "edges", "--current")] == ["knows"]
    assert {row["kind"]: row["is_current"] for row in found(db, "edges")} == {
        "knows": True,
        "works_at": False,
        "part_of": False,
        "studied_in": False,
    }
    assert [link["kind"] for link in exported] == ["knows"]
    shown = found(db, "show", "Acme")
    assert [[row["kind"] for row in shown[part]] for part in ("facts", "later", "past")] == [
        [],
        ["part_of"],
        ["works_at"],
    ]
    assert "Later" in said(db, "show", "Acme")


def test_dates_that_python_cannot_hold_are_shown(db: psycopg.Connection) -> None:
    """As the database writes them."""
    db.execute("UPDATE edge SET start_date = '-infinity', end_date = 'infinity' WHERE kind = 'works_at'")
    db.execute("UPDATE edge SET start_date = '0044-03-15 BC' WHERE kind = 'part_of'")
    db.execute("UPDATE raw_events SET occurred_at = 'infinity'")
    assert "infinity" in said(db, "edges")
    assert "0044-03-15 BC" in said(db, "neighbors", "Globex")
    assert "infinity" in said(db, "show", "Ada Lovelace")
    assert {row["start_date"] for row in found(db, "edges", "--kind", "works_at")} == {"-infinity"}
    for form in ("graphml", "dot", "json", "csv", "cypher"):
        assert "works_at" in said(db, "export", "--format", form)


def test_an_upper_bound_without_a_time_includes_its_day(db: psycopg.Connection) -> None:
    """The event is of noon."""
    db.execute("UPDATE raw_events SET occurred_at = '2024-05-01 12:00'")
    for option in ("--until", "--as-of"):
        for bound, events in (("2024-05-01", 1), ("2024-04-30", 0), ("2024-05-01 11:59:59", 0)):
            rows = found(db, "ask", "engines", option, bound)
            assert sum(row["kind"] == "event" for row in rows) == events, (option, bound)


def test_path_is_the_strongest(db: psycopg.Connection) -> None:
    """Not the shortest: a weak direct edge loses against two strong ones."""
    assert [row["kind"] for row in found(db, "path", "Ada Lovelace", "Globex")] == ["works_at", "part_of"]
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind, confidence) SELECT a.id, b.id, 'heard_of', 0.05 "
        "FROM entity a, entity b WHERE a.title = 'Ada Lovelace' AND b.title = 'Globex'"
    )
    assert [row["kind"] for row in found(db, "path", "Globex", "Ada Lovelace")] == ["part_of", "works_at"]
    assert [row["kind"] for row in found(db, "path", "Globex", "Ada Lovelace", "--hops", "1")] == ["heard_of"]
    assert "no path" in said(db, "path", "Ada Lovelace", "Adam Smith")


def test_explain_and_history_take_names(db: psycopg.Connection) -> None:
    """And explain still takes the id of an edge."""
    result = found(db, "explain", "Ada Lovelace", "works_at", "Acme")
    assert result["edge"]["kind"] == "works_at"
    edge = db.execute("SELECT id FROM edge WHERE kind = 'works_at'").fetchone()["id"]
    assert found(db, "explain", str(edge)) == result
    assert invoke(db, "explain", "Ada Lovelace", "works_at").exit_code == 2
    db.execute("CALL run_nightly(1, false, current_date + 3, p_simulate => true)")
    rows = found(db, "history", "Acme", "part_of", "Globex", "--nights", "3")
    assert [round(row["weight"], 4) for row in rows] == [1, 0.99, 0.9801, 0.9703]
    assert "█" in said(db, "history", "Acme", "part_of", "Globex")


@pytest.mark.parametrize("command", ["explain", "history"])
def test_an_edge_that_is_not_there_is_named_by_its_ends(db: psycopg.Connection, command: str) -> None:
    """By their titles, with the command that tells why."""
    result = invoke(db, command, "ada lovelace", "owns", "Acme")
    assert result.exit_code == 1
    assert "there is no edge Ada Lovelace owns Acme" in result.output
    assert "why-not 'Ada Lovelace' Acme owns" in result.output


@pytest.mark.parametrize("around", [None, "Acme"])
def test_an_export_contains_the_whole_graph(db: psycopg.Connection, around: str | None) -> None:
    """Read back by networkx, Graphviz and csv, whatever stands in a title."""
    words = ["export", *(["--around", around, "--hops", "1"] if around else [])]
    read = {row["id"]: row["title"] for row in db.execute("SELECT id::text AS id, title FROM entity").fetchall()}
    kinds = {"works_at", "part_of"} if around else {"works_at", "part_of", "studied_in", "knows"}

    graph = nx.parse_graphml(said(db, *words, "--format", "graphml"), force_multigraph=True)
    assert {data["kind"] for _, _, data in graph.edges(data=True)} == kinds
    for node, data in graph.nodes(data=True):
        assert data["title"] == read[node].replace("\x0b", "")
    assert len(graph) == (3 if around else 6)
    assert all(isinstance(data["strength"], float) for _, _, data in graph.edges(data=True))

    linked = nx.node_link_graph(json.loads(said(db, *words, "--format", "json")), edges="links")
    assert set(linked) == set(graph)
    assert {data["kind"] for _, _, data in linked.edges(data=True)} == kinds

    rows = list(csv.DictReader(io.StringIO(said(db, *words, "--format", "csv"))))
    assert {row["kind"] for row in rows} == kinds
    assert all(read[row["from_id"]] == row["from_title"] for row in rows)

    cypher = said(db, *words, "--format", "cypher")
    assert cypher.count("CREATE (:Entity") == len(graph)
    assert cypher.count("]->(b);") == len(kinds)

    assert said(db, *words, "--format", "dot").count(" -> ") == len(kinds)


def test_graphviz_reads_the_export(db: psycopg.Connection) -> None:
    """Where it is installed."""
    import shutil  # noqa: PLC0415

    program = shutil.which("dot")
    if program is None:
        pytest.skip("Graphviz is not installed")
    done = subprocess.run(  # noqa: S603
        [program, "-Tsvg"], input=said(db, "export", "--format", "dot"), capture_output=True, text=True, check=True
    )
    titles = {element.text for element in ET.fromstring(done.stdout).iter("{http://www.w3.org/2000/svg}text")}  # noqa: S314
    assert {"Ada Lovelace", ODD.replace("\x0b", ""), "works_at"} <= titles


def test_an_export_is_as_of_a_date(db: psycopg.Connection) -> None:
    """Edges that had ended or had not begun are left out."""
    kinds = {link["kind"] for link in json.loads(said(db, "export", "--format", "json", "--current"))["links"]}
    assert "studied_in" not in kinds
    old = json.loads(said(db, "export", "--format", "json", "--as-of", "1839-01-01"))
    assert "studied_in" in {link["kind"] for link in old["links"]}


def test_an_export_never_holds_the_graph_in_memory(db: psycopg.Connection) -> None:
    """Rows are fetched by a cursor of the server."""
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, 'k' || n FROM entity a, entity b, "
        "generate_series(1, 500) n WHERE a.id <> b.id"
    )
    import tracemalloc  # noqa: PLC0415

    from relationship_engine import database, export  # noqa: PLC0415

    class Nowhere(io.TextIOBase):
        """Forgets what it is given."""

        def write(self, text: str) -> int:
            """Count."""
            return len(text)

    with database.connect(db.info.dsn) as connection:
        tracemalloc.start()
        export.write(connection, "graphml", Nowhere(), graph_id=1, ids=None, current=False, on="2024-01-01", as_of=None)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 6_000_000


def test_help_lists_commands_under_headings(db: psycopg.Connection) -> None:
    """None is lost, and each stands once."""
    text = said(db, "--help")
    for heading in ("Read", "Run", "Tune", "Roll out", "Operate"):
        assert f"\n{heading}:" in text
    for name in main.commands:
        assert text.count(f"\n  {name} ") == 1, name


@pytest.mark.parametrize(
    "command",
    ["ask x", "entities", "show x", "neighbors x", "edges", "path x y", "history x k y", "duplicates", "export"],
)
def test_an_unknown_graph_is_reported(db: psycopg.Connection, command: str) -> None:
    """In one line: it is no empty one."""
    done = invoke(db, *command.split(), "--graph", str(uuid4().int % 10**6 + 100))
    assert done.exit_code == 1
    assert done.stdout == ""
    assert "there is no graph" in done.stderr


def on_terminal(db: psycopg.Connection, columns: int, *words: str, **variables: str) -> str:
    """Return what a command prints on a terminal of some width."""
    controller, terminal = os.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    program = Path(sys.executable).with_name("relationship-engine")
    environment = {name: value for name, value in os.environ.items() if name not in {"COLUMNS", "NO_COLOR"}} | variables
    with subprocess.Popen(  # noqa: S603 - our own program
        [program, *words, "--dsn", db.info.dsn], stdin=terminal, stdout=terminal, stderr=terminal, env=environment
    ) as process:
        os.close(terminal)
        printed = b""
        with contextlib.suppress(OSError):  # Linux reports the end of a terminal as an error
            while part := os.read(controller, 65536):
                printed += part
    os.close(controller)
    assert process.returncode == 0, printed
    return printed.decode().replace("\r\n", "\n")


def test_a_terminal_gets_styles_and_tables_of_its_width(db: psycopg.Connection) -> None:
    """What is no terminal gets whole texts without styles; an escape sequence in a title reaches neither."""
    long = "Grace \x1b[31m" + " of a name" * 12
    db.execute("INSERT INTO entity (title, type) VALUES (%s, 'person')", [long])
    narrow = on_terminal(db, 80, "entities", "Grace")
    plain = re.sub(r"\x1b\[\d*m", "", narrow)
    assert "\x1b[2m" in narrow
    assert "\x1b[31m" not in narrow
    assert max(map(len, plain.splitlines())) <= 80
    assert "…" in plain
    whole = said(db, "entities", "Grace")
    assert "of a name" * 2 not in plain
    assert "of a name of a name of a name" in whole
    assert "\x1b" not in whole
    assert "\x1b[1mAda Lovelace\x1b[0m" in on_terminal(db, 60, "show", "Ada Lovelace")
    assert said(db, "show", "Ada Lovelace").startswith("Ada Lovelace (person)\n")
    assert "\x1b" not in on_terminal(db, 60, "show", "Ada Lovelace", NO_COLOR="1")


def test_wide_letters_take_two_columns(db: psycopg.Connection) -> None:
    """The columns of a table stand in line, and fit the terminal; a mark takes none."""
    titles = ["田中太郎", "e\u0301" * 4, "東京都" * 30]
    db.execute("INSERT INTO entity (title, type) SELECT unnest(%s::text[]), 'wide'", [titles])
    narrow = on_terminal(db, 80, "entities", NO_COLOR="1").splitlines()
    wide = [line for line in narrow if "wide" in line]
    assert len(wide) == 3
    assert {text.columns(line[: line.index("wide")]) for line in wide} == {narrow[0].index("type")}
    assert max(map(text.columns, narrow)) <= 80
    assert [text.cut("東京都", room) for room in (6, 5, 4, 3)] == ["東京都", "東京…", "東…", "東…"]
