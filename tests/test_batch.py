"""Batches at half the price: the intent that is noted first, answers that get lost, results in any order, interruptions."""

import json
from collections import Counter
from typing import Any

import psycopg
import pytest
from click.testing import CliRunner

from claude_peer import Peer
from relationship_engine import batch as batch_module
from relationship_engine import worker as worker_module
from relationship_engine.cli import main
from test_worker import add_event, drain, edges, one

EVENTS = 6


def command(name: str, dsn: str, *, code: int = 0) -> dict[str, Any]:
    """Run a command in this process, and return what it prints as JSON."""
    done = CliRunner().invoke(main, ["worker", name, "--json"], env={"DATABASE_URL": dsn})
    assert done.exit_code == code, done.output
    return json.loads(done.stdout)


def submit(dsn: str, *, code: int = 0) -> dict[str, Any]:
    """Run `worker batch-submit`, and return the only batch that it sent, if any."""
    (batch,) = command("batch-submit", dsn, code=code)["batches"] or [{"state": None, "jobs": 0}]
    return batch


def collect(dsn: str) -> dict[str, Any]:
    """Run `worker batch-collect`."""
    return command("batch-collect", dsn)


def states(connection: psycopg.Connection, table: str = "llm_job") -> Counter[str]:
    """Count jobs, calls or batches by state."""
    return Counter(row["state"] for row in connection.execute(f"SELECT state FROM {table}").fetchall())


def pass_time(connection: psycopg.Connection, interval: str = "20 minutes") -> None:
    """Let batches grow old."""
    connection.execute("UPDATE llm_batch SET created_at = created_at - %s::interval", (interval,))


@pytest.fixture
def queue(connection: psycopg.Connection) -> psycopg.Connection:
    """A connection to a database with six events that have waited for a batch."""
    connection.execute("UPDATE strategy_setting SET mode = 'active' WHERE strategy = 'semantic'")
    for number in range(EVENTS):
        add_event(connection, f"Alpha{number} visits Beta{number}.", f"Alpha{number}", f"Beta{number}")
    connection.execute("UPDATE llm_job SET priority = 0, run_after = now() + interval '1 day'")
    return connection


def test_a_batch_is_learned_at_half_the_price(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """Submit, wait, collect: the same edges as call by call, each booked with the discount; twice changes nothing."""
    peer.are_batches_quick = False
    assert drain(database) == {}
    sent = submit(database)
    assert (sent["state"], sent["jobs"]) == ("submitted", EVENTS)
    (batch,) = peer.batches.values()
    ids = [item["custom_id"] for item in batch.requests]
    assert len(set(ids)) == EVENTS
    assert {item["params"]["system"][0]["cache_control"]["ttl"] for item in batch.requests} == {"1h"}
    assert states(queue) == {"leased": EVENTS}
    assert submit(database)["jobs"] == 0
    assert collect(database) == {"batches": {"in_progress": 1}, "jobs": {}}
    assert edges(queue) == []
    reserved = one(queue, "SELECT reserved FROM llm_day")["reserved"]
    assert reserved > 0
    peer.end_batches()
    assert [item["custom_id"] for item in batch.results] != ids
    assert collect(database) == {"batches": {"ended": 1}, "jobs": {"done": EVENTS}}
    assert edges(queue) == [f"Alpha{number} visits Beta{number}" for number in range(EVENTS)]
    assert states(queue, "llm_batch") == {"ended": 1}
    books = one(
        queue,
        'SELECT sum(c.cost) AS cost, sum(llm_cost(c.model, c.day, c.usage || \'{"service_tier": "standard"}\')) AS full_cost '
        "FROM llm_call c",
    )
    assert books["cost"] * 2 == books["full_cost"]
    assert one(queue, "SELECT spent, reserved FROM llm_day") == {"spent": books["cost"], "reserved": 0}
    assert collect(database) == {"batches": {}, "jobs": {}}


def test_a_command_serves_all_graphs_in_batches_of_a_size(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """One call sends all that waits, though the budget of one graph is used up."""
    for name in ("second", "third"):
        queue.execute("SELECT create_graph(%s)", (name,))
    for graph in (2, 3):
        add_event(queue, "Gamma visits Delta.", "Gamma", "Delta", graph=graph)
    queue.execute("UPDATE graph SET llm_daily_budget = 0.0001 WHERE id = 2")
    queue.execute("UPDATE llm_job SET priority = 0")
    done = CliRunner().invoke(main, ["worker", "batch-submit", "--limit", "4"], env={"DATABASE_URL": database})
    assert done.exit_code == 0
    assert [line.split(": ")[-1] for line in done.stdout.splitlines()] == [f"submitted, {n} jobs" for n in (4, 2, 1)]
    assert collect(database) == {"batches": {"ended": 3}, "jobs": {"done": EVENTS + 1}}
    assert len(peer.batches) == 3
    empty = CliRunner().invoke(main, ["worker", "batch-submit"], env={"DATABASE_URL": database})
    assert empty.stdout == "no job waits for a batch\n"


def test_every_kind_of_result_has_its_way(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """Refused, expired, canceled, errored and cut answers leave the others alone, and cost what they cost."""
    peer.item_results.extend(["refusal", "expired", "canceled", "invalid_request_error", "api_error", "max_tokens"])
    submit(database)
    assert collect(database)["jobs"] == {"refused": 1, "dead": 1, "ready": 4}
    jobs = queue.execute("SELECT state, error_code, attempts FROM llm_job ORDER BY error_code").fetchall()
    assert [(row["error_code"], row["state"], row["attempts"]) for row in jobs] == [
        ("canceled", "ready", 0),
        ("expired", "ready", 0),
        ("invalid_request", "dead", 1),
        ("max_tokens", "ready", 1),
        ("overloaded", "ready", 0),
        ("refusal", "refused", 1),
    ]
    assert states(queue, "llm_call") == {"booked": 2, "released": 4}
    assert one(queue, "SELECT reserved FROM llm_day")["reserved"] == 0
    queue.execute("UPDATE llm_job SET run_after = now() WHERE state = 'ready'")
    submit(database)
    assert collect(database)["jobs"] == {"done": 4}
    assert len(edges(queue)) == 4


@pytest.mark.parametrize(("fault", "is_paused"), [("overloaded", False), ("auth", True), ("own_limit", True)])
def test_a_batch_that_is_refused_leaves_its_jobs(
    database: str, queue: psycopg.Connection, peer: Peer, fault: str, *, is_paused: bool
) -> None:
    """Nothing was created, so nothing is reserved, and the jobs wait for the next try."""
    peer.batch_faults.append(fault)
    sent = submit(database, code=1)
    if fault == "overloaded":  # an error of the provider's own says nothing about what it had done before
        assert sent["state"] == "unknown"
        assert states(queue) == {"leased": EVENTS}
        pass_time(queue)
        collect(database)
    else:
        assert sent["state"] == "abandoned"
    assert states(queue) == {"ready": EVENTS}
    assert states(queue, "llm_batch") == {"abandoned": 1}
    assert one(queue, "SELECT reserved + spent AS money FROM llm_day")["money"] == 0
    assert (one(queue, "SELECT * FROM llm_status")["paused_reason"] is not None) == is_paused
    queue.execute("SELECT resume_llm_provider()")
    assert submit(database)["jobs"] == EVENTS
    assert len(peer.batches) == 1


def test_a_lost_answer_is_found_again(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """The batch was made, the answer lost: its jobs are not sent twice, and its results are taken in."""
    peer.batch_faults.append("lost_answer")
    peer.are_batches_quick = False
    peer.make_batch([{"custom_id": f"x{number}", "params": {}} for number in range(EVENTS)])  # somebody else's
    assert submit(database, code=1)["state"] == "unknown"
    pass_time(queue)
    assert submit(database)["jobs"] == 0
    assert collect(database) == {"batches": {}, "jobs": {}}
    assert states(queue, "llm_batch") == {"unknown": 1}
    assert len(peer.batches) == 2
    peer.end_batches()
    assert collect(database) == {"batches": {"ended": 1}, "jobs": {"done": EVENTS}}
    assert len(edges(queue)) == EVENTS


def test_a_lost_request_is_given_up_after_a_while(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """The provider never saw it: while it may still turn up the jobs are held, then they are sent anew."""
    peer.batch_faults.append("lost_request")
    assert submit(database, code=1)["state"] == "unknown"
    assert collect(database) == {"batches": {}, "jobs": {}}
    assert states(queue) == {"leased": EVENTS}
    pass_time(queue)
    assert submit(database)["jobs"] == EVENTS
    assert states(queue, "llm_batch") == {"abandoned": 1, "submitted": 1}
    assert collect(database)["jobs"] == {"done": EVENTS}
    assert one(queue, "SELECT reserved FROM llm_day")["reserved"] == 0


def test_a_submitter_that_dies_leaves_an_intent(
    database: str, queue: psycopg.Connection, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed before the call, or after it: the next one looks before it sends."""

    class Killed(BaseException):
        """What no handler catches, as kill -9."""

    def die(*_: object) -> None:
        raise Killed

    really = batch_module._create  # noqa: SLF001
    for is_sent in (False, True):
        monkeypatch.setattr(batch_module, "_create", lambda *given, sent=is_sent: (sent and really(*given), die()))
        with pytest.raises(Killed):
            submit(database)
        monkeypatch.setattr(batch_module, "_create", really)
        assert states(queue, "llm_batch")["intent"] == 1
        assert submit(database)["jobs"] == 0  # another submitter may be in the middle of it
        pass_time(queue)
        collect(database)
        if not is_sent:
            assert states(queue) == {"ready": EVENTS}
            assert len(peer.batches) == 0
    assert states(queue) == {"done": EVENTS}
    assert len(peer.batches) == 1


def test_an_interrupted_collection_continues(
    database: str, queue: psycopg.Connection, peer: Peer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that is cut, a collector that dies in the middle: what was taken in stays, the rest comes next time."""
    submit(database)
    peer.batch_faults.append("broken_line")
    first = collect(database)
    assert first["batches"] == {"broken": 1}
    taken = first["jobs"].get("done", 0)
    assert 0 < taken < EVENTS
    really = worker_module.settle
    left = 2

    def dies_after_two(*given: Any) -> str:  # noqa: ANN401
        nonlocal left
        left -= 1
        if left < 0:
            raise KeyboardInterrupt
        return really(*given)

    monkeypatch.setattr(worker_module, "settle", dies_after_two)
    CliRunner().invoke(main, ["worker", "batch-collect"], env={"DATABASE_URL": database})
    monkeypatch.setattr(worker_module, "settle", really)
    assert states(queue)["done"] == min(taken + 2, EVENTS)
    rest = collect(database)
    assert rest["jobs"].get("done", 0) == max(EVENTS - taken - 2, 0)
    assert states(queue) == {"done": EVENTS}
    assert one(queue, "SELECT sum(weight) AS n FROM edge")["n"] == pytest.approx(EVENTS)
    assert one(queue, "SELECT count(*) AS n FROM llm_call")["n"] == EVENTS


def test_results_that_are_gone_free_the_jobs(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """A batch that the provider no longer shows is given up after a day, not before; the reservation stays."""
    submit(database)
    peer.batches.clear()
    assert collect(database) == {"batches": {"in_progress": 1}, "jobs": {}}
    assert states(queue) == {"leased": EVENTS}
    pass_time(queue, "2 days")
    assert collect(database)["batches"] == {"lost": 1}
    assert states(queue) == {"ready": EVENTS}
    assert one(queue, "SELECT reserved FROM llm_day")["reserved"] > 0


def test_an_outage_while_collecting_is_one_line(database: str, queue: psycopg.Connection, peer: Peer) -> None:
    """A key that is no longer good: the error is said, Claude rests, and nothing is lost."""
    submit(database)
    peer.key = "another"
    done = CliRunner().invoke(main, ["worker", "batch-collect"], env={"DATABASE_URL": database})
    assert done.exit_code == 1
    assert "auth: 401" in done.stderr.splitlines()[-1]
    assert "auth" in one(queue, "SELECT * FROM llm_status")["paused_reason"]
    peer.key = None
    assert collect(database)["jobs"] == {"done": EVENTS}
