"""`make eval-llm`: how well Claude reads the labelled events of tests/eval, by class; needs ANTHROPIC_API_KEY.

An event's labels name the relations that its text states (source and target by number, the kind as an expression that
a right name of it matches) and the pairs that may be reported or not. All else that is reported is wrong.

The events of entities.jsonl come without entities: their labels name those that the text speaks of, each with an
expression that a right type matches, further titles that may be reported, and the relations between the labelled ones.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from relationship_engine import claude, output
from relationship_engine.claude import Answer

EVENTS = Path(__file__).resolve().parent / "eval" / "events.jsonl"
PLAIN_EVENTS = EVENTS.with_name("entities.jsonl")
REQUEST_EXTRA = {"thinking": {"type": "disabled"}, "output_config": {"effort": "low"}}
THREADS = 4
DATES = ("started_on", "ended_on")
COLUMNS = ("class", "events", "stated", "found", "missed", "wrong", "precision", "recall", "kinds", "dates")

Event = dict[str, Any]


@dataclass
class Score:
    """Counts over the events of one class. kinds and dates: how many of the found ones have them right."""

    events: int = 0
    stated: int = 0
    found: int = 0
    wrong: int = 0
    right_kinds: int = 0
    dated: int = 0
    right_dates: int = 0
    notes: list[str] = field(default_factory=list)

    def row(self, name: str) -> dict[str, Any]:
        """Return the line of a table."""
        return {
            "class": name,
            "events": self.events,
            "stated": self.stated,
            "found": self.found,
            "missed": self.stated - self.found,
            "wrong": self.wrong,
            "precision": _share(self.found, self.found + self.wrong),
            "recall": _share(self.found, self.stated),
            "kinds": _share(self.right_kinds, self.found),
            "dates": _share(self.right_dates, self.dated),
        }


def _share(part: int, whole: int) -> float | None:
    """Return a share; none of nothing."""
    return part / whole if whole else None


def events() -> list[Event]:
    """Return the labelled events."""
    return [json.loads(line) for line in EVENTS.read_text(encoding="utf-8").splitlines()]


def plain_events() -> list[Event]:
    """Return the labelled events that bring no entities."""
    return [json.loads(line) for line in PLAIN_EVENTS.read_text(encoding="utf-8").splitlines()]


def plain_claim(event: Event, model: str, request_extra: dict[str, Any]) -> dict[str, Any]:
    """Return an event without entities as the queue would hand it out."""
    given = claim({**event, "entities": [], "known_kinds": [], "context": []}, model, request_extra)
    given["payload"]["extract"] = True
    return given


def score_plain(event: Event, content: dict[str, Any], entities: Score, relations: Score) -> None:
    """Compare the entities and relations that were reported about an event with its labels."""
    labels = {entity["title"].casefold(): place for place, entity in enumerate(event["entities"])}
    allowed = {title.casefold() for title in event["allow_entities"]}
    reported = content.get("entities", [])
    entities.events += 1
    entities.stated += len(labels)
    ids: dict[str, str] = {}
    for place, entity in enumerate(reported):
        title = entity["title"].casefold()
        if title in labels and f"e{labels[title]}" not in ids.values():
            ids[f"n{place}"] = f"e{labels[title]}"
            entities.found += 1
            is_right = bool(re.search(event["entities"][labels[title]]["type"], entity["type"].casefold()))
            entities.right_kinds += is_right
            if not is_right:
                entities.notes.append(f"{event['id']}: {entity['title']} is no {entity['type']}")
        elif title not in labels and title not in allowed:
            entities.wrong += 1
            entities.notes.append(f"{event['id']}: wrong: {entity['title']} ({entity['type']})")
    missed = [event["entities"][place]["title"] for place in labels.values() if f"e{place}" not in ids.values()]
    entities.notes += [f"{event['id']}: missed: {title}" for title in missed]
    known = [
        {**one, "source": ids[one["source"]], "target": ids[one["target"]]}
        for one in content["relations"]
        if one["source"] in ids and one["target"] in ids
    ]
    score(event, known, relations)


def evaluate_plain(labelled: list[Event], ask: Callable[[Event], Answer]) -> tuple[dict[str, Score], Counter[str]]:
    """Ask about every event without entities, and score by class: entities, and relations between labelled ones."""
    scores = {f"{event['class']}: {part}": Score() for event in labelled for part in ("entities", "relations")}
    used: Counter[str] = Counter()
    with ThreadPoolExecutor(THREADS) as pool:
        for event, answer in zip(labelled, pool.map(ask, labelled), strict=True):
            if answer.failure:
                used["failed calls"] += 1
            content = answer.content or {"relations": []}
            score_plain(event, content, scores[f"{event['class']}: entities"], scores[f"{event['class']}: relations"])
    return scores, used


def claim(event: Event, model: str, request_extra: dict[str, Any]) -> dict[str, Any]:
    """Return an event as the queue would hand it out."""
    entities = [{"id": f"e{number}", **entity} for number, entity in enumerate(event["entities"])]
    payload = {name: event[name] for name in ("event_time", "text", "known_kinds", "context")}
    payload |= {"source": "eval", "entities": entities}
    return {"model": model, "max_tokens": 4096, "request_extra": request_extra, "payload": payload}


def score(event: Event, relations: Iterable[dict[str, Any]], into: Score) -> None:
    """Compare what was reported about an event with its labels."""
    reported = list(relations)
    into.events += 1
    into.stated += len(event["expect"])
    open_labels = list(event["expect"])
    rest = []
    # the labels whose kind fits come first: one pair may have two relations
    for by_kind in (True, False):
        for relation in reported if by_kind else list(rest):
            label = next((one for one in open_labels if _fits(relation, one, by_kind=by_kind)), None)
            if label is None:
                if by_kind:
                    rest.append(relation)
                continue
            open_labels.remove(label)
            if not by_kind:
                rest.remove(relation)
                into.notes.append(f"{event['id']}: kind {relation['kind']}, expected {label['kind']}")
            into.found += 1
            into.right_kinds += by_kind
            _score_dates(event, relation, label, into)
    allowed = {(f"e{a}", f"e{b}") for a, b in event["allow"]}
    allowed |= {(f"e{one['source']}", f"e{one['target']}") for one in event["expect"]}
    for relation in rest:
        if (relation["source"], relation["target"]) not in allowed:
            into.wrong += 1
            into.notes.append(f"{event['id']}: wrong: {_said(relation)}")
    into.notes += [f"{event['id']}: missed: e{one['source']} {one['kind']} e{one['target']}" for one in open_labels]


def _fits(relation: dict[str, Any], label: dict[str, Any], *, by_kind: bool) -> bool:
    """Tell whether a relation is the one of a label."""
    is_pair = (relation["source"], relation["target"]) == (f"e{label['source']}", f"e{label['target']}")
    return is_pair and (not by_kind or bool(re.search(label["kind"], relation["kind"])))


def _score_dates(event: Event, relation: dict[str, Any], label: dict[str, Any], into: Score) -> None:
    """Compare the dates that a label names."""
    if not any(name in label for name in DATES):
        return
    into.dated += 1
    if all(_is_date(relation[name], label[name]) for name in DATES if name in label):
        into.right_dates += 1
    else:
        into.notes.append(f"{event['id']}: dates {relation['started_on']!r} to {relation['ended_on']!r}")


def _is_date(said: str, label: str) -> bool:
    """Tell whether a date is the one of a label, which names a day, a month, a year, or none."""
    return said.startswith(label) if label else not said


def _said(relation: dict[str, Any]) -> str:
    """Return a relation in one line."""
    return f"{relation['source']} {relation['kind']} {relation['target']} ({relation['evidence']!r})"


def evaluate(labelled: list[Event], ask: Callable[[Event], Answer]) -> tuple[dict[str, Score], Counter[str]]:
    """Ask about every event, and score the answers by class; also the tokens that were used, and the calls that failed."""
    scores = {event["class"]: Score() for event in labelled}
    used: Counter[str] = Counter()
    with ThreadPoolExecutor(THREADS) as pool:
        for event, answer in zip(labelled, pool.map(ask, labelled), strict=True):
            into = scores[event["class"]]
            if answer.failure:
                used["failed calls"] += 1
                into.notes.append(f"{event['id']}: {answer.failure.code}: {answer.failure.message}")
            for name in ("input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "output_tokens"):
                used[name] += (answer.usage or {}).get(name) or 0
            score(event, (answer.content or {"relations": []})["relations"], into)
    return scores, used


def total(scores: dict[str, Score]) -> Score:
    """Return the sum of the scores of all classes."""
    whole = Score()
    for one in scores.values():
        for name in vars(whole):
            setattr(whole, name, getattr(whole, name) + getattr(one, name))
    return whole


@click.command(help=__doc__)
@click.option("--model", default="claude-haiku-5-5", show_default=True)
@click.option("--request-extra", default=json.dumps(REQUEST_EXTRA), help="What the request holds for this model, JSON.")
@click.option("--only", multiple=True, help="Classes to ask about.  [default: all]")
def main(model: str, request_extra: str, only: tuple[str, ...]) -> None:
    """Ask Claude about the labelled events, and print the scores."""
    if not claude.is_configured():
        click.echo("eval-llm did not run: it asks Claude itself, and ANTHROPIC_API_KEY is not set.")
        sys.exit(0)
    labelled = [event for event in events() if not only or event["class"] in only]
    client = claude.connect()
    extra = json.loads(request_extra)
    scores, used = evaluate(labelled, lambda event: claude.ask(client, claim(event, model, extra)))
    plain = [event for event in plain_events() if not only or event["class"] in only]
    more, failed = evaluate_plain(plain, lambda event: claude.ask(client, plain_claim(event, model, extra)))
    used["failed calls"] += failed["failed calls"]
    for name, one in (scores | more).items():
        for note in one.notes:
            click.echo(f"  {name}: {note}")
    rows = [one.row(name) for name, one in scores.items()]
    click.echo(output.table([*rows, total(scores).row("all")], COLUMNS))
    click.echo(output.table([one.row(name) for name, one in more.items()], COLUMNS))
    click.echo(", ".join(f"{count} {name.replace('_', ' ')}" for name, count in used.items()))
    sys.exit(1 if used["failed calls"] else 0)


if __name__ == "__main__":
    main()
