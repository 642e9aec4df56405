"""`make calibrate`: ships what the pattern rules are worth as their confidence; writes a migration."""

import re
from pathlib import Path

import click
import psycopg

import servers
from conftest import PROJECT
from quality.__main__ import FOLDER, fresh
from quality.calibration import Fit, Hit, Key, fits, sentence_hits
from quality.data import Missing
from quality.pattern import load_roles, load_statements

RULES = PROJECT / "migrations" / "0020_rule_confidence.sql"
HEAD = """-- Written by `make calibrate`; do not edit. What each shipped rule is worth: the lower bound (80 %) of its precision on
-- labelled data, hits and right of them on the half that fits. With fewer than 20 hits 0.7 at most, and not measured.
UPDATE relationship_engine.pattern_rule r
SET confidence = m.confidence, is_measured = m.is_measured
FROM (
    VALUES
"""
TAIL = """
) AS m (field, kind, confidence, is_measured, hits, correct, expression)
WHERE r.field = m.field AND r.kind = m.kind AND r.expression = m.expression AND r.confidence > 0;
"""


WIDTH = 107  # of a part of an expression in a line of 120 columns


def literal(expression: str) -> str:
    """Return an expression as SQL, in lines that end behind a space or a |."""
    lines = [""]
    for piece in re.findall(r"[^ |]*[ |]|[^ |]+", expression.replace("'", "''")):
        if len(lines[-1] + piece) > WIDTH:
            lines.append("")
        lines[-1] += piece
    return "\n".join(f"        '{line}'" for line in lines)


def text(rules: list[Key], found: dict[Key, Fit]) -> str:
    """Return the migration."""
    rows = []
    for rule in rules:
        fit = found.get(rule, Fit(0, 0))
        field, kind, expression = rule
        is_measured = str(fit.is_measured).lower()
        rows.append(
            f"    ('{field}', '{kind}', {fit.confidence:.2f}, {is_measured}, {fit.hits}, {fit.right},\n"
            f"{literal(expression)})"
        )
    return HEAD + ",\n".join(rows) + TAIL


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=FOLDER, show_default=True)
def main(data: Path) -> None:
    """Measure the shipped rules on one half of the labelled data, and write their confidence."""
    hits: list[Hit] = []
    with servers.embedded() as server:
        server.install_extension(PROJECT)
        for name, loader in (("demo", load_roles), ("quality", load_statements)):
            with fresh(server) as connection:
                try:
                    hits += loader(data / name, connection).hits
                except Missing as reason:
                    raise click.ClickException(str(reason)) from None
        with fresh(server) as connection:
            hits += sentence_hits(connection)
            rules = shipped(connection)
    RULES.write_text(text(rules, fits(hits)), encoding="utf-8")
    click.echo(f"wrote {RULES}: {len(rules)} rules, {sum(fit.is_measured for fit in fits(hits).values())} measured")


def shipped(connection: psycopg.Connection) -> list[Key]:
    """Return the rules of a new graph but the vetoes, in their order."""
    rows = connection.execute(
        "SELECT field, kind, expression FROM pattern_rule WHERE graph_id = 0 AND confidence > 0 ORDER BY id"
    ).fetchall()
    return [(row["field"], row["kind"], row["expression"]) for row in rows]


if __name__ == "__main__":
    main()
