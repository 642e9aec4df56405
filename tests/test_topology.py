"""Topology: the graph teaches its own rules, and they propose no more than they should."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest

Triple = tuple[str, str, str]
NIGHTS = 5


@dataclass
class World:
    """A graph whose entities are known by their titles."""

    db: psycopg.Connection
    ids: dict[str, UUID]

    def state(self, triples: Iterable[Triple], strategy: str = "application") -> None:
        """Learn edges as stated by a strategy, between entities that are made when first named."""
        columns = [list(column) for column in zip(*triples, strict=True)]
        new = [title for title in dict.fromkeys(columns[0] + columns[2]) if title not in self.ids]
        self.ids |= {title: uuid4() for title in new}
        self.db.execute(
            "INSERT INTO entity (id, title, type) SELECT n.id, n.title, 'thing' FROM unnest(%s::uuid[], %s::text[]) AS n (id, title)",
            [[self.ids[title] for title in new], new],
        )
        self.db.execute(
            """
            SELECT learn(1, array_agg(candidate(n.one, n.other, n.kind, %s, 'said', 0.9, p_importance => 0.5)))
            FROM unnest(%s::uuid[], %s::text[], %s::uuid[]) AS n (one, kind, other)
            """,
            [strategy, [self.ids[one] for one in columns[0]], columns[1], [self.ids[other] for other in columns[2]]],
        )

    def mine(self) -> dict[tuple[str, str | None, str], tuple[int, int, float]]:
        """Mine and return the rules: body and head, counts and confidence."""
        self.db.execute("SELECT mine_rules(1)")
        return {
            (row["body_1"], row["body_2"], row["kind"]): (row["head_count"], row["body_count"], row["confidence"])
            for row in self.db.execute("SELECT * FROM composition_rule")
        }

    def nightly(self) -> None:
        """Run a nightly over all."""
        self.db.execute("CALL run_nightly(1, p_full_scan => true)")

    def proposed(self) -> set[Triple]:
        """Return the edges that topology proposed."""
        names = {key: title for title, key in self.ids.items()}
        rows = self.db.execute("SELECT from_id, kind, to_id FROM edge WHERE 'topology' = ANY (strategies)")
        return {(names[row["from_id"]], row["kind"], names[row["to_id"]]) for row in rows}

    def count(self, sql: str) -> int:
        """Return the one number of a query."""
        row = self.db.execute(sql).fetchone()
        assert row is not None
        return next(iter(row.values()))


@pytest.fixture
def world(connection: psycopg.Connection) -> World:
    """An empty graph."""
    return World(connection, {})


def born(count: int, *, known: int) -> list[Triple]:
    """People who were born in a town of their own, each in one of two countries, of which so many are citizens."""
    triples = []
    for number in range(count):
        country = f"country {number % 2}"
        triples += [(f"person {number}", "born_in", f"town {number}"), (f"town {number}", "located_in", country)]
        if number < known:
            triples.append((f"person {number}", "citizen_of", country))
    return triples


def test_rules_are_counted_and_smoothed(world: World) -> None:
    """Inverse, symmetric and equal kinds and paths of two steps, with support and head / (body + 5)."""
    for number in range(10):
        one, other = f"one {number}", f"other {number}"
        world.state([(one, "employs", other), (one, "pays", other)])
        if number < 8:
            world.state([(other, "works_for", one)])
        world.state([(one, "allied_with", f"wife {number}"), (f"wife {number}", "allied_with", one)])
    world.state(born(12, known=9))
    rules = world.mine()
    assert rules["^employs", None, "works_for"] == (8, 10, 8 / 15)
    assert rules["^works_for", None, "employs"] == (8, 8, 8 / 13)
    assert rules["employs", None, "pays"] == rules["pays", None, "employs"] == (10, 10, 10 / 15)
    assert rules["^allied_with", None, "allied_with"] == (20, 20, 20 / 25)
    assert rules["born_in", "located_in", "citizen_of"] == (9, 12, 9 / 17)
    assert ("allied_with", None, "allied_with") not in rules


def test_the_sample_is_of_old_and_new(world: World) -> None:
    """Where ids follow time, as those that the table makes do, what only the newest entities show is learned as well."""
    old = [(f"old {number}", "born_in", f"old town {number}") for number in range(300)]
    people = [title for number in range(200) for title in (f"person {number}", f"town {number}")]
    titles = [title for one, _, other in old for title in (one, other)] + ["country 0", "country 1", *people]
    world.ids = {title: UUID(int=number) for number, title in enumerate(titles)}
    world.db.execute(
        "INSERT INTO entity (id, title, type) SELECT n.id, n.title, 'thing' FROM unnest(%s::uuid[], %s::text[]) AS n (id, title)",
        [list(world.ids.values()), titles],
    )
    world.state(old + born(200, known=200))
    for night in range(1, NIGHTS + 1):
        world.db.execute("SELECT advance_clock(1, current_date + %s, true)", [night])
        world.db.execute("SELECT mine_rules(1, p_sample => 200)")
        rule = world.db.execute(
            "SELECT * FROM composition_rule WHERE kind = 'citizen_of' AND body_1 = 'born_in'"
        ).fetchone()
        assert rule is not None, night
        assert 0 < rule["body_count"] < 200, night


def test_facts_that_go_together_become_rules_about_entities(world: World) -> None:
    """Who is a member of one club drinks one wine."""
    world.state((f"member {n}", "member_of", "the club") for n in range(10))
    world.state((f"member {n}", "drinks", "the claret") for n in range(8))
    world.mine()
    rule = world.db.execute("SELECT * FROM attribute_rule WHERE head = 'drinks'").fetchone()
    assert rule is not None
    assert (rule["body"], rule["body_id"], rule["head_id"]) == (
        "member_of",
        world.ids["the club"],
        world.ids["the claret"],
    )
    assert (rule["head_count"], rule["body_count"], rule["confidence"]) == (8, 10, 8 / 15)
    world.nightly()
    assert {("member 8", "drinks", "the claret"), ("member 9", "drinks", "the claret")} <= world.proposed()


def test_a_proposal_carries_the_confidence_of_its_rule_and_its_path_in_words(world: World) -> None:
    """The evidence is about the entity in the middle, and explain_edge says the path."""
    world.state(born(20, known=18))
    world.nightly()
    assert {("person 18", "citizen_of", "country 0"), ("person 19", "citizen_of", "country 1")} == {
        triple for triple in world.proposed() if triple[1] == "citizen_of"
    }
    edge = world.db.execute(
        "SELECT id FROM edge WHERE kind = 'citizen_of' AND from_id = %s", [world.ids["person 18"]]
    ).fetchone()
    assert edge is not None
    why = world.db.execute("SELECT * FROM explain_edge(%s)", [edge["id"]]).fetchall()
    assert [row["strategy"] for row in why] == ["topology"]
    assert why[0]["confidence"] == pytest.approx(18 / 25)
    assert why[0]["context"] == f"entity:{world.ids['town 18']}"
    assert why[0]["description"] == (
        "person 18 born_in town 18, town 18 located_in country 0: citizen_of was confirmed in 18 of 20 cases."
    )


def test_one_observation_whichever_end_is_looked_at(world: World) -> None:
    """The two ends of an edge of a one-step rule find the same evidence for it."""
    world.state((f"one {n}", "employs", f"other {n}") for n in range(12))
    world.state((f"other {n}", "works_for", f"one {n}") for n in range(11))
    world.mine()
    for end in ("one 11", "other 11"):
        world.db.execute("SELECT run_on_demand(ARRAY[%s]::uuid[])", [world.ids[end]])
    ends = [world.ids["other 11"], world.ids["one 11"]]
    found = [
        world.db.execute("SELECT context FROM detect_topology(1, %s) WHERE kind = 'works_for'", [[end]]).fetchall()
        for end in ends
    ]
    assert found == [[], []]
    world.db.execute("DELETE FROM edge_store WHERE from_id = %s AND to_id = %s", ends)
    one, other = (
        world.db.execute("SELECT * FROM detect_topology(1, %s) WHERE kind = 'works_for'", [[end]]).fetchall()
        for end in ends
    )
    assert one == other
    assert len(one) == 1


def test_a_person_reads_pins_and_switches_off_rules(world: World) -> None:
    """What a person decided about a rule outlives the next mining."""
    world.state(born(20, known=18))
    world.state((f"one {n}", "employs", f"other {n}") for n in range(12))
    world.state((f"other {n}", "works_for", f"one {n}") for n in range(10))
    world.mine()
    world.db.execute("UPDATE composition_rule SET enabled = false WHERE kind = 'citizen_of'")
    world.db.execute("UPDATE composition_rule SET pinned = true, confidence = 0.99 WHERE body_1 = '^employs'")
    world.nightly()
    assert not [triple for triple in world.proposed() if triple[1] == "citizen_of"]
    assert world.count("SELECT count(*) FROM composition_rule WHERE kind = 'citizen_of' AND enabled") == 0
    pinned = world.db.execute("SELECT confidence FROM edge WHERE kind = 'works_for' AND strategies = '{topology}'")
    assert [row["confidence"] for row in pinned] == [0.99, 0.99]
    world.db.execute("DELETE FROM edge_store WHERE kind = 'works_for'")
    rules = world.mine()
    assert rules["^employs", None, "works_for"][2] == 0.99
    assert ("^works_for", None, "employs") not in rules


def test_a_strong_shared_neighbourhood_connects(world: World) -> None:
    """inferred_connection at 0.5, once, with what is shared; two common neighbours are too few."""
    world.state((person, "uses", f"tool {n}") for person in ("ann", "bob") for n in range(4))
    world.state((person, "likes", f"dish {n}") for person in ("eve", "dan") for n in range(2))
    world.nightly()
    people = {triple for triple in world.proposed() if {"ann", "eve", "dan"} & {triple[0], triple[2]}}
    assert {frozenset((one, other)) for one, _, other in people} == {frozenset(("ann", "bob"))}
    assert {kind for _, kind, _ in people} == {"inferred_connection"}
    edge = world.db.execute(
        "SELECT id, confidence FROM edge WHERE kind = 'inferred_connection' AND %s IN (from_id, to_id)",
        [world.ids["ann"]],
    ).fetchone()
    assert edge is not None
    assert edge["confidence"] == 0.5
    why = world.db.execute("SELECT * FROM explain_edge(%s)", [edge["id"]]).fetchone()
    assert why is not None
    assert why["detail"]["shared"] == 4
    assert why["description"].startswith("Both are connected to tool ")
    assert why["context"] == f"entity:{why['detail']['over']}"


def test_observed_co_occurrence_makes_neighbours(world: World) -> None:
    """co_occurs was observed, so it makes neighbours; temporal_overlap was only computed."""
    world.state([(who, "co_occurs", f"peer {n}") for who in ("ann", "bob") for n in range(4)], "temporal")
    world.state([(who, "temporal_overlap", f"post {n}") for who in ("eve", "dan") for n in range(4)], "temporal")
    world.nightly()
    joined = {frozenset((one, other)) for one, _, other in world.proposed()}
    assert frozenset(("ann", "bob")) in joined
    assert not any({"eve", "dan"} & pair for pair in joined)


@pytest.mark.parametrize("seed", range(4))
def test_a_least_score_leaves_out_nothing_else(world: World, seed: int) -> None:
    """Pairs that are looked for from a least score on are those that have it, of clusters joined by hubs."""
    lot = random.Random(seed)
    world.state(
        {
            (f"thing {one}", lot.choice(["knows", "likes"]), f"thing {other}")
            for one in range(150)
            for other in (
                *(one - one % 10 + lot.randrange(10) for _ in range(4)),
                *(int(150 * lot.random() ** 4) for _ in range(4)),
            )
            if one != other
        }
    )
    found = (
        "SELECT entity_id, other_id, round(score::numeric, 9), shared, over_id FROM neighbourhood_score(1, %s, %s{}) {}"
    )
    ids = list(world.ids.values())
    for shared, score in ((1, 0.02), (1, 0.3), (3, 0.1), (3, 0.25), (4, 0.4)):
        sought = world.db.execute(found.format(", %s", ""), (ids, shared, score)).fetchall()
        known = world.db.execute(found.format("", "WHERE score >= %s"), (ids, shared, score)).fetchall()
        assert len(known) > 10
        assert sorted(map(str, sought)) == sorted(map(str, known))


def test_nights_reach_a_fixed_point(world: World) -> None:
    """What topology proposed is not what it builds on: after the first night nothing comes, and no weight grows."""
    world.state(born(20, known=16))
    world.state((person, "uses", f"tool {n}") for person in ("ann", "bob", "eve") for n in range(4))
    # a chain that would close over itself, if proposals could breed
    world.state((f"link {n}", "next_to", f"link {n + 1}") for n in range(12))
    world.nightly()
    first, evidence = world.proposed(), world.count("SELECT count(*) FROM evidence")
    assert first
    rules = world.count("SELECT count(*) FROM composition_rule")
    for _ in range(NIGHTS):
        world.nightly()
    assert world.proposed() == first
    assert world.count("SELECT count(*) FROM evidence") == evidence
    assert world.count("SELECT count(*) FROM composition_rule") == rules
    assert world.count("SELECT count(*) FROM edge WHERE from_id = to_id") == 0


def test_a_night_with_nothing_new_mines_nothing(world: World) -> None:
    """Rules are mined for the entities that a night looks at; the next one that comes is enough."""
    world.state(born(20, known=19))
    world.nightly()
    rules = world.count("SELECT count(*) FROM composition_rule")
    assert rules > 0
    world.db.execute("UPDATE entity SET created_at = now() - interval '9 days', updated_at = now() - interval '9 days'")
    world.db.execute("DELETE FROM composition_rule")
    world.db.execute("CALL run_nightly(1)")
    assert world.count("SELECT count(*) FROM composition_rule") == 0
    world.state([("new", "likes", "newer")])
    world.db.execute("CALL run_nightly(1)")
    assert world.count("SELECT count(*) FROM composition_rule") == rules


def test_a_large_graph_mines_again_when_it_has_changed(world: World) -> None:
    """The rules of a sample serve until a fifth of the edges has come or gone, or a week has passed; so in repetitions."""
    world.state(born(20, known=19))
    edges = "CREATE OR REPLACE FUNCTION _count_live_edges(p_graph_id bigint) RETURNS bigint LANGUAGE sql AS 'SELECT {}::bigint'"
    mined = []
    for day, size in ((1, 20000), (2, 24000), (3, 24001), (3, 24001), (4, 24000), (9, 24000), (10, 24000), (11, 9000)):
        world.db.execute(edges.format(size))
        world.db.execute("DELETE FROM composition_rule")
        world.db.execute("CALL run_nightly(1, false, current_date + %s, true)", [day])
        mined.append(world.count("SELECT count(*) FROM composition_rule") > 0)
    assert mined == [True, False, True, True, False, False, True, True]


@pytest.mark.parametrize("strategy", ["topology", "similarity", "temporal"])
def test_inferred_edges_are_neither_paths_nor_examples(world: World, strategy: str) -> None:
    """Edges of the strategies that infer are neither paths nor examples; stated as well, they are."""
    world.state([triple for triple in born(12, known=10) if triple[1] != "located_in"])
    located = [(f"town {n}", "located_in", f"country {n % 2}") for n in range(12)]
    world.state(located, strategy)
    assert world.count("SELECT count(*) FROM edge WHERE kind = 'located_in'") == 12
    assert ("born_in", "located_in", "citizen_of") not in world.mine()
    world.state(located)
    assert world.mine()["born_in", "located_in", "citizen_of"][:2] == (10, 12)


def test_pruned_edges_are_no_part_of_paths(world: World) -> None:
    """A pruned edge in the middle of a path does not count."""
    world.state(born(20, known=18))
    world.db.execute("UPDATE edge_store SET log_weight = -9 WHERE from_id = %s", [world.ids["town 18"]])
    world.db.execute("UPDATE evidence SET gain = 0.0001 WHERE from_id = %s", [world.ids["town 18"]])
    world.db.execute("SELECT prune(1, true)")
    world.db.execute("SELECT prune(1)")
    assert world.count("SELECT count(*) FROM edge_store WHERE pruned_by_run IS NOT NULL") == 1
    world.nightly()
    assert ("person 19", "citizen_of", "country 1") in world.proposed()
    assert not [triple for triple in world.proposed() if triple[:2] == ("person 18", "citizen_of")]


def test_two_steps_are_the_most(world: World) -> None:
    """Nothing is proposed between entities three steps apart."""
    world.state(born(20, known=18))
    world.state([(f"child {n}", "lives_with", f"person {n}") for n in range(20)])
    world.nightly()
    steps = world.count("""
        SELECT count(*) FROM edge e WHERE e.strategies = '{topology}'
            AND NOT EXISTS (
                SELECT FROM stated_neighbors(1, e.from_id, 1000) a
                WHERE a.other_id = e.to_id OR EXISTS (
                    SELECT FROM stated_neighbors(1, a.other_id, 1000) b WHERE b.other_id = e.to_id))
    """)
    assert world.proposed()
    assert steps == 0


def test_hubs_join_nobody_and_caps_hold(world: World) -> None:
    """A neighbour of everybody says nothing of two; nor does one entity get more edges than the cap."""
    everybody = [f"person {n}" for n in range(40)]
    world.state((person, "attended", hub) for person in everybody for hub in ("fair", "feast", "match"))
    world.nightly()
    assert not [triple for triple in world.proposed() if triple[1] == "inferred_connection" and "person" in triple[0]]

    world.state((person, "uses", f"tool {n}") for person in everybody[:12] for n in range(8))
    world.db.execute("UPDATE strategy_setting SET max_edges_per_entity = 2 WHERE strategy = 'topology'")
    world.nightly()
    assert world.proposed()
    most = world.count("""
        SELECT max(n) FROM (
            SELECT count(*) AS n FROM edge WHERE strategies = '{topology}' GROUP BY from_id) c
    """)
    assert most == 2


def test_shadow_shows_and_does_not_write(world: World) -> None:
    """In shadow mode what would be proposed is to be read, and no edge comes."""
    world.state(born(20, known=18))
    world.db.execute("UPDATE strategy_setting SET mode = 'shadow' WHERE strategy = 'topology'")
    world.nightly()
    assert not world.proposed()
    rows = world.db.execute("SELECT reason, from_id FROM proposal WHERE kind = 'citizen_of'").fetchall()
    assert {(row["reason"], row["from_id"]) for row in rows} == {
        ("shadow", world.ids["person 18"]),
        ("shadow", world.ids["person 19"]),
    }


def test_mining_refuses_invalid_parameters(world: World) -> None:
    """Parameters that make no sense are refused."""
    for call in ("mine_rules(1, 0)", "mine_rules(1, 10, 0)", "mine_rules(1, 10, 5, 2)", "mine_rules(1, 10, 5, 0.3, 0)"):
        with pytest.raises(psycopg.errors.InvalidParameterValue, match="must be above 0"):
            world.db.execute(f"SELECT {call}")
