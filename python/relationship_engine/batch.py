"""Jobs that can wait are sent to Claude in batches at half the price, through the Message Batches API.

Submitting notes the intent, commits, and only then creates the batch: creating cannot be repeated safely, so a batch
whose answer was lost is looked for in the provider's list, and its jobs are not sent again before it is found or known
not to exist. Collecting may be interrupted anywhere and run again; results come in any order.
"""

import json
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

import psycopg

from relationship_engine import claude, database, worker
from relationship_engine.claude import Answer, Failure
from relationship_engine.database import Connection, Row
from relationship_engine.worker import Session

if TYPE_CHECKING:
    import anthropic

# More than the duration of a create call plus the difference between two clocks.
SKEW = timedelta(minutes=15)
LONGEST = timedelta(hours=25)
LIST_PAGE = 100

log = logging.getLogger(__name__)


def submit(session: Session, *, limit: int, graph_id: int | None = None) -> list[Row]:
    """Send the jobs that can wait, of one graph or all, in batches of at most limit. Returns batch_id, state, jobs per batch.

    Errors: ClaudeError without an API key, or if Claude does not list its batches; psycopg.Error, DatabaseError.
    """
    client = claude.connect(claude.BATCH_TIMEOUT_SECONDS)
    with _claude_errors(session):
        _resolve(session, client, graph_id)
    sent: list[Row] = []
    for row in session.call(database.fetch, "llm_status", graph_id=graph_id):
        state: str | None = "submitted"
        while state == "submitted":
            batch_id, claims = session.call(_begin, limit, row["graph_id"])
            if batch_id is None:
                break
            state, provider_id, failure = _create(client, claims)
            session.call(_mark, batch_id, state, provider_id, failure)
            sent.append({"batch_id": batch_id, "graph_id": row["graph_id"], "state": state, "jobs": len(claims)})
        if state != "submitted":
            break
    return sent


def collect(session: Session, *, graph_id: int | None = None) -> Row:
    """Submit the results of the batches that have ended. Returns counts of batches by state and of jobs by outcome.

    Errors: ClaudeError without an API key, or if Claude does not show its batches; psycopg.Error, DatabaseError.
    """
    client = claude.connect(claude.BATCH_TIMEOUT_SECONDS)
    batches: Counter[str] = Counter()
    jobs: Counter[str] = Counter()
    with _claude_errors(session):
        _resolve(session, client, graph_id)
        for batch in session.call(database.fetch, "llm_batches_submitted", graph_id=graph_id, longest=LONGEST):
            batches[_collect_one(session, client, batch, jobs)] += 1
    return {"batches": dict(batches), "jobs": dict(jobs)}


@contextmanager
def _claude_errors(session: Session) -> Iterator[None]:
    """Turn API errors into ClaudeError, and pause the provider if all calls would fail in the same way."""
    import anthropic  # noqa: PLC0415

    try:
        yield
    except anthropic.AnthropicError as error:
        failure = claude.classify(error)
        if failure.pause is not None:
            session.call(worker.pause, failure)
        message = f"{failure.code}: {failure.message}"
        raise claude.ClaudeError(message) from error
    except (ValueError, TypeError, LookupError) as error:
        message = f"Claude says of its batches what cannot be read: {error!r}"
        raise claude.ClaudeError(message) from error


# --- submitting


def _begin(connection: Connection, limit: int, graph_id: int | None) -> tuple[UUID | None, list[Row]]:
    """Record the batch and claim its jobs in one transaction."""
    with connection.transaction() as transaction:
        batch_id = database.fetch_one(connection, "begin_llm_batch", graph_id=graph_id)["batch_id"]
        if batch_id is not None:
            claims = database.fetch(
                connection,
                "claim_llm_batch",
                limit=limit,
                overhead_bytes=claude.OVERHEAD_BYTES,
                batch_id=batch_id,
                prompt_version=claude.PROMPT_VERSION,
            )
            if claims:
                return batch_id, claims
        raise psycopg.Rollback(transaction)
    return None, []


def _create(client: "anthropic.Anthropic", claims: list[Row]) -> tuple[str, str | None, Failure | None]:
    """Create a batch. Returns its known state, its id at the provider, and the error."""
    import anthropic  # noqa: PLC0415

    requests = [
        {"custom_id": claim["custom_id"], "params": claude.build_request(claim, cache_for="1h")} for claim in claims
    ]
    try:
        response = client.messages.batches.with_raw_response.create(requests=requests)  # type: ignore[arg-type]
        provider_id = json.loads(response.text())["id"]
    except anthropic.AnthropicError as error:
        failure = claude.classify(error)
        # after a server error the provider may still have created the batch
        is_refused = failure.billed == "none" and not isinstance(error, anthropic.InternalServerError)
        return "abandoned" if is_refused else "unknown", None, failure
    except (ValueError, TypeError, LookupError) as error:
        return "unknown", None, Failure("bad_response", repr(error), is_retryable=True, billed="unknown")
    return "submitted", provider_id, None


def _mark(
    connection: Connection, batch_id: UUID, state: str, provider_id: str | None = None, failure: Failure | None = None
) -> None:
    """Record the state of a batch, and pause the provider if the failure says so."""
    with connection.transaction():
        error = f"{failure.code}: {failure.message}" if failure else None
        database.fetch(
            connection, "mark_llm_batch", batch_id=batch_id, state=state, provider_id=provider_id, error=error
        )
        if failure is not None:
            log.warning("batch %s is %s: %s", batch_id, state, error)
            if failure.pause is not None:
                worker.pause(connection, failure)


def _resolve(session: Session, client: "anthropic.Anthropic", graph_id: int | None) -> None:
    """Find the state of batches whose creation had no answer, or whose process died."""
    lost = session.call(database.fetch, "llm_batches_lost", graph_id=graph_id, skew=SKEW)
    if not lost:
        return
    known = {row["provider_id"] for row in session.call(database.fetch, "llm_batches_known")}
    since = min(row["created_at"] for row in lost) - SKEW
    listed = [batch for batch in _list(client, since) if batch["id"] not in known]
    for row in lost:
        state, provider_id = _fate(client, row, listed)
        if state is not None:
            failure = None
            if state == "abandoned":
                failure = Failure("not_created", "the provider has no such batch", is_retryable=True, billed="none")
            session.call(_mark, row["batch_id"], state, provider_id, failure)


def _list(client: "anthropic.Anthropic", since: datetime) -> list[Row]:
    """Return the batches that the provider lists since a time."""
    found: list[Row] = []
    after: dict[str, Any] = {}
    while True:
        response = client.messages.batches.with_raw_response.list(limit=LIST_PAGE, **after)
        page = json.loads(response.text())
        new = [batch for batch in page["data"] if datetime.fromisoformat(batch["created_at"]) >= since]
        found += new
        if len(new) < len(page["data"]) or not page["has_more"]:
            return found
        after = {"after_id": page["last_id"]}


def _fate(client: "anthropic.Anthropic", lost: Row, listed: list[Row]) -> tuple[str | None, str | None]:
    """Return the state of a lost batch and its id at the provider; no state while it may still appear.

    Only results show the content of a batch, so a batch of the same size that is in progress is waited for.
    """
    may_come = not lost["is_old"]
    for batch in listed:
        if batch["processing_status"] != "ended":
            may_come |= batch["request_counts"]["processing"] == len(lost["custom_ids"])
        elif next(_results(client, batch["id"]), {}).get("custom_id") in lost["custom_ids"]:
            return "submitted", batch["id"]
    return (None if may_come else "abandoned"), None


# --- collecting


def _collect_one(session: Session, client: "anthropic.Anthropic", batch: Row, jobs: Counter[str]) -> str:
    """Submit the results of one batch, if it has ended. Returns in_progress, broken, ended or lost."""
    import anthropic  # noqa: PLC0415

    provider_id = batch["provider_id"]
    try:
        shown = json.loads(client.messages.batches.with_raw_response.retrieve(provider_id).text())
    except anthropic.NotFoundError as error:
        if not batch["is_old"]:
            log.warning(
                "batch %s: the provider does not show %s: %s", batch["batch_id"], provider_id, error.api_message
            )
            return "in_progress"
        shown = {"processing_status": "ended", "results_url": None}
    if shown["processing_status"] != "ended":
        return "in_progress"
    failure = None
    if shown["results_url"] is None:
        failure = Failure("no_results", "the results are no longer there", is_retryable=True, billed="unknown")
    else:
        rows = session.call(database.fetch, "llm_batch_items", batch_id=batch["batch_id"])
        waiting = {row["custom_id"]: row for row in rows}
        try:
            for item in _results(client, provider_id):
                claim = waiting.pop(str(item.get("custom_id")), None)
                if claim is not None:
                    jobs[worker.settle(session, claim, read_result(item.get("result"), claim))] += 1
        except (ValueError, anthropic.APIConnectionError) as error:
            log.warning("batch %s: the results ended early (%s); collect again", batch["batch_id"], error)
            return "broken"
    session.call(_mark, batch["batch_id"], "ended", failure=failure)
    return "lost" if failure else "ended"


def _results(client: "anthropic.Anthropic", provider_id: str) -> Iterator[Row]:
    """Return the results of a batch, in any order. Errors: ValueError for a malformed line."""
    with client.messages.batches.with_streaming_response.results(provider_id) as response:
        for line in response.iter_lines():
            if line:
                item = json.loads(line)
                if not isinstance(item, dict):
                    message = f"a result that is no object: {line[:100]}"
                    raise ValueError(message)
                yield item


def read_result(result: object, claim: Row) -> Answer:
    """Read the result of one request of a batch."""
    kind = result.get("type") if isinstance(result, dict) else None
    if isinstance(result, dict) and kind == "succeeded":
        return claude.read_message(result.get("message"), claim)
    if isinstance(result, dict) and kind == "errored":
        return Answer(model=claim["model"], failure=_read_error(result.get("error")))
    failure = Failure(str(kind), "the batch ended before it", is_retryable=True, billed="none", uses_attempt=False)
    return Answer(model=claim["model"], failure=failure)


def _read_error(body: object) -> Failure:
    """Read the error of one request of a batch: it has a type instead of a status."""
    error = body.get("error") if isinstance(body, dict) else None
    error = error if isinstance(error, dict) else {}
    kind = str(error.get("type"))
    return claude.classify_status(claude.STATUS_OF.get(kind, 500), f"{kind}: {error.get('message')}")
