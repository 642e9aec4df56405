"""Notifications through any service that Apprise supports, by its URL."""

import hashlib
import importlib
import logging
import re
from collections.abc import Sequence
from typing import Any

KINDS = {"critical": "failure", "warning": "warning", "info": "info", "resolved": "success"}


class NotifyError(RuntimeError):
    """Notifications cannot be sent; the message names the remedy."""


class Channel:
    """One address; its name is a hash, because addresses hold passwords."""

    def __init__(self, url: str) -> None:
        """Create a channel from a URL that Apprise supports. Errors: NotifyError."""
        try:
            apprise: Any = importlib.import_module("apprise")
        except ImportError as error:
            message = "sending needs Apprise: pip install 'relationship-engine[alerts]'"
            raise NotifyError(message) from error
        logging.getLogger("apprise").addHandler(logging.NullHandler())
        self.name = hashlib.sha256(url.encode()).hexdigest()[:16]
        # the rest contains passwords, and so may all of it if the address is malformed
        scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*)://", url)
        self.scheme = scheme[1] if scheme else "?"
        self._apprise = apprise.Apprise()
        if not self._apprise.add(url):
            message = (
                f"this is no address that Apprise knows: {self.scheme}:… (see https://github.com/caronc/apprise/wiki)"
            )
            raise NotifyError(message)

    def send(self, title: str, body: str, severity: str) -> bool:
        """Send a message of a severity (critical, warning, info, resolved); False if it was not delivered."""
        return bool(self._apprise.notify(title=title, body=body, notify_type=KINDS[severity]))


def channels(urls: Sequence[str]) -> list[Channel]:
    """Return the channels of URLs, each once."""
    return [Channel(url) for url in dict.fromkeys(urls)]
