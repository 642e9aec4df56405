"""Text for people: on one line, without control characters, and without secrets."""

import os
import re
import unicodedata

# C0 and C1 except tab and line feed, and the characters that reorder a line: a terminal would interpret them
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
SECRET_VARIABLES = (
    *("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN", "EMBEDDINGS_API_KEY", "PGPASSWORD", "DATABASE_URL"),
    "RELATIONSHIP_ENGINE_NOTIFY",
)
MASK = "***"
# user:password@ of a URI, up to the last @, since a password may hold one; and its query, which may hold a password
USERINFO = re.compile(r"(\b[a-z][a-z0-9+.-]*:?//)(?!user:password@)\S*@", re.IGNORECASE)
ASSIGNMENT = re.compile(
    r"((?:password|passwd|passphrase|secret|token|api[_-]?key|authorization)[\"']?\s*[=:]\s*(?:bearer\s+)?|\bbearer\s+)"
    r"('[^']*'|\"[^\"]*\"|[^\s&]+)",
    re.IGNORECASE,
)
KEY = re.compile(r"\bsk-[\w-]{8,}")


def one_line(text: str) -> str:
    """Put a text on one line, without control characters."""
    return printable(" ".join(text.split()))


def printable(text: str) -> str:
    """Replace characters that a terminal would interpret, such as escape sequences in a title, by a visible sign."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def columns(text: str) -> int:
    """Return how many columns of a terminal a text takes: two for each letter of East Asia or emoji, none for a mark."""
    if text.isascii():
        return len(text)
    return sum(
        0
        if unicodedata.category(letter) in {"Mn", "Me", "Cf"}
        else 2
        if unicodedata.east_asian_width(letter) in {"F", "W"}
        else 1
        for letter in text
    )


def cut(text: str, room: int) -> str:
    """Return a text that takes at most so many columns of a terminal, with … where something is left out."""
    if columns(text) <= room:
        return text
    kept, taken = "", 1
    for letter in text:
        taken += columns(letter)
        if taken > room:
            break
        kept += letter
    return f"{kept}…"


def redact(text: str) -> str:
    """Mask passwords and keys: of the environment, in URIs, and any value assigned to such a name."""
    for name in SECRET_VARIABLES:
        value = os.environ.get(name, "").strip()
        if len(value) >= 4:  # noqa: PLR2004 - shorter ones are in every other word
            text = text.replace(value, MASK)
    return KEY.sub(MASK, ASSIGNMENT.sub(rf"\1{MASK}", USERINFO.sub(rf"\1{MASK}@", text)))
