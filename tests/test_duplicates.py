"""Entities that are one thing under two names are found, and those that only look alike are not."""

import csv
import json
from collections.abc import Iterator
from typing import NamedTuple
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servers
from acme import Row, ask, one
from conftest import PROJECT, connect, janitor
from relationship_engine.cli import main


class Pair(NamedTuple):
    """Two titles of one type, and whether a person says that they are one thing."""

    type: str
    title: str
    other: str
    is_same: bool


def labelled() -> list[Pair]:
    """Return the labelled pairs; those at odd places were not looked at when the rules were written."""
    text = (PROJECT / "tests" / "duplicate_pairs.tsv").read_text().splitlines()
    return [Pair(*row[:3], row[3] == "1") for row in csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)]


@pytest.fixture(scope="module")
def shared(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A database for the module, in which strategies are off."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        opened.execute("UPDATE strategy_setting SET mode = 'off'")
        yield opened


@pytest.fixture
def graph(shared: psycopg.Connection) -> int:
    """A fresh graph."""
    return one(shared, "SELECT create_graph(%s) AS id", uuid4().hex)["id"]


def add(db: psycopg.Connection, graph: int, kind: str, *titles: str) -> None:
    """Insert entities."""
    db.execute(
        "INSERT INTO entity (graph_id, title, type) SELECT %s, t, %s FROM unnest(%s::text[]) t",
        [graph, kind, list(titles)],
    )


def pairs(db: psycopg.Connection, graph: int) -> dict[frozenset[str], Row]:
    """Return the pairs of the view by their titles."""
    rows = ask(db, "SELECT * FROM duplicate_candidate WHERE graph_id = %s", graph)
    return {frozenset((row["title"], row["other_title"])): row for row in rows}


def test_labelled_pairs_are_told_apart(shared: psycopg.Connection) -> None:
    """Of the half that was not looked at, nine in ten proposals are right and nine in ten duplicates are proposed."""
    held_out = labelled()[1::2]
    for pair in held_out:
        graph = one(shared, "SELECT create_graph(%s) AS id", uuid4().hex)["id"]
        add(shared, graph, pair.type, pair.title, pair.other)
        shared.execute("SELECT refresh_duplicates(%s)", [graph])
    rows = ask(shared, "SELECT title, other_title FROM duplicate_candidate")
    found = {frozenset((row["title"], row["other_title"])) for row in rows}
    proposed = [pair for pair in held_out if frozenset((pair.title, pair.other)) in found]
    right = sum(pair.is_same for pair in proposed)
    assert right >= 0.9 * len(proposed)
    assert right >= 0.9 * sum(pair.is_same for pair in held_out)


@pytest.mark.parametrize(
    "titles",
    [
        ("CVE-2020-1", "CVE-2020-2"),
        ("Series A", "Series B"),
        ("PostgreSQL 17.1", "PostgreSQL 17.2"),
        ("Annual Report 2019", "Annual Report 2020"),
        ("Henry VII", "Henry VIII"),
    ],
)
def test_names_that_differ_in_a_code_are_two_things(
    shared: psycopg.Connection, graph: int, titles: tuple[str, str]
) -> None:
    """Neither by their names nor by vectors that are nearly the same."""
    add(shared, graph, "thing", *titles)
    shared.execute("SELECT refresh_duplicates(%s)", [graph])
    shared.execute(
        "INSERT INTO proposal (graph_id, from_id, to_id, kind, strategy, context, reason, run_id, confidence, created_at) "
        "SELECT a.graph_id, a.id, b.id, 'semantically_related', 'similarity', 'embedding', 'duplicate', a.id, 0.99, now() "
        "FROM entity a JOIN entity b ON b.graph_id = a.graph_id AND b.id > a.id WHERE a.graph_id = %s",
        [graph],
    )
    assert pairs(shared, graph) == {}


def distance(word: str, other: str) -> int:
    """Return how many letters must be changed, added or left out (Levenshtein 1966)."""
    above = list(range(len(other) + 1))
    for number, letter in enumerate(word, 1):
        row = [number]
        for place, one_letter in enumerate(other, 1):
            row.append(min(above[place] + 1, row[-1] + 1, above[place - 1] + (letter != one_letter)))
        above = row
    return above[-1]


@given(
    word=st.text("abcd", min_size=5, max_size=10),
    edits=st.lists(st.tuples(st.integers(1, 9), st.sampled_from(["", "a", "b", "cd"])), max_size=3),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_letter_may_be_wrong_and_two_of_a_long_word(
    shared: psycopg.Connection, word: str, edits: list[tuple[int, str]]
) -> None:
    """From eight letters on two; that a word and itself are no pair, and that the first letter is right, goes before."""
    other = word
    for place, letters in edits:
        other = other[:place] + letters + other[place + 1 :]
    answer = one(
        shared, "SELECT _is_respelling(%s, %s) AS ours, trigram_similarity(%s, %s) AS alike", word, other, word, other
    )
    limit = 1 if min(len(word), len(other)) < 8 else 2
    assert answer["ours"] == (word != other and distance(word, other) <= limit and answer["alike"] >= 0.3)


def test_names_and_vectors_together_are_surer(shared: psycopg.Connection, graph: int) -> None:
    """Each sign says why; both together are more probable than one."""
    add(shared, graph, "person", "Ann Lee", "A. Lee")
    shared.execute("SELECT refresh_duplicates(%s)", [graph])
    by_name = pairs(shared, graph)[frozenset(("Ann Lee", "A. Lee"))]
    assert by_name["reason"] == "initial instead of the first name"
    shared.execute(
        "INSERT INTO proposal (graph_id, from_id, to_id, kind, strategy, context, reason, run_id, confidence, created_at) "
        "SELECT graph_id, entity_id, other_id, 'semantically_related', 'similarity', 'embedding', 'duplicate', "
        "entity_id, 0.97, now() FROM name_pair WHERE graph_id = %s",
        [graph],
    )
    both = pairs(shared, graph)[frozenset(("Ann Lee", "A. Lee"))]
    assert (both["cosine"], both["reason"]) == (
        0.97,
        "initial instead of the first name, nearly the same embedding",
    )
    assert by_name["probability"] < both["probability"] < 1


def test_types_must_be_compatible(shared: psycopg.Connection, graph: int) -> None:
    """A synonym of the type is the same type; another type is another thing."""
    add(shared, graph, "organization", "Acme")
    add(shared, graph, "company", "ACME Inc.")
    add(shared, graph, "place", "Acme")
    shared.execute("SELECT refresh_duplicates(%s)", [graph])
    assert set(pairs(shared, graph)) == {frozenset(("Acme", "ACME Inc."))}


def test_a_night_compares_what_is_new(shared: psycopg.Connection, graph: int) -> None:
    """New and renamed entities are compared with all others; a merge and a deletion end a pair."""
    add(shared, graph, "organization", "Acme", "Initech")
    shared.execute("CALL run_nightly(%s)", [graph])
    assert pairs(shared, graph) == {}
    add(shared, graph, "organization", "Acme Corp.")
    shared.execute("UPDATE entity SET title = 'Globex' WHERE graph_id = %s AND title = 'Initech'", [graph])
    add(shared, graph, "organization", "Globex LLC")
    shared.execute("CALL run_nightly(%s)", [graph])
    assert set(pairs(shared, graph)) == {frozenset(("Acme", "Acme Corp.")), frozenset(("Globex", "Globex LLC"))}
    row = pairs(shared, graph)[frozenset(("Acme", "Acme Corp."))]
    shared.execute("SELECT merge_entities(%s, %s)", [row["entity_id"], row["other_id"]])
    shared.execute("DELETE FROM entity WHERE graph_id = %s AND title = 'Globex LLC'", [graph])
    assert pairs(shared, graph) == {}
    shared.execute("CALL run_nightly(%s)", [graph])
    for table in ("name_key", "title_keys"):
        left = one(
            shared,
            f"SELECT count(*) AS n FROM {table} k WHERE graph_id = %s AND NOT EXISTS (SELECT FROM entity e "
            "WHERE e.graph_id = k.graph_id AND e.id = k.entity_id)",
            graph,
        )
        assert left["n"] == 0
    found = pairs(shared, graph).keys()
    shared.execute("SELECT refresh_duplicates(%s)", [graph])
    assert pairs(shared, graph).keys() == found


def test_a_key_of_many_names_costs_nothing(shared: psycopg.Connection, graph: int) -> None:
    """A hundred entities of one name do not make five thousand pairs."""
    add(shared, graph, "person", *["Ann Lee"] * 100)
    shared.execute("SELECT refresh_duplicates(%s)", [graph])
    assert pairs(shared, graph) == {}


def test_commands_find_and_merge_by_name(shared: psycopg.Connection) -> None:
    """`duplicates` lists the pair, `merge` takes names and says in a dry run what it would do."""
    add(shared, 1, "organization", "Acme Corp.", "ACME, Incorporated", "Initech")

    def said(*words: str) -> str:
        done = CliRunner().invoke(main, [*words, "--dsn", shared.info.dsn])
        assert done.exit_code == 0, done.output
        return done.stdout

    assert "same name" in said("duplicates", "--refresh")
    (row,) = json.loads(said("duplicates", "--json"))
    assert {row["title"], row["other_title"]} == {"Acme Corp.", "ACME, Incorporated"}
    assert '"ACME, Incorporated" into "Acme Corp."' in said("merge", "Acme Corp.", "ACME, Incorporated", "--dry-run")
    report = json.loads(said("merge", "Acme Corp.", "ACME, Incorporated", "--json"))
    assert said("duplicates") == "no pairs\n"
    said("undo", report["run_id"])
    assert "same name" in said("duplicates", "--refresh")
