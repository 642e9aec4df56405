"""What lint checks in the SQL sources as text: the rooms and their walls, the width of lines, settings, strategies.

Each check yields its findings, one line each. A list of exceptions names the reason; an exception that is no longer
needed is a finding too, so that the lists can only shrink.
"""

import graphlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
WIDTH = 120
CREATED = re.compile(r"^CREATE OR REPLACE (?:FUNCTION|PROCEDURE) relationship_engine\.(\w+)", re.MULTILINE)
NAMED = re.compile(r"relationship_engine\.(\w+)")
SETTING = re.compile(r"(?:current_setting|set_config)\(\s*'relationship_engine\.(\w+)'")
STRATEGY = re.compile(
    r"'\{?(?:pattern|semantic|similarity|temporal|topology|legacy|manual|application|review)\b[a-z,]*\}?'"
)
# Errors of our own (RE…) are caught by us.
RAISED = re.compile(r"ERRCODE = '([a-z]\w+)'")
COMMENT = re.compile(r"^COMMENT ON (?:FUNCTION|PROCEDURE) [^;]*? IS\s+((?:'(?:[^']|'')*'\s*)+);", re.MULTILINE)

# Folders and files that still have lines above the limit.
WIDE = {
    "python/",
    "tests/",
}
# Settings by which functions speak to each other, with the reason; everything else is passed as an argument.
SETTINGS = {
    "gave_up_on": "a trigger of this statement used up its statement_timeout: its later triggers leave at once",
}
# Where the name of a strategy may stand, outside of its own detector, and why; elsewhere its row in strategy_setting
# says what is special about it.
STRATEGIES = {
    "functions/learn/_adopt_edge.sql": "the edges that an application writes are its own strategy's",
    "functions/learn/_on_edge_insert.sql": "the edges that an application writes are its own strategy's",
    "functions/learn/legacy_candidates.sql": "makes the candidates of an import",
    "functions/undo/repair.sql": "an edge without evidence is taken for one of the application",
    "sql/views.sql": "llm_cost_forecast and llm_drop are about the model",
    "sql/views_legacy.sql": "what the legacy system says against what the engine found",
    "functions/read/why_not.sql": "explains what the rules of patterns read",
    "functions/learn/learn_legacy.sql": "the evidence of imports",
    "functions/learn/retract_legacy.sql": "the evidence of imports",
    "functions/review/review_edge.sql": "records what a person said",
}
OWN_STRATEGY = re.compile(r"functions/(llm|embed|legacy)/|functions/detect/(detect_|_)")
# Modes of a run, and kinds of mentions, that have the name of a strategy.
NO_STRATEGY = re.compile(
    r"v_run_id, 'manual', format|origin (?:=|<>) '|mode (?:=|<>|IN) |'prune', 'purge'|'duplicates',|'semantic', 'report'|^\s*WHEN '(?:semantic|review)' THEN|'(?:semantic|review|manual)', 'done'"
    r"|'rejection', 'review', 'review_sample'|'review', 'from_id"
)


def sources() -> dict[str, str]:
    """Return the text of each SQL source by its path in the project."""
    files = (file for folder in ("functions", "migrations", "sql") for file in (PROJECT / folder).rglob("*.sql"))
    return {str(file.relative_to(PROJECT)): file.read_text() for file in sorted(files)}


def code(text: str) -> str:
    """Return a source without its comments and COMMENTs."""
    return re.sub(r"^COMMENT ON [^;]*?'\s*;$", "", re.sub(r"--[^\n]*", "", text), flags=re.MULTILINE | re.DOTALL)


def room(file: str) -> str:
    """Return the folder below functions/ that a file is in, or its top folder."""
    parts = file.split("/")
    return parts[1] if parts[0] == "functions" else parts[0]


def calls(files: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """Yield each call of a function as (file of the caller, name, file of the function)."""
    home = {name: file for file, text in files.items() for name in CREATED.findall(text)}
    for file, text in files.items():
        for name in sorted(set(NAMED.findall(code(text)))):
            if name in home and home[name] != file:
                yield file, name, home[name]


def walls(files: Mapping[str, str]) -> Iterator[str]:
    """Check that a function that begins with _ is called in its own room only, and that no rooms call each other."""
    needs: dict[str, set[str]] = defaultdict(set)
    for file, name, home in calls(files):
        if not file.startswith("functions/"):
            continue
        if room(file) != room(home):
            needs[room(file)].add(room(home))
            if name.startswith("_") and home.startswith("functions/"):
                yield f"{file}: {name} is private to functions/{room(home)}/"
    try:
        graphlib.TopologicalSorter(needs).prepare()
    except graphlib.CycleError as error:
        yield f"rooms that call each other: {' <- '.join(error.args[1])}"


def writers(files: Mapping[str, str]) -> Iterator[str]:
    """Check that detectors write nothing, and that edge_store and evidence are written in learn/ and undo/ only."""
    written = re.compile(r"\b(?:INSERT INTO|UPDATE|DELETE FROM|MERGE INTO)\s+relationship_engine\.(\w+)")
    for file, text in files.items():
        tables = set(written.findall(code(text)))
        if file.startswith("functions/detect/") and tables:
            yield f"{file}: a detector writes {', '.join(sorted(tables))}"
        if room(file) not in {"learn", "undo", "migrations"} and tables & {"edge_store", "evidence"}:
            yield f"{file}: writes {', '.join(sorted(tables & {'edge_store', 'evidence'}))} outside of learn/ and undo/"


def width(files: Mapping[str, str]) -> Iterator[str]:
    """Check that no line of SQL, Python or shell is wider than the limit."""
    others = [file for folder in ("python", "tests", "sql") for file in (PROJECT / folder).rglob("*.[ps][yh]")]
    texts = dict(files) | {str(file.relative_to(PROJECT)): file.read_text() for file in sorted(others)}
    found: set[str] = set()
    for file, text in texts.items():
        is_left = any(file.startswith(left) for left in WIDE)
        wide = [number for number, line in enumerate(text.splitlines(), 1) if len(line) > WIDTH]
        if wide and not is_left:
            yield f"{file}:{wide[0]}: wider than {WIDTH} columns ({len(wide)} lines)"
        found.update(left for left in WIDE if wide and file.startswith(left))
    yield from (f"{left}: no line is wide any more: take it from the list WIDE" for left in WIDE - found)


def settings(files: Mapping[str, str]) -> Iterator[str]:
    """Check that no setting of our own carries an argument from one function to another."""
    used = set()
    for file, text in files.items():
        hidden = SETTING.findall(code(text)) + re.findall("pg_trigger_depth", code(text))
        used.update(hidden)
        yield from (f"{file}: {name} is a hidden argument" for name in hidden if name not in SETTINGS)
    yield from (f"{name} is no setting any more: take it from the list SETTINGS" for name in SETTINGS.keys() - used)


def joins(files: Mapping[str, str]) -> Iterator[str]:
    """Check that hash joins stay on: what a function calls inherits its settings, and joins thousands of rows in loops."""
    for file, text in files.items():
        if re.search(r"^SET enable_hash(join|agg)\b", code(text), re.MULTILINE):
            yield f"{file}: turns hash joins off for all that it calls (write a look-up as LATERAL … OFFSET 0)"


def strategies(files: Mapping[str, str]) -> Iterator[str]:
    """Check that no code compares the name of a strategy."""
    found = set()
    for file, text in files.items():
        if file.startswith("migrations/") or OWN_STRATEGY.match(file):
            continue
        lines = [line for line in code(text).splitlines() if STRATEGY.search(line) and not NO_STRATEGY.search(line)]
        if lines:
            found.add(file)
            if file not in STRATEGIES:
                yield f"{file}: names a strategy: {lines[0].strip()}"
    yield from (f"{file} names no strategy any more: take it from the list" for file in STRATEGIES.keys() - found)


def comments(files: Mapping[str, str]) -> Iterator[str]:
    """Check that a function has a COMMENT of sentences, and one for users names the errors that it raises."""
    for file, text in files.items():
        for name in CREATED.findall(text):
            found = COMMENT.search(text)
            said = re.sub(r"'\s*\n\s*'", "", found[1]).strip()[1:-1] if found else ""
            if not re.match(r"[A-Z0-9]|\w+_|\w+\(\)", said) or not said.endswith("."):
                yield f"{file}: the COMMENT is no sentence"
            missing = sorted(set(RAISED.findall(code(text))) - set(re.findall(r"\w+", said)))
            if missing and not name.startswith("_"):
                yield f"{file}: the COMMENT does not name the errors {', '.join(missing)}"


def told(files: Mapping[str, str]) -> Iterator[str]:
    """Each room stands in the table of rooms, by which a newcomer finds the place of a function."""
    page = (PROJECT / "docs" / "architecture.md").read_text()
    for name in sorted({"/".join(file.split("/")[:2]) for file in files if file.startswith("functions/")}):
        if f"`{name}/`" not in page:
            yield f"docs/architecture.md: the table of rooms lacks {name}/"


CHECKS = (walls, writers, width, settings, joins, strategies, comments, told)
