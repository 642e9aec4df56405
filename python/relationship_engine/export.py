"""Export of a graph, streamed: rows come by a server-side cursor and go out one by one."""

import csv
import json
from collections.abc import Callable, Iterator
from datetime import date
from typing import TextIO
from xml.sax.saxutils import escape

from relationship_engine import database
from relationship_engine.database import Connection, Row

ENTITY_FIELDS = ("title", "type", "summary")
EDGE_FIELDS = ("kind", "weight", "strength", "confidence", "start_date", "end_date", "description")
NUMBERS = ("weight", "strength", "confidence")
Rows = Iterator[Row]
# What XML 1.0 cannot hold, not even escaped.
UNPRINTABLE = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF])
CYPHER_ESCAPES = str.maketrans({"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r"})


def rows(connection: Connection, name: str, **parameters: object) -> Rows:
    """Stream the rows of a statement of queries/export.sql; needs a transaction."""
    with connection.cursor(name=name) as cursor:
        cursor.itersize = 2000
        cursor.execute(database.QUERIES[name], parameters)
        yield from cursor


def write(connection: Connection, form: str, out: TextIO, **parameters: object) -> None:
    """Write entities and edges in a form of FORMATS, all as of one moment."""
    with connection.transaction():
        database.fetch(connection, "begin_reading")
        FORMATS[form](
            rows(connection, "export_entities", **parameters), rows(connection, "export_edges", **parameters), out
        )


def graphml(entities: Rows, edges: Rows, out: TextIO) -> None:
    """Write GraphML, as Gephi, yEd and networkx read it."""
    out.write('<?xml version="1.0" encoding="UTF-8"?>\n<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n')
    keys = [("node", name) for name in ENTITY_FIELDS] + [("edge", name) for name in EDGE_FIELDS]
    for place, (side, name) in enumerate(keys):
        kind = "double" if name in NUMBERS else "string"
        out.write(f'<key id="k{place}" for="{side}" attr.name="{name}" attr.type="{kind}"/>\n')
    out.write('<graph edgedefault="directed">\n')
    places = {key: place for place, key in enumerate(keys)}

    def data(side: str, row: Row, names: tuple[str, ...]) -> str:
        return "".join(
            f'<data key="k{places[side, name]}">{_xml(row[name])}</data>' for name in names if row[name] is not None
        )

    out.writelines(f'<node id="{row["id"]}">{data("node", row, ENTITY_FIELDS)}</node>\n' for row in entities)
    for row in edges:
        ends = f'source="{row["from_id"]}" target="{row["to_id"]}"'
        out.write(f'<edge id="{row["id"]}" {ends}>{data("edge", row, EDGE_FIELDS)}</edge>\n')
    out.write("</graph>\n</graphml>\n")


def _xml(item: object) -> str:
    """Return a value as the text of an element."""
    return escape(str(item).translate(UNPRINTABLE))


def dot(entities: Rows, edges: Rows, out: TextIO) -> None:
    """Write the language of Graphviz."""
    out.write("digraph {\n")
    out.writelines(f'"{row["id"]}" [label={_dot(row["title"])}, type={_dot(row["type"])}];\n' for row in entities)
    for row in edges:
        width = f"penwidth={0.5 + 4 * row['strength']:.2f}, weight={max(1, round(10 * row['strength']))}"
        out.write(f'"{row["from_id"]}" -> "{row["to_id"]}" [label={_dot(row["kind"])}, {width}];\n')
    out.write("}\n")


def _dot(text: str) -> str:
    """Return a text as a quoted string, in which backslashes are none of Graphviz's escapes."""
    quoted = text.translate(UNPRINTABLE).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{quoted}"'


def as_json(entities: Rows, edges: Rows, out: TextIO) -> None:
    """Write one JSON object with nodes and links, as d3 and networkx read it."""
    out.write('{"directed": true, "multigraph": true, "graph": {}, "nodes": [')
    out.writelines(f"{',' if place else ''}\n{_json(row)}" for place, row in enumerate(entities))
    out.write('\n], "links": [')
    for place, row in enumerate(edges):
        link = {"source": row["from_id"], "target": row["to_id"], "key": row["id"]}
        out.write(f"{',' if place else ''}\n{_json(link | {name: row[name] for name in EDGE_FIELDS})}")
    out.write("\n]}\n")


def _json(row: Row) -> str:
    """Return a row as JSON."""
    return json.dumps(row, default=str, ensure_ascii=False)


def as_csv(entities: Rows, edges: Rows, out: TextIO) -> None:  # noqa: ARG001 - one signature for all forms
    """Write one table of edges with the titles and types of their ends; entities without edges are not in it."""
    names = ("from_id", "from_title", "from_type", "to_id", "to_title", "to_type", *EDGE_FIELDS)
    table = csv.writer(out, lineterminator="\n")
    table.writerow(names)
    table.writerows([row[name] for name in names] for row in edges)


def cypher(entities: Rows, edges: Rows, out: TextIO) -> None:
    """Write Cypher statements, for Neo4j, Memgraph or Apache AGE."""
    out.writelines(f"CREATE (:Entity {{id: '{row['id']}'{_cypher(row, ENTITY_FIELDS)}}});\n" for row in entities)
    out.write("CREATE INDEX entity_id IF NOT EXISTS FOR (n:Entity) ON (n.id);\n")
    for row in edges:
        kind = "`" + row["kind"].replace("`", "``") + "`"
        out.write(
            f"MATCH (a:Entity {{id: '{row['from_id']}'}}), (b:Entity {{id: '{row['to_id']}'}}) "
            f"CREATE (a)-[:{kind} {{id: '{row['id']}'{_cypher(row, EDGE_FIELDS[1:])}}}]->(b);\n"
        )


def _cypher(row: Row, names: tuple[str, ...]) -> str:
    """Return properties of a node or an edge."""
    return "".join(f", {name}: {_literal(row[name])}" for name in names if row[name] is not None)


def _literal(item: object) -> str:
    """Return a value as a literal of Cypher."""
    if isinstance(item, date):
        return f"date('{item}')"
    return str(item) if isinstance(item, float) else f"'{str(item).translate(CYPHER_ESCAPES)}'"


FORMATS: dict[str, Callable[[Rows, Rows, TextIO], None]] = {
    "graphml": graphml,
    "dot": dot,
    "json": as_json,
    "csv": as_csv,
    "cypher": cypher,
}
