"""A server that speaks the embeddings protocol of OpenAI, so that tests need neither a key nor the network.

Its vectors come from the words of a text, so texts that share words are near each other. It misbehaves when told to.
"""

import contextlib
import hashlib
import json
import math
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "key-of-the-peer"
# Names of faults, one of which is done at a call; the status of those that are a status.
STATUSES = {"busy": 429, "down": 500, "unauthorized": 401, "unknown": 404, "rejected": 400}
FAULTS = {*STATUSES, "cut", "html", "short", "long_vectors", "one_long_vector", "one_missing", "no_number"}


def vector(text: str, dimension: int = 8) -> list[float]:
    """Return the vector of a text, of length 1: each word adds a direction of its own."""
    total = [0.0] * dimension
    for word in text.lower().split():
        digest = hashlib.sha256(word.encode()).digest()
        total = [number + digest[place % 32] - 127.5 for place, number in enumerate(total)]
    length = math.hypot(*total) or 1.0
    return [number / length for number in total]


class Peer:
    """The server: what it was asked, when, and what it is to do wrong."""

    def __init__(self) -> None:
        """Take a port; serve() begins to answer."""
        self.dimension = 8
        self.most = 2048
        self.poison: str | None = None
        self.faults: deque[tuple[str, str | None]] = deque()
        self.requests: list[dict[str, Any]] = []
        self.times: list[float] = []
        self.asked = threading.Event()
        self.may_answer = threading.Event()
        self.may_answer.set()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
        self._server.peer = self  # type: ignore[attr-defined]

    @property
    def environment(self) -> dict[str, str]:
        """What a program must have in its environment to be served here."""
        url = f"http://127.0.0.1:{self._server.server_address[1]}/v1/"
        return {"EMBEDDINGS_BASE_URL": url, "EMBEDDINGS_API_KEY": KEY, "NO_PROXY": "127.0.0.1"}

    @property
    def texts(self) -> list[str]:
        """All texts that were sent, in their order."""
        return [text for request in self.requests for text in request["input"]]

    def misbehave(self, *names: str, retry_after: str | None = None) -> None:
        """Do these things wrong, one at each of the next calls."""
        assert set(names) <= FAULTS
        self.faults.extend((name, retry_after) for name in names)

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Let calls wait for their answer until the block ends."""
        self.asked.clear()
        self.may_answer.clear()
        try:
            yield
        finally:
            self.may_answer.set()

    @contextlib.contextmanager
    def serve(self) -> Iterator["Peer"]:
        """Answer in a thread until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self.may_answer.set()
            self._server.shutdown()
            self._server.server_close()
            thread.join()


class _Handler(BaseHTTPRequestHandler):
    """One call."""

    def do_POST(self) -> None:
        """Answer."""
        peer: Peer = self.server.peer  # type: ignore[attr-defined]
        request = json.loads(self.rfile.read(int(self.headers["content-length"])))
        peer.requests.append({**request, "path": self.path})
        peer.times.append(time.monotonic())
        peer.asked.set()
        peer.may_answer.wait(30)
        fault, retry_after = peer.faults.popleft() if peer.faults else ("", None)
        texts = request["input"]
        if self.headers["authorization"] != f"Bearer {KEY}":
            fault = "unauthorized"
        if peer.poison and any(peer.poison in text for text in texts):
            fault = "rejected"
        if len(texts) > peer.most:
            self._send(413, b'{"error": "batch too large"}')
        elif fault in STATUSES:
            self._send(STATUSES[fault], b'{"error": {"message": "this is %s"}}' % fault.encode(), retry_after)
        elif fault == "html":
            self._send(200, b"<html>wait</html>")
        else:
            self._send(200, json.dumps(self._answer(peer, texts, fault)).encode(), cut=fault == "cut")

    @staticmethod
    def _answer(peer: Peer, texts: Sequence[str], fault: str) -> dict[str, Any]:
        """Return the vectors, in another order than the texts: their index counts."""
        dimension = peer.dimension + (fault == "long_vectors")
        data = [
            {"object": "embedding", "index": place, "embedding": vector(text, dimension)}
            for place, text in enumerate(texts)
        ]
        if fault == "one_long_vector":
            data[0]["embedding"].append(0.5)
        if fault == "no_number":
            data[0]["embedding"][0] = "much"
        if fault == "one_missing":
            data.pop()
        return {"object": "list", "data": data[::-1], "usage": {"total_tokens": len(texts)}}

    def _send(self, status: int, body: bytes, retry_after: str | None = None, *, cut: bool = False) -> None:
        """Send an answer, or half of it."""
        with contextlib.suppress(ConnectionError):
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            if retry_after is not None:
                self.send_header("Retry-After", retry_after)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if cut else body)

    def log_message(self, *_: object) -> None:
        """Keep no log."""
