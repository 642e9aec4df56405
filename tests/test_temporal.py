"""Time: periods that overlap or follow each other, and what is mentioned together again and again."""

import math
import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count, permutations
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from psycopg.types.json import Jsonb

from conftest import connect, janitor

NUMBERS = count()
NAMES = count()


@pytest.fixture(scope="module")
def db(server: Any, template: str) -> Iterator[psycopg.Connection]:  # noqa: ANN401
    """A connection to one database for the whole module."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


@dataclass
class Graph:
    """A fresh graph; its events happen on the days that are given."""

    db: psycopg.Connection
    id: int = 0
    titles: dict[UUID, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Make it."""
        self.id = self.all("SELECT create_graph(%s) AS id", f"time {next(NUMBERS)}")[0]["id"]

    def all(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Return the rows of a query."""
        return self.db.execute(sql, values).fetchall()

    def add(self, *titles: str, type: str = "thing", **metadata: object) -> list[UUID]:  # noqa: A002
        """Insert entities of these titles, all with this metadata."""
        ids = [uuid4() for _ in titles]
        self.titles |= dict(zip(ids, titles, strict=True))
        self.db.execute(
            "INSERT INTO entity (graph_id, id, title, type, metadata) "
            "SELECT %s, i, t, %s, %s FROM unnest(%s::uuid[], %s::text[]) AS n (i, t)",
            (self.id, type, Jsonb(metadata), ids, list(titles)),
        )
        return ids

    def post(self, title: str, start: object, end: object = None) -> UUID:
        """Insert a post held for a period."""
        (one,) = self.add(title, type="post", start_date=start, end_date=end)
        return one

    def event(self, *entities: UUID, day: object = "2020-01-01") -> UUID:
        """Let an event mention entities."""
        one = uuid4()
        self.db.execute(
            "INSERT INTO raw_events (graph_id, id, occurred_at) VALUES (%s, %s, %s::timestamp AT TIME ZONE 'UTC')",
            (self.id, one, day),
        )
        self.mention(one, entities)
        return one

    def mention(self, event: UUID, entities: Iterable[UUID]) -> None:
        """Let an event mention entities."""
        self.db.execute(
            "INSERT INTO mention (graph_id, event_id, entity_id) SELECT %s, %s, unnest(%s::uuid[])",
            (self.id, event, list(entities)),
        )

    def night(self, *, full: bool = True) -> dict[str, Any]:
        """Run the nightly over everything, and return its row of the log."""
        self.db.execute("CALL run_nightly(%s, %s)", (self.id, full))
        return self.all(
            "SELECT * FROM run WHERE graph_id = %s AND mode = 'nightly' ORDER BY started_at DESC LIMIT 1", self.id
        )[0]

    def edges(self, kind: str) -> list[dict[str, Any]]:
        """Return the edges of a kind."""
        return self.all("SELECT * FROM edge WHERE graph_id = %s AND kind = %s ORDER BY from_id, to_id", self.id, kind)

    def joined(self, kind: str) -> set[frozenset[UUID]]:
        """Return the pairs that edges of a kind join."""
        return {frozenset((row["from_id"], row["to_id"])) for row in self.edges(kind)}

    def gains(self, one: UUID, other: UUID, kind: str = "co_occurs") -> list[float]:
        """Return the gains of an edge, in the order of their contexts."""
        rows = self.all(
            "SELECT gain FROM evidence WHERE graph_id = %s AND kind = %s AND from_id = ANY (%s) AND to_id = ANY (%s) "
            "ORDER BY context",
            *(self.id, kind, [one, other], [one, other]),
        )
        return [row["gain"] for row in rows]


@pytest.fixture
def graph(db: psycopg.Connection) -> Graph:
    """A fresh graph."""
    return Graph(db)


def background(graph: Graph, events: int = 8) -> None:
    """Let other things happen, so that being mentioned together says something."""
    others = graph.add(*(f"Bystander {next(NAMES)}" for _ in range(events)))
    for number, one in enumerate(others):
        graph.event(one, day=date(2019, 1, 1) + timedelta(days=number))


# Periods.


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (("1990", "1994"), ("1992", "1999"), ("1992-01-01", "1994-12-31")),
        (("1990-03", "1990-11"), ("1990-05", "1991-02"), ("1990-05-01", "1990-11-30")),
        (("1990-03-04", "1990-11-05"), ("1990", "1990"), ("1990-03-04", "1990-11-05")),
        (("1991-02", "1992-02"), ("1992-01-15", "1996"), ("1992-01-15", "1992-02-29")),
        (("1990", None), ("1995", None), ("1995-01-01", None)),
        (("1990", ""), ("1995", "1996-06"), ("1995-01-01", "1996-06-30")),
        ((1990, 1994), (1992, None), ("1992-01-01", "1994-12-31")),
        (("1990-01-01", "1990-06-30"), ("1990-07-02", "1991"), None),
        (("1990", "1994"), ("1994", "1999"), None),
        (("2001-05-05", "2001-05-05"), ("2000", "2003"), ("2001-05-05", "2001-05-05")),
        (("1999", "2001-05-05"), ("2001-05-05", "2009"), None),
    ],
)
def test_periods_that_overlap_are_joined_and_the_overlap_is_the_edges_dates(
    graph: Graph, one: Sequence[object], other: Sequence[object], overlap: Sequence[str | None] | None
) -> None:
    """Years, months and days; an open end goes on; an end in the year of a start is a handover."""
    ids = {graph.post("Senator from Utah", *one), graph.post("Senator from Utah", *other)}
    graph.night()
    edges = graph.edges("temporal_overlap")
    if overlap is None:
        assert edges == []
        return
    (edge,) = edges
    assert {edge["from_id"], edge["to_id"]} == ids
    assert (edge["start_date"], edge["end_date"]) == tuple(part and date.fromisoformat(part) for part in overlap)


@pytest.mark.parametrize(("days", "confidence"), [(366, 0.8), (365, 0.7), (91, 0.7), (90, 0.6), (2, 0.6)], ids=str)
def test_a_longer_overlap_is_surer(graph: Graph, days: int, confidence: float) -> None:
    """0.8 above a year, 0.7 above 90 days, else 0.6."""
    start = date(2001, 1, 1)
    graph.post("Mayor of Springfield", "1999", (start + timedelta(days=days - 1)).isoformat())
    graph.post("Mayor of Springfield", start.isoformat(), "2009")
    graph.night()
    assert [edge["confidence"] for edge in graph.edges("temporal_overlap")] == [confidence]


@pytest.mark.parametrize(
    "bad", ["1990-13", "1990-02-30", "0000", "soon", "1990-1-1", "1990/91", "19900101", [], {"a": 1}]
)
def test_an_impossible_date_is_ignored_and_counted(graph: Graph, bad: object) -> None:
    """The nightly goes on, and its message says how many there were."""
    good = [graph.post("Bishop of Ely", "1980", "1999") for _ in range(2)]
    graph.post("Bishop of Ely", bad, "1999")
    graph.post("Bishop of Ely", "1985", bad)
    run = graph.night()
    assert (run["status"], run["message"]) == ("done", "2 entities have impossible dates")
    assert graph.joined("temporal_overlap") == {frozenset(good)}


def test_a_period_that_ends_before_it_begins_is_impossible(graph: Graph) -> None:
    """It overlaps with nothing."""
    graph.post("Abbot of Cluny", "1999", "1980")
    graph.post("Abbot of Cluny", "1970", None)
    assert graph.night()["message"] == "1 entities have impossible dates"
    assert graph.joined("temporal_overlap") == set()


def test_null_metadata_and_summary_do_no_harm(graph: Graph) -> None:
    """Nor does metadata that is no object."""
    ids = [graph.post("Count of Nassau", "1980", "1999") for _ in range(2)]
    graph.db.execute(
        "INSERT INTO entity (graph_id, title, type, summary, metadata) VALUES "
        "(%(g)s, 'Count of Nassau', 'post', NULL, NULL), (%(g)s, 'Count of Nassau', 'post', NULL, '[1]'), "
        "(%(g)s, 'Count of Nassau', 'post', NULL, 'null'), (%(g)s, 'Count of Nassau', 'post', '', '\"x\"')",
        {"g": graph.id},
    )
    run = graph.night()
    assert (run["status"], run["message"]) == ("done", None)
    assert graph.joined("temporal_overlap") == {frozenset(ids)}


def test_periods_overlap_only_where_something_is_shared(graph: Graph) -> None:
    """A neighbour, to which both are joined in the same way; an event; or a title."""
    left, right, stranger, organization = (
        graph.post("Chemist", "1980", "1999"),
        graph.post("Physicist", "1985", "1999"),
        graph.post("Botanist", "1985", "1999"),
        *graph.add("Institute", type="organization"),
    )
    graph.night()
    assert graph.joined("temporal_overlap") == set()
    for one in (left, right):
        graph.db.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'role_at')",
            (graph.id, one, organization),
        )
    graph.db.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'founded')",
        (graph.id, stranger, organization),
    )
    graph.night()
    assert graph.joined("temporal_overlap") == {frozenset((left, right))}
    graph.event(left, stranger)
    graph.night()
    assert graph.joined("temporal_overlap") == {frozenset((left, right)), frozenset((left, stranger))}


def test_the_order_of_arrival_does_not_matter(graph: Graph) -> None:
    """However three periods arrive, each pair has one edge, in one direction, with one piece of evidence."""
    periods = [("1980", "1990"), ("1985", "1995"), ("1988", None)]
    for order in permutations(range(3)):
        title = f"Prior of Melk {next(NAMES)}"
        ids = {}
        for nth in order:
            ids[nth] = graph.post(title, *periods[nth])
            graph.night(full=False)
        graph.night()
        rows = [row for row in graph.edges("temporal_overlap") if {row["from_id"], row["to_id"]} <= set(ids.values())]
        assert {frozenset((row["from_id"], row["to_id"])) for row in rows} == {
            frozenset((ids[a], ids[b])) for a, b in ((0, 1), (0, 2), (1, 2))
        }
        assert all(row["from_id"] < row["to_id"] and math.isclose(row["weight"], 1) for row in rows)
        assert len(rows) == 3


def test_a_period_that_closes_closes_the_overlap(graph: Graph) -> None:
    """What went on when it was learned has an end once the metadata say so."""
    graph.post("Rector of Lund", "1980", None)
    going = graph.post("Rector of Lund", "1985", None)
    graph.night()
    assert [edge["end_date"] for edge in graph.edges("temporal_overlap")] == [None]
    graph.db.execute('UPDATE entity SET metadata = metadata || \'{"end_date": "1999-06"}\' WHERE id = %s', (going,))
    graph.night(full=False)
    assert [edge["end_date"] for edge in graph.edges("temporal_overlap")] == [date(1999, 6, 30)]


# Succession.


def test_a_successor_is_linked_to_its_predecessor(graph: Graph) -> None:
    """One period ends where the next of the same post begins; the edge leads back, dated with the handover."""
    first, second, third = (
        graph.post("Governor of Ohio", "1990-01-08", "1995-01-02"),
        graph.post("Governor of Ohio", "1995-01-03", "1999"),
        graph.post("Governor of Ohio", "1999", None),
    )
    graph.post("Governor of Ohio", "1970", "1974")
    graph.post("Governor of Iowa", "1995-01-03", "1999")
    graph.night()
    edges = graph.edges("preceded_by")
    assert {(edge["from_id"], edge["to_id"], edge["start_date"]) for edge in edges} == {
        (second, first, date(1995, 1, 3)),
        (third, second, date(1999, 1, 1)),
    }
    assert graph.joined("temporal_overlap") == set()


@pytest.mark.parametrize("kind", ["holds", "role_at"])
def test_posts_of_one_holder_or_one_organization_follow_each_other(graph: Graph, kind: str) -> None:
    """Whatever they are called; what only an event mentions together does not."""
    lieutenant, captain, cook = (
        graph.post("Lieutenant", "1990", "1994-06"),
        graph.post("Captain", "1994-07", None),
        graph.post("Cook", "1994-07", None),
    )
    (shared,) = graph.add(
        "Ann Lee" if kind == "holds" else "Navy", type="person" if kind == "holds" else "organization"
    )
    for post in (lieutenant, captain):
        ends = (shared, post) if kind == "holds" else (post, shared)
        graph.db.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, %s)", (graph.id, *ends, kind)
        )
    graph.event(lieutenant, captain, cook)
    graph.night()
    assert [(edge["from_id"], edge["to_id"]) for edge in graph.edges("preceded_by")] == [(captain, lieutenant)]


def test_in_a_large_house_nobody_is_taken_for_a_predecessor_by_chance(graph: Graph) -> None:
    """Of several who went when one came, the titles must say who it was."""
    chief, went, other = (
        graph.post("Chief Engineer", "1975", None),
        graph.post("First Chief Engineer", "1968", "1975"),
        graph.post("Night Watchman", "1960", "1975"),
    )
    cook = graph.post("Cook", "1975", None)
    (house,) = graph.add("Works", type="organization")
    for post in (chief, went, other, cook, graph.post("Gardener", "1961", "1975")):
        graph.db.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'role_at')", (graph.id, post, house)
        )
    graph.night()
    assert [(edge["from_id"], edge["to_id"]) for edge in graph.edges("preceded_by")] == [(chief, went)]


# What is mentioned together.


def test_entities_that_meet_on_two_days_co_occur(graph: Graph) -> None:
    """Once is chance, and twice on one day is one experience."""
    ann, bob, eve = graph.add("Ann", "Bob", "Eve")
    background(graph)
    graph.event(ann, bob, day="2020-01-01 08:00")
    graph.event(ann, bob, day="2020-01-01 20:00")
    graph.event(ann, eve, day="2020-01-01 21:00")
    graph.night(full=False)
    assert graph.joined("co_occurs") == set()
    graph.event(ann, bob, day="2020-01-02 00:30")
    graph.event(ann, bob, day="2020-01-02 23:30")
    graph.night(full=False)
    assert graph.joined("co_occurs") == {frozenset((ann, bob))}
    assert len(graph.gains(ann, bob)) == 2


def test_who_admits_chance_sees_pairs_that_met_once(graph: Graph) -> None:
    """Below 0.5, the confidence of chance, an edge stands for each meeting, also the only one."""
    ann, bob, eve = graph.add("Ann", "Bob", "Eve")
    background(graph)
    graph.event(ann, bob, day="2020-01-01 08:00")
    graph.db.execute("UPDATE graph SET min_confidence = 0 WHERE id = %s", (graph.id,))
    graph.db.execute(
        "UPDATE strategy_setting SET min_confidence = 0.4 WHERE graph_id = %s AND strategy = 'temporal'", (graph.id,)
    )
    graph.night()
    (edge,) = graph.edges("co_occurs")
    assert {edge["from_id"], edge["to_id"]} == {ann, bob}
    assert edge["confidence"] == 0.5
    graph.event(ann, bob, day="2020-01-02 08:00")
    graph.event(bob, eve, day="2020-01-02 09:00")
    graph.night(full=False)
    confidence = {frozenset((row["from_id"], row["to_id"])): row["confidence"] for row in graph.edges("co_occurs")}
    assert confidence[frozenset((ann, bob))] > 0.5
    assert confidence[frozenset((bob, eve))] == 0.5
    assert len(graph.gains(ann, bob)) == 2


def test_only_pairs_above_chance_co_occur(graph: Graph) -> None:
    """Pairs at chance, and those too rare to tell, wait as proposals; the confidence grows with the distance from chance."""
    ann, bob, eve, star, rival = graph.add("Ann", "Bob", "Eve", "Star", "Rival")
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(60)]
    for number, day in enumerate(days):
        others = {ann, bob} if number % 10 == 0 else {eve} if number in (11, 12) else set()
        graph.event(star, *others, day=day)
        graph.event(rival, day=day)
    for day in days[:2]:
        graph.event(star, rival, day=day)
    graph.night()
    edges = {frozenset((row["from_id"], row["to_id"])): row for row in graph.edges("co_occurs")}
    assert edges.keys() == {frozenset(pair) for pair in ((ann, bob), (ann, star), (bob, star))}
    # 122 events, 62 of Star and 6 of Ann; the pairs meet on 6 days, so ln(lift) has a standard deviation of 1 / sqrt(6)
    for pair, lift in (((ann, bob), 122 / 6), ((ann, star), 122 / 62)):
        bound = (math.log(lift) - 6**-0.5) / math.log(122 / 6)
        assert edges[frozenset(pair)]["confidence"] == pytest.approx(0.5 + 0.4 * bound)
        assert edges[frozenset(pair)]["weight"] == pytest.approx(6, rel=0.02)
    held = graph.all(
        "SELECT DISTINCT from_id, to_id, reason FROM proposal WHERE graph_id = %s AND kind = 'co_occurs'", graph.id
    )
    assert {frozenset((row["from_id"], row["to_id"])) for row in held} == {
        frozenset(pair) for pair in ((eve, star), (star, rival))
    }
    assert {row["reason"] for row in held} == {"chance"}


def test_more_days_make_a_pair_surer(graph: Graph) -> None:
    """Two pairs that always meet: the one that has met on more days has the higher confidence."""
    ann, bob, eve, jim = graph.add("Ann", "Bob", "Eve", "Jim")
    background(graph, 30)
    for number in range(8):
        graph.event(ann, bob, day=date(2020, 1, 1) + timedelta(days=number))
    for number in range(2):
        graph.event(eve, jim, day=date(2020, 1, 1) + timedelta(days=number))
    graph.night()
    confidence = {frozenset((row["from_id"], row["to_id"])): row["confidence"] for row in graph.edges("co_occurs")}
    assert 0.5 < confidence[frozenset((eve, jim))] < confidence[frozenset((ann, bob))] < 0.9


@pytest.mark.parametrize("at_once", [True, False])
def test_a_day_together_weighs_one(graph: Graph, at_once: bool) -> None:  # noqa: FBT001
    """However often the pair met on it, how long ago the day before was, and whenever the nights ran."""
    ann, bob = graph.add("Ann", "Bob")
    background(graph)
    for offset in (0, 0, 0, 3, 4, 30, 300):
        graph.event(ann, bob, day=date(2020, 1, 1) + timedelta(days=offset))
        if not at_once:
            graph.night(full=False)
    graph.night()
    assert graph.gains(ann, bob) == [1] * 5


def test_a_day_that_is_learned_late_has_decayed_since_it_was_known(graph: Graph) -> None:
    """A pair has its edge from the second day on, and then the first one has the weight of its age."""
    ann, bob = graph.add("Ann", "Bob")
    background(graph)
    for age in range(30, -1, -1):
        day = date.today() - timedelta(days=age)  # noqa: DTZ011
        if age in (30, 0):
            event = graph.event(ann, bob, day=day)
            graph.db.execute("UPDATE raw_events SET created_at = occurred_at WHERE id = %s", (event,))
        graph.db.execute("CALL run_nightly(%s, true, %s)", (graph.id, day))
    (edge,) = graph.edges("co_occurs")
    # the clock begins with the first night
    assert edge["weight"] == pytest.approx(0.99**30 + 0.99)
    assert graph.gains(ann, bob) == [1, 1]


def test_a_rerun_changes_nothing(graph: Graph) -> None:
    """Neither nightlies nor runs on demand, over all or over one of the two."""
    ann, bob, *_ = ids = graph.add("Ann", "Bob", "Eve")
    for day in ("2020-01-01", "2020-01-05", "2020-02-05"):
        graph.event(*ids, day=day)
    graph.post("Dean of Wells", "1980", "1990")
    graph.post("Dean of Wells", "1985", "1995")
    graph.db.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'knows')", (graph.id, ann, bob)
    )

    def state() -> list[dict[str, Any]]:
        return graph.all(
            "SELECT from_id, to_id, kind, strategy, context, gain FROM evidence WHERE graph_id = %s ORDER BY 1, 2, 3, 4, 5",
            graph.id,
        )

    graph.night()
    before = state()
    assert before
    graph.night()
    for entities in (None, [ann], [bob]):
        graph.all("SELECT run_on_demand(%s::uuid[], %s)", entities, graph.id)
    assert state() == before


def test_all_days_count_in_any_order(graph: Graph) -> None:
    """Events that arrive late are learned too, and the pair stays one edge."""
    ann, bob = graph.add("Ann", "Bob")
    background(graph)
    days = [date(2020, 1, 1) + timedelta(days=offset) for offset in range(0, 60, 6)]
    random.Random(7).shuffle(days)
    for day in days:
        graph.event(*random.Random(day.day).sample([ann, bob], 2), day=day)
        graph.night(full=False)
    (edge,) = graph.edges("co_occurs")
    assert edge["from_id"] < edge["to_id"]
    assert len(graph.gains(ann, bob)) == len(days)


@pytest.mark.parametrize("day", ["infinity", "-infinity", "0044-03-15 BC", "20000-01-01"])
def test_an_event_out_of_time_does_no_harm(graph: Graph, day: str) -> None:
    """Endless times count as the day on which the event was stored."""
    ann, bob = graph.add("Ann", "Bob")
    background(graph)
    for one in (day, "2020-01-01", "2020-01-05"):
        graph.event(ann, bob, day=one)
        assert graph.night(full=False)["status"] == "done"
    assert len(graph.gains(ann, bob)) == 3


# Hebb.


def hebb(graph: Graph) -> tuple[UUID, UUID]:
    """Return two entities that a stated edge joins."""
    ann, bob = graph.add("Ann", "Bob")
    background(graph)
    first = graph.event(day="2020-01-01")
    graph.all(
        "SELECT learn(%s, ARRAY[candidate(%s, %s, 'mentors', 'pattern', %s, 0.8, p_importance => 0.5, p_event_id => "
        "%s)])",
        *(graph.id, ann, bob, f"event:{first}", first),
    )
    graph.mention(first, (ann, bob))
    return ann, bob


def test_what_is_mentioned_together_again_reinforces_the_edges_that_join_it(graph: Graph) -> None:
    """Once a day, not by the event that had taught the edge; confidence stays."""
    ann, bob = hebb(graph)
    graph.night(full=False)
    assert graph.gains(ann, bob, "mentors") == [1]
    graph.event(bob, ann, day="2020-01-09 10:00")
    graph.event(bob, ann, day="2020-01-09 11:00")
    graph.night(full=False)
    assert graph.gains(ann, bob, "mentors") == [1, 1]
    graph.event(ann, day="2020-01-10")
    graph.event(ann, bob, day="2020-01-11")
    graph.night(full=False)
    (edge,) = graph.edges("mentors")
    assert (edge["from_id"], edge["to_id"]) == (ann, bob)
    assert (edge["confidence"], edge["strategies"]) == (0.8, ["pattern"])
    assert math.isclose(edge["weight"], 3)


def test_nights_look_at_pairs_that_have_met_since(graph: Graph) -> None:
    """What others met for before an edge joined them, a full scan teaches it; a pair that meets again learns of every day."""
    background(graph)
    one, other, third = graph.add("One", "Other", "Third")
    for day in ("2020-01-01", "2020-01-05"):
        graph.event(one, other, day=day)
    graph.night()
    assert graph.joined("co_occurs") == {frozenset((one, other))}
    for table, column in (("mention", "created_at"), ("entity", "created_at"), ("entity", "updated_at")):
        past = f"UPDATE {table} SET {column} = now() - interval '9 days' WHERE graph_id = %s"
        graph.db.execute(past.encode(), (graph.id,))
    graph.db.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'likes')", (graph.id, one, other)
    )
    graph.event(one, third, day="2020-01-09")
    assert graph.night(full=False)["entities_analyzed"] == 2
    assert len(graph.gains(one, other, "likes")) == 1
    graph.event(one, other, day="2020-01-13")
    graph.night(full=False)
    assert len(graph.gains(one, other)) == 3
    assert len(graph.gains(one, other, "likes")) == 4
    graph.db.execute(
        "INSERT INTO edge (graph_id, from_id, to_id, kind) VALUES (%s, %s, %s, 'likes')", (graph.id, one, third)
    )
    graph.night()
    assert len(graph.gains(one, third, "likes")) == 2


def test_edges_that_were_only_inferred_are_not_reinforced(graph: Graph) -> None:
    """Or an inference would confirm itself."""
    ann, bob = graph.add("Ann", "Bob")
    graph.all(
        "SELECT learn(%s, ARRAY[candidate(%s, %s, 'semantically_related', 'similarity', 'cosine', 0.9)])",
        *(graph.id, ann, bob),
    )
    graph.event(ann, bob)
    graph.night()
    assert graph.gains(ann, bob, "semantically_related") == [1]


def test_a_day_is_the_same_in_any_date_style(graph: Graph) -> None:
    """What a session with another DateStyle has learned is known to the next one."""
    ann, bob = graph.add("Ann", "Bob", start_date="1990", end_date="1995")
    background(graph)
    for day in ("2020-01-02", "2020-02-03"):
        graph.event(ann, bob, day=day)
    query = "SELECT kind, context, gain FROM evidence WHERE graph_id = %s ORDER BY kind, context"
    graph.db.execute("SET datestyle = 'German'")
    graph.db.execute(
        "SELECT learn(g, ARRAY(SELECT c FROM detect_temporal(g, %s) AS c)) FROM unnest(ARRAY[%s]) AS g",
        ([ann, bob], graph.id),
    )
    graph.db.execute("RESET datestyle")
    learned = graph.all(query, graph.id)
    assert [row["context"] for row in learned] == [
        "day:2020-01-02",
        "day:2020-02-03",
        "period:1990-01-01/1995-12-31",
    ]
    graph.night()
    assert graph.all(query, graph.id) == learned


# Growth.


@pytest.mark.parametrize("size", [40, 1000])
def test_a_crowd_that_shares_an_event_and_a_period_does_not_explode(graph: Graph, size: int) -> None:
    """At most cap edges an entity, and the nightly says what was cut."""
    cap = 5
    graph.db.execute(
        "UPDATE strategy_setting SET max_edges_per_entity = %s WHERE graph_id = %s AND strategy = 'temporal'",
        (cap, graph.id),
    )
    crowd = graph.add(*(f"Guest {number}" for number in range(size)), start_date="1990", end_date="1999")
    for day in ("1995-05-05", "1995-05-06"):
        graph.event(*crowd, day=day)
    run = graph.night()
    edges = graph.all("SELECT from_id, count(*) AS n FROM edge WHERE graph_id = %s GROUP BY from_id", graph.id)
    assert all(row["n"] <= cap for row in edges)
    if size > 200:
        assert edges == []
        assert run["message"] == "2 events mention more than 200 entities and were no shared context"
    else:
        assert edges
        assert "candidates were over a strategy's cap" in run["message"]


def test_a_run_makes_no_more_edges_than_it_may(graph: Graph) -> None:
    """max_edges_per_run holds across strategies and chunks, and what was over it is said."""
    graph.db.execute("UPDATE graph SET max_edges_per_run = 20, chunk_size = 10 WHERE id = %s", (graph.id,))
    crowd = graph.add(*(f"Guest {number}" for number in range(30)), start_date="1990", end_date="1999")
    graph.event(*crowd)
    run = graph.night()
    assert run["edges_created"] == len(graph.edges("temporal_overlap")) == 20
    assert "candidates were over max_edges_per_run" in run["message"]


def test_a_hub_keeps_its_partners(graph: Graph) -> None:
    """An entity with more events than are looked at: its partners bring theirs, and chance is reckoned by all."""
    hub, friend, *others = graph.add("Hub", "Friend", *(f"Other {number}" for number in range(10)))
    days = [date(2020, 1, 1) + timedelta(days=number) for number in range(260)]
    graph.event(hub, friend, day=days[0])
    graph.event(hub, friend, day=days[1])
    for number, day in enumerate(days[2:]):
        graph.event(hub, others[number % len(others)], day=day)
    graph.db.execute("INSERT INTO raw_events (graph_id) SELECT %s FROM generate_series(1, 1000)", (graph.id,))
    graph.night()
    assert frozenset((hub, friend)) in graph.joined("co_occurs")
    (edge,) = (row for row in graph.edges("co_occurs") if friend in (row["from_id"], row["to_id"]))
    # by all 260 events of the hub, and not by the 100 that were read
    bound = (math.log(1260 / 260) - 2**-0.5) / math.log(1260 / 2)
    assert edge["confidence"] == pytest.approx(0.5 + 0.4 * bound)


@pytest.mark.parametrize("hubs", [1, 2])
def test_contexts_of_a_hub_are_its_latest_events(graph: Graph, hubs: int) -> None:
    """An event that lies behind a hundred others of both is no context any more; its partner still brings it."""
    people = graph.add("Ann", "Bob", type="person", start_date="1990", end_date="1999")
    graph.event(*people)
    for one in people[:hubs]:
        graph.db.execute(
            "WITH e AS (INSERT INTO raw_events (graph_id) SELECT %s FROM generate_series(1, 100) RETURNING id) "
            "INSERT INTO mention (graph_id, event_id, entity_id) SELECT %s, e.id, %s FROM e",
            (graph.id, graph.id, one),
        )
    graph.night()
    assert graph.joined("temporal_overlap") == ({frozenset(people)} if hubs == 1 else set())
