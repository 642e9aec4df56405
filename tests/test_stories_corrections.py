"""Stories of what is said again, denied, changed or taken back: events, entities and names that change later."""

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "corrected",
        "p:Ann Lee; p:Bob Ray; o:Acme",
        [
            "Ann Lee is the CEO of Acme.",
            'sql UPDATE raw_events SET payload = \'{"content": "Bob Ray is the CEO of Acme."}\' WHERE graph_id = %(g)s',
            "night",
        ],
        "Bob Ray leads Acme",
    ),
    Story(
        "corrected to denial",
        "p:Ann Lee; o:Acme",
        [
            "Ann Lee works at Acme.",
            'sql UPDATE raw_events SET payload = \'{"content": "Ann Lee never worked at Acme."}\' WHERE graph_id = %(g)s',
            "night",
        ],
        "",
    ),
    Story(
        "delete",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            "2024-01-01: Ann Lee founded Acme.",
            "2024-02-01: Ann Lee founded Acme. Acme was bought by Globex.",
            "sql DELETE FROM raw_events WHERE graph_id = %(g)s AND occurred_at > '2024-01-15'",
            "night",
        ],
        "Acme founded_by Ann Lee",
    ),
    Story(
        "denial reinforces",
        "o:Acme; o:Globex",
        [
            "2024-01-01: Acme was bought by Globex.",
            "2024-01-09: Globex denies that it bought Acme.",
            "2024-01-20: Is Acme owned by Globex?",
            "2024-01-25: It is not true that Globex owns Acme.",
            "night",
        ],
        "Acme owned_by Globex",
    ),
    Story(
        "rename",
        "p:Ann Lee; o:Acme",
        [
            "sql UPDATE entity SET title = 'Nova' WHERE graph_id = %(g)s AND title = 'Acme'",
            ("Ann Lee works at Acme.", "Ann Lee; Nova"),
            ("Ann Lee likes Nova.", "Ann Lee; Nova"),
        ],
        "Ann Lee works_at Nova; Ann Lee likes Nova",
    ),
    Story(
        "denied later",
        "p:Ann Lee; o:Acme",
        [
            "2020-01-01: Ann Lee works at Acme.",
            "2021-01-01: Ann Lee doesn't work at Acme.",
            "2021-02-01: Did Ann Lee work at Acme?",
            "night",
        ],
        "Ann Lee works_at Acme ~",
    ),
    Story(
        "same event",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2020-01-01: Ann Lee works at Acme and Globex.", "night"],
        "Ann Lee works_at Acme; Ann Lee works_at Globex",
    ),
    Story(
        "delete ending",
        "p:Ann Lee; o:Acme",
        [
            "2020-01-01: Ann Lee works at Acme.",
            "2021-01-01: Ann Lee left Acme.",
            "sql DELETE FROM raw_events WHERE graph_id = %(g)s AND occurred_at > '2020-06-01'",
            "night",
        ],
        "Ann Lee works_at Acme",
    ),
    Story(
        "reingest",
        "p:Ann Lee; o:Acme",
        [
            "sql INSERT INTO raw_events (graph_id, payload, source, occurred_at) SELECT %(g)s, '{\"content\": \"Ann Lee runs Acme.\"}', 'mail/1', '2024-01-01' FROM generate_series(1, 3)",
            "night",
        ],
        "Ann Lee leads Acme",
    ),
    Story(
        "reingest other source",
        "p:Ann Lee; o:Acme",
        [
            "sql INSERT INTO raw_events (graph_id, payload, source, occurred_at) SELECT %(g)s, '{\"content\": \"Ann Lee runs Acme.\"}', 'mail/' || i, '2024-01-01'::timestamptz + i * interval '1 day' FROM generate_series(1, 3) i",
            "night",
        ],
        "Ann Lee leads Acme x3",
    ),
    Story(
        "merge",
        "p:Ann Lee; p:Ann B. Lee; o:Acme",
        [
            "2024-01-01: Ann Lee runs Acme.",
            "2024-02-01: Ann B. Lee runs Acme.",
            "sql SELECT merge_entities((SELECT id FROM entity WHERE graph_id = %(g)s AND title = 'Ann Lee'), (SELECT id FROM entity WHERE graph_id = %(g)s AND title = 'Ann B. Lee'), p_graph_id => %(g)s)",
            ("2024-03-01: Ann B. Lee runs Acme.", "Ann Lee; Acme"),
            "night",
        ],
        "Ann Lee leads Acme x3",
    ),
    Story(
        "rename keeps",
        "p:Ann Lee; o:Acme",
        [
            "2024-01-01: Ann Lee runs Acme.",
            "sql UPDATE entity SET title = 'Nova' WHERE graph_id = %(g)s AND title = 'Acme'",
            ("2024-02-01: Ann Lee runs Nova.", "Ann Lee; Nova"),
            ("2024-03-01: Acme grew.", "Nova"),
            "night",
        ],
        "Ann Lee leads Nova x2",
    ),
    Story(
        "both in one",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2020-01-01: Ann Lee left Acme in 2015 and joined Globex in 2016."],
        None,
    ),
    Story(
        "two docs same fact",
        "p:Ann Lee; o:Acme",
        ["2024-01-01: Ann Lee founded Acme.", "2024-01-02: Acme was founded by Ann Lee.", "night"],
        "Acme founded_by Ann Lee x2",
    ),
    Story(
        "changed twice",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            "2024-01-01: Ann Lee runs Acme.",
            'sql UPDATE raw_events SET payload = \'{"content": "Ann Lee runs Globex."}\' WHERE graph_id = %(g)s',
            'sql UPDATE raw_events SET payload = \'{"content": "Ann Lee runs Acme."}\' WHERE graph_id = %(g)s',
            "night",
        ],
        "Ann Lee leads Acme",
    ),
    Story(
        "entity deleted",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            "2024-01-01: Ann Lee runs Acme and Globex.",
            "sql DELETE FROM entity WHERE graph_id = %(g)s AND title = 'Globex'",
            "night",
        ],
        "Ann Lee leads Acme",
    ),
    Story(
        "told again",
        "p:Ann Lee; o:Acme",
        [
            "2020-01-01: Ann Lee works at Acme.",
            "2021-01-01: Ann Lee left Acme.",
            "2023-01-01: Ann Lee, formerly of Acme, spoke.",
            "night",
        ],
        "Ann Lee works_at Acme [..2021-01-01] ~",
    ),
    Story(
        "denied again",
        "p:Ann Lee; o:Acme",
        [
            "2023-01-01: Ann Lee no longer works at Acme.",
            "2020-01-01: Ann Lee works at Acme.",
            "2021-01-01: Ann Lee left Acme.",
            "night",
        ],
        "Ann Lee works_at Acme [..2021-01-01]",
    ),
    Story(
        "undo by correction",
        "p:Ann Lee; o:Acme",
        [
            "2020-01-01: Ann Lee works at Acme.",
            "2021-01-01: Ann Lee left Acme.",
            "sql UPDATE raw_events SET payload = '{\"content\": \"Ann Lee likes tea.\"}' WHERE graph_id = %(g)s AND occurred_at > '2020-06-01'",
            "night",
        ],
        "Ann Lee works_at Acme",
    ),
    Story(
        "denial after",
        "o:Nordic Oil; o:Baltic Gas",
        [
            "2024-01-01: Nordic Oil was acquired by Baltic Gas.",
            "2024-01-05: Baltic Gas has not acquired Nordic Oil, it said.",
            "2024-01-09: Reports that Baltic Gas acquired Nordic Oil are untrue.",
            "night",
        ],
        "Nordic Oil owned_by Baltic Gas",
    ),
    Story(
        "question after",
        "p:Ida Moe; o:Fram",
        [
            "2024-01-01: Ida Moe works at Fram.",
            "2024-02-01: Does Ida Moe still work at Fram?",
            "2024-03-01: If Ida Moe works at Fram, call her.",
            "night",
        ],
        "Ida Moe works_at Fram",
    ),
    Story(
        "repeated",
        "p:Ida Moe; o:Fram",
        [
            "2024-01-01: Ida Moe works at Fram.",
            "2024-02-01: Ida Moe works at Fram.",
            "2024-03-01: Ida Moe, who works at Fram, sang.",
            "night",
        ],
        "Ida Moe works_at Fram x3",
    ),
    Story(
        "delete both",
        "p:Ida Moe; o:Fram",
        [
            "2024-01-01: Ida Moe runs Fram.",
            "2024-01-02: Ida Moe runs Fram.",
            "sql DELETE FROM raw_events WHERE graph_id = %(g)s",
            "night",
        ],
        "",
    ),
    Story(
        "update keeps others",
        "p:Ida Moe; o:Fram; o:Gjoa",
        [
            "2024-01-01: Ida Moe runs Fram.",
            "2024-01-02: Ida Moe runs Fram. Gjoa was bought by Fram.",
            "sql UPDATE raw_events SET payload = '{\"content\": \"Rain.\"}' WHERE graph_id = %(g)s AND occurred_at > '2024-01-02'",
            "night",
        ],
        "Ida Moe leads Fram",
    ),
    Story(
        "forget",
        "p:Ida Moe; o:Fram",
        [
            "2024-01-01: Ida Moe runs Fram.",
            "sql SELECT forget_event((SELECT id FROM raw_events WHERE graph_id = %(g)s), %(g)s)",
            "night",
        ],
        "",
    ),
    Story(
        "ensure",
        "o:Fram",
        [
            "sql SELECT ensure_entity('Fram', 'organization', '{}', '{}', %(g)s)",
            "sql SELECT ensure_entity('Ida Moe', 'person', '{Idy}', '{}', %(g)s)",
            ("2024-01-01: Idy runs Fram.", "Ida Moe; Fram"),
        ],
        "Ida Moe leads Fram",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
