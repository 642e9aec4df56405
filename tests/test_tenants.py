"""Rights: what each level may do, and that with row security no role reaches another graph by any function, view or table."""

import random
from collections.abc import Iterator
from contextlib import nullcontext
from typing import Any
from uuid import uuid4

import psycopg
import pytest
from click.testing import CliRunner
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

import servers
from claude_peer import Peer
from conftest import PLAIN_SCRIPT, connect
from llm_queue import add, one, uid
from relationship_engine.cli import main
from tenants import LEVELS, SECRET

pytest_plugins = ["tenants"]

COMBINATIONS = 10  # of the arguments of a function, others for each level; and those that pass each thing once


def log_in(database: str, role: str) -> psycopg.Connection:
    """Connect as a role."""
    opened = connect(make_conninfo(database, user=role))
    opened.execute("SET search_path = relationship_engine, public")
    return opened


def relations(connection: psycopg.Connection, kinds: str = "rpv") -> list[tuple[str, str | None]]:
    """Return the tables and views of the schema, each with the column that says whose a row is."""
    rows = connection.execute(
        """
        SELECT c.relname, CASE WHEN c.relname = 'graph' THEN 'id' ELSE a.attname::text END AS key
        FROM pg_class c LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'graph_id'
        WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind = ANY (string_to_array(%s, NULL)::"char"[])
        ORDER BY 1
        """,
        [kinds],
    )
    return [(row["relname"], row["key"]) for row in rows]


def state(connection: psycopg.Connection) -> dict[str, Any]:
    """Return all rows of other graphs than 1, and those that belong to no graph."""
    found = {}
    for name, key in relations(connection, "rp"):
        where = sql.SQL("WHERE t.{} IS DISTINCT FROM 1").format(sql.Identifier(key)) if key else sql.SQL("")
        query = sql.SQL("SELECT coalesce(array_agg(t::text ORDER BY t::text), '{{}}') AS rows FROM {} t {}")
        found[name] = connection.execute(query.format(sql.Identifier(name), where)).fetchone()["rows"]
    return found


def test_the_other_graph_has_rows_everywhere(tenants: psycopg.Connection) -> None:
    """Otherwise the tests below would pass because there is nothing to see."""
    empty = {
        name
        for name, key in relations(tenants, "rpv")
        if key
        and tenants.execute(sql.SQL("SELECT FROM {} WHERE {} = 2").format(*map(sql.Identifier, (name, key)))).rowcount
        == 0
    }
    assert empty <= EMPTY


EMPTY: set[str] = {"graph_grant"}


@pytest.mark.parametrize("level", LEVELS)
def test_tables_and_views_show_only_the_graphs_of_the_role(
    tenants: psycopg.Connection, database: str, roles: dict[str, str], level: str
) -> None:
    """Of all tables and views each role sees rows of graph 1 alone, and those a level is for it sees all of."""
    with log_in(database, roles[level]) as opened:
        for name, key in relations(tenants):
            if name == "migration":
                continue
            try:
                rows = opened.execute(
                    sql.SQL("SELECT t, to_jsonb(t) AS j FROM {} t").format(sql.Identifier(name))
                ).fetchall()
            except psycopg.errors.InsufficientPrivilege:
                assert level == "worker"
                continue
            assert SECRET not in str(rows), name
            if key:
                assert {row["j"][key] for row in rows} <= {1}, name
                if name not in EMPTY:
                    assert rows, name


@pytest.mark.parametrize("level", LEVELS)
def test_no_statement_changes_another_graph(
    tenants: psycopg.Connection, database: str, roles: dict[str, str], level: str
) -> None:
    """INSERT, UPDATE and DELETE of every table and view: rows of others are as if they were not there."""
    before = state(tenants)
    names = [(name, key) for name, key in relations(tenants) if key]
    with log_in(database, roles[level]) as opened:
        for name, key in names:
            columns = [
                row["attname"]
                for row in tenants.execute(
                    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped "
                    "AND attgenerated = '' ORDER BY attnum",
                    [f"relationship_engine.{name}"],
                )
            ]
            target, owner = sql.Identifier(name), sql.Identifier(key)
            listed = sql.SQL(", ").join(map(sql.Identifier, columns))
            moved = sql.SQL(", ").join(sql.SQL("2") if column == key else sql.Identifier(column) for column in columns)
            statements = [
                sql.SQL("UPDATE {} SET {key} = {key} WHERE {key} = 2").format(target, key=owner),
                sql.SQL("UPDATE {} SET {key} = 2 WHERE {key} = 1").format(target, key=owner),
                sql.SQL("DELETE FROM {} WHERE {} = 2").format(target, owner),
                sql.SQL("INSERT INTO {} ({}) SELECT {} FROM {}").format(target, listed, moved, target),
                sql.SQL("SELECT FROM {} WHERE {} = 2 FOR UPDATE").format(target, owner),
                sql.SQL("TRUNCATE {}").format(target),
            ]
            for statement in statements:
                try:
                    assert opened.execute(statement).rowcount <= 0, statement
                except psycopg.Error:
                    continue
            # statements that read no column are not held to what may be read
            own = tenants.execute(sql.SQL("SELECT FROM {} WHERE {} = 1").format(target, owner)).rowcount
            for statement in (
                sql.SQL("DELETE FROM {}").format(target),
                sql.SQL("UPDATE {} SET {} = 1").format(target, owner),
            ):
                try:
                    with opened.transaction(force_rollback=True):
                        assert opened.execute(statement).rowcount <= own, statement
                except psycopg.Error:
                    continue
    assert state(tenants) == before


def values(connection: psycopg.Connection) -> dict[str, list[Any]]:
    """Return, by type, what a curious caller of a function would pass: things of graph 2."""

    def column(query: str) -> list[Any]:
        return [next(iter(row.values())) for row in connection.execute(query)]  # type: ignore[arg-type]

    entities = column("SELECT id FROM entity WHERE graph_id = 2")
    runs = column("SELECT id FROM run WHERE graph_id = 2 ORDER BY started_at")
    uuids = [
        *column("SELECT id FROM raw_events WHERE graph_id = 2"),
        *column("SELECT id FROM edge_store WHERE graph_id = 2 ORDER BY pruned_by_run LIMIT 1"),
        *column("SELECT id FROM edge_store WHERE graph_id = 2 AND pruned_by_run IS NULL LIMIT 1"),
        *runs,
        *entities,
    ]
    return {"uuid": uuids, "uuid[]": [entities, runs, None], "text": [SECRET, "nightly_slow", "a"]}


def calls(connection: psycopg.Connection, level: str) -> Iterator[tuple[str, str, list[Any]]]:
    """Give calls of all functions and procedures with things of graph 2: name, statement, arguments."""
    known = values(connection)
    functions = connection.execute(
        """
        SELECT p.proname, p.prokind, coalesce(p.proargnames[:p.pronargs], '{}') AS names,
            ARRAY(SELECT format_type(t, NULL) FROM unnest(p.proargtypes) AS t) AS types
        FROM pg_proc p
        WHERE p.pronamespace = 'relationship_engine'::regnamespace AND p.prorettype <> 'trigger'::regtype
        ORDER BY p.proname
        """
    ).fetchall()
    assert len(functions) > 50
    candidate = (
        "ARRAY(SELECT relationship_engine.candidate(a.id, b.id, 'spied', 'pattern', 'x', 1, p_is_exclusive "
        "=> true) FROM unnest(%s::uuid[]) a (id), unnest(%s::uuid[]) b (id))"
    )
    entities = known["uuid[]"][0]
    for function in functions:
        choices: list[list[tuple[str, list[Any]]]] = []
        for name, kind in zip(function["names"], function["types"], strict=True):
            bare = kind.removeprefix("relationship_engine.")
            if kind == "bigint" and name == "p_graph_id":
                choices.append([("2", []), ("1", []), ("NULL", [])])
            elif kind == "bigint[]":
                choices.append([("'{2}'", [])])
            elif bare == "candidate[]":
                choices.append([(candidate, [entities, entities])])
            elif kind in known:
                choices.append([("%s", [value]) for value in known[kind]])
            else:
                sample = {
                    "boolean": "false",
                    "date": "current_date + 3",
                    "jsonb": "'{}'",
                    "interval": "interval '1 day'",
                    "timestamp with time zone": "now() - interval '1 day'",
                    "text[]": "ARRAY['reader']",
                    "regclass": "'relationship_engine.entity'",
                }.get(kind, "1")
                choices.append([(f"({sample})::{kind}", [])])
        sizes = [len(choice) for choice in choices]
        drawn = random.Random(function["proname"] + level)
        places = {tuple(i % size for size in sizes) for i in range(max(sizes, default=1))}  # each thing, in each place
        places |= {tuple(drawn.randrange(size) for size in sizes) for _ in range(COMBINATIONS)}
        for place in sorted(places):
            chosen = [choice[i] for choice, i in zip(choices, place, strict=True)]
            words = ", ".join(
                f"{name} => {text}" if name else text for name, (text, _) in zip(function["names"], chosen, strict=True)
            )
            verb = "CALL" if function["prokind"] == "p" else "SELECT * FROM"
            arguments = [value for _, items in chosen for value in items]
            yield function["proname"], f"{verb} relationship_engine.{function['proname']}({words})", arguments


@pytest.mark.parametrize("level", LEVELS)
def test_no_function_reaches_another_graph(
    tenants: psycopg.Connection, database: str, roles: dict[str, str], level: str
) -> None:
    """Each function, called with all that there is of graph 2, gives nothing of it away and changes nothing of it."""
    before = state(tenants)
    count = 0
    with log_in(database, roles[level]) as opened:
        opened.execute("SET lock_timeout = '5s'")
        for name, statement, arguments in calls(tenants, level):
            if name == "ensure_entity" and SECRET in str(arguments):
                continue  # it would write the word into the caller's own graph
            count += 1
            passed = SECRET in str(arguments)
            # a word that the caller itself stores in graph 1 would be given back by later calls
            scope = opened.transaction(force_rollback=True) if passed else nullcontext()
            try:
                with scope:
                    cursor = opened.execute(statement, arguments)
                    given = str(cursor.fetchall()) if cursor.description else ""
            except psycopg.Error as error:
                given = f"{error} {error.diag.message_detail} {error.diag.context}"
            assert passed or SECRET not in given, (name, arguments, given)
    assert count > 200
    after = state(tenants)
    for table, rows in before.items():
        assert after[table] == rows, table


@pytest.mark.parametrize("level", LEVELS)
def test_without_grants_for_a_graph_everything_is_refused(
    tenants: psycopg.Connection, database: str, roles: dict[str, str], level: str
) -> None:
    """revoke_usage takes all back, and a role without grants sees nothing from the start."""
    assert tenants.execute("SELECT revoke_usage(%s) AS n", [roles[level]]).fetchone()["n"] == 1
    for role in (roles[level], roles["nobody"]):
        with log_in(database, role) as opened, pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("SELECT * FROM relationship_engine.entity")


# -- what each level is for ------------------------------------------------------------------------------------------


def test_a_reader_reads(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """It sees edges with their weight and explains them, and writes nothing at all."""
    edge = tenants.execute("SELECT id, weight FROM edge WHERE graph_id = 1 AND kind = 'likes' LIMIT 1").fetchone()
    with log_in(database, roles["reader"]) as opened:
        assert opened.execute("SELECT id, weight FROM edge WHERE id = %s", [edge["id"]]).fetchone() == edge
        assert opened.execute("SELECT * FROM explain_edge(%s)", [edge["id"]]).rowcount == 1
        for statement in (
            "INSERT INTO entity (title, type) VALUES ('A', 'a')",
            "UPDATE edge SET confidence = 1",
            "DELETE FROM raw_events",
            "UPDATE graph SET mode = 'off'",
            "SELECT learn(1, ARRAY[candidate(NULL, NULL, 'k', 's', 'c', 1)])",
            "SELECT prune(1)",
            "SELECT undo_run(id) FROM run LIMIT 1",
            "SELECT refresh_alerts()",
            "CALL run_nightly(1)",
            "INSERT INTO graph_grant (role, level) VALUES (current_user, 'admin')",
            "SELECT grant_usage(current_user, 'admin')",
            "SELECT enable_row_security()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute(statement)


def test_a_writer_is_the_application(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """Its entities find their edges by the triggers, it writes edges, and takes entities away; settings are not its own."""
    tenants.execute("UPDATE graph SET min_confidence = 0.3, prune_threshold = 100")
    with log_in(database, roles["writer"]) as opened:
        opened.execute(
            "INSERT INTO entity (title, type) VALUES ('Bolt Corporation', 'organization'), ('CTO at Bolt', 'role')"
        )
        edge = opened.execute(
            "SELECT e.* FROM edge e JOIN entity t ON t.id = e.to_id WHERE t.title LIKE 'Bolt%'"
        ).fetchone()
        assert (edge["kind"], edge["graph_id"]) == ("role_at", 1)
        opened.execute("SELECT set_weight(%s, 2)", [edge["id"]])
        opened.execute("UPDATE edge SET pinned = true WHERE id = %s", [edge["id"]])
        opened.execute("UPDATE entity SET title = 'CTO at Acme' WHERE title = 'CTO at Bolt'")
        assert opened.execute("SELECT FROM edge WHERE id = %s", [edge["id"]]).rowcount == 0
        assert opened.execute("SELECT status FROM run_on_demand()").fetchone() == {"status": "done"}
        opened.execute("DELETE FROM entity WHERE title = 'CTO at Acme'")
        opened.execute("DELETE FROM edge WHERE id = (SELECT id FROM edge WHERE kind = 'likes' LIMIT 1)")
        assert opened.execute("SELECT FROM run WHERE status = 'failed' AND error <> 'Acme'").rowcount == 0
        for statement in (
            "UPDATE graph SET mode = 'off'",
            "UPDATE graph SET updated_at = now()",
            "UPDATE strategy_setting SET mode = 'off'",
            "DELETE FROM pattern_rule",
            "DELETE FROM run",
            "SELECT prune(1)",
            "SELECT undo_run(id) FROM run WHERE mode = 'nightly' LIMIT 1",
            "CALL run_nightly(1)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute(statement)
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("INSERT INTO entity (graph_id, title, type) VALUES (2, 'A', 'a')")


def test_a_large_insert_of_a_writer_is_quiet(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """Fresh statistics are the owner's business: the application gets no warnings about it."""
    said: list[str] = []
    tenants.execute("UPDATE graph SET min_confidence = 0.3")
    with log_in(database, roles["writer"]) as opened:
        opened.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
        opened.execute("INSERT INTO entity (title, type) SELECT 'Thing ' || i, 'thing' FROM generate_series(1, 1500) i")
    assert said == []


def test_a_worker_serves_its_queue(
    tenants: psycopg.Connection, database: str, roles: dict[str, str], peer: Peer
) -> None:
    """The command drains the queue with a worker's rights: calls are booked and edges learned, in its graph alone."""
    del peer
    tenants.execute("UPDATE graph SET min_confidence = 0.3")
    for graph, word in ((1, "Acme"), (2, SECRET)):
        add(
            tenants,
            f"last event of {word}",
            [f"Ann of {word}", f"Bob of {word}"],
            graph,
            f"Ann of {word} hired Bob of {word}.",
        )
    before = state(tenants)
    uri = make_conninfo(database, user=roles["worker"])
    for words in (
        ("worker", "once"),
        ("worker", "status"),
        ("worker", "batch-submit"),
        ("worker", "batch-collect"),
        ("cost",),
    ):
        done = CliRunner().invoke(main, words, env={"DATABASE_URL": uri})
        assert done.exit_code == 0, (words, done.output)
    assert one(
        tenants, "SELECT state FROM llm_job WHERE graph_id = 1 AND subject_id = %s", uid("last event of Acme")
    ) == {"state": "done"}
    assert tenants.execute(
        "SELECT FROM llm_call WHERE graph_id = 1 AND cost > 0 AND created_at > now() - interval '1 minute'"
    ).rowcount
    assert state(tenants) == before


def test_a_worker_learns_and_no_more(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """It reads texts and writes edges through learn(); it does not change what the application wrote."""
    tenants.execute("UPDATE graph SET min_confidence = 0.3, prune_threshold = 100")
    with log_in(database, roles["worker"]) as opened:
        ids = [row["id"] for row in opened.execute("SELECT id FROM entity ORDER BY id")]
        report = opened.execute(
            "SELECT * FROM learn(1, ARRAY[candidate(%s, %s, 'founded', 'semantic', 'c', 0.9, p_is_exclusive => true)])",
            ids[:2],
        ).fetchone()
        assert report["edges_created"] == 1
        report = opened.execute(
            "SELECT * FROM learn(1, ARRAY[candidate(%s, %s, 'founded', 'semantic', 'd', 0.9, p_is_exclusive => true)])",
            [ids[0], ids[2]],
        ).fetchone()
        assert report["edges_created"] == 1
        for statement in (
            "INSERT INTO raw_events DEFAULT VALUES",
            "UPDATE raw_events SET payload = '{}'",
            "INSERT INTO entity (title, type) VALUES ('A', 'a')",
            "UPDATE entity SET title = 'A'",
            "DELETE FROM entity",
            "UPDATE graph SET mode = 'off'",
            "SELECT * FROM alert",
            "DELETE FROM llm_call",
            "UPDATE llm_price SET input = 0",
            "UPDATE llm_model SET request_extra = '{}'",
            "UPDATE run SET status = 'done'",
            "SELECT prune(1)",
            "CALL run_nightly(1)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute(statement)
    kinds = tenants.execute("SELECT count(*) AS n FROM edge WHERE kind = 'founded'").fetchone()
    assert kinds == {"n": 1}  # the second reading took the place of the first


def test_an_admin_runs_its_graph(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """Nights, settings, undo, alerts of its graphs; of all graphs only with a grant for all; grants are the owner's."""
    before = state(tenants)
    with log_in(database, roles["admin"]) as opened:
        opened.execute("UPDATE graph SET min_confidence = 0.3")
        opened.execute("CALL run_nightly(p_night => current_date + 4, p_simulate => true)")
        run = opened.execute("SELECT * FROM run WHERE mode = 'nightly' ORDER BY started_at DESC LIMIT 1").fetchone()
        assert (run["graph_id"], run["status"], run["nights"]) == (1, "done", 2)
        assert opened.execute("SELECT status FROM undo_run(%s)", [run["id"]]).fetchone() == {"status": "done"}
        opened.execute("UPDATE strategy_setting SET mode = 'shadow'")
        opened.execute(
            "INSERT INTO pattern_rule (source_type, target_type, expression, kind) VALUES (NULL, NULL, '{target}', 'ab')"
        )
        opened.execute("SELECT refresh_alerts()")
        opened.execute("SELECT purge(1)")
        # neither way tells that there is a graph of this name
        for statement in (
            "SELECT create_graph('other')",
            "INSERT INTO graph (name) VALUES ('other')",
            "UPDATE graph SET name = 'other'",
            "UPDATE graph SET name = 'third'",
            "SELECT create_graph('third')",
            "SELECT grant_usage(current_user, 'admin')",
            "INSERT INTO graph_grant (role, level) VALUES (current_user, 'admin')",
            "UPDATE migration SET sha256 = ''",
            "SELECT enable_row_security()",
            "SELECT install()",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                opened.execute(statement)
        assert state(tenants) == before
        tenants.execute("SELECT grant_usage(%s, 'admin')", [roles["admin"]])
        third = opened.execute("SELECT create_graph('third') AS id").fetchone()["id"]
        opened.execute("INSERT INTO entity (graph_id, title, type) VALUES (%s, 'A', 'a')", [third])
        opened.execute("UPDATE graph SET name = 'fourth' WHERE id = %s", [third])
        with pytest.raises(psycopg.errors.UniqueViolation):
            opened.execute("UPDATE graph SET name = 'other' WHERE id = %s", [third])
        assert opened.execute("SELECT FROM strategy_setting WHERE graph_id = %s", [third]).rowcount > 0
        assert SECRET in str(opened.execute("SELECT title FROM entity").fetchall())


def test_levels_may_differ_by_graph(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """Admin of one and reader of another: each right in its own graph alone."""
    tenants.execute("SELECT grant_usage(%s, 'reader', '{2}')", [roles["admin"]])
    with log_in(database, roles["admin"]) as opened:
        assert SECRET in str(opened.execute("SELECT title FROM entity").fetchall())
        assert opened.execute("UPDATE graph SET mode = 'shadow' RETURNING id").fetchall() == [{"id": 1}]
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("INSERT INTO entity (graph_id, title, type) VALUES (2, 'A', 'a')")
        assert opened.execute("UPDATE entity SET title = title WHERE graph_id = 2").rowcount == 0
        tenants.execute("SELECT revoke_usage(%s, '{1}')", [roles["admin"]])
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("UPDATE graph SET mode = 'shadow'")
        assert opened.execute("SELECT DISTINCT graph_id FROM entity").fetchall() == [{"graph_id": 2}]


def test_rights_come_by_membership(
    tenants: psycopg.Connection, database: str, roles: dict[str, str], server: servers.Server
) -> None:
    """A member has the rights of the group, and the role of a name that must be quoted works as any other."""
    name = f"Re {uuid4().hex[:8]}'s"
    quoted = sql.Identifier(name)
    with connect(server.uri()) as owner:
        owner.execute(sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}").format(quoted, sql.Identifier(roles["reader"])))
        try:
            with log_in(database, name) as opened:
                assert opened.execute("SELECT DISTINCT graph_id FROM edge").fetchall() == [{"graph_id": 1}]
            tenants.execute("SELECT grant_usage(%s, 'writer', '{2}')", [name])
            with log_in(database, name) as opened:
                assert opened.execute("SELECT FROM graph").rowcount == 2
            tenants.execute("SELECT revoke_usage(%s)", [name])
        finally:
            owner.execute(sql.SQL("DROP ROLE {}").format(quoted))


def test_row_security_is_off_until_it_is_wanted(
    connection: psycopg.Connection, database: str, roles: dict[str, str]
) -> None:
    """Without it a grant for some graphs warns, and a role has its rights in all; on and off again leaves no trace."""
    connection.execute("SELECT create_graph('other')")
    said: list[str] = []
    connection.add_notice_handler(lambda notice: said.append(str(notice.message_primary)))
    connection.execute("SELECT grant_usage(%s, 'writer', '{1}')", [roles["writer"]])
    assert "row security is off" in said[0]
    with log_in(database, roles["writer"]) as opened:
        opened.execute("INSERT INTO entity (graph_id, title, type) VALUES (2, 'A', 'a')")
        connection.execute("CREATE POLICY mine ON proposal USING (true)")
        assert connection.execute("SELECT enable_row_security() AS n").fetchone()["n"] == len(
            relations(connection, "rp")
        )
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("INSERT INTO entity (graph_id, title, type) VALUES (2, 'A', 'a')")
        connection.execute("SELECT disable_row_security()")
        opened.execute("INSERT INTO entity (graph_id, title, type) VALUES (2, 'A', 'a')")
    left = connection.execute("SELECT polname FROM pg_policy").fetchall()
    assert left == [{"polname": "mine"}]
    assert connection.execute("SELECT relname FROM pg_class WHERE relrowsecurity").fetchall() == [
        {"relname": "proposal"}
    ]


def test_tables_of_an_upgrade_are_under_the_same_rights(
    tenants: psycopg.Connection, database: str, roles: dict[str, str]
) -> None:
    """A table that comes later has policies and grants as soon as install() has run."""
    tenants.execute("CREATE TABLE later (graph_id bigint, word text)")
    tenants.execute("INSERT INTO later VALUES (1, 'Acme'), (2, %s)", [SECRET])
    with log_in(database, roles["reader"]) as opened:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            opened.execute("SELECT * FROM later")
        tenants.execute("SELECT install()")
        assert opened.execute("SELECT word FROM later").fetchall() == [{"word": "Acme"}]


def test_every_view_asks_as_its_reader(connection: psycopg.Connection) -> None:
    """A view without security_invoker would show all rows to everybody."""
    rows = connection.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'relationship_engine'::regnamespace AND relkind = 'v' "
        "AND NOT coalesce(reloptions @> '{security_invoker=true}', false)"
    ).fetchall()
    assert rows == []


@pytest.mark.parametrize(
    ("statement", "error"),
    [
        ("SELECT grant_usage('no such role', 'reader')", psycopg.errors.UndefinedObject),
        ("SELECT grant_usage(NULL, 'reader')", psycopg.errors.UndefinedObject),
        ("SELECT grant_usage(current_user, 'reader')", psycopg.errors.InvalidGrantOperation),
        ("SELECT grant_usage('pg_monitor', 'owner')", psycopg.errors.InvalidParameterValue),
        ("SELECT grant_usage('pg_monitor', NULL)", psycopg.errors.InvalidParameterValue),
        ("SELECT grant_usage('pg_monitor', 'reader', '{9}')", psycopg.errors.NoDataFound),
    ],
)
def test_grants_are_checked(connection: psycopg.Connection, statement: str, error: type[Exception]) -> None:
    """Unknown roles, levels and graphs, each with a hint."""
    with pytest.raises(error) as caught:
        connection.execute(statement)  # type: ignore[call-overload]
    assert caught.value.diag.message_hint  # type: ignore[attr-defined]


def test_policies_use_the_index(connection: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """A tenant's query without graph_id reads its own graph, not the whole table."""
    connection.execute("INSERT INTO graph (name) SELECT 'graph ' || i FROM generate_series(1, 1000) i")
    connection.execute("ALTER TABLE raw_events DISABLE TRIGGER USER")
    connection.execute("INSERT INTO raw_events (graph_id) SELECT 2 + i % 1000 FROM generate_series(1, 30000) i")
    connection.execute("ANALYZE raw_events")
    connection.execute("SELECT enable_row_security()")
    connection.execute("SELECT grant_usage(%s, 'reader', '{2}')", [roles["reader"]])
    with log_in(database, roles["reader"]) as opened:
        rows = opened.execute("EXPLAIN SELECT * FROM raw_events").fetchall()
        assert "Seq Scan on raw_events" not in str(rows)
        assert opened.execute("SELECT FROM raw_events").rowcount == 30


def confined(database: str, role: str) -> bool:
    """Tell whether a role of graph 1 sees that graph, and that alone."""
    with log_in(database, role) as opened:
        return opened.execute("SELECT DISTINCT graph_id FROM entity").fetchall() == [{"graph_id": 1}]


def test_row_security_outlives_the_extension(tenants: psycopg.Connection, database: str, roles: dict[str, str]) -> None:
    """Without its functions nobody sees anything; installed again, each role sees what it saw."""
    tenants.execute("DROP EXTENSION relationship_engine CASCADE")
    with log_in(database, roles["reader"]) as opened:
        assert opened.execute("SELECT FROM entity").rowcount == 0
    assert CliRunner().invoke(main, ["install"], env={"DATABASE_URL": database}).exit_code == 0
    assert confined(database, roles["reader"])
    assert tenants.execute("SELECT FROM doctor() WHERE status = 'error'").rowcount == 0


def test_row_security_outlives_an_upgrade(empty_database: str, roles: dict[str, str]) -> None:
    """The plain script, run again over policies that use its functions."""
    with connect(empty_database) as owner:
        owner.execute(PLAIN_SCRIPT.read_bytes())
        owner.execute("SET search_path = relationship_engine, public")
        owner.execute("SELECT create_graph('other')")
        owner.execute("INSERT INTO entity (graph_id, title, type) SELECT i, 'A', 'a' FROM generate_series(1, 2) i")
        owner.execute("SELECT enable_row_security()")
        owner.execute("SELECT grant_usage(%s, 'reader', '{1}')", [roles["reader"]])
        owner.execute(PLAIN_SCRIPT.read_bytes())
        assert confined(empty_database, roles["reader"])


def test_row_security_outlives_dump_and_restore(
    tenants: psycopg.Connection, database: str, empty_database: str, roles: dict[str, str], server: servers.Server
) -> None:
    """Policies and grants come back with the tables."""
    before = state(tenants)
    source, target = (str(conninfo_to_dict(uri)["dbname"]) for uri in (database, empty_database))
    dump = server.run("pg_dump", "-d", source).stdout
    server.run("psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", target, input=dump)
    assert confined(empty_database, roles["reader"])
    with connect(empty_database) as restored:
        restored.execute("SET search_path = relationship_engine, public")
        assert state(restored) == before
        assert restored.execute("SELECT * FROM doctor() WHERE status = 'error'").fetchall() == []


def test_a_pause_by_a_role_of_one_graph_is_its_own(
    tenants: psycopg.Connection, database: str, roles: dict[str, str]
) -> None:
    """It stops no other graph, and nobody else reads its reason; a pause by the owner stops all, new graphs too."""
    status = "SELECT graph_id, paused_reason FROM llm_status WHERE graph_id = ANY (%s) ORDER BY 1"
    tenants.execute("UPDATE strategy_setting SET mode = 'active' WHERE strategy = 'semantic'")
    tenants.execute("UPDATE graph SET llm_daily_budget = 5")
    with log_in(database, roles["worker"]) as worker:
        worker.execute("SELECT pause_llm_provider('the key of Acme', now() + interval '1 hour')")
        assert worker.execute(status, [[1]]).fetchall() == [{"graph_id": 1, "paused_reason": "the key of Acme"}]
    found = {row["graph_id"]: row["paused_reason"] for row in tenants.execute(status, [[1, 2]]).fetchall()}
    assert found[1] == "the key of Acme"
    assert found[2] != "the key of Acme"
    held = "SELECT graph_id FROM llm_provider WHERE paused_until > now() ORDER BY 1"
    assert [row["graph_id"] for row in tenants.execute(held).fetchall()] == [1]
    with log_in(database, roles["worker"]) as worker:
        worker.execute("SELECT resume_llm_provider()")
    tenants.execute("SELECT pause_llm_provider('no more this month', NULL)")
    third = tenants.execute("SELECT create_graph('third') AS id").fetchone()["id"]
    assert {row["graph_id"] for row in tenants.execute(held).fetchall()} == {0, 1, 2, third}
    with log_in(database, roles["worker"]) as worker:
        assert worker.execute(status, [[1]]).fetchall() == [{"graph_id": 1, "paused_reason": "no more this month"}]
        assert worker.execute("SELECT FROM claim_llm_jobs(5, 0, 1)").rowcount == 0
        worker.execute("SELECT resume_llm_provider()")
    assert {row["graph_id"] for row in tenants.execute(held).fetchall()} == {0, 2, third}
    tenants.execute("SELECT resume_llm_provider()")
    assert tenants.execute(held).rowcount == 0
