"""The examples are programs that run: each as a user starts it, on a fresh database."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import psycopg
import pytest

from conftest import PROJECT

EXAMPLES = PROJECT / "examples"


def run(database: str, *argv: object) -> str:
    """Run a program of the examples, and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, *map(str, argv)],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_agent_remembers_explains_and_forgets(database: str, connection: psycopg.Connection) -> None:
    """By the conversation of its script, without a key; a second user's graph knows nothing of it."""
    printed = run(database, EXAMPLES / "agent_memory" / "agent.py")
    answers = dict(re.findall(r"^> (.*)\n((?:(?!> ).*\n)*)", printed, re.MULTILINE))
    assert "Northwind Labs was acquired by Contoso." in answers["/why Northwind Labs | owned_by | Contoso"]
    assert (
        "Project Aurora needs its budget by the end of April." in answers["When does Project Aurora need its budget?"]
    )
    assert "Maria Santos works_at" in answers["/facts Northwind Labs"]
    assert answers["/facts Maria Santos"] == "nothing is known about Maria Santos\n"
    texts = connection.execute("SELECT string_agg(payload ->> 'content', ' ') AS said FROM raw_events").fetchone()
    assert "Maria" not in texts["said"]
    assert "[forgotten] joined Northwind Labs" in texts["said"]
    run(database, EXAMPLES / "agent_memory" / "agent.py", "--graph", "another")
    graphs = connection.execute("SELECT graph_id, count(*) AS n FROM raw_events GROUP BY graph_id").fetchall()
    assert len(graphs) == 2
    assert len({row["n"] for row in graphs}) == 1


def test_a_folder_of_notes_is_synchronized_linked_and_asked(database: str, tmp_path: Path) -> None:
    """Again after a note was changed and one was deleted, whose facts are gone then."""
    folder = tmp_path / "notes"
    shutil.copytree(EXAMPLES / "notes" / "notes", folder)
    program = EXAMPLES / "notes" / "notes.py"
    assert run(database, program, "sync", folder) == "6 notes, 6 changed, 0 deleted\n"
    assert run(database, program, "sync", folder) == "6 notes, 0 changed, 0 deleted\n"
    assert "Northwind Labs owned_by Contoso" in run(database, program, "ask", "Who owns Northwind Labs?")
    linked = run(database, program, "links", "Northwind Labs")
    assert re.search(r"^0\.\d\d  Northwind Labs owned_by Contoso$", linked, re.MULTILINE)
    assert "note  Lunch with Maria" in linked
    (folder / "2026-03-20 News.md").unlink()
    with (folder / "2026-03-02 Maria.md").open("a") as note:
        note.write("\nMaria Santos joined [[Fabrikam]].\n")
    assert run(database, program, "sync", folder) == "5 notes, 1 changed, 1 deleted\n"
    assert "owned_by" not in run(database, program, "links", "Contoso")
    assert "note  Lunch with Maria" in run(database, program, "links", "Fabrikam")


def test_the_memory_server_speaks_the_protocol(database: str) -> None:
    """Its five tools, called by the protocol's own client over standard input and output."""
    mcp = pytest.importorskip("mcp")
    stdio = pytest.importorskip("mcp.client.stdio")

    async def talk() -> None:
        server = stdio.StdioServerParameters(
            command=sys.executable,
            args=[str(EXAMPLES / "mcp" / "server.py")],
            env={**os.environ, "DATABASE_URL": database},
        )
        async with mcp.Client(server) as client:

            async def call(tool: str, **arguments: object) -> Any:  # noqa: ANN401
                answer = await client.call_tool(tool, arguments)
                assert not answer.is_error, answer
                return answer.structured_content.get("result", answer.structured_content)

            listed = await client.list_tools()
            assert {tool.name for tool in listed.tools} == {"remember", "recall", "show", "explain", "forget"}
            await call(
                "remember",
                text="Northwind Labs was acquired by Contoso.",
                entities=[
                    {"title": "Northwind Labs", "type": "organization"},
                    {"title": "Contoso", "type": "organization"},
                ],
                occurred_at="2026-03-20T12:00:00Z",
            )
            found = await call("recall", question="Who owns Northwind Labs?")
            assert "Northwind Labs owned_by Contoso" in [row["content"] for row in found]
            shown = await call("show", name="northwind labs")
            assert [(fact["kind"], fact["title"]) for fact in shown["facts"]] == [("owned_by", "Contoso")]
            evidence = await call("explain", source="Northwind", kind="owned_by", target="Contoso")
            assert [row["said"] for row in evidence] == ["Northwind Labs was acquired by Contoso."]
            gone = await call("forget", name="Contoso")
            assert {"relation": "entity", "effect": "deleted", "entries": 1} in gone
            after = await call("recall", question="Who owns Northwind Labs?")
            assert "Contoso" not in json.dumps(after)
            refused = await client.call_tool("show", {"name": "Contoso"})
            assert refused.is_error

    asyncio.run(talk())
