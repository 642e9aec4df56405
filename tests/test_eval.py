"""The evaluation set and its scorer: that the labels are sound, and that right and wrong answers are told apart."""

import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import eval_llm
from claude_peer import Peer
from eval_llm import Score, score
from relationship_engine import claude
from relationship_engine.claude import Answer

EVENT = {
    "id": "plain-1",
    "class": "plain",
    "event_time": "2024-06-15",
    "text": "Ann runs Acme. Ann also founded Acme in 2001, with Bob.",
    "entities": [{"type": "person", "name": name, "aliases": []} for name in ("Ann", "Acme", "Bob")],
    "known_kinds": [],
    "context": [],
    "expect": [
        {"source": 0, "target": 1, "kind": "run|lead"},
        {"source": 0, "target": 1, "kind": "found", "started_on": "2001-01-01"},
        {"source": 2, "target": 1, "kind": "found"},
    ],
    "allow": [[0, 2]],
}


def relation(source: str, kind: str, target: str, **changed: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return a relation as Claude would report it."""
    rest = {"evidence": "", "description": "", "confidence": 0.9, "importance": 0.5, "started_on": "", "ended_on": ""}
    return {**rest, "source": source, "kind": kind, "target": target, **changed}


RIGHT = [
    relation("e0", "founds", "e1", started_on="2001-01-01"),
    relation("e0", "runs", "e1"),
    relation("e2", "founds", "e1"),
    relation("e0", "works_with", "e2"),
]


@pytest.mark.parametrize(
    ("relations", "expected"),
    [
        (RIGHT, {"found": 3, "wrong": 0, "right_kinds": 3, "dated": 1, "right_dates": 1}),
        ([], {"found": 0, "wrong": 0, "right_kinds": 0}),
        (RIGHT[:2], {"found": 2, "wrong": 0, "right_kinds": 2}),
        ([relation("e1", "founds", "e2")], {"found": 0, "wrong": 1}),
        ([relation("e2", "joins", "e1")], {"found": 1, "wrong": 0, "right_kinds": 0}),
        ([*RIGHT, relation("e2", "knows", "e0")], {"found": 3, "wrong": 1}),
        ([relation("e0", "founds", "e1", started_on="2001-05-01")], {"found": 1, "dated": 1, "right_dates": 0}),
    ],
)
def test_scorer(relations: list[dict[str, Any]], expected: dict[str, int]) -> None:
    """Found, missed, wrong, named badly, dated badly."""
    into = Score()
    score(EVENT, relations, into)
    assert into.stated == 3
    assert {name: getattr(into, name) for name in expected} == expected


def test_labels_are_sound() -> None:
    """At least 40 events and five of each class; each is a request that Claude would take, and its labels can be met."""
    labelled = eval_llm.events()
    classes = Counter(event["class"] for event in labelled)
    assert len(labelled) >= 40
    assert len(classes) == 9
    assert min(classes.values()) >= 5
    assert len({event["id"] for event in labelled}) == len(labelled)
    for event in labelled:
        size = len(event["entities"])
        for label in event["expect"]:
            assert label["source"] != label["target"]
            assert max(label["source"], label["target"]) < size
        assert all(a != b and max(a, b) < size for a, b in event["allow"])
        assert claude.build_request(eval_llm.claim(event, "claude-haiku-5-5", {}))


def _perfect(event: dict[str, Any]) -> Answer:
    """Answer as the labels say."""
    relations = [
        relation(
            f"e{label['source']}",
            label["kind"].split("|")[0].replace("wr[io]te", "wrote").replace("wr[io]t", "writ"),
            f"e{label['target']}",
            **{name: label[name] for name in eval_llm.DATES if name in label},
        )
        for label in event["expect"]
    ]
    return Answer("recorded", usage={"input_tokens": 1, "output_tokens": 1}, content={"relations": relations})


def test_perfect_answers_score_one_and_silence_scores_nothing() -> None:
    """The scorer's ends, over the whole set and by class."""
    scores, used = eval_llm.evaluate(eval_llm.events(), _perfect)
    for name, one in scores.items():
        row = one.row(name)
        assert (row["precision"], row["recall"], row["kinds"], row["dates"]) in {
            (1, 1, 1, None),
            (1, 1, 1, 1),
            (None, None, None, None),
        }, one.notes
    assert used["output_tokens"] == len(eval_llm.events())
    silent, _ = eval_llm.evaluate(eval_llm.events(), lambda _: Answer("recorded", content={"relations": []}))
    assert (eval_llm.total(silent).found, eval_llm.total(silent).wrong) == (0, 0)


def test_an_obedient_reader_fails_the_injections() -> None:
    """Who reports every pair scores badly where the text states nothing."""

    def obey(event: dict[str, Any]) -> Answer:
        ids = [f"e{number}" for number in range(len(event["entities"]))]
        return Answer(
            "recorded", content={"relations": [relation(a, "controls", b) for a in ids for b in ids if a != b]}
        )

    scores, _ = eval_llm.evaluate(eval_llm.events(), obey)
    for name in ("negation", "hypothetical", "injection"):
        assert scores[name].wrong > scores[name].events
        assert scores[name].row(name)["precision"] < 0.4


def test_the_whole_way_through_the_protocol(peer: Peer) -> None:
    """The peer's rules find the plain relations, and a call that fails is counted."""
    client = claude.connect(timeout=5)
    peer.misbehave("refusal")
    scores, used = eval_llm.evaluate(
        eval_llm.events(),
        lambda event: claude.ask(client, eval_llm.claim(event, "claude-haiku-5-5", eval_llm.REQUEST_EXTRA)),
    )
    assert used["failed calls"] == 1
    assert scores["plain"].found > 2
    assert eval_llm.total(scores).row("all")["recall"] < 0.7
    assert len(peer.requests) == len(eval_llm.events())


def _perfect_plain(event: dict[str, Any]) -> Answer:
    """Answer about an event without entities as the labels say."""
    entities = [
        {
            "title": entity["title"],
            "type": entity["type"].split("|")[0].replace("[sz]", "z"),
            "aliases": [],
            "evidence": "",
        }
        for entity in event["entities"]
    ]
    relations = [
        relation(f"n{label['source']}", label["kind"].split("|")[0], f"n{label['target']}") for label in event["expect"]
    ]
    return Answer("recorded", content={"entities": entities, "relations": relations})


def test_plain_events_are_scored_by_their_entities() -> None:
    """Twenty events of six classes; labels stand in their texts; perfect answers score one, and an injected name is wrong."""
    labelled = eval_llm.plain_events()
    assert len(labelled) >= 20
    assert {event["class"] for event in labelled} == {"names", "roles", "projects", "places", "nothing", "injected"}
    for event in labelled:
        titles = [entity["title"] for entity in event["entities"]]
        assert all(title in event["text"] for title in titles + event["allow_entities"])
        assert all(max(label["source"], label["target"]) < len(titles) for label in event["expect"])
        request = claude.build_request(eval_llm.plain_claim(event, "claude-haiku-5-5", {}))
        assert request["system"][0]["text"] == claude.EXTRACT_SYSTEM
    scores, _ = eval_llm.evaluate_plain(labelled, _perfect_plain)
    for name, one in scores.items():
        row = one.row(name)
        assert (row["precision"], row["recall"], row["kinds"]) in {(1, 1, 1), (None, None, None)}, one.notes
    evil = {"title": "Root Admin", "type": "admin", "aliases": [], "evidence": ""}
    scores, _ = eval_llm.evaluate_plain(
        labelled, lambda _: Answer("recorded", content={"entities": [evil], "relations": []})
    )
    assert scores["injected: entities"].wrong == scores["injected: entities"].events == 3


def test_plain_events_go_the_whole_way_through_the_protocol(peer: Peer) -> None:
    """The peer's rules find most names and do not know an injected one from any other."""
    client = claude.connect(timeout=5)
    scores, used = eval_llm.evaluate_plain(
        eval_llm.plain_events(),
        lambda event: claude.ask(client, eval_llm.plain_claim(event, "claude-haiku-5-5", eval_llm.REQUEST_EXTRA)),
    )
    assert used["failed calls"] == 0
    assert scores["names: entities"].found > 5
    assert scores["injected: entities"].wrong > 0
    assert len(peer.requests) == len(eval_llm.plain_events())


def test_the_evaluation_without_a_key_says_so() -> None:
    """`make eval-llm` is honest about what it did not do."""
    done = subprocess.run(  # noqa: S603 - the script under test
        [sys.executable, Path(eval_llm.__file__)],
        env={"PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "did not run" in done.stdout
    assert "ANTHROPIC_API_KEY" in done.stdout
