"""A client in Node.js with the package pg: inserts, questions, and notifications of the engine along with those of the client."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

import servers

PG = "pg@8"
PROGRAM = """
const { Client, Pool } = require('pg');
(async () => {
    const heard = [];
    const listener = new Client();
    await listener.connect();
    listener.on('notification', message => heard.push(message.channel));
    await listener.query('LISTEN relationship_engine_llm');
    await listener.query('LISTEN of_the_application');

    const pool = new Pool({ max: 4 });
    const write = async nth => {
        const client = await pool.connect();
        try {
            await client.query('BEGIN');
            const event = await client.query({
                name: 'insert-event', values: [{ content: `Vera${nth} Holm joined Korn${nth} Corporation as an analyst.` }],
                text: 'INSERT INTO relationship_engine.raw_events (payload) VALUES ($1) RETURNING id'
            });
            for (const [title, type] of [[`Vera${nth} Holm`, 'person'], [`Korn${nth} Corporation`, 'organization']])
                await client.query({
                    name: 'mention', values: [event.rows[0].id, title, type],
                    text: 'INSERT INTO relationship_engine.mention (event_id, entity_id) '
                        + 'VALUES ($1, relationship_engine.ensure_entity($2, $3)) ON CONFLICT DO NOTHING'
                });
            await client.query("NOTIFY of_the_application, 'written'");
            await client.query('COMMIT');
        } finally {
            client.release();
        }
    };
    await Promise.all(Array.from({ length: 8 }, (_, nth) => write(nth)));
    const edges = await pool.query('SELECT kind, weight, strategies FROM relationship_engine.edge');
    const found = await pool.query({
        text: 'SELECT kind, content FROM relationship_engine.recall($1, p_limit => 3)',
        values: ['Where does Vera3 Holm work?']
    });
    // a notification comes with the answer to any later statement
    while (heard.filter(channel => channel === 'of_the_application').length < 8)
        await listener.query('SELECT pg_sleep(0.02)');
    await listener.end();
    await pool.end();
    console.log(JSON.stringify({ edges: edges.rows, found: found.rows, heard: [...new Set(heard)].sort() }));
})();
"""


def modules() -> Path:
    """Return the folder with the package pg, fetched at the first call on a machine; skip the test where it cannot be had."""
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("Node.js is not installed: apt-get install nodejs npm")
    folder = servers._cache() / "node"  # noqa: SLF001 - where what is fetched once on a machine lies
    if not (folder / "node_modules" / "pg").is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        done = subprocess.run(  # noqa: S603 - npm itself
            ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), PG],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            pytest.skip(f"npm cannot fetch {PG}: {done.stderr.strip()[:200]}")
    return folder / "node_modules"


def test_a_pool_of_a_node_client_writes_and_asks(database: str, connection: psycopg.Connection, tmp_path: Path) -> None:
    """Concurrent transactions of prepared statements are analyzed; a listener gets its own notifications, and those of jobs."""
    connection.execute("UPDATE strategy_setting SET mode = 'active' WHERE graph_id = 1 AND strategy = 'semantic'")
    connection.execute("UPDATE graph SET llm_debounce = '0' WHERE id = 1")
    parts = conninfo_to_dict(database)
    variables = {f"PG{name.upper()}": str(parts[name]) for name in ("host", "port", "user")}
    variables["PGDATABASE"] = str(parts["dbname"])
    program = tmp_path / "client.js"
    program.write_text(PROGRAM)
    done = subprocess.run(  # noqa: S603 - our own program
        ["node", str(program)],  # noqa: S607
        env={**os.environ, "NODE_PATH": str(modules()), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert [edge["kind"] for edge in told["edges"]] == ["works_at"] * 8
    assert {edge["weight"] for edge in told["edges"]} == {1}
    assert told["edges"][0]["strategies"] == ["pattern"]
    assert any("Vera3 Holm works_at Korn3 Corporation" in row["content"] for row in told["found"]), told["found"]
    assert told["heard"] == ["of_the_application", "relationship_engine_llm"]
    assert connection.execute("SELECT FROM run WHERE status = 'failed'").rowcount == 0
