"""A server that speaks Claude's Messages and Message Batches protocol, so that tests need neither a key nor the network.

It refuses what the real API refuses, misbehaves when told to, and answers from the text by simple rules: between two
entities named in one sentence, a short verb phrase is their relation. It understands nothing: it is there to watch
the chain, not to judge the prompt.

    python tests/claude_peer.py          # prints what to set, and serves until it is interrupted
"""

import argparse
import contextlib
import itertools
import json
import math
import random
import re
import socket
import struct
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from uuid import uuid4

Body = dict[str, Any]

API_VERSION = "2026-10-21"
MODELS = {
    *("claude-haiku-5-5", "claude-sonnet-5-5", "claude-opus-5-5", "claude-fable-5-1"),
    *("claude-opus-5", "claude-sonnet-4-6", "claude-haiku-4-5"),
}
ALWAYS_THINK = {"claude-opus-5-5", "claude-fable-5-1"}
WITHOUT_EFFORT = {"claude-haiku-4-5"}
EFFORTS = {"low", "medium", "high", "xhigh", "max"}
REQUEST_KEYS = {
    *("model", "max_tokens", "messages", "system", "output_config", "thinking", "metadata", "stop_sequences"),
    *("cache_control", "service_tier", "stream", "tools", "tool_choice"),
}
UNSUPPORTED = {
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength"),
    *("maxItems", "uniqueItems", "pattern", "$ref"),
}
MOST_OPTIONAL = 24
MOST_UNIONS = 16
MOST_CACHE_POINTS = 4
BYTES_A_TOKEN = 4
CUSTOM_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")

ERRORS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}

# What the peer does instead of answering well, when told to.
FAULTS = (
    *("rate_limit", "spend_limit", "own_limit", "auth", "payment", "permission", "overloaded", "html_500"),
    *("hang", "drip", "cut", "reset", "not_json", "html_200", "wrong_shape", "no_usage"),
    *("refusal", "max_tokens", "prose", "wrong_relations", "poison_text", "poison_usage"),
)
STATUS_FAULTS = {
    "rate_limit": (429, "This request would exceed your rate limit."),
    "spend_limit": (429, "You have reached the spend limit of your tier."),
    "own_limit": (400, "You have reached your specified API usage limits. You will regain access tomorrow."),
    "auth": (401, "invalid x-api-key"),
    "payment": (402, "Your credit balance is too low."),
    "permission": (403, "Your API key does not have permission to use the specified resource."),
    "overloaded": (529, "Overloaded"),
}
PAGE = b"<html><body><h1>Internal Server Error</h1></body></html>"
BODY_FAULTS = {
    "html_500": (500, PAGE, "text/html"),
    "html_200": (200, PAGE, "text/html"),
    "not_json": (200, b'{"id": "msg_', "application/json"),
    "wrong_shape": (200, b'{"foo": 1}', "application/json"),
}


CAPITALIZED = re.compile(r"\b[A-Z][\w&'-]*(?: [A-Z][\w&'-]*)*")
FIRST_WORD = re.compile(r"^(?:The|A|An|It|He|She|They|We|In|On|At|Nothing|Yesterday|Today|This|That)\b ?")
FIRM = re.compile(r"\b(?:Inc|Corp|Labs?|Bank|University|Institution|Company|Group|Ltd)\b")


class Refused(Exception):  # noqa: N818
    """What the API answers to a request that it does not take."""

    def __init__(self, status: int, message: str) -> None:
        """Keep the status and the message."""
        super().__init__(message)
        self.status = status


class Gone(Exception):  # noqa: N818
    """The peer ends the connection without an answer."""


@dataclass
class Fault:
    """One misbehaviour: what, and the retry-after header of a refusal."""

    name: str
    retry_after: str | None = None


@dataclass
class Batch:
    """A batch: its requests, its results once it has ended, when it was made."""

    id: str
    requests: list[Body]
    created_at: datetime
    results: list[Body] = field(default_factory=list)
    has_ended: bool = False


class Peer:
    """The server, what it was asked, and what it is to do wrong."""

    def __init__(self, *, port: int = 0, seed: int = 1) -> None:
        """Take a port; serve() begins to answer."""
        self.lock = threading.Lock()
        self.random = random.Random(seed)
        self.key: str | None = None
        self.requests: list[Body] = []
        self.prefixes: set[str] = set()
        self.usages: list[Body] = []
        self.faults: deque[Fault] = deque()
        self.fault_rate = 0.0
        self.fault_names: tuple[str, ...] = ("rate_limit", "overloaded", "html_500", "cut", "not_json", "prose")
        self.batch_faults: deque[str] = deque()
        self.batches: dict[str, Batch] = {}
        self.are_batches_quick = True
        self.item_results: deque[str] = deque()
        self.answer: Callable[[Body], Body] = answer
        self.delay = 0.0
        self.drip_seconds = 0.4
        self.is_closing = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.peer = self

    @property
    def url(self) -> str:
        """The base URL for the SDK."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def environment(self) -> dict[str, str]:
        """What a program must have in its environment to call the peer and not Claude."""
        return {"ANTHROPIC_BASE_URL": self.url, "ANTHROPIC_API_KEY": "key-of-the-peer", "NO_PROXY": "127.0.0.1"}

    def misbehave(self, *names: str, retry_after: str | None = None) -> None:
        """Do these things wrong, one at each of the next calls."""
        unknown = set(names) - set(FAULTS)
        if unknown:
            message = f"unknown faults {unknown}"
            raise ValueError(message)
        self.faults.extend(Fault(name, retry_after) for name in names)

    def end_batches(self) -> None:
        """Let the batches that are in progress end."""
        for batch in self.batches.values():
            self._process(batch)

    @contextlib.contextmanager
    def serve(self) -> Iterator["Peer"]:
        """Answer in a thread until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.is_closing.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    # --- Messages

    def next_fault(self) -> Fault | None:
        """Return what to do wrong at this call, if anything."""
        with self.lock:
            if self.faults:
                return self.faults.popleft()
            if self.random.random() < self.fault_rate:
                return Fault(self.random.choice(self.fault_names))
        return None

    def message(self, request: Body, fault: str = "", tier: str = "standard") -> Body:
        """Return the Message for a request that is in order, and count its tokens."""
        payload = json.loads(request["messages"][-1]["content"])
        text = json.dumps(self.answer(payload))
        stop_reason, stop_details = "end_turn", None
        if fault == "refusal":
            text, stop_reason, stop_details = "", "refusal", {"type": "refusal", "category": "cyber"}
        elif fault == "max_tokens":
            text, stop_reason = text[: len(text) // 2], "max_tokens"
        elif fault == "prose":
            text = "Here are the relations that I found:"
        elif fault == "wrong_relations":
            text = '{"edges": [["e0", "e1"]]}'
        usage = self._count(request, text, tier)
        return {
            "id": f"msg_{uuid4().hex[:24]}",
            "type": "message",
            "role": "assistant",
            "model": request["model"],
            "content": [{"type": "text", "text": text}] if text else [],
            "stop_reason": stop_reason,
            "stop_details": stop_details,
            "stop_sequence": None,
            "usage": usage,
        }

    def _count(self, request: Body, text: str, tier: str) -> Body:
        """Return the usage: the same prefix is read from the cache from the second time on."""
        prefix = json.dumps([request["model"], request.get("system"), request.get("output_config")])
        fresh = math.ceil(len(request["messages"][-1]["content"].encode()) / BYTES_A_TOKEN)
        cached = math.ceil(len(prefix.encode()) / BYTES_A_TOKEN)
        with self.lock:
            is_known = prefix in self.prefixes
            self.prefixes.add(prefix)
            usage = {
                "input_tokens": fresh,
                "output_tokens": math.ceil(len(text.encode()) / BYTES_A_TOKEN),
                "cache_creation_input_tokens": 0 if is_known else cached,
                "cache_read_input_tokens": cached if is_known else 0,
                "cache_creation": {
                    "ephemeral_5m_input_tokens": 0 if is_known else cached,
                    "ephemeral_1h_input_tokens": 0,
                },
                "service_tier": tier,
            }
            self.usages.append(usage)
        return usage

    # --- Message Batches

    def make_batch(self, requests: list[Body]) -> Batch:
        """Take the requests of a batch; it ends at once unless it is to wait for end_batches()."""
        batch = Batch(id=f"msgbatch_{uuid4().hex[:24]}", requests=requests, created_at=datetime.now(UTC))
        with self.lock:
            self.batches[batch.id] = batch
        if self.are_batches_quick:
            self._process(batch)
        return batch

    def _process(self, batch: Batch) -> None:
        """Answer the requests of a batch, in another order than they came."""
        if batch.has_ended:
            return
        for item in batch.requests:
            kind = self.item_results.popleft() if self.item_results else "succeeded"
            batch.results.append({"custom_id": item["custom_id"], "result": self._result(item["params"], kind)})
        self.random.shuffle(batch.results)
        batch.has_ended = True

    def _result(self, params: Body, kind: str) -> Body:
        """Return the result of one request of a batch: succeeded, expired, canceled, or a type of error."""
        if kind in ("expired", "canceled"):
            return {"type": kind}
        if kind != "succeeded" and kind not in FAULTS:
            return {"type": "errored", "error": error_body(kind, "Something went wrong.")}
        try:
            check_request(params)
        except Refused as refused:
            return {"type": "errored", "error": error_body(ERRORS[refused.status], str(refused))}
        return {"type": "succeeded", "message": self.message(params, kind, tier="batch")}

    def describe(self, batch: Batch) -> Body:
        """Return a MessageBatch."""
        counts = dict.fromkeys(("processing", "succeeded", "errored", "canceled", "expired"), 0)
        for item in batch.results if batch.has_ended else []:
            counts[item["result"]["type"]] += 1
        counts["processing"] = 0 if batch.has_ended else len(batch.requests)
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": "ended" if batch.has_ended else "in_progress",
            "request_counts": counts,
            "created_at": batch.created_at.isoformat(),
            "expires_at": (batch.created_at + timedelta(days=1)).isoformat(),
            "ended_at": batch.created_at.isoformat() if batch.has_ended else None,
            "archived_at": None,
            "cancel_initiated_at": None,
            "results_url": f"{self.url}/v1/messages/batches/{batch.id}/results" if batch.has_ended else None,
        }


# --- what the real API refuses


def check_request(body: Body) -> None:
    """Refuse a request as the API would."""
    for name in ("model", "max_tokens", "messages"):
        if name not in body:
            raise Refused(400, f"{name}: Field required")
    for name in ("temperature", "top_p", "top_k"):
        if name in body:
            raise Refused(400, f"{name}: sampling parameters are not supported")
    for name in body.keys() - REQUEST_KEYS:
        raise Refused(400, f"{name}: Extra inputs are not permitted")
    model = body["model"]
    if model not in MODELS:
        raise Refused(404, f"model: {model}")
    if not isinstance(body["max_tokens"], int) or body["max_tokens"] < 1:
        raise Refused(400, "max_tokens: Input should be greater than or equal to 1")
    _check_turns(body)
    _check_output(body)


def _check_output(body: Body) -> None:
    """Refuse an effort, a thinking or a format that the model does not know."""
    model, config = body["model"], body.get("output_config", {})
    if config.keys() - {"format", "effort"}:
        raise Refused(400, "output_config: Extra inputs are not permitted")
    if "effort" in config and (config["effort"] not in EFFORTS or model in WITHOUT_EFFORT):
        raise Refused(400, f"output_config.effort: not supported by {model}")
    thinking = body.get("thinking", {}).get("type")
    if thinking not in (None, "adaptive", "disabled", "enabled"):
        raise Refused(400, "thinking.type: unknown")
    if thinking == "disabled" and (model in ALWAYS_THINK or config.get("effort") in ("xhigh", "max")):
        raise Refused(400, f"thinking.type: disabled is not supported by {model}")
    if "format" in config:
        _check_format(config["format"])


def _check_turns(body: Body) -> None:
    """Refuse turns in which the user does not speak last, and too many points of the cache."""
    messages = body["messages"]
    if not messages or any(turn.get("role") not in ("user", "assistant") for turn in messages):
        raise Refused(400, "messages: at least one message, of user or assistant")
    if messages[-1]["role"] != "user":
        raise Refused(400, "messages: prefilling the answer is not supported")
    if not messages[-1]["content"]:
        raise Refused(400, "messages: content must not be empty")
    system = body.get("system", [])
    points = sum("cache_control" in block for block in system if isinstance(block, dict))
    if points > MOST_CACHE_POINTS:
        raise Refused(400, "cache_control: at most 4 blocks")
    for block in system if isinstance(system, list) else []:
        if block.get("type") != "text" or not block.get("text"):
            raise Refused(400, "system: text blocks must not be empty")
        if block.get("cache_control", {}).get("ttl", "5m") not in ("5m", "1h"):
            raise Refused(400, "cache_control.ttl: 5m or 1h")


def _check_format(output_format: Body) -> None:
    """Refuse a schema from which no grammar can be made."""
    if output_format.get("type") != "json_schema" or not isinstance(output_format.get("schema"), dict):
        raise Refused(400, "output_config.format: a json_schema with a schema")
    optional, unions = _count_schema(output_format["schema"], "schema")
    if optional > MOST_OPTIONAL or unions > MOST_UNIONS:
        raise Refused(400, "output_config.format.schema: too complex")


def _count_schema(schema: Body, path: str) -> tuple[int, int]:
    """Count the optional properties and the unions of a schema that is in order."""
    found = schema.keys() & UNSUPPORTED
    if found:
        raise Refused(400, f"{path}: {', '.join(sorted(found))} not supported")
    if schema.get("minItems", 0) not in (0, 1):
        raise Refused(400, f"{path}: minItems must be 0 or 1")
    optional = 0
    unions = int(isinstance(schema.get("type"), list) or "anyOf" in schema)
    if schema.get("type") == "object":
        if schema.get("additionalProperties") is not False:
            raise Refused(400, f"{path}: additionalProperties must be false")
        properties = schema.get("properties", {})
        optional = len(properties.keys() - set(schema.get("required", [])))
        children = [(properties[name], f"{path}.{name}") for name in properties]
    else:
        children = [(schema["items"], f"{path}[]")] if "items" in schema else []
    for child, name in children:
        more_optional, more_unions = _count_schema(child, name)
        optional, unions = optional + more_optional, unions + more_unions
    return optional, unions


def error_body(kind: str, message: str, details: Body | None = None) -> Body:
    """Return the body of an error."""
    error = {"type": kind, "message": message} | ({"details": details} if details else {})
    return {"type": "error", "error": error, "request_id": f"req_{uuid4().hex[:24]}"}


# --- the rules

DOUBT = re.compile(
    r"\b(not|never|no longer|n't|denie[sd]|would|could|may|might|if|whether|plans?|planned|hopes?|wants?|ignore)\b|\?",
    re.IGNORECASE,
)
FILLER = {"the", "a", "an", "its", "their", "his", "her", "has", "have", "had", "is", "was", "are", "were", "been"}
# words that join no relation when they stand alone
WEAK = {"and", "or", "of", "at", "in", "on", "for", "with", "from", "to", "by", "under", "as", "but", "while", "after"}
MOST_WORDS = 5
WORD = re.compile(r"\w")


def answer(payload: Body) -> Body:
    """Return the relations that stand in the text as: an entity, a short verb phrase, another entity."""
    names = {
        name: entity["id"]
        for entity in payload["entities"]
        for name in (entity["name"], *entity.get("aliases", []))
        if name
    }
    entities = _entities(payload["text"] or "", names) if payload.get("extract") else []
    names |= {name: f"n{place}" for place, entity in enumerate(entities) for name in (entity["title"],)}
    relations = []
    for sentence in re.split(r"(?<=[.!?])\s+", payload["text"] or ""):
        found = _named(sentence, names)
        if len(found) > 1 and DOUBT.search(sentence):
            continue
        for (start, left), (end, right) in itertools.pairwise(found):
            between = sentence[start + len(left) : end]
            words = [word for word in between.split() if word not in FILLER]
            is_phrase = re.fullmatch(r"\s[a-z][a-z\s-]*\s", between) and 0 < len(words) <= MOST_WORDS
            source, target = names[left], names[right]
            if is_phrase and source != target and not WEAK.issuperset(words):
                relations.append(
                    {
                        "evidence": sentence[:200],
                        "source": source,
                        "target": target,
                        "kind": "_".join(words).replace("-", "_"),
                        "description": f"{left}{between}{right}.",
                        "confidence": 0.95,
                        "importance": 0.5,
                        "started_on": "",
                        "ended_on": "",
                    }
                )
    return {"entities": entities, "relations": relations} if payload.get("extract") else {"relations": relations}


def _entities(text: str, known: Iterable[str]) -> list[Body]:
    """Return the names in a text that are not known: words with a capital letter that stand together."""
    titles: list[str] = []
    for sentence in re.split(r"(?<=[.!?])\s+", text):
        for name in CAPITALIZED.findall(sentence):
            title = FIRST_WORD.sub("", name) if sentence.startswith(name) else name
            if title and title not in titles and title not in known:
                titles.append(title)
    return [
        {
            "title": title,
            "type": "person" if " " in title and not FIRM.search(title) else "organization",
            "aliases": [],
            "evidence": title,
        }
        for title in titles[:20]
    ]


def _named(sentence: str, names: Iterable[str]) -> list[tuple[int, str]]:
    """Return what a sentence names, in order: where, and which name, the longest where several begin.

    No pattern of the names: they are others in each text, and to compile it takes longer than all else that the peer does.
    """
    found: list[tuple[int, str]] = []
    end = 0
    places = ((start, name) for name in names for start in _places(sentence, name))
    for start, name in sorted(places, key=lambda place: (place[0], -len(place[1]))):
        if start >= end:
            found.append((start, name))
            end = start + len(name)
    return found


def _places(sentence: str, name: str) -> Iterator[int]:
    """Return where a name begins and ends as a word does."""
    start = sentence.find(name)
    while start >= 0:
        is_begun = start > 0 and WORD.match(sentence, start - 1)
        if not is_begun and not WORD.match(sentence, start + len(name)):
            yield start
        start = sentence.find(name, start + 1)


# --- the server


class _Server(ThreadingHTTPServer):
    """A server that knows its peer."""

    daemon_threads = True
    request_queue_size = 128
    peer: Peer

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing when a client has gone."""


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server
    headers: dict[str, str]  # type: ignore[assignment]

    def parse_request(self) -> bool:
        """Read the request line and the headers, names in lower case: the parser for mail takes long for them."""
        self.requestline = self.raw_requestline.decode("latin-1").rstrip("\r\n")
        self.command, self.path, self.request_version = self.requestline.split()
        self.headers = {}
        while line := self.rfile.readline().decode("latin-1").strip():
            name, _, value = line.partition(":")
            self.headers[name.lower()] = value.strip()
        self.close_connection = self.headers.get("connection") == "close"
        return True

    def do_POST(self) -> None:
        """Take a request for an answer, or a batch of them."""
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        with self._answering():
            request = self._read(body)
            if self.path == "/v1/messages":
                self._create(request)
            elif self.path == "/v1/messages/batches":
                self._create_batch(request)
            else:
                raise Refused(404, "Not Found")

    def do_GET(self) -> None:
        """Show a batch, the list of batches, or the results of one."""
        peer = self.server.peer
        with self._answering():
            self._check_headers()
            path, _, query = self.path.partition("?")
            found = re.fullmatch(r"/v1/messages/batches(?:/(\w+))?(/results)?", path)
            if not found:
                raise Refused(404, "Not Found")
            if found[1] is None:
                self._list(dict(part.split("=") for part in query.split("&") if part))
                return
            batch = peer.batches.get(found[1])
            if batch is None or (found[2] and not batch.has_ended):
                raise Refused(404, "batch not found, or no results yet")
            if found[2]:
                lines = "".join(json.dumps(result) + "\n" for result in batch.results)
                if peer.batch_faults and peer.batch_faults[0] == "broken_line":
                    peer.batch_faults.popleft()
                    lines = lines[: len(lines) // 2] + "\n"
                self._send(200, lines.encode(), content_type="application/x-jsonl")
            else:
                self._send_json(200, peer.describe(batch))

    @contextlib.contextmanager
    def _answering(self) -> Iterator[None]:
        """Turn what is refused into an answer, and what is gone into a closed connection."""
        try:
            yield
        except Refused as refused:
            self._send_json(refused.status, error_body(ERRORS[refused.status], str(refused)))
        except Gone:
            self.close_connection = True

    def _check_headers(self) -> None:
        """Refuse a request without the headers that the API asks for."""
        authorization = self.headers.get("authorization", "")
        key = authorization.removeprefix("Bearer ")
        if not authorization.startswith("Bearer ") or not key or self.server.peer.key not in (None, key):
            raise Refused(401, "invalid bearer token")
        if self.headers.get("anthropic-version") != API_VERSION:
            raise Refused(400, f"anthropic-version: {API_VERSION} is required")

    def _read(self, body: bytes) -> Body:
        """Return the JSON object that a request holds."""
        self._check_headers()
        if self.headers.get("content-type") != "application/json":
            raise Refused(400, "content-type: application/json is required")
        try:
            request = json.loads(body)
        except ValueError as error:
            raise Refused(400, "the body is no JSON") from error
        if not isinstance(request, dict):
            raise Refused(400, "the body is no object")
        return request

    def _create(self, request: Body) -> None:
        """Answer one request, or do wrong."""
        peer = self.server.peer
        check_request(request)
        with peer.lock:
            peer.requests.append(request)
        if peer.delay:
            time.sleep(peer.delay)
        fault = peer.next_fault()
        if fault is None or fault.name in ("refusal", "max_tokens", "prose", "wrong_relations"):
            self._send_json(200, peer.message(request, fault.name if fault else ""))
        elif fault.name in STATUS_FAULTS:
            status, message = STATUS_FAULTS[fault.name]
            details = {"error_code": "enforced_spend_limit_reached"} if fault.name == "spend_limit" else None
            headers = {"retry-after": fault.retry_after} if fault.retry_after is not None else {}
            self._send_json(status, error_body(ERRORS[status], message, details), headers)
        else:
            self._do_wrong(fault.name, request)

    def _do_wrong(self, name: str, request: Body) -> None:
        """Answer as no API should."""
        peer = self.server.peer
        if name in BODY_FAULTS:
            self._send(*BODY_FAULTS[name])
            return
        message = peer.message(request)
        if name == "no_usage":
            self._send_json(200, {**message, "usage": None})
        elif name == "poison_text":
            self._send_json(200, {**message, "content": [{"type": "text", "text": "oops \ud800 \0"}]})
        elif name == "poison_usage":
            self._send_json(200, {**message, "usage": {**message["usage"], "service_tier": "\0\ud800"}})
        elif name == "hang":
            peer.is_closing.wait(60)
            raise Gone
        elif name == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            raise Gone
        else:
            self._send_badly(json.dumps(message).encode(), is_cut=name == "cut")

    def _send_badly(self, body: bytes, *, is_cut: bool) -> None:
        """Answer by half, or in drops."""
        peer = self.server.peer
        self.wfile.write(self._head(200, len(body), "application/json", {}))
        if is_cut:
            self.wfile.write(body[: len(body) // 2])
            raise Gone
        for start in range(0, len(body), 20):
            self.wfile.write(body[start : start + 20])
            if peer.is_closing.wait(peer.drip_seconds):
                raise Gone

    def _create_batch(self, request: Body) -> None:
        """Take a batch, or lose it, or lose the answer."""
        peer = self.server.peer
        fault = peer.batch_faults.popleft() if peer.batch_faults else None
        if fault in STATUS_FAULTS:
            status, message = STATUS_FAULTS[fault]
            raise Refused(status, message)
        if fault == "lost_request":
            raise Gone
        requests = request.get("requests")
        if not isinstance(requests, list) or not requests:
            raise Refused(400, "requests: at least one")
        ids = [item.get("custom_id", "") for item in requests]
        if len(set(ids)) < len(ids) or not all(CUSTOM_ID.fullmatch(name) for name in ids):
            raise Refused(400, "requests: custom_id must be unique and match ^[a-zA-Z0-9_-]{1,64}$")
        batch = peer.make_batch(requests)
        if fault == "lost_answer":
            raise Gone
        self._send_json(200, peer.describe(batch))

    def _list(self, query: dict[str, str]) -> None:
        """Show the batches, newest first, a page at a time."""
        peer = self.server.peer
        batches = sorted(peer.batches.values(), key=lambda batch: batch.created_at, reverse=True)
        if "after_id" in query:
            ids = [batch.id for batch in batches]
            batches = batches[ids.index(query["after_id"]) + 1 :]
        page = batches[: int(query.get("limit", 20))]
        self._send_json(
            200,
            {
                "data": [peer.describe(batch) for batch in page],
                "has_more": len(page) < len(batches),
                "first_id": page[0].id if page else None,
                "last_id": page[-1].id if page else None,
            },
        )

    def _send_json(self, status: int, body: Body, headers: dict[str, str] | None = None) -> None:
        """Answer with JSON."""
        self._send(status, json.dumps(body).encode(), headers=headers)

    def _send(
        self, status: int, body: bytes, content_type: str = "application/json", headers: dict[str, str] | None = None
    ) -> None:
        """Answer in one piece."""
        self.wfile.write(self._head(status, len(body), content_type, headers or {}) + body)

    def _head(self, status: int, length: int, content_type: str, headers: dict[str, str]) -> bytes:
        """Return the status line and the headers."""
        lines = [f"HTTP/1.1 {status} Peer", f"content-type: {content_type}", f"content-length: {length}"]
        lines += [f"request-id: req_{uuid4().hex[:24]}", *(f"{name}: {value}" for name, value in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def main() -> None:
    """Serve until interrupted."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--fault-rate", type=float, default=0.0)
    arguments = parser.parse_args()
    peer = Peer(port=arguments.port)
    peer.fault_rate = arguments.fault_rate
    with peer.serve():
        print(json.dumps(peer.environment), flush=True)  # noqa: T201
        with contextlib.suppress(KeyboardInterrupt):
            threading.Event().wait()


if __name__ == "__main__":
    main()
