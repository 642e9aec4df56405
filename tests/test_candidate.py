"""The constructor of candidates: named arguments, defaults, and no cost."""

import psycopg
import pytest

from runs import ask, one

WAYS = {
    "a target list": "SELECT {candidate} FROM entity e",
    "its columns": "SELECT ({candidate}).* FROM entity e",
    "an aggregate": "SELECT array_agg({candidate}) FROM entity e",
    "a subquery in an array": "SELECT ARRAY(SELECT {candidate} FROM entity e)",
    "columns of each group": "SELECT DISTINCT ON (e.type) ({candidate}).* FROM entity e",
}
NAMED = """relationship_engine.candidate(
    p_from_id => e.id, p_to_id => (SELECT max(t.id::text)::uuid FROM entity t WHERE t.type = e.type), p_kind => 'knows',
    p_strategy => 'notes', p_context => 'page:' || e.title, p_confidence => random(), p_gain => 2, p_detail => e.metadata)
"""


@pytest.mark.parametrize("way", WAYS)
def test_a_candidate_costs_no_call(connection: psycopg.Connection, way: str) -> None:
    """The planner replaces the call by a row, or by the columns that are read, also where arguments are queries."""
    plan = ask(connection, "EXPLAIN (VERBOSE, COSTS OFF) " + WAYS[way].format(candidate=NAMED))
    lines = [row["QUERY PLAN"] for row in plan]
    assert not [line for line in lines if "candidate(" in line], lines
    assert sum(line.count("random()") for line in lines if "Output:" in line) >= 1
    # each argument is evaluated once
    assert len([line for line in lines if line.strip().startswith("SubPlan")]) == 1, lines


def test_unnamed_fields_of_a_candidate_have_defaults(connection: psycopg.Connection) -> None:
    """Ends, kind, strategy and context suffice: a certain observation of weight 1, with a direction, beside others."""
    a, b = (
        row["id"]
        for row in ask(connection, "INSERT INTO entity (title, type) VALUES ('A', 'x'), ('B', 'x') RETURNING id")
    )
    ends = {"a": a, "b": b}
    made = connection.execute(
        "SELECT (candidate(p_kind => 'knows', p_from_id => %(a)s, p_to_id => %(b)s, p_strategy => 'notes', "
        "p_context => 'page:1')).*",
        ends,
    ).fetchone()
    assert made is not None
    assert {name: value for name, value in made.items() if value is not None} == {
        "from_id": a,
        "to_id": b,
        "kind": "knows",
        "strategy": "notes",
        "context": "page:1",
        "confidence": 1.0,
        "gain": 1.0,
        "is_symmetric": False,
        "is_exclusive": False,
    }
    connection.execute("SELECT learn(1, ARRAY[candidate(%(a)s, %(b)s, 'knows', 'notes', 'page:1')])", ends)
    assert one(connection, "SELECT kind, weight, confidence FROM edge") == {
        "kind": "knows",
        "weight": 1.0,
        "confidence": 1.0,
    }


def test_arguments_are_named_after_the_columns_of_the_type(connection: psycopg.Connection) -> None:
    """A column of the type is the argument p_<column>, of its type and in its place."""
    columns = ask(
        connection,
        "SELECT 'p_' || attname AS name, atttypid::regtype::text AS type FROM pg_attribute "
        "WHERE attrelid = 'relationship_engine.candidate'::regclass ORDER BY attnum",
    )
    arguments = ask(
        connection,
        "SELECT a.name, a.type::regtype::text AS type FROM pg_proc p "
        "CROSS JOIN unnest(p.proargnames, p.proargtypes::oid[]) AS a (name, type) "
        "WHERE p.oid = (SELECT oid FROM pg_proc WHERE proname = 'candidate')",
    )
    assert arguments == columns
