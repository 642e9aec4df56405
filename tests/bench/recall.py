"""(g) recall(), against one statement with ts_rank_cd, the nearest vectors and their fusion; one client and eight."""

import json
import random
import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from bench.database import Connection, connect, read_once, vacuum, value
from bench.graphs import Graph
from bench.measuring import progress
from bench.table import Line, Result, duration
from relationship_engine.embeddings import Local

MENTIONS = 8  # of each event, more of those that many events mention
QUESTIONS = 100
CLIENTS = 8
SECONDS = 20.0
SCALING = 1.7
MODEL = "wordllama-256"
DIMENSION = 256

RECALL = "SELECT count(*) FROM relationship_engine.recall(%s, 1, %s::public.vector, 10)"
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


def load_recall(graph: Graph) -> list[Asked]:
    """Add mentions, full-text index, vectors and their index to a graph; return questions to it."""
    progress(f"(g) indexing and embedding the events of {graph.size:,} entities")
    with connect(graph.uri) as connection:
        connection.execute("UPDATE relationship_engine.graph SET mode = 'off'")
        connection.execute("SET session_replication_role = replica")
        connection.execute("SELECT setseed(0.5)")
        connection.execute(
            "WITH numbered AS MATERIALIZED ("
            "SELECT e.id, row_number() OVER (ORDER BY e.id) AS place FROM relationship_engine.entity e"
            "), drawn AS MATERIALIZED ("
            "SELECT v.id, 1 + floor(random() ^ 2 * (SELECT count(*) FROM numbered))::bigint AS place "
            "FROM relationship_engine.raw_events v CROSS JOIN generate_series(1, %s)) "
            "INSERT INTO relationship_engine.mention (event_id, entity_id) "
            "SELECT d.id, n.id FROM drawn d JOIN numbered n ON n.place = d.place ON CONFLICT DO NOTHING",
            (MENTIONS,),
        )
        connection.execute("RESET session_replication_role")
        connection.execute("SELECT relationship_engine.repair(1)")
        _embed(connection)
        connection.execute("SELECT relationship_engine.set_embedding_model(1, %s, %s)", (MODEL, DIMENSION))
        vacuum(connection)
        read_once(connection, "buffer")
        titles = [row[0] for row in connection.execute("SELECT title FROM relationship_engine.entity ORDER BY id")]
    chosen = random.Random(5).sample(titles, 2 * QUESTIONS)
    texts = [f"What did {one} discuss with {other}?" for one, other in zip(chosen[::2], chosen[1::2], strict=True)]
    return [
        {"text": text, "vector": json.dumps(vector)} for text, vector in zip(texts, Local().embed(texts), strict=True)
    ]


def _embed(connection: Connection) -> None:
    """Give each event the vector of its text."""
    rows = connection.execute(
        "SELECT id, payload ->> 'content' FROM relationship_engine.raw_events WHERE graph_id = 1"
    ).fetchall()
    connection.execute("CREATE TEMP TABLE loaded_vector (id uuid, vector public.vector)")
    with connection.cursor() as cursor, cursor.copy("COPY loaded_vector FROM STDIN") as copy:
        for row, vector in zip(rows, Local().embed([text for _, text in rows]), strict=True):
            copy.write_row((row[0], json.dumps(vector)))
    connection.execute(
        "UPDATE relationship_engine.event_text t SET embedding = l.vector, embedding_hash = '' FROM loaded_vector l "
        "WHERE t.graph_id = 1 AND t.event_id = l.id"
    )


def run_recall(graph: Graph) -> Result:
    """Measure part (g)."""
    questions = load_recall(graph)
    ours: list[float] = []
    plain: list[float] = []
    with connect(graph.uri) as connection:
        for is_counted in (False, True):
            for asked in questions:
                for times, query, parameters in (
                    (ours, RECALL, (asked["text"], asked["vector"])),
                    (plain, PLAIN, asked),
                ):
                    started = time.perf_counter()
                    connection.execute(query, parameters)
                    if is_counted:
                        times.append(time.perf_counter() - started)
        counts = [
            value(connection, f"SELECT count(*) FROM relationship_engine.{table}")
            for table in ("raw_events", "mention", "edge_store")
        ]
    one, many = (_throughput(graph, questions, clients) for clients in (1, CLIENTS))
    return Result(
        f"(g) recall() in a graph of {graph.size:,} entities",
        [
            _line("median", statistics.median(ours), statistics.median(plain)),
            _line("p95", statistics.quantiles(ours, n=20)[-1], statistics.quantiles(plain, n=20)[-1]),
            Line(
                f"{CLIENTS} clients",
                f"{many:.0f} a second",
                f"{one:.0f} a second by one",
                f"{many / one:.2f} times",
                f"{SCALING} times",
                many / one >= SCALING,
            ),
        ],
        [
            (
                f"{counts[0]:,} events with vectors of {DIMENSION} dimensions, {counts[1]:,} mentions, {counts[2]:,} edges; "
                f"{QUESTIONS} questions, each after it was asked once. Against: one statement that ranks by `ts_rank_cd`, "
                "takes the nearest 100 vectors, and fuses both by reciprocal ranks. It finds fewer of the events that answer "
                "(see quality), no entities and no facts."
            )
        ],
    )


def _line(what: str, ours: float, plain: float) -> Line:
    """Return the line of a time."""
    return Line(f"one client: {what}", duration(ours), duration(plain), f"{ours / plain:.2f}")


def _throughput(graph: Graph, questions: list[Asked], clients: int) -> float:
    """Return the answers a second that clients get together."""

    def ask(client: int) -> int:
        done = 0
        with connect(graph.uri) as connection:
            until = time.monotonic() + SECONDS
            while time.monotonic() < until:
                asked = questions[(client + done) % len(questions)]
                connection.execute(RECALL, (asked["text"], asked["vector"]))
                done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(ask, range(clients))) / SECONDS
