"""Embeddings: claims entities and events without a vector, lets a provider embed their texts, and stores the vectors.

The database decides which entities are due, and what a vector may be written to: a text that has changed meanwhile stays
due. No transaction is open during a call, so a worker that dies leaves nothing but a lease that runs out.
"""

import importlib.util
import json
import logging
import math
import os
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import psycopg

from relationship_engine import database
from relationship_engine.claude import seconds
from relationship_engine.database import Connection, Row
from relationship_engine.text import one_line, redact
from relationship_engine.worker import Session, Stop, begin, stoppable

if TYPE_CHECKING:
    import httpx2

PROVIDERS = ("local", "openai-compatible")
LOCAL_MODEL = "wordllama-256"
URL, KEY, MODEL, EXTRA = (f"EMBEDDINGS_{name}" for name in ("BASE_URL", "API_KEY", "MODEL", "EXTRA"))

TIMEOUT_SECONDS = 60.0
POLL_SECONDS = 5.0
# More than all calls and waits of a batch together.
LEASE = timedelta(minutes=15)
# How long to wait before each further call if the provider is busy or unreachable and names no time itself.
RETRY_WAITS = (1.0, 2.0, 5.0, 10.0, 20.0)
MOST_WAIT_SECONDS = 60.0
MOST_REST_SECONDS = 300.0
ERROR_LENGTH = 500
PROBE = "relationship"

log = logging.getLogger(__name__)

Vector = list[float]

# The statements of queries/embed.sql for each subject; entities are served before events.
CLAIMS = {"entity": "claim_embeddings", "event": "claim_event_embeddings"}
STORES = {"entity": "store_embeddings", "event": "store_event_embeddings"}
FAILURES = {"entity": "fail_embeddings", "event": "fail_event_embeddings"}


class EmbeddingError(RuntimeError):
    """Nothing can be embedded; the message names the remedy."""


class BusyError(EmbeddingError):
    """The provider is busy or unreachable; wait: seconds until the next call, if it named them."""

    def __init__(self, message: str, wait: timedelta | None = None) -> None:
        """Keep the wait."""
        super().__init__(message)
        self.wait = wait


class Rejected(Exception):  # noqa: N818
    """The provider rejects these texts, or does not return their vectors."""


class Provider(Protocol):
    """A provider of vectors: the name of its model, the maximum number of texts per call, and the call."""

    model: str
    batch: int

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text, in their order. Errors: EmbeddingError, BusyError, Rejected."""


class Local:
    """WordLlama, a small model of static word vectors that needs neither network nor key."""

    model = LOCAL_MODEL
    batch = 500

    @staticmethod
    def is_installed() -> bool:
        """Return whether its package is installed."""
        return importlib.util.find_spec("wordllama") is not None

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text."""
        model = self._model
        import numpy as np  # noqa: PLC0415 - comes with the model, which not everybody has

        with np.errstate(invalid="ignore"):  # an empty text has no direction
            vectors: list[Vector] = model.embed(list(texts), norm=True).tolist()
        return vectors

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - imported late, as it takes half a second
        """Return the model from its package."""
        try:
            import wordllama  # type: ignore[import-untyped]  # noqa: PLC0415
        except ImportError as error:
            message = (
                "the local model is not installed: pip install 'relationship-engine[local]', "
                f"or use --provider openai-compatible with {URL}"
            )
            raise EmbeddingError(message) from error
        from pathlib import Path  # noqa: PLC0415

        folder = Path(wordllama.__file__).parent
        return wordllama.WordLlama.load(cache_dir=folder, disable_download=True)


class OpenAICompatible:
    """A service with POST {base}/embeddings like OpenAI: also Voyage, Ollama, vLLM, llama.cpp, TEI."""

    batch = 64

    def __init__(self, model: str) -> None:
        """Read address and key from the environment. Errors: EmbeddingError if they are missing."""
        url = os.environ.get(URL)
        if not url:
            message = f"no address: set {URL}, such as https://api.openai.com/v1, and {KEY}"
            raise EmbeddingError(message)
        self.model = model
        self._url = f"{url.rstrip('/')}/embeddings"
        self._key = os.environ.get(KEY)
        try:
            self._extra = json.loads(os.environ.get(EXTRA) or "{}")
        except ValueError:
            self._extra = None
        if not isinstance(self._extra, dict):
            message = f'{EXTRA} must be a JSON object, such as {{"dimensions": 512}}'
            raise EmbeddingError(message)

    def embed(self, texts: Sequence[str]) -> list[Vector]:
        """Return a vector for each text."""
        import httpx2  # noqa: PLC0415 - takes its time, which the other commands need not wait

        body = {"model": self.model, "input": list(texts), **self._extra}
        try:
            response = self._client.post(self._url, json=body)
            answer = response.json() if response.is_success else None
        except (httpx2.InvalidURL, httpx2.UnsupportedProtocol) as error:
            message = redact(f"{URL}: {error}")
            raise EmbeddingError(message) from None
        except (httpx2.HTTPError, ValueError) as error:
            message = f"{type(error).__name__}: {error}"
            raise BusyError(_short(message)) from error
        if not response.is_success:
            raise _refusal(response)
        return _vectors(answer, len(texts))

    @cached_property
    def _client(self) -> "httpx2.Client":
        """Return a client without retries."""
        import httpx2  # noqa: PLC0415

        headers = {"Authorization": f"Bearer {self._key}"} if self._key else {}
        return httpx2.Client(timeout=TIMEOUT_SECONDS, headers=headers)


def _refusal(response: "httpx2.Response") -> Exception:
    """Return the error for a status."""
    status = response.status_code
    message = _short(f"{status}: {response.text}")
    if status in (400, 413, 422):
        return Rejected(message)
    if status in (408, 409, 425, 429) or status >= 500:  # noqa: PLR2004
        return BusyError(message, seconds(response.headers.get("retry-after")))
    hint = {401: f"look at {KEY}", 403: f"look at {KEY}", 404: f"look at {URL} and the model"}.get(status)
    return EmbeddingError(f"{message} ({hint})" if hint else message)


def _vectors(answer: object, count: int) -> list[Vector]:
    """Return the vectors of an answer in the order of the texts."""
    data = answer.get("data") if isinstance(answer, dict) else None
    try:
        by_index = {item.get("index", place): item["embedding"] for place, item in enumerate(data)}  # type: ignore[arg-type]
        vectors = [[float(number) for number in by_index[place]] for place in range(count)]
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        message = _short(f"no {count} vectors: {json.dumps(answer)}")
        raise Rejected(message) from error
    return vectors


def _short(text: str) -> str:
    """Return the start of a text as one line that PostgreSQL can store."""
    return one_line(redact(text.replace("\0", "")))[:ERROR_LENGTH]


def choose(provider: str | None, model: str | None, current: str | None) -> Provider:
    """Return the named provider, or else that of the graph's current model.

    Errors: EmbeddingError if the environment does not configure it.
    """
    model = model or current
    if provider == "local" or (provider is None and model in (None, LOCAL_MODEL)):
        return Local()
    if model in (None, LOCAL_MODEL):
        message = f"no model: name one by --model or {MODEL}"
        raise EmbeddingError(message)
    return OpenAICompatible(model)


def embed_text(text: str, model: str | None = None, provider: str | None = None) -> Vector:
    """Return the vector of a text, such as a question for recall(); by default by the local model.

    Errors: EmbeddingError.
    """
    try:
        (vector,) = choose(provider, model, None).embed([text])
    except Rejected as error:
        raise EmbeddingError(str(error)) from error
    return [float(number) for number in vector]


class Embedder:
    """Embeds the entities and events of a graph that are due, and counts the outcomes: embedded, changed or failed."""

    def __init__(self, dsn: str, provider: Provider, graph_id: int = 1, *, batch: int | None = None) -> None:
        """Create it; call prepare() first. step, if set, is called with the number of entities after each batch."""
        self.outcomes: Counter[str] = Counter(dict.fromkeys(("embedded", "changed", "failed"), 0))
        self.step: Callable[[int], None] = lambda _: None
        self._provider = provider
        self._graph_id = graph_id
        self._batch = batch or provider.batch
        self._stopping = threading.Event()
        self._session = Session(dsn, self._stopping)
        self._dimension = 0
        self._error: Exception | None = None

    def prepare(self) -> Row:
        """Give the graph the provider's model, and return its state as in queries/embed.sql.

        A model whose dimension is not known is asked for a vector. Errors: EmbeddingError, psycopg.Error.
        """
        state = self._session.call(self._state)
        if not state:
            message = f"there is no graph {self._graph_id}"
            raise EmbeddingError(message)
        if state["dimension"] is None:
            state["dimension"] = len(self._ask([PROBE])[0])
        if state["model"] != self._provider.model:
            self._session.call(self._set_model, state["dimension"])
            state = self._session.call(self._state)
        self._dimension = state["dimension"]
        return state

    def drain(self) -> bool:
        """Embed until nothing is due. SIGTERM ends it after the call in progress, a second signal at once.

        Returns False if a call was abandoned. Errors: EmbeddingError, DatabaseError, psycopg.Error.
        """
        is_orderly = self._serve(self._empty)
        if self._error is not None:
            raise self._error
        return is_orderly

    def watch(self, poll: float = POLL_SECONDS) -> bool:
        """Embed everything that is due, now and later, until SIGTERM; failures are retried. Returns False as drain() does."""
        return self._serve(lambda: self._watch(poll))

    # --- the main thread

    def _serve(self, work: Callable[[], None]) -> bool:
        """Run the work in a thread, which signals do not interrupt, and wait until it has ended."""
        with stoppable():
            end = begin(work)
            try:
                end.wait()
            except Stop:
                self._stopping.set()
                log.info("stopping after the call in progress")
            try:
                end.wait()
            except Stop:
                log.warning("stopping now; the entities in progress are due again when their lease expires")
                return False
        return True

    # --- the thread

    def _empty(self) -> None:
        """Embed until nothing is due."""
        try:
            while not self._stopping.is_set() and self._serve_one():
                pass
        except Exception as error:  # noqa: BLE001 - raised again by drain()
            self._error = error
        self._session.close()

    def _watch(self, poll: float) -> None:
        """Embed until the worker stops."""
        failures = 0
        while not self._stopping.is_set():
            rest = 0.0
            try:
                rest = 0.0 if self._serve_one() else poll
                failures = 0
            except Exception as error:
                rest = min(poll * 2**failures, MOST_REST_SECONDS)
                if isinstance(error, BusyError) and error.wait:
                    rest = max(rest, error.wait.total_seconds())
                failures = min(failures + 1, 20)
                if not isinstance(error, EmbeddingError | database.DatabaseError | psycopg.Error):
                    log.exception("unexpected error")
                log.warning("%s; continuing in %g s", _short(str(error)), rest)
            self._stopping.wait(rest)
        self._session.close()

    def _serve_one(self) -> bool:
        """Claim and embed one batch. Returns False if nothing is due."""
        claims = self._session.call(self._claim)
        if not claims:
            return False
        try:
            try:
                self._embed(claims)
            except Rejected as error:
                self._require_innocent(error)
                self._split(claims, error)
        except EmbeddingError as error:
            # all claims: those that are stored no longer have a lease
            wait = (isinstance(error, BusyError) and error.wait) or timedelta()
            self._session.call(self._fail, claims, str(error), wait)
            raise
        self.step(len(claims))
        return True

    def _split(self, claims: list[Row], error: Rejected) -> None:
        """Embed a rejected batch in halves, to find the texts that the provider rejects."""
        if len(claims) == 1:
            self._fail_one(claims[0], str(error))
            return
        middle = len(claims) // 2
        for half in (claims[:middle], claims[middle:]):
            if self._stopping.is_set():
                self._session.call(self._fail, half, None, timedelta())
                continue
            try:
                self._embed(half)
            except Rejected as again:
                self._split(half, again)

    def _require_innocent(self, error: Rejected) -> None:
        """Check that the provider accepts another text; if not, the rejected texts are not the cause."""
        try:
            (vector,) = self._ask([PROBE])
        except Rejected as again:
            raise EmbeddingError(str(again)) from error
        self._require_dimension([vector])

    def _embed(self, claims: list[Row]) -> None:
        """Embed the texts of claims in one call, and store the vectors; a text with an invalid vector fails alone."""
        vectors = self._ask([claim["content"] for claim in claims])
        self._require_dimension(vectors)
        good = []
        for claim, vector in zip(claims, vectors, strict=True):
            if len(vector) != self._dimension:
                self._fail_one(claim, f"a vector of {len(vector)} numbers, not {self._dimension}")
            elif not all(map(math.isfinite, vector)):
                self._fail_one(claim, "a vector that has no direction")
            else:
                good.append((claim, vector))
        if good:
            stored = self._session.call(self._store, good)
            self.outcomes.update(embedded=stored, changed=len(good) - stored)

    def _require_dimension(self, vectors: Sequence[Vector]) -> None:
        """Raise an error if all vectors have the same length, but not that of the model."""
        lengths = {len(vector) for vector in vectors}
        if len(lengths) == 1 and lengths != {self._dimension}:
            message = (
                f"the provider gives {lengths.pop()} numbers a vector, and model {self._provider.model} has "
                f"{self._dimension}: use another name for another dimension"
            )
            raise EmbeddingError(message)

    def _ask(self, texts: list[str]) -> list[Vector]:
        """Call the provider, and repeat the call while it is busy. Errors: as Provider.embed."""
        waits = iter(RETRY_WAITS)
        while True:
            try:
                return self._provider.embed(texts)
            except BusyError as error:
                wait = max(next(waits, math.inf), error.wait.total_seconds() if error.wait else 0)
                if wait > MOST_WAIT_SECONDS:
                    raise
                log.warning("%s; trying again in %g s", error, wait)
                if self._stopping.wait(wait):
                    raise

    def _fail_one(self, claim: Row, error: str) -> None:
        """Record that a text cannot be embedded."""
        log.warning("%s %s: %s", claim["subject"], claim["id"], error)
        self._session.call(self._fail, [claim], error, None)
        self.outcomes["failed"] += 1

    # --- the database

    def _state(self, connection: Connection) -> Row:
        """Return the state of the graph."""
        return database.fetch_one(connection, "embedding_state", graph_id=self._graph_id, model=self._provider.model)

    def _set_model(self, connection: Connection, dimension: int) -> None:
        """Give the graph the provider's model."""
        database.fetch(
            connection,
            "set_embedding_model",
            graph_id=self._graph_id,
            model=self._provider.model,
            dimension=dimension,
        )

    def _claim(self, connection: Connection) -> list[Row]:
        """Claim a batch."""
        try:
            claims: list[Row] = []
            for subject, query in CLAIMS.items():
                rows = database.fetch(connection, query, graph_id=self._graph_id, limit=self._batch, lease=LEASE)
                claims = [{**row, "subject": subject, "id": row[f"{subject}_id"]} for row in rows]
                if claims:
                    break
        except psycopg.errors.ObjectNotInPrerequisiteState as error:
            raise EmbeddingError(database.describe(error)) from error
        if claims and claims[0]["model"] != self._provider.model:
            message = f"graph {self._graph_id} has model {claims[0]['model']} now: start again, for that model"
            self._fail(connection, claims, message, timedelta())
            raise EmbeddingError(message)
        return claims

    def _store(self, connection: Connection, good: list[tuple[Row, Vector]]) -> int:
        """Write vectors, and return how many."""
        try:
            row = database.fetch_one(
                connection,
                STORES[good[0][0]["subject"]],
                graph_id=self._graph_id,
                model=self._provider.model,
                ids=[claim["id"] for claim, _ in good],
                hashes=[claim["content_hash"] for claim, _ in good],
                embeddings=[f"[{','.join(f'{number:.9g}' for number in vector)}]" for _, vector in good],
            )
        except psycopg.errors.ObjectNotInPrerequisiteState as error:
            raise EmbeddingError(database.describe(error)) from error
        return int(row["stored"])

    def _fail(self, connection: Connection, claims: list[Row], error: str | None, wait: timedelta | None) -> None:
        """Record why entities were not embedded; wait: they are not the cause, and are due again after it."""
        database.fetch(
            connection,
            FAILURES[claims[0]["subject"]],
            graph_id=self._graph_id,
            ids=[claim["id"] for claim in claims],
            error=error and _short(error),
            wait=wait,
        )
