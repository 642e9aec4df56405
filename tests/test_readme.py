"""The examples of the README, of CONTRIBUTING and of the pages in docs/ do what they say.

Each page has a fresh database of its own. Its SQL and its programs in Python run in the order of the page; a text below
a block is what it prints. A block of commands with its output below it runs too, against a peer that answers for Claude;
… stands for anything there. A block with … in it is a form to fill in, and does not run.
"""

import contextlib
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from psycopg.conninfo import conninfo_to_dict

import servers
from claude_peer import Peer
from conftest import PROJECT
from relationship_engine.cli import main

GENERATED = {"docs/benchmarks.md", "docs/reference/cli.md", "docs/reference/sql.md"}
PAGES = {
    str(path.relative_to(PROJECT)): path.read_text()
    for path in (PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *sorted((PROJECT / "docs").rglob("*.md")))
    if str(path.relative_to(PROJECT)) not in GENERATED
}
BLOCK = re.compile(r"^```(sql|sh|python)\n(.*?)^```\n(?:\n```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|(?<=`)|(?<=\$ ))relationship-engine [^\n`#]*", re.MULTILINE)
PREFACE = "SET search_path = relationship_engine, public;\n"
OPTIONAL = {"schedule("}  # needs pg_cron: test_schedule.py


def blocks(page: str) -> Iterator[tuple[str, str, str]]:
    """Give the blocks of a page that run: language, text, what stands below."""
    for language, text, below in BLOCK.findall(PAGES[page]):
        is_command = (
            language == "sh" and below and all(line.startswith("relationship-engine ") for line in text.splitlines())
        )
        if (
            (language in ("sql", "python") or is_command)
            and "…" not in text
            and not any(word in text for word in OPTIONAL)
        ):
            yield language, text, below


def matches(printed: str, expected: str) -> bool:
    """Tell whether a text is as it stands in a page, where … stands for anything."""
    texts = ("\n".join(line.rstrip() for line in text.strip().splitlines()) for text in (printed, expected))
    said, shown = texts
    return re.fullmatch(re.escape(shown).replace("…", ".*?"), said, re.DOTALL) is not None


def run_sql(server: servers.Server, name: str, sql: str, script: Path) -> str:
    """Run SQL in psql, and return what it prints."""
    script.write_text(PREFACE + sql)
    done = server.run(
        "psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-P", "footer=off", "-d", name, "-f", str(script), check=False
    )
    assert done.returncode == 0, f"{sql}\n{done.stderr}"
    return str(done.stdout)


def run_commands(database: str, commands: str, folder: Path) -> str:
    """Run commands in a folder, and return what they print."""
    printed = ""
    runner = CliRunner(env={"DATABASE_URL": database})
    with contextlib.chdir(folder):
        for line in commands.splitlines():
            done = runner.invoke(main, shlex.split(line, comments=True)[1:])
            assert done.exit_code == 0, f"{line}\n{done.output}"
            printed += done.stdout
    return printed


def run_python(database: str, program: str) -> str:
    """Run a program, and return what it prints."""
    done = subprocess.run(  # noqa: S603 - an example of a page
        [sys.executable, "-c", program],
        env={**os.environ, "DATABASE_URL": database},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{program}\n{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("page", [page for page in PAGES if any(blocks(page))])
def test_examples_print_the_output_of_the_page(
    server: servers.Server, database: str, peer: Peer, tmp_path: Path, page: str
) -> None:
    """Each example runs, and prints what stands below it."""
    assert peer.requests == []
    name = str(conninfo_to_dict(database)["dbname"])
    for language, text, expected in blocks(page):
        if language == "sql":
            printed = run_sql(server, name, text, tmp_path / "example.sql")
        elif language == "python":
            printed = run_python(database, text)
        else:
            printed = run_commands(database, text, tmp_path)
        assert not expected or matches(printed, expected), f"{text}\nprints\n{printed}\nand not\n{expected}"


def commands() -> list[tuple[str, str]]:
    """Return the commands that the pages name, with the page."""
    return sorted({(page, command.strip()) for page, text in PAGES.items() for command in COMMAND.findall(text)})


@pytest.mark.parametrize(("page", "command"), commands())
def test_commands_exist(page: str, command: str) -> None:
    """Each command that a page names is one of the command line, with options that it knows; a|b stands for both."""
    found: list[click.Command] = [main]
    options = set(known_options(main))
    for word in command.split()[1:]:
        if word.startswith("-"):
            name = re.split(r"[=\]]", word)[0]
            assert name in options, f"{page}: {command}: there is no option {name}"
            continue
        groups = [item for item in found if isinstance(item, click.Group)]
        if not groups or "…" in word:
            continue
        below = [group.commands.get(name) for group in groups for name in word.split("|")]
        if groups == [main] or None not in below:
            assert None not in below, f"{page}: {command}: there is no command {word}"
            found = [item for item in below if item is not None]
            options.update(name for item in found for name in known_options(item))


def known_options(command: click.Command) -> list[str]:
    """Return the options of a command."""
    context = click.Context(command)
    return [name for item in command.get_params(context) for name in (*item.opts, *item.secondary_opts)]


def test_the_readme_has_examples() -> None:
    """What finds the examples finds them."""
    assert [language for language, _, _ in blocks("README.md")] == ["python", "sh"]
    assert len(list(blocks("docs/tasks.md"))) >= 5
    assert matches("a 1\n b\n", "a … \n b")
    assert not matches("a 1\n c", "a …\n b")
