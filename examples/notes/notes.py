"""A folder of Markdown notes as a graph: notes in, links and answers out.

    export DATABASE_URL=$(relationship-engine up --data /var/tmp/notes)
    python notes.py sync notes            # again after each change: new, changed and deleted notes
    python notes.py links "Project Aurora"
    python notes.py ask "Who works on Aurora?"

The first heading is the title of a note. [[Links]] and #tags become entities, and so do the notes; `type: person` at the
head of a note is its type. What the text says is an event, with the date of the file's name (2026-03-02 …) or its own.
"""

import argparse
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

import psycopg
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

SPACE = UUID("5f3c4d1e-6a53-4a8e-9a55-0d6f1f1f9f60")
HEAD = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
LINK = re.compile(r"\[\[([^\]|#]+)(?:#[^\]|]*)?(?:\|[^\]]*)?\]\]")
TAG = re.compile(r"(?<![\w&])#([A-Za-z][\w/-]+)")
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
Row = dict[str, Any]


@dataclass
class Note:
    """A note: its place in the folder, and what it holds."""

    id: UUID
    title: str
    type: str
    text: str
    names: dict[str, str]
    occurred_at: datetime


def read(folder: Path) -> Iterator[Note]:
    """Read the notes of a folder."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text(encoding="utf-8")
        head = HEAD.match(text)
        values = dict(re.findall(r"^(\w+):\s*(.+?)\s*$", head.group(1), re.MULTILINE)) if head else {}
        body = text[head.end() :] if head else text
        heading = re.search(r"^# +(.+?)\s*$", body, re.MULTILINE)
        title = heading.group(1) if heading else path.stem
        date = DATE.search(path.stem)
        occurred_at = (
            datetime.fromisoformat(date.group()) if date else datetime.fromtimestamp(path.stat().st_mtime, UTC)
        )
        names = {link.strip(): "topic" for link in LINK.findall(body)} | {f"#{tag}": "tag" for tag in TAG.findall(body)}
        # people read "[[Acme|the company]]" as "the company", and the engine reads names
        plain = re.sub(r"^#+ +", "", LINK.sub(lambda link: link.group(1), body), flags=re.MULTILINE)
        yield Note(
            uuid5(SPACE, str(path.relative_to(folder))),
            title,
            values.get("type", "note"),
            plain.strip(),
            names,
            occurred_at,
        )


def sync(db: psycopg.Connection[Row], folder: Path) -> Row:
    """Bring the graph to what the folder holds; what a changed or deleted note said is taken back."""
    notes = list(read(folder))
    types = {note.title.casefold(): note.type for note in notes}
    with db.transaction():
        gone = db.execute(
            "DELETE FROM relationship_engine.raw_events WHERE payload ->> 'source' = 'notes' AND id <> ALL (%s)",
            [[note.id for note in notes]],
        ).rowcount
        changed = 0
        for note in notes:
            changed += db.execute(
                "INSERT INTO relationship_engine.raw_events (id, payload, occurred_at) VALUES (%s, %s, %s) "
                "ON CONFLICT (graph_id, id) DO UPDATE SET payload = EXCLUDED.payload, occurred_at = EXCLUDED.occurred_at "
                "WHERE raw_events.payload IS DISTINCT FROM EXCLUDED.payload",
                [note.id, Jsonb({"content": note.text, "title": note.title, "source": "notes"}), note.occurred_at],
            ).rowcount
            for name, kind in ({note.title: note.type} | note.names).items():
                db.execute(
                    "INSERT INTO relationship_engine.mention (event_id, entity_id) "
                    "VALUES (%s, relationship_engine.ensure_entity(%s, %s)) ON CONFLICT DO NOTHING",
                    [note.id, name, types.get(name.casefold(), kind)],
                )
    return {"notes": len(notes), "changed": changed, "deleted": gone}


def links(db: psycopg.Connection[Row], name: str) -> Iterator[str]:
    """Say what an entity is connected with, strongest first, and which notes speak of it."""
    found = db.execute("SELECT id, title FROM relationship_engine.entity_search(%s, p_limit => 1)", [name]).fetchone()
    if found is None:
        yield f"no note speaks of {name}"
        return
    for row in db.execute("SELECT * FROM relationship_engine.neighbors(%s)", [found["id"]]):
        ends = (found["title"], row["title"]) if row["is_outgoing"] else (row["title"], found["title"])
        yield f"{row['strength']:.2f}  {ends[0]} {row['kind']} {ends[1]}"
    for row in db.execute(
        "SELECT r.payload ->> 'title' AS title FROM relationship_engine.mention m "
        "JOIN relationship_engine.raw_events r ON r.graph_id = m.graph_id AND r.id = m.event_id "
        "WHERE m.graph_id = 1 AND m.entity_id = %s ORDER BY r.occurred_at DESC",
        [found["id"]],
    ):
        yield f"note  {row['title']}"


def ask(db: psycopg.Connection[Row], question: str) -> Iterator[str]:
    """Say what the notes know about a question."""
    for row in db.execute("SELECT kind, content FROM relationship_engine.recall(%s, p_limit => 5)", [question]):
        yield f"{row['kind']:<7} {' '.join(row['content'].split())}"


def main() -> None:
    """Run a command."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("command", choices=("sync", "links", "ask"))
    arguments.add_argument("what", help="A folder, a name, or a question.")
    options = arguments.parse_args()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True, row_factory=dict_row) as db:
        if options.command == "sync":
            print(", ".join(f"{count} {name}" for name, count in sync(db, Path(options.what)).items()))
            return
        for line in (links if options.command == "links" else ask)(db, options.what):
            print(line)


if __name__ == "__main__":
    main()
