"""recall(): which events, entities and edges answer a question, why, and what it costs to keep them findable."""

import json
import math
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import sql
from psycopg.conninfo import make_conninfo

import servers
from conftest import connect, janitor

Row = dict[str, Any]


def say(db: psycopg.Connection, text: str, at: str | None = None, graph: int = 1) -> UUID:
    """Insert an event; return its id."""
    row = db.execute(
        "INSERT INTO raw_events (graph_id, payload, occurred_at) VALUES (%s, %s, %s) RETURNING id",
        [graph, json.dumps({"content": text}), at],
    ).fetchone()
    return row["id"]


def know(db: psycopg.Connection, title: str, kind: str = "person", summary: str | None = None, graph: int = 1) -> UUID:
    """Insert an entity; return its id."""
    row = db.execute(
        "INSERT INTO entity (graph_id, title, type, summary) VALUES (%s, %s, %s, %s) RETURNING id",
        [graph, title, kind, summary],
    ).fetchone()
    return row["id"]


def recall(db: psycopg.Connection, question: str | None, kind: str | None = None, **arguments: object) -> list[Row]:
    """Ask, and return the rows of one kind or of all."""
    named = "".join(f", p_{name} => %({name})s" for name in arguments)
    rows = db.execute(f"SELECT * FROM recall(%(question)s{named})", {"question": question, **arguments}).fetchall()
    return [row for row in rows if kind in (None, row["kind"])]


def contents(rows: list[Row]) -> list[str]:
    """Return the texts of rows."""
    return [row["content"] for row in rows]


@pytest.fixture
def db(connection: psycopg.Connection) -> psycopg.Connection:
    """A graph of a few events about people who work."""
    say(connection, "The bakery in Rue Cler opens at seven.", "2024-02-01")
    say(connection, "Ada Lovelace joined Acme as an engineer.", "2024-03-01 10:00")
    say(connection, "She starts on Monday.", "2024-03-01 10:01")
    say(connection, "Acme builds rockets in Toulouse.", "2024-04-01")
    know(connection, "Ada Lovelace", summary="An engineer")
    know(connection, "Acme", "organization")
    connection.execute("CALL run_nightly(1)")
    return connection


# -- what is found ----------------------------------------------------------------------------------------------------


def test_the_event_with_the_words_of_the_question_comes_first(db: psycopg.Connection) -> None:
    """Words are compared by their stems, and why names those that were found."""
    first = recall(db, "When does the bakery open?", "event")[0]
    assert first["content"] == "The bakery in Rue Cler opens at seven."
    assert set(first["why"]["words"]) == {"bakeri", "open"}
    assert first["tokens"] == math.ceil(len(first["content"]) / 4)


def test_an_event_is_found_as_soon_as_it_is_inserted(db: psycopg.Connection) -> None:
    """Neither a nightly nor a worker is needed."""
    say(db, "The zeppelin lands on the roof.")
    assert contents(recall(db, "zeppelin", "event")) == ["The zeppelin lands on the roof."]


def test_a_text_is_found_by_an_entity_that_another_event_leads_to(db: psycopg.Connection) -> None:
    """No word of the question stands in it: it mentions Acme, where Ada works."""
    rows = {row["content"]: row for row in recall(db, "What do we know about Ada Lovelace?", "event")}
    assert rows["Acme builds rockets in Toulouse."]["why"]["via"] == "Acme"


def test_neighbours_in_time_are_recalled_too(db: psycopg.Connection) -> None:
    """A neighbour in time within the window, and not one of another day."""
    rows = {row["content"]: row for row in recall(db, "When does Ada Lovelace begin?", "event")}
    joined = rows["Ada Lovelace joined Acme as an engineer."]
    assert rows["She starts on Monday."]["why"]["near"] == str(joined["id"])
    db.execute("UPDATE graph SET recall_near_window = '10 seconds'")
    assert "She starts on Monday." not in contents(recall(db, "When does Ada Lovelace begin?", "event"))


def test_words_that_are_spread_over_consecutive_events_count_together(connection: psycopg.Connection) -> None:
    """Two events hold a word of the question each; those of one occasion are both read with the other, and come first."""
    for day in range(1, 4):
        say(connection, "We talked about the harbour.", f"2024-03-0{day} 09:00")
        say(connection, "We talked about pottery.", f"2024-04-0{day} 09:00")
    say(connection, "We met at the harbour.", "2024-05-01 09:00")
    say(connection, "There was a pottery class.", "2024-05-01 09:01")
    rows = recall(connection, "pottery at the harbour", "event", limit=2)
    assert set(contents(rows)) == {"We met at the harbour.", "There was a pottery class."}


def test_frequent_words_find_the_events_that_hold_several_of_them(connection: psycopg.Connection) -> None:
    """Where no word of a question is rare, those events come first that hold more than one, wherever they lie."""
    connection.execute("UPDATE graph SET mode = 'off'")
    connection.execute(
        "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', "
        "CASE WHEN i % 2 = 0 OR i > 41000 THEN 'harbour ' ELSE '' END || "
        "CASE WHEN i % 2 = 1 OR i > 41000 THEN 'pottery ' ELSE '' END || i) FROM generate_series(1, 41100) i"
    )
    connection.execute("SELECT repair(1)")
    connection.execute("SELECT count_lexemes(1)")
    rows = recall(connection, "pottery at the harbour", "event")
    assert [row["why"]["words"] for row in rows] == [["harbour", "potteri"]] * 10


def test_an_event_that_begins_with_a_word_of_the_question_comes_before_one_that_only_holds_it(
    connection: psycopg.Connection,
) -> None:
    """Whom a question names is rather who speaks, or the title, than who is spoken to."""
    for place in range(6):
        say(connection, f"Ada: nothing of the kind {place}")
        say(connection, f"Ben: nothing of the kind {place}")
    say(connection, "Ben: How is the garden, Ada?")
    said = "Ada: I planted tomatoes in the garden, and roses along the old wall."
    say(connection, said)
    rows = recall(connection, "How is Ada's garden?", "event")
    assert contents(rows)[0] == said


@pytest.mark.parametrize(("next_at", "power"), [("2024-03-02 10:00", 2), ("2024-03-01 10:01", 1)])
def test_the_graph_counts_more_for_documents_than_in_a_conversation(
    connection: psycopg.Connection, next_at: str, power: int
) -> None:
    """Left to itself, a question follows the graph as for documents, unless something else happened near its best match."""
    know(connection, "Acme", "organization")
    say(connection, "Ada works at Acme.", "2024-03-01 10:00")
    say(connection, "The weather was fine.", next_at)
    say(connection, "Acme builds rockets.", "2024-04-01")
    chosen = recall(connection, "Where does Ada work?", "event")
    connection.execute("UPDATE graph SET recall_graph_power = %s", [power])
    assert recall(connection, "Where does Ada work?", "event") == chosen
    connection.execute("UPDATE graph SET recall_graph_power = %s", [3 - power])
    assert recall(connection, "Where does Ada work?", "event") != chosen


def test_entities_are_explained_by_their_path(db: psycopg.Connection) -> None:
    """Named by the question, or over an edge."""
    rows = {row["content"]: row for row in recall(db, "Where does Ada Lovelace work?", "entity")}
    assert rows["Ada Lovelace: An engineer"]["why"]["named"] is True
    assert "Acme" in rows


def test_a_name_of_several_means_each(connection: psycopg.Connection) -> None:
    """A question that names Paris asks for the town and for the person."""
    for kind in ("place", "person", "organization"):
        connection.execute(
            "INSERT INTO entity (title, type) VALUES (%s, %s)", ("Paris" if kind != "organization" else "Acme", kind)
        )
    found = connection.execute("SELECT content FROM recall('What of Paris?') WHERE kind = 'entity'").fetchall()
    assert [row["content"] for row in found] == ["Paris", "Paris"]


def test_edges_are_facts_with_their_evidence(db: psycopg.Connection) -> None:
    """An edge between the entities that matter, with the event that states it."""
    (edge,) = recall(db, "Where does Ada Lovelace work?", "edge")
    assert edge["content"] == "Ada Lovelace works_at Acme"
    event = db.execute("SELECT id FROM raw_events WHERE payload ->> 'content' LIKE 'Ada%'").fetchone()["id"]
    assert edge["why"]["evidence"] == [str(event)]
    assert 0 < edge["why"]["strength"] < 1


def test_current_facts_come_before_those_that_ended(db: psycopg.Connection) -> None:
    """However heavy the former one is, and it says that it has ended."""
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind, end_date) SELECT a.id, b.id, 'studied_at', current_date - 1 "
        "FROM entity a, entity b WHERE a.title = 'Ada Lovelace' AND b.title = 'Acme'"
    )
    db.execute("SELECT set_weight(id, 50) FROM edge WHERE kind = 'studied_at'")
    rows = recall(db, "Where does Ada Lovelace work?", "edge")
    assert [row["content"].split()[2] for row in rows] == ["works_at", "studied_at"]
    assert "ended" in rows[1]["content"]
    assert rows[1]["why"]["ended"] is True
    # as of a day on which it still held, it is current
    assert "ended" in recall(db, "Where does Ada Lovelace work?", "edge", as_of="2030-01-01")[1]["content"]
    db.execute("UPDATE edge SET end_date = '2030-06-01' WHERE kind = 'studied_at'")
    rows = recall(db, "Where does Ada Lovelace work?", "edge", as_of="2030-01-01")
    assert all("ended" not in row["content"] for row in rows)


def test_the_fact_that_is_asked_for_comes_first(db: psycopg.Connection) -> None:
    """However faint it is; a kind that the question names counts for the entities that it names."""
    know(db, "Toulouse", "place")
    know(db, "Bob Ray")
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, k.kind FROM entity a, entity b, "
        "(VALUES ('Ada Lovelace', 'lives_in', 'Toulouse'), ('Ada Lovelace', 'reports_to', 'Bob Ray')) k (a, kind, b) "
        "WHERE a.title = k.a AND b.title = k.b"
    )
    db.execute("SELECT set_weight(id, CASE kind WHEN 'reports_to' THEN 9 ELSE 0.3 END) FROM edge")
    for question, kind in (
        ("Where does Ada Lovelace live?", "lives_in"),
        ("Where is Ada Lovelace working?", "works_at"),
        ("To whom does Ada Lovelace report?", "reports_to"),
    ):
        rows = recall(db, question, "edge")
        assert rows[0]["content"].split()[2] == kind
        assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_a_fact_that_had_not_begun_is_left_out(db: psycopg.Connection) -> None:
    """p_as_of looks at the graph as it was."""
    db.execute("UPDATE edge SET start_date = '2024-03-04'")
    assert recall(db, "Where does Ada Lovelace work?", "edge", as_of="2024-03-05")
    assert not recall(db, "Where does Ada Lovelace work?", "edge", as_of="2024-03-02")


def test_a_fact_that_only_later_events_say_is_left_out(db: psycopg.Connection) -> None:
    """p_as_of looks at what was known; also nothing is reached over such a fact."""
    know(db, "Globex", "organization")
    later = say(db, "Acme was acquired by Globex.", "2024-06-01 09:00")
    question = "Who owns Acme?"
    owned = [row for row in recall(db, question, "edge") if "Globex" in row["content"]]
    assert owned
    assert str(later) in owned[0]["why"]["evidence"]
    before = recall(db, question, as_of="2024-06-01 08:00")
    assert before
    assert not [row for row in before if "Globex" in row["content"]]
    assert [row for row in recall(db, question, "edge", as_of="2024-06-01 09:00") if "Globex" in row["content"]]
    # what an application inserts without an event has no time: it is known
    db.execute(
        "INSERT INTO edge (from_id, to_id, kind) SELECT a.id, b.id, 'owned_by' FROM entity a, entity b "
        "WHERE a.title = 'Acme' AND b.title = 'Globex' ON CONFLICT DO NOTHING"
    )
    db.execute("UPDATE raw_events SET occurred_at = NULL WHERE id = %s", [later])
    assert [row for row in recall(db, question, "edge", as_of="2024-05-01") if "Globex" in row["content"]]


def test_inferred_edges_lead_nowhere(connection: psycopg.Connection) -> None:
    """Only what was stated is followed; an inferred edge between two entities that matter is still shown."""
    say(connection, "Ada Lovelace writes.")
    say(connection, "Rockets of Globex fly.")
    ada, globex = know(connection, "Ada Lovelace"), know(connection, "Globex", "organization")
    connection.execute("SELECT repair(1)")
    connection.execute("CALL run_nightly(1)")
    connection.execute(
        "INSERT INTO edge_store (from_id, to_id, kind, log_weight, strategies, is_stated) "
        "VALUES (%s, %s, 'similar', 0, '{similarity}', false)",
        [ada, globex],
    )
    assert contents(recall(connection, "Ada Lovelace", "event")) == ["Ada Lovelace writes."]


# -- what is asked for ------------------------------------------------------------------------------------------------


def test_dates_bound_the_events(db: psycopg.Connection) -> None:
    """p_since and p_until include their ends, p_as_of hides what came later, and events without a date are left out."""
    say(db, "Acme has no date.")
    assert "Acme has no date." in contents(recall(db, "Acme", "event"))
    april = recall(db, "Acme", "event", since="2024-04-01")
    assert contents(april) == ["Acme builds rockets in Toulouse."]
    assert "Acme builds rockets in Toulouse." not in contents(recall(db, "Acme", "event", until="2024-03-31"))
    assert contents(recall(db, "Acme", "event", as_of="2024-03-01 10:00")) == [
        "Ada Lovelace joined Acme as an engineer."
    ]


def test_kinds_bound_the_edges(db: psycopg.Connection) -> None:
    """Events are as they were."""
    assert not recall(db, "Where does Ada Lovelace work?", "edge", kinds=["married_to"])
    assert recall(db, "Where does Ada Lovelace work?", "edge", kinds=["works_at"])
    assert recall(db, "Where does Ada Lovelace work?", "event", kinds=["married_to"])


def test_long_texts_that_follow_each_other_are_recalled(connection: psycopg.Connection) -> None:
    """Read together, they hold more words than a tsvector can."""
    for place in range(5):
        words = " ".join(f"{'ა' * 15}{place}{word}" for word in range(4500))
        say(connection, f"harbour {words}", f"2024-05-01 09:0{place}")
    rows = recall(connection, "the harbour", "event")
    assert len(rows) == 5


@pytest.mark.parametrize("limit", [1, 2])
def test_the_limit_is_of_each_kind(db: psycopg.Connection, limit: int) -> None:
    """Events, entities and edges."""
    rows = recall(db, "Ada Lovelace and Acme", limit=limit)
    for kind in ("event", "entity"):
        assert sum(row["kind"] == kind for row in rows) == limit


def test_all_rows_together_fit_into_the_budget(db: psycopg.Connection) -> None:
    """A text that is too long is left out, and shorter ones may still fit."""
    for budget in range(0, 80, 5):
        rows = recall(db, "Where does Ada Lovelace work at Acme?", token_budget=budget)
        assert sum(row["tokens"] for row in rows) <= budget
    everything = recall(db, "Where does Ada Lovelace work at Acme?")
    assert recall(db, "Where does Ada Lovelace work at Acme?", token_budget=10000) == everything
    assert {row["kind"] for row in recall(db, "Where does Ada Lovelace work at Acme?", token_budget=40)} > {"event"}


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("a", 1), ("four", 1), ("fives", 2), ("日本語", 3), ("日本 abcd", 4), ("ไทย", 3)]
)
def test_tokens_are_a_quarter_of_the_characters_and_one_a_character_without_spaces(
    connection: psycopg.Connection, text: str, tokens: int
) -> None:
    """As far as an estimate goes."""
    assert connection.execute("SELECT count_tokens(%s) AS n", [text]).fetchone()["n"] == tokens


@pytest.mark.parametrize(
    "question", [None, "", "the of and", "'; DROP TABLE entity; --", "\\ ' | & ! ( :*", "a" * 20000]
)
def test_any_text_may_be_asked(db: psycopg.Connection, question: str | None) -> None:
    """Nothing is found, and nothing fails."""
    assert isinstance(recall(db, question), list)


QUESTIONS = st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=60)


@settings(max_examples=60, deadline=None)
@given(question=QUESTIONS)
def test_no_question_breaks_the_query_that_is_made_of_it(session_db: psycopg.Connection, question: str) -> None:
    """Property: an event with this very text is among the answers if it holds a word at all."""
    with session_db.transaction(force_rollback=True):
        event = say(session_db, question)
        has_words = session_db.execute(
            "SELECT length(lexemes) > 1 AS has FROM event_text WHERE event_id = %s", [event]
        ).fetchone()["has"]
        assert not has_words or event in {row["id"] for row in recall(session_db, question, "event")}


@pytest.fixture(scope="module")
def session_db(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """One database for many questions."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        yield opened


def test_invalid_arguments_are_refused(db: psycopg.Connection) -> None:
    """With the remedy."""
    with pytest.raises(psycopg.errors.NoDataFound):
        recall(db, "Ada", graph_id=77)
    for wrong in ({"limit": 0}, {"limit": 1001}, {"token_budget": -1}):
        with pytest.raises(psycopg.errors.InvalidParameterValue):
            recall(db, "Ada", **wrong)
    db.execute("SELECT set_embedding_model(1, 'small', 3)")
    with pytest.raises(psycopg.errors.InvalidParameterValue, match="2 numbers"):
        db.execute("SELECT * FROM recall('Ada', 1, '[1,0]'::vector)")


# -- vectors ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("has_model", [False, True])
def test_a_vector_finds_events_without_common_words(db: psycopg.Connection, *, has_model: bool) -> None:
    """By the index of the graph's model, or without one."""
    if has_model:
        db.execute("SELECT set_embedding_model(1, 'small', 3)")
    db.execute(
        "UPDATE event_text t SET embedding = CASE WHEN v.payload ->> 'content' LIKE '%%bakery%%' THEN '[1,0,0]' "
        "ELSE '[0,1,0.1]' END::vector FROM raw_events v WHERE v.id = t.event_id"
    )
    rows = db.execute("SELECT * FROM recall('breakfast', 1, '[0.9,0.1,0]'::vector) WHERE kind = 'event'").fetchall()
    assert rows[0]["content"] == "The bakery in Rue Cler opens at seven."
    assert "words" not in rows[0]["why"]


def test_what_is_merely_the_nearest_does_not_answer(connection: psycopg.Connection) -> None:
    """Without a known word, an event answers if it is as near to the question as events are to each other."""
    connection.execute("SELECT set_embedding_model(1, 'test', 4)")
    for place in range(30):  # pairs of events at cosines of about 0.8
        say(connection, f"text number {place}")
    connection.execute(
        "UPDATE event_text SET embedding_hash = '', embedding = format("
        "'[%s,%s,%s,0]', 1, 0.3 * (n.place % 5), 0.6 * (n.place / 5))::vector "
        "FROM (SELECT event_id AS id, row_number() OVER (ORDER BY event_id) AS place FROM event_text) n "
        "WHERE n.id = event_id"
    )
    assert recall(connection, "zzz", embedding="[0.2,0,0,1]") == []
    assert recall(connection, "zzz", "event", embedding="[1,0.3,0.6,0.1]")
    assert recall(connection, "number zzz", "event", embedding="[0.2,0,0,1]")


def test_an_event_without_a_vector_yet_is_judged_by_its_words(db: psycopg.Connection) -> None:
    """It comes first where it alone has the words, though another one has a vector like that of the question."""
    say(db, "The pump works.", "2024-04-15")
    db.execute(
        "UPDATE event_text SET embedding = "
        "CASE WHEN lexemes @@ 'pump'::tsquery THEN '[1,0,0]' ELSE '[0,1,0.1]' END::vector"
    )
    say(db, "Grace Hopper works as an admiral.", "2024-05-01")
    rows = db.execute(
        "SELECT * FROM recall('Who works as an admiral?', 1, '[1,0,0]'::vector) WHERE kind = 'event'"
    ).fetchall()
    assert rows[0]["content"] == "Grace Hopper works as an admiral."


def test_the_index_of_the_model_serves_the_search(db: psycopg.Connection) -> None:
    """The expression of the query is that of the index."""
    db.execute("SELECT set_embedding_model(1, 'small', 3)")
    db.execute("UPDATE event_text SET embedding = '[1,0,0]'::vector")
    db.execute("SET enable_sort = off")
    db.execute("SET enable_seqscan = off")
    scans = "SELECT sum(idx_scan)::int AS n FROM pg_stat_user_indexes WHERE indexrelname ~ '^event_text_embedding'"
    assert db.execute(scans).fetchone()["n"] == 0
    db.execute("SELECT * FROM recall('x', 1, '[1,0,0]'::vector)")
    db.execute("SELECT pg_stat_force_next_flush()")
    assert db.execute(scans).fetchone()["n"] > 0


def test_vectors_of_another_model_are_dropped(db: psycopg.Connection) -> None:
    """Vectors of two models are never compared; those that were there before the first model are kept if they fit."""
    db.execute("UPDATE event_text SET embedding = '[1,0,0]'::vector")
    count = "SELECT count(embedding) AS n FROM event_text"
    db.execute("SELECT set_embedding_model(1, 'small', 3)")
    assert db.execute(count).fetchone()["n"] == 4
    db.execute("SELECT set_embedding_model(1, 'other', 3)")
    assert db.execute(count).fetchone()["n"] == 0


# -- upkeep -----------------------------------------------------------------------------------------------------------


def test_the_index_follows_every_change_of_an_event(db: psycopg.Connection) -> None:
    """Text, date, id and deletion."""
    event = say(db, "A walrus sleeps.", "2024-05-01")
    db.execute(
        "UPDATE raw_events SET payload = jsonb_set(payload, '{content}', '\"An otter sleeps.\"') WHERE id = %s", [event]
    )
    assert not recall(db, "walrus", "event")
    assert contents(recall(db, "otter", "event")) == ["An otter sleeps."]
    db.execute("UPDATE raw_events SET occurred_at = '2025-05-01' WHERE id = %s", [event])
    assert recall(db, "otter", "event", since="2025-01-01")
    db.execute("UPDATE raw_events SET id = gen_random_uuid() WHERE id = %s", [event])
    assert contents(recall(db, "otter", "event")) == ["An otter sleeps."]
    db.execute("DELETE FROM raw_events WHERE payload ->> 'content' LIKE 'An otter%'")
    assert not recall(db, "otter", "event")
    assert agrees(db)


def agrees(db: psycopg.Connection) -> bool:
    """Whether event_text has just the events that there are."""
    return not db.execute(
        "SELECT graph_id, id FROM raw_events EXCEPT SELECT graph_id, event_id FROM event_text "
        "UNION ALL (SELECT graph_id, event_id FROM event_text EXCEPT SELECT graph_id, id FROM raw_events)"
    ).fetchall()


def test_the_nightly_indexes_rows_loaded_without_triggers(db: psycopg.Connection) -> None:
    """Events that were loaded, changed and deleted without triggers."""
    db.execute("ALTER TABLE raw_events DISABLE TRIGGER relationship_engine_insert")
    db.execute("ALTER TABLE raw_events DISABLE TRIGGER relationship_engine_delete")
    say(db, "A walrus sleeps.")
    db.execute("DELETE FROM raw_events WHERE payload ->> 'content' LIKE '%%bakery%%'")
    assert not agrees(db)
    db.execute("CALL run_nightly(1)")
    assert contents(recall(db, "walrus", "event")) == ["A walrus sleeps."]
    assert agrees(db)


def test_repair_indexes_all_texts(db: psycopg.Connection) -> None:
    """Whatever was done to the table."""
    db.execute("UPDATE event_text SET lexemes = ''")
    assert not recall(db, "bakery", "event")
    db.execute("SELECT repair(1)")
    assert recall(db, "bakery", "event")


def test_another_language_holds_after_the_next_nightly(db: psycopg.Connection) -> None:
    """graph.text_config says how words are stemmed."""
    say(db, "Die Häuser sind verkauft.")
    assert not recall(db, "Haus", "event")
    db.execute("UPDATE graph SET text_config = 'pg_catalog.german' WHERE id = 1")
    db.execute("CALL run_nightly(1)")
    assert contents(recall(db, "Haus", "event")) == ["Die Häuser sind verkauft."]
    for wrong in ("german", "pg_catalog.klingon"):
        with pytest.raises(psycopg.Error):
            db.execute("UPDATE graph SET text_config = %s WHERE id = 1", [wrong])


def test_counts_of_common_words_are_kept_and_rare_ones_counted_when_asked(connection: psycopg.Connection) -> None:
    """The nightly writes the lexemes of 50 events or more."""
    connection.execute(
        "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', 'common ' || CASE WHEN n = 1 "
        "THEN 'rare' ELSE 'filler' || n END) FROM generate_series(1, 60) n"
    )
    connection.execute("CALL run_nightly(1)")
    assert connection.execute("SELECT lexeme, events FROM lexeme").fetchall() == [{"lexeme": "common", "events": 60}]
    assert connection.execute("SELECT events, length FROM text_stat").fetchone() == {"events": 60, "length": 2}
    terms = connection.execute("SELECT lexeme, events FROM _recall_terms(1, 'common rare unheard')").fetchall()
    assert terms == [{"lexeme": "rare", "events": 1}, {"lexeme": "common", "events": 60}]


def test_a_deleted_event_of_a_large_text_never_fails_its_insert(connection: psycopg.Connection) -> None:
    """Half a megabyte of different words, and a word of 5,000 letters."""
    say(connection, " ".join(f"w{number}" for number in range(100_000)))
    say(connection, "x" * 5000)
    assert connection.execute("SELECT count(*) AS n FROM run WHERE status = 'failed'").fetchone()["n"] == 0
    assert recall(connection, "w77", "event")


# -- graphs and rights ------------------------------------------------------------------------------------------------


def test_a_graph_never_answers_from_another(db: psycopg.Connection) -> None:
    """Not even by words, vectors, or neighbours in time; a copy answers as the original."""
    other = db.execute("SELECT create_graph('other') AS id").fetchone()["id"]
    say(db, "The bakery of the other graph opens at nine.", "2024-02-01", other)
    assert contents(recall(db, "bakery", "event", graph_id=other)) == ["The bakery of the other graph opens at nine."]
    assert contents(recall(db, "bakery", "event")) == ["The bakery in Rue Cler opens at seven."]
    copy = db.execute("SELECT copy_graph(1, 'copy') AS id").fetchone()["id"]
    found = [(row["kind"], row["content"]) for row in recall(db, "Where does Ada Lovelace work?", graph_id=copy)]
    assert found == [(row["kind"], row["content"]) for row in recall(db, "Where does Ada Lovelace work?")]


def test_a_graph_that_holds_most_events_answers_from_itself_alone(connection: psycopg.Connection) -> None:
    """Its words are looked up without the mark of the graph, those of the other graph with it; each sees its own."""
    other = connection.execute("SELECT create_graph('other') AS id").fetchone()["id"]
    connection.execute(
        "INSERT INTO raw_events (graph_id, payload) "
        "SELECT CASE WHEN i %% 10 = 0 THEN %s ELSE 1 END, "
        "jsonb_build_object('content', format('The harbour of Genoa, page %%s', i)) FROM generate_series(1, 100) i",
        [other],
    )
    asked = [contents(recall(connection, "the harbour", "event", graph_id=g, limit=100)) for g in (1, other)]
    for graph in (1, other):
        connection.execute("CALL run_nightly(%s)", [graph])
    connection.execute("ANALYZE event_text")
    assert [contents(recall(connection, "the harbour", "event", graph_id=g, limit=100)) for g in (1, other)] == asked
    assert [len(pages) for pages in asked] == [90, 10]

    def has_marks() -> list[bool]:
        found = [connection.execute("SELECT _graph_mark(%s) AS mark", [g]).fetchone() for g in (1, other)]
        return [row["mark"] != "" for row in found]

    assert has_marks() == [False, True]
    connection.execute("UPDATE pg_class SET reltuples = -1 WHERE oid = 'event_text'::regclass")  # never analyzed
    assert has_marks() == [True, True]


def test_row_level_security_holds_inside(db: psycopg.Connection) -> None:
    """A reader of one graph gets nothing of another one."""
    other = db.execute("SELECT create_graph('secret') AS id").fetchone()["id"]
    say(db, "The secret bakery opens at nine.", graph=other)
    role = f"re_reader_{db.info.dbname}"
    db.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role)))
    try:
        db.execute("SELECT enable_row_security()")
        db.execute("SELECT grant_usage(%s, 'reader', '{1}')", [role])
        with connect(make_conninfo(db.info.dsn, user=role)) as reader:
            reader.execute("SET search_path = relationship_engine, public")
            assert contents(recall(reader, "bakery", "event")) == ["The bakery in Rue Cler opens at seven."]
            with pytest.raises(psycopg.errors.NoDataFound):
                recall(reader, "bakery", graph_id=other)
    finally:
        db.execute(sql.SQL("DROP OWNED BY {0}; DROP ROLE {0}").format(sql.Identifier(role)))


def test_it_reads_only(db: psycopg.Connection) -> None:
    """As on a standby."""
    db.execute("SET default_transaction_read_only = on")
    db.execute("SELECT set_config('hnsw.ef_search', '40', false)")
    assert recall(db, "Where does Ada Lovelace work?")
    assert db.execute("SELECT * FROM recall('bakery', 1, '[1,0]'::vector)").fetchall()
    assert db.execute("SELECT current_setting('hnsw.ef_search') AS n").fetchone()["n"] == "40"
