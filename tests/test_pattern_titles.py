"""Patterns in titles and summaries: roles find their organizations, in any order, once."""

import itertools
from collections.abc import Callable, Sequence
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pattern_graph import ORGANIZATION, ROLE, Edge, Entity, Graph, examples, new_graph, organization, role

pytest_plugins = ["pattern_graph"]

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
        "SELECT _is_misspelling(%(one)s, %(other)s) AS is_one, _blocking_key(%(one)s) = _blocking_key(%(other)s) AS is_found",
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
            "EXPLAIN SELECT FROM entity_name n WHERE n.graph_id = 1 AND _blocking_key(n.key) = _blocking_key('acme labs') "
            "AND n.type = 'organization' AND length(n.key) <= 100 AND length(n.type) <= 100"
        ).fetchall()
    assert "using entity_name_spelling_idx" in str(plan)
    assert "regexp_replace(key" in str([row for row in plan if "Index Cond" in str(row)])


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
def test_a_title_without_a_match_falls_back_to_the_summary(
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


@pytest.mark.parametrize(
    ("summary", "employers"),
    [
        ("She worked at Acme. Later she became Chief Engineer.", {"Acme"}),
        ("She worked at Acme and at Globex. Later she became Chief Engineer.", set()),
        ("She worked at Acme. At Globex Inc. she was hired. Later she became Chief Engineer.", {"Globex"}),
    ],
)
def test_the_employer_stands_in_the_sentence_before(graph: Graph, summary: str, employers: set[str]) -> None:
    """The only organization of that sentence is the employer; of two, none is guessed."""
    graph.insert(organization("Acme"), organization("Globex"), role("Chief Engineer", summary))
    assert {to for _, kind, to in graph.edges() if kind == "role_at"} == employers
