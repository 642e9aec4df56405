"""The worker: takes jobs out of the queue, has Claude read them, and hands the answers to the database.

The database decides everything: which job is next, whether its price fits the day's budget, what an answer may change,
when a failed job is tried again. No transaction is open during a call, so a worker that dies leaves nothing but a lease
that expires. Every statement that is sent to the database may safely be sent twice.
"""

import logging
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

import psycopg
from psycopg.types.json import Jsonb

from relationship_engine import claude, database
from relationship_engine.claude import Answer, Failure
from relationship_engine.database import Connection, Row
from relationship_engine.text import one_line, redact

if TYPE_CHECKING:
    import anthropic

P = ParamSpec("P")
T = TypeVar("T")

POLL_SECONDS = 15.0
DUE_SLACK_SECONDS = 0.05
RECONNECT_SECONDS = 1.0
# How long to wait before each further try to reach the database: together less than a lease.
RETRY_WAITS = (0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
# What ends by itself: the database does not answer, or an upgrade has just replaced what a statement was about to use.
PASSING = (
    psycopg.OperationalError,
    psycopg.InternalError,
    psycopg.NotSupportedError,  # a cached plan must not change result type
    psycopg.errors.UndefinedFunction,
    psycopg.errors.UndefinedTable,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedObject,
    psycopg.errors.DatatypeMismatch,
    database.DatabaseError,
)

POOLED = (
    "a pooler is before the server: if it pools transactions, no notification arrives, and new jobs are found every "
    "%g s (--poll); connect the worker to the server itself, or by a pool of sessions, to begin at once"
)

log = logging.getLogger(__name__)


class Stop(BaseException):
    """The signal to stop. Not an Exception, so that no handler for errors catches it."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Turn SIGTERM and SIGINT into Stop in the main thread: waiting for a notification or a thread ends with it."""

    def stop(_: int, __: FrameType | None) -> None:
        """Interrupt the wait of the main thread."""
        raise Stop

    names = (signal.SIGTERM, signal.SIGINT)
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = [signal.signal(name, stop) for name in names]
    try:
        yield
    finally:
        for name, handler in zip(names, before, strict=True):
            signal.signal(name, handler)


def begin(work: Callable[[], None]) -> threading.Event:
    """Run work in a thread, and return an event that is set when it has ended.

    Thread.join() is no alternative: Python 3.11 considers a thread ended when a signal interrupts join().
    """
    ended = threading.Event()

    def run() -> None:
        """Do the work, then set the event."""
        try:
            work()
        finally:
            ended.set()

    threading.Thread(target=run, daemon=True).start()
    return ended


class Session:
    """A connection that reconnects when it breaks."""

    def __init__(self, dsn: str, stopping: threading.Event) -> None:
        """Connect at the first call."""
        self._dsn = dsn
        self._stopping = stopping
        self._connection: Connection | None = None

    def call(self, action: Callable[Concatenate[Connection, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """Run an action, and repeat it if the database did not answer, had no free connection, or was being upgraded.

        Errors: those of PASSING after a minute of attempts, or when the worker is stopping.
        """
        waits = iter(RETRY_WAITS)
        while True:
            try:
                return action(self._connect(), *arguments, **named)
            except PASSING as error:
                self._close_if_broken()
                wait = next(waits, None)
                if wait is None:
                    raise
                log.warning("database: %s; trying again in %g s", one_line(redact(str(error))), wait)
                if self._stopping.wait(wait):
                    waits = iter(())

    def close(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _connect(self) -> Connection:
        """Return the connection; connect first if necessary."""
        if self._connection is None:
            self._connection = database.connect(self._dsn)
        return self._connection

    def _close_if_broken(self) -> None:
        """Drop a connection that is broken."""
        if self._connection is not None and self._connection.broken:
            self.close()


class Worker:
    """Threads that serve the queue, each with its own connection, and the outcomes of their jobs."""

    def __init__(self, dsn: str, *, graph_id: int | None = None, threads: int = 2, poll: float = POLL_SECONDS) -> None:
        """Prepare; run() or drain() starts the threads. Errors: ClaudeError without an API key."""
        self.outcomes: Counter[str] = Counter()
        self._dsn = dsn
        self._graph_id = graph_id
        self._poll = poll
        self._client = claude.connect()
        self._stopping = threading.Event()
        self._changed = threading.Condition()
        self._wakes = 0
        self._claiming = threading.Lock()
        self._claims: deque[Row] = deque()
        self._waiting = 0
        self._errors: list[Exception] = []
        self._count = threads

    def run(self) -> bool:
        """Serve the queue until SIGTERM or SIGINT, then finish the jobs in progress. A second signal stops at once.

        Returns False if jobs in progress were abandoned; they are due again when their leases expire.
        """
        return self._serve(self._listen, self._work)

    def drain(self) -> bool:
        """Serve the queue until no job is ready. Returns False as run() does.

        Errors: psycopg.Error, DatabaseError if the database failed.
        """
        is_orderly = self._serve(lambda: None, self._empty)
        if self._errors:
            raise self._errors[0]
        return is_orderly

    def _serve(self, watch: Callable[[], None], work: Callable[[], None]) -> bool:
        """Start the threads, run watch in the main thread, and wait until all have ended."""
        self._stopping.clear()
        ends: list[threading.Event] = []
        with stoppable():
            try:
                ends.extend(begin(work) for _ in range(self._count))
                watch()
                for end in ends:
                    end.wait()
            except Stop:
                self._stopping.set()
            try:
                if self._stopping.is_set():
                    log.info("stopping after the jobs in progress")
                self._wake()
                for end in ends:
                    end.wait()
            except Stop:
                log.warning("stopping now; the jobs in progress are due again when their leases expire")
                return False
        return True

    # --- the main thread

    def _listen(self) -> None:
        """Wake the threads at each notification, when the next job is due, and at each poll."""
        is_told = False
        while True:
            try:
                with database.connect(self._dsn) as connection:
                    if not is_told and database.is_pooled(connection):
                        log.warning(POOLED, self._poll)
                        is_told = True
                    database.fetch(connection, "listen_llm")
                    held = 0
                    while True:
                        self._wake()
                        due = database.fetch_one(connection, "next_llm_job", graph_id=self._graph_id)["seconds"]
                        held = held + 1 if due is not None and due <= 0 else 0
                        for _ in connection.notifies(timeout=idle_seconds(due, held, self._poll), stop_after=1):
                            pass
            except PASSING as error:
                log.warning("database: %s; connecting again in %g s", one_line(redact(str(error))), RECONNECT_SECONDS)
                time.sleep(RECONNECT_SECONDS)

    def _wake(self) -> None:
        """Let every thread check the queue."""
        with self._changed:
            self._wakes += 1
            self._changed.notify_all()

    # --- the threads

    def _work(self) -> None:
        """Serve the queue until the worker stops."""
        session = Session(self._dsn, self._stopping)
        while not self._stopping.is_set():
            wakes = self._wakes
            try:
                is_empty = not self._serve_one(session)
            except Exception:
                log.exception("a job was abandoned; it is due again when its lease expires")
                is_empty = True
            if is_empty:
                with self._changed:
                    self._changed.wait_for(lambda wakes=wakes: self._wakes != wakes, self._poll)  # type: ignore[misc]
        session.close()

    def _empty(self) -> None:
        """Serve the queue until no job is ready."""
        session = Session(self._dsn, self._stopping)
        try:
            while not self._stopping.is_set() and self._serve_one(session):
                pass
        except Exception as error:  # noqa: BLE001 - raised again by drain()
            self._errors.append(error)
        session.close()

    def _serve_one(self, session: Session) -> bool:
        """Claim and process one job. Returns False if none is ready."""
        claim = self._take(session)
        if claim is None:
            return False
        outcome = settle(session, claim, ask(self._client, claim))
        with self._changed:
            self.outcomes[outcome] += 1
        return True

    def _take(self, session: Session) -> Row | None:
        """Return a job. One thread claims for all waiting threads, because claiming several costs little more than one."""
        with self._changed:
            self._waiting += 1
        try:
            with self._claiming:
                if not self._claims:
                    self._claims.extend(session.call(self._claim))
                return self._claims.popleft() if self._claims else None
        finally:
            with self._changed:
                self._waiting -= 1

    def _claim(self, connection: Connection) -> list[Row]:
        """Claim one job per waiting thread."""
        return database.fetch(
            connection,
            "claim_llm_jobs",
            limit=self._waiting,
            overhead_bytes=claude.OVERHEAD_BYTES,
            graph_id=self._graph_id,
            prompt_version=claude.PROMPT_VERSION,
        )


def idle_seconds(due: float | None, held: int, poll: float) -> float:
    """Return how many seconds to wait for a notification.

    due: seconds until the next job is due; None: no job. held: how often in a row a due job was not claimed, because a
    thread is about to claim it or the budget is used up.
    """
    if due is None:
        return poll
    return min(2.0 ** min(held - 1, 10) if held else due + DUE_SLACK_SECONDS, poll)


def ask(client: "anthropic.Anthropic", claim: Row) -> Answer:
    """Call Claude. A bug in this program fails the job, and the worker continues."""
    try:
        return claude.ask(client, claim)
    except Exception as error:
        log.exception("job %s", claim["job_id"])
        failure = Failure("internal", repr(error), is_retryable=True, billed="unknown")
        return Answer(model=claim["model"], failure=failure)


def settle(session: Session, claim: Row, answer: Answer) -> str:
    """Book the usage of a call, then submit its answer or failure. Returns the state of the job.

    The usage is booked first, in its own transaction, so that it stays booked if the answer cannot be processed.
    """
    try:
        if answer.usage is not None:
            session.call(_book, claim, answer)
        failure = answer.failure
        if failure is None:
            try:
                return session.call(_complete, claim, answer)
            except psycopg.DataError as error:
                failure = Failure("bad_answer", database.describe(error), is_retryable=True, billed="usage")
        failure = replace(failure, message=storable(failure.message))
        state = session.call(_fail, claim, failure)
    except psycopg.errors.NoDataFound:
        log.warning("job %s is gone", claim["job_id"])
        return "gone"
    log.warning("job %s: %s (%s): %s", claim["job_id"], failure.code, state, failure.message)
    return state


def storable(value: Any) -> Any:  # noqa: ANN401 - JSON
    """Return JSON that PostgreSQL can store: NUL and lone surrogates become question marks."""
    if isinstance(value, str):
        return value.replace("\0", "?").encode(errors="replace").decode()
    if isinstance(value, dict):
        return {storable(key): storable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [storable(item) for item in value]
    return value


def _book(connection: Connection, claim: Row, answer: Answer) -> None:
    """Book the usage of a call."""
    database.fetch(
        connection,
        "book_llm_usage",
        call_id=claim["call_id"],
        usage=Jsonb(storable(answer.usage)),
        request_id=storable(answer.request_id),
        model=storable(answer.model),
    )


def _complete(connection: Connection, claim: Row, answer: Answer) -> str:
    """Submit an answer; returns done or stale."""
    row = database.fetch_one(
        connection,
        "complete_llm_job",
        job_id=claim["job_id"],
        lease_token=claim["lease_token"],
        answer=Jsonb(storable(answer.content)),
    )
    return str(row["state"])


def _fail(connection: Connection, claim: Row, failure: Failure) -> str:
    """Record the failure of a job, and pause the provider if the failure concerns all calls; returns the job's state."""
    with connection.transaction():
        row = database.fetch_one(
            connection,
            "fail_llm_job",
            job_id=claim["job_id"],
            lease_token=claim["lease_token"],
            error_code=failure.code,
            error=failure.message,
            is_retryable=failure.is_retryable,
            wait=failure.wait,
            uses_attempt=failure.uses_attempt,
            billed=failure.billed,
            state=failure.state,
            max_tokens=failure.max_tokens,
        )
        if failure.pause is not None:
            pause(connection, failure)
    return str(row["state"])


def pause(connection: Connection, failure: Failure) -> None:
    """Pause the provider for the duration that a failure names."""
    reason = f"{failure.code}: {failure.message}"
    database.fetch(connection, "pause_llm_provider", reason=reason, pause=failure.pause)
