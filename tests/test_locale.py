"""The same events and entities give the same graph, whatever the locale of the database."""

from uuid import uuid4

import psycopg
import pytest

import servers
from conftest import PLAIN_SCRIPT, connect

# names, types and rules in other cases than the text; I without a point is where Turkish differs
INPUT = """
INSERT INTO entity (title, type) VALUES
    ('Acme Inc.', 'organization'), ('Engineer at Acme', 'role'), ('INTEL', 'ORGANIZATION'), ('Intern at Intel', 'ROLE'),
    ('ÖSTERREICHISCHE RÖHREN', 'organization'), ('Ingenieurin at Österreichische Röhren', 'role'),
    ('ISTANBUL LTD', 'INSTITUTION'), ('CHIEF AT ISTANBUL', 'POSITION'),
    ('Élodie Ünal', 'PERSON'), ('NIKOLA ILIĆ', 'individual');
INSERT INTO raw_events (payload) VALUES
    ('{"content": "ÉLODIE ÜNAL joined INTEL as an intern. Nikola Ilić joined Acme Inc. as an engineer."}');
INSERT INTO edge (from_id, to_id, kind)
SELECT f.id, t.id, 'IS_KIND' FROM entity f, entity t WHERE f.title = 'INTEL' AND t.title = 'Acme Inc.';
SELECT learn(1, ARRAY[candidate(f.id, t.id, 'INVESTED IN', 'mine', 'c', 0.9)])
FROM entity f, entity t WHERE f.title = 'INTEL' AND t.title = 'Acme Inc.';
"""
GRAPH = """
SELECT f.title || ' ' || e.kind || ' ' || t.title AS edge
FROM edge e JOIN entity f ON f.id = e.from_id JOIN entity t ON t.id = e.to_id
ORDER BY f.title COLLATE "C", e.kind COLLATE "C", t.title COLLATE "C"
"""
BUILTIN = "LOCALE_PROVIDER builtin BUILTIN_LOCALE"
LIBC = "LOCALE_PROVIDER libc LOCALE"
ICU = "LOCALE 'C.UTF-8' LOCALE_PROVIDER icu ICU_LOCALE"


def graph(server: servers.Server, locale: str) -> tuple[list[str], list[str], int]:
    """Return the edges, the lexemes and the number of answers of a database with a locale."""
    name = f"re_{uuid4().hex[:12]}"
    with connect(server.uri()) as admin:
        try:
            admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' {locale}")  # type: ignore[arg-type]
        except psycopg.errors.FeatureNotSupported as error:
            pytest.skip(str(error))
        try:
            with connect(server.uri(name)) as db:
                db.execute(PLAIN_SCRIPT.read_bytes())
                db.execute("SET search_path = relationship_engine, public")
                db.execute(INPUT)
                edges = [row["edge"] for row in db.execute(GRAPH).fetchall()]
                lexemes = db.execute("SELECT tsvector_to_array(lexemes) AS words FROM event_text").fetchone()["words"]
                wrong = db.execute("SELECT FROM doctor() WHERE status = 'error'").rowcount
                assert (wrong, db.execute("SELECT FROM run WHERE status = 'failed'").rowcount) == (0, 0)
                same = "SELECT ensure_entity('intel', 'Organization') = id AS same FROM entity WHERE title = 'INTEL'"
                assert db.execute(same).fetchone() == {"same": True}
                answers = db.execute("SELECT FROM recall('Who is an INTERN AT INTEL?')").rowcount
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]
    return edges, sorted(lexemes), answers


@pytest.fixture(scope="module")
def expected(server: servers.Server) -> tuple[list[str], list[str], int]:
    """The graph of a database in C.UTF-8."""
    found = graph(server, f"LOCALE 'C.UTF-8' {BUILTIN} 'C.UTF-8'")
    assert [edge for edge in found[0] if "works_at" in edge or "role_at" in edge] == [
        "CHIEF AT ISTANBUL role_at ISTANBUL LTD",
        "Engineer at Acme role_at Acme Inc.",
        "Ingenieurin at Österreichische Röhren role_at ÖSTERREICHISCHE RÖHREN",
        "Intern at Intel role_at INTEL",
        "NIKOLA ILIĆ works_at Acme Inc.",
        "Élodie Ünal works_at INTEL",
    ]
    assert "INTEL invested_in Acme Inc." in found[0]
    return found


@pytest.mark.parametrize("locale", [f"{LIBC} 'C'", f"LOCALE 'C' {BUILTIN} 'C'", f"{LIBC} 'C.UTF-8'"])
def test_locales_without_letters_beyond_ascii(
    server: servers.Server, expected: tuple[list[str], list[str], int], locale: str
) -> None:
    """C knows no case of Ć and Ö; the engine does."""
    assert graph(server, locale) == expected


@pytest.mark.parametrize(
    "locale", [f"{ICU} 'tr'", f"{ICU} 'en'", f"{ICU} 'en-u-ks-level2'", f"LOCALE 'C' {BUILTIN} 'C'"]
)
def test_turkish_and_other_rules_of_icu(
    cron_server: servers.Server, expected: tuple[list[str], list[str], int], locale: str
) -> None:
    """Turkish lowers I to another letter than i; the engine does not."""
    assert graph(cron_server, locale) == expected


def test_an_encoding_that_cannot_hold_names_is_refused(server: servers.Server) -> None:
    """What no setting can mend is said at the installation, with what to do."""
    name = f"re_{uuid4().hex[:12]}"
    with connect(server.uri()) as admin:
        admin.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' {LIBC} 'C'")  # type: ignore[arg-type]
        try:
            with (
                connect(server.uri(name), client_encoding="utf8") as db,
                pytest.raises(psycopg.errors.FeatureNotSupported, match="SQL_ASCII, and must be UTF8") as raised,
            ):
                db.execute(PLAIN_SCRIPT.read_bytes())
            assert "ENCODING 'UTF8'" in (raised.value.diag.message_hint or "")
        finally:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")  # type: ignore[arg-type]
