"""Known names in the text of an event become mentions, so that an entity that comes up again fires again."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest


def add(connection: psycopg.Connection, title: str, *aliases: object, kind: str = "thing") -> UUID:
    """Insert an entity."""
    row = connection.execute(
        "INSERT INTO entity (title, type, metadata) VALUES (%s, %s, %s) RETURNING id",
        [title, kind, json.dumps({"aliases": aliases})],
    ).fetchone()
    assert row is not None
    return row["id"]


def say(connection: psycopg.Connection, text: str) -> UUID:
    """Insert an event."""
    event = uuid4()
    connection.execute("INSERT INTO raw_events (id, payload) VALUES (%s, %s)", [event, json.dumps({"content": text})])
    return event


def mentioned(connection: psycopg.Connection, event: UUID, origin: str = "text") -> list[str]:
    """Return the titles of the entities that an event mentions."""
    rows = connection.execute(
        "SELECT e.title FROM mention m JOIN entity e ON e.graph_id = m.graph_id AND e.id = m.entity_id "
        "WHERE m.event_id = %s AND m.origin = %s ORDER BY 1",
        [event, origin],
    )
    return [row["title"] for row in rows]


def failures(connection: psycopg.Connection) -> list[dict[str, Any]]:
    """Return the runs that failed."""
    return connection.execute("SELECT error FROM run WHERE status = 'failed'").fetchall()


@pytest.fixture
def graph(connection: psycopg.Connection) -> psycopg.Connection:
    """Some entities, as a project's memory has them."""
    add(connection, "Ada Lovelace", "Countess of Lovelace", "Lovelace", "McAda")
    add(connection, "Analytical Engine")
    add(connection, "Bank of Italy")
    add(connection, "Bank of Italy Museum")
    add(connection, "Windows")
    add(connection, "iMac")
    add(connection, "pandas")
    add(connection, "IT")
    add(connection, "Will")
    add(connection, "Initech, Inc.")
    add(connection, "United States")
    add(connection, "1984")
    add(connection, "X")
    return connection


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ada Lovelace wrote programs for the Analytical Engine.", ["Ada Lovelace", "Analytical Engine"]),
        ("ADA LOVELACE met ada lovelace", ["Ada Lovelace"]),
        ("The Countess of Lovelace, or Lovelace for short, smiled.", ["Ada Lovelace"]),
        ("Lovelace's notes", ["Ada Lovelace"]),
        ("McAda it was.", ["Ada Lovelace"]),
        ("She visited the Bank of Italy Museum.", ["Bank of Italy Museum"]),
        ("She visited the Bank of Italy. Museum and park came after.", ["Bank of Italy"]),
        ("The Bank of Italy owns the Bank of Italy Museum.", ["Bank of Italy", "Bank of Italy Museum"]),
        ("Initech hired her.", ["Initech, Inc."]),
        ("the U.S. market", ["United States"]),
        ("She runs Windows.", ["Windows"]),
        ("WINDOWS it is", ["Windows"]),
        ("Her iMac runs pandas.", ["iMac", "pandas"]),
        # what is no name
        ("The windows were open.", []),
        ("The windows of her house look onto Windows, she jokes.", ["Windows"]),
        ("It will be good for it.", []),
        ("Will it? IT!", ["IT"]),
        ("In 1984 X was seen.", ["X"]),
        ("In 1984 x was seen, by John X. Smith.", []),
        ("Windowsill, Lovelacean, a Banker of Italy", []),
        ("", []),
    ],
)
def test_names_in_a_text_are_found(graph: psycopg.Connection, text: str, found: list[str]) -> None:
    """Title or alias, whole words, the longest name, never a common word."""
    assert mentioned(graph, say(graph, text)) == found
    assert failures(graph) == []


def test_an_ambiguous_name_mentions_no_entity(graph: psycopg.Connection) -> None:
    """Except the entity whose title it is, where the others have it only as an alias."""
    add(graph, "Ada Byron", "Lovelace")
    add(graph, "Sam", kind="person")
    add(graph, "Sam", kind="project")
    add(graph, "Samantha", "Sam Altair")
    add(graph, "Sam Altair")
    assert mentioned(graph, say(graph, "Lovelace met Sam.")) == []
    assert mentioned(graph, say(graph, "She met Sam Altair.")) == ["Sam Altair"]


def test_a_title_counts_for_more_than_many_aliases(graph: psycopg.Connection) -> None:
    """Of 21 entities with the name, the one that has it as its title is mentioned."""
    for number in range(20):
        add(graph, f"Member {number}", "Board Member")
    add(graph, "Board Member")
    assert mentioned(graph, say(graph, "A Board Member spoke.")) == ["Board Member"]


def test_the_mentions_of_the_application_are_never_doubled(graph: psycopg.Connection) -> None:
    """Whoever comes first: there is one row, and it is the application's."""
    ada = graph.execute("SELECT id FROM entity WHERE title = 'Ada Lovelace'").fetchone()
    assert ada is not None
    first = say(graph, "Ada Lovelace wrote.")
    assert mentioned(graph, first) == ["Ada Lovelace"]
    graph.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", [first, ada["id"]])
    second = uuid4()
    graph.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", [second, ada["id"]])
    graph.execute(
        "INSERT INTO raw_events (id, payload) VALUES (%s, %s)", [second, json.dumps({"content": "Ada Lovelace read."})]
    )
    for event in (first, second):
        assert mentioned(graph, event) == []
        assert mentioned(graph, event, "application") == ["Ada Lovelace"]
    graph.execute("CALL run_nightly()")
    assert graph.execute("SELECT link_mentions(1, ARRAY(SELECT id FROM raw_events)) AS n").fetchone() == {"n": 0}


def weight(connection: psycopg.Connection, kind: str) -> float:
    """Return the weight of the one edge of a kind."""
    (row,) = connection.execute("SELECT weight FROM edge WHERE kind = %s", [kind]).fetchall()
    return round(float(row["weight"]), 9)


def test_an_entity_that_comes_up_again_strengthens_its_edges(connection: psycopg.Connection) -> None:
    """Each event that names the role is one more observation; the same event, read again, is none."""
    add(connection, "Acme", kind="organization")
    add(connection, "CEO at Acme", kind="role")
    assert weight(connection, "role_at") == 1
    event = say(connection, "The CEO at Acme resigned.")
    assert mentioned(connection, event) == ["Acme", "CEO at Acme"]
    assert weight(connection, "role_at") == 2
    say(connection, "A new CEO at Acme was found.")
    assert weight(connection, "role_at") == 3
    connection.execute("SELECT link_mentions(1, %s)", [[event]])
    connection.execute("SELECT run_on_demand()")
    connection.execute("CALL run_nightly()")
    assert weight(connection, "role_at") == 3
    say(connection, "Acme had a good year.")
    assert weight(connection, "role_at") == 3


def test_a_text_that_changes(connection: psycopg.Connection) -> None:
    """It is read anew at once: its mentions are those of the new text, and what that says is found."""
    for title in ("Alpha", "Beta", "Gamma"):
        add(connection, title, kind="project")
    event, other = (say(connection, "Alpha depends on Beta.") for _ in range(2))
    connection.execute(
        "INSERT INTO mention (event_id, entity_id) SELECT %s, id FROM entity WHERE title = 'Beta'", [event]
    )
    connection.execute("UPDATE raw_events SET payload = payload || '{\"seen\": true}', status = 'processed'")
    runs = connection.execute("SELECT count(*) AS n FROM run").fetchone()
    connection.execute("UPDATE raw_events SET status = 'pending_processing'")
    assert connection.execute("SELECT count(*) AS n FROM run").fetchone() == runs
    connection.execute(
        'UPDATE raw_events SET payload = CASE WHEN id = %s THEN \'{"content": "Gamma belongs to Alpha."}\' ELSE payload END',
        [event],
    )
    assert mentioned(connection, event) == ["Alpha", "Gamma"]
    assert mentioned(connection, event, "application") == ["Beta"]
    assert mentioned(connection, other) == ["Alpha", "Beta"]
    found = "SELECT f.title AS f, e.kind, t.title AS t, e.weight FROM edge e JOIN entity f ON f.id = e.from_id JOIN entity t ON t.id = e.to_id"
    edges = {(row["f"], row["kind"], row["t"]): row["weight"] for row in connection.execute(found)}
    assert edges == {("Alpha", "depends_on", "Beta"): 1.0, ("Gamma", "part_of", "Alpha"): 1.0}
    connection.execute("UPDATE raw_events SET payload = '{}' WHERE id = %s", [event])
    assert mentioned(connection, event) == []
    assert failures(connection) == []


@pytest.mark.parametrize("full_scan", [False, True])
def test_a_text_that_changes_while_nobody_looks(graph: psycopg.Connection, *, full_scan: bool) -> None:
    """The next night has the mentions of the new text, and reads what it states; a full scan however long ago it was."""
    event = say(graph, "Ada Lovelace was there.")
    graph.execute("CALL run_nightly()")
    graph.execute("UPDATE graph SET mode = 'off' WHERE id = 1")
    graph.execute(
        'UPDATE raw_events SET payload = \'{"content": "Pandas is based on Analytical Engine."}\', '
        "created_at = now() - interval '9 days'"
    )
    graph.execute("UPDATE graph SET mode = 'active' WHERE id = 1")
    if full_scan:
        graph.execute("UPDATE raw_events SET changed_at = now() - interval '9 days'")
        graph.execute("UPDATE mention SET created_at = now() - interval '19 days'")
    graph.execute("CALL run_nightly(1, %s, current_date + 1, true)", [full_scan])
    assert mentioned(graph, event) == ["Analytical Engine", "pandas"]
    assert graph.execute("SELECT kind FROM edge WHERE strategies = '{pattern}'").fetchall() == [{"kind": "based_on"}]
    linked = graph.execute("SELECT created_at FROM mention").fetchall()
    graph.execute("CALL run_nightly(1, %s, current_date + 2, true)", [full_scan])
    assert graph.execute("SELECT created_at FROM mention").fetchall() == linked
    assert failures(graph) == []


def test_a_source_and_its_text(graph: psycopg.Connection) -> None:
    """Either is reason enough for a mention: it stays while one of the two holds."""
    event = say(graph, "Charles Babbage was there.")
    graph.execute("INSERT INTO entity (title, type) VALUES ('Charles Babbage', 'person')")
    graph.execute("SELECT link_mentions(1, %s)", [[event]])
    assert mentioned(graph, event, "text") == ["Charles Babbage"]
    graph.execute("UPDATE entity SET source_event_id = %s WHERE title = 'Charles Babbage'", [event])
    assert mentioned(graph, event, "source_event") == ["Charles Babbage"]
    graph.execute('UPDATE raw_events SET payload = \'{"content": "Nobody was there."}\'')
    assert mentioned(graph, event, "source_event") == ["Charles Babbage"]
    graph.execute('UPDATE raw_events SET payload = \'{"content": "Charles Babbage, again."}\'')
    graph.execute("UPDATE entity SET source_event_id = NULL WHERE title = 'Charles Babbage'")
    assert mentioned(graph, event, "text") == ["Charles Babbage"]


def test_a_name_in_other_characters_is_no_common_word(graph: psycopg.Connection) -> None:
    """Composed or not, a single word in small letters is none."""
    add(graph, "Zo\u00eb")
    for text in ("I met zo\u00eb today.", "I met zoe\u0308 today."):
        assert mentioned(graph, say(graph, text)) == []
    for text in ("I met Zo\u00eb today.", "I met Zoe\u0308 today."):
        assert mentioned(graph, say(graph, text)) == ["Zo\u00eb"]


def test_names_that_come_late_are_linked_by_the_nightly(graph: psycopg.Connection) -> None:
    """The event was there before the entity; an old event is linked by a full scan."""
    recent = say(graph, "Charles Babbage was there.")
    old = say(graph, "Charles Babbage was there before.")
    graph.execute("UPDATE raw_events SET created_at = now() - interval '9 days' WHERE id = %s", [old])
    add(graph, "Charles Babbage")
    assert mentioned(graph, recent) == []
    graph.execute("CALL run_nightly()")
    assert (mentioned(graph, recent), mentioned(graph, old)) == (["Charles Babbage"], [])
    graph.execute("CALL run_nightly(p_full_scan => true)")
    assert mentioned(graph, old) == ["Charles Babbage"]


def test_an_event_followed_by_its_entities_is_read_once(graph: psycopg.Connection) -> None:
    """Each entity names the event as its source, and no other entity has arrived since that it may name."""
    with graph.transaction():
        graph.execute("SET LOCAL track_functions = 'all'")
        event = say(graph, "Charles Babbage saw Luigi Menabrea and Ada Lovelace.")
        for title in ("Charles Babbage", "Luigi Menabrea"):
            graph.execute("INSERT INTO entity (title, type, source_event_id) VALUES (%s, 'thing', %s)", [title, event])
        calls = graph.execute("SELECT calls FROM pg_stat_xact_user_functions WHERE funcname = 'read_names'").fetchall()
    assert calls == [{"calls": 1}]
    assert mentioned(graph, event) == ["Ada Lovelace"]


@pytest.mark.parametrize("late", ["new", "renamed", "of a backfill"])
def test_names_that_come_late_are_linked_with_the_next_entity_of_the_event(
    graph: psycopg.Connection, late: str
) -> None:
    """An entity that names the event as its source has its text read again, if others have arrived or changed."""
    event = say(graph, "Charles Babbage saw Luigi Menabrea.")
    if late == "renamed":
        graph.execute("UPDATE entity SET title = 'Charles Babbage' WHERE title = 'pandas'")
    elif late == "new":
        add(graph, "Charles Babbage")
    else:
        graph.execute("UPDATE raw_events SET created_at = now() - interval '9 days' WHERE id = %s", [event])
        graph.execute(
            "INSERT INTO entity (title, type, created_at, updated_at) "
            "SELECT 'Charles Babbage', 'thing', t, t FROM (SELECT now() - interval '10 days' AS t) t"
        )
    graph.execute("INSERT INTO entity (title, type, source_event_id) VALUES ('Luigi Menabrea', 'thing', %s)", [event])
    assert mentioned(graph, event) == ["Charles Babbage"]


def test_names_and_texts_that_no_trigger_saw_are_linked_in_one_night(graph: psycopg.Connection) -> None:
    """The names of the night are indexed before its texts are read."""
    graph.execute("CALL run_nightly()")
    for table in ("entity", "raw_events"):
        graph.execute(f"ALTER TABLE {table} DISABLE TRIGGER relationship_engine_insert")
    event = say(graph, "Charles Babbage was there.")
    add(graph, "Charles Babbage")
    graph.execute("CALL run_nightly(p_night => current_date + 1, p_simulate => true)")
    assert mentioned(graph, event) == ["Charles Babbage"]


def test_other_graphs_are_not_searched(graph: psycopg.Connection) -> None:
    """A text of one graph says nothing of the entities of another."""
    graph.execute("SELECT create_graph('other')")
    event = uuid4()
    graph.execute(
        "INSERT INTO raw_events (graph_id, id, payload) VALUES (2, %s, %s)",
        [event, json.dumps({"content": "Ada Lovelace"})],
    )
    assert mentioned(graph, event) == []


def test_texts_in_bulk(connection: psycopg.Connection) -> None:
    """A thousand events of one statement, over five thousand names, with the mentions that each must have."""
    connection.execute("ALTER TABLE raw_events DISABLE TRIGGER USER")
    connection.execute("ALTER TABLE entity DISABLE TRIGGER USER")
    connection.execute(
        "INSERT INTO entity (title, type) SELECT format('Person %s of Town %s', i, i % 10), 'person' "
        "FROM generate_series(1, 5000) i"
    )
    connection.execute("SELECT index_names(1, ARRAY(SELECT id FROM entity), true)")
    connection.execute("ANALYZE entity_name")

    def names(number: int) -> Iterable[str]:
        return (f"Person {one} of Town {one % 10}" for one in (number, number + 1000, number + 2500))

    texts = [f"Yesterday {' met '.join(names(number))} in the rain." for number in range(1, 1001)]
    connection.execute(
        "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', t) FROM unnest(%s::text[]) t", [texts]
    )
    count = connection.execute("SELECT link_mentions(1, ARRAY(SELECT id FROM raw_events)) AS n").fetchone()
    assert count == {"n": 3000}
    wrong = connection.execute(
        "SELECT count(*) AS n FROM mention m JOIN entity e ON e.id = m.entity_id JOIN raw_events r ON r.id = m.event_id "
        "WHERE strpos(r.payload ->> 'content', e.title) = 0"
    ).fetchone()
    assert wrong == {"n": 0}
