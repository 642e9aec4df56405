"""The queue of the model: what is to be read, and who reads it."""

import datetime as dt
import time

import psycopg

from conftest import connect
from llm_queue import (
    add,
    add_entities,
    add_event,
    book,
    claim,
    complete,
    edges,
    fail,
    jobs,
    one,
    relation,
    switch_on,
    uid,
)

HOPPER = "Grace Hopper met Howard Aiken."


# --- what comes into the queue


def test_off_until_it_is_switched_on(connection: psycopg.Connection) -> None:
    """A fresh database asks no model; a new graph neither, and both know the strategy as queued."""
    one(connection, "SELECT create_graph('second') AS id")
    for graph in (1, 2):
        add(connection, f"event {graph}", ["Ann", "Bob"], graph)
        assert jobs(connection, graph) == []
        setting = one(connection, "SELECT * FROM strategy_setting WHERE graph_id = %s AND strategy = 'semantic'", graph)
        assert (setting["mode"], setting["is_queued"]) == ("off", True)
    connection.execute("CALL run_nightly()")
    connection.execute("SELECT run_on_demand()")
    assert jobs(connection) == []
    assert claim(connection) == []


def test_one_job_an_event(connection: psycopg.Connection) -> None:
    """Ten entities in ten statements are one job."""
    switch_on(connection)
    event = add_event(connection, "event", "Many people met.")
    for i in range(10):
        add_entities(connection, event, [f"Person {i}"])
    assert [(job["subject"], job["subject_id"], job["state"]) for job in jobs(connection)] == [
        ("event", event, "ready")
    ]
    (job,) = claim(connection)
    assert len(job["payload"]["entities"]) == 10


def test_debounce(connection: psycopg.Connection) -> None:
    """Each further entity pushes the job on, but not beyond thirty times the debounce."""
    switch_on(connection, debounce="10 seconds")
    event = add_event(connection, "event", HOPPER)
    add_entities(connection, event, ["Grace Hopper"])
    first = jobs(connection)[0]
    assert claim(connection) == []
    assert first["run_after"] - first["created_at"] == dt.timedelta(seconds=10)
    add_entities(connection, event, ["Howard Aiken"])
    second = jobs(connection)[0]
    assert first["run_after"] < second["run_after"] < first["run_after"] + dt.timedelta(seconds=9)
    connection.execute("UPDATE llm_job SET run_before = clock_timestamp() - interval '1 second'")
    add_entities(connection, event, ["A Third"])
    assert len(claim(connection)) == 1


def test_the_event_may_come_last(connection: psycopg.Connection) -> None:
    """Entities without their event are no job; the event makes it one."""
    switch_on(connection)
    add_entities(connection, uid("event"), ["Grace Hopper", "Howard Aiken"])
    assert jobs(connection) == []
    add_event(connection, "event", HOPPER)
    (job,) = claim(connection)
    assert [entity["name"] for entity in job["payload"]["entities"]] == ["Grace Hopper", "Howard Aiken"]


def test_mentions_make_jobs(connection: psycopg.Connection) -> None:
    """A later event that speaks of known entities is a job."""
    ids = add_entities(connection, None, ["Grace Hopper", "Howard Aiken"])
    switch_on(connection)
    event = add_event(connection, "event", HOPPER)
    connection.execute("INSERT INTO mention (event_id, entity_id) SELECT %s, unnest(%s::uuid[])", (event, ids))
    (job,) = claim(connection)
    assert complete(connection, job) == "done"


def test_an_event_of_one_entity_costs_nothing(connection: psycopg.Connection) -> None:
    """Nothing relates to nothing: no call until a second entity comes."""
    switch_on(connection)
    event = add_event(connection, "event", HOPPER)
    add_entities(connection, event, ["Grace Hopper"])
    assert claim(connection) == []
    (job,) = jobs(connection)
    assert (job["state"], job["error_code"], job["attempts"]) == ("done", "nothing_to_read", 0)
    assert one(connection, "SELECT count(*) AS n FROM llm_call")["n"] == 0
    add_entities(connection, event, ["Howard Aiken"])
    assert len(claim(connection)) == 1


def test_nothing_is_read_twice(connection: psycopg.Connection) -> None:
    """An event that was read is not read again, whatever runs, until an entity of it is new."""
    switch_on(connection)
    event = add(connection, "event", ["Grace Hopper", "Howard Aiken"])
    complete(connection, claim(connection)[0])
    connection.execute("UPDATE entity SET metadata = '{\"x\": 1}'")
    connection.execute("SELECT run_incremental(%s)", (event,))
    connection.execute("SELECT run_on_demand()")
    connection.execute("CALL run_nightly()")
    assert [job["state"] for job in jobs(connection)] == ["done"]
    add_entities(connection, event, ["Robert Campbell"])
    (job,) = claim(connection)
    assert len(job["payload"]["entities"]) == 3


def test_a_text_that_changes_is_read_again(connection: psycopg.Connection) -> None:
    """Though all of its entities are known; another payload with the same text is no news."""
    switch_on(connection)
    add(connection, "event", ["Grace Hopper", "Howard Aiken"])
    complete(connection, claim(connection)[0])
    connection.execute('UPDATE raw_events SET payload = payload || \'{"mood": "good"}\'')
    assert claim(connection) == []
    connection.execute('UPDATE raw_events SET payload = \'{"content": "Howard Aiken hired Grace Hopper."}\'')
    (job,) = claim(connection)
    assert job["payload"]["text"] == "Howard Aiken hired Grace Hopper."
    assert complete(connection, job) == "done"


def test_a_text_that_changes_while_the_model_reads(connection: psycopg.Connection) -> None:
    """It is read again once the answer to the former one is in; a night finds what the trigger could not ask for."""
    switch_on(connection)
    add(connection, "event", ["Grace Hopper", "Howard Aiken"])
    (job,) = claim(connection)
    connection.execute('UPDATE raw_events SET payload = \'{"content": "Howard Aiken hired Grace Hopper."}\'')
    assert claim(connection) == []
    assert complete(connection, job) == "done"
    (again,) = claim(connection)
    assert again["payload"]["text"] == "Howard Aiken hired Grace Hopper."
    assert complete(connection, again) == "done"
    connection.execute("ALTER TABLE raw_events DISABLE TRIGGER relationship_engine_update")
    connection.execute('UPDATE raw_events SET payload = \'{"content": "Grace Hopper left Howard Aiken."}\'')
    connection.execute("CALL run_nightly()")
    connection.execute("UPDATE llm_job SET run_after = created_at WHERE subject = 'event'")
    assert [job["payload"]["text"] for job in claim(connection)] == ["Grace Hopper left Howard Aiken."]


def test_a_shorter_text_has_fewer_groups(connection: psycopg.Connection) -> None:
    """What was to be read of the former one is not."""
    switch_on(connection)
    names = [f"Person {a}{b}" for a in "ABCDEFGH" for b in "ABCDEFGH"]
    add(connection, "event", names, text=". ".join(names))
    jobs_of_all = claim(connection, limit=1)
    complete(connection, jobs_of_all[0])
    connection.execute("DELETE FROM mention WHERE entity_id NOT IN (SELECT id FROM entity ORDER BY title LIMIT 2)")
    connection.execute('UPDATE raw_events SET payload = \'{"content": "Person AA met Person AB."}\'')
    (job,) = claim(connection)
    assert [entity["name"] for entity in job["payload"]["entities"]] == ["Person AA", "Person AB"]
    assert complete(connection, job) == "done"
    assert {row["state"] for row in jobs(connection)} == {"done"}


def test_proposals_beyond_the_cap_are_learned_by_later_nights(connection: psycopg.Connection) -> None:
    """Proposals of a time in shadow are learned night by night, though no entity is touched."""
    switch_on(connection)
    add(connection, "event", ["Grace Hopper", "Howard Aiken", "IBM"], text="Grace Hopper met Howard Aiken and IBM.")
    connection.execute("CALL run_nightly()")
    connection.execute("SELECT set_mode('shadow', p_strategy => 'semantic')")
    (job,) = claim(connection)
    said = [relation(f"e{a}", f"e{b}", evidence="Grace Hopper met Howard Aiken") for a, b in ((0, 1), (1, 2), (0, 2))]
    assert complete(connection, job, *said) == "done"
    connection.execute("SELECT set_mode('active', p_strategy => 'semantic')")
    connection.execute("UPDATE graph SET max_edges_per_run = 1")
    for night in (1, 2, 3):
        connection.execute("CALL run_nightly(1, false, current_date + %s, true)", (night,))
        assert one(connection, "SELECT count(*) AS n FROM edge WHERE strategies = '{semantic}'")["n"] == night


def test_an_entity_that_comes_while_the_model_reads(connection: psycopg.Connection) -> None:
    """The event is read again once the answer is in; evidence that both readings give counts once."""
    switch_on(connection)
    event = add(connection, "event", ["Grace Hopper", "Howard Aiken"])
    (job,) = claim(connection)
    add_entities(connection, event, ["Robert Campbell"])
    assert claim(connection) == []
    said = relation(evidence="Grace Hopper met Howard Aiken")
    assert complete(connection, job, said) == "done"
    weight = edges(connection)[0]["weight"]
    (again,) = claim(connection)
    assert [entity["name"] for entity in again["payload"]["entities"]][2] == "Robert Campbell"
    assert complete(connection, again, said, relation("e2", "e0", evidence="Grace Hopper met Howard Aiken")) == "done"
    assert [edge["weight"] for edge in edges(connection)] == [weight, weight]
    assert claim(connection) == []


def test_payload(connection: psycopg.Connection) -> None:
    """What a model is told: in the order of the text, without characters that nobody sees."""
    switch_on(connection)
    add(connection, "before", ["Howard Aiken", "IBM"], text="Howard Aiken asked IBM for a machine.")
    claim(connection)
    event = add_event(
        connection, "event", "\u202eThen Ha\u200brvard hired Grace\u00ad Hopper;\r\n she is <b>Amazing</b>.\U000e0041"
    )
    connection.execute(
        "INSERT INTO entity (title, type, metadata, source_event_id) VALUES "
        "('Grace Hopper', 'person', '{\"aliases\": [\"Amazing Grace\", null, 7]}', %(event)s), "
        "('Harvard\tUniversity', 'organization', '{\"aliases\": \"no array\"}', %(event)s)",
        {"event": event},
    )
    connection.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (event, uid("1 Howard Aiken")))
    (job,) = claim(connection)
    assert job["payload"] == {
        "event_time": "2026-05-01T00:00Z",
        "source": "mail",
        "text": "Then Harvard hired Grace Hopper;\n she is <b>Amazing</b>.",
        "entities": [
            {"id": "e0", "type": "person", "name": "Grace Hopper", "aliases": ["Amazing Grace", "7"]},
            {"id": "e1", "type": "organization", "name": "Harvard University", "aliases": []},
            {"id": "e2", "type": "person", "name": "Howard Aiken", "aliases": []},
        ],
        "known_kinds": job["payload"]["known_kinds"],
        "context": [{"event_time": "2026-05-01", "text": "Howard Aiken asked IBM for a machine."}],
    }
    assert "role_at" in job["payload"]["known_kinds"]
    assert job["model"] == "claude-haiku-5-5"
    assert job["max_tokens"] == 4096
    assert job["request_extra"] == {"thinking": {"type": "disabled"}, "output_config": {"effort": "low"}}
    assert len(job["custom_id"]) <= 64
    assert job["custom_id"].isalnum()


def test_kinds_are_offered_again(connection: psycopg.Connection) -> None:
    """A kind that the model brought up is offered with the next event; the most used ones, when there are many."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"], text="Ann mentors Bob.")
    complete(connection, claim(connection)[0], relation(kind="mentors", evidence="Ann mentors Bob"))
    connection.execute(
        "INSERT INTO llm_kind (graph_id, kind, edges, created_at) SELECT 1, 'aaa_' || i, 0, now() FROM generate_series(1, 50) i"
    )
    connection.execute("CALL run_nightly(p_night => current_date + 1, p_simulate => true)")
    assert one(connection, "SELECT edges FROM llm_kind WHERE kind = 'mentors'")["edges"] == 1
    add(connection, "other", ["Cid", "Dot"])
    (job,) = claim(connection)
    kinds = job["payload"]["known_kinds"]
    assert len(kinds) == 40
    assert "mentors" in kinds
    assert kinds == sorted(kinds)


def test_many_entities_are_read_in_groups(connection: psycopg.Connection) -> None:
    """None is dropped, no group has more than 40, and neighbours in the text share a group."""
    switch_on(connection)
    names = [f"Person {i:03d}" for i in range(95)]
    event = add_event(connection, "event", " met ".join(names) + ".")
    add_entities(connection, event, reversed(names))
    groups = []
    while claimed := claim(connection, limit=1):
        groups.append([entity["name"] for entity in claimed[0]["payload"]["entities"]])
        assert claimed[0]["payload"]["entities"][-1]["id"] == f"e{len(groups[-1]) - 1}"
        complete(connection, claimed[0])
    assert len(groups) == 4
    assert max(map(len, groups)) == 40
    for distance in range(1, 20):
        for pair in zip(names, names[distance:], strict=False):
            assert any(set(pair) <= set(group) for group in groups), pair
    assert {job["state"] for job in jobs(connection)} == {"done"}
    add_entities(connection, event, ["Person 095"])
    claim(connection)
    assert len(jobs(connection)) == 4


def test_a_long_text_is_read_in_parts(connection: psycopg.Connection) -> None:
    """Each part is told of the entities that it names, also of those that other parts name too."""
    switch_on(connection)
    pairs = [(f"Left {i:02d}", f"Right {i:02d}") for i in range(12)]
    filler = "Nothing of interest happened on that day, or the next. " * 40
    text = filler.join(f"{left} met {right} and Everywhere Ann. " for left, right in pairs)
    assert len(text) > 24000
    event = add_event(connection, "event", text)
    add_entities(connection, event, [name for pair in pairs for name in pair] + ["Everywhere Ann", "Nobody Named"])
    together = set()
    for job in claim(connection, limit=1) + claim(connection, limit=50):
        payload = job["payload"]
        assert len(payload["text"]) <= 8000
        names = {entity["name"] for entity in payload["entities"]}
        assert all(name in payload["text"] for name in names - {"Nobody Named"})
        together |= {pair for pair in pairs if set(pair) <= names and "Everywhere Ann" in names}
    assert together == set(pairs)


def test_a_text_of_ten_megabytes(connection: psycopg.Connection) -> None:
    """It is cut, and costs seconds of nobody."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"], text="Ann met Bob. " * 800_000)
    began = time.monotonic()
    claimed = claim(connection, limit=1)
    claimed += claim(connection, limit=50)
    assert len(claimed) == 10
    assert sum(len(job["payload"]["text"]) for job in claimed) <= 80_000
    assert complete(connection, claimed[0], relation(evidence="Ann met Bob.")) == "done"
    assert time.monotonic() - began < 10


# --- never in the way of the user


def test_a_failing_queue_does_not_reach_the_insert(connection: psycopg.Connection) -> None:
    """The insert is committed, the pattern strategy has found its edge, and the log says what failed."""
    switch_on(connection)
    connection.execute(
        "CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RAISE 'no queue today'; END$$"
    )
    connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON llm_job FOR EACH ROW EXECUTE FUNCTION public.refuse()")
    event = add_event(connection, "event", "Ann joined Acme Works as head of sales.")
    connection.execute(
        "INSERT INTO entity (title, type, source_event_id) VALUES "
        "('Head of Sales at Acme Works', 'role', %(event)s), ('Acme Works', 'organization', %(event)s)",
        {"event": event},
    )
    assert one(connection, "SELECT kind FROM edge")["kind"] == "role_at"
    failed = one(connection, "SELECT error FROM run WHERE status = 'failed'")
    assert failed["error"] == "semantic: no queue today"
    connection.execute("DROP TRIGGER refuse ON llm_job")
    connection.execute("CALL run_nightly()")
    assert [(job["subject_id"], job["priority"]) for job in jobs(connection)] == [(event, 0)]


def test_an_open_transaction_holds_nobody_up(connection: psycopg.Connection, database: str) -> None:
    """A user's open transaction with further entities neither waits for the worker, nor the worker for it."""
    switch_on(connection)
    event = add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection)
    with connect(database) as user, user.transaction():
        user.execute("SET search_path = relationship_engine, public")
        add_entities(user, event, ["Cid"])
        connection.execute("SET statement_timeout = '5s'")
        assert complete(connection, job) == "done"
        assert claim(connection) == []
    # it was not there when the answer came: the night finds what was missed
    connection.execute("CALL run_nightly()")
    (again,) = [job for job in jobs(connection) if job["state"] == "ready"]
    assert again["subject_id"] == event


def test_a_worker_in_a_transaction_holds_no_user_up(connection: psycopg.Connection, database: str) -> None:
    """While a worker completes or claims a job, entities of its event come in at once."""
    switch_on(connection)
    event = add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection)
    with connect(database) as worker, worker.transaction():
        worker.execute("SET search_path = relationship_engine, public")
        complete(worker, job)
        add_entities(connection, event, ["Cid"])
    # or it would have waited for the lock, and given up
    assert one(connection, "SELECT count(*) AS n FROM run WHERE status = 'failed'")["n"] == 0


def test_workers_are_woken(connection: psycopg.Connection, database: str) -> None:
    """A statement that adds jobs notifies once; one that adds none does not."""
    switch_on(connection)
    with connect(database) as listener:
        listener.execute("LISTEN relationship_engine_llm")
        add(connection, "event", ["Ann", "Bob"])
        assert len(list(listener.notifies(timeout=60, stop_after=1))) == 1
        assert list(listener.notifies(timeout=0.2)) == []
        connection.execute("INSERT INTO llm_job (graph_id) SELECT graph_id FROM llm_job WHERE false")
        assert list(listener.notifies(timeout=0.5)) == []
    assert len(claim(connection)) == 1


# --- runs


def test_the_night_reads_across_events(connection: psycopg.Connection) -> None:
    """An entity of two events is read across them, at low priority, and again only when a further event speaks of it."""
    switch_on(connection)
    connection.execute("UPDATE graph SET llm_batch_wait = '0'")
    first = add(connection, "first", ["Ann", "Bob"], text="Ann hired Bob.")
    second = add(connection, "second", ["Cid"], text="Cid pays Ann.")
    connection.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (second, uid("1 Ann")))
    for job in claim(connection):
        complete(connection, job)
    connection.execute("CALL run_nightly()")
    (job,) = claim(connection)
    (row,) = [row for row in jobs(connection) if row["subject"] == "entity"]
    assert (row["subject_id"], row["priority"], set(row["event_ids"])) == (uid("1 Ann"), -1, {first, second})
    assert job["payload"]["entities"][0]["name"] == "Ann"
    assert {entity["name"] for entity in job["payload"]["entities"]} == {"Ann", "Bob", "Cid"}
    assert "Ann hired Bob." in job["payload"]["text"]
    assert "Cid pays Ann." in job["payload"]["text"]
    ids = {entity["name"]: entity["id"] for entity in job["payload"]["entities"]}
    said = relation(ids["Cid"], ids["Bob"], "pays_boss_of", evidence="Ann hired Bob.")
    assert complete(connection, job, said) == "done"
    assert edges(connection)[0]["source_event_id"] == first
    connection.execute("CALL run_nightly()")
    assert claim(connection) == []
    third = add_event(connection, "third", "Ann left.")
    connection.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (third, uid("1 Ann")))
    connection.execute("CALL run_nightly()")
    assert [len(job["payload"]["entities"]) for job in claim(connection)] == [3]


def test_history_waits_for_a_demand(connection: psycopg.Connection) -> None:
    """What came before the strategy was on is read when a run over it is demanded, at low priority."""
    for i in range(3):
        add(connection, f"event {i}", [f"Left {i}", f"Right {i}"])
    switch_on(connection)
    assert jobs(connection) == []
    connection.execute("SELECT run_on_demand()")
    assert [(job["state"], job["priority"]) for job in jobs(connection)] == [("ready", 0)] * 3
    assert claim(connection) == []
    batch = one(connection, "SELECT begin_llm_batch() AS id")["id"]
    assert len(claim(connection, batch_id=batch)) == 3


def test_shadow_proposes_only(connection: psycopg.Connection) -> None:
    """In shadow mode the model is asked, and its answers become proposals."""
    switch_on(connection, mode="shadow")
    add(connection, "event", ["Ann", "Bob"])
    assert complete(connection, claim(connection)[0], relation(evidence="Ann met Bob")) == "done"
    assert edges(connection) == []
    assert one(connection, "SELECT reason FROM proposal")["reason"] == "shadow"


def test_an_answer_is_undone(connection: psycopg.Connection) -> None:
    """The run that learned it bears the id of the call: its edges go, and those of the other event stay."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    add(connection, "other", ["Cid", "Dot"])
    claimed = claim(connection)
    for job in claimed:
        names = [entity["name"] for entity in job["payload"]["entities"]]
        complete(connection, job, relation(evidence=" met ".join(names)))
    run = one(connection, "SELECT * FROM run WHERE id = %s", claimed[0]["call_id"])
    assert (run["mode"], run["status"], run["edges_created"], run["strategies_used"]) == (
        "semantic",
        "done",
        1,
        ["semantic"],
    )
    assert len(edges(connection)) == 2
    connection.execute("SELECT undo_run(%s)", (claimed[0]["call_id"],))
    assert len(edges(connection)) == 1


def test_graphs_are_apart(connection: psycopg.Connection) -> None:
    """A worker of one graph sees no job of another; one of all graphs serves both."""
    one(connection, "SELECT create_graph('second') AS id")
    for graph in (1, 2):
        switch_on(connection, graph)
        add(connection, f"event {graph}", ["Ann", "Bob"], graph)
    assert [job["graph_id"] for job in claim(connection, graph_id=2)] == [2]
    assert [job["graph_id"] for job in claim(connection)] == [1]
    add(connection, "more 1", ["Cid", "Dot"], 1)
    add(connection, "more 2", ["Cid", "Dot"], 2)
    assert sorted(job["graph_id"] for _ in range(2) for job in claim(connection)) == [1, 2]


# --- who reads it


def test_fresh_events_first_and_the_oldest_of_them(connection: psycopg.Connection) -> None:
    """Priority, then age."""
    switch_on(connection)
    for name in "abcd":
        add(connection, name, [f"{name} One", f"{name} Two"])
    connection.execute(
        "UPDATE llm_job SET run_after = run_after - interval '1 day', priority = 0 WHERE subject_id = %s", (uid("d"),)
    )
    connection.execute(
        "UPDATE llm_job SET run_after = run_after - interval '1 hour' WHERE subject_id = %s", (uid("c"),)
    )
    names = [job["payload"]["entities"][0]["name"][0] for job in claim(connection)]
    assert names == ["c", "a", "b", "d"]


def test_no_job_is_claimed_twice(connection: psycopg.Connection, database: str) -> None:
    """What an open transaction has claimed nobody else gets, and nobody waits for it."""
    switch_on(connection)
    for i in range(6):
        add(connection, f"event {i}", [f"Left {i}", f"Right {i}"])
    with connect(database) as other:
        other.execute("SET search_path = relationship_engine, public")
        other.execute("SET statement_timeout = '2s'")
        mine = {job["job_id"] for job in claim(connection, limit=4)}
        theirs = {job["job_id"] for job in claim(other, limit=4)}
    assert (len(mine), len(theirs)) == (4, 2)
    assert not mine & theirs


def test_a_lease_that_ends(connection: psycopg.Connection) -> None:
    """The job goes to another worker; the answer of the first changes nothing, but is paid for."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (first,) = claim(connection, lease="1 millisecond")
    time.sleep(0.01)
    (second,) = claim(connection)
    assert second["job_id"] == first["job_id"]
    assert second["lease_token"] != first["lease_token"]
    before = jobs(connection)
    assert book(connection, first) > 0
    assert complete(connection, first, relation(evidence="Ann met Bob")) == "stale"
    assert fail(connection, first) == "stale"
    assert jobs(connection) == before
    assert edges(connection) == []
    assert one(connection, "SELECT count(*) AS n FROM run WHERE mode = 'semantic'")["n"] == 0
    assert complete(connection, second, relation(evidence="Ann met Bob")) == "done"
    assert complete(connection, second, relation(evidence="Ann met Bob")) == "stale"
    assert [edge["weight"] for edge in edges(connection)] == [1]


def test_a_late_answer_counts_while_nobody_else_has_the_job(connection: psycopg.Connection) -> None:
    """A lease that ran out does no harm by itself."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection, lease="1 millisecond")
    time.sleep(0.01)
    assert complete(connection, job, relation(evidence="Ann met Bob")) == "done"


def test_a_job_that_kills_its_workers_dies(connection: psycopg.Connection) -> None:
    """After the last attempt it is dead, with the reason, and its reservations stay."""
    switch_on(connection)
    connection.execute("UPDATE graph SET llm_max_attempts = 2")
    add(connection, "event", ["Ann", "Bob"])
    for _ in range(2):
        assert len(claim(connection, lease="1 millisecond")) == 1
        time.sleep(0.01)
    assert claim(connection) == []
    (job,) = jobs(connection)
    assert (job["state"], job["error_code"]) == ("dead", "lease_expired")
    calls = one(connection, "SELECT count(*) AS n, sum(reserved) AS reserved FROM llm_call WHERE state = 'reserved'")
    assert calls["n"] == 2
    assert one(connection, "SELECT reserved FROM llm_day")["reserved"] == calls["reserved"]
