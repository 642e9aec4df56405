"""The command review, from the side of the person who judges."""

import json

import psycopg
import pytest
from click.testing import CliRunner, Result

from relationship_engine.cli import main
from test_review import ids, learn
from test_weight import Graph


@pytest.fixture
def graph(connection: psycopg.Connection) -> Graph:
    """A graph of which three unsure edges wait for a verdict, from the least sure on: 0 knows 1, 1 knows 2, 2 knows 3."""
    graph = Graph(connection)
    learn(graph, (0, 1, "knows", 0.4), (1, 2, "knows", 0.5), (2, 3, "knows", 0.6))
    connection.execute("UPDATE graph SET review_below = 0.7 WHERE id = %s", (graph.id,))
    return graph


def review(database: str, graph: Graph, *words: str, keys: str = "") -> Result:
    """Run the command, with these keys pressed."""
    return CliRunner().invoke(
        main, ["review", *words, "--graph", str(graph.id)], input=keys, env={"DATABASE_URL": database}
    )


def edges(graph: Graph) -> set[tuple[int, int, str]]:
    """Return the live edges by the numbers of their ends."""
    return set(ids(graph))


def test_a_walk_through_the_queue(database: str, graph: Graph) -> None:
    """Accept one, reject one, correct the kind of one; then nothing waits, and the strategy's precision is shown."""
    done = review(database, graph, keys="arelikes\n")
    assert done.exit_code == 0, done.output
    assert "1 of 3, unsure: " in done.output
    assert "found by alpha" in done.output
    assert edges(graph) == {(0, 1, "knows"), (2, 3, "likes")}
    assert "How right the strategies were" in done.output
    assert "No edge waits" in review(database, graph).output


def test_a_verdict_can_be_taken_back_and_an_edge_be_skipped(database: str, graph: Graph) -> None:
    """After u the walk is at the edge before, which is as it was; what is skipped goes on waiting."""
    done = review(database, graph, keys="ruasq")
    assert done.exit_code == 0, done.output
    assert done.output.count("1 of 3") == 2
    assert edges(graph) == {(0, 1, "knows"), (1, 2, "knows"), (2, 3, "knows")}
    waiting = json.loads(review(database, graph, "--json").output)
    assert [row["confidence"] for row in waiting] == [0.5, 0.6]


def test_other_keys_and_refused_kinds_ask_again(database: str, graph: Graph) -> None:
    """No key does harm by mistake."""
    done = review(database, graph, keys="xue\nenope!!!\n" + "e+++\nq")
    assert done.exit_code == 0, done.output
    assert "no verdict to take back" in done.output
    assert 'an edge of kind "+++" cannot be created' in done.output
    assert edges(graph) == {(0, 1, "nope"), (1, 2, "knows"), (2, 3, "knows")}


def test_one_edge_by_one_command(database: str, graph: Graph) -> None:
    """Programs judge without a dialogue, and say why."""
    edge = ids(graph)[0, 1, "knows"]
    done = review(database, graph, str(edge), "--verdict", "reject", "--note", "never met", "--json")
    assert json.loads(done.output)["mode"] == "review"
    assert (0, 1, "knows") not in edges(graph)
    assert graph.one("SELECT note FROM review WHERE graph_id = %s", graph.id)["note"] == "never met"
    assert json.loads(review(database, graph, "--precision", "--json").output)[0]["accepted"] == 0


def test_a_sample_is_drawn_to_be_judged(database: str, graph: Graph) -> None:
    """Sure edges wait too, once they are drawn."""
    graph.db.execute("UPDATE graph SET review_below = 0 WHERE id = %s", (graph.id,))
    assert len(json.loads(review(database, graph, "--sample", "2", "--json").output)) == 2


@pytest.mark.parametrize("words", [("--verdict", "accept"), ("00000000-0000-0000-0000-000000000000",)])
def test_half_a_verdict_is_refused(database: str, graph: Graph, words: tuple[str, ...]) -> None:
    """An edge without a verdict, or a verdict without an edge, is wrong usage."""
    done = review(database, graph, *words)
    assert done.exit_code == 2
    assert "name an EDGE and a --verdict" in done.stderr
