"""Patterns: names in titles, summaries and texts become the right edges, in any order, once."""

import itertools
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import servers
from conftest import connect, janitor

NUMBERS = count()
ORGANIZATION, ROLE = "organization", "role"

# The bug that the roll-out plan begins with: 8 roles, 10 organizations, and no edge between them.
ORGANIZATIONS = (
    "Acme",
    "Acme Labs",
    "Meta",
    "Metadata Works",
    "AT&T",
    "U.S. Army",
    "Bank of Italy",
    "Initech, Inc.",
    "Stanford University",
    "Globex",
)
ROLES = {
    "CEO at Acme": "Acme",
    "CTO at Acme Labs": "Acme Labs",
    "Analyst at Meta": "Meta",
    "Editor at Metadata Works": "Metadata Works",
    "Engineer at AT&T": "AT&T",
    "Major at the US Army": "U.S. Army",
    "Teller at the Bank of Italy": "Bank of Italy",
    "Head of Growth at Initech": "Initech, Inc.",
}
RIGHT = {(role, "role_at", organization) for role, organization in ROLES.items()}

Edge = tuple[str, str, str]


@dataclass(frozen=True)
class Entity:
    """An entity to insert; equal in each graph."""

    title: str
    type: str
    metadata: str | None = "{}"
    summary: str | None = None
    event: UUID | None = None
    id: UUID = field(default_factory=uuid4)

    def row(self, graph: int) -> tuple[object, ...]:
        """Return it as a row."""
        return graph, self.id, self.title, self.type, self.metadata, self.summary, self.event


@dataclass(frozen=True)
class Graph:
    """A fresh graph."""

    db: psycopg.Connection
    id: int

    def one(self, sql: str, *values: object) -> dict[str, Any]:
        """Return the one row of a query."""
        row = self.db.execute(sql, values).fetchone()
        assert row is not None
        return row

    def insert(self, *entities: Entity) -> None:
        """Insert entities by one statement."""
        rows = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(entities))
        self.db.execute(
            f"INSERT INTO entity (graph_id, id, title, type, metadata, summary, source_event_id) VALUES {rows} "
            "ON CONFLICT DO NOTHING",
            [value for entity in entities for value in entity.row(self.id)],
        )

    def event(self, text: str, event: UUID | None = None) -> UUID:
        """Insert an event."""
        event = event or uuid4()
        self.db.execute(
            "INSERT INTO raw_events (graph_id, id, payload) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            (self.id, event, json.dumps({"content": text})),
        )
        return event

    def mention(self, event: UUID, *entities: Entity) -> None:
        """Let an event speak of entities."""
        for entity in entities:
            self.db.execute(
                "INSERT INTO mention (graph_id, event_id, entity_id) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
                (self.id, event, entity.id),
            )

    def rule(self, expression: str | None, kind: str, *, on: str = "title", **columns: object) -> int:
        """Insert a pattern rule; return its id."""
        columns |= {"graph_id": self.id, "field": on, "expression": expression, "kind": kind}
        values = ", ".join(["%s"] * len(columns))
        sql = f"INSERT INTO pattern_rule ({', '.join(columns)}) VALUES ({values}) RETURNING id"
        return self.one(sql, *columns.values())["id"]

    def on_demand(self) -> None:
        """Analyse the whole graph."""
        self.db.execute("SELECT run_on_demand(p_graph_id => %s)", (self.id,))

    def nightly(self, *, full: bool = False) -> None:
        """Run a nightly that ages nothing, since the graph was made today."""
        self.db.execute("CALL run_nightly(%s, %s)", (self.id, full))

    def edges(self) -> set[Edge]:
        """Return the edges by the titles of their ends."""
        return set(self.weights())

    def weights(self) -> dict[Edge, float]:
        """Return the weights of the edges by the titles of their ends; checks that no run failed."""
        found = self.rows("weight")
        failed = self.db.execute("SELECT error FROM run WHERE graph_id = %s AND error IS NOT NULL", (self.id,))
        assert failed.fetchall() == []
        return found

    def rows(self, column: str) -> dict[Edge, Any]:
        """Return a column of the edges by the titles of their ends."""
        rows = self.db.execute(
            f"SELECT f.title AS f, e.kind, t.title AS t, e.{column} AS x FROM edge e "
            "JOIN entity f ON f.graph_id = e.graph_id AND f.id = e.from_id "
            "JOIN entity t ON t.graph_id = e.graph_id AND t.id = e.to_id WHERE e.graph_id = %s",
            (self.id,),
        ).fetchall()
        found = {(row["f"], row["kind"], row["t"]): row["x"] for row in rows}
        assert len(found) == len(rows)
        return found


def examples(number: int) -> Any:  # noqa: ANN401
    """Return settings for a property; one database serves all its examples."""
    return settings(
        max_examples=number,
        derandomize=True,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


@pytest.fixture(scope="module")
def db(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A connection to one database for the whole module; each test has graphs of its own."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


def new_graph(db: psycopg.Connection) -> Graph:
    """Make a graph in which the pattern strategy alone is on."""
    row = db.execute("SELECT create_graph(%s) AS id", (f"graph {next(NUMBERS)}",)).fetchone()
    assert row is not None
    db.execute("DELETE FROM strategy_setting WHERE graph_id = %s AND strategy <> 'pattern'", (row["id"],))
    return Graph(db, row["id"])


@pytest.fixture
def graph(db: psycopg.Connection) -> Graph:
    """A fresh graph."""
    return new_graph(db)


def organization(title: str, *aliases: str, event: UUID | None = None) -> Entity:
    """Return an organization."""
    return Entity(title, ORGANIZATION, json.dumps({"aliases": aliases}), event=event)


def role(title: str, summary: str | None = None, event: UUID | None = None) -> Entity:
    """Return a role."""
    return Entity(title, ROLE, summary=summary, event=event)


# -- 8 roles, 10 organizations --------------------------------------------------------------------------------------


def one_by_one(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert each by a statement of its own: an edge is there as soon as both of its ends are."""
    there = set()
    for title, kind in titles:
        graph.insert(Entity(title, kind))
        there.add(title)
        assert graph.edges() == {edge for edge in RIGHT if {edge[0], edge[2]} <= there}


def in_bulk(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert all by one statement."""
    graph.insert(*(Entity(*title) for title in titles))


def in_one_transaction(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert each by a statement, in one transaction."""
    with graph.db.transaction():
        one_by_one(graph, titles)


def in_one_event(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert the event, and its entities in two statements."""
    event = graph.event(f"There was news of {' and '.join(title for title, _ in titles)}.")
    graph.insert(*(Entity(*title, event=event) for title in titles[:9]))
    graph.insert(*(Entity(*title, event=event) for title in titles[9:]))


def across_events(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert an event for each entity."""
    for title, kind in titles:
        graph.insert(Entity(title, kind, event=graph.event(f"There was news of {title}.")))


def before_their_event(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert entities whose event comes after them."""
    event = uuid4()
    graph.insert(*(Entity(*title, event=event) for title in titles[:9]))
    graph.insert(*(Entity(*title, event=event) for title in titles[9:]))
    graph.event(f"There was news of {' and '.join(title for title, _ in titles)}.", event)


def while_off(graph: Graph, titles: Sequence[tuple[str, str]]) -> None:
    """Insert into a graph that is off; the nightly finds them."""
    graph.db.execute("UPDATE graph SET mode = 'off' WHERE id = %s", (graph.id,))
    in_bulk(graph, titles)
    graph.nightly()
    assert graph.edges() == set()
    graph.db.execute("UPDATE graph SET mode = 'active' WHERE id = %s", (graph.id,))
    graph.nightly()


@pytest.mark.parametrize(
    "insert",
    [one_by_one, in_bulk, in_one_transaction, in_one_event, across_events, before_their_event, while_off],
)
@given(titles=st.permutations([(title, ORGANIZATION) for title in ORGANIZATIONS] + [(title, ROLE) for title in ROLES]))
@examples(6)
def test_eight_roles_find_their_organizations(
    db: psycopg.Connection, insert: Callable[[Graph, Sequence[tuple[str, str]]], None], titles: list[tuple[str, str]]
) -> None:
    """No edge before, exactly the right ones after, each seen once; more runs find nothing more."""
    graph = new_graph(db)
    assert graph.edges() == set()
    insert(graph, titles)
    assert graph.weights() == dict.fromkeys(RIGHT, 1.0)
    graph.nightly()
    graph.nightly(full=True)
    graph.on_demand()
    assert graph.weights() == dict.fromkeys(RIGHT, 1.0)


def test_never_a_second_time(graph: Graph) -> None:
    """Whatever says the same again changes nothing; an event that speaks of one role strengthens its edge alone."""
    text = "Acme and others have news."
    event = graph.event(text)
    organizations = [organization(title, event=event) for title in ORGANIZATIONS]
    roles = [role(title, event=event) for title in ROLES]
    graph.insert(*organizations, *roles)
    before = graph.rows("id"), graph.weights()

    graph.event(text, event)
    graph.event(text)
    graph.event("Acme Labs has news of Acme.")
    graph.insert(*organizations, *roles)
    graph.mention(event, *organizations, *roles)
    graph.mention(graph.event("The organizations are mentioned anew."), *organizations)
    for _ in range(2):
        graph.db.execute("SELECT run_incremental(%s, %s)", (event, graph.id))
        graph.on_demand()
        graph.db.execute("SELECT run_on_demand(%s, %s)", ([roles[0].id, organizations[0].id], graph.id))
        graph.nightly()
        graph.nightly(full=True)
    graph.db.execute("UPDATE entity SET title = title, summary = 'new' WHERE graph_id = %s", (graph.id,))
    assert (graph.rows("id"), graph.weights()) == before
    assert graph.one("SELECT sum(edges_created)::int AS n FROM run WHERE graph_id = %s", graph.id) == {"n": 8}

    later = graph.event("The CEO speaks.")
    for _ in range(2):
        graph.mention(later, roles[0])
        graph.on_demand()
    assert graph.weights() == before[1] | {("CEO at Acme", "role_at", "Acme"): 2.0}


# -- names ----------------------------------------------------------------------------------------------------------


def check_names(db: psycopg.Connection, entities: Sequence[Entity], expected: set[Edge]) -> None:
    """Insert entities in several orders; the expected edges must come of each."""
    for order in (entities, entities[::-1], [*entities[1:], entities[0]]):
        graph = new_graph(db)
        for entity in order:
            graph.insert(entity)
        assert graph.edges() == expected, [entity.title for entity in order]


@pytest.mark.parametrize(
    ("title", "aliases", "role_title"),
    [
        ("Acme", (), "CEO of Acme"),
        ("Acme", (), "CEO, Acme"),
        ("Acme", (), "CEO for Acme"),
        ("Acme", (), "Clerk in Acme"),
        ("Acme", (), "Advisor on Acme"),
        ("Acme", (), "Advisor to Acme"),
        ("Acme", (), "Engineer with Acme"),
        ("Acme", (), "Detached from Acme"),
        ("Acme", (), "Acme"),
        ("Acme", (), "  the CEO   AT\tacme. "),
        ("Acme", (), 'CEO at "Acme" (2001-2003)'),
        ("Acme", (), "CEO (acting) at Acme (2001"),
        ("Acme", (), "(Acting) CEO at Acme"),
        ("Acme", (), "Engineer at Acme under Smith"),
        ("International Business Machines", ("IBM", "Big Blue"), "CTO at IBM"),
        ("International Business Machines", ("IBM", "Big Blue"), "CTO at Big Blue"),
        ("U.S. Army", (), "Major, U.S. Army"),
        ("U.S. Army", (), "Major at the US Army"),
        ("US Army", (), "Major at U. S. Army"),
        ("United States Army", (), "Major at the U.S. Army"),
        ("Army", (), "Major in the U.S. Army"),
        ("AT&T", (), "Engineer at AT&T"),
        ("AT&T", (), "Engineer at AT and T"),
        ("Smith and Wesson", (), "Clerk at Smith & Wesson"),
        ("Acme, Inc.", (), "CEO at Acme"),
        ("Acme, Inc.", (), "CEO at Acme Inc"),
        ("Acme Inc", (), "CEO at Acme, Inc."),
        ("Acme", (), "CEO at Acme Inc."),
        ("Acme", (), "Acme's CEO"),
        ("Acme", (), "Chair of Acme's board"),
        ("Acme", (), "Chair of Acme\u2019s board"),
        ("Acme Foundation", (), "Chair of Acme's Foundation"),
        ("O'Reilly", (), "Editor at O\u2019Reilly"),
        ("The Home Depot", (), "Buyer at Home Depot"),
        ("Department of Defense", (), "Clerk at the Department of Defense"),
        ("日本電気", (), "CEO at 日本電気"),
        ("Ünïcode GmbH", (), "CEO at ünïcode"),
        ("C++ (standard)", (), "Chair of C++ Standard"),
        ("3M", (), "Chemist at 3M"),
        ("Acme", (), "Acme Vice President"),
        ("Acme", (), "former Acme pilot, retired"),
        ("Acme", (), "Acme professor of the history of art"),
        ("Peace Corps", (), "former Peace Corps Volunteer"),
        ("Acme", (), "Member of the Acme Board of Directors"),
        ("Acme", (), "Adviser to the Acme Deputy Director"),
        ("Vice", (), "Editor at Vice"),
        ("Vice", (), "Vice's Chief Editor"),
    ],
)
def test_a_role_finds_its_organization(
    db: psycopg.Connection, title: str, aliases: tuple[str, ...], role_title: str
) -> None:
    """However it is spelt, and whichever comes first."""
    check_names(db, [organization(title, *aliases), role(role_title)], {(role_title, "role_at", title)})


@pytest.mark.parametrize(
    ("title", "role_title"),
    [
        ("Meta", "Analyst at Metadata"),
        ("Meta", "Head of Metadata"),
        ("Data", "Analyst at Metadata"),
        ("Meta", "Head of Metaphysics at Meta-Analysis Group"),
        ("Acme", "CEO at Acme Labs"),
        ("Acme Labs", "CEO at Acme"),
        ("Acme", "Acme Fellow at Globex"),
        ("Acme", "Acme Programme Fellow with Globex"),
        ("Vice", "Vice President"),
        ("Chief", "Chief of Staff"),
        ("Principal", "Senior Principal Engineer"),
        ("Northern District", "Judge at the Southern District"),
        ("Boston College", "Fellow at Boston University"),
        ("University of Chicago Law School", "Fellow at University of Colorado Law School"),
        ("Microsoft", "Engineer at Microsystems"),
        ("Samsung", "Engineer at Samson"),
        ("Room 101", "Keeper at Room 102"),
        ("7th Cavalry Regiment", "Captain at 9th Cavalry Regiment"),
        ("(", "CEO at ("),
        ("The", "CEO at the"),
    ],
)
def test_a_role_finds_no_other_organization(db: psycopg.Connection, title: str, role_title: str) -> None:
    """Not by a part of a word, nor by a part of a name, nor by a name that is only like it; nor does the nightly."""
    entities = [organization(title), role(role_title)]
    check_names(db, entities, set())
    graph = new_graph(db)
    graph.insert(*entities)
    graph.nightly()
    assert graph.edges() == set()


@pytest.mark.parametrize(
    ("title", "whose"),
    [
        ("Director of the Census Bureau, Department of Trade", "Census Bureau"),
        ("Chief, Census Bureau, Department of Trade", "Census Bureau"),
        ("Director for Statistics, Department of Trade", "Department of Trade"),
        ("Under Secretary of the Census Bureau, Department of Trade", "Department of Trade"),
    ],
)
def test_of_a_part_and_its_whole(db: psycopg.Connection, title: str, whose: str) -> None:
    """The part, unless the title is that of an office."""
    organizations = [organization("Census Bureau"), organization("Department of Trade")]
    check_names(db, [*organizations, role(title)], {(title, "role_at", whose)})


@pytest.mark.parametrize("order", [*itertools.permutations(["Acme", "Acme Labs", "Acme Labs Europe"])])
def test_the_longest_name_wins(graph: Graph, order: tuple[str, ...]) -> None:
    """Also when it comes after a shorter one."""
    graph.insert(role("CTO at Acme Labs Europe"), role("CTO at Acme Labs"), role("CTO, Acme"))
    for title in order:
        graph.insert(organization(title))
    assert graph.edges() == {
        ("CTO at Acme Labs Europe", "role_at", "Acme Labs Europe"),
        ("CTO at Acme Labs", "role_at", "Acme Labs"),
        ("CTO, Acme", "role_at", "Acme"),
    }


@pytest.mark.parametrize(
    ("title", "role_title"),
    [
        ("Calibre Schools", "Teacher at Caliber Schools"),
        ("Stanford University", "Fellow at Standford University"),
        ("Massachusetts General Hospital", "Surgeon at Massachussetts General Hospital"),
    ],
)
def test_a_misspelling_links_until_the_name_itself_comes(graph: Graph, title: str, role_title: str) -> None:
    """It is less sure than a name that is spelt right, and the right one takes its place."""
    edge = (role_title, "role_at", title)
    graph.insert(role(role_title))
    graph.insert(organization(title))
    graph.nightly()
    assert graph.weights() == {edge: 1.0}
    assert 0.3 < graph.rows("confidence")[edge] < 0.9
    meant = role_title.partition(" at ")[2]
    graph.insert(organization(meant))
    assert graph.weights() == {(role_title, "role_at", meant): 1.0}


def test_a_misspelling_links_at_once(graph: Graph) -> None:
    """When the organization is there before the role."""
    graph.insert(organization("Calibre Schools"), organization("Calibre Stools"))
    graph.insert(role("Teacher at Caliber Schools"))
    assert graph.edges() == {("Teacher at Caliber Schools", "role_at", "Calibre Schools")}


WORDS = st.lists(
    st.tuples(st.text("abé", min_size=1, max_size=6), st.sampled_from(["", "a", "é", "b1"])), min_size=1, max_size=3
)


@given(words=WORDS)
@examples(200)
def test_misspellings_have_one_spelling_key(db: psycopg.Connection, words: list[tuple[str, str]]) -> None:
    """Whatever counts as a misspelling of a name has the key under which that name is looked for."""
    one, other = (" ".join(form) for form in zip(*((word, word + more) for word, more in words), strict=True))
    row = db.execute(
        "SELECT _is_misspelling(%(one)s, %(other)s) AS is_one, _spelling_key(%(one)s) = _spelling_key(%(other)s) AS is_found",
        {"one": one, "other": other},
    ).fetchone()
    assert row["is_found"] or not row["is_one"]


def test_some_phrases_are_misspellings(db: psycopg.Connection) -> None:
    """Four letters are enough; fewer, digits and another beginning are not."""
    pairs = [
        ("acme labs", "acmee labs"),
        ("abab", "ababa"),
        ("abc", "abcd"),
        ("area 511", "area 5111"),
        ("north", "south"),
    ]
    found = [db.execute("SELECT _is_misspelling(%s, %s) AS is_one", pair).fetchone()["is_one"] for pair in pairs]
    assert found == [True, True, False, False, False]


def test_the_index_of_spellings_fits_the_search(db: psycopg.Connection) -> None:
    """Its expression is the function's."""
    with db.transaction():
        db.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
        plan = db.execute(
            "EXPLAIN SELECT FROM entity_name n WHERE n.graph_id = 1 AND _spelling_key(n.name) = _spelling_key('acme labs') "
            "AND n.type = 'organization' AND length(n.name) <= 100 AND length(n.type) <= 100"
        ).fetchall()
    assert "using entity_name_spelling_idx" in str(plan)
    assert "regexp_replace(name" in str([row for row in plan if "Index Cond" in str(row)])


def test_of_two_that_bear_a_name(graph: Graph) -> None:
    """The one in the same event, else the oldest; an alias that two bear means neither, a title goes before it."""
    first, second = graph.event("The first."), graph.event("The second.")
    graph.insert(Entity("Springfield College", ORGANIZATION, event=first, id=UUID(int=2)))
    graph.insert(Entity("Springfield College", ORGANIZATION, event=second, id=UUID(int=1)))
    beside, alone = role("Dean at Springfield College", event=second), role("Dean of Springfield College")
    graph.insert(beside, alone)
    graph.insert(organization("Acme Steel", "Acme"), organization("Acme Foods", "Acme"))
    graph.insert(role("CEO at Acme"))
    graph.insert(organization("Initech Labs", "Initech"), organization("Initech"))
    graph.insert(role("CEO at Initech"))
    rows = graph.db.execute("SELECT from_id, to_id FROM edge WHERE graph_id = %s", (graph.id,)).fetchall()
    found = {row["from_id"]: row["to_id"] for row in rows}
    assert (found[beside.id], found[alone.id]) == (UUID(int=1), UUID(int=2))
    assert {edge for edge in graph.edges() if "Dean" not in edge[0]} == {("CEO at Initech", "role_at", "Initech")}


def test_graphs_do_not_meet(db: psycopg.Connection) -> None:
    """A name of another graph is no name."""
    one, other = new_graph(db), new_graph(db)
    one.insert(organization("Acme"))
    other.insert(role("CEO at Acme"))
    assert one.edges() | other.edges() == set()


def test_types_are_the_rules_own(graph: Graph) -> None:
    """A person or project is no organization, and no role."""
    graph.insert(Entity("Acme", "project"), Entity("Acme", "person"), role("CEO at Acme"))
    graph.insert(organization("Globex"), Entity("CEO at Globex", "person"))
    assert graph.edges() == set()
    graph.insert(Entity("Student at Globex", "education"), Entity("Member of Globex", "membership"))
    assert graph.edges() == {("Student at Globex", "role_at", "Globex"), ("Member of Globex", "role_at", "Globex")}


# -- odd and huge input ---------------------------------------------------------------------------------------------


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
    """In a database that has no statistics yet, beside 300 names."""
    graph = Graph(connection, 1)
    graph.insert(*(organization(f"Firm{i}") for i in range(300)))

    def seconds(thing: dict[str, Any]) -> float:
        event = graph.event(thing["text"]) if "text" in thing else None
        began = time.monotonic()
        metadata = json.dumps({"aliases": thing.get("aliases", [])})
        graph.insert(Entity(thing.get("title", "Boss"), thing.get("type", ROLE), metadata, thing.get("summary"), event))
        return time.monotonic() - began

    usual = min(seconds(small) for _ in range(3))
    assert min(seconds(big) for _ in range(3)) < 60 * max(usual, 0.002)
    ceo = role("CEO at Firm7")
    graph.insert(ceo)
    assert graph.one("SELECT count(*) AS n FROM edge WHERE from_id = %s", ceo.id) == {"n": 1}


def test_the_first_pages_of_a_huge_text_count(graph: Graph) -> None:
    """A statement there is found."""
    event = graph.event("Alpha is part of Beta. " + MEGABYTE)
    graph.insert(Entity("Alpha", "project", event=event), Entity("Beta", "project", event=event))
    assert graph.edges() == {("Alpha", "part_of", "Beta")}


# -- rules for texts ------------------------------------------------------------------------------------------------

STATEMENTS = {
    "Alpha was renamed to Beta.": "renamed_to",
    "In 1990 Alpha, later renamed Beta, grew.": "renamed_to",
    "Alpha renamed itself Beta.": "renamed_to",
    "Alpha belongs to Beta.": "part_of",
    "Alpha is part of the Beta, and proud of it.": "part_of",
    "Alpha became part of Beta.": "part_of",
    "Alpha is blocked by Beta.": "blocked_by",
    "ALPHA IS STILL BLOCKED BY BETA!": "blocked_by",
    "Alpha depends on Beta.": "depends_on",
    "Alpha relies heavily on Beta.": "depends_on",
    "Alpha learned from Beta.": "learned_from",
    "Alpha learnt a lot from Beta.": "learned_from",
    "Alpha is based on Beta.": "based_on",
    "Alpha was largely based upon Beta.": "based_on",
    "Alpha contradicts Beta.": "contradicts",
    "Alpha conflicts with Beta.": "contradicts",
    "Nobody knows why, but the Alpha directly contradicts “Beta”.": "contradicts",
}


@pytest.mark.parametrize(("text", "kind"), STATEMENTS.items())
@pytest.mark.parametrize("mentioned", [True, False])
def test_a_statement_becomes_an_edge(graph: Graph, text: str, kind: str, *, mentioned: bool) -> None:
    """From the event that the entities came from, or from a later one that speaks of one of them."""
    if mentioned:
        alpha = Entity("Alpha", "project")
        graph.insert(alpha, Entity("Beta", "project"))
        graph.mention(graph.event(text), alpha)
    else:
        event = graph.event(text)
        graph.insert(Entity("Alpha", "project", event=event), Entity("Beta", "project", event=event))
    assert graph.weights() == {("Alpha", kind, "Beta"): 1.0}


@pytest.mark.parametrize(
    "text",
    [
        "Alpha and Beta.",
        "Alpha is not part of Beta.",
        "Alpha does not depend on Beta.",
        "Alpha was never based on Beta.",
        "Alpha is no longer part of Beta.",
        "Alpha depends on the mood of Beta.",
        "Alpha grew. Beta is based on tape.",
        "Alpha is part of Betamax.",
        "Subalpha is part of Beta.",
        "Alpha is part of it\nBeta is not.",
        "Alpha depends on Alpha.",
        "",
    ],
)
def test_no_statement_no_edge(graph: Graph, text: str) -> None:
    """A denial, a sentence that ends in between, another word."""
    event = graph.event(text)
    graph.insert(Entity("Alpha", "project", event=event), Entity("Beta", "project", event=event))
    assert graph.edges() == set()


@pytest.mark.parametrize("order", [*itertools.permutations(["event", "Alpha", "Beta"])])
def test_a_statement_in_any_order(graph: Graph, order: tuple[str, ...]) -> None:
    """Event first, or entities first; once, and once more for each other event that says it."""
    text, event = "Beta hired. Alpha depends on Beta. Gamma left.", uuid4()
    entities = {title: Entity(title, "project", event=event) for title in ("Alpha", "Beta")}
    for thing in order:
        if thing == "event":
            graph.event(text, event)
        else:
            graph.insert(entities[thing])
    graph.on_demand()
    graph.nightly(full=True)
    assert graph.weights() == {("Alpha", "depends_on", "Beta"): 1.0}
    graph.mention(graph.event(text), *entities.values())
    graph.on_demand()
    assert graph.weights() == {("Alpha", "depends_on", "Beta"): 2.0}


def test_several_statements(graph: Graph) -> None:
    """Each between its own two names, in its own direction."""
    event = graph.event("Alpha contradicts Beta. Beta, which depends on Gamma, grew. Gamma conflicts with Beta")
    graph.insert(*(Entity(title, "project", event=event) for title in ("Alpha", "Beta", "Gamma")))
    assert graph.edges() == {
        ("Alpha", "contradicts", "Beta"),
        ("Beta", "depends_on", "Gamma"),
        ("Gamma", "contradicts", "Beta"),
    }


PEOPLE = {"Ann": "person", "Bob": "person", "Acme": ORGANIZATION, "Globex": ORGANIZATION, "Rome": "place"}
SHIPPED = {
    "founded_by": ("Ann founded Acme in 1990.", ("Acme", "Ann"), "Ann did not found Acme."),
    "leads": ("Ann is the president of Acme.", ("Ann", "Acme"), "Ann met the president of Acme."),
    "works_at": ("Ann worked as an engineer at Acme.", ("Ann", "Acme"), "Ann never worked at Acme."),
    "educated_at": ("Ann studied physics at Acme.", ("Ann", "Acme"), "Ann studied how Acme was built."),
    "member_of": ("Ann became a member of Acme.", ("Ann", "Acme"), "Ann met a member of Acme."),
    "owned_by": ("Acme was bought by Globex.", ("Acme", "Globex"), "Acme was not bought by Globex."),
    "married_to": ("Ann married Bob.", ("Ann", "Bob"), "Ann never married Bob."),
    "child_of": ("Ann was the daughter of Bob.", ("Ann", "Bob"), "Ann was not the daughter of Bob."),
    "sibling_of": ("Ann is the younger sister of Bob.", ("Ann", "Bob"), "Ann met the younger sister of Bob."),
    "born_in": ("Ann was born in Rome.", ("Ann", "Rome"), "Ann was not born in Rome."),
}


def say(graph: Graph, *texts: str) -> set[Edge]:
    """Let events tell of people; return the edges, those without a direction by the order of their names."""
    people = [Entity(name, kind) for name, kind in PEOPLE.items()]
    graph.insert(*people)
    for text in texts:
        graph.mention(graph.event(text), *(person for person in people if person.title in text))
    symmetric = {"married_to", "sibling_of", "meets"}
    return {(*sorted((f, t)), kind) if kind in symmetric else (f, t, kind) for f, kind, t in graph.edges()}


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_kind(db: psycopg.Connection, kind: str) -> None:
    """A plain sentence says it; one that is near to it does not."""
    sentence, ends, near_miss = SHIPPED[kind]
    assert say(new_graph(db), sentence) == {(*ends, kind)}
    assert say(new_graph(db), near_miss) == set()


def test_a_kind_without_direction(graph: Graph) -> None:
    """However it is said, it is one edge, observed twice."""
    graph.rule("{source} meets {target}", "meets", on="text", is_symmetric=True)
    graph.rule("{source} calls {target}", "calls", on="text")
    assert say(graph, "Ann meets Bob.", "Bob meets Ann.", "Ann calls Bob.", "Bob calls Ann.") == {
        ("Ann", "Bob", "meets"),
        ("Ann", "Bob", "calls"),
        ("Bob", "Ann", "calls"),
    }
    assert sorted(graph.weights().values()) == [1, 1, 2]


@pytest.mark.parametrize(
    ("cue", "is_read"), [(None, True), ("praised", True), ("acclaimed|praised", True), ("acclaimed", False)]
)
def test_a_cue(graph: Graph, cue: str | None, *, is_read: bool) -> None:
    """One of its words must be among those of the two names; as a whole word."""
    graph.rule("{source} (unpraised |)[a-z]+ {target}", "praised", on="text", cue=cue)
    assert say(graph, "In Rome it was acclaimed that on a fine day in May Ann praised Bob.") == (
        {("Ann", "Bob", "praised")} if is_read else set()
    )


@pytest.mark.parametrize("cue", ["", "Praised", "praised|", "pra.*", "praised acclaimed"])
def test_a_bad_cue_is_refused(graph: Graph, cue: str) -> None:
    """It is words with | between, as the normalised text has them."""
    with pytest.raises(psycopg.errors.CheckViolation, match="pattern_rule_cue_check"):
        graph.rule("{source} praised {target}", "praised", on="text", cue=cue)


def test_other_names_are_context(graph: Graph) -> None:
    """A rule says by {name} where they may stand; a name is one word to it, however long it is."""
    graph.rule("{source} praised (({name}|,|and) )*{target}", "praised", on="text", cue="praised")
    assert say(graph, "Ann praised Acme, Globex and Bob.", "Bob praised the hall that Acme has in Rome.") == {
        ("Ann", name, "praised") for name in ("Acme", "Globex", "Bob")
    }


@pytest.mark.parametrize("denial", ["did not found", "didn't found", "never founded", "has neither led nor founded"])
def test_a_denial(graph: Graph, denial: str) -> None:
    """It gives nothing, whatever the expression would match, unless the rule speaks of it."""
    graph.rule("{source} .*found.* {target}", "found", on="text")
    assert say(graph, f"Ann {denial} Acme.") == set()
    graph.rule("{source} (did not found|never founded) {target}", "did_not_found", on="text")
    graph.on_demand()
    is_spoken_of = denial in {"did not found", "never founded"}
    assert graph.edges() == ({("Ann", "did_not_found", "Acme")} if is_spoken_of else set())


# -- summaries ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "summary",
    [
        "Chief Engineer at Acme.",
        "Acme's Chief Engineer.",
        "She joined Acme in May as Chief Engineer.",
        "She worked at Acme, Boston, as Chief Engineer and then as a clerk at Globex.",
        "At Acme she held several posts, including head of sales, Chief Engineer and envoy to Globex.",
        "Chief Engineer, Acme",
    ],
)
@pytest.mark.parametrize("as_text", [True, False])
@pytest.mark.parametrize("role_first", [True, False])
def test_a_title_that_says_nothing_has_a_summary(
    graph: Graph, summary: str, *, as_text: bool, role_first: bool
) -> None:
    """Or the text of its event."""
    event = graph.event(summary if as_text else "News.")
    entities = [
        organization("Acme", event=event),
        organization("Globex", event=event),
        role("Chief Engineer", None if as_text else summary, event),
    ]
    for entity in entities[::-1] if role_first else entities:
        graph.insert(entity)
    assert graph.weights() == {("Chief Engineer", "role_at", "Acme"): 1.0}
    graph.nightly()
    assert graph.weights() == {("Chief Engineer", "role_at", "Acme"): 1.0}


@pytest.mark.parametrize(
    "title", ["Master's in Art", "Master\u2019s in Art", "Secretary for Nuclear, Chemical Defense"]
)
def test_a_summary_repeats_a_title_with_its_punctuation(graph: Graph, title: str) -> None:
    """Names are looked up without it."""
    graph.insert(organization("Acme"), role(title, f"She has a {title} from Acme."))
    assert graph.edges() == {(title, "role_at", "Acme")}


# -- rules of the user ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("source_first", [True, False])
def test_a_title_rule_of_the_user(graph: Graph, *, source_first: bool) -> None:
    """It reads what is inserted from now on, and on demand what was there; other graphs do not know it."""
    old = [Entity("Python", "skill"), Entity("Python used in Apollo", "skill"), Entity("Apollo", "project")]
    graph.insert(*old)
    rule = graph.rule(
        "(^| )(used|applied) in {target}", "used_in", source_type="skill", target_type="project", confidence=0.8
    )
    other = new_graph(graph.db)
    new = [Entity("Ada applied in the Gemini", "skill"), Entity("Gemini", "project"), Entity("Gemini", ORGANIZATION)]
    for entity in new if source_first else new[::-1]:
        graph.insert(entity)
        other.insert(entity)
    found = {("Ada applied in the Gemini", "used_in", "Gemini")}
    assert graph.edges() == found
    assert other.edges() == set()
    graph.on_demand()
    assert graph.edges() == found | {("Python used in Apollo", "used_in", "Apollo")}
    assert set(graph.rows("confidence").values()) == {0.8}
    evidence = graph.one("SELECT detail, strategy FROM evidence WHERE graph_id = %s LIMIT 1", graph.id)
    assert evidence == {"detail": {"rule": rule, "field": "title"}, "strategy": "pattern"}


def test_a_rule_of_the_user_may_mean_any_name(graph: Graph) -> None:
    """Also one with which titles of people begin."""
    graph.rule("^paid by {target}$", "paid_by")
    graph.insert(Entity("Dinner paid by Visa", "thing"), Entity("Paid by Visa", "thing"), Entity("Visa", ORGANIZATION))
    assert graph.edges() == {("Paid by Visa", "paid_by", "Visa")}
    graph.rule("(^| )using {target}", "uses")
    graph.insert(Entity("Dinner using Visa", "thing"))
    assert ("Dinner using Visa", "uses", "Visa") in graph.edges()


def test_a_rule_for_any_type(graph: Graph) -> None:
    """Types left out mean all."""
    graph.rule("^re {target}$", "answers")
    graph.insert(*(Entity(title, f"type {i}") for i, title in enumerate(["re News", "News", "reNews", "re"])))
    assert graph.edges() == {("re News", "answers", "News")}
    graph.insert(Entity("Re: re: news", "mail"))
    assert graph.edges() == {("re News", "answers", "News"), ("Re: re: news", "answers", "re News")}


@pytest.mark.parametrize(
    "expression",
    [
        "{source} (praised|acclaimed) {target}",
        "^{source} praised {target}$",
        "(?i){source} PRAISED {target}",
        "({source})+ praised ({target})",
        "{target} (has been|was) praised by {source}",
    ],
)
def test_a_text_rule_of_the_user(graph: Graph, expression: str) -> None:
    """Whatever its expression, the shipped rules go on working beside it."""
    graph.rule(expression, "praised", on="text", source_type="person", target_type=ORGANIZATION)
    verb = "was praised by Ann" if "by" in expression else "grew"
    event = graph.event(
        f"In May, Ann praised Acme. Globex {verb}. Globex depends on Acme, they say. Globex praised Acme."
    )
    graph.insert(Entity("Ann", "person", event=event))
    graph.insert(organization("Acme", event=event), organization("Globex", event=event))
    praised = "Globex" if "by" in expression else "Acme"
    assert graph.edges() == {("Ann", "praised", praised), ("Globex", "depends_on", "Acme")}
    description = graph.rows("description")["Ann", "praised", praised]
    assert description == ("Globex was praised by Ann" if "by" in expression else "Ann praised Acme")


def test_a_summary_rule_of_the_user(graph: Graph) -> None:
    """It reads the summary of the source."""
    graph.rule("{source} [^|]*led by {target}", "led_by", on="summary", source_type="project", target_type="person")
    graph.insert(Entity("Ann", "person"), Entity("Bob", "person"))
    graph.insert(Entity("Apollo", "project", summary="Apollo, long led by Ann. Bob left."))
    assert graph.edges() == {("Apollo", "led_by", "Ann")}


@pytest.mark.parametrize(
    ("on", "expression", "code"),
    [
        ("title", "", "22023"),
        ("title", "(^| )at organization", "22023"),
        ("title", "at {target", "22023"),
        ("text", "founded {target}", "22023"),
        ("text", "{source} founded it", "22023"),
        ("summary", "{target}", "22023"),
        ("title", "{target} (", "2201B"),
        ("title", "[z-a] {target}", "2201B"),
        ("title", "*{target}", "2201B"),
        ("text", "{source} {target} [[:nothing:]]", "2201B"),
        ("title", r"(at) \1 {target}", "22023"),
        ("title", "(?=at) {target}", "22023"),
        ("title", "(?<!at) {target}", "22023"),
        ("title", "x{100} {target}", "22023"),
        ("title", "x{1,255} {target}", "22023"),
        ("title", "(.{1,99}){1,99} {target}", "22023"),
        ("text", "{source} ((a{1,99}){1,99}){1,99} {target}", "22023"),
    ],
)
def test_a_bad_expression_is_refused(graph: Graph, on: str, expression: str, code: str) -> None:
    """With its code and what to do, when it is inserted and when it is changed."""
    good = graph.rule("{source} likes {target}", "likes", on=on)
    statements: list[tuple[str, tuple[object, ...]]] = [
        (
            "INSERT INTO pattern_rule (graph_id, field, expression, kind) VALUES (%s, %s, %s, 'bad')",
            (graph.id, on, expression),
        ),
        ("UPDATE pattern_rule SET expression = %s WHERE graph_id = %s AND id = %s", (expression, graph.id, good)),
    ]
    for sql, values in statements:
        began = time.monotonic()
        with pytest.raises(psycopg.Error) as caught:
            graph.db.execute(sql, values)
        assert caught.value.sqlstate == code
        assert caught.value.diag.message_hint
        assert expression in (caught.value.diag.message_primary or "")
        assert time.monotonic() - began < 10
    rows = graph.db.execute(
        "SELECT expression FROM pattern_rule WHERE graph_id = %s AND kind IN ('bad', 'likes')", (graph.id,)
    )
    assert rows.fetchall() == [{"expression": "{source} likes {target}"}]


@pytest.mark.parametrize(
    "columns", [{"confidence": 1.1}, {"confidence": -0.1}, {"kind": "Works At"}, {"kind": ""}, {"expression": None}]
)
def test_a_bad_rule_is_refused(graph: Graph, columns: dict[str, object]) -> None:
    """By the constraints of the table."""
    values = {"kind": "likes", "expression": "{target}", **columns}
    with pytest.raises(psycopg.IntegrityError):
        graph.rule(values.pop("expression"), values.pop("kind"), **values)  # type: ignore[arg-type]
    with pytest.raises(psycopg.errors.CheckViolation):
        graph.rule("{target}" + "x" * 400, "likes")


def test_a_veto(graph: Graph) -> None:
    """A rule with confidence 0 says that there is no such edge; without it there is one."""
    veto = graph.rule("^honorary ", "role_at", source_type=ROLE, target_type=ORGANIZATION, confidence=0)
    summary_veto = graph.rule("{source} (against|despite)", "role_at", on="summary", source_type=ROLE, confidence=0)
    roles = [
        role("Honorary Chair", "Honorary Chair of Acme"),
        role("Lobbyist", "Lobbyist against Acme"),
        role("Chair", "Chair of Acme"),
        role("Aide", "Aide to Senator Smith of Acme"),
    ]
    graph.insert(organization("Acme"), *roles)
    graph.on_demand()
    assert graph.edges() == {("Chair", "role_at", "Acme")}
    for rule, title in ((veto, "Honorary Chair"), (summary_veto, "Lobbyist")):
        graph.db.execute("UPDATE pattern_rule SET enabled = false WHERE graph_id = %s AND id = %s", (graph.id, rule))
        assert (title, "role_at", "Acme") not in graph.edges()
        graph.on_demand()
        assert (title, "role_at", "Acme") in graph.edges()


def test_a_disabled_rule(graph: Graph) -> None:
    """It finds nothing, what it found stays; enabled again, it finds what came meanwhile."""
    graph.insert(organization("Acme"), role("CEO at Acme"))
    switch = "UPDATE pattern_rule SET enabled = %s WHERE graph_id = %s"
    graph.db.execute(switch, (False, graph.id))
    event = graph.event("Alpha is part of Beta.")
    graph.insert(role("CTO at Acme"), *(Entity(title, "project", event=event) for title in ("Alpha", "Beta")))
    graph.nightly(full=True)
    assert graph.edges() == {("CEO at Acme", "role_at", "Acme")}
    graph.db.execute(switch, (True, graph.id))
    graph.nightly(full=True)
    assert graph.weights() == {
        ("CEO at Acme", "role_at", "Acme"): 1.0,
        ("CTO at Acme", "role_at", "Acme"): 1.0,
        ("Alpha", "part_of", "Beta"): 1.0,
    }
