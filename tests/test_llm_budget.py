"""The budget: whatever workers do, and die of, a day never costs more than its limit."""

import datetime as dt
import json
import multiprocessing
import os
import random
import signal
import time
from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

import psycopg
import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

import servers
from conftest import connect, janitor
from llm_queue import OVERHEAD, add, add_entities, add_event, book, claim, complete, fail, jobs, one, switch_on

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

# RE_EXAMPLES=1000 goes hunting with random examples; without it a run tries the same ones each time.
HUNT = int(os.environ.get("RE_EXAMPLES", "0"))
NUMBERS = count()
MILLION = Decimal(1_000_000)


def examples(number: int) -> Any:  # noqa: ANN401
    """Return settings for a property; one database serves all its examples."""
    return settings(
        max_examples=HUNT or number,
        derandomize=not HUNT,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def set_clock(connection: psycopg.Connection) -> None:
    """Let the test say which day (UTC) it is."""
    connection.execute("CREATE TABLE public.clock (day date NOT NULL)")
    connection.execute("INSERT INTO public.clock VALUES ('2026-11-24')")
    connection.execute(
        "CREATE OR REPLACE FUNCTION relationship_engine._llm_today() RETURNS date LANGUAGE sql VOLATILE "
        "SET search_path = pg_catalog, pg_temp AS 'SELECT c.day FROM public.clock c'"
    )


@pytest.fixture(scope="module")
def db(server: servers.Server, template: str) -> Iterator[psycopg.Connection]:
    """A connection to one database for the whole module, whose days the tests make."""
    name = f"re_{uuid4().hex[:12]}"
    with janitor(server, name, template), connect(server.uri(name)) as opened:
        opened.execute("SET search_path = relationship_engine, public")
        set_clock(opened)
        yield opened


# --- prices


@pytest.mark.parametrize(
    ("model", "day", "usage", "dollars"),
    [
        ("claude-haiku-5-5", "2026-11-24", {"input_tokens": 1000, "output_tokens": 500}, "0.00035"),
        (
            "claude-haiku-5-5",
            "2026-11-24",
            {
                "input_tokens": 10,
                "output_tokens": 0,
                "cache_read_input_tokens": 1500,
                "cache_creation_input_tokens": 3000,
                "cache_creation": {"ephemeral_5m_input_tokens": 1000, "ephemeral_1h_input_tokens": 2000},
            },
            "0.000541",
        ),
        # the tier of long prompts holds for all of the request, and cached tokens count towards it
        ("claude-haiku-5-5", "2026-11-24", {"input_tokens": 100_000, "output_tokens": 100}, "0.01005"),
        ("claude-haiku-5-5", "2026-11-24", {"input_tokens": 100_001, "output_tokens": 100}, "0.0502505"),
        (
            "claude-haiku-5-5",
            "2026-11-24",
            {"input_tokens": 1, "output_tokens": 0, "cache_read_input_tokens": 100_000},
            "0.0050005",
        ),
        # the price of the day
        (
            "claude-sonnet-5-5",
            "2026-10-06",
            {"input_tokens": 0, "output_tokens": 0, "cache_read_input_tokens": 1000},
            "0.0002",
        ),
        (
            "claude-sonnet-5-5",
            "2026-10-07",
            {"input_tokens": 0, "output_tokens": 0, "cache_read_input_tokens": 1000},
            "0.0001",
        ),
        # a batch
        (
            "claude-opus-5-5",
            "2026-11-24",
            {"input_tokens": 1000, "output_tokens": 1000, "service_tier": "batch"},
            "0.012",
        ),
        (
            "claude-opus-5-5",
            "2026-11-24",
            {"input_tokens": 1000, "output_tokens": 1000, "service_tier": "standard"},
            "0.024",
        ),
        # what nobody has priced, and what nobody can read
        ("claude-unknown", "2026-11-24", {"input_tokens": 1000, "output_tokens": 500}, None),
        ("claude-haiku-5-5", "2026-10-06", {"input_tokens": 1000, "output_tokens": 500}, None),
        ("claude-haiku-5-5", "2026-11-24", {"input_tokens": 1000}, None),
        ("claude-haiku-5-5", "2026-11-24", {"input_tokens": "1000", "output_tokens": 5}, None),
        ("claude-haiku-5-5", "2026-11-24", [], None),
        ("claude-haiku-5-5", "2026-11-24", None, None),
        ("claude-haiku-5-5", "2026-11-24", "free", None),
        (
            "claude-haiku-5-5",
            "2026-11-24",
            {"input_tokens": -1_000_000, "output_tokens": 2, "cache_creation": 7},
            "0.000001",
        ),
    ],
)
def test_cost(db: psycopg.Connection, model: str, day: str, usage: object, dollars: str | None) -> None:
    """What a call cost, from its raw usage and the price of its day."""
    cost = one(db, "SELECT llm_cost(%s, %s, %s) AS cost", model, day, json.dumps(usage))["cost"]
    assert cost == (None if dollars is None else Decimal(dollars))


@given(
    payload=st.integers(0, 300_000),
    max_tokens=st.integers(1, 65_536),
    share=st.lists(st.floats(0, 1), min_size=4, max_size=4),
    output=st.floats(0, 1),
    model=st.sampled_from(["claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-haiku-4-5"]),
    is_batch=st.booleans(),
)
@examples(200)
def test_no_call_costs_more_than_was_reserved(  # noqa: PLR0913, PLR0917 - what hypothesis draws
    db: psycopg.Connection,
    payload: int,
    max_tokens: int,
    share: list[float],
    output: float,
    model: str,
    is_batch: bool,  # noqa: FBT001
) -> None:
    """However the tokens of a prompt, at most its bytes, are spread over fresh, written and cached ones."""
    parts = [int(payload * part / max(sum(share), 1)) for part in share]
    usage = {
        "input_tokens": parts[0],
        "cache_read_input_tokens": parts[1],
        "cache_creation_input_tokens": parts[2] + parts[3],
        "cache_creation": {"ephemeral_5m_input_tokens": parts[2], "ephemeral_1h_input_tokens": parts[3]},
        "output_tokens": int(max_tokens * output),
        "service_tier": "batch" if is_batch else "standard",
    }
    row = one(
        db,
        "SELECT llm_cost(%s, '2026-11-24', %s) AS cost, _llm_worst_case(%s, '2026-11-24', %s, %s, %s) AS worst",
        *(model, json.dumps(usage), model, payload, max_tokens, is_batch),
    )
    assert row["cost"] <= row["worst"]


def test_the_reservation_covers_the_request(connection: psycopg.Connection) -> None:
    """The bytes of the user turn, also of characters that are sent as six."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"], text="<&>" * 2000 + " é日本 Ann met Bob.")
    (job,) = claim(connection)
    sent = json.dumps(job["payload"], ensure_ascii=False)
    for character in "<>&":
        sent = sent.replace(character, f"\\u{ord(character):04x}")
    call = one(connection, "SELECT * FROM llm_call")
    tokens = (call["reserved"] * MILLION - job["max_tokens"] * Decimal("0.50")) / Decimal("0.20")
    assert tokens >= len(sent.encode()) + OVERHEAD
    assert tokens <= len(sent.encode()) + OVERHEAD + 200


def test_no_price_no_call(connection: psycopg.Connection) -> None:
    """A model that nobody has priced, or that llm_model does not know, is not called, and the status says so."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    connection.execute("UPDATE graph SET llm_model = 'claude-unheard-of'")
    assert claim(connection) == []
    connection.execute("INSERT INTO llm_model (model) VALUES ('claude-unheard-of')")
    assert claim(connection) == []
    status = one(connection, "SELECT paused_reason, price_checked_on FROM llm_status")
    assert status == {"paused_reason": "no price for model claude-unheard-of", "price_checked_on": None}
    price = "INSERT INTO llm_price SELECT 'claude-unheard-of', %s, 0, 1, 1, 1, 1, 1, 1, 'a test', current_date"
    connection.execute(price, (dt.date.today() + dt.timedelta(days=2),))  # noqa: DTZ011
    assert claim(connection) == []
    connection.execute(price, ("2020-01-01",))
    assert [job["model"] for job in claim(connection)] == ["claude-unheard-of"]


# --- booking


def day(connection: psycopg.Connection) -> tuple[Decimal, Decimal]:
    """Return what is reserved and spent on the one day."""
    row = one(connection, "SELECT reserved, spent FROM llm_day")
    return row["reserved"], row["spent"]


def test_booking(connection: psycopg.Connection) -> None:
    """The cost takes the place of the reservation, once; the raw usage stays."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection, prompt_version="v7")
    assert day(connection)[0] > 0
    usage = {"input_tokens": 1000, "output_tokens": 200, "something": {"new": [1]}}
    assert book(connection, job, usage) == Decimal("0.0002")
    assert book(connection, job, {"input_tokens": 9, "output_tokens": 9}) == Decimal("0.0002")
    assert day(connection) == (0, Decimal("0.0002"))
    call = one(connection, "SELECT * FROM llm_call")
    assert (call["usage"], call["request_id"], call["state"]) == (usage, "req_1", "booked")
    assert call["prompt_version"] == "v7"
    # a failure after the answer was billed takes nothing back
    assert fail(connection, job, "bad_answer", billed="none") == "ready"
    assert day(connection) == (0, Decimal("0.0002"))


def test_usage_that_nobody_understands(connection: psycopg.Connection) -> None:
    """The reservation stays, and so does what the answer said."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection)
    before = day(connection)
    assert book(connection, job, {"tokens": "plenty"}) is None
    assert day(connection) == before
    assert one(connection, "SELECT usage FROM llm_call")["usage"] == {"tokens": "plenty"}
    assert book(connection, job) == Decimal("0.0002")


def test_the_model_that_answered(connection: psycopg.Connection) -> None:
    """It counts at its own price, where it has one."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    add(connection, "other", ["Cid", "Dot"])
    first, second = claim(connection)
    assert book(connection, first, model="claude-haiku-5-5-20261007") == Decimal("0.0002")
    assert book(connection, second, model="claude-haiku-4-5") == Decimal("0.002")


@pytest.mark.parametrize(("billed", "is_kept"), [("none", False), ("unknown", True), ("usage", True)])
def test_reservations_of_failures(connection: psycopg.Connection, billed: str, is_kept: bool) -> None:  # noqa: FBT001
    """Only what is known not to be billed is taken back."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection)
    reserved = day(connection)[0]
    fail(connection, job, "bad_response", billed=billed)
    assert day(connection) == (reserved if is_kept else 0, 0)
    # a second report of the same changes nothing
    assert fail(connection, job, "bad_response", billed=billed) == "stale"
    assert day(connection) == (reserved if is_kept else 0, 0)


def test_a_stale_failure_takes_its_own_reservation_back(connection: psycopg.Connection) -> None:
    """Not that of the worker who has the job now."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (first,) = claim(connection, lease="1 millisecond")
    time.sleep(0.01)
    claim(connection)
    both = day(connection)[0]
    assert fail(connection, first, "rate_limit", billed="none") == "stale"
    assert day(connection)[0] == both / 2


# --- the limit


def fits(connection: psycopg.Connection, count: int) -> Decimal:
    """Set the budget so that as many jobs of the usual size fit; return it."""
    (probe,) = claim(connection, limit=1)
    price = one(connection, "SELECT reserved FROM llm_call")["reserved"]
    fail(connection, probe, "canceled", billed="none", uses_attempt=False, wait=dt.timedelta(0))
    connection.execute("UPDATE llm_job SET run_after = created_at")
    budget = price * count + price / 2
    connection.execute("UPDATE graph SET llm_daily_budget = %s", (budget,))
    return Decimal(budget)


def add_pairs(connection: psycopg.Connection, number: int, graph: int = 1) -> None:
    """Add events of two entities each."""
    for i in range(number):
        add(connection, f"{graph} event {i:04d}", [f"Left {i:04d}", f"Right {i:04d}"], graph)


def test_jobs_beyond_the_cap_continue_tomorrow_oldest_first(connection: psycopg.Connection) -> None:
    """Every event has its turn, without losing an attempt."""
    switch_on(connection)
    set_clock(connection)
    add_pairs(connection, 7)
    fits(connection, 3)
    order = []
    for today in ("2026-11-25", "2026-11-26", "2026-11-27"):
        connection.execute("UPDATE clock SET day = %s", (today,))
        claimed = claim(connection)
        order += [job["payload"]["entities"][0]["name"] for job in claimed]
        assert claim(connection) == []
        for job in claimed:
            complete(connection, job)
        add(connection, f"late {today}", [f"Late {today}", f"Later {today}"])
    assert order == [f"Left {i:04d}" for i in range(7)] + ["Late 2026-11-25", "Late 2026-11-26"]
    assert {job["attempts"] for job in jobs(connection) if job["state"] == "ready"} == {0}


@pytest.mark.parametrize("obstacle", ["budget", "pause"])
def test_a_lost_job_waits_like_others(connection: psycopg.Connection, obstacle: str) -> None:
    """A worker dies while nothing can be claimed: its job is ready, not in progress, and what it reserved stays."""
    switch_on(connection)
    add_pairs(connection, 2)
    fits(connection, 1)
    assert len(claim(connection)) == 1
    if obstacle == "pause":
        connection.execute("SELECT pause_llm_provider('overloaded', now() + interval '1 hour')")
    before = one(connection, "SELECT * FROM llm_status")
    connection.execute("UPDATE llm_job SET lease_until = now() - interval '1 second' WHERE state = 'leased'")
    assert claim(connection) == []
    after = one(connection, "SELECT * FROM llm_status")
    assert (before["ready"], before["leased"]) == (1, 1)
    assert (after["ready"], after["leased"]) == (2, 0)
    assert after["reserved_today"] == before["reserved_today"] > 0


def test_a_larger_budget_counts_at_once(connection: psycopg.Connection) -> None:
    """Jobs that wait for tomorrow go on today; so they do when an answer cost less than was reserved."""
    switch_on(connection)
    add_pairs(connection, 4)
    budget = fits(connection, 1)
    (job,) = claim(connection)
    assert claim(connection) == []
    status = one(connection, "SELECT * FROM llm_status")
    assert status["paused_reason"] == "the daily budget is used up"
    tomorrow = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    assert status["rests_until"] == dt.datetime.combine(tomorrow, dt.time(), dt.UTC)
    assert (status["ready"], status["leased"], status["budget"]) == (3, 1, budget)
    assert status["budget_left"] == budget - status["reserved_today"]
    book(connection, job)
    assert one(connection, "SELECT paused_reason FROM llm_status")["paused_reason"] is None
    assert len(claim(connection)) == 1
    connection.execute("UPDATE graph SET llm_daily_budget = 1")
    assert len(claim(connection)) == 2
    assert one(connection, "SELECT paused_reason FROM llm_status")["paused_reason"] is None


def test_a_job_dearer_than_a_day(connection: psycopg.Connection) -> None:
    """It does not hold up the others, and says why it waits."""
    switch_on(connection)
    add(connection, "dear", ["Ann", "Bob"])
    (dear,) = claim(connection)
    fail(connection, dear, "max_tokens", billed="none", max_tokens=60_000, wait=dt.timedelta(0))
    connection.execute("UPDATE llm_job SET run_after = created_at")
    add_pairs(connection, 2)
    connection.execute("UPDATE graph SET llm_daily_budget = 0.02")
    assert len(claim(connection)) == 2
    assert claim(connection) == []
    dear = one(connection, "SELECT * FROM llm_job WHERE max_tokens = 60000")
    assert (dear["state"], dear["error_code"], dear["attempts"]) == ("ready", "over_budget", 1)
    assert dear["run_after"] > dt.datetime.now(dt.UTC)
    status = one(connection, "SELECT paused_reason, rests_until FROM llm_status")
    assert status == {"paused_reason": "no waiting job fits into the budget of a whole day", "rests_until": None}


def test_no_budget_no_call(connection: psycopg.Connection) -> None:
    """Nothing is spent of nothing."""
    switch_on(connection)
    add_pairs(connection, 1)
    connection.execute("UPDATE graph SET llm_daily_budget = 0")
    assert claim(connection) == []
    assert one(connection, "SELECT paused_reason FROM llm_status")["paused_reason"] == "the daily budget is 0"
    assert one(connection, "SELECT count(*) AS n FROM llm_call")["n"] == 0


def test_each_graph_has_its_own_budget(connection: psycopg.Connection) -> None:
    """One that has used its up does not keep a worker of all from the other."""
    one(connection, "SELECT create_graph('second') AS id")
    for graph in (1, 2):
        switch_on(connection, graph)
        add_pairs(connection, 3, graph)
    connection.execute("UPDATE graph SET llm_daily_budget = 0.003 WHERE id = 1")
    claimed = []
    while batch := claim(connection, limit=1):
        claimed += batch
    assert sorted(job["graph_id"] for job in claimed) == [1, 2, 2, 2]


# --- any sequence


class Account:
    """A graph with jobs, and what workers and tests do with it."""

    def __init__(self, db: psycopg.Connection, budget: Decimal) -> None:
        """Make the graph and its first jobs."""
        self.db = db
        self.graph = one(db, "SELECT create_graph(%s) AS id", f"account {next(NUMBERS)}")["id"]
        switch_on(db, self.graph)
        db.execute("UPDATE graph SET llm_daily_budget = %s, llm_max_attempts = 3 WHERE id = %s", (budget, self.graph))
        db.execute("SELECT resume_llm_provider()")
        self.budget = budget
        self.held: list[dict[str, Any]] = []
        self.events = 0
        for _ in range(4):
            self.more()

    def more(self) -> None:
        """Add an event."""
        self.events += 1
        name = f"{self.graph} {self.events}"
        event_id = add_event(self.db, name, f"Ann {name} met Bob {name}. " * (1 + self.events % 7 * 20), self.graph)
        add_entities(self.db, event_id, [f"Ann {name}", f"Bob {name}"], self.graph)

    def act(self, action: str, number: int) -> None:
        """Do one thing; number chooses on what."""
        job = self.held[number % len(self.held)] if self.held else None
        if action == "claim":
            self.held += claim(self.db, limit=1 + number % 4, graph_id=self.graph)
        elif action == "more":
            self.more()
        elif action == "midnight":
            self.db.execute("UPDATE clock SET day = day + 1")
        elif action == "expire":
            self.db.execute(
                "UPDATE llm_job SET lease_until = '2020-01-01' WHERE graph_id = %s AND batch_id IS NULL",
                (self.graph,),
            )
        elif action == "due":
            self.db.execute("UPDATE llm_job SET run_after = created_at WHERE graph_id = %s", (self.graph,))
            self.db.execute("SELECT resume_llm_provider()")
        elif action == "batch":
            self.batch(number)
        elif job is not None:
            self.settle(job, action, number)

    def settle(self, job: dict[str, Any], action: str, number: int) -> None:
        """Let the holder of a job, which may have lost it, do something with it."""
        if action == "book":
            tokens = {"input_tokens": number % OVERHEAD, "output_tokens": number % job["max_tokens"]}
            book(self.db, job, tokens if number % 5 else {"unreadable": True})
        elif action == "complete":
            complete(self.db, job)
        else:
            billed = ("none", "unknown", "usage")[number % 3]
            fail(self.db, job, "overloaded", billed=billed, uses_attempt=number % 2 == 0, is_retryable=number % 7 > 0)

    def batch(self, number: int) -> None:
        """Begin a batch, or move one on."""
        waiting = self.db.execute(
            "SELECT id, state FROM llm_batch WHERE graph_id = %s AND state IN ('intent', 'submitted')", (self.graph,)
        ).fetchall()
        if waiting:
            state = "ended" if waiting[0]["state"] == "submitted" else ("submitted", "abandoned")[number % 2]
            self.db.execute("SELECT mark_llm_batch(%s, %s, %s)", (waiting[0]["id"], state, str(waiting[0]["id"])))
            return
        self.db.execute("UPDATE llm_job SET priority = 0 WHERE graph_id = %s AND state = 'ready'", (self.graph,))
        begun = one(self.db, "SELECT begin_llm_batch(%s) AS id", self.graph)["id"]
        if begun is not None:
            self.held += claim(self.db, limit=3, batch_id=begun)

    def check(self) -> None:
        """Spent and reserved are the sums of the ledger, and never beyond the limit."""
        rows = self.db.execute(
            "SELECT d.day, d.reserved, d.spent, "
            "coalesce(sum(c.reserved) FILTER (WHERE c.state = 'reserved'), 0) AS ledger_reserved, "
            "coalesce(sum(c.cost), 0) AS ledger_spent "
            "FROM llm_day d LEFT JOIN llm_call c ON c.graph_id = d.graph_id AND c.day = d.day "
            "WHERE d.graph_id = %s GROUP BY d.day, d.reserved, d.spent",
            (self.graph,),
        ).fetchall()
        for row in rows:
            assert (row["reserved"], row["spent"]) == (row["ledger_reserved"], row["ledger_spent"])
            assert row["reserved"] + row["spent"] <= self.budget
        tokens = [row["lease_token"] for row in jobs(self.db, self.graph) if row["state"] == "leased"]
        assert len(tokens) == len(set(tokens))


ACTIONS = [
    "claim",
    "claim",
    "claim",
    "book",
    "book",
    "complete",
    "fail",
    "fail",
    "more",
    "expire",
    "due",
    "midnight",
    "batch",
]


@given(
    budget=st.sampled_from([Decimal("0.002"), Decimal("0.006"), Decimal("0.02"), Decimal("0.1")]),
    steps=st.lists(st.tuples(st.sampled_from(ACTIONS), st.integers(0, 5000)), min_size=5, max_size=40),
)
@examples(50)
def test_no_sequence_exceeds_the_limit(db: psycopg.Connection, budget: Decimal, steps: list[tuple[str, int]]) -> None:
    """Claims, bookings, failures, dead workers, late answers, batches and midnights in any order."""
    account = Account(db, budget)
    for action, number in steps:
        account.act(action, number)
        account.check()
    used = db.execute(
        "SELECT max(reserved + spent) AS used FROM llm_day WHERE graph_id = %s", (account.graph,)
    ).fetchone()
    share = float((used or {}).get("used") or 0) / float(budget)
    event(f"used {'nothing' if share == 0 else 'some' if share < 0.5 else 'most'} of the budget")


# --- real processes


def work(database: str, seed: int) -> None:
    """Serve the queue until somebody kills this process: claim, wait, book, complete or fail."""
    draw = random.Random(seed)
    with connect(database) as connection:
        connection.execute("SET search_path = relationship_engine, public")
        while True:
            claimed = claim(connection, limit=draw.randint(1, 4), lease="300 milliseconds")
            time.sleep(draw.random() * 0.02)
            for job in claimed:
                chance = draw.random()
                if chance < 0.15:
                    time.sleep(0.4)  # longer than its lease
                if chance < 0.75:
                    usage = {
                        "input_tokens": draw.randint(500, OVERHEAD),
                        "output_tokens": draw.randint(0, job["max_tokens"]),
                    }
                    book(connection, job, usage)
                    complete(connection, job)
                else:
                    billed = draw.choice(["none", "unknown"])
                    fail(connection, job, "bad_response", billed=billed, wait=dt.timedelta(0), uses_attempt=False)


def test_processes_that_die_and_midnights(connection: psycopg.Connection, database: str) -> None:
    """Eight processes, most of which are killed at some moment, over five days: no day costs more than its limit."""
    switch_on(connection)
    set_clock(connection)
    add_pairs(connection, 400)
    connection.execute("UPDATE graph SET llm_daily_budget = 0.08, llm_max_attempts = 100")
    over = "SELECT count(*) AS n FROM llm_day WHERE reserved + spent > 0.08"
    context = multiprocessing.get_context("spawn")
    numbers = count()
    workers: list[BaseProcess] = []

    def hire() -> None:
        process = context.Process(target=work, args=(database, next(numbers)), daemon=True)
        process.start()
        workers.append(process)

    draw = random.Random(3)
    killed = 0
    try:
        for _ in range(8):
            hire()
        deadline = time.monotonic() + 60
        for _ in range(4):
            # until the day has no room for a further call
            full = "SELECT count(*) AS n FROM llm_day d, clock c WHERE d.day = c.day AND 0.08 - d.reserved - d.spent < d.next_job_cost"
            while one(connection, full)["n"] == 0 and time.monotonic() < deadline:
                time.sleep(0.05)
                assert one(connection, over)["n"] == 0
                if draw.random() < 0.3 and killed < 12:
                    victim = workers.pop(draw.randrange(len(workers)))
                    assert victim.pid is not None
                    os.kill(victim.pid, signal.SIGKILL)
                    victim.join()
                    killed += 1
                    hire()
            connection.execute("UPDATE clock SET day = day + 1")
    finally:
        for process in workers:
            process.kill()
            process.join()
    assert killed >= 6
    assert one(connection, over)["n"] == 0
    sums = connection.execute(
        "SELECT d.day, d.reserved - coalesce(sum(c.reserved) FILTER (WHERE c.state = 'reserved'), 0) AS reserved, "
        "d.spent - coalesce(sum(c.cost), 0) AS spent, d.reserved + d.spent AS used "
        "FROM llm_day d LEFT JOIN llm_call c USING (graph_id, day) GROUP BY d.day, d.reserved, d.spent ORDER BY d.day"
    ).fetchall()
    assert len(sums) >= 4
    assert all((row["reserved"], row["spent"]) == (0, 0) for row in sums)
    assert all(row["used"] > Decimal("0.03") for row in sums[:4])
    finished = {job["state"] for job in jobs(connection)}
    assert "done" in finished
    # no answer was learned twice: a job is done by the call that held it last
    doubled = one(
        connection,
        "SELECT count(*) AS n FROM (SELECT c.job_id FROM llm_call c WHERE c.relations IS NOT NULL GROUP BY c.job_id HAVING count(*) > 1) x",
    )
    assert doubled["n"] == 0


def test_costs_are_shown_by_day_model_and_edge(connection: psycopg.Connection) -> None:
    """By day, by model, by kept edge, and what the day will have cost."""
    switch_on(connection)
    set_clock(connection)
    connection.execute("UPDATE clock SET day = (now() AT TIME ZONE 'UTC')::date")
    add_pairs(connection, 3)
    first, second, _ = claim(connection)
    for job in (first, second):
        book(connection, job, {"input_tokens": 900, "cache_creation_input_tokens": 100, "output_tokens": 200,
                               "cache_read_input_tokens": 400})  # fmt: skip
    said = {"source": "e0", "target": "e1", "kind": "met", "confidence": 0.9, "evidence": "Left 0000 met Right 0000"}
    complete(connection, first, said)
    complete(connection, second)
    today = one(connection, "SELECT * FROM llm_cost_by_day")
    assert (today["calls"], today["fresh_tokens"], today["cached_tokens"], today["output_tokens"]) == (
        3,
        2000,
        800,
        400,
    )
    cost = Decimal("0.0002065") * 2
    assert today["spent"] == cost
    assert today["reserved"] == one(connection, "SELECT reserved FROM llm_day")["reserved"]
    model = one(connection, "SELECT * FROM llm_cost_by_model")
    assert (model["model"], model["strategy"], model["subject"], model["is_batch"]) == (
        "claude-haiku-5-5",
        "semantic",
        "event",
        False,
    )
    assert model["per_call"] == cost / 2
    edge = one(connection, "SELECT * FROM llm_cost_per_edge")
    assert (edge["edges_kept"], edge["per_edge"]) == (1, cost)
    add(connection, "further", ["Eve", "Fay"])
    forecast = one(connection, "SELECT * FROM llm_cost_forecast")
    assert forecast["backlog"] == cost / 2
    assert cost + today["reserved"] < forecast["today"] <= 5


def test_every_graph_begins_with_five_dollars(connection: psycopg.Connection) -> None:
    """Also those that are made later."""
    made = one(connection, "SELECT create_graph('second') AS id")["id"]
    rows = connection.execute("SELECT id, llm_daily_budget, llm_model FROM graph").fetchall()
    assert {row["id"] for row in rows} == {0, 1, made}
    assert {(row["llm_daily_budget"], row["llm_model"]) for row in rows} == {(5, "claude-haiku-5-5")}
    with pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("UPDATE graph SET llm_daily_budget = 'NaN'")


def test_a_call_has_one_id_everywhere(connection: psycopg.Connection) -> None:
    """Of the claim, the ledger, the run and the evidence."""
    switch_on(connection)
    add(connection, "event", ["Ann", "Bob"])
    (job,) = claim(connection)
    book(connection, job)
    complete(
        connection, job, {"source": "e0", "target": "e1", "kind": "met", "confidence": 0.9, "evidence": "Ann met Bob"}
    )
    row = one(
        connection,
        "SELECT c.id, v.detail FROM llm_call c JOIN run r ON r.id = c.id JOIN evidence v ON v.run_id = c.id",
    )
    assert isinstance(row["id"], UUID)
    assert row["id"] == job["call_id"] == job["lease_token"]
    assert row["detail"]["model"] == "claude-haiku-5-5"
    assert row["detail"]["evidence"] == "Ann met Bob"
