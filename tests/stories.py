"""What a story of the tests is, and how it is told: events arrive, a night passes, and edges are compared.

Each story of the files test_stories_*.py was written, with its answer, before the code was tried on it.
"""

import json
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest

from pattern_graph import Entity, Graph, new_graph

TYPES = {"p": "person", "o": "organization", "t": "topic", "l": "place", "r": "role", "pr": "product", "pj": "project"}
SYMMETRIC = {"married_to", "sibling_of", "knows"}
DERIVED = {"temporal_overlap", "preceded_by"}

Step = str | tuple[str, str | None]


@dataclass(frozen=True)
class Story:
    """What happens in a graph, and the edges that it has in the end (None: not asked).

    entities are "type:Title=Alias/Alias; ..." or "type:Title={metadata}". A step is an event ("day: text", or "payload"
    and JSON), "+ " and further entities, "sql " and a statement, or "night"; the mentions of an event stand next to it. An edge
    is "from kind to", with its period in brackets, and with x2 if it was observed twice, or ~ where that is not asked.
    """

    kind: str
    entities: str
    steps: list[Step]
    edges: str | None


def check_story(db: psycopg.Connection, story: Story) -> None:
    """Tell a story to a graph of its own; assert the mentions of its events, and the edges that the graph then has."""
    graph = reading_graph(db)
    for entity in entities(story.entities):
        graph.insert(entity)
    said = []
    for step in story.steps:
        text, mentions = step if isinstance(step, tuple) else (step, None)
        event = happen(graph, text)
        if mentions is not None:
            said.append((event, text, mentions))
    if "night" not in story.steps:
        graph.nightly()
    for event, text, mentions in said:
        assert mentioned(graph, event) == set(filter(None, mentions.split("; "))), text
    if story.edges is not None:
        check_edges(graph, story.edges)


def reading_graph(db: psycopg.Connection) -> Graph:
    """Return a graph in which texts are read and what meets again is reinforced."""
    graph: Graph = new_graph(db)
    db.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, max_edges_per_entity, reads_mentions, is_inferred, "
        "observed_kinds) VALUES (%s, 'temporal', 200, true, true, '{co_occurs}')",
        (graph.id,),
    )
    return graph


def entities(written: str) -> list[Entity]:
    """Read the entities of a story."""
    found = []
    for part in filter(None, written.split("; ")):
        head, _, rest = part.partition(":")
        title, _, alias = rest.partition("=")
        metadata = alias if alias.startswith("{") else json.dumps({"aliases": alias.split("/") if alias else []})
        found.append(Entity(title, TYPES.get(head, head), metadata))
    return found


def happen(graph: Graph, step: str) -> UUID | None:
    """Let a step happen; return the event."""
    match step.partition(" ")[0]:
        case "+":
            for entity in entities(step[2:]):
                graph.insert(entity)
        case "night":
            graph.nightly(full=True)
        case "sql":
            graph.db.execute(step[4:], {"g": graph.id})  # type: ignore[arg-type]
        case _:
            day, text = re.match(r"(?:(\d{4}-\d\d-\d\d): )?(.*)", step, re.DOTALL).groups()  # type: ignore[union-attr]
            event = uuid4()
            graph.db.execute(
                "INSERT INTO raw_events (graph_id, id, payload, occurred_at) VALUES (%s, %s, %s, %s)",
                (
                    graph.id,
                    event,
                    text[8:] if text.startswith("payload ") else json.dumps({"content": text}),
                    day and f"{day} 12:00Z",
                ),
            )
            return event
    return None


def mentioned(graph: Graph, event: UUID | None) -> set[str]:
    """Return the titles of the entities that an event mentions."""
    rows = graph.db.execute(
        "SELECT e.title FROM mention m JOIN entity e ON (e.graph_id, e.id) = (m.graph_id, m.entity_id) "
        "WHERE m.graph_id = %s AND m.event_id = %s",
        (graph.id, event),
    ).fetchall()
    return {row["title"] for row in rows}


def check_edges(graph: Graph, edges: str) -> None:
    """Assert that a graph has these edges and no others, with their periods and as many observations."""
    found = {
        without_direction(f"{edge} {period}".rstrip()): weight
        for edge, (period, weight) in facts(graph).items()
        if not DERIVED & set(edge.split())
    }
    wanted = {
        without_direction(part[1]): None if part[3] else float(part[2] or 1)
        for written in filter(None, edges.split("; "))
        if (part := re.match(r"(.*?)(?: x([\d.]+)| (~))?$", written))
    }
    assert found.keys() == wanted.keys()
    for edge, weight in wanted.items():
        assert weight is None or found[edge] == pytest.approx(weight, rel=0.05), edge


def facts(graph: Graph) -> dict[str, tuple[str, float]]:
    """Return the period and the weight of each stated edge."""
    rows = graph.db.execute(
        "SELECT f.title AS f, e.kind, t.title AS t, e.start_date AS a, e.end_date AS z, e.weight FROM edge e "
        "JOIN entity f ON (f.graph_id, f.id) = (e.graph_id, e.from_id) "
        "JOIN entity t ON (t.graph_id, t.id) = (e.graph_id, e.to_id) WHERE e.graph_id = %s AND e.kind <> 'co_occurs'",
        (graph.id,),
    ).fetchall()
    found = {}
    for row in rows:
        ends = sorted((row["f"], row["t"])) if row["kind"] == "married_to" else (row["f"], row["t"])
        period = f"[{row['a'] or ''}..{row['z'] or ''}]" if row["a"] or row["z"] else ""
        found[f"{ends[0]} {row['kind']} {ends[1]}"] = (period, row["weight"])
    return found


def without_direction(edge: str) -> str:
    """Return an edge with the ends of a kind without a direction in order."""
    source, kind, target, period = re.match(  # type: ignore[union-attr]
        r"(.*) (\w+_\w+|likes|leads|knows) (.*?)( \[.*\])?$", edge
    ).groups()
    if kind in SYMMETRIC:
        source, target = sorted((source, target))
    return f"{source} {kind} {target}{period or ''}"
