"""Text alone is enough: the model finds the entities of events that bring none (graph.llm_extracts)."""

import json
from typing import Any
from uuid import UUID

import psycopg
import pytest
from click.testing import CliRunner

from acme import ask, one
from claude_peer import Peer
from llm_queue import add, add_event, claim, complete, edges, relation, switch_on
from relationship_engine import claude
from relationship_engine.cli import main

TEXT = "Mara Lind joined Tessel Labs as head of Harbor. It rained, and C++ was slow."


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph whose model extracts, and that has no other strategy."""
    connection.execute("UPDATE strategy_setting SET mode = 'off'")
    connection.execute("UPDATE graph SET llm_extracts = true")
    switch_on(connection)
    return connection


def named(title: str, kind: str = "person", *aliases: str) -> dict[str, object]:
    """Return an entity as a model gives it."""
    return {"title": title, "type": kind, "aliases": list(aliases), "evidence": title}


def titles(db: psycopg.Connection) -> set[tuple[str, str]]:
    """Return title and type of all entities."""
    return {(row["title"], row["type"]) for row in ask(db, "SELECT title, type FROM entity")}


def drops(db: psycopg.Connection) -> dict[str, int]:
    """Return how much of answers was dropped, by reason."""
    return {row["reason"]: row["relations"] for row in ask(db, "SELECT * FROM llm_drop")}


def answer(db: psycopg.Connection, job: dict[str, Any], entities: object, *relations: object) -> None:
    """Hand in an answer with entities."""
    assert complete(db, job, answer={"entities": entities, "relations": list(relations)}) == "done"


def mentions(db: psycopg.Connection, event: UUID) -> set[str]:
    """Return the titles of the entities that an event mentions."""
    return {
        row["title"]
        for row in ask(
            db, "SELECT e.title FROM mention m JOIN entity e ON e.id = m.entity_id WHERE event_id = %s", event
        )
    }


def test_entities_and_relations_come_in_one_answer(db: psycopg.Connection) -> None:
    """They are created with their names, the event mentions them, and the relation is learned with its evidence."""
    event = add_event(db, "one", TEXT)
    (job,) = claim(db)
    assert (job["payload"]["entities"], job["payload"]["extract"]) == ([], True)
    answer(
        db,
        job,
        [named("Mara Lind"), named("Tessel Labs", "organization"), named("Harbor", "project")],
        relation("n0", "n1", "works_at", evidence="Mara Lind joined Tessel Labs"),
        relation("n0", "n2", "leads", evidence="head of Harbor"),
    )
    assert titles(db) == {("Mara Lind", "person"), ("Tessel Labs", "organization"), ("Harbor", "project")}
    assert mentions(db, event) == {"Mara Lind", "Tessel Labs", "Harbor"}
    assert [edge["kind"] for edge in edges(db)] == ["leads", "works_at"]
    assert claim(db) == [], "what it found itself is no reason to read the event again"
    (known,) = ask(db, "SELECT DISTINCT source_event_id FROM entity")
    assert known["source_event_id"] == event


def test_the_next_event_finds_the_entities_of_the_first(db: psycopg.Connection) -> None:
    """Get or create by name: another spelling is the same entity, and gets its aliases."""
    add_event(db, "one", TEXT)
    answer(db, claim(db)[0], [named("Mara Lind"), named("Tessel Labs", "organization")])
    add_event(db, "two", "TESSEL LABS hired Otto Reyes (Otto).")
    (job,) = claim(db)
    assert [entity["name"] for entity in job["payload"]["entities"]] == ["Tessel Labs"]
    answer(
        db,
        job,
        [named("TESSEL LABS", "company"), named("Otto Reyes", "person", "Otto", "Ottilie")],
        relation("e0", "n1", "hires", evidence="TESSEL LABS hired Otto Reyes"),
    )
    assert titles(db) == {("Mara Lind", "person"), ("Tessel Labs", "organization"), ("Otto Reyes", "person")}
    row = one(db, "SELECT metadata FROM entity WHERE title = 'Otto Reyes'")
    assert row["metadata"]["aliases"] == ["Otto"], "the other alias does not stand in the text"
    assert [edge["kind"] for edge in edges(db)] == ["hires"]


def test_the_wall_lets_in_only_names_of_the_text(db: psycopg.Connection) -> None:
    """What does not stand there as whole words, everyday words, numbers, odd types, and what is above the cap."""
    db.execute("UPDATE graph SET llm_max_entities = 2")
    add_event(db, "one", TEXT + " See item 42.")
    answer(
        db,
        claim(db)[0],
        [
            named("Root Admin"),
            named("Tessel"),
            named("Harb"),
            named("it"),
            named("42"),
            named("Mara Lind", "{}"),
            "Harbor",
            named("C++", "product"),
            named("C++", "product"),
            named("Harbor", "project"),
            named("Mara Lind"),
        ],
        relation("n0", "n7", "runs", evidence=TEXT),
        relation("n7", "n8", "is_part_of", evidence=TEXT),
        relation("n7", "n9", "belongs_to", evidence=TEXT),
        relation("n20", "n99", "belongs_to", evidence=TEXT),
    )
    assert titles(db) == {("Tessel", "person"), ("C++", "product")}
    assert drops(db) == {
        "entity_not_in_text": 2,
        "entity_bad_title": 2,
        "entity_bad_type": 1,
        "entity_bad_shape": 1,
        "entity_cap": 2,
        "unknown_id": 3,
        "self_loop": 1,
    }


@pytest.mark.parametrize("content", [{"relations": []}, {"relations": [], "entities": "none"}, {"entities": [None, 7]}])
def test_an_answer_without_entities_is_valid(db: psycopg.Connection, content: object) -> None:
    """Whatever stands there instead of a list creates nothing and fails nothing."""
    add_event(db, "one", TEXT)
    assert complete(db, claim(db)[0], answer=content) == "done"
    assert titles(db) == set()


def test_an_application_that_writes_its_own_entities_is_not_affected(db: psycopg.Connection) -> None:
    """Its events are read as before, by the same request to the byte; and without the setting none is extracted."""
    add(db, "one", ["Ann", "Bob"])
    (job,) = claim(db)
    assert "extract" not in job["payload"]
    request = claude.build_request(job)
    assert request["system"][0]["text"] == claude.SYSTEM
    assert request["output_config"]["format"]["schema"] == claude.SCHEMA
    answer(db, job, [named("Ann Bob")])
    assert titles(db) == {("Ann", "person"), ("Bob", "person")}
    db.execute("UPDATE graph SET llm_extracts = false")
    add_event(db, "two", TEXT)
    assert claim(db) == []


def test_in_shadow_mode_nothing_is_created(db: psycopg.Connection) -> None:
    """A graph or a strategy that only proposes does not get entities either."""
    switch_on(db, mode="shadow")
    add_event(db, "one", TEXT)
    answer(db, claim(db)[0], [named("Mara Lind")])
    assert titles(db) == set()
    assert drops(db) == {"entity_shadow": 1}


def test_a_changed_text_is_read_again(db: psycopg.Connection) -> None:
    """Its new names are extracted too, although the event mentions those of the old one."""
    event = add_event(db, "one", TEXT)
    answer(db, claim(db)[0], [named("Mara Lind")])
    db.execute("UPDATE raw_events SET payload = %s", [json.dumps({"message": "Mara Lind met Otto Reyes."})])
    (job,) = claim(db)
    assert (job["payload"]["extract"], job["payload"]["text"]) == (True, "Mara Lind met Otto Reyes.")
    answer(db, job, [named("Otto Reyes")])
    assert "Otto Reyes" in mentions(db, event)


def test_a_long_text_is_read_in_parts(db: psycopg.Connection) -> None:
    """Each part is asked for its own names."""
    add_event(db, "one", "Mara Lind spoke. " + "It rained. " * 1500 + "Otto Reyes answered.")
    parts = 0
    while jobs := claim(db):
        for job in jobs:
            parts += 1
            assert job["payload"]["extract"]
            found = [name for name in ("Mara Lind", "Otto Reyes") if name in job["payload"]["text"]]
            answer(db, job, [named(name) for name in found])
    assert parts == 3
    assert titles(db) == {("Mara Lind", "person"), ("Otto Reyes", "person")}


def test_the_worker_extracts(db: psycopg.Connection, peer: Peer) -> None:
    """The command reads plain texts with the peer that answers for Claude; the price is that of any other event."""
    db.execute(
        'INSERT INTO raw_events (payload) VALUES (\'{"text": "Mara Lind advises Tessel Labs."}\'), '
        '(\'{"body": "no text"}\'), (\'{"message": "Nothing to see."}\')'
    )
    done = CliRunner().invoke(main, ["worker", "once", "--dsn", db.info.dsn])
    assert done.exit_code == 0, done.output
    assert titles(db) == {("Mara Lind", "person"), ("Tessel Labs", "organization")}
    assert [edge["kind"] for edge in edges(db)] == ["advises"]
    assert {request["system"][0]["text"] for request in peer.requests} == {claude.EXTRACT_SYSTEM}
    assert len(ask(db, "SELECT FROM llm_call WHERE cost > 0")) == len(peer.requests) == 2


def test_an_extracted_event_costs_at_most_half_as_much_again(db: psycopg.Connection, peer: Peer) -> None:
    """By the price table: the same ten texts, once with their entities inserted and once without."""
    pairs = [(f"Mara Lind{chr(97 + i)}", f"Tessel Labs{chr(97 + i)}") for i in range(10)]
    costs = []
    for graph, has_entities in ((1, True), (1, False)):
        before = one(db, "SELECT coalesce(sum(cost), 0) AS cost FROM llm_call")["cost"]
        for person, firm in pairs:
            text = f"{person} advises {firm} and reports to nobody. The two of them have met before, and will again."
            event = add_event(db, f"{has_entities} {person}", text.replace("Lind", "Lund" if has_entities else "Lind"))
            if has_entities:
                db.execute(
                    "INSERT INTO entity (title, type, source_event_id) VALUES (%s, 'person', %s), (%s, 'organization', %s)",
                    [person.replace("Lind", "Lund"), event, firm, event],
                )
        if not has_entities:
            db.execute("DELETE FROM entity")
        for _ in range(2):
            CliRunner().invoke(main, ["worker", "once", "--dsn", db.info.dsn, "--graph", str(graph)])
        costs.append(one(db, "SELECT sum(cost) AS cost FROM llm_call")["cost"] - before)
    assert len(peer.requests) == 20
    assert 0 < costs[1] <= costs[0] * 3 / 2


def test_a_text_under_another_key_is_read(connection: psycopg.Connection) -> None:
    """The request, the check of the quotation and explain_edge() read text and message as well as content."""
    switch_on(connection)
    event = add_event(connection, "one", "")
    connection.execute("UPDATE raw_events SET payload = %s", [json.dumps({"message": "Ann Lee works with Bob Stone."})])
    connection.execute(
        "INSERT INTO entity (title, type, source_event_id) VALUES ('Ann Lee', 'person', %(e)s), "
        "('Bob Stone', 'person', %(e)s)",
        {"e": event},
    )
    (job,) = claim(connection)
    assert job["payload"]["text"] == "Ann Lee works with Bob Stone."
    complete(connection, job, relation(evidence="Ann Lee works with Bob Stone"))
    (edge,) = edges(connection)
    assert edge["confidence"] == pytest.approx(0.9), "a quotation that is not found would halve it"
    explained = ask(connection, "SELECT * FROM explain_edge(%s)", edge["id"])
    assert "Ann Lee works with Bob Stone." in str(explained)
