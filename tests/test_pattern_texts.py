"""Patterns in the texts of events: statements become edges."""

import itertools
from uuid import uuid4

import psycopg
import pytest

from pattern_graph import ORGANIZATION, Edge, Entity, Graph, new_graph

pytest_plugins = ["pattern_graph"]

STATEMENTS = {
    "Alpha was renamed to Beta.": "renamed_to",
    "In 1990 Alpha, later renamed Beta, grew.": "renamed_to",
    "Alpha renamed itself Beta.": "renamed_to",
    "Alpha belongs to Beta.": "part_of",
    "Alpha is part of the Beta, and proud of it.": "part_of",
    "Alpha became part of Beta.": "part_of",
    "Alpha is blocked by Beta.": "blocked_by",
    "ALPHA IS STILL BLOCKED BY BETA!": "blocked_by",
    "Alpha depends on Beta.": "depends_on",
    "Alpha relies heavily on Beta.": "depends_on",
    "Alpha learned from Beta.": "learned_from",
    "Alpha learnt a lot from Beta.": "learned_from",
    "Alpha is based on Beta.": "based_on",
    "Alpha was largely based upon Beta.": "based_on",
    "Alpha contradicts Beta.": "contradicts",
    "Alpha conflicts with Beta.": "contradicts",
    "Alpha\u00a0depends on\nBeta.": "depends_on",
    "Everybody agrees that Alpha\r\ndepends on Beta,\nwhich grew.": "depends_on",
    "Nobody knows why, but the Alpha directly contradicts “Beta”.": "contradicts",
}


@pytest.mark.parametrize(("text", "kind"), STATEMENTS.items())
@pytest.mark.parametrize("mentioned", [True, False])
def test_a_statement_becomes_an_edge(graph: Graph, text: str, kind: str, *, mentioned: bool) -> None:
    """From the event that the entities came from, or from a later one that speaks of one of them."""
    if mentioned:
        alpha = Entity("Alpha", "project")
        graph.insert(alpha, Entity("Beta", "project"))
        graph.mention(graph.event(text), alpha)
    else:
        event = graph.event(text)
        graph.insert(Entity("Alpha", "project", event=event), Entity("Beta", "project", event=event))
    assert graph.weights() == {("Alpha", kind, "Beta"): 1.0}


@pytest.mark.parametrize(
    "text",
    [
        "Alpha and Beta.",
        "Alpha is not part of Beta.",
        "Alpha does not depend on Beta.",
        "Alpha was never based on Beta.",
        "Alpha is no longer part of Beta.",
        "Alpha depends on the mood of Beta.",
        "Alpha grew. Beta is based on tape.",
        "Alpha is part of Betamax.",
        "Subalpha is part of Beta.",
        "Alpha is part of it\nBeta is not.",
        "Projects:\nAlpha\nis part of\n\nBeta",
        "Alpha\nBeta\nis part of Rome",
        "Alpha depends on Alpha.",
        "",
    ],
)
def test_no_statement_no_edge(graph: Graph, text: str) -> None:
    """A denial, a sentence that ends in between, another word."""
    event = graph.event(text)
    graph.insert(Entity("Alpha", "project", event=event), Entity("Beta", "project", event=event))
    assert graph.edges() == set()


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Nobody took notice. Alpha depends on Beta. It was late.", "Alpha"),
        ("It grew in the dept. Alpha depends on Beta.", "Alpha"),
        ("Alpha grew under Prof. Gamma! It depends on Beta.", None),
        ("It was late. Yes! We Can depends on Beta. Alpha grew.", "Yes! We Can"),
        ("Does anybody know it? Alpha depends on Beta. Is it late?", "Alpha"),
        ("It was late. Is it that Alpha depends on Beta? Nobody knows.", None),
        ("<i title='so late. Alpha'>Alpha</i> depends on Beta. It was late.", "Alpha"),
        ("It was late. Nobody wondered that evening why Alpha\ndepends on Beta.", "Alpha"),
        ("It was late. Alpha\nBeta depends on it.", None),
    ],
)
def test_a_sentence_of_a_text(graph: Graph, text: str, source: str | None) -> None:
    """Only sentences that may say something are searched for names; what they say does not depend on it."""
    for title in ("We Can", "Yes! We Can", "Beta"):
        graph.insert(Entity(title, "project"))
    event = graph.event(text)
    graph.insert(Entity("Alpha", "project", event=event))
    assert set(graph.weights()) == ({(source, "depends_on", "Beta")} if source else set())


@pytest.mark.parametrize("order", [*itertools.permutations(["event", "Alpha", "Beta"])])
def test_a_statement_in_any_order(graph: Graph, order: tuple[str, ...]) -> None:
    """Event first, or entities first; once, and once more for each other event that says it."""
    text, event = "Beta hired. Alpha depends on Beta. Gamma left.", uuid4()
    entities = {title: Entity(title, "project", event=event) for title in ("Alpha", "Beta")}
    for thing in order:
        if thing == "event":
            graph.event(text, event)
        else:
            graph.insert(entities[thing])
    graph.on_demand()
    graph.nightly(full=True)
    assert graph.weights() == {("Alpha", "depends_on", "Beta"): 1.0}
    graph.mention(graph.event(text), *entities.values())
    graph.on_demand()
    assert graph.weights() == {("Alpha", "depends_on", "Beta"): 2.0}


def test_several_statements(graph: Graph) -> None:
    """Each between its own two names, in its own direction."""
    event = graph.event("Alpha contradicts Beta. Beta, which depends on Gamma, grew. Gamma conflicts with Beta")
    graph.insert(*(Entity(title, "project", event=event) for title in ("Alpha", "Beta", "Gamma")))
    assert graph.edges() == {
        ("Alpha", "contradicts", "Beta"),
        ("Beta", "depends_on", "Gamma"),
        ("Gamma", "contradicts", "Beta"),
    }


PEOPLE = {"Ann": "person", "Bob": "person", "Acme": ORGANIZATION, "Globex": ORGANIZATION, "Rome": "place"}
SHIPPED = {
    "founded_by": ("Ann founded Acme in 1990.", ("Acme", "Ann"), "Ann did not found Acme."),
    "leads": ("Ann is the president of Acme.", ("Ann", "Acme"), "Ann met the president of Acme."),
    "works_at": ("Ann worked as an engineer at Acme.", ("Ann", "Acme"), "Ann never worked at Acme."),
    "educated_at": ("Ann studied physics at Acme.", ("Ann", "Acme"), "Ann studied how Acme was built."),
    "member_of": ("Ann became a member of Acme.", ("Ann", "Acme"), "Ann met a member of Acme."),
    "owned_by": ("Acme was bought by Globex.", ("Acme", "Globex"), "Acme was not bought by Globex."),
    "married_to": ("Ann married Bob.", ("Ann", "Bob"), "Ann never married Bob."),
    "child_of": ("Ann was the daughter of Bob.", ("Ann", "Bob"), "Ann was not the daughter of Bob."),
    "sibling_of": ("Ann is the younger sister of Bob.", ("Ann", "Bob"), "Ann met the younger sister of Bob."),
    "born_in": ("Ann was born in Rome.", ("Ann", "Rome"), "Ann was not born in Rome."),
}


def say(graph: Graph, *texts: str) -> set[Edge]:
    """Let events tell of people; return the edges, those without a direction by the order of their names."""
    people = [Entity(name, kind) for name, kind in PEOPLE.items()]
    graph.insert(*people)
    for text in texts:
        graph.mention(graph.event(text), *(person for person in people if person.title in text))
    symmetric = {"married_to", "sibling_of", "meets"}
    return {(*sorted((f, t)), kind) if kind in symmetric else (f, t, kind) for f, kind, t in graph.edges()}


@pytest.mark.parametrize("kind", SHIPPED)
def test_a_shipped_kind(db: psycopg.Connection, kind: str) -> None:
    """A plain sentence says it; one that is near to it does not."""
    sentence, ends, near_miss = SHIPPED[kind]
    assert say(new_graph(db), sentence) == {(*ends, kind)}
    assert say(new_graph(db), near_miss) == set()


def test_a_kind_without_direction(graph: Graph) -> None:
    """However it is said, it is one edge, observed twice."""
    graph.rule("{source} meets {target}", "meets", on="text", is_symmetric=True)
    graph.rule("{source} calls {target}", "calls", on="text")
    assert say(graph, "Ann meets Bob.", "Bob meets Ann.", "Ann calls Bob.", "Bob calls Ann.") == {
        ("Ann", "Bob", "meets"),
        ("Ann", "Bob", "calls"),
        ("Bob", "Ann", "calls"),
    }
    assert sorted(graph.weights().values()) == [1, 1, 2]


@pytest.mark.parametrize(
    ("cue", "is_read"), [(None, True), ("praised", True), ("acclaimed|praised", True), ("acclaimed", False)]
)
def test_a_cue(graph: Graph, cue: str | None, *, is_read: bool) -> None:
    """One of its words must be among those of the two names; as a whole word."""
    graph.rule("{source} (unpraised |)[a-z]+ {target}", "praised", on="text", cue=cue)
    assert say(graph, "In Rome it was acclaimed that on a fine day in May Ann praised Bob.") == (
        {("Ann", "Bob", "praised")} if is_read else set()
    )


@pytest.mark.parametrize("cue", ["", "Praised", "praised|", "pra.*", "praised acclaimed"])
def test_a_bad_cue_is_refused(graph: Graph, cue: str) -> None:
    """It is words with | between, as the normalised text has them."""
    with pytest.raises(psycopg.errors.CheckViolation, match="pattern_rule_cue_check"):
        graph.rule("{source} praised {target}", "praised", on="text", cue=cue)


def test_other_names_are_context(graph: Graph) -> None:
    """A rule says by {name} where they may stand; a name is one word to it, however long it is."""
    graph.rule("{source} praised (({name}|,|and) )*{target}", "praised", on="text", cue="praised")
    assert say(graph, "Ann praised Acme, Globex and Bob.", "Bob praised the hall that Acme has in Rome.") == {
        ("Ann", name, "praised") for name in ("Acme", "Globex", "Bob")
    }


@pytest.mark.parametrize("denial", ["did not found", "didn't found", "never founded", "has neither led nor founded"])
def test_a_denial(graph: Graph, denial: str) -> None:
    """It gives nothing, whatever the expression would match, unless the rule speaks of it."""
    graph.rule("{source} .*found.* {target}", "found", on="text")
    assert say(graph, f"Ann {denial} Acme.") == set()
    graph.rule("{source} (did not found|never founded) {target}", "did_not_found", on="text")
    graph.on_demand()
    is_spoken_of = denial in {"did not found", "never founded"}
    assert graph.edges() == ({("Ann", "did_not_found", "Acme")} if is_spoken_of else set())
