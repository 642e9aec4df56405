"""What holds until when: denials, endings, later statements and roles, in texts as people write them.

The texts were written before the rules were; of HELD_OUT, none was looked at while rules were written.
"""

import json
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import connect
from pattern_graph import Entity, Graph, examples, organization
from stories import facts, happen, reading_graph
from test_texts import entities

pytest_plugins = ["pattern_graph"]


@dataclass(frozen=True)
class Case:
    """Events, in the order in which they arrive, each as "day: text" or as a text without a day; and what then holds.

    An edge is "from kind to", with its period in brackets where it has a start or an end, and with x2 where two
    observations make it; ~ where the number of observations is not asked.
    """

    kind: str
    entities: str
    events: tuple[str, ...]
    edges: str


PEOPLE = "p:Eva Holt p:Ian Marsh p:Tom Hale o:Zenit o:Orbis o:Lumen Trust l:Lyon l:Nice"


def case(kind: str, *events: str, edges: str = "") -> Case:
    """Return a case of the same few people, organizations and places."""
    return Case(kind, PEOPLE, events, edges)


WORKS = "2020-01-10: Eva Holt works at Zenit."
MEMBER = "2015-01-10: Eva Holt is a member of Zenit."
LEADS = "2020-01-10: Eva Holt is the president of Zenit."
MARRIED = "2012-05-05: Eva Holt married Ian Marsh."
OWNS = "2018-02-02: Zenit is owned by Orbis."
LIVES = "2017-03-03: Eva Holt lives in Lyon."

FITTED = [
    case("denied", "2024-01-01: Zenit was not founded by Eva Holt."),
    case("denied", "2024-01-01: Eva Holt never worked at Zenit."),
    case("denied", "2024-01-01: Eva Holt doesn't work at Zenit anymore."),
    case(
        "denied",
        WORKS,
        "2024-02-01: Eva Holt has never worked at Zenit, whatever people say.",
        edges="Eva Holt works_at Zenit",
    ),
    case("denied", "2024-01-01: Did Eva Holt marry Ian Marsh?"),
    case("denied", "2024-01-01: Rumours that Orbis bought Zenit are false."),
    case("ended", WORKS, "2023-03-01: Eva Holt left Zenit.", edges="Eva Holt works_at Zenit [..2023-03-01]"),
    case(
        "ended",
        WORKS,
        "2022-08-01: Eva Holt quit her job at Zenit in May 2022.",
        edges="Eva Holt works_at Zenit [..2022-05-31]",
    ),
    case(
        "ended",
        WORKS,
        "2022-08-01: Eva Holt was fired by Zenit last week.",
        edges="Eva Holt works_at Zenit [..2022-08-01]",
    ),
    case(
        "ended",
        MARRIED,
        "2020-06-01: Eva Holt and Ian Marsh divorced in 2019.",
        edges="Eva Holt married_to Ian Marsh [..2019-12-31]",
    ),
    case("ended", OWNS, "2024-04-01: Orbis sold Zenit.", edges="Zenit owned_by Orbis [..2024-04-01]"),
    case(
        "ended", WORKS, "2023-03-01: Eva Holt no longer works at Zenit.", edges="Eva Holt works_at Zenit [..2023-03-01]"
    ),
    case(
        "ended",
        LEADS,
        "2023-01-10: Eva Holt stepped down as president of Zenit.",
        edges="Eva Holt leads Zenit [..2023-01-10] ~",
    ),
    case("ended", LIVES, "2022-02-02: Eva Holt moved away from Lyon.", edges="Eva Holt lives_in Lyon [..2022-02-02]"),
    case("ended", MEMBER, "2019-01-01: Eva Holt left Zenit in 2018.", edges="Eva Holt member_of Zenit [..2018-12-31]"),
    case("both", "2024-05-02: Zenit CEO Eva Holt resigned.", edges="Eva Holt leads Zenit [..2024-05-02]"),
    case(
        "both",
        "2024-05-02: Eva Holt worked at Zenit from 2001 to 2005.",
        edges="Eva Holt works_at Zenit [2001-01-01..2005-12-31]",
    ),
    case("both", "2024-05-02: Eva Holt, former head of Zenit, spoke.", edges="Eva Holt leads Zenit [..2024-05-02]"),
    case(
        "both", "2024-05-02: Ian Marsh is Eva Holt's ex-husband.", edges="Eva Holt married_to Ian Marsh [..2024-05-02]"
    ),
    case(
        "superseded",
        WORKS,
        "2023-01-01: Eva Holt joined Orbis as an engineer.",
        edges="Eva Holt works_at Zenit [..2023-01-01]; Eva Holt works_at Orbis",
    ),
    case(
        "superseded",
        "2020-01-10: Eva Holt works at Zenit. Eva Holt works at Orbis.",
        edges="Eva Holt works_at Zenit; Eva Holt works_at Orbis",
    ),
    case(
        "superseded",
        LIVES,
        "2021-06-01: Eva Holt moved to Nice.",
        edges="Eva Holt lives_in Lyon [..2021-06-01]; Eva Holt lives_in Nice",
    ),
    case(
        "out of order",
        "2023-01-01: Eva Holt works at Orbis.",
        WORKS,
        edges="Eva Holt works_at Zenit [..2023-01-01]; Eva Holt works_at Orbis",
    ),
    case("out of order", "2023-03-01: Eva Holt left Zenit.", WORKS, edges="Eva Holt works_at Zenit [..2023-03-01]"),
    case(
        "again",
        WORKS,
        "2021-01-01: Eva Holt left Zenit.",
        "2022-01-01: Eva Holt works at Zenit again.",
        edges="Eva Holt works_at Zenit x2",
    ),
    case(
        "undated",
        "Eva Holt works at Zenit.",
        "Eva Holt works at Orbis.",
        edges="Eva Holt works_at Zenit; Eva Holt works_at Orbis",
    ),
    case("ended", WORKS, "2023-03-01: Eva Holt resigned from Zenit.", edges="Eva Holt works_at Zenit [..2023-03-01]"),
    case("ended", WORKS, "2023-03-01: Zenit let Eva Holt go.", edges="Eva Holt works_at Zenit [..2023-03-01]"),
    case(
        "ended",
        WORKS,
        "2023-03-01: Eva Holt retired from Zenit in 2022.",
        edges="Eva Holt works_at Zenit [..2022-12-31]",
    ),
    case(
        "ended",
        "2024-03-01: Eva Holt worked at Zenit from 2018 to 2022.",
        edges="Eva Holt works_at Zenit [2018-01-01..2022-12-31]",
    ),
    case("ended", "2024-03-01: Eva Holt worked at Zenit until 2019.", edges="Eva Holt works_at Zenit [..2019-12-31]"),
    case(
        "ended", "2024-03-01: Eva Holt, former CEO of Zenit, wrote a book.", edges="Eva Holt leads Zenit [..2024-03-01]"
    ),
    case("ended", "2024-03-01: Former Zenit CEO Eva Holt wrote a book.", edges="Eva Holt leads Zenit [..2024-03-01]"),
    case(
        "ended", WORKS, "2023-03-01: Eva Holt is no longer with Zenit.", edges="Eva Holt works_at Zenit [..2023-03-01]"
    ),
    case(
        "ended",
        WORKS,
        "2023-03-01: Eva Holt works at Orbis.",
        edges="Eva Holt works_at Zenit [..2023-03-01]; Eva Holt works_at Orbis",
    ),
    case(
        "ended",
        "2023-03-01: Eva Holt works at Orbis.",
        WORKS,
        edges="Eva Holt works_at Zenit [..2023-03-01]; Eva Holt works_at Orbis",
    ),
    case(
        "ended",
        WORKS,
        "2023-03-01: Eva Holt moved from Zenit to Orbis.",
        edges="Eva Holt works_at Zenit [..2023-03-01]; Eva Holt works_at Orbis",
    ),
    case(
        "ended",
        "2018-03-01: Eva Holt lives in Lyon.",
        "2021-05-01: Eva Holt moved from Lyon to Nice.",
        edges="Eva Holt lives_in Lyon [..2021-05-01]; Eva Holt lives_in Nice",
    ),
    case(
        "ended",
        "2012-05-05: Eva Holt married Ian Marsh.",
        "2020-06-01: Eva Holt and Ian Marsh got divorced.",
        edges="Eva Holt married_to Ian Marsh [..2020-06-01]",
    ),
    case(
        "ended",
        "2018-02-02: Zenit is owned by Orbis.",
        "2022-02-02: Orbis sold Zenit to Lumen Trust.",
        edges="Zenit owned_by Orbis [..2022-02-02]; Zenit owned_by Lumen Trust",
    ),
    case(
        "ended",
        WORKS,
        "2021-01-10: Eva Holt doesn't work at Zenit any more.",
        edges="Eva Holt works_at Zenit [..2021-01-10]",
    ),
    case(
        "ended",
        WORKS,
        "2021-01-10: Eva Holt quit Zenit.",
        "2022-01-10: Eva Holt works at Zenit again.",
        edges="Eva Holt works_at Zenit x2",
    ),
    case("ended", "2021-01-10: Eva Holt used to work at Zenit.", edges="Eva Holt works_at Zenit [..2021-01-10]"),
    case(
        "ended", WORKS, "2021-01-10: Eva Holt stopped working at Zenit.", edges="Eva Holt works_at Zenit [..2021-01-10]"
    ),
    case(
        "ended",
        WORKS,
        "2021-01-10: Eva Holt has left Zenit for Orbis.",
        edges="Eva Holt works_at Zenit [..2021-01-10]; Eva Holt works_at Orbis",
    ),
    case(
        "ended",
        WORKS,
        "2021-01-10: Eva Holt's last day at Zenit was Friday.",
        edges="Eva Holt works_at Zenit [..2021-01-10]",
    ),
    case(
        "ended",
        "2020-01-10: Eva Holt is the president of Zenit.",
        "2021-01-10: Eva Holt stepped down as president of Zenit.",
        edges="Eva Holt leads Zenit [..2021-01-10]",
    ),
    case(
        "former",
        "2021-05-05: Eva Holt, formerly of Zenit, works at Orbis.",
        edges="Eva Holt works_at Zenit [..2021-05-05]; Eva Holt works_at Orbis",
    ),
    case(
        "former",
        LIVES,
        "2019-06-01: Eva Holt moved to Nice.",
        "2022-01-01: Eva Holt used to live in Lyon.",
        edges="Eva Holt lives_in Lyon [..2019-06-01] ~; Eva Holt lives_in Nice",
    ),
    case(
        "former",
        "2020-05-05: Eva Holt works at Orbis.",
        "2023-05-05: Eva Holt worked at Zenit until March 2012.",
        edges="Eva Holt works_at Zenit [..2012-03-31]; Eva Holt works_at Orbis",
    ),
    case(
        "both",
        "2019-05-05: Eva Holt, the ex-wife of Ian Marsh, moved.",
        edges="Eva Holt married_to Ian Marsh [..2019-05-05]",
    ),
]
HELD_OUT = [
    case("denied", "2024-01-01: There is no truth to the claim that Eva Holt founded Zenit."),
    case("denied", "2024-01-01: Ian Marsh refused to sell Zenit to Orbis."),
    case("denied", "2024-01-01: Eva Holt isn't married to Ian Marsh."),
    case("ended", OWNS, "2023-07-07: Orbis does not own Zenit any more.", edges="Zenit owned_by Orbis [..2023-07-07]"),
    case("denied", "2024-01-01: Orbis would have bought Zenit had the price been lower."),
    case(
        "denied", WORKS, "2023-01-01: It is not the case that Eva Holt works at Zenit.", edges="Eva Holt works_at Zenit"
    ),
    case(
        "ended", WORKS, "2023-03-01: Eva Holt has resigned from Zenit.", edges="Eva Holt works_at Zenit [..2023-03-01]"
    ),
    case(
        "ended",
        WORKS,
        "2021-08-01: Eva Holt was laid off from Zenit in March 2021.",
        edges="Eva Holt works_at Zenit [..2021-03-31]",
    ),
    case(
        "ended",
        WORKS,
        "2022-10-01: Zenit let Eva Holt go on 2022-09-15.",
        edges="Eva Holt works_at Zenit [..2022-09-15]",
    ),
    case(
        "ended",
        MARRIED,
        "2019-04-04: Ian Marsh divorced Eva Holt.",
        edges="Eva Holt married_to Ian Marsh [..2019-04-04]",
    ),
    case(
        "ended",
        OWNS,
        "2021-01-01: Zenit was sold by Orbis in June 2020.",
        edges="Zenit owned_by Orbis [..2020-06-30]",
    ),
    case(
        "ended",
        WORKS,
        "2022-01-01: Eva Holt retired from Zenit on 3 June 2021.",
        edges="Eva Holt works_at Zenit [..2021-06-03]",
    ),
    case(
        "ended",
        LIVES,
        "2021-01-01: Eva Holt left Lyon in 2020.",
        edges="Eva Holt lives_in Lyon [..2020-12-31]",
    ),
    case(
        "ended",
        MEMBER,
        "2019-01-01: Eva Holt is no longer a member of Zenit.",
        edges="Eva Holt member_of Zenit [..2019-01-01]",
    ),
    case("ended", LEADS, "2023-01-10: Eva Holt stopped running Zenit.", edges="Eva Holt leads Zenit [..2023-01-10]"),
    case(
        "both",
        "2024-05-02: Former Zenit president Eva Holt gave a talk.",
        edges="Eva Holt leads Zenit [..2024-05-02]",
    ),
    case("both", "2024-05-02: Eva Holt lived in Lyon until 2019.", edges="Eva Holt lives_in Lyon [..2019-12-31]"),
    case(
        "both",
        "2024-05-02: Eva Holt was an engineer at Zenit between 2010 and 2014.",
        edges="Eva Holt works_at Zenit [2010-01-01..2014-12-31]",
    ),
    case(
        "both",
        "2024-05-02: Eva Holt's ex-husband Ian Marsh called.",
        edges="Eva Holt married_to Ian Marsh [..2024-05-02]",
    ),
    case(
        "both",
        "2024-05-02: Orbis owned Zenit from 1999 until May 2003.",
        edges="Zenit owned_by Orbis [1999-01-01..2003-05-31]",
    ),
    case(
        "superseded",
        MARRIED,
        "2016-07-07: Eva Holt married Tom Hale.",
        edges="Eva Holt married_to Ian Marsh [..2016-07-07]; Eva Holt married_to Tom Hale",
    ),
    case(
        "superseded",
        OWNS,
        "2022-01-01: Zenit was acquired by Lumen Trust.",
        edges="Zenit owned_by Orbis [..2022-01-01]; Zenit owned_by Lumen Trust",
    ),
    case(
        "both",
        "2024-05-02: Eva Holt worked at Zenit from 2001 to 2005. In 2006 Eva Holt joined Orbis as a manager.",
        edges="Eva Holt works_at Zenit [2001-01-01..2005-12-31]; Eva Holt works_at Orbis [2006-01-01..]",
    ),
    case(
        "out of order",
        "2022-01-01: Eva Holt works at Lumen Trust.",
        "2020-01-01: Eva Holt works at Zenit.",
        "2021-01-01: Eva Holt works at Orbis.",
        edges="Eva Holt works_at Zenit [..2021-01-01]; Eva Holt works_at Orbis [..2022-01-01]; "
        "Eva Holt works_at Lumen Trust",
    ),
    case(
        "again",
        "2022-01-01: Eva Holt works at Zenit again.",
        "2021-01-01: Eva Holt left Zenit.",
        WORKS,
        edges="Eva Holt works_at Zenit x2",
    ),
    case(
        "several",
        "2020-01-01: Zenit was founded by Eva Holt.",
        "2021-01-01: Zenit was founded by Ian Marsh.",
        edges="Zenit founded_by Eva Holt; Zenit founded_by Ian Marsh",
    ),
]

# In other wordings: each was written before the rule that reads it.
FURTHER = [
    case(
        "superseded",
        WORKS,
        "2022-03-01: Eva Holt now works at Orbis.",
        edges="Eva Holt works_at Zenit [..2022-03-01]; Eva Holt works_at Orbis",
    ),
    case(
        "ended",
        LIVES,
        "2020-01-01: Eva Holt left Lyon for Nice in 2019.",
        edges="Eva Holt lives_in Lyon [..2019-12-31]; Eva Holt lives_in Nice [2019-01-01..]",
    ),
    case(
        "both",
        "2015-05-04: Eva Holt and Ian Marsh married in 2001 and divorced in 2009.",
        edges="Eva Holt married_to Ian Marsh [2001-01-01..2009-12-31]",
    ),
    case(
        "both",
        "2020-01-01: Eva Holt joined Zenit in 2011 and left it in 2018.",
        edges="Eva Holt works_at Zenit [2011-01-01..2018-12-31]",
    ),
    case(
        "both",
        "2020-01-01: Eva Holt joined Zenit in 2011 and resigned in May 2018.",
        edges="Eva Holt works_at Zenit [2011-01-01..2018-05-31]",
    ),
    case(
        "ended",
        WORKS,
        "2022-01-01: Eva Holt (who left Zenit in 2021) runs Orbis.",
        edges="Eva Holt works_at Zenit [..2021-12-31]; Eva Holt leads Orbis",
    ),
    case(
        "both",
        "2020-01-01: Eva Holt worked at Zenit (2001-2005).",
        edges="Eva Holt works_at Zenit [2001-01-01..2005-12-31]",
    ),
    case(
        "both",
        "2020-01-01: Eva Holt (CEO of Zenit, 2001-2009) spoke.",
        edges="Eva Holt leads Zenit [2001-01-01..2009-12-31]",
    ),
    case(
        "both",
        "2020-01-01: Eva Holt has been married to Ian Marsh since 1999.",
        edges="Eva Holt married_to Ian Marsh [1999-01-01..]",
    ),
    case(
        "ended",
        WORKS,
        "2023-01-10: As of May 2022, Eva Holt no longer works at Zenit.",
        edges="Eva Holt works_at Zenit [..2022-05-31]",
    ),
    case(
        "ended",
        LEADS,
        "2023-01-10: Eva Holt was replaced by Ian Marsh as president of Zenit.",
        edges="Eva Holt leads Zenit [..2023-01-10]; Ian Marsh leads Zenit",
    ),
    case(
        "ended",
        MEMBER,
        "2023-01-10: Eva Holt's membership in Zenit ended.",
        edges="Eva Holt member_of Zenit [..2023-01-10]",
    ),
]


# Who leaves a room, or gives something else up, still works there.
STAYS = [
    "left the Zenit lobby after the talk",
    "quit the Zenit choir",
    "stopped drinking at Zenit",
    "left Zenit at half past five",
    "left Zenit at 6 pm",
    "left her umbrella in the Zenit canteen",
    "left the Zenit meeting in tears",
    "departed from the Zenit campus",
    "gave up coffee at Zenit",
    "withdrew cash at Zenit",
    "retired to her room at Zenit",
]
GOES = [
    "quit Zenit abruptly",
    "left Zenit after ten years",
    "stopped working for Zenit",
    "left her position at Zenit",
    "gave up her job at Zenit",
    "resigned from her post at Zenit",
    "left Zenit because of the noise",
]
FURTHER += [
    *(case("stays", WORKS, f"2021-02-10: Eva Holt {words}.", edges="Eva Holt works_at Zenit ~") for words in STAYS),
    *(
        case("goes", WORKS, f"2021-02-10: Eva Holt {words}.", edges="Eva Holt works_at Zenit [..2021-02-10]")
        for words in GOES
    ),
    # an ending alone makes no edge, whatever it says of the post
    case("nothing", "2021-02-10: Eva Holt resigned as chair of Zenit in May 2020."),
    case("nothing", "2021-02-10: Eva Holt was ousted as president of Zenit."),
    case(
        "out of order",
        "2021-01-10: Eva Holt stepped down as president of Zenit.",
        "2020-01-10: Eva Holt is the president of Zenit.",
        edges="Eva Holt leads Zenit [..2021-01-10]",
    ),
    case(
        "both",
        "2021-02-10: Eva Holt met her ex-husband Ian Marsh.",
        edges="Eva Holt married_to Ian Marsh [..2021-02-10]",
    ),
]


def facts_graph(db: psycopg.Connection, written: str) -> Graph:
    """Return a graph of these entities in which texts are read and what meets again is reinforced."""
    graph = reading_graph(db)
    graph.insert(*entities(written))
    return graph


def expected(edges: str) -> dict[str, tuple[str, float | None]]:
    """Read the edges of a case."""
    found: dict[str, tuple[str, float | None]] = {}
    for part in filter(None, edges.split("; ")):
        match = re.match(r"(.*?)(?: (\[.*\]))?(?: (?:x(\d+)|(~)))?$", part)
        assert match is not None
        found[match[1]] = (match[2] or "", None if match[4] else float(match[3] or 1))
    return found


@pytest.mark.parametrize("case", FITTED + HELD_OUT + FURTHER, ids=lambda case: f"{case.kind}: {case.events[-1][:60]}")
def test_facts_hold_as_long_as_the_texts_say(db: psycopg.Connection, case: Case) -> None:
    """The edges, their periods, and as many observations as there are statements."""
    graph = facts_graph(db, case.entities)
    for event in case.events:
        happen(graph, event)
    graph.nightly()
    found = facts(graph)
    wanted = expected(case.edges)
    assert {edge: period for edge, (period, _) in found.items()} == {
        edge: period for edge, (period, _) in wanted.items()
    }
    for edge, (_, weight) in wanted.items():
        assert weight is None or found[edge][1] == pytest.approx(weight, rel=0.02), edge


def works(graph: Graph, *events: str) -> dict[str, str]:
    """Insert events, and return the periods of the edges."""
    for event in events:
        happen(graph, event)
    return {edge: period for edge, (period, _) in facts(graph).items()}


STORY = [
    WORKS,
    "2021-06-01: Eva Holt left Zenit.",
    "2022-01-01: Eva Holt works at Orbis.",
    "2022-06-01: Eva Holt lives in Lyon.",
    "2023-02-02: Eva Holt works at Lumen Trust.",
    "2023-03-03: Eva Holt has never worked at Orbis.",
    "2024-04-04: Eva Holt moved to Nice.",
]
TOLD = {
    "Eva Holt works_at Zenit": "[..2021-06-01]",
    "Eva Holt works_at Orbis": "[..2023-02-02]",
    "Eva Holt works_at Lumen Trust": "",
    "Eva Holt lives_in Lyon": "[..2024-04-04]",
    "Eva Holt lives_in Nice": "",
}


@examples(6)
@given(order=st.permutations(STORY), nights=st.sets(st.integers(0, 6), max_size=2))
def test_the_order_of_arrival_does_not_matter(db: psycopg.Connection, order: list[str], nights: set[int]) -> None:
    """Whatever the order, and whether nights pass between: the same periods and weights, and a full scan changes none."""
    graph = facts_graph(db, PEOPLE)
    for number, event in enumerate(order):
        happen(graph, event)
        if number in nights:
            graph.nightly()
    graph.nightly(full=True)
    found = facts(graph)
    assert {edge: period for edge, (period, _) in found.items()} == TOLD
    assert all(weight == pytest.approx(1) for _, weight in found.values())


def test_an_undo_takes_an_end_back_and_a_redo_sets_it_again(db: psycopg.Connection) -> None:
    """Of an ending and of a later statement alike."""
    for event, period in [
        ("2021-06-01: Eva Holt left Zenit.", "[..2021-06-01]"),
        ("2022-01-01: Eva Holt works at Orbis.", "[..2022-01-01]"),
    ]:
        graph = facts_graph(db, PEOPLE)
        assert works(graph, WORKS, event)["Eva Holt works_at Zenit"] == period
        run = graph.one(
            "SELECT run_id FROM evidence WHERE graph_id = %s AND event_id = (SELECT id FROM raw_events "
            "WHERE graph_id = %s ORDER BY occurred_at DESC LIMIT 1) LIMIT 1",
            graph.id,
            graph.id,
        )["run_id"]
        undo = graph.one("SELECT undo_run(%s) AS report", run)
        assert works(graph) == {"Eva Holt works_at Zenit": ""}
        undone_by = graph.one("SELECT id FROM run WHERE graph_id = %s AND undoes = %s", graph.id, run)["id"]
        graph.one("SELECT undo_run(%s) AS report", undone_by)
        assert works(graph)["Eva Holt works_at Zenit"] == period
        assert undo


def test_a_deleted_event_takes_its_ending_with_it(db: psycopg.Connection) -> None:
    """Also where the event ended another edge by stating a later one."""
    graph = facts_graph(db, PEOPLE)
    works(graph, WORKS, "2021-06-01: Eva Holt left Zenit.")
    db.execute("DELETE FROM raw_events WHERE graph_id = %s AND occurred_at > '2021-01-01'", (graph.id,))
    assert works(graph) == {"Eva Holt works_at Zenit": ""}
    assert works(graph, "2022-01-01: Eva Holt works at Orbis.")["Eva Holt works_at Zenit"] == "[..2022-01-01]"
    db.execute("DELETE FROM raw_events WHERE graph_id = %s AND occurred_at > '2021-01-01'", (graph.id,))
    assert works(graph) == {"Eva Holt works_at Zenit": ""}


def test_a_kind_is_functional_by_a_setting(db: psycopg.Connection) -> None:
    """works_at is by default; it need not be, and another kind may be."""
    graph = facts_graph(db, PEOPLE)
    db.execute("UPDATE kind_setting SET is_functional = false WHERE graph_id = %s", (graph.id,))
    db.execute("UPDATE kind_setting SET is_functional = true WHERE graph_id = %s AND kind = 'founded_by'", (graph.id,))
    assert works(
        graph,
        WORKS,
        "2022-01-01: Eva Holt works at Orbis.",
        "2020-01-01: Zenit was founded by Eva Holt.",
        "2021-01-01: Zenit was founded by Ian Marsh.",
    ) == {
        "Eva Holt works_at Zenit": "",
        "Eva Holt works_at Orbis": "",
        "Zenit founded_by Eva Holt": "[..2021-01-01]",
        "Zenit founded_by Ian Marsh": "",
    }


def learned(graph: Graph, kind: str, first: str, second: str, **columns: object) -> None:
    """Learn one candidate of a strategy of the application."""
    names = "".join(f", p_{name} => %({name})s" for name in columns)
    graph.db.execute(
        "SELECT learn(%(graph)s, ARRAY[candidate((SELECT id FROM entity WHERE graph_id = %(graph)s AND title = %(a)s), "
        f"(SELECT id FROM entity WHERE graph_id = %(graph)s AND title = %(b)s), %(kind)s, 'crm', %(context)s{names})])",
        {"graph": graph.id, "a": first, "b": second, "kind": kind, "context": str(uuid4()), **columns},
    )


def test_kinds_that_mean_one_thing_are_one_kind(db: psycopg.Connection) -> None:
    """An alias, an inverse, and a kind without direction; rows decide."""
    graph = facts_graph(db, PEOPLE)
    db.execute("UPDATE kind_setting SET inverse = 'employs' WHERE graph_id = %s AND kind = 'works_at'", (graph.id,))
    learned(graph, "employed_by", "Eva Holt", "Zenit")
    learned(graph, "employs", "Zenit", "Eva Holt")
    learned(graph, "Worked at", "Eva Holt", "Zenit")
    learned(graph, "spouse_of", "Eva Holt", "Ian Marsh")
    learned(graph, "married_to", "Ian Marsh", "Eva Holt")
    found = facts(graph)
    assert {edge: round(weight) for edge, (_, weight) in found.items()} == {
        "Eva Holt works_at Zenit": 3,
        "Eva Holt married_to Ian Marsh": 2,
    }


def test_an_end_that_a_strategy_gives_holds_until_a_later_statement(db: psycopg.Connection) -> None:
    """As the model's ended_on; and detail.effect ends an edge without stating it."""
    graph = facts_graph(db, PEOPLE)
    works(graph, WORKS)
    learned(graph, "works_at", "Eva Holt", "Zenit", end_date="2022-12-31")
    assert works(graph) == {"Eva Holt works_at Zenit": "[..2022-12-31]"}
    assert works(graph, "2024-01-01: Eva Holt works at Zenit again.") != {}
    learned(graph, "leads", "Eva Holt", "Zenit", end_date="2022-12-31", detail=json.dumps({"effect": "ends"}))
    assert "Eva Holt leads Zenit" not in works(graph)
    learned(graph, "leads", "Eva Holt", "Zenit", start_date="2020-01-01")
    assert works(graph)["Eva Holt leads Zenit"] == "[2020-01-01..2022-12-31]"


def test_an_edge_that_an_application_inserts_ends_others(db: psycopg.Connection) -> None:
    """By its dates, and without waiting for somebody who holds the lock of the other: then the next night does it."""
    insert = (
        "INSERT INTO edge (graph_id, from_id, to_id, kind, start_date) SELECT a.graph_id, a.id, b.id, 'works_at', %s "
        "FROM entity a, entity b WHERE a.graph_id = %s AND b.graph_id = a.graph_id AND a.title = 'Eva Holt' AND b.title = %s"
    )
    graph = facts_graph(db, PEOPLE)
    works(graph, WORKS)
    db.execute(insert, ("2023-05-01", graph.id, "Orbis"))
    assert works(graph) == {"Eva Holt works_at Zenit": "[..2023-05-01]", "Eva Holt works_at Orbis": "[2023-05-01..]"}
    with connect(db.info.dsn) as other, other.transaction():
        other.execute("SELECT FROM relationship_engine.edge_store WHERE graph_id = %s FOR UPDATE", (graph.id,))
        db.execute("SET lock_timeout = '1s'")
        db.execute(insert, ("2021-05-01", graph.id, "Lumen Trust"))
        db.execute("RESET lock_timeout")
    graph.nightly()
    assert works(graph) == {
        "Eva Holt works_at Zenit": "[..2021-05-01]",
        "Eva Holt works_at Lumen Trust": "[2021-05-01..2023-05-01]",
        "Eva Holt works_at Orbis": "[2023-05-01..]",
    }


def test_another_strategy_does_not_state_what_an_event_ends(db: psycopg.Connection) -> None:
    """Its candidate becomes a proposal."""
    graph = facts_graph(db, PEOPLE)
    works(graph, WORKS, "2023-03-01: Eva Holt no longer works at Zenit.")
    event = graph.one("SELECT id FROM raw_events WHERE graph_id = %s AND occurred_at > '2022-01-01'", graph.id)["id"]
    learned(graph, "works_at", "Eva Holt", "Zenit", event_id=event)
    assert facts(graph) == {"Eva Holt works_at Zenit": ("[..2023-03-01]", 1.0)}
    assert graph.one("SELECT reason FROM proposal WHERE graph_id = %s", graph.id) == {"reason": "denied"}


def test_why_an_edge_ended_can_be_explained(db: psycopg.Connection) -> None:
    """By the event that says so, or by the edge that took its place."""
    graph = facts_graph(db, PEOPLE)
    works(graph, WORKS, "2023-01-01: Eva Holt works at Orbis.", "2024-01-01: Eva Holt left Orbis.")
    ids = {
        row["title"]: row["id"]
        for row in db.execute(
            "SELECT t.title, e.id FROM edge e JOIN entity t ON (t.graph_id, t.id) = (e.graph_id, e.to_id) "
            "WHERE e.graph_id = %s AND e.kind = 'works_at'",
            (graph.id,),
        )
    }
    query = "SELECT event_text, weight, description, detail FROM explain_edge(%s) WHERE detail ->> 'effect' = 'ends'"
    (superseded,) = db.execute(query, (ids["Zenit"],)).fetchall()
    assert superseded["event_text"] == "Eva Holt works at Orbis."
    assert superseded["detail"]["ended_by"] == str(ids["Orbis"])
    assert superseded["description"] == "superseded by Eva Holt works_at Orbis on 2023-01-01"
    (ended,) = db.execute(query, (ids["Orbis"],)).fetchall()
    assert (ended["event_text"], ended["weight"]) == ("Eva Holt left Orbis.", 0)


def test_contradictions_without_dates_are_counted(db: psycopg.Connection) -> None:
    """Nothing is superseded without a date, and doctor says so."""
    graph = facts_graph(db, PEOPLE)
    query = "SELECT value FROM doctor(%s) WHERE \"check\" = 'contradictions'"
    works(graph, "Eva Holt works at Zenit.")
    assert graph.one(query, graph.id)["value"].startswith("0 sources")
    works(graph, "Eva Holt works at Orbis.")
    assert graph.one(query, graph.id)["value"].startswith("1 sources have several current edges")


def roles(db: psycopg.Connection, **dates: dict[str, str]) -> Graph:
    """Return a graph of two organizations and roles at them, by the words before "at"."""
    graph = facts_graph(db, "p:Eva Holt")
    graph.insert(organization("Zenit"), organization("Orbis"))
    graph.insert(*(Entity(title.replace("_", " "), "role", json.dumps(dates[title])) for title in dates))
    return graph


def current(graph: Graph) -> set[str]:
    """Return the sources of the edges that hold today."""
    rows = graph.db.execute(
        "SELECT n.title FROM edge_current e JOIN entity n ON (n.graph_id, n.id) = (e.graph_id, e.from_id) "
        "WHERE e.graph_id = %s AND e.kind = 'role_at'",
        (graph.id,),
    ).fetchall()
    return {row["title"] for row in rows}


def test_the_dates_of_a_role_are_those_of_its_edge(db: psycopg.Connection) -> None:
    """Also an end of "present", and dates that are set later."""
    graph = roles(
        db,
        Engineer_at_Zenit={"start_date": "2015", "end_date": "2019-06-30"},
        Engineer_at_Orbis={"start_date": "2019-07", "end_date": "Present"},
        Cook_at_Orbis={},
        Pilot_at_Orbis={"start_date": "2090"},
    )
    assert works(graph) == {
        "Engineer at Zenit role_at Zenit": "[2015-01-01..2019-06-30]",
        "Engineer at Orbis role_at Orbis": "[2019-07-01..]",
        "Cook at Orbis role_at Orbis": "",
        "Pilot at Orbis role_at Orbis": "[2090-01-01..]",
    }
    assert current(graph) == {"Engineer at Orbis", "Cook at Orbis"}
    db.execute(
        "UPDATE entity SET metadata = '{\"end_date\": \"2020-02\"}' WHERE graph_id = %s AND title = 'Cook at Orbis'",
        (graph.id,),
    )
    assert works(graph)["Cook at Orbis role_at Orbis"] == "[..2020-02-29]"
    assert current(graph) == {"Engineer at Orbis"}


def test_a_period_does_not_hold_its_last_day(db: psycopg.Connection) -> None:
    """Neither before it begins: edge_current holds what is so today."""
    graph = facts_graph(db, PEOPLE)
    for kind, start, end in [
        ("past", None, "now"),
        ("today", "now", None),
        ("future", "tomorrow", None),
        ("present", "yesterday", "tomorrow"),
    ]:
        db.execute(
            "INSERT INTO edge (graph_id, from_id, to_id, kind, start_date, end_date) "
            "SELECT a.graph_id, a.id, b.id, %s, %s::date, %s::date FROM entity a, entity b "
            "WHERE a.graph_id = %s AND b.graph_id = a.graph_id AND a.title = 'Eva Holt' AND b.title = 'Zenit'",
            (kind, start, end, graph.id),
        )
    rows = db.execute("SELECT kind FROM edge_current WHERE graph_id = %s", (graph.id,)).fetchall()
    assert {row["kind"] for row in rows} == {"today", "present"}
    with pytest.raises(psycopg.errors.CheckViolation):
        db.execute(
            "UPDATE edge SET start_date = '2000-01-01', end_date = '1900-01-01' WHERE graph_id = %s", (graph.id,)
        )


def test_a_document_that_arrives_again_counts_once(db: psycopg.Connection) -> None:
    """The same source, time and text under another id; each of the three makes it another document."""
    graph = facts_graph(db, PEOPLE)
    ids: list[UUID] = []
    for source, day, text in [
        ("crm/17", "2024-05-01", "Eva Holt founded Zenit."),
        ("crm/17", "2024-05-01", "Eva Holt founded Zenit."),
        ("crm/18", "2024-05-01", "Eva Holt founded Zenit."),
        ("crm/17", "2024-05-02", "Eva Holt founded Zenit."),
        ("crm/17", "2024-05-01", "Zenit was founded by Eva Holt."),
        ("crm/17", "2024-05-01", "Eva Holt founded Zenit."),
    ]:
        ids.append(uuid4())
        db.execute(
            "INSERT INTO raw_events (graph_id, id, payload, source, occurred_at) VALUES (%s, %s, %s, %s, %s)",
            (graph.id, ids[-1], json.dumps({"content": text}), source, day),
        )
    assert facts(graph)["Zenit founded_by Eva Holt"][1] == pytest.approx(4)
    db.execute("DELETE FROM raw_events WHERE id = %s", (ids[0],))
    graph.nightly(full=True)
    assert facts(graph)["Zenit founded_by Eva Holt"][1] == pytest.approx(4), "the copies still say so"


def seen(graph: Graph, source: str) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """Return the edges of a view or function with what time changes."""
    rows = graph.db.execute(
        f"SELECT from_id, kind, to_id, weight, strength, confidence, start_date, end_date, strategies FROM {source} "
        "WHERE graph_id = %s",
        (graph.id,),
    ).fetchall()
    return {
        (str(row["from_id"]), row["kind"], str(row["to_id"])): (
            pytest.approx(row["weight"], rel=1e-9),
            pytest.approx(row["strength"], rel=1e-9),
            row["confidence"],
            row["start_date"],
            row["end_date"],
            row["strategies"],
        )
        for row in rows
    }


@examples(4)
@given(order=st.permutations(STORY), undone=st.integers(0, 6))
def test_a_graph_is_seen_as_it_was_known(db: psycopg.Connection, order: list[str], undone: int) -> None:
    """After each night and each undo the graph is noted; later, edge_at() says the same of each of these times."""
    graph = facts_graph(db, PEOPLE)
    noted = []
    for number, event in enumerate(order):
        happen(graph, event)
        db.execute("CALL run_nightly(%s, false, current_date + %s, true)", (graph.id, number + 1))
        if number == undone:
            last = graph.one(
                "SELECT id FROM run WHERE graph_id = %s AND status = 'done' AND mode <> 'undo' "
                "ORDER BY started_at DESC OFFSET 1 LIMIT 1",
                graph.id,
            )["id"]
            graph.one("SELECT undo_run(%s, true) AS report", last)
        time = graph.one("SELECT clock_timestamp() AS now")["now"]
        noted.append((time, seen(graph, "edge")))
    for time, known in noted:
        assert seen(graph, f"edge_at({graph.id}, '{time.isoformat()}')") == known
    for row in db.execute("SELECT id, weight FROM edge WHERE graph_id = %s", (graph.id,)).fetchall():
        *nights, today = db.execute("SELECT night, weight FROM weight_history(%s)", (row["id"],)).fetchall()
        assert today == {"night": None, "weight": pytest.approx(row["weight"])}
        assert all(night["night"] for night in nights)


def test_what_was_so_then_is_told_by_periods(db: psycopg.Connection) -> None:
    """After a load of history, the day alone decides."""
    graph = facts_graph(db, PEOPLE)
    works(graph, *STORY)
    for day, places in [
        ("2021-01-01", {"Zenit"}),
        ("2021-07-01", set()),
        ("2022-07-01", {"Orbis"}),
        ("2023-02-02", {"Lumen Trust"}),
    ]:
        rows = db.execute(
            "SELECT t.title FROM edge_at(%s, now(), %s, ARRAY(SELECT id FROM entity WHERE graph_id = %s "
            "AND title = 'Eva Holt')) e JOIN entity t ON (t.graph_id, t.id) = (e.graph_id, e.to_id) "
            "WHERE e.kind = 'works_at'",
            (graph.id, day, graph.id),
        ).fetchall()
        assert {row["title"] for row in rows} == places, day
