"""(g) recall(), against one statement with ts_rank_cd, the nearest vectors and their fusion; one client and eight."""

import json
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.database import Connection, connect, loading, read_once, run_script, vacuum, value
from bench.graphs import INDEX_CHUNK, LOADED, Graph
from bench.measuring import progress
from bench.table import Line, Result, duration
from relationship_engine.embeddings import Local

ENTITIES_PER_EVENT = 2
QUESTIONS = 40  # of each kind
REPEATS = 3
CLIENTS = 8
SECONDS = 20.0
SCALING = 1.7
PROTOTYPE_SHARE = 0.75
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
    """Ask each question of each in turn, on one connection, after it was asked once."""
    queries = {"ours": RECALL, "other": PROTOTYPE if prototype else PLAIN}
    with connect(graph.uri) as connection:
        if prototype:
            connection.execute(prototype.read_bytes())
        asked = questions(connection)
        wall: dict[str, list[float]] = {name: [] for name in queries}
        busy: dict[str, list[float]] = {name: [] for name in queries}
        stat = Path(f"/proc/{connection.info.backend_pid}/schedstat")
        for question in asked:
            taken: dict[str, list[tuple[float, float]]] = {name: [] for name in queries}
            for _ in range(REPEATS + 1):
                for name, query in queries.items():
                    started, used = time.perf_counter(), _used(stat)
                    connection.execute(query, question)
                    taken[name].append((time.perf_counter() - started, _used(stat) - used))
            for name, times in taken.items():
                wall[name].append(statistics.median(time for time, _ in times[1:]))
                busy[name].append(statistics.median(time for _, time in times[1:]))
        counts = [
            value(connection, f"SELECT count(*) FROM relationship_engine.{table}")
            for table in ("raw_events", "mention", "edge_store")
        ]
    one, many = (_throughput(graph, asked, clients) for clients in (1, CLIENTS))
    lines = []
    for what, times in (("time", wall), ("CPU", busy)):
        for point, at in (("median", 9), ("p95", 18)):
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
