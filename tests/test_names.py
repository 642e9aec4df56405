"""Keys of names: the same by every path, and different where names are."""

from uuid import UUID

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pattern_graph import Entity, Graph, examples

pytest_plugins = ["pattern_graph"]
LATIN = st.characters(codec="utf-8", max_codepoint=0x24F, categories=["L", "Nd", "Zs", "Pd"])


@given(title=st.text("aZ09 ,/_-", max_size=30) | st.text(LATIN, max_size=20))
@examples(100)
def test_the_short_way_of_latin_titles_gives_the_same_key(db: psycopg.Connection, title: str) -> None:
    """Names in bulk are mostly letters and spaces, and are not cut into tokens."""
    row = db.execute("SELECT normalize_name(%(t)s) AS short, _normalize_tokens(%(t)s) AS long", {"t": title}).fetchone()
    assert row["short"] == row["long"]


@given(text=st.text("aBsS1 ._'&+#*-\n,;()<>@/\u00e9\u2019\u2060\x01\x02\x1e\x1f\u674e", max_size=20))
@examples(100)
def test_tokens_in_bulk_are_the_same(db: psycopg.Connection, text: str) -> None:
    """Texts of ASCII characters are cut by two replacements instead of a match for each token."""
    row = db.execute(
        "SELECT (SELECT (array_agg(token_key(t.word)), array_agg(t.gap), array_agg(t.word))::text FROM tokenize(%(t)s) t) "
        "AS long, (SELECT (a.keys, a.gaps, a.words)::text FROM _token_arrays(%(t)s) a) AS short",
        {"t": text},
    ).fetchone()
    assert row["short"] == row["long"]


@given(text=st.text("aB.,'s &+#<>;\n\u00e9\u2019\u7530\u200b", max_size=40))
@examples(100)
def test_tokens_cover_the_text(db: psycopg.Connection, text: str) -> None:
    """The lengths of gaps and words add up, so that a token's place in the text is known."""
    row = db.execute("SELECT sum(length(gap) + length(word)) AS n FROM tokenize(%s)", [text]).fetchone()
    assert row["n"] == len(text)


@pytest.mark.parametrize(
    "names",
    [("C", "C++", "C#"), ("Canal", "Canal+"), ("Wendy", "Wendy's"), ("Team", "Team A"), ("Who", "The Who")],
)
def test_different_names_have_different_keys(db: psycopg.Connection, names: tuple[str, ...]) -> None:
    """No two of them are looked up under one key."""
    keys = {db.execute("SELECT normalize_name(%s) AS key", [name]).fetchone()["key"] for name in names}
    assert len(keys) == len(names)


@pytest.mark.parametrize("key", ["content", "text", "message"])
def test_a_text_is_read_under_the_usual_keys(graph: Graph, key: str) -> None:
    """Applications name it differently."""
    graph.insert(Entity("Alpha", "project"), Entity("Beta", "project"))
    graph.db.execute(
        "INSERT INTO raw_events (graph_id, payload) VALUES (%s, jsonb_build_object(%s::text, 'Alpha depends on Beta.'))",
        (graph.id, key),
    )
    assert graph.edges() == {("Alpha", "depends_on", "Beta")}


def test_a_long_text_is_read_to_its_end(graph: Graph) -> None:
    """In parts, up to 100,000 characters."""
    graph.insert(Entity("Alpha", "project"), Entity("Beta", "project"))
    graph.event("Nothing of note happened that day. " * 2000 + "Alpha depends on Beta.")
    assert graph.edges() == {("Alpha", "depends_on", "Beta")}


@pytest.mark.parametrize(
    ("title", "employers"),
    [
        ("CEO (Acme)", {"Acme"}),
        ("Partner, Strategy (Deloitte)", {"Deloitte"}),
        ("Graduate of Acme and Globex", {"Acme", "Globex"}),
        ("Engineer at Acme; Globex; and Deloitte", {"Acme", "Globex", "Deloitte"}),
        ("Counsel to Globex Chairman Ann Lee", set()),
        ("Special Assistant to Globex Secretary Bob Ray", set()),
        ("Combat Medic", set()),
        ("Habitat Restoration Lead", set()),
        ("Engineer at University of Oslo", set()),
        ("Globex pilot", {"Globex"}),
    ],
)
def test_a_title_names_the_employer_by_its_grammar(graph: Graph, title: str, employers: set[str]) -> None:
    """In a graph of one title, before any night."""
    known = ("Acme", "Globex", "Deloitte", "Medic", "Restoration Lead Inc.", "University")
    graph.insert(*(Entity(name, "organization") for name in known))
    graph.insert(Entity(title, "role"))
    assert {target for _, _, target in graph.edges()} == employers


def test_a_title_that_is_a_common_word_is_held_back(graph: Graph) -> None:
    """Found out at night from the texts; doctor and why_not say so, and the application can say that it is a name."""
    graph.insert(Entity("file", "package"), Entity("git", "package"), Entity("Target", "organization"))
    for number in range(4):
        graph.event(f"Open the file {number} with git. Our target is a file. Every git command, and Target, failed.")
    graph.nightly()
    later = graph.event("The file is in git, says Target. Target again.")

    def mentioned() -> set[str]:
        rows = graph.db.execute(
            "SELECT e.title FROM mention m JOIN entity e ON (e.graph_id, e.id) = (m.graph_id, m.entity_id) "
            "WHERE m.graph_id = %s AND (m.event_id = %s OR e.title = 'file')",
            (graph.id, later),
        ).fetchall()
        return {row["title"] for row in rows}

    assert mentioned() == {"git", "Target"}
    (row,) = graph.db.execute("SELECT * FROM doctor(%s) WHERE \"check\" = 'common_names'", (graph.id,)).fetchall()
    assert row["status"] == "info"
    assert row["value"].endswith(": file")
    assert graph.one("SELECT reason FROM why_not('Target', 'file', NULL, %s)", graph.id) == {"reason": "common_word"}

    graph.db.execute(
        "UPDATE entity SET metadata = '{\"is_name\": true}' WHERE graph_id = %s AND title = 'file'", (graph.id,)
    )
    assert graph.one("SELECT mark_common_names(%s) AS changed", graph.id) == {"changed": 1}
    graph.event("This file is a name.")
    assert mentioned() == {"git", "Target", "file"}


def test_a_word_that_texts_inflect_is_no_name(graph: Graph) -> None:
    """A file has files, and a job is timed; nobody says "gits". What the word brought goes with it."""
    graph.db.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (%s, 'temporal')", (graph.id,))
    graph.insert(*(Entity(name, "package") for name in ("file", "time", "git", "apply")))
    kept = []
    for day, another in (("2026-01-01", "2026-01-02"), ("2026-01-05", "2026-01-06")):
        for _ in range(3):
            graph.event("Something else happened.", occurred_at=day)
        graph.event("Put the file there by git in time.", occurred_at=day)
        kept.append(graph.event("Two packages, git and another one.", occurred_at=another))
        graph.db.execute(
            "INSERT INTO mention (graph_id, event_id, entity_id) SELECT e.graph_id, %s, e.id FROM entity e "
            "WHERE e.graph_id = %s AND e.title = 'time'",
            (kept[-1], graph.id),
        )
    graph.nightly()
    assert {"git", "file", "time"} <= {title for edge in graph.edges() for title in edge}
    for number in range(4):
        graph.event(
            f"Read config files {number} with git at boot time. File order is timed. It applies file modes once. "
            "No git file is read. Time is short; git is not."
        )
    graph.nightly()
    assert not [edge for edge in graph.edges() if "file" in edge]
    # what the application says that an event mentions is no word
    assert {frozenset(edge) for edge in graph.edges() if "time" in edge} == {frozenset({"git", "co_occurs", "time"})}
    rows = graph.db.execute(
        "SELECT DISTINCT event_id FROM counting_evidence WHERE graph_id = %s", (graph.id,)
    ).fetchall()
    assert {row["event_id"] for row in rows} == set(kept)
    later = graph.event("git reads file after file at boot time, apply or not")
    rows = graph.db.execute(
        "SELECT e.title FROM mention m JOIN entity e ON (e.graph_id, e.id) = (m.graph_id, m.entity_id) "
        "WHERE m.graph_id = %s AND m.event_id = %s",
        (graph.id, later),
    ).fetchall()
    assert {row["title"] for row in rows} == {"git", "apply"}, "apply is written inflected alone: too little to tell"


@pytest.mark.parametrize(
    ("text", "is_mentioned"),
    [
        ("d/p/12_fix_openssl_check.patch was dropped", False),
        ("restart openssl.service now", False),
        ("built with openssl.", True),
        ("an openssl-based build, and _openssl_ itself", True),
        ("switch to libcurl4-openssl-dev", False),
        ("see openssl-dev", False),
        ("d/p/0003-other-openssl-based-platforms.patch was dropped", False),
        ("reads /usr/share/openssl/build now", False),
        ("loads curl.openssl now", False),
        ("curl/openssl, whichever", True),
        ("with openssl-3.0", True),
        ("a non-openssl build", True),
        ("what he wants\u2014openssl\u2014is there", True),
        ("`openssl`, *openssl*, 'openssl' and openssl's", True),
    ],
)
def test_a_part_of_an_identifier_is_no_mention(graph: Graph, text: str, is_mentioned: bool) -> None:  # noqa: FBT001
    """A file or a variable is not about what its name is made of."""
    graph.insert(Entity("openssl", "package"))
    event = graph.event(text)
    found = graph.one("SELECT count(*) FROM mention m WHERE m.graph_id = %s AND m.event_id = %s", graph.id, event)
    assert found["count"] == int(is_mentioned)


def test_doctor_names_what_no_rule_reads(graph: Graph) -> None:
    """Types that no rule speaks of, and titles that entities of several types have."""
    graph.insert(
        Entity("Ann Lee", "person"), Entity("Foo", "gizmo"), Entity("Paris", "person"), Entity("Paris", "place")
    )
    rows = graph.db.execute("SELECT * FROM doctor(%s)", (graph.id,)).fetchall()
    values = {row["check"]: row["value"] for row in rows if row["status"] == "info"}
    assert values["types"] == "1 types are named by no rule: gizmo (1)"
    assert values["shared_names"].endswith(": paris (person, place)")


@pytest.mark.parametrize(
    ("known", "text", "longer", "before", "after"),
    [
        ("Globex", "Ann Lee works for {}.", "Globex of Boston", "works_at", "works_at"),
        ("Globex", "Ann Lee works at {}.", "Globex & Sons", "works_at", "works_at"),
        ("Globex", "{} was founded by Ann Lee.", "Globex and Sons", None, "founded_by"),
        (
            "\u6751\u4e0a",
            "Ann Lee\u306f{}\u306b\u5165\u793e\u3057\u305f\u3002",
            "\u6751\u4e0a\u88fd\u4f5c\u6240",
            None,
            None,
        ),
    ],
)
def test_a_longer_name_takes_back_what_was_read_as_a_shorter_one(  # noqa: PLR0913, PLR0917
    graph: Graph, known: str, text: str, longer: str, before: str | None, after: str | None
) -> None:
    """The night after it came reads texts with its words again, however old they are; one with both keeps both."""
    graph.db.execute("INSERT INTO strategy_setting (graph_id, strategy) VALUES (%s, 'temporal')", (graph.id,))
    graph.insert(Entity(known, "organization"), Entity("Ann Lee", "person"))

    def mentioned(event: UUID) -> set[str]:
        rows = graph.db.execute(
            "SELECT e.title FROM mention m JOIN entity e ON (e.graph_id, e.id) = (m.graph_id, m.entity_id) "
            "WHERE m.graph_id = %s AND m.event_id = %s",
            (graph.id, event),
        ).fetchall()
        return {row["title"] for row in rows}

    for day in ("2026-01-01", "2026-01-05", "2026-01-09"):
        graph.event("Nothing else happened.", occurred_at=day)
    event = graph.event(text.format(longer), occurred_at="2026-01-01")
    other = graph.event(text.format(longer) + f" {known} is another one.", occurred_at="2026-01-05")
    told = graph.event(text.format(longer), occurred_at="2026-01-09")
    graph.db.execute(
        "UPDATE mention SET origin = 'application' WHERE event_id = %s AND graph_id = %s", (told, graph.id)
    )
    graph.db.execute(
        "UPDATE raw_events SET created_at = created_at - interval '1 year' WHERE graph_id = %s", (graph.id,)
    )
    graph.nightly()
    edges = {frozenset(edge) for edge in graph.edges()}
    assert frozenset({"Ann Lee", "co_occurs", known}) in edges
    assert (frozenset({"Ann Lee", before, known}) in edges) == (before is not None)

    graph.insert(Entity(longer, "organization"))
    assert mentioned(event) == {"Ann Lee", known}, "the statement waits for nothing"
    graph.nightly()
    assert mentioned(event) == {"Ann Lee", longer}
    assert mentioned(other) == {"Ann Lee", longer, known}
    assert mentioned(told) == {"Ann Lee", known}, "what the application says that an event mentions stays"
    said = {
        row["event_id"]
        for row in graph.db.execute(
            "SELECT v.event_id FROM counting_evidence v JOIN entity e ON e.graph_id = v.graph_id "
            "AND e.id IN (v.from_id, v.to_id) WHERE v.graph_id = %s AND e.title = %s",
            (graph.id, known),
        )
    }
    assert event not in said
    assert other in said
    if after:
        assert frozenset({"Ann Lee", after, longer}) in {frozenset(edge) for edge in graph.edges()}
    changed = graph.one("SELECT count(*) FROM relink_texts(%s, ARRAY(SELECT id FROM entity))", graph.id)
    assert changed["count"] == 0, "again changes nothing"
