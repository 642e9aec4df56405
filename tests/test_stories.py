"""Small graphs with a few events each: the mentions and the edges that a reader finds in the end.

Each was written, with its answer, before the code was tried on it.
"""
# ruff: noqa: RUF001 - names of other scripts

import json
import re
from dataclasses import dataclass
from uuid import UUID, uuid4

import psycopg
import pytest

from pattern_graph import Entity, Graph, new_graph
from test_facts import facts

pytest_plugins = ["pattern_graph"]
TYPES = {"p": "person", "o": "organization", "t": "topic", "l": "place", "r": "role", "pr": "product", "pj": "project"}
SYMMETRIC = {"married_to", "sibling_of", "knows"}
DERIVED = {"temporal_overlap", "preceded_by"}

Step = str | tuple[str, str | None]


@dataclass(frozen=True)
class Story:
    """What happens in a graph, and the edges that it has in the end (None: not asked).

    entities are "type:Title=Alias/Alias; ..." or "type:Title={metadata}". A step is an event ("day: text", or "payload"
    and JSON), "+ " and further entities, "sql " and a statement, or "night"; beside an event stand its mentions. An edge
    is "from kind to", with its period in brackets, and with x2 if it was observed twice, or ~ where that is not asked.
    """

    kind: str
    entities: str
    steps: list[Step]
    edges: str | None


STORIES = [
    Story(
        "E abbrev",
        "o:St. Luke's Clinic; p:Lt. Mara Quist; o:Yum! Brands; o:Weir & Bros. Timber; o:Halden Corp.; p:Ines Roy; o:No. 5 Films; p:Noel Ash",
        [
            ("1 She was treated at St. Luke's Clinic. Nothing more.", "St. Luke's Clinic"),
            ("2 A note from Lt. Mara Quist arrived.", "Lt. Mara Quist"),
            ("3 Lunch at Yum! Brands was cold.", "Yum! Brands"),
            ("4 The boards came from Weir & Bros. Timber.", "Weir & Bros. Timber"),
            ("2024-05-02: 5 Halden Corp. CEO Ines Roy resigned.", "Halden Corp.; Ines Roy"),
            ("6 No. 5 Films hired Noel Ash.", "No. 5 Films; Noel Ash"),
        ],
        "Ines Roy leads Halden Corp. [..2024-05-02]; Noel Ash works_at No. 5 Films",
    ),
    Story(
        "B accents",
        "p:Zoë Müller; p:Renée Côté; p:Bjørn Åkesson",
        [
            ("Zoe Muller wrote.", "Zoë Müller"),
            ("RENEE COTE rang.", "Renée Côté"),
            ("Renée Cote rang.", "Renée Côté"),
            ("Bjorn Akesson came.", "Bjørn Åkesson"),
        ],
        None,
    ),
    Story(
        "B accents apart",
        "p:Ana Peña; p:Ana Pena",
        [("Ana Pena came.", "Ana Pena"), ("Ana Peña came.", "Ana Peña")],
        None,
    ),
    Story(
        "L alias string",
        'p:Rosalind Grey={"aliases": "Roz G"}; o:Umber Oil={"aliases": ["UO", 7, null, "Umber"]}',
        [("Roz G came with news of Umber.", "Rosalind Grey; Umber Oil")],
        None,
    ),
    Story(
        "B articles",
        "t:Plan A; t:Plan B; p:An Nguyen; o:A Perfect Ring; o:The Lantern; o:Class A",
        [
            ("1 Plan C was dropped.", ""),
            ("2 It was Plan A, then Plan B.", "Plan A; Plan B"),
            ("3 Bao Nguyen wrote.", ""),
            ("4 A Perfect Ring toured.", "A Perfect Ring"),
            ("5 It was a perfect ring of stones.", ""),
            ("6 He reads the Lantern.", "The Lantern"),
            ("7 Class B is full.", ""),
        ],
        None,
    ),
    Story(
        "D cjk",
        "p:渡辺直美; o:朝日工業; p:정다은; o:푸른출판; p:李伟; o:蓝海集团",
        [
            ("朝日工業の渡辺直美氏は語った。", "朝日工業; 渡辺直美"),
            ("정다은이 푸른출판에 지원했다.", "정다은; 푸른출판"),
            ("李伟昨天加入了蓝海集团。", "李伟; 蓝海集团"),
            ("정다은님께서 푸른출판과 계약했다", "정다은; 푸른출판"),
        ],
        None,
    ),
    Story(
        "D arabic hebrew",
        "p:أحمد خالد; o:شركة النور; p:דוד לוי; o:אופק",
        [
            ("يعمل أحمد خالد في شركة النور.", "أحمد خالد; شركة النور"),
            ("דוד לוי עובד באופק.", "דוד לוי; אופק"),
            ("التقيت أمس وأحمد خالد.", "أحمد خالد"),
        ],
        None,
    ),
    Story("D thai", "p:ประยุทธ์; o:ไทยออยล์", [("ประยุทธ์ทำงานที่ไทยออยล์มาสิบปี", "ประยุทธ์; ไทยออยล์")], None),
    Story(
        "H cofounders",
        "p:Ann Lee; p:Bob Ray; p:Iris Vale; o:Globex; o:Initech; o:Umbra",
        [
            "Ann Lee, Bob Ray, and Iris Vale founded Globex.",
            "Initech was founded in 1999 by Ann Lee and Bob Ray.",
            "Iris Vale co-founded Umbra with Bob Ray.",
        ],
        "Globex founded_by Ann Lee; Globex founded_by Bob Ray; Globex founded_by Iris Vale; Initech founded_by Ann Lee [1999-01-01..]; Initech founded_by Bob Ray [1999-01-01..]; Umbra founded_by Iris Vale; Umbra founded_by Bob Ray",
    ),
    Story(
        "A common edges",
        "o:Amazon; o:Shell; o:Oracle; o:Slack; p:Ann Lee; p:Bob Ray; p:Cy Dunn",
        [
            ("Ann Lee acquired shell fragments.", "Ann Lee"),
            ("Bob Ray joined slack colleagues at the bar.", "Bob Ray"),
            ("Cy Dunn works at Slack.", "Cy Dunn; Slack"),
            ("The village had founded an oracle, Ann Lee wrote.", "Ann Lee"),
        ],
        "Cy Dunn works_at Slack",
    ),
    Story(
        "facts corrected",
        "p:Ann Lee; p:Bob Ray; o:Acme",
        [
            "Ann Lee is the CEO of Acme.",
            'sql UPDATE raw_events SET payload = \'{"content": "Bob Ray is the CEO of Acme."}\' WHERE graph_id = %(g)s',
            "night",
        ],
        "Bob Ray leads Acme",
    ),
    Story(
        "facts corrected to denial",
        "p:Ann Lee; o:Acme",
        [
            "Ann Lee works at Acme.",
            'sql UPDATE raw_events SET payload = \'{"content": "Ann Lee never worked at Acme."}\' WHERE graph_id = %(g)s',
            "night",
        ],
        "",
    ),
    Story(
        "facts delete",
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
        "facts denial reinforces",
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
        "L twin",
        "t:Control Theory",
        [("1 A talk on Control Theory.", "Control Theory"), "+ t:Control theory", "2 A talk on Control Theory."],
        None,
    ),
    Story(
        "E hard wrap",
        "p:Grace Holm; o:Umbra Labs; p:Ann Lee; o:Acme; o:Eckert-Mauchly Works",
        [
            (
                "1 The second keynote of the long morning at the annual meeting came from Grace\nHolm of Umbra\nLabs.",
                "Grace Holm; Umbra Labs",
            ),
            "2 On Tuesday it became known that in the summer of that year Ann Lee\nhad founded Acme.",
            (
                "3 The plant that they had visited on the way to the coast was Eckert-\nMauchly Works.",
                "Eckert-Mauchly Works",
            ),
        ],
        "Acme founded_by Ann Lee",
    ),
    Story(
        "C html",
        "o:Procter & Gamble; p:Ann Lee; p:Maeve O'Neill; o:Café Olé",
        [
            ("1 <p>A call from <i>Procter &amp; Gamble</i>.</p>", "Procter & Gamble"),
            ("2 Ann&#160;Lee met Maeve O&apos;Neill.", "Ann Lee; Maeve O'Neill"),
            ("3 <tr><td>Ann Lee</td><td>Caf&eacute; Ol&eacute;</td></tr>", "Ann Lee; Café Olé"),
            ('4 <a href="https://x.org/ann-lee" title="x">the site</a>', ""),
        ],
        None,
    ),
    Story(
        "F legal",
        "o:Nagoya Seiki K.K.; o:Lumo Oy; o:Conti Srl; o:Albion plc; o:Baltic Wood OÜ; o:Danfrost A/S; r:Clerk at Lumo; r:Chef at Conti; r:Buyer at Baltic Wood",
        [
            (
                "Nagoya Seiki, Albion and Danfrost met Lumo, Conti, and Baltic Wood.",
                "Nagoya Seiki K.K.; Albion plc; Danfrost A/S; Lumo Oy; Conti Srl; Baltic Wood OÜ",
            )
        ],
        "Clerk at Lumo role_at Lumo Oy; Chef at Conti role_at Conti Srl; Buyer at Baltic Wood role_at Baltic Wood OÜ",
    ),
    Story(
        "L long",
        "p:Ann Lee; o:Acme",
        [
            "Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Nothing much happened on that day. Ann Lee founded Acme."
        ],
        "Acme founded_by Ann Lee",
    ),
    Story(
        "G negation",
        "o:Acme; o:Globex; o:Initech; o:Umbra; o:Vexel; o:Quorn; p:Iris Vale; p:Ann Lee",
        [
            "Acme shouldn't be sold to Globex.",
            "Initech isn't part of Umbra.",
            "Vexel has not been acquired by Quorn.",
            "Iris Vale didn't join Acme as an engineer.",
            "Ann Lee and Iris Vale aren't siblings.",
            "Globex never did acquire Initech.",
            "No, Quorn does not depend on Vexel.",
            "Ann Lee couldn't have founded Umbra.",
        ],
        "",
    ),
    Story(
        "G questions",
        "o:Acme; o:Globex; p:Ann Lee; p:Bob Ray",
        [
            "Is Ann Lee married to Bob Ray?",
            "Does Ann Lee work at Acme?",
            "When did Globex acquire Acme?",
            "I wonder whether Bob Ray works at Globex.",
            "Ann Lee asked if Bob Ray owned Acme.",
        ],
        "",
    ),
    Story(
        "G conditions",
        "o:Acme; o:Globex; p:Ann Lee; p:Bob Ray",
        [
            "If Globex acquires Acme, Ann Lee will leave.",
            "Unless Ann Lee joins Acme as CEO, it fails.",
            "Were Bob Ray married to Ann Lee, he would know.",
            "Globex would own Acme by now.",
            "Should Acme be bought by Globex, call us.",
        ],
        "",
    ),
    Story(
        "C pipe",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            ("1 Met [[Ann Lee|A.]] for lunch.", "Ann Lee"),
            ("2 |Name|Firm|\n|---|---|\n|Ann Lee|Acme|", "Ann Lee; Acme"),
            ("3 Acme|Globex", "Acme; Globex"),
            ("4 {{Acme}} and [Globex](http://x.org)", "Acme; Globex"),
        ],
        None,
    ),
    Story(
        "B possessive",
        "o:Arby's; o:Levi's; o:Acme",
        [
            ("1 Mei founded Acme after college.", "Acme"),
            ("2 Lunch at Arby’s was fine.", "Arby's"),
            ("3 Arby Holt came.", ""),
            "+ p:Levi",
            ("4 Levi wears Levi's.", "Levi; Levi's"),
            ("5 Levi's brother came.", None),
            ("6 Acme's plant and Acme’s lab", "Acme"),
        ],
        "",
    ),
    Story(
        "facts present",
        'o:Acme; r:Pilot at Acme={"start_date": "2018-01-01", "end_date": "Present"}; r:Cook at Acme={"start_date": "2019-01-01", "end_date": "2020-06"}; r:Baker at Acme={"start_date": "2019", "end_date": "ongoing"}',
        ["night"],
        "Pilot at Acme role_at Acme [2018-01-01..]; Cook at Acme role_at Acme [2019-01-01..2020-06-30]; Baker at Acme role_at Acme [2019-01-01..]",
    ),
    Story(
        "A stopword edge",
        "o:WHO; o:IT; o:US; o:AM; p:Ann Lee; o:Helix Fund; o:Vexel",
        [
            "Ann Lee, who owns Helix Fund, spoke.",
            "The board met and it acquired Vexel.",
            "Vexel was sold to us.",
            "Helix Fund, which it owns, grew.",
        ],
        "Helix Fund owned_by Ann Lee",
    ),
    Story(
        "A stopword mention",
        "o:WHO; o:IT; p:Will Hart=Will; p:Mark Dell=Mark; o:Now",
        [
            ("The WHO met.", "WHO"),
            ("Ask the IT desk.", "IT"),
            ("Yesterday Will called Mark.", "Will Hart; Mark Dell"),
            ("Will you mark it now?", ""),
            ("It is late. Who knows?", ""),
        ],
        None,
    ),
    Story(
        "H subject",
        "p:Bruno Durand; p:Theo Durand; p:Ann Lee; p:Bob Ray; o:Acme; o:Globex; o:Initech; o:Umbra; o:Vexel; o:Quorn",
        [
            "Bruno Durand married the niece of Theo Durand.",
            "Ann Lee met the chairman of Acme.",
            "The patents that Initech sold to Globex were void.",
            "A customer of Quorn bought Vexel.",
            "The lawyer of Ann Lee founded Acme.",
            "Bob Ray wrote a book about the owner of Globex.",
            "Ann Lee knows the wife of Bob Ray.",
        ],
        "",
    ),
    Story(
        "facts superseded",
        "p:Kira Moss; o:Acme; o:Globex",
        [
            "2021-01-01: Kira Moss works at Acme.",
            "2023-01-01: Kira Moss left Acme.",
            "2023-02-01: Kira Moss works at Globex.",
            "night",
        ],
        "Kira Moss works_at Acme [..2023-01-01]; Kira Moss works_at Globex",
    ),
    Story(
        "facts out of order",
        "p:Kira Moss; o:Acme; o:Globex; l:Lyon; l:Nice",
        [
            "2023-01-01: Kira Moss lives in Nice.",
            "2021-01-01: Kira Moss lives in Lyon.",
            "2022-01-01: Kira Moss joined Globex in 2022.",
            "2019-01-01: Kira Moss works at Acme.",
            "night",
        ],
        "Kira Moss lives_in Lyon [..2023-01-01]; Kira Moss lives_in Nice; Kira Moss works_at Acme [..2022-01-01]; Kira Moss works_at Globex [2022-01-01..]",
    ),
    Story(
        "B symbols",
        "t:C; t:C++; t:C#; t:Objective-C; t:R; t:R&D; o:Kaiser; o:Kaiser+; t:Node.js",
        [
            ("1 She writes C++ and C#.", "C++; C#"),
            ("2 He wrote it in C.", "C"),
            ("3 Objective-C is old.", "Objective-C"),
            ("4 R&D is upstairs.", "R&D"),
            ("5 Kaiser+ costs more than Kaiser.", "Kaiser; Kaiser+"),
            ("6 We use Node.js daily.", "Node.js"),
        ],
        None,
    ),
    Story(
        "C typographic",
        "o:Acme; o:Eckert-Mauchly Works; p:Nadia Petrova",
        [
            ("1 «Acme» closed", "Acme"),
            ("2 ‚Acme‘ closed", "Acme"),
            ("3 Acme… closed", "Acme"),
            ("4 ▪Acme", "Acme"),
            ("5 Acme© is a mark", "Acme"),
            ("6 Acme⇒Globex", "Acme"),
            ("7 「Acme」", "Acme"),
            ("8 The Eckert–Mauchly Works", "Eckert-Mauchly Works"),
            ("9 Nadia\xa0Petrova", "Nadia Petrova"),
            ("10 Na\xaddia Pe\u200btrova", "Nadia Petrova"),
            ("11 ACME opened", "Acme"),
            ("12 Acme👍", "Acme"),
            ("13 (Acme)", "Acme"),
            ("14 Acme/Globex", "Acme"),
        ],
        None,
    ),
    Story(
        "T types",
        "PERSON:Ann Lee; ORG:Acme; GPE:Oslo; Role:Engineer at Acme; ORGANIZATION:Globex",
        ["Ann Lee works at Acme.", "Ann Lee lives in Oslo.", "Acme was acquired by Globex."],
        "Ann Lee works_at Acme; Ann Lee lives_in Oslo; Acme owned_by Globex; Engineer at Acme role_at Acme",
    ),
    Story(
        "L payload",
        "p:Ann Lee; o:Acme",
        [('payload {"text": "Ann Lee founded Acme."}', "Ann Lee; Acme")],
        "Acme founded_by Ann Lee",
    ),
    Story(
        "L payload message",
        "p:Ann Lee; o:Acme",
        [('payload {"message": "Ann Lee joined Acme as a cook."}', "Ann Lee; Acme")],
        "Ann Lee works_at Acme",
    ),
    Story(
        "P possessives",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; l:Oslo; o:Acme; t:Jazz",
        [
            "Bob Ray is Ann Lee's brother.",
            "Cy Dunn is Ann Lee's son.",
            "Ann Lee lives in Oslo.",
            "Bob Ray got a job at Acme.",
            "Cy Dunn loves Jazz.",
        ],
        "Ann Lee sibling_of Bob Ray; Cy Dunn child_of Ann Lee; Ann Lee lives_in Oslo; Bob Ray works_at Acme; Cy Dunn likes Jazz",
    ),
    Story(
        "facts rename",
        "p:Ann Lee; o:Acme",
        [
            "sql UPDATE entity SET title = 'Nova' WHERE graph_id = %(g)s AND title = 'Acme'",
            ("Ann Lee works at Acme.", "Ann Lee; Nova"),
            ("Ann Lee likes Nova.", "Ann Lee; Nova"),
        ],
        "Ann Lee works_at Nova; Ann Lee likes Nova",
    ),
    Story(
        "facts periods",
        "p:Eva Holt; o:Zenit; o:Orbis; p:Ian Marsh",
        [
            "2024-05-02: Eva Holt was CEO of Zenit from March 2001 to June 2005.",
            "2024-05-02: Ian Marsh was employed at Orbis until 2019.",
            "2024-05-03: Eva Holt was married to Ian Marsh between 1990 and 1995.",
        ],
        "Eva Holt leads Zenit [2001-03-01..2005-06-30]; Ian Marsh works_at Orbis [..2019-12-31]; Eva Holt married_to Ian Marsh [1990-01-01..1995-12-31]",
    ),
    Story(
        "facts endings",
        "p:Eva Holt; p:Ian Marsh; p:Tom Hale; o:Zenit; o:Orbis; l:Lyon",
        [
            "2019-01-01: Eva Holt works at Zenit.",
            "2020-01-01: Ian Marsh is married to Tom Hale.",
            "2020-01-01: Zenit is owned by Orbis.",
            "2020-01-01: Tom Hale lives in Lyon.",
            "2022-01-01: Eva Holt was let go by Zenit.",
            "2022-01-01: Ian Marsh and Tom Hale have separated.",
            "2022-01-01: Zenit is no longer owned by Orbis.",
            "2022-01-01: Tom Hale left Lyon.",
            "night",
        ],
        "Eva Holt works_at Zenit [..2022-01-01]; Ian Marsh married_to Tom Hale [..2022-01-01]; Zenit owned_by Orbis [..2022-01-01]; Tom Hale lives_in Lyon [..2022-01-01]",
    ),
    Story(
        "facts reopen",
        "p:Eva Holt; o:Zenit",
        [
            "2019-01-01: Eva Holt works at Zenit.",
            "2020-01-01: Eva Holt left Zenit.",
            "2021-01-01: Eva Holt rejoined Zenit.",
            "2021-06-01: Eva Holt works at Zenit.",
            "night",
        ],
        "Eva Holt works_at Zenit ~",
    ),
    Story(
        "E initials",
        "p:T. S. Garrow; o:P. F. Collier & Son; o:Dr. Bronson's; p:Ed Lamb; o:Vox Ltd.",
        [
            ("1 T. S. Garrow read aloud.", "T. S. Garrow"),
            ("2 T.S. Garrow read aloud.", "T. S. Garrow"),
            ("3 The book by P. F. Collier & Son sold.", "P. F. Collier & Son"),
            ("4 He bought soap from Dr. Bronson's. It was good.", "Dr. Bronson's"),
            ("5 Ed Lamb works for Vox Ltd. His desk is small.", "Ed Lamb; Vox Ltd."),
        ],
        "Ed Lamb works_at Vox Ltd.",
    ),
    Story(
        "E marks in names",
        'o:Who? Media; o:Jump... Studios; o:Ask: Labs; o:Toys "R" Us; p:Ida Bell',
        [
            ("1 Who? Media hired Ida Bell.", "Who? Media; Ida Bell"),
            ("2 She met Jump... Studios today.", "Jump... Studios"),
            ("3 Ida Bell works at Ask: Labs.", "Ida Bell; Ask: Labs"),
            ("4 A visit to Toys “R” Us went well.", 'Toys "R" Us'),
        ],
        "Ida Bell works_at Who? Media; Ida Bell works_at Ask: Labs",
    ),
    Story(
        "B accents one word",
        "o:Nestlé; o:Citroën; p:Beyoncé",
        [
            ("A bar by Nestle.", "Nestlé"),
            ("Her CITROEN broke.", "Citroën"),
            ("We saw Beyonce and Nestlé.", "Beyoncé; Nestlé"),
        ],
        None,
    ),
    Story(
        "B title without accents",
        "p:Jose Alvarez; o:Cafe Luna",
        [("José Álvarez ate at Café Luna.", "Jose Alvarez; Cafe Luna")],
        None,
    ),
    Story(
        "B umlauts",
        "p:Jürgen Möller; o:Bäckerei Groß",
        [
            ("Juergen Moeller rang.", "Jürgen Möller"),
            ("Die Baeckerei Gross ist zu.", "Bäckerei Groß"),
            ("JÜRGEN MÖLLER bei Bäckerei Gross", "Jürgen Möller; Bäckerei Groß"),
        ],
        None,
    ),
    Story(
        "B numbers",
        "t:Python 2; t:Python 3; o:Area 51; o:3M; o:Channel 4",
        [
            ("1 We left Python 2 for Python 3.", "Python 2; Python 3"),
            ("2 Nothing in Area 5.", ""),
            ("3 3M sells tape.", "3M"),
            ("4 Channel 44 is off, Channel 4 is on.", "Channel 4"),
            ("5 It is 3 m long.", ""),
        ],
        None,
    ),
    Story(
        "B roman",
        "p:Henry IV; p:Henry V; t:World War I; t:World War II",
        [
            ("Henry V came after Henry IV.", "Henry IV; Henry V"),
            ("World War II ended.", "World War II"),
            ("I saw World War I films.", "World War I"),
        ],
        None,
    ),
    Story(
        "B article ends",
        "o:The Economist; o:The Gap; o:Los Angeles Review; o:La Perla; p:The Edge",
        [
            ("1 She reads the Economist.", "The Economist"),
            ("2 Mind the gap.", ""),
            ("3 An economist spoke.", ""),
            ("4 The Edge plays guitar.", "The Edge"),
            ("5 They sat on the edge.", ""),
        ],
        None,
    ),
    Story(
        "C bullets rows",
        "o:Korvel; o:Lindt; p:Ana Ortiz",
        [
            ("* Korvel\n* Lindt\n- Ana Ortiz", "Korvel; Lindt; Ana Ortiz"),
            ("1) Korvel 2) Lindt", "Korvel; Lindt"),
            ("Korvel; Lindt; Ana Ortiz", "Korvel; Lindt; Ana Ortiz"),
            ("Korvel,Lindt,Ana Ortiz", "Korvel; Lindt; Ana Ortiz"),
            ("\tKorvel\tLindt", "Korvel; Lindt"),
            ("`Korvel` ~~Lindt~~ ***Ana Ortiz***", "Korvel; Lindt; Ana Ortiz"),
        ],
        None,
    ),
    Story(
        "C markdown",
        "o:Korvel; p:Ana Ortiz",
        [("# Korvel\n\n> **Ana Ortiz** founded [Korvel](https://korvel.com).", "Ana Ortiz; Korvel")],
        "Korvel founded_by Ana Ortiz",
    ),
    Story(
        "C compounds",
        "o:Korvel; p:Ana Ortiz",
        [
            ("The Korvel-owned shop", "Korvel"),
            ("an ex-Korvel clerk", "Korvel"),
            ("a non-Korvel product", "Korvel"),
            ("pro-Korvel", "Korvel"),
            ("AnaOrtiz", ""),
            ("Ana-Ortiz", "Ana Ortiz"),
        ],
        None,
    ),
    Story(
        "C quotes",
        "o:Korvel; p:Ana Ortiz",
        [
            ("„Korvel“, ‚Ana Ortiz‘, “Korvel”, ‘Korvel’", "Korvel; Ana Ortiz"),
            ("''Korvel''", "Korvel"),
            ('"Korvel," she said.', "Korvel"),
            ("Korvel’s plant", "Korvel"),
            ("Korvels", ""),
        ],
        None,
    ),
    Story(
        "C bidi",
        "o:Korvel; p:Ana Ortiz",
        [
            ("\u200eAna\u200e Ortiz\u200f at \u2067Korvel\u2069", "Ana Ortiz; Korvel"),
            ("Kor\u2060vel", "Korvel"),
            ("Ana\u202fOrtiz", "Ana Ortiz"),
            ("Ana\u2003Ortiz", "Ana Ortiz"),
        ],
        None,
    ),
    Story(
        "D japanese mixed",
        "o:ソニー; o:ソニー銀行; p:佐藤; o:NTTデータ",
        [
            ("ソニー銀行は新しい。", "ソニー銀行"),
            ("ソニーの社員", "ソニー"),
            ("NTTデータに勤める佐藤さん", "NTTデータ; 佐藤"),
        ],
        None,
    ),
    Story(
        "D korean",
        "p:박지민; o:삼성전자; o:삼성",
        [
            ("박지민이라는 사람이 삼성전자에서 일한다.", "박지민; 삼성전자"),
            ("삼성의 주가", "삼성"),
            ("박지민씨가 왔다", "박지민"),
        ],
        None,
    ),
    Story(
        "D chinese",
        "p:张三; o:北京大学; o:北京",
        [("张三毕业于北京大学。", "张三; 北京大学"), ("张三住在北京。", "张三; 北京")],
        None,
    ),
    Story(
        "D greek cyrillic",
        "p:Νίκος Παπάς; o:Газпром; p:Анна Иванова",
        [
            ("Ο Νίκος Παπάς ήρθε.", "Νίκος Παπάς"),
            ("ΝΙΚΟΣ ΠΑΠΑΣ", "Νίκος Παπάς"),
            ("«Газпром» и Анна Иванова", "Газпром; Анна Иванова"),
            ("ГАЗПРОМ растёт", "Газпром"),
        ],
        None,
    ),
    Story(
        "D turkish",
        "o:Anadolu Bank; l:İzmir; p:Işıl Kaya",
        [("Işıl Kaya İzmir'de yaşıyor.", "Işıl Kaya; İzmir"), ("Anadolu Bank'ın müdürü", "Anadolu Bank")],
        None,
    ),
    Story(
        "F forms",
        "o:Acme Holdings, LLC; o:Siemens Energy AG; o:Gulf Oil (Thailand) Co., Ltd.; o:Tata Motors Limited; o:Banco Azul, S.A.; o:Ekstra Sp. z o.o.; o:The Boring Company; o:Marks and Co.",
        [
            ("Acme Holdings met Siemens Energy.", "Acme Holdings, LLC; Siemens Energy AG"),
            ("Tata Motors and Banco Azul", "Tata Motors Limited; Banco Azul, S.A."),
            ("Ekstra wins", "Ekstra Sp. z o.o."),
            ("The Boring Company dug.", "The Boring Company"),
            ("It was a boring company.", ""),
            ("Siemens Energy Aktiengesellschaft", "Siemens Energy AG"),
        ],
        None,
    ),
    Story(
        "F roles",
        "o:Kyoto Tools Co., Ltd.; o:Wexford Group plc; o:Delta Foods Pty. Ltd.; o:Brauer & Söhne GmbH; r:Welder at Kyoto Tools; r:CFO of Wexford Group; r:Cook, Delta Foods; r:Clerk at Brauer & Söhne",
        [],
        "Welder at Kyoto Tools role_at Kyoto Tools Co., Ltd.; CFO of Wexford Group role_at Wexford Group plc; Cook, Delta Foods role_at Delta Foods Pty. Ltd.; Clerk at Brauer & Söhne role_at Brauer & Söhne GmbH",
    ),
    Story(
        "G denials",
        "o:Acme; o:Globex; o:Initech; p:Iris Vale; p:Ann Lee; p:Bob Ray",
        [
            "Iris Vale hasn't joined Acme.",
            "Contrary to reports, Ann Lee does not work at Globex.",
            "Bob Ray isn't the CEO of Initech.",
            "Neither Ann Lee nor Bob Ray founded Acme.",
            "Globex won't acquire Initech.",
            "No one from Acme married Ann Lee.",
            "Bob Ray is not, as reported, the owner of Globex.",
            "Ann Lee can't be Iris Vale's sister.",
        ],
        "",
    ),
    Story(
        "G reported falsely",
        "o:Acme; o:Globex; p:Ann Lee; p:Bob Ray",
        [
            "It is wrong to say that Ann Lee founded Acme.",
            "He falsely claimed that Globex owned Acme.",
            "The rumor that Ann Lee married Bob Ray is baseless.",
            "Bob Ray dreamed he worked at Globex.",
            "Ann Lee would like to work at Acme.",
        ],
        "",
    ),
    Story(
        "G not A but B",
        "o:Acme; o:Globex; o:Initech; p:Ann Lee; p:Bob Ray",
        ["Initech is owned not by Acme but by Globex.", "Acme was founded by Bob Ray, not by Ann Lee."],
        "Initech owned_by Globex; Acme founded_by Bob Ray",
    ),
    Story(
        "H head nouns",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex; o:Initech",
        [
            "Ann Lee's boss founded Acme.",
            "The founder of Globex met Bob Ray.",
            "Bob Ray sold shares of Acme to Globex.",
            "A former colleague of Ann Lee joined Initech as a clerk.",
            "Ann Lee interviewed Bob Ray's wife.",
            "The parent of Globex acquired a unit of Initech.",
            "Bob Ray works near Acme.",
            "Ann Lee reads about Globex.",
        ],
        "",
    ),
    Story(
        "H coordination",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme; o:Globex; o:Initech; o:Kent College",
        [
            "Acme is owned by Globex and Initech.",
            "Ann Lee and Cy Dunn studied at Kent College.",
            "Bob Ray is the CEO of Acme and Globex.",
            "Cy Dunn worked at Acme and at Initech.",
        ],
        "Acme owned_by Globex; Acme owned_by Initech; Ann Lee educated_at Kent College; Cy Dunn educated_at Kent College; Bob Ray leads Acme; Bob Ray leads Globex; Cy Dunn works_at Acme; Cy Dunn works_at Initech",
    ),
    Story(
        "H siblings list",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; p:Di Fox",
        ["Ann Lee has two brothers, Bob Ray and Cy Dunn.", "Di Fox is the mother of Ann Lee, Bob Ray and Cy Dunn."],
        "Ann Lee sibling_of Bob Ray; Ann Lee sibling_of Cy Dunn; Bob Ray sibling_of Cy Dunn; Ann Lee child_of Di Fox; Bob Ray child_of Di Fox; Cy Dunn child_of Di Fox",
    ),
    Story(
        "H who clause",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee, who married Bob Ray in 2001, works at Acme.", "Globex, whose founder is Bob Ray, grew."],
        "Ann Lee married_to Bob Ray [2001-01-01..]; Ann Lee works_at Acme; Globex founded_by Bob Ray",
    ),
    Story(
        "T case",
        "person:Ann Lee; Company:Acme; location:Oslo; POSITION:Cook at Acme; Per:Bob Ray; University:Kent",
        ["Ann Lee runs Acme.", "Bob Ray moved to Oslo.", "Ann Lee graduated from Kent."],
        "Ann Lee leads Acme; Bob Ray lives_in Oslo; Ann Lee educated_at Kent; Cook at Acme role_at Acme",
    ),
    Story(
        "L two of a name",
        "p:John Smith; o:Acme",
        ["+ p:John Smith", ("John Smith joined Acme as a cook.", None)],
        "John Smith works_at Acme",
    ),
    Story("L twins of types", "o:Jordan; l:Jordan; p:Ann Lee", [("Ann Lee lives in Jordan.", None)], None),
    Story(
        "facts denied later",
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
        "facts no longer CEO",
        "p:Ann Lee; o:Acme; p:Bob Ray",
        [
            "2020-01-01: Ann Lee is CEO of Acme.",
            "2021-01-01: Ann Lee is no longer CEO of Acme.",
            "2021-02-01: Bob Ray became CEO of Acme.",
            "night",
        ],
        "Ann Lee leads Acme [..2021-01-01]; Bob Ray leads Acme",
    ),
    Story(
        "facts dates",
        "p:Ann Lee; o:Acme; o:Globex; p:Bob Ray; l:Oslo",
        [
            "2024-01-01: Ann Lee has worked at Acme since May 2019.",
            "2024-01-01: Bob Ray lived in Oslo from 1999 to 2004.",
            "2024-01-02: Globex bought Acme in 2010 and sold it in 2015.",
            "2024-01-03: Bob Ray joined Globex on 5 March 2020.",
        ],
        "Ann Lee works_at Acme [2019-05-01..]; Bob Ray lives_in Oslo [1999-01-01..2004-12-31]; Acme owned_by Globex [2010-01-01..2015-12-31]; Bob Ray works_at Globex [2020-03-05..]",
    ),
    Story(
        "facts ex",
        "p:Ann Lee; o:Acme; p:Bob Ray",
        ["2024-01-01: Ex-Acme CEO Ann Lee spoke.", "2024-01-01: Bob Ray, a former engineer at Acme, wrote."],
        "Ann Lee leads Acme [..2024-01-01]; Bob Ray works_at Acme [..2024-01-01]",
    ),
    Story(
        "facts superseded three",
        "p:Ann Lee; l:Oslo; l:Rome; l:Bern",
        [
            "2020-01-01: Ann Lee lives in Oslo.",
            "2022-01-01: Ann Lee lives in Bern.",
            "2021-01-01: Ann Lee moved to Rome.",
            "2022-06-01: Ann Lee lives in Bern.",
            "night",
        ],
        "Ann Lee lives_in Oslo [..2021-01-01]; Ann Lee lives_in Rome [..2022-01-01]; Ann Lee lives_in Bern x2",
    ),
    Story(
        "facts same event",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2020-01-01: Ann Lee works at Acme and Globex.", "night"],
        "Ann Lee works_at Acme; Ann Lee works_at Globex",
    ),
    Story(
        "facts owner changes",
        "o:Acme; o:Globex; o:Initech",
        ["2010-01-01: Acme is owned by Globex.", "2015-01-01: Initech acquired Acme from Globex.", "night"],
        "Acme owned_by Globex [..2015-01-01] ~; Acme owned_by Initech",
    ),
    Story(
        "facts role dates",
        'o:Acme; r:Cook at Acme={"start_date": "2015-03", "end_date": "2019"}; r:Clerk at Acme={"start_date": "2020-01-01", "end_date": "current"}',
        ["night"],
        "Cook at Acme role_at Acme [2015-03-01..2019-12-31]; Clerk at Acme role_at Acme [2020-01-01..]",
    ),
    Story(
        "facts delete ending",
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
        "facts reingest",
        "p:Ann Lee; o:Acme",
        [
            "sql INSERT INTO raw_events (graph_id, payload, source, occurred_at) SELECT %(g)s, '{\"content\": \"Ann Lee runs Acme.\"}', 'mail/1', '2024-01-01' FROM generate_series(1, 3)",
            "night",
        ],
        "Ann Lee leads Acme",
    ),
    Story(
        "facts reingest other source",
        "p:Ann Lee; o:Acme",
        [
            "sql INSERT INTO raw_events (graph_id, payload, source, occurred_at) SELECT %(g)s, '{\"content\": \"Ann Lee runs Acme.\"}', 'mail/' || i, '2024-01-01'::timestamptz + i * interval '1 day' FROM generate_series(1, 3) i",
            "night",
        ],
        "Ann Lee leads Acme x3",
    ),
]


def entities(written: str) -> list[Entity]:
    """Read entities."""
    found = []
    for part in filter(None, written.split("; ")):
        head, _, rest = part.partition(":")
        title, _, alias = rest.partition("=")
        metadata = alias if alias.startswith("{") else json.dumps({"aliases": alias.split("/") if alias else []})
        found.append(Entity(title, TYPES.get(head, head), metadata))
    return found


def happen(graph: Graph, step: str) -> UUID | None:
    """Let a step happen; return the event."""
    match step.partition(" ")[0]:
        case "+":
            for entity in entities(step[2:]):
                graph.insert(entity)
        case "night":
            graph.nightly(full=True)
        case "sql":
            graph.db.execute(step[4:], {"g": graph.id})  # type: ignore[arg-type]
        case _:
            day, text = re.match(r"(?:(\d{4}-\d\d-\d\d): )?(.*)", step, re.DOTALL).groups()  # type: ignore[union-attr]
            event = uuid4()
            graph.db.execute(
                "INSERT INTO raw_events (graph_id, id, payload, occurred_at) VALUES (%s, %s, %s, %s)",
                (
                    graph.id,
                    event,
                    text[8:] if text.startswith("payload ") else json.dumps({"content": text}),
                    day and f"{day} 12:00Z",
                ),
            )
            return event
    return None


def without_direction(edge: str) -> str:
    """Return an edge with the ends of a kind without a direction in order."""
    source, kind, target, period = re.match(  # type: ignore[union-attr]
        r"(.*) (\w+_\w+|likes|leads|knows) (.*?)( \[.*\])?$", edge
    ).groups()
    if kind in SYMMETRIC:
        source, target = sorted((source, target))
    return f"{source} {kind} {target}{period or ''}"


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    graph: Graph = new_graph(db)
    db.execute(
        "INSERT INTO strategy_setting (graph_id, strategy, max_edges_per_entity, reads_mentions, is_inferred, "
        "observed_kinds) VALUES (%s, 'temporal', 200, true, true, '{co_occurs}')",
        (graph.id,),
    )
    for entity in entities(story.entities):
        graph.insert(entity)
    said = []
    for step in story.steps:
        text, mentions = step if isinstance(step, tuple) else (step, None)
        event = happen(graph, text)
        if mentions is not None:
            said.append((event, text, mentions))
    if "night" not in story.steps:
        graph.nightly()
    for event, text, mentions in said:
        rows = db.execute(
            "SELECT e.title FROM mention m JOIN entity e ON (e.graph_id, e.id) = (m.graph_id, m.entity_id) "
            "WHERE m.graph_id = %s AND m.event_id = %s",
            (graph.id, event),
        ).fetchall()
        assert {row["title"] for row in rows} == set(filter(None, mentions.split("; "))), text
    if story.edges is None:
        return
    found = {
        without_direction(f"{edge} {period}".rstrip()): weight
        for edge, (period, weight) in facts(graph).items()
        if not DERIVED & set(edge.split())
    }
    wanted = {
        without_direction(part[1]): None if part[3] else float(part[2] or 1)
        for written in filter(None, story.edges.split("; "))
        if (part := re.match(r"(.*?)(?: x([\d.]+)| (~))?$", written))
    }
    assert found.keys() == wanted.keys()
    for edge, weight in wanted.items():
        assert weight is None or found[edge] == pytest.approx(weight, rel=0.05), edge
