"""The reference in docs/reference/: `make docs` writes it, lint compares it.

sql.md comes from the catalog of a database into which the extension was installed: signatures, columns and COMMENTs.
cli.md comes from the help texts of the command.
"""
# ruff: noqa: T201 - it prints

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import click
import psycopg
from psycopg.rows import dict_row

import rooms
import servers
from relationship_engine.cli import main

CAST = re.compile(r"::[a-z][\w ]*(?:\[\])?")
FOLDER = rooms.PROJECT / "docs" / "reference"
SCRIPT = rooms.PROJECT / "build" / "install.sql"
WIDTH = 100
MARK = "Building block: "
HEADS = {
    "alert": "Alerts",
    "detect": "Strategies",
    "doctor": "Diagnosis",
    "embed": "Embeddings",
    "graph": "Graphs and their settings",
    "install": "Installation",
    "learn": "Edges and their weights",
    "legacy": "A legacy system",
    "llm": "The queue of the model",
    "read": "Reading",
    "review": "Reviews",
    "rights": "Rights",
    "rollout": "Roll-out",
    "run": "Runs",
    "sql": "The candidate",
    "text": "Names, dates and keys",
    "undo": "Undo",
}
FUNCTIONS = """
SELECT p.proname AS name, pg_get_function_arguments(p.oid) AS arguments, p.prokind = 'p' AS is_procedure,
    CASE WHEN p.prokind = 'f' THEN pg_get_function_result(p.oid) END AS result,
    obj_description(p.oid, 'pg_proc') AS comment
FROM pg_proc p
WHERE p.pronamespace = 'relationship_engine'::regnamespace AND p.proname !~ '^_'
ORDER BY p.proname, p.oid
"""
RELATIONS = """
SELECT c.relname AS name, c.relkind::text AS kind, obj_description(c.oid, 'pg_class') AS comment, (
    SELECT json_agg(json_build_object(
        'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'default', CASE WHEN a.attidentity <> '' THEN 'identity'
            WHEN a.attgenerated = '' THEN pg_get_expr(d.adbin, d.adrelid) END,
        'not_null', a.attnotnull, 'comment', col_description(c.oid, a.attnum)) ORDER BY a.attnum)
    FROM pg_attribute a
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns
FROM pg_class c
WHERE c.relnamespace = 'relationship_engine'::regnamespace AND c.relkind IN ('r', 'v', 'c')
ORDER BY c.relname
"""


def prose(text: str | None) -> str:
    """Return a COMMENT as Markdown: nothing in it is a mark."""
    return re.sub(r"([\\*|<\[\]`]|(?<!\w)_)", r"\\\1", (text or "").replace("relationship_engine.", "").strip())


def signature(function: dict[str, str | None]) -> str:
    """Return how a function is declared, wrapped where it is long."""
    clean = {
        name: CAST.sub("", str(function[name] or "")).replace("relationship_engine.", "").replace("IN p_", "p_")
        for name in ("name", "arguments", "result")
    }
    result = re.sub(r"^TABLE\((.*)\)$", r"TABLE (\1)", clean["result"])
    lines = [f"{clean['name']}({clean['arguments']})"]
    if len(lines[0]) > WIDTH:
        lines = [f"{clean['name']}(", *_filled(clean["arguments"]), ")"]
    if result:
        lines.append(f"RETURNS {result}")
        if len(lines[-1]) > WIDTH:
            lines[-1:] = ["RETURNS TABLE (", *_filled(result.removeprefix("TABLE (").removesuffix(")")), ")"]
    return "\n".join(lines)


def _filled(text: str) -> list[str]:
    lines = [""]
    for word in re.split(r"(?<=,) (?=\w+ )", text):
        if lines[-1] and len(lines[-1]) + len(word) > WIDTH - 4:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return [f"    {line}" for line in lines]


def functions(rows: list[dict[str, str | None]], *, building_blocks: bool) -> Iterator[str]:
    """Yield the functions by room: those for users, or those that functions of several rooms build on."""
    home = {name: rooms.room(file) for file, text in rooms.sources().items() for name in rooms.CREATED.findall(text)}

    def head_of(row: dict[str, str | None]) -> str:
        room = home[str(row["name"])]
        return HEADS.get(room, room.capitalize())

    wanted = [row for row in rows if (row["comment"] or "").startswith(MARK) == building_blocks]
    wanted.sort(key=head_of)
    for head, members in groupby(wanted, key=head_of):
        yield f"### {head}"
        for row in members:
            yield f"#### {row['name']}"
            yield f"```\n{'CALL ' if row['is_procedure'] else ''}{signature(row)}\n```"
            said = (row["comment"] or "").removeprefix(MARK)
            yield prose(said[:1].upper() + said[1:] if building_blocks else said)


def relations(rows: list[dict[str, object]], kind: str) -> Iterator[str]:
    """Yield the tables, views or types with their columns."""
    for row in rows:
        if row["kind"] != kind:
            continue
        yield f"### {row['name']}"
        yield prose(str(row["comment"] or ""))
        columns: list[dict[str, str]] = row["columns"]  # type: ignore[assignment]
        if kind == "r":
            lines = ["| column | type | default | |", "|---|---|---|---|"]
            for c in columns:
                default = CAST.sub("", c["default"] or "").replace("relationship_engine.", "").replace("|", "\\|")
                default = f"`{default}`" if default else ("required" if c["not_null"] else "null")
                lines.append(f"| {c['name']} | {c['type']} | {default} | {prose(c['comment'])} |")
        elif any(c["comment"] for c in columns):
            lines = ["| column | type | |", "|---|---|---|"]
            lines += [f"| {c['name']} | {c['type']} | {prose(c['comment'])} |" for c in columns]
        else:
            lines = ["Columns: " + ", ".join(f"`{c['name']}` {c['type']}" for c in columns) + "."]
        yield "\n".join(lines).replace("relationship_engine.", "")


def sql(connection: psycopg.Connection[dict[str, object]]) -> Iterator[str]:
    """Yield the parts of sql.md."""
    rows = connection.execute(FUNCTIONS).fetchall()
    things = connection.execute(RELATIONS).fetchall()
    yield "# SQL reference"
    yield (
        "Generated by `make docs` from the COMMENTs of the database. Everything is in schema `relationship_engine`. Where a "
        "COMMENT names errors, they are condition names of PostgreSQL, and each comes with a HINT."
    )
    yield (
        "[Functions for users](#functions-for-users) · [Views](#views) · [Tables](#tables) · [Types](#types) · "
        "[Building blocks](#building-blocks)"
    )
    yield "## Functions for users"
    yield from functions(rows, building_blocks=False)
    yield "## Views"
    yield from relations(things, "v")
    yield "## Tables"
    yield "They belong to you: add columns, indexes and policies as you like. Settings are columns of `graph`."
    yield from relations(things, "r")
    yield "## Types"
    yield from relations(things, "c")
    yield "## Building blocks"
    yield "Functions that functions of several rooms build on. They may change between versions."
    yield from functions(rows, building_blocks=True)


def commands(command: click.Command, path: list[str], parent: click.Context | None = None) -> Iterator[str]:
    """Yield the help texts of a command and of its subcommands."""
    context = click.Context(command, info_name=path[-1], parent=parent, terminal_width=WIDTH, max_content_width=WIDTH)
    yield f"{'#' * min(len(path) + 1, 4)} {' '.join(path)}"
    yield f"```\n{command.get_help(context)}\n```"
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            member = command.get_command(context, name)
            if member and not member.hidden:
                yield from commands(member, [*path, name], context)


def pages() -> dict[str, str]:
    """Return the pages of the reference by the name of their file."""
    with servers.embedded(in_memory=True) as server, psycopg.connect(server.uri(), row_factory=dict_row) as connection:
        connection.execute(SCRIPT.read_bytes())
        found = {"sql.md": list(sql(connection))}
    found["cli.md"] = [
        "# Command reference",
        "Generated by `make docs` from the help texts of the command.",
        *commands(main, ["relationship-engine"]),
    ]
    return {name: "\n\n".join(part for part in parts if part) + "\n" for name, parts in found.items()}


def stale() -> list[str]:
    """Return the pages that are not what the sources say."""
    return [
        name for name, text in pages().items() if not (FOLDER / name).exists() or (FOLDER / name).read_text() != text
    ]


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in pages().items():
        Path(FOLDER / name).write_text(text)
        print(f"docs/reference/{name}: {text.count(chr(10))} lines")
    sys.exit(0)
