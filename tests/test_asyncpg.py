"""asyncpg: binary parameters, prepared statements, COPY, and pools; COPY of a CSV file as pandas writes it."""

import asyncio
import csv
import io
import json
import uuid

import psycopg
import pytest

asyncpg = pytest.importorskip("asyncpg")


def test_a_pool_of_writers(database: str, connection: psycopg.Connection) -> None:
    """Concurrent transactions of prepared statements with binary values, each analyzed."""

    async def write() -> list[str]:
        async with asyncpg.create_pool(database, min_size=2, max_size=4) as pool:

            async def one(nth: int) -> None:
                async with pool.acquire() as client, client.transaction():
                    event = await client.fetchval(
                        "INSERT INTO relationship_engine.raw_events (payload) VALUES ($1) RETURNING id",
                        json.dumps({"content": f"Vera{nth} Holm joined Korn{nth} Corporation as an analyst."}),
                    )
                    await client.executemany(
                        "INSERT INTO relationship_engine.entity (id, title, type, source_event_id) VALUES ($1, $2, $3, $4)",
                        [
                            (uuid.uuid4(), f"Vera{nth} Holm", "person", event),
                            (uuid.uuid4(), f"Korn{nth} Corporation", "organization", event),
                        ],
                    )

            await asyncio.gather(*(one(nth) for nth in range(12)))
            async with pool.acquire() as client:
                rows = await client.fetch("SELECT kind FROM relationship_engine.edge WHERE weight > $1", 0.5)
                reasons = await client.fetch(
                    "SELECT n.reason FROM relationship_engine.edge e, relationship_engine.why_not(e.from_id, e.to_id) n"
                )
            assert {row["reason"] for row in reasons} == {"exists"}
            return [row["kind"] for row in rows]

    assert asyncio.run(write()) == ["works_at"] * 12
    assert connection.execute("SELECT FROM run WHERE status = 'failed'").rowcount == 0


def test_copy_of_records(database: str, connection: psycopg.Connection) -> None:
    """Binary COPY into entity is analyzed as an INSERT is."""

    async def write() -> None:
        client = await asyncpg.connect(database)
        rows = [(f"Firm {nth}x", "organization") for nth in range(200)]
        rows += [(f"Clerk at Firm {nth}x", "role") for nth in range(200)]
        await client.copy_records_to_table(
            "entity", records=rows, columns=["title", "type"], schema_name="relationship_engine"
        )
        await client.close()

    asyncio.run(write())
    assert connection.execute("SELECT FROM edge WHERE kind = 'role_at'").rowcount == 200


def test_copy_of_a_csv_file(connection: psycopg.Connection) -> None:
    """COPY … FROM STDIN WITH CSV, as DataFrame.to_sql does it with a callable method."""
    file = io.StringIO()
    csv.writer(file).writerows([("Acme, Inc.", "organization", ""), ('Clerk at "Acme, Inc."', "role", '{"a": 1}')])
    with connection.cursor().copy("COPY entity (title, type, metadata) FROM STDIN WITH (FORMAT csv, NULL '')") as copy:
        copy.write(file.getvalue())
    assert connection.execute("SELECT FROM edge WHERE kind = 'role_at'").rowcount == 1
