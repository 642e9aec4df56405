"""(d) the queue of the model with a worker, where an answer takes no time; and what an event costs."""

import json
import os
import subprocess
import sys
from pathlib import Path

import servers
from bench.database import TODAY, connect, install, vacuum, value
from bench.graphs import write
from bench.measuring import progress
from bench.table import Line, Result
from bench.world import ENTITIES_PER_EVENT, WORDS, World
from claude_peer import Peer

EVENTS = 2000
THREADS = 8
TEXT = 1000  # characters
JOBS_PER_SECOND = 200.0
PREDECESSOR = ("claude-sonnet-5-5", 700)  # and the tokens of its instructions, which nothing caches
CHEAPER = 10.0

SPENT = """
SELECT count(*), count(*) / extract(epoch FROM max(j.finished_at) - min(c.created_at))::float8,
    avg(c.cost)::float8, avg((c.usage ->> 'output_tokens')::int)::float8, max(c.model),
    avg((c.usage ->> 'input_tokens')::int)::float8, max((c.usage ->> 'cache_read_input_tokens')::int),
    (SELECT count(*) FROM relationship_engine.edge)
FROM relationship_engine.llm_call c
JOIN relationship_engine.llm_job j ON j.graph_id = c.graph_id AND j.id = c.job_id
WHERE j.state = 'done' AND c.created_at >= %s
"""


def run_worker(server: servers.Server) -> Result:
    """Measure part (d): events of five entities each, first as many to warm up, then those that count."""
    uri = install(server, "worker")
    world = World(4)
    peer = Peer()
    with peer.serve(), connect(uri) as connection:
        connection.execute(
            "UPDATE relationship_engine.strategy_setting SET mode = 'active' WHERE strategy = 'semantic'"
        )
        connection.execute("UPDATE relationship_engine.graph SET llm_debounce = '0'")
        for _ in range(2):
            batch = world.batch(ENTITIES_PER_EVENT * EVENTS)
            batch.events = [(key, _long(world, text)) for key, text in batch.events]
            write(connection, batch)
            vacuum(connection)
            progress(f"(d) {EVENTS:,} events")
            since = value(connection, "SELECT clock_timestamp()")
            subprocess.run(  # noqa: S603
                [Path(sys.executable).parent / "relationship-engine", "worker", "once", "--threads", str(THREADS)],
                env={**os.environ, **peer.environment, "DATABASE_URL": uri},
                check=True,
                stdout=subprocess.DEVNULL,
            )
        row = connection.execute(SPENT, (since,)).fetchone()
        assert row is not None
        done, rate, cost, output, model, fresh, cached, edges = row
        predecessor, instructions = PREDECESSOR
        usage = {"input_tokens": instructions + TEXT / 4, "output_tokens": output}
        theirs = value(
            connection,
            "SELECT relationship_engine.llm_cost(%s, current_date, %s::jsonb)::float8",
            predecessor,
            json.dumps(usage),
        )
    result = Result(f"(d) A worker on {done:,} events, with an answer that takes no time")
    result.remarks = [
        (
            f"`worker once --threads {THREADS}`, one process, against a server on this machine that answers from the text "
            f"by rules; claim, call, booking, wall and `learn` for each event of {TEXT:,} characters and "
            f"{ENTITIES_PER_EVENT} entities, from the first claim to the last answer, after as many events to warm up. "
            f"{edges:,} edges in all."
        ),
        (
            f"Cost by the price table of {TODAY}. Ours: {model}, {cached:,} tokens of prompt and schema read from the "
            f"cache, {fresh:,.0f} fresh, {output:,.0f} of answer. Against: {predecessor}, {instructions} tokens of "
            f"instructions and {TEXT:,} characters of text uncached, the same answer. A token is taken for four bytes."
        ),
    ]
    result.lines = [
        Line(
            "jobs done",
            f"{rate:,.0f} a second",
            "",
            "",
            f"{JOBS_PER_SECOND:,.0f} a second",
            rate >= JOBS_PER_SECOND,
        ),
        Line(
            "cost of an event",
            f"{cost:.6f} USD",
            f"{theirs:.6f} USD",
            f"1/{theirs / cost:.0f}",
            f"1/{CHEAPER:.0f}",
            theirs >= CHEAPER * cost,
        ),
        Line("events for 5 USD", f"{5 / cost:,.0f}", f"{5 / theirs:,.0f}", f"{theirs / cost:.0f} times"),
    ]
    return result


def _long(world: World, text: str) -> str:
    """Return an event of TEXT characters that begins with a text."""
    while len(text) < TEXT:
        text += f" {world.random.choice(WORDS['remarks'])}"
    return text[:TEXT]
