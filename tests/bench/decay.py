"""(a) a night of decay and pruning by the graph's clock, against an UPDATE of every weight and a DELETE."""

from datetime import timedelta

import servers
from bench.database import (
    NIGHTLY,
    TODAY,
    Connection,
    connect,
    drop_database,
    install,
    loading,
    run_script,
    vacuum,
    value,
)
from bench.measuring import Cost, measure, median, plans_of, progress
from bench.table import Line, Result, duration, volume

NIGHTS_BY_FUNCTION = 10
NIGHTS_BY_PROCEDURE = 5
PLAN_NIGHTS = 2
FALLING_SHARE = 0.001
FASTER = 1000.0
LESS_WAL = 10.0

OURS = ("relationship_engine.edge_store", "relationship_engine.evidence", "relationship_engine.graph")
THEIRS = ("plan.edge",)
CLOCK = "SELECT relationship_engine.advance_clock(1, %s, true)"
PRUNE = "SELECT relationship_engine.prune(1)"
UPDATE = "UPDATE plan.edge SET weight = weight * 0.99"
DELETE = "DELETE FROM plan.edge WHERE weight < 0.1"


class Decay:
    """Part (a): nights of both ways in turn."""

    def __init__(self, connection: Connection) -> None:
        """Begin before the first night."""
        self.connection = connection
        self.night = TODAY

    def by_function(self) -> Cost:
        """One night of ours, decay and pruning alone."""
        self.night += timedelta(days=1)

        def night() -> None:
            with self.connection.transaction():
                self.connection.execute(CLOCK, (self.night,))
                self.connection.execute(PRUNE)

        return measure(self.connection, OURS, night)

    def by_procedure(self) -> Cost:
        """One night of ours as run_nightly does it when no entity is new, with its log and its purging."""
        self.night += timedelta(days=1)
        return measure(self.connection, OURS, lambda: self.connection.execute(NIGHTLY, (self.night,)))

    def by_plan(self) -> tuple[Cost, Cost]:
        """One night of the plan's way, and the VACUUM it calls for."""

        def night() -> None:
            with self.connection.transaction():
                self.connection.execute(UPDATE)
                self.connection.execute(DELETE)

        return measure(self.connection, THEIRS, night), measure(
            self.connection,
            THEIRS,
            lambda: self.connection.execute("VACUUM plan.edge"),
        )


def run_decay(server: servers.Server, edges: int) -> Result:
    """Measure part (a)."""
    uri = install(server, "decay")
    quiet = NIGHTS_BY_FUNCTION + NIGHTS_BY_PROCEDURE
    with connect(uri) as connection:
        progress(f"(a) loading {edges:,} edges twice")
        parameters = {
            "edges": edges,
            "entities": edges // 5,
            "falling": round(edges * FALLING_SHARE),
            "fall_night": quiet + 1,
            "plan_fall_night": PLAN_NIGHTS + 1,
        }
        with loading(connection, "relationship_engine.edge_store", "relationship_engine.evidence"):
            run_script(connection, "load_edges.sql", **parameters)
        vacuum(connection)
        count = value(connection, "SELECT count(*) FROM plan.edge")

        progress("(a) nights")
        decay = Decay(connection)
        half = NIGHTS_BY_FUNCTION // PLAN_NIGHTS
        ours: list[Cost] = []
        theirs: list[Cost] = []
        vacuums: list[Cost] = []
        for _ in range(PLAN_NIGHTS):
            ours += [decay.by_function() for _ in range(half)]
            night, cleaning = decay.by_plan()
            theirs.append(night)
            vacuums.append(cleaning)
        procedure = [decay.by_procedure() for _ in range(NIGHTS_BY_PROCEDURE)]
        pruning = decay.by_function()
        pruned = value(
            connection,
            "SELECT count(*) FROM relationship_engine.edge_store WHERE pruned_by_run IS NOT NULL",
        )
        deleting, _ = decay.by_plan()
        deleted = count - value(connection, "SELECT count(*) FROM plan.edge")
        pruning_procedure = decay.by_procedure()
        tomorrow = decay.night + timedelta(days=1)
        plans = {
            "a night by the clock": plans_of(connection, lambda: connection.execute(NIGHTLY, (tomorrow,))),
            "pruning when edges have faded": plans_of(connection, lambda: _fade_and_prune(connection)),
            "a night of the plan's way": plans_of(connection, lambda: connection.execute(UPDATE)),
        }
    drop_database(server, "decay")

    result = Result(f"(a) A night of decay and pruning, {count:,} edges", plans=plans)
    result.remarks = [
        (
            f"Ours: `advance_clock` and `prune` in one transaction (median of {len(ours)} nights), and "
            f"`CALL run_nightly` with nothing new (median of {len(procedure)}), which also logs, counts and purges. "
            f"The plan's way: `{UPDATE}`, then `{DELETE}`, with indexes on weight, from_id and to_id "
            f"(median of {len(theirs)} nights). A checkpoint before each. WAL includes full-page images."
        ),
        f"In the night in which edges fall below 0.1, prune marked {pruned:,} and the plan's way deleted {deleted:,}.",
        (
            "The VACUUM that each night of the plan's way calls for is not in the ratios: "
            f"{duration(median(vacuums).seconds)} and {volume(median(vacuums).wal)} of WAL more."
        ),
    ]
    quiet_plan = median(theirs)
    result.lines = [
        *_against("no edge falls: advance_clock + prune", median(ours), quiet_plan),
        *_against("no edge falls: all of run_nightly", median(procedure), quiet_plan),
        *_against("0.1 % fall: advance_clock + prune", pruning, deleting),
        *_against("0.1 % fall: all of run_nightly", pruning_procedure, deleting),
    ]
    return result


def _fade_and_prune(connection: Connection) -> None:
    """Prune about a thousandth of the edges, those that happen to be the weakest."""
    connection.execute(
        "UPDATE relationship_engine.graph g SET decay_clock = w.log_weight - ln(g.prune_threshold) FROM ("
        "SELECT e.log_weight FROM relationship_engine.edge_store e WHERE e.graph_id = 1 AND e.pruned_by_run IS NULL "
        "ORDER BY e.log_weight LIMIT 1 OFFSET (SELECT reltuples / 1000 FROM pg_class "
        "WHERE oid = 'relationship_engine.edge_store'::regclass)) w WHERE g.id = 1",
    )
    connection.execute(PRUNE)


def _against(what: str, ours: Cost, theirs: Cost) -> list[Line]:
    """Return the lines that compare a night with one of the plan's way."""
    faster, less = theirs.seconds / ours.seconds, theirs.wal / max(ours.wal, 1)
    return [
        Line(
            f"{what}: time",
            duration(ours.seconds),
            duration(theirs.seconds),
            f"{faster:,.0f} times faster",
            f"{FASTER:,.0f} times",
            faster >= FASTER,
        ),
        Line(
            f"{what}: WAL",
            volume(ours.wal),
            volume(theirs.wal),
            f"1/{less:,.0f}",
            f"1/{LESS_WAL:,.0f}",
            less >= LESS_WAL,
        ),
        Line(f"{what}: growth of tables and indexes", volume(ours.growth), volume(theirs.growth), ""),
    ]
