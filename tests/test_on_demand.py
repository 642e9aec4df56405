"""Runs on demand, from a user's side: whom they analyse, in one run, and that no night passes."""

import datetime as dt
from uuid import uuid4

import psycopg

from runs import (
    FIRM,
    PLACE,
    ROLE,
    WEIGHTS,
    db,
    edges,
    insert_acme,
    learn,
    mention_again,
    newest,
    one,
    report,
    said,
    set_graph,
    tables,
    unseen,
)

__all__ = ["db"]


def test_on_demand_analyses_the_named_entities_or_all(db: psycopg.Connection) -> None:
    """Unknown ids are no entities; nobody named is nobody."""
    unseen(db, insert_acme)
    assert report(one(db, "SELECT * FROM run_on_demand(%s)", [PLACE, uuid4()])) == said(entities=1)
    assert report(one(db, "SELECT * FROM run_on_demand('{}')")) == said()
    assert edges(db) == {}
    assert report(one(db, "SELECT * FROM run_on_demand(%s)", [ROLE, FIRM])) == said(created=1, entities=2)
    unseen(db, mention_again)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(updated=1, entities=3)
    assert newest(db, "on_demand")["mode"] == "on_demand"


def test_on_demand_in_chunks_is_one_run(db: psycopg.Connection) -> None:
    """The chunks of a run add up."""
    unseen(db, insert_acme)
    set_graph(db, chunk_size=1)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(created=1, entities=3)
    assert one(db, "SELECT count(*) AS runs FROM run")["runs"] == 1


def test_on_demand_neither_decays_nor_prunes(db: psycopg.Connection) -> None:
    """Edges below the threshold also keep their weight and stay live."""
    insert_acme(db)
    learn(db, [0.01])
    set_graph(db, prune_guard=1, decay_date=dt.date(2020, 1, 1))
    before = tables(db, WEIGHTS)
    assert report(one(db, "SELECT * FROM run_on_demand()")) == said(entities=5)
    assert tables(db, WEIGHTS) == before
