"""Patterns of the user: rules of one's own, and what is refused."""

import time

import psycopg
import pytest

from pattern_graph import ORGANIZATION, ROLE, Entity, Graph, new_graph, organization, role

pytest_plugins = ["pattern_graph"]


@pytest.mark.parametrize("source_first", [True, False])
def test_a_title_rule_of_the_user(graph: Graph, *, source_first: bool) -> None:
    """It reads what is inserted from now on, and on demand what was there; other graphs do not know it."""
    old = [Entity("Python", "skill"), Entity("Python used in Apollo", "skill"), Entity("Apollo", "project")]
    graph.insert(*old)
    rule = graph.rule(
        "(^| )(used|applied) in {target}", "used_in", source_type="skill", target_type="project", confidence=0.8
    )
    other = new_graph(graph.db)
    new = [Entity("Ada applied in the Gemini", "skill"), Entity("Gemini", "project"), Entity("Gemini", ORGANIZATION)]
    for entity in new if source_first else new[::-1]:
        graph.insert(entity)
        other.insert(entity)
    found = {("Ada applied in the Gemini", "used_in", "Gemini")}
    assert graph.edges() == found
    assert other.edges() == set()
    graph.on_demand()
    assert graph.edges() == found | {("Python used in Apollo", "used_in", "Apollo")}
    assert set(graph.rows("confidence").values()) == {0.8}
    evidence = graph.one("SELECT detail, strategy FROM evidence WHERE graph_id = %s LIMIT 1", graph.id)
    assert evidence == {"detail": {"rule": rule, "field": "title"}, "strategy": "pattern"}


def test_a_rule_in_shadow_in_the_template(graph: Graph) -> None:
    """It is in shadow in each new graph."""
    with graph.db.transaction(force_rollback=True):
        graph.db.execute("UPDATE pattern_rule SET shadow = true WHERE graph_id = 0 AND kind = 'role_at'")
        other = new_graph(graph.db)
        other.insert(organization("Acme"), role("CEO at Acme"))
        assert other.edges() == set()
        assert graph.db.execute("SELECT DISTINCT reason FROM proposal WHERE graph_id = %s", (other.id,)).fetchall() == [
            {"reason": "shadow"}
        ]


def test_a_rule_of_the_user_may_mean_any_name(graph: Graph) -> None:
    """Also one with which titles of people begin."""
    graph.rule("^paid by {target}$", "paid_by")
    graph.insert(Entity("Dinner paid by Visa", "thing"), Entity("Paid by Visa", "thing"), Entity("Visa", ORGANIZATION))
    assert graph.edges() == {("Paid by Visa", "paid_by", "Visa")}
    graph.rule("(^| )using {target}", "uses")
    graph.insert(Entity("Dinner using Visa", "thing"))
    assert ("Dinner using Visa", "uses", "Visa") in graph.edges()


def test_a_rule_for_any_type(graph: Graph) -> None:
    """Types left out mean all."""
    graph.rule("^re {target}$", "answers")
    graph.insert(*(Entity(title, f"type {i}") for i, title in enumerate(["re News", "News", "reNews", "re"])))
    assert graph.edges() == {("re News", "answers", "News")}
    graph.insert(Entity("Re: re: news", "mail"))
    assert graph.edges() == {("re News", "answers", "News"), ("Re: re: news", "answers", "re News")}


@pytest.mark.parametrize(
    "expression",
    [
        "{source} (praised|acclaimed) {target}",
        "^{source} praised {target}$",
        "(?i){source} PRAISED {target}",
        "({source})+ praised ({target})",
        "{target} (has been|was) praised by {source}",
    ],
)
def test_a_text_rule_of_the_user(graph: Graph, expression: str) -> None:
    """Whatever its expression, the shipped rules go on working beside it."""
    graph.rule(expression, "praised", on="text", source_type="person", target_type=ORGANIZATION)
    verb = "was praised by Ann" if "by" in expression else "grew"
    event = graph.event(
        f"In May, Ann praised Acme. Globex {verb}. Globex depends on Acme, they say. Globex praised Acme."
    )
    graph.insert(Entity("Ann", "person", event=event))
    graph.insert(organization("Acme", event=event), organization("Globex", event=event))
    praised = "Globex" if "by" in expression else "Acme"
    assert graph.edges() == {("Ann", "praised", praised), ("Globex", "depends_on", "Acme")}
    description = graph.rows("description")["Ann", "praised", praised]
    assert description == ("Globex was praised by Ann" if "by" in expression else "Ann praised Acme")


def test_a_summary_rule_of_the_user(graph: Graph) -> None:
    """It reads the summary of the source."""
    graph.rule("{source} [^|]*led by {target}", "led_by", on="summary", source_type="project", target_type="person")
    graph.insert(Entity("Ann", "person"), Entity("Bob", "person"))
    graph.insert(Entity("Apollo", "project", summary="Apollo, long led by Ann. Bob left."))
    assert graph.edges() == {("Apollo", "led_by", "Ann")}


@pytest.mark.parametrize(
    ("on", "expression", "code"),
    [
        ("title", "", "22023"),
        ("title", "(^| )at organization", "22023"),
        ("title", "at {target", "22023"),
        ("text", "founded {target}", "22023"),
        ("text", "{source} founded it", "22023"),
        ("summary", "{target}", "22023"),
        ("title", "{target} (", "2201B"),
        ("title", "[z-a] {target}", "2201B"),
        ("title", "*{target}", "2201B"),
        ("text", "{source} {target} [[:nothing:]]", "2201B"),
        ("title", r"(at) \1 {target}", "22023"),
        ("title", "(?=at) {target}", "22023"),
        ("title", "(?<!at) {target}", "22023"),
        ("title", "x{100} {target}", "22023"),
        ("title", "x{1,255} {target}", "22023"),
        ("title", "(.{1,99}){1,99} {target}", "22023"),
        ("text", "{source} ((a{1,99}){1,99}){1,99} {target}", "22023"),
    ],
)
def test_a_bad_expression_is_refused(graph: Graph, on: str, expression: str, code: str) -> None:
    """With its code and what to do, when it is inserted and when it is changed."""
    good = graph.rule("{source} likes {target}", "is_fond_of", on=on)
    statements: list[tuple[str, tuple[object, ...]]] = [
        (
            "INSERT INTO pattern_rule (graph_id, field, expression, kind) VALUES (%s, %s, %s, 'bad')",
            (graph.id, on, expression),
        ),
        ("UPDATE pattern_rule SET expression = %s WHERE graph_id = %s AND id = %s", (expression, graph.id, good)),
    ]
    for sql, values in statements:
        began = time.monotonic()
        with pytest.raises(psycopg.Error) as caught:
            graph.db.execute(sql, values)
        assert caught.value.sqlstate == code
        assert caught.value.diag.message_hint
        assert expression in (caught.value.diag.message_primary or "")
        assert time.monotonic() - began < 10
    rows = graph.db.execute(
        "SELECT expression FROM pattern_rule WHERE graph_id = %s AND kind IN ('bad', 'is_fond_of')", (graph.id,)
    )
    assert rows.fetchall() == [{"expression": "{source} likes {target}"}]


@pytest.mark.parametrize(
    "columns", [{"confidence": 1.1}, {"confidence": -0.1}, {"kind": "Works At"}, {"kind": ""}, {"expression": None}]
)
def test_a_bad_rule_is_refused(graph: Graph, columns: dict[str, object]) -> None:
    """By the constraints of the table."""
    values = {"kind": "likes", "expression": "{target}", **columns}
    with pytest.raises(psycopg.IntegrityError):
        graph.rule(values.pop("expression"), values.pop("kind"), **values)  # type: ignore[arg-type]
    with pytest.raises(psycopg.errors.CheckViolation):
        graph.rule("{target}" + "x" * 400, "likes")


def test_a_veto(graph: Graph) -> None:
    """A rule with confidence 0 says that there is no such edge; without it there is one."""
    veto = graph.rule("^honorary ", "role_at", source_type=ROLE, target_type=ORGANIZATION, confidence=0)
    summary_veto = graph.rule("{source} (against|despite)", "role_at", on="summary", source_type=ROLE, confidence=0)
    roles = [
        role("Honorary Chair", "Honorary Chair of Acme"),
        role("Lobbyist", "Lobbyist against Acme"),
        role("Chair", "Chair of Acme"),
        role("Aide", "Aide to Senator Smith of Acme"),
    ]
    graph.insert(organization("Acme"), *roles)
    graph.on_demand()
    assert graph.edges() == {("Chair", "role_at", "Acme")}
    for rule, title in ((veto, "Honorary Chair"), (summary_veto, "Lobbyist")):
        graph.db.execute("UPDATE pattern_rule SET enabled = false WHERE graph_id = %s AND id = %s", (graph.id, rule))
        assert (title, "role_at", "Acme") not in graph.edges()
        graph.on_demand()
        assert (title, "role_at", "Acme") in graph.edges()


def test_a_disabled_rule(graph: Graph) -> None:
    """It finds nothing, what it found stays; enabled again, it finds what came meanwhile."""
    graph.insert(organization("Acme"), role("CEO at Acme"))
    switch = "UPDATE pattern_rule SET enabled = %s WHERE graph_id = %s"
    graph.db.execute(switch, (False, graph.id))
    event = graph.event("Alpha is part of Beta.")
    graph.insert(role("CTO at Acme"), *(Entity(title, "project", event=event) for title in ("Alpha", "Beta")))
    graph.nightly(full=True)
    assert graph.edges() == {("CEO at Acme", "role_at", "Acme")}
    graph.db.execute(switch, (True, graph.id))
    graph.nightly(full=True)
    assert graph.weights() == {
        ("CEO at Acme", "role_at", "Acme"): 1.0,
        ("CTO at Acme", "role_at", "Acme"): 1.0,
        ("Alpha", "part_of", "Beta"): 1.0,
    }
