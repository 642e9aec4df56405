"""Whatever an application writes, and however: inserts, updates and deletes, one by one and in bulk, beside hubs."""

import json
import time
from uuid import RFC_4122, UUID, uuid4

import psycopg
import pytest

from acme import CEO, ask, counts, db, failures, insert, insert_ceo, nightly, one, weights
from conftest import connect

__all__ = ["db"]


# -- updates and deletes --------------------------------------------------------------------------------------------


def test_a_new_title_of_a_role(db: psycopg.Connection) -> None:
    """Its edge leads where the new title says, or nowhere else than before."""
    role, _ = insert_ceo(db)
    insert(db, ("Globex", "organization"))
    db.execute("UPDATE entity SET title = 'CEO at Globex' WHERE id = %s", (role,))
    assert weights(db) == {("CEO at Globex", "role_at", "Globex"): 1.0}
    db.execute("UPDATE entity SET title = 'CEO at Globex' WHERE id = %s", (role,))
    nightly(db)
    assert weights(db) == {("CEO at Globex", "role_at", "Globex"): 1.0}


def test_a_new_name_of_an_organization(db: psycopg.Connection) -> None:
    """Roles that waited for it are found; its former name is an alias until the application removes it."""
    _, organization = insert_ceo(db)
    insert(db, ("CTO at Apex", "role"), ("CFO at Zenith", "role"))
    db.execute("UPDATE entity SET title = 'Apex' WHERE id = %s", (organization,))
    found = {("CEO at Acme", "role_at", "Apex"): 1.0, ("CTO at Apex", "role_at", "Apex"): 1.0}
    assert weights(db) == found
    insert(db, ("Clerk at Acme", "role"))
    found[("Clerk at Acme", "role_at", "Apex")] = 1.0
    assert weights(db) == found
    db.execute("""UPDATE entity SET metadata = '{"aliases": ["Zenith"]}' WHERE id = %s""", (organization,))
    insert(db, ("Cook at Acme", "role"))
    assert weights(db) == found | {("CFO at Zenith", "role_at", "Apex"): 1.0}
    db.execute("UPDATE entity SET metadata = NULL WHERE id = %s", (organization,))
    insert(db, ("Clerk at Zenith", "role"))
    assert weights(db) == found | {("CFO at Zenith", "role_at", "Apex"): 1.0}


def test_a_new_type(db: psycopg.Connection) -> None:
    """What becomes an organization is found by its roles, and what becomes a role finds its organization."""
    person, project = insert(db, ("CEO at Acme", "person"), ("Acme", "project"))
    db.execute("UPDATE entity SET type = 'organization' WHERE id = %s", (project,))
    assert weights(db) == {}
    db.execute("UPDATE entity SET type = 'role' WHERE id = %s", (person,))
    assert weights(db) == {CEO: 1.0}


def test_a_new_summary(db: psycopg.Connection) -> None:
    """The trigger reads the new summary in the same statement."""
    role, _ = insert(db, ("Chief Engineer", "role"), ("Acme", "organization"))
    assert weights(db) == {}
    db.execute("UPDATE entity SET summary = 'Chief Engineer at Acme.' WHERE id = %s", (role,))
    assert weights(db) == {("Chief Engineer", "role_at", "Acme"): 1.0}


def test_an_event_is_named_later(db: psycopg.Connection) -> None:
    """Its text has named its entities already: what it says is found at once, and once."""
    alpha, beta = insert(db, ("Alpha", "project"), ("Beta", "project"))
    event = uuid4()
    db.execute(
        """INSERT INTO raw_events (id, payload) VALUES (%s, '{"content": "Alpha depends on Beta."}')""", (event,)
    )
    assert weights(db) == {("Alpha", "depends_on", "Beta"): 1.0}
    db.execute("UPDATE entity SET source_event_id = %s WHERE id = ANY (%s)", (event, [alpha, beta]))
    assert weights(db) == {("Alpha", "depends_on", "Beta"): 1.0}


def test_another_source_event(db: psycopg.Connection) -> None:
    """The former one does not mention the entity any more."""
    first, second = uuid4(), uuid4()
    db.execute("INSERT INTO raw_events (id) VALUES (%s), (%s)", (first, second))
    db.execute("INSERT INTO entity (title, type, source_event_id) VALUES ('Acme', 'organization', %s)", (first,))
    mentions = "SELECT event_id, origin FROM mention"
    assert ask(db, mentions) == [{"event_id": first, "origin": "source_event"}]
    db.execute("UPDATE entity SET source_event_id = %s, title = 'Acme Ltd'", (second,))
    assert ask(db, mentions) == [{"event_id": second, "origin": "source_event"}]
    db.execute("UPDATE entity SET title = 'Acme'")
    assert ask(db, mentions) == [{"event_id": second, "origin": "source_event"}]
    db.execute("UPDATE entity SET source_event_id = NULL")
    assert ask(db, mentions) == []


def test_upsert(db: psycopg.Connection) -> None:
    """INSERT … ON CONFLICT DO UPDATE is both, and the same again is nothing."""
    sql = (
        "INSERT INTO entity (id, title, type) VALUES (%s, %s, %s) "
        "ON CONFLICT (graph_id, id) DO UPDATE SET title = EXCLUDED.title, type = EXCLUDED.type"
    )
    role, organization = uuid4(), uuid4()
    for _ in range(2):
        db.execute(sql, (role, "CEO at Acme", "role"))
        db.execute(sql, (organization, "Acme", "organization"))
        assert weights(db) == {CEO: 1.0}
    db.execute(sql, (organization, "Globex", "organization"))
    db.execute(sql, (role, "CEO at Globex", "role"))
    assert weights(db) == {("CEO at Globex", "role_at", "Globex"): 1.0}


def test_an_update_of_everything(db: psycopg.Connection) -> None:
    """One statement that touches each entity changes nothing that it does not mean."""
    insert_ceo(db)
    insert(db, *((f"Person {i}", "person") for i in range(300)))
    runs = one(db, "SELECT count(*) AS n FROM run")
    db.execute("UPDATE entity SET title = title, updated_at = now()")
    assert one(db, "SELECT count(*) AS n FROM run") == runs
    db.execute("UPDATE entity SET metadata = '{\"x\": 1}'")
    assert weights(db) == {CEO: 1.0}
    after = one(db, "SELECT count(*) AS n, (max(entities_analyzed)) AS entities FROM run")
    assert after == {"n": runs["n"] + 1, "entities": 302}
    assert failures(db) == []


def test_deleted_entities(db: psycopg.Connection) -> None:
    """Their edges and names go with them; come anew, they are found anew."""
    role, organization = insert_ceo(db)
    db.execute("DELETE FROM entity WHERE id = %s", (organization,))
    insert(db, ("CTO at Acme", "role"))
    nightly(db)
    assert weights(db) == {}
    db.execute("INSERT INTO entity (id, title, type) VALUES (%s, 'Acme', 'organization')", (organization,))
    assert weights(db) == {CEO: 1.0, ("CTO at Acme", "role_at", "Acme"): 1.0}
    db.execute("DELETE FROM entity WHERE id = %s", (role,))
    assert weights(db) == {("CTO at Acme", "role_at", "Acme"): 1.0}
    db.execute("DELETE FROM entity")
    assert {table: n for table, n in counts(db).items() if n} == {
        "run": counts(db)["run"],
        "run_step": counts(db)["run_step"],
    }
    db.execute("TRUNCATE entity CASCADE")
    insert_ceo(db)
    assert weights(db) == {CEO: 1.0}


def test_deleted_mentions_and_events(db: psycopg.Connection) -> None:
    """What a deleted event said counts no more, and counts once when the event is written again."""
    role, _ = insert_ceo(db)
    event = uuid4()
    for _ in range(2):
        db.execute("""INSERT INTO raw_events (id, payload) VALUES (%s, '{"content": "News."}')""", (event,))
        db.execute("INSERT INTO mention (event_id, entity_id) VALUES (%s, %s)", (event, role))
        db.execute("UPDATE mention SET created_at = now()")
        assert weights(db) == {CEO: 2.0}
        db.execute("DELETE FROM mention")
        db.execute("DELETE FROM raw_events")
        nightly(db)
        assert weights(db) == {CEO: 1.0}
    explained = ask(db, "SELECT x.event_id, x.event_text FROM edge e, explain_edge(e.id) x ORDER BY x.event_id")
    assert explained == [{"event_id": None, "event_text": None}]


# -- ways to write --------------------------------------------------------------------------------------------------

ORGANIZATIONS, ROLES, PEOPLE = 1_000, 5_000, 94_000


def test_a_hundred_thousand_in_one_statement(db: psycopg.Connection) -> None:
    """All edges are there when it returns."""
    db.execute(
        "INSERT INTO entity (title, type) "
        "SELECT 'Rank' || i || ' Officer at Firm' || i %% %(organizations)s || ' Works', 'role' "
        "FROM generate_series(1, %(roles)s) i "
        "UNION ALL SELECT 'Person ' || i, 'person' FROM generate_series(1, %(people)s) i "
        "UNION ALL SELECT 'Firm' || i || ' Works', 'organization' FROM generate_series(0, %(organizations)s - 1) i",
        {"organizations": ORGANIZATIONS, "roles": ROLES, "people": PEOPLE},
    )
    assert failures(db) == []
    assert one(db, "SELECT count(*) AS n FROM entity") == {"n": 100_000}
    assert one(
        db,
        "SELECT count(*) AS n, count(DISTINCT e.from_id) AS roles, min(e.weight) AS lightest, max(e.weight) AS heaviest, "
        "bool_and(right(f.title, length(t.title) + 4) = ' at ' || t.title) AS right FROM edge e "
        "JOIN entity f ON f.id = e.from_id JOIN entity t ON t.id = e.to_id",
    ) == {"n": ROLES, "roles": ROLES, "lightest": 1.0, "heaviest": 1.0, "right": True}
    assert one(db, "SELECT edges_created, entities_analyzed FROM run WHERE mode = 'incremental'") == {
        "edges_created": ROLES,
        "entities_analyzed": 100_000,
    }


def test_copy(db: psycopg.Connection) -> None:
    """COPY is an insert in bulk, of each table."""
    events = [UUID(int=i) for i in range(1, 4)]
    role, organization = (UUID(int=9), "CEO at Acme", "role"), (UUID(int=10), "Acme", "organization")
    with db.cursor() as cursor:
        with cursor.copy("COPY entity (id, title, type) FROM STDIN") as copy:
            for entity in (role, organization):
                copy.write_row(entity)
        assert weights(db) == {CEO: 1.0}
        with cursor.copy("COPY mention (event_id, entity_id) FROM STDIN") as copy:
            for event in events:
                copy.write_row((event, role[0]))
        with cursor.copy("COPY raw_events (id, payload) FROM STDIN") as copy:
            for event in events:
                copy.write_row((event, json.dumps({"content": "News."})))
    assert weights(db) == {CEO: 4.0}
    assert failures(db) == []


def test_other_ways_to_insert(db: psycopg.Connection) -> None:
    """A statement within a statement, MERGE, none of any row; what the statement returns is the user's."""
    rows = ask(
        db,
        "WITH made AS (INSERT INTO entity (title, type) VALUES ('Acme', 'organization') RETURNING title) "
        "INSERT INTO entity (title, type) SELECT 'CEO at ' || title, 'role' FROM made RETURNING title",
    )
    assert rows == [{"title": "CEO at Acme"}]
    db.execute(
        "MERGE INTO entity e USING (VALUES ('CTO at Acme', 'role'), ('Acme', 'organization')) AS v (title, type) "
        "ON e.title = v.title AND e.graph_id = 1 WHEN NOT MATCHED THEN INSERT (title, type) VALUES (v.title, v.type) "
        "WHEN MATCHED THEN UPDATE SET type = v.type"
    )
    found = {CEO: 1.0, ("CTO at Acme", "role_at", "Acme"): 1.0}
    assert weights(db) == found
    before = counts(db)
    assert db.execute("INSERT INTO entity (title, type) SELECT '', '' WHERE false").rowcount == 0
    db.execute("DELETE FROM entity WHERE false")
    assert (counts(db), weights(db)) == (before, found)


def test_events_of_a_hub(db: psycopg.Connection) -> None:
    """Those of one statement are all read; one that comes later does not read all those before it anew."""
    people = [f"Person {number} Lee" for number in range(60)]
    insert(db, ("Acme", "organization"), *((person, "person") for person in people))
    db.execute(
        "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', p || ' founded Acme.') FROM unnest(%s::text[]) p",
        (people,),
    )
    found = {("Acme", "founded_by", person): 1.0 for person in people}
    assert weights(db) == found
    insert(db, ("Ann Lee", "person"))
    with db.transaction():
        db.execute("SET LOCAL track_functions = 'all'")
        db.execute('INSERT INTO raw_events (payload) VALUES (\'{"content": "Ann Lee founded Acme."}\')')
        read = one(db, "SELECT calls FROM pg_stat_xact_user_functions WHERE funcname = '_token_arrays'")
    assert weights(db) == found | {("Acme", "founded_by", "Ann Lee"): 1.0}
    assert read["calls"] < len(people)


def test_an_event_of_known_entities_reads_its_own_text_alone(db: psycopg.Connection) -> None:
    """Not the texts that mentioned them before; for a changed entity the latest 20 are read again."""
    insert(db, ("Ann Lee", "person"), ("Acme", "organization"))
    say = "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', %s::text) FROM generate_series(1, %s)"
    db.execute(say, ("Ann Lee met Acme.", 30))
    read = "SELECT coalesce(sum(calls), 0) AS n FROM pg_stat_xact_user_functions WHERE funcname = 'text_parts'"
    found = []
    for statement, values in (
        (say, ("Ann Lee joined Acme.", 1)),
        ("UPDATE entity SET type = 'company' WHERE title = %s", ("Acme",)),
    ):
        with db.transaction():
            db.execute("SET LOCAL track_functions = 'all'")
            before = one(db, read)["n"]
            db.execute(statement.encode(), values)
            found.append(one(db, read)["n"] - before)
    # once for the names, once for the statements
    assert found == [2, 20]
    assert set(weights(db)) == {("Ann Lee", "works_at", "Acme")}


def vacuum(db: psycopg.Connection, table: str) -> None:
    """Vacuum a table until every page is all-visible: an autovacuum that runs meanwhile holds a snapshot."""
    for _ in range(100):
        db.execute(f"VACUUM ANALYZE {table}".encode())
        pages = one(db, f"SELECT relpages - relallvisible AS unseen FROM pg_class WHERE oid = '{table}'::regclass")
        if pages["unseen"] == 0:
            return
        time.sleep(0.1)
    raise AssertionError(table)


def mentions_read(db: psycopg.Connection, statement: str) -> int:
    """Return how many mentions a statement reads."""
    read = "SELECT seq_tup_read + idx_tup_fetch AS n FROM pg_stat_xact_user_tables WHERE relname = 'mention'"
    with db.transaction():
        before = one(db, read)["n"]
        db.execute(statement.encode())
        return one(db, read)["n"] - before


@pytest.mark.parametrize("hub", ["Clerk at Acme", "Acme"])
def test_events_of_a_role_that_is_a_hub(db: psycopg.Connection, database: str, hub: str) -> None:
    """All strengthen its edge, also those before it; one that comes later does not read all those before it anew."""
    say = "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', %s::text) FROM generate_series(1, %s)"
    told = "SELECT count(*) AS n FROM evidence"
    insert(db, ("Clerk at Acme", "role"))
    db.execute(say, ("News of the Clerk at Acme.", 1000))
    assert weights(db) == {}
    insert(db, ("Acme", "organization"))
    assert set(weights(db)) == {("Clerk at Acme", "role_at", "Acme")}
    assert one(db, told) == {"n": 1001}  # the title stands for itself as well
    db.execute(say, ("More of the Clerk at Acme.", 30))
    assert one(db, told) == {"n": 1031}
    db.execute(say, ("Acme has news.", 1000))
    vacuum(db, "mention")
    # as in a large graph, where no table is read whole
    plans = "-c enable_seqscan=off -c enable_mergejoin=off -c enable_hashjoin=off"
    with connect(database, options=f"-c search_path=relationship_engine {plans}") as large:
        again = f"INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', '{hub} again.')"
        assert mentions_read(large, again) < 1500
    assert one(db, told) == {"n": 1031 if hub == "Acme" else 1032}


def test_texts_that_deny_something(db: psycopg.Connection) -> None:
    """Each asks for the edges between the entities that it mentions: it does not read all edges of a graph without statistics."""
    companies, people = (
        [f"Company {number}" for number in range(1100)],
        [f"Ann {number} Lee" for number in range(1100)],
    )
    told = "INSERT INTO raw_events (payload) SELECT jsonb_build_object('content', t) FROM unnest(%s::text[]) t"
    insert(db, *((name, "organization") for name in companies), *((name, "person") for name in people))
    pairs = list(zip(people, companies, strict=True))
    db.execute(told, ([f"{person} founded {company}." for person, company in pairs],))
    assert len(weights(db)) == 1100
    read = "SELECT sum(idx_tup_read) AS n FROM pg_stat_user_indexes WHERE relname = 'edge_store'"
    db.execute("SELECT pg_stat_force_next_flush()")
    before = one(db, read)["n"]
    db.execute(told, ([f"{person} never left {company}, or did she?" for person, company in pairs],))
    db.execute("SELECT pg_stat_force_next_flush()")
    assert one(db, read)["n"] - before < 100 * 1100


def test_roles_of_a_hub(db: psycopg.Connection, database: str) -> None:
    """None reads all the edges that lead to its organization: not in bulk without statistics, nor where others have one role."""
    organizations, roles = (
        [f"Company {number}" for number in range(1500)],
        [f"Clerk {number} at Acme" for number in range(200)],
    )
    insert(db, *((title, "organization") for title in ["Acme", *organizations]))
    read = "SELECT sum(idx_tup_read) AS n FROM pg_stat_user_indexes WHERE relname = 'edge_store'"
    insert(db, *((title, "role") for title in [*roles, *(f"Clerk at {name}" for name in organizations)]))
    assert len(weights(db)) == 1700
    db.execute("SELECT pg_stat_force_next_flush()")
    before = one(db, read)["n"]
    assert before < 5 * 1700
    db.execute("VACUUM ANALYZE")
    with connect(database, options="-c search_path=relationship_engine") as other:
        insert(other, ("Cook at Acme", "role"))
        other.execute("SELECT pg_stat_force_next_flush()")
    assert one(db, read)["n"] - before < 100
    assert len(weights(db)) == 1701


@pytest.mark.parametrize("table", ["raw_events", "entity"])
def test_ids_are_in_order_of_time(db: psycopg.Connection, table: str) -> None:
    """Of version 7 and unlike: so what comes together lies together in every index."""
    insert = (
        "INSERT INTO entity (title, type) SELECT 'Acme', 'thing'"
        if table == "entity"
        else "INSERT INTO raw_events SELECT"
    )
    ids: list[UUID] = []
    before = time.time()
    for _ in range(3):
        made = {row["id"] for row in ask(db, f"{insert} FROM generate_series(1, 100) RETURNING id")}
        assert len(made) == 100
        assert not ids or ids[-1] < min(made)
        ids += sorted(made)
        time.sleep(0.002)
    assert {(key.version, key.variant) for key in ids} == {(7, RFC_4122)}
    assert before - 1 < (ids[0].int >> 80) / 1000 <= (ids[-1].int >> 80) / 1000 < time.time() + 1
