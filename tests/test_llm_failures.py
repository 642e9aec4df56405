"""The queue of the model when something fails: retries, dead jobs, the circuit, batches that are lost."""

import datetime as dt
import json
from typing import Any

import psycopg
import pytest

from llm_queue import (
    add,
    book,
    claim,
    complete,
    fail,
    jobs,
    one,
    relation,
    switch_on,
    uid,
)

HOPPER = "Grace Hopper met Howard Aiken."


# --- what becomes of a job that fails


def due_in(connection: psycopg.Connection) -> float:
    """Return the seconds until the one job is due."""
    return float(
        one(connection, "SELECT extract(epoch FROM run_after - clock_timestamp()) AS seconds FROM llm_job")["seconds"]
    )


def make_due(connection: psycopg.Connection) -> None:
    """Let the time of all jobs come."""
    connection.execute("UPDATE llm_job SET run_after = clock_timestamp() - interval '1 second' WHERE state = 'ready'")
    connection.execute("SELECT resume_llm_provider()")


def test_backoff(connection: psycopg.Connection) -> None:
    """Each failure waits about twice as long, never the same; the last attempt leaves a dead letter."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    for attempt in range(1, 5):
        (job,) = claim(connection)
        assert fail(connection, job, "bad_response") == "ready"
        wait = 5 * 2**attempt
        assert 0.5 * wait - 1 < due_in(connection) < 1.5 * wait
        make_due(connection)
    (job,) = claim(connection)
    assert fail(connection, job, "bad_response", error="the last words") == "dead"
    (dead,) = jobs(connection)
    assert (dead["state"], dead["attempts"], dead["error_code"], dead["error"]) == (
        "dead",
        5,
        "bad_response",
        "the last words",
    )
    assert dead["finished_at"] is not None
    assert claim(connection) == []
    assert one(connection, "SELECT retry_dead_llm_jobs(p_graph_id => 2) AS n")["n"] == 0
    assert one(connection, "SELECT retry_dead_llm_jobs(ARRAY[%s]) AS n", dead["id"])["n"] == 1
    (job,) = claim(connection)
    assert complete(connection, job) == "done"
    assert jobs(connection)[0]["error"] is None


def test_a_wait_that_the_provider_names(connection: psycopg.Connection) -> None:
    """It is obeyed, up to a day, and need not use an attempt."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    for _ in range(10):
        (job,) = claim(connection)
        assert (
            fail(connection, job, "busy", wait=dt.timedelta(seconds=90), uses_attempt=False, billed="none") == "ready"
        )
        assert 85 < due_in(connection) < 100
        make_due(connection)
    assert jobs(connection)[0]["attempts"] == 0
    (job,) = claim(connection)
    fail(connection, job, "busy", wait=dt.timedelta(days=900))
    assert due_in(connection) < 1.2 * 86400


def test_a_job_that_fails_for_three_days_dies(connection: psycopg.Connection) -> None:
    """Also where no failure uses an attempt; waiting for the budget is no failure."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    connection.execute("UPDATE llm_job SET created_at = now() - interval '9 days'")
    (job,) = claim(connection)
    assert fail(connection, job, "busy", uses_attempt=False) == "ready"
    make_due(connection)
    connection.execute("UPDATE llm_job SET failing_since = now() - interval '73 hours'")
    (job,) = claim(connection)
    assert fail(connection, job, "busy", uses_attempt=False) == "dead"


def test_ends_without_a_retry(connection: psycopg.Connection) -> None:
    """Not retryable: dead; refused: refused, and not read again at night."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    add(connection, "other", ["Cid", "Dot"])
    first, second = claim(connection)
    assert fail(connection, first, "invalid_request", is_retryable=False) == "dead"
    assert fail(connection, second, "refusal", state="refused", billed="usage") == "refused"
    connection.execute("CALL run_nightly()")
    assert claim(connection) == []
    assert {job["state"] for job in jobs(connection)} == {"dead", "refused"}


def test_more_room_for_the_answer(connection: psycopg.Connection) -> None:
    """An answer that was cut is asked for again with more tokens, and more is reserved."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection)
    fail(connection, job, "max_tokens", max_tokens=8192, billed="usage")
    make_due(connection)
    (job,) = claim(connection)
    assert job["max_tokens"] == 8192
    first, second = connection.execute("SELECT reserved FROM llm_call ORDER BY created_at").fetchall()
    assert float(second["reserved"] - first["reserved"]) == pytest.approx(4096 * 0.5e-6)


@pytest.mark.parametrize(
    ("sql", "state"),
    [
        ("SELECT claim_llm_jobs(0, 10)", "22023"),
        ("SELECT claim_llm_jobs(1, -1)", "22023"),
        ("SELECT claim_llm_jobs(1, 1, p_lease => '-1 s')", "22023"),
        ("SELECT claim_llm_jobs(1, 1, p_batch_id => gen_random_uuid())", "P0002"),
        ("SELECT complete_llm_job(gen_random_uuid(), gen_random_uuid(), '{}')", "P0002"),
        ("SELECT fail_llm_job(gen_random_uuid(), gen_random_uuid(), 'x', 'x', true)", "P0002"),
        ("SELECT fail_llm_job(gen_random_uuid(), gen_random_uuid(), 'x', 'x', true, p_state => 'done')", "22023"),
        ("SELECT book_llm_usage(gen_random_uuid(), '{}')", "P0002"),
        ("SELECT mark_llm_batch(gen_random_uuid(), 'ended')", "P0002"),
    ],
)
def test_errors(connection: psycopg.Connection, sql: str, state: str) -> None:
    """Each has its code and a hint."""
    with pytest.raises(psycopg.Error) as raised:
        connection.execute(sql)  # type: ignore[arg-type]
    assert raised.value.sqlstate == state
    assert raised.value.diag.message_hint


def test_only_the_holder_fails_a_job(connection: psycopg.Connection) -> None:
    """Neither another token nor none takes it from him."""
    switch_on(connection)
    add(connection, "event", ["Grace Hopper", "Howard Aiken"])
    (job,) = claim(connection)
    for token in (None, uid("another")):
        assert fail(connection, {**job, "lease_token": token}) == "stale"
    assert complete(connection, job) == "done"


# --- the circuit


def provider(connection: psycopg.Connection) -> dict[str, Any]:
    """Return the state of the provider, with the seconds it rests."""
    return one(
        connection,
        "SELECT *, extract(epoch FROM paused_until - clock_timestamp())::float8 AS seconds FROM llm_provider WHERE graph_id = 0",
    )


def test_the_circuit(connection: psycopg.Connection) -> None:
    """Five failures of the provider in a row pause it, longer each time; an answer ends that."""
    switch_on(connection)
    for i in range(8):
        add(connection, f"event {i}", [f"Left {i}", f"Right {i}"])
    claimed = claim(connection, limit=6)
    for job in claimed[:4]:
        fail(connection, job, "rate_limit", uses_attempt=False, billed="none")
    assert provider(connection)["paused_until"] is None
    fail(connection, claimed[4], "overloaded", uses_attempt=False, billed="none")
    assert 25 < provider(connection)["seconds"] <= 30
    assert claim(connection) == []
    assert one(connection, "SELECT next_llm_job_at() > clock_timestamp() + interval '20 s' AS later")["later"]
    status = one(connection, "SELECT * FROM llm_status")
    assert status["paused_reason"].startswith("overloaded: ")
    assert status["rests_until"] == provider(connection)["paused_until"]
    # a call that was under way when the pause began does not make it longer
    fail(connection, claimed[5], "overloaded", uses_attempt=False, billed="none")
    assert provider(connection)["seconds"] <= 30
    # the pause is over, and it goes on failing
    connection.execute("UPDATE llm_provider SET paused_until = clock_timestamp()")
    (job,) = claim(connection, limit=1)
    fail(connection, job, "timeout")
    assert 55 < provider(connection)["seconds"] <= 60
    connection.execute("UPDATE llm_provider SET paused_until = clock_timestamp()")
    (job,) = claim(connection, limit=1)
    book(connection, job)
    assert (provider(connection)["failures"], provider(connection)["paused_until"]) == (0, None)


def test_a_pause_that_a_worker_asks_for(connection: psycopg.Connection) -> None:
    """Nobody claims until then; a shorter pause does not end a longer one; a late answer does not, resuming does."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    add(connection, "other", ["Cid", "Dot"])
    (job,) = claim(connection, limit=1)
    connection.execute("SELECT pause_llm_provider('auth: key revoked', NULL)")
    connection.execute("SELECT pause_llm_provider('auth: key revoked', now() + interval '1 hour')")
    book(connection, job)
    complete(connection, job)
    assert claim(connection) == []
    status = one(connection, "SELECT * FROM llm_status")
    assert status["paused_reason"] == "auth: key revoked"
    assert status["rests_until"] is None
    assert one(connection, "SELECT next_llm_job_at() AS at")["at"] is None
    add(connection, "third", ["Eve", "Fay"])
    connection.execute("SELECT resume_llm_provider()")
    assert len(claim(connection)) == 2


def test_when_the_next_job_is_due(connection: psycopg.Connection) -> None:
    """The earliest that is ready or whose lease ends; null where nothing waits."""
    switch_on(connection, debounce="1 hour")
    assert one(connection, "SELECT next_llm_job_at() AS at")["at"] is None
    add(connection, "event", ["Ann", "Bob"])
    assert one(connection, "SELECT next_llm_job_at() AS at")["at"] == jobs(connection)[0]["run_after"]
    assert one(connection, "SELECT next_llm_job_at(2) AS at")["at"] is None
    make_due(connection)
    claim(connection)
    assert one(connection, "SELECT next_llm_job_at() AS at")["at"] == jobs(connection)[0]["lease_until"]


# --- batches


def batch_of(connection: psycopg.Connection, count: int) -> tuple[Any, list[dict[str, Any]]]:
    """Claim low-priority jobs for a batch."""
    for i in range(count):
        add(connection, f"event {i}", [f"Left {i}", f"Right {i}"])
    connection.execute("UPDATE llm_job SET priority = 0, run_after = now() + interval '1 day'")
    with connection.transaction():
        batch = one(connection, "SELECT begin_llm_batch() AS id")["id"]
        claimed = claim(connection, limit=100, batch_id=batch)
    assert len(claimed) == count
    return batch, claimed


def test_a_batch(connection: psycopg.Connection) -> None:
    """Half the price, no lease that ends, results in any order, jobs without one are ready again."""
    switch_on(connection)
    assert one(connection, "SELECT begin_llm_batch() AS id")["id"] is None
    batch, claimed = batch_of(connection, 3)
    add(connection, "single", ["Ann", "Bob"])
    (single,) = claim(connection)
    per_call = {
        row["batch_id"]: row["reserved"] for row in connection.execute("SELECT batch_id, reserved FROM llm_call")
    }
    assert float(per_call[batch]) == pytest.approx(float(per_call[None]) / 2, rel=0.02)
    complete(connection, single)
    assert claim(connection) == []
    assert one(connection, "SELECT begin_llm_batch() AS id")["id"] is None
    connection.execute("SELECT mark_llm_batch(%s, 'submitted', 'msgbatch_1')", (batch,))
    connection.execute("SELECT mark_llm_batch(%s, 'submitted', 'msgbatch_1')", (batch,))
    items = connection.execute("SELECT * FROM llm_batch_item WHERE provider_id = 'msgbatch_1'").fetchall()
    assert {item["custom_id"] for item in items} == {job["custom_id"] for job in claimed}
    assert all(item["is_waiting"] for item in items)
    cost = book(connection, items[2], {"input_tokens": 1000, "output_tokens": 200, "service_tier": "batch"})
    assert float(cost) == pytest.approx((1000 * 0.10 + 200 * 0.50) / 1e6 / 2)
    assert complete(connection, items[2], relation(evidence="none")) == "done"
    assert fail(connection, items[0], "expired", billed="none", uses_attempt=False, wait=dt.timedelta(0)) == "ready"
    connection.execute("SELECT mark_llm_batch(%s, 'ended')", (batch,))
    assert sorted(job["state"] for job in jobs(connection)) == ["done", "done", "ready", "ready"]
    assert {job["attempts"] for job in jobs(connection) if job["state"] == "ready"} == {0}
    # the outcome of the one without a result is not known, so it may have been billed
    assert one(connection, "SELECT count(*) AS n FROM llm_call WHERE state = 'reserved'")["n"] == 2
    assert complete(connection, items[1]) == "stale"


def test_a_batch_whose_creation_had_no_answer_is_found(connection: psycopg.Connection) -> None:
    """It stays as it is until it is found, or known not to be: then nothing was reserved, and its jobs are ready."""
    switch_on(connection)
    lost, claimed = batch_of(connection, 2)
    connection.execute("SELECT mark_llm_batch(%s, 'unknown', p_error => 'timeout')", (lost,))
    assert claim(connection) == []
    assert one(connection, "SELECT begin_llm_batch() AS id")["id"] is None
    reserved = one(connection, "SELECT reserved FROM llm_day")["reserved"]
    assert reserved > 0
    connection.execute("SELECT mark_llm_batch(%s, 'abandoned')", (lost,))
    assert one(connection, "SELECT reserved FROM llm_day")["reserved"] == 0
    assert {job["state"] for job in jobs(connection)} == {"ready"}
    assert complete(connection, claimed[0]) == "stale"
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
        connection.execute("SELECT mark_llm_batch(%s, 'submitted', 'msgbatch_2')", (lost,))


@pytest.mark.parametrize(
    ("states", "works"),
    [
        (["submitted"], True),
        (["unknown", "submitted", "ended"], True),
        (["unknown", "abandoned", "abandoned"], True),
        (["ended"], False),
        (["submitted", "abandoned"], False),
        (["submitted", "unknown"], False),
        (["abandoned", "unknown"], False),
        (["nonsense"], False),
    ],
)
def test_states_of_a_batch(connection: psycopg.Connection, states: list[str], works: bool) -> None:  # noqa: FBT001
    """It moves one way."""
    switch_on(connection)
    batch, _ = batch_of(connection, 1)
    *before, last = states
    for state in before:
        connection.execute("SELECT mark_llm_batch(%s, %s, 'msgbatch_1')", (batch, state))
    if works:
        connection.execute("SELECT mark_llm_batch(%s, %s, 'msgbatch_1')", (batch, last))
        assert one(connection, "SELECT state FROM llm_batch")["state"] == last
    else:
        with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState):
            connection.execute("SELECT mark_llm_batch(%s, %s, 'msgbatch_1')", (batch, last))


def test_low_priority_waits_for_a_batch_but_not_for_ever(connection: psycopg.Connection) -> None:
    """A worker takes it at the full price after graph.llm_batch_wait; a batch takes fresh events nobody served for an hour."""
    add(connection, "event", ["Ann", "Bob"])
    switch_on(connection)
    connection.execute("SELECT run_on_demand()")
    assert claim(connection) == []
    assert 86000 < due_in(connection) <= 86400
    connection.execute("UPDATE llm_job SET run_after = run_after - interval '1 day'")
    assert len(claim(connection)) == 1
    add(connection, "fresh", ["Cid", "Dot"])
    assert one(connection, "SELECT begin_llm_batch() AS id")["id"] is None
    connection.execute("UPDATE llm_job SET run_after = run_after - interval '61 minutes' WHERE state = 'ready'")
    batch = one(connection, "SELECT begin_llm_batch() AS id")["id"]
    assert [job["payload"]["entities"][0]["name"] for job in claim(connection, batch_id=batch)] == ["Cid"]


def test_done_jobs_do_not_slow_the_queue(connection: psycopg.Connection) -> None:
    """With 40,000 jobs done, finding the next one reads only what is ready."""
    switch_on(connection)
    connection.execute(
        "INSERT INTO llm_job (graph_id, subject, subject_id, priority, state, run_after, run_before, created_at, entity_ids) "
        "SELECT 1, 'event', md5(i::text)::uuid, 1, 'done', now(), now(), now(), '{}' FROM generate_series(1, 40000) i"
    )
    connection.execute("ANALYZE llm_job")
    for i in range(40):
        add(connection, f"event {i}", [f"Left {i}", f"Right {i}"])
    assert len(claim(connection, limit=20)) == 20
    row = connection.execute("SELECT pg_stat_force_next_flush()").fetchone()
    scans = "SELECT seq_scan, seq_tup_read FROM pg_stat_user_tables WHERE relname = 'llm_job'"
    before = one(connection, scans)
    (job,) = claim(connection, limit=1)
    complete(connection, job)
    assert claim(connection, limit=50)
    connection.execute("SELECT next_llm_job_at()")
    connection.execute("SELECT begin_llm_batch()")
    connection.execute("SELECT pg_stat_force_next_flush()")
    assert row is not None
    assert one(connection, scans) == before


def test_settings_are_json(connection: psycopg.Connection) -> None:
    """What a request carries besides the prompt is an object for each model, and each model has a price."""
    rows = connection.execute(
        "SELECT m.request_extra, p.checked_on FROM llm_model m LEFT JOIN llm_price p USING (model)"
    ).fetchall()
    assert rows
    assert all(isinstance(row["request_extra"], dict) and row["checked_on"] for row in rows)
    assert json.dumps(rows[0]["request_extra"])
