"""Steps that the tests of the model's queue share: events with their entities, claims, answers."""

import json
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import psycopg

OVERHEAD = 3000
USAGE = {"input_tokens": 1000, "output_tokens": 200}


def uid(name: str) -> UUID:
    """Return the id of a thing, the same everywhere."""
    return uuid5(NAMESPACE_URL, name)


def one(connection: psycopg.Connection, sql: str, *values: object) -> dict[str, Any]:
    """Return the one row of a query."""
    rows = connection.execute(sql, values).fetchall()  # type: ignore[call-overload]
    assert len(rows) == 1, rows
    return rows[0]


def switch_on(connection: psycopg.Connection, graph: int = 1, mode: str = "active", debounce: str = "0") -> None:
    """Let a graph feed the queue."""
    connection.execute(
        "UPDATE strategy_setting SET mode = %s WHERE graph_id = %s AND strategy = 'semantic'", (mode, graph)
    )
    connection.execute("UPDATE graph SET llm_debounce = %s WHERE id = %s", (debounce, graph))


def add_event(connection: psycopg.Connection, name: str, text: str, graph: int = 1, at: str = "2026-05-01") -> UUID:
    """Insert an event with a text."""
    connection.execute(
        "INSERT INTO raw_events (graph_id, id, payload, source, occurred_at) VALUES (%s, %s, %s, 'mail', %s)",
        (graph, uid(name), json.dumps({"content": text}), at),
    )
    return uid(name)


def add_entities(
    connection: psycopg.Connection, event: UUID | None, titles: Iterable[str], graph: int = 1, kind: str = "person"
) -> list[UUID]:
    """Insert entities in one statement; their ids come from graph and title."""
    names = list(titles)
    ids = [uid(f"{graph} {title}") for title in names]
    connection.execute(
        "INSERT INTO entity (graph_id, id, title, type, source_event_id) "
        "SELECT %s, e.id, e.title, %s, %s FROM unnest(%s::uuid[], %s::text[]) AS e (id, title)",
        (graph, kind, event, ids, names),
    )
    return ids


def add(connection: psycopg.Connection, name: str, titles: Sequence[str], graph: int = 1, text: str = "") -> UUID:
    """Insert an event that names new entities, one after the other."""
    event = add_event(connection, name, text or f"{' met '.join(titles)}. ", graph)
    add_entities(connection, event, titles, graph)
    return event


def claim(connection: psycopg.Connection, limit: int = 20, **more: object) -> list[dict[str, Any]]:
    """Claim jobs as a worker does."""
    names = {"graph_id": "bigint", "lease": "interval", "batch_id": "uuid", "prompt_version": "text"}
    given = "".join(f", p_{name} => %({name})s::{names[name]}" for name in more)
    return connection.execute(
        f"SELECT * FROM claim_llm_jobs(%(limit)s, %(overhead)s{given})",  # type: ignore[arg-type]
        {"limit": limit, "overhead": OVERHEAD, **more},
    ).fetchall()


def book(connection: psycopg.Connection, job: dict[str, Any], usage: object = None, model: str | None = None) -> Any:  # noqa: ANN401
    """Book the usage of a claimed job's call."""
    return one(
        connection,
        "SELECT book_llm_usage(%s, %s, 'req_1', %s) AS cost",
        job["call_id"],
        json.dumps(USAGE if usage is None else usage),
        model,
    )["cost"]


def relation(source: str = "e0", target: str = "e1", kind: str = "works_with", **more: object) -> dict[str, object]:
    """Return a relation as a model gives it."""
    return {
        "evidence": "",
        "source": source,
        "target": target,
        "kind": kind,
        "description": "",
        "confidence": 0.9,
        "importance": 0.5,
        "started_on": "",
        "ended_on": "",
        **more,
    }


def complete(connection: psycopg.Connection, job: dict[str, Any], *relations: object, answer: object = None) -> str:
    """Hand in the answer to a claimed job; returns done or stale."""
    content = {"relations": list(relations)} if answer is None else answer
    return str(
        one(
            connection,
            "SELECT complete_llm_job(%s, %s, %s) AS state",
            job["job_id"],
            job["lease_token"],
            json.dumps(content),
        )["state"]
    )


def fail(connection: psycopg.Connection, job: dict[str, Any], code: str = "timeout", **more: object) -> str:
    """Let a claimed job fail; returns its state."""
    values = {"is_retryable": True, "error": "it went wrong", **more}
    given = "".join(f", p_{name} => %({name})s" for name in values)
    row = connection.execute(
        f"SELECT fail_llm_job(p_job_id => %(job)s, p_lease_token => %(token)s, p_error_code => %(code)s{given}) AS state",  # type: ignore[arg-type]
        {"job": job["job_id"], "token": job["lease_token"], "code": code, **values},
    ).fetchone()
    assert row is not None
    return str(row["state"])


def jobs(connection: psycopg.Connection, graph: int = 1) -> list[dict[str, Any]]:
    """Return the jobs of a graph, oldest first."""
    return connection.execute(
        "SELECT * FROM llm_job WHERE graph_id = %s ORDER BY created_at, subject, subject_id, group_no", (graph,)
    ).fetchall()


def edges(connection: psycopg.Connection, graph: int = 1) -> list[dict[str, Any]]:
    """Return the edges with evidence from the model, by kind."""
    return connection.execute(
        "SELECT * FROM edge WHERE graph_id = %s AND 'semantic' = ANY (strategies) ORDER BY kind, from_id, to_id",
        (graph,),
    ).fetchall()
