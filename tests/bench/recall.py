"""(g) recall(), against one statement with ts_rank_cd, the nearest vectors and their fusion; one client and eight."""

import json
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import LiteralString

from bench.database import Connection, connect, loading, read_once, run_script, vacuum, value
from bench.graphs import INDEX_CHUNK, LOADED, Graph, write
from bench.measuring import progress
from bench.table import Line, Result, duration
from bench.world import World
from relationship_engine.embeddings import Local

ENTITIES_PER_EVENT = 2
QUESTIONS = 40  # of each kind
REPEATS = 3
CLIENTS = 8
SECONDS = 20.0
SCALING = 1.7
PROTOTYPE_SHARE = 0.75
EDGES_PER_ENTITY = 3
MORE_EDGES_PER_ENTITY = 10
MORE_TIME = 1.5  # with MORE_EDGES_PER_ENTITY
BULK = 10_000  # entities
TURNS = 5
MORE_UPKEEP = 1.1
QUANTILES = {"median": 9, "p95": 18}  # of twenty parts
MODEL = "wordllama-256"
DIMENSION = 256

AGAINST_PROTOTYPE = "the prototype, the first recall(), one function, with the names that the engine finds."
AGAINST_PLAIN = (
    "one statement that ranks by `ts_rank_cd`, takes the nearest 100 vectors, and fuses both by reciprocal ranks. It finds "
    "fewer of the events that answer (see quality), no entities and no facts."
)

RECALL = "SELECT count(*) FROM relationship_engine.recall(%(text)s, 1, %(vector)s::public.vector, 10)"
PROTOTYPE = "SELECT count(*) FROM prototype.recall(1, %(text)s, %(vector)s::public.vector, 10)"
PLAIN = """
WITH asked AS MATERIALIZED (
    SELECT %(text)s::text AS text, %(vector)s::public.vector(256) AS vector, (
        SELECT string_agg(quote_literal(l), ' | ')::tsquery
        FROM unnest(tsvector_to_array(to_tsvector('english', %(text)s))) l) AS query
), words AS (
    SELECT t.event_id, row_number() OVER (ORDER BY ts_rank_cd(t.lexemes, a.query) DESC) AS place
    FROM relationship_engine.event_text t, asked a
    WHERE t.graph_id + 0 = 1 AND t.lexemes @@ a.query
    ORDER BY place LIMIT 100
), near AS (
    SELECT x.event_id, row_number() OVER () AS place
    FROM (
        SELECT t.event_id FROM relationship_engine.event_text t
        WHERE t.graph_id = 1 AND t.embedding IS NOT NULL
        ORDER BY (t.embedding::public.vector(256)) OPERATOR(public.<=>) (SELECT a.vector FROM asked a) LIMIT 100
    ) x
), fused AS (
    SELECT u.event_id, sum(1.0 / (60 + u.place)) AS score
    FROM (SELECT * FROM words UNION ALL SELECT * FROM near) u
    GROUP BY u.event_id
    ORDER BY 2 DESC LIMIT 10
)
SELECT count(v.payload) FROM fused f JOIN relationship_engine.raw_events v ON v.graph_id = 1 AND v.id = f.event_id
"""

READ_EDGES = """
SELECT sum(public.pg_prewarm(i.indexrelid)) FROM pg_index i
WHERE i.indrelid = 'relationship_engine.edge_store'::regclass
"""
# without: the words of events are not indexed
WITHOUT_WORDS = """
CREATE OR REPLACE FUNCTION relationship_engine.index_texts(p_graph_id bigint, p_event_ids uuid [])
RETURNS void LANGUAGE sql AS ''
"""

Asked = dict[str, str]


def load_recall(graph: Graph) -> None:
    """Add events with times, mentions, edges, the full-text index, vectors and their index to a graph."""
    progress(f"(g) loading and embedding the events of {graph.size:,} entities")
    with connect(graph.uri) as connection:
        connection.execute("UPDATE relationship_engine.graph SET mode = 'off'")
        known = value(connection, "SELECT count(*) FROM relationship_engine.raw_events WHERE graph_id = 1")
        with loading(connection, *LOADED, "relationship_engine.event_text"):
            events = max(0, graph.size // ENTITIES_PER_EVENT - known)
            run_script(connection, "load_recall.sql", entities=graph.size, events=events)
            run_script(connection, "load_recall_edges.sql", entities=graph.size, edges=EDGES_PER_ENTITY * graph.size)
            rows = connection.execute(
                "SELECT id, payload ->> 'content' FROM relationship_engine.raw_events WHERE graph_id = 1"
            ).fetchall()
            for at in range(0, len(rows), INDEX_CHUNK):
                _index(connection, rows[at : at + INDEX_CHUNK])
        connection.execute("SELECT relationship_engine.count_lexemes(1)")
        connection.execute("SELECT relationship_engine.set_embedding_model(1, %s, %s)", (MODEL, DIMENSION))
        vacuum(connection)
        read_once(connection, "buffer")


def _index(connection: Connection, rows: list[tuple[str, str]]) -> None:
    """Index the words of events, and give each the vector of its text."""
    connection.execute("SELECT relationship_engine.index_texts(1, %s::uuid[])", ([row[0] for row in rows],))
    connection.execute("CREATE TEMP TABLE loaded_vector (id uuid, vector public.vector)")
    with connection.cursor() as cursor, cursor.copy("COPY loaded_vector FROM STDIN") as copy:
        for row, vector in zip(rows, Local().embed([text for _, text in rows]), strict=True):
            copy.write_row((row[0], json.dumps(vector)))
    connection.execute(
        "UPDATE relationship_engine.event_text t SET embedding = l.vector, embedding_hash = '' FROM loaded_vector l "
        "WHERE t.graph_id = 1 AND t.event_id = l.id"
    )
    connection.execute("DROP TABLE loaded_vector")


def questions(connection: Connection) -> list[Asked]:
    """Ask for two entities, for two that many events mention, and by seven words of an event."""
    pick = random.Random(5)
    titles = [row[0] for row in connection.execute("SELECT title FROM relationship_engine.entity ORDER BY id")]
    hubs = [
        row[0]
        for row in connection.execute(
            "SELECT e.title FROM (SELECT m.entity_id FROM relationship_engine.mention m WHERE m.graph_id = 1 "
            "GROUP BY m.entity_id ORDER BY count(*) DESC, m.entity_id LIMIT 200) m "
            "JOIN relationship_engine.entity e ON e.graph_id = 1 AND e.id = m.entity_id ORDER BY e.id"
        )
    ]
    said = [
        row[0].split()
        for row in connection.execute(
            "SELECT payload ->> 'content' FROM relationship_engine.raw_events WHERE graph_id = 1 ORDER BY md5(id::text) "
            "LIMIT %s",
            (QUESTIONS,),
        )
    ]
    texts = ["What did {} discuss with {}?".format(*pick.sample(titles, 2)) for _ in range(QUESTIONS)]
    texts += ["Who told {} about {}?".format(*pick.sample(hubs, 2)) for _ in range(QUESTIONS)]
    texts += [f"When did {' '.join(words[len(words) // 3 :][:7])}?" for words in said]
    return [
        {"text": text, "vector": json.dumps(vector)} for text, vector in zip(texts, Local().embed(texts), strict=True)
    ]


def run_recall(graph: Graph, prototype: Path | None = None) -> Result:
    """Measure part (g); prototype: SQL that makes another recall() over the same rows, measured too."""
    load_recall(graph)
    return measure_recall(graph, prototype)


def measure_recall(graph: Graph, prototype: Path | None = None) -> Result:
    """Ask each question of each in turn, then with more edges; and insert events with and without their words."""
    queries = {"ours": RECALL, "other": PROTOTYPE if prototype else PLAIN}
    with connect(graph.uri) as connection:
        if prototype:
            connection.execute(prototype.read_bytes())
        asked = questions(connection)
        taken = ask_in_turn(connection, asked, queries)
        counts = _counts(connection)
    one, many = (_throughput(graph, asked, clients) for clients in (1, CLIENTS))
    lines = []
    for what, times in taken.items():
        for point, at in QUANTILES.items():
            ours, other = (statistics.quantiles(times[name], n=20)[at] for name in queries)
            target = (f"<= {PROTOTYPE_SHARE}", ours <= PROTOTYPE_SHARE * other) if prototype and point == "p95" else ()
            lines.append(
                Line(f"{what} of one client: {point}", duration(ours), duration(other), f"{ours / other:.2f}", *target)
            )
    lines.append(
        Line(
            f"{CLIENTS} clients",
            *(f"{many:.0f} a second", f"{one:.0f} a second by one", f"{many / one:.2f} times"),
            *(f"{SCALING} times", many / one >= SCALING),
        )
    )
    with connect(graph.uri) as connection:
        lines += upkeep(connection, graph.organizations)
    grown = grow(graph)
    with connect(graph.uri) as connection:
        for what, times in ask_in_turn(connection, asked, {"ours": RECALL}).items():
            for point, at in QUANTILES.items():
                after, before = (statistics.quantiles(t["ours"], n=20)[at] for t in (times, taken[what]))
                target = (f"<= {MORE_TIME}", after <= MORE_TIME * before) if point == "p95" else ()
                lines.append(
                    Line(
                        f"{what} of one client with {grown:,} edges, against the same with {counts[2]:,}: {point}",
                        *(duration(after), duration(before), f"{after / before:.2f}", *target),
                    )
                )
    return Result(
        f"(g) recall() in a graph of {graph.size:,} entities",
        lines,
        [
            (
                f"{counts[0]:,} events with times, a minute apart in groups of 25, and with vectors of {DIMENSION} "
                f"dimensions, {counts[1]:,} mentions, {counts[2]:,} edges; {len(asked)} questions: for two entities, for "
                "two that many events mention, and by seven words of an event. Each is asked of each in turn, once and "
                f"{REPEATS} times more, of which the median counts; CPU: of the backend. Against: "
                + (AGAINST_PROTOTYPE if prototype else AGAINST_PLAIN)
            )
        ],
    )


def ask_in_turn(
    connection: Connection, asked: list[Asked], queries: dict[str, LiteralString]
) -> dict[str, dict[str, list[float]]]:
    """Ask each question by each query in turn, on one connection; return the medians: time and CPU, by query."""
    taken: dict[str, dict[str, list[float]]] = {what: {name: [] for name in queries} for what in ("time", "CPU")}
    stat = schedstat(connection)
    for question in asked:
        each: dict[str, list[tuple[float, float]]] = {name: [] for name in queries}
        for _ in range(REPEATS + 1):
            for name, query in queries.items():
                started, used = time.perf_counter(), _used(stat)
                connection.execute(query, question)
                each[name].append((time.perf_counter() - started, _used(stat) - used))
        for name, times in each.items():
            for at, what in enumerate(taken):
                taken[what][name].append(statistics.median(pair[at] for pair in times[1:]))
    return taken


def grow(graph: Graph) -> int:
    """Add edges until there are MORE_EDGES_PER_ENTITY, and return how many there are."""
    progress(f"(g) adding edges, until {MORE_EDGES_PER_ENTITY} come on an entity")
    with connect(graph.uri) as connection:
        with loading(connection, "relationship_engine.edge_store"):
            more = (MORE_EDGES_PER_ENTITY - EDGES_PER_ENTITY) * graph.size
            run_script(connection, "load_recall_edges.sql", entities=graph.size, edges=more)
        vacuum(connection)
        connection.execute(READ_EDGES)
        return _counts(connection)[2]


def upkeep(connection: Connection, organizations: list[tuple[str, str]]) -> list[Line]:
    """Insert events and their entities in two statements, with and without the index of the words, in turn."""
    progress("(g) inserting events and entities with and without their words")
    connection.execute("UPDATE relationship_engine.graph SET mode = 'active' WHERE id = 1")
    world = World(11)
    world.organizations = list(organizations)
    stat = schedstat(connection)
    used: dict[bool, list[float]] = {False: [], True: []}
    for _ in range(TURNS):
        batch = world.batch(BULK)
        for with_words, times in used.items():
            with connection.transaction(force_rollback=True):
                if not with_words:
                    connection.execute(WITHOUT_WORDS)
                before = _used(stat)
                write(connection, batch)
                times.append(_used(stat) - before)
    connection.execute("UPDATE relationship_engine.graph SET mode = 'off' WHERE id = 1")
    ours, other = (statistics.median(used[with_words]) for with_words in (True, False))
    return [
        Line(
            f"{len(batch.events):,} events and {BULK:,} entities in two statements, against the same without the index "
            "of the words: CPU",
            *(duration(ours), duration(other), f"{ours / other:.2f}", f"<= {MORE_UPKEEP}", ours <= MORE_UPKEEP * other),
        )
    ]


def _counts(connection: Connection) -> list[int]:
    """Return how many events, mentions and edges there are."""
    return [
        value(connection, f"SELECT count(*) FROM relationship_engine.{table}")
        for table in ("raw_events", "mention", "edge_store")
    ]


def schedstat(connection: Connection) -> Path:
    """Return the file that says how long the backend of a connection has run."""
    return Path(f"/proc/{connection.info.backend_pid}/schedstat")


def _used(stat: Path) -> float:
    """Return the seconds that a process has run."""
    return int(stat.read_text().split()[0]) / 1e9


def _throughput(graph: Graph, asked: list[Asked], clients: int) -> float:
    """Return the answers a second that clients get together."""

    def ask(client: int) -> int:
        done = 0
        with connect(graph.uri) as connection:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                connection.execute(RECALL, asked[(7 * client + done) % len(asked)])
                done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(ask, range(clients))) / SECONDS
