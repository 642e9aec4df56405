"""The examples of the README do what it says."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from psycopg.conninfo import conninfo_to_dict

import servers
from conftest import PROJECT
from relationship_engine.cli import main

README = (PROJECT / "README.md").read_text()
EXAMPLES = re.findall(r"```sql\n(.*?)```(?:\n\n```text\n(.*?)```)?", README, re.DOTALL)
COMMANDS = re.findall(r"^(?:\$ )?(relationship-engine [^\n`#]*)", README, re.MULTILINE)


def test_sql_examples_print_what_the_readme_says(server: servers.Server, database: str, tmp_path: Path) -> None:
    """Each SQL example runs, in the order of the page, and prints the table that stands below it."""
    assert len(EXAMPLES) > 5
    name = str(conninfo_to_dict(database)["dbname"])
    preface = "SET search_path = relationship_engine, public;\n"
    script = tmp_path / "example.sql"
    for sql, expected in EXAMPLES:
        if "schedule(" in sql:
            continue  # needs pg_cron: test_cron.py
        script.write_text(preface + sql)
        done = server.run(
            "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-P", "footer=off", "-d", name, "-f", str(script), check=False
        )
        assert done.returncode == 0, done.stderr
        printed = [line.rstrip() for line in done.stdout.strip().splitlines()]
        if expected:
            assert printed == [line.rstrip() for line in expected.strip().splitlines()]


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_exist(command: str) -> None:
    """Each command of the page is one of the command line, with options that it knows."""
    words = [word for word in command.split()[1:] if "…" not in word]
    verbs = [word for word in words if not word.startswith("-")][:2]
    for count in (2, 1):
        if CliRunner().invoke(main, [*verbs[:count], "--help"]).exit_code == 0:
            return
    pytest.fail(f"no such command: {command}")
