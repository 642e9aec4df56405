"""Patterns in odd and huge input: it costs little, and hurts nobody."""

import json
import time
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from pattern_graph import ORGANIZATION, ROLE, Entity, Graph, organization, role

pytest_plugins = ["pattern_graph"]


@pytest.mark.parametrize(
    "metadata",
    [
        *(None, "null", "[]", '"text"', "7", "{}"),
        *('{"aliases": null}', '{"aliases": "Apex"}', '{"aliases": {"a": "Apex"}}', '{"aliases": []}'),
        *('{"aliases": [null, 1, true, [], {}, "", " ", "...", "the"]}', '{"aliases": ["Acme", "acme", "Acme Inc"]}'),
        *('{"start_date": 5}', '{"start_date": null, "end_date": {}}', '{"aliases": ["%s", "{target}", "(", "\\\\"]}'),
    ],
)
def test_odd_metadata(graph: Graph, metadata: str | None) -> None:
    """Whatever an application writes there, the titles speak."""
    graph.insert(Entity("Acme", ORGANIZATION, metadata))
    graph.insert(Entity("CEO at Acme", ROLE, metadata, summary=""))
    assert graph.edges() == {("CEO at Acme", "role_at", "Acme")}


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Engineer at\u00a0Acme\u2009Labs", "Acme Labs"),
        ("Engineer\fat Acme Labs", "Acme\u3000Labs"),
        ("Engineer at Caf\u00e9", "Cafe\u0301"),
        ("Engineer at Zoe\u0308", "Zo\u00eb"),
    ],
)
def test_one_name_in_other_characters(graph: Graph, title: str, name: str) -> None:
    """Spaces of every width, and letters however they are composed."""
    graph.insert(Entity(title, ROLE), Entity(name, ORGANIZATION))
    assert graph.edges() == {(title, "role_at", name)}


@pytest.mark.parametrize("payload", ["null", "[]", '"text"', "{}", '{"content": null}', '{"content": {"a": [1]}}'])
def test_odd_payload(graph: Graph, payload: str) -> None:
    """An event without a text is an event all the same."""
    event = uuid4()
    graph.db.execute("INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, %s)", (graph.id, event, payload))
    graph.insert(organization("Acme", event=event), role("CEO at Acme", event=event), role("Clerk", event=event))
    assert graph.weights() == {("CEO at Acme", "role_at", "Acme"): 1.0}


def test_odd_titles(graph: Graph) -> None:
    """No title fails, or finds what it does not name."""
    odd = [
        "",
        " ",
        "...",
        "at",
        "CEO at",
        "at at at",
        "(",
        "CEO (",
        "{target}",
        "CEO at {target}",
        "%s",
        "\\",
        "|",
        "'s",
    ]
    odd += ["CEO at Acme's's", "a|b", "CEO at \x01 Acme?", "\u202e", "🚀 at 🚀", ",", ", ,", "x" * 3000]
    graph.insert(organization("Acme"))
    graph.insert(*(Entity(title, kind) for title in odd for kind in (ROLE, ORGANIZATION, "person")))
    graph.nightly()
    found = {edge for edge in graph.edges() if edge[2] == "Acme"}
    assert found <= {("CEO at Acme's's", "role_at", "Acme"), ("CEO at \x01 Acme?", "role_at", "Acme")}


WORDS = "lorem ipsum dolor sit amet "
MEGABYTE = (WORDS * 40_000)[:1_000_000]


@pytest.mark.parametrize(
    ("big", "small"),
    [
        ({"title": "Boss at Firm5 " + MEGABYTE}, {"title": "Boss at Firm5 " + WORDS}),
        ({"title": "Boss of " + MEGABYTE + "at Firm5"}, {"title": "Boss of " + WORDS + "at Firm5"}),
        ({"title": MEGABYTE.replace(" ", "")}, {"title": WORDS}),
        ({"title": MEGABYTE, "type": ORGANIZATION}, {"title": WORDS, "type": ORGANIZATION}),
        ({"aliases": [MEGABYTE]}, {"aliases": [WORDS]}),
        ({"summary": MEGABYTE + "Boss of Firm5"}, {"summary": WORDS + "Boss of Firm5"}),
        ({"text": "Firm5 said Boss. " + MEGABYTE}, {"text": "Firm5 said Boss. " + WORDS}),
        ({"text": "Boss, " * 150_000}, {"text": "Boss, " * 100}),
    ],
    ids=["long tail", "long head", "one word", "organization", "alias", "summary", "text", "many mentions"],
)
def test_a_megabyte_costs_little_more(
    connection: psycopg.Connection, big: dict[str, Any], small: dict[str, Any]
) -> None:
    """In a database without statistics and with 300 names; of a text 100,000 characters are read."""
    graph = Graph(connection, 1)
    graph.insert(*(organization(f"Firm{i}") for i in range(300)))

    def seconds(thing: dict[str, Any]) -> float:
        event = graph.event(thing["text"]) if "text" in thing else None
        began = time.monotonic()
        metadata = json.dumps({"aliases": thing.get("aliases", [])})
        graph.insert(Entity(thing.get("title", "Boss"), thing.get("type", ROLE), metadata, thing.get("summary"), event))
        return time.monotonic() - began

    usual = min(seconds(small) for _ in range(3))
    assert min(seconds(big) for _ in range(3)) < 200 * max(usual, 0.002)
    ceo = role("CEO at Firm7")
    graph.insert(ceo)
    assert graph.one("SELECT count(*) AS n FROM edge WHERE from_id = %s", ceo.id) == {"n": 1}


def test_the_first_pages_of_a_huge_text_count(graph: Graph) -> None:
    """A statement there is found."""
    event = graph.event("Alpha is part of Beta. " + MEGABYTE)
    graph.insert(Entity("Alpha", "project", event=event), Entity("Beta", "project", event=event))
    assert graph.edges() == {("Alpha", "part_of", "Beta")}
