"""The command that fills entity.embedding."""

import json
import logging
import sys

import click

from relationship_engine import database, embeddings, output
from relationship_engine.commands.common import connect_installed, dsn_option, graph_option, json_option, named_dsn
from relationship_engine.database import Row
from relationship_engine.embeddings import Embedder, Provider

log = logging.getLogger("relationship_engine.embeddings")


@click.command()
@graph_option
@click.option(
    "--provider",
    type=click.Choice(embeddings.PROVIDERS),
    help="wordllama in this process, or a server at EMBEDDINGS_BASE_URL.  [default: the one that has the model]",
)
@click.option(
    "--model",
    envvar=embeddings.MODEL,
    show_envvar=True,
    help="Model of the server; a new model embeds all entities again.  [default: the graph's]",
)
@click.option("--batch", type=click.IntRange(1, 2048), help="Texts per call.  [default: 500 local, 64 with a server]")
@click.option("--text", help="Only print the vector of this text as JSON, by the graph's model; - reads it from stdin.")
@click.option("--watch", is_flag=True, help="Keep running until SIGTERM, and embed new texts.")
@click.option(
    "--poll",
    type=click.FloatRange(0.1, 3600),
    default=embeddings.POLL_SECONDS,
    show_default=True,
    help="Seconds between polls, with --watch.",
)
@dsn_option
@json_option
def embed(  # noqa: PLR0913 - one per option
    *,
    graph: int,
    provider: str | None,
    model: str | None,
    batch: int | None,
    watch: bool,
    poll: float,
    text: str | None,
    as_json: bool,
) -> None:
    """Embed entities and events whose text is new or has changed, for the strategy similarity.

    A server that speaks OpenAI's protocol is named by EMBEDDINGS_BASE_URL, its key by EMBEDDINGS_API_KEY; EMBEDDINGS_EXTRA
    is a JSON object of what else the request is to hold. It may be stopped, killed and run twice at once. Failures are
    tried again by later runs.
    """
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
    with connect_installed() as connection:
        state = database.fetch_one(connection, "embedding_state", graph_id=graph, model=None)
    if text is not None:
        asked = sys.stdin.read() if text == "-" else text
        click.echo(json.dumps(embeddings.embed_text(asked, model or state.get("model"), provider)))
        return
    chosen = embeddings.choose(provider, model, state.get("model"))
    is_orderly = _watch(chosen, graph, batch, poll) if watch else _drain(chosen, graph, batch, as_json=as_json)
    click.get_current_context().exit(0 if is_orderly else 1)


def _watch(provider: Provider, graph: int, batch: int | None, poll: float) -> bool:
    """Embed until SIGTERM."""
    logging.getLogger("relationship_engine").setLevel(logging.INFO)
    embedder = Embedder(named_dsn(), provider, graph, batch=batch)
    embedder.prepare()
    log.info("embedding the entities of graph %s by %s", graph, provider.model)
    is_orderly = embedder.watch(poll)
    log.info("stopped: %s", output.value([f"{count} {name}" for name, count in embedder.outcomes.items()]))
    return is_orderly


def _drain(provider: Provider, graph: int, batch: int | None, *, as_json: bool) -> bool:
    """Embed the entities that are due."""
    embedder = Embedder(named_dsn(), provider, graph, batch=batch)
    due = embedder.prepare()["due"]
    with output.progress(due, "Embedding", after=1) as step:
        embedder.step = step
        is_orderly = embedder.drain()
    with connect_installed() as connection:
        state = database.fetch_one(connection, "embedding_state", graph_id=graph, model=None)
    result = {"graph_id": graph, "model": provider.model, "dimension": state["dimension"], **embedder.outcomes}
    output.show({**result, "due": state["due"]}, _render, as_json=as_json)
    return is_orderly


def _render(result: Row) -> str:
    """Return the result of a run as text."""
    return output.pairs(result.items(), indent="")
