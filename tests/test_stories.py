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
    and JSON), "+ " and further entities, "sql " and a statement, or "night"; the mentions of an event stand next to it. An edge
    is "from kind to", with its period in brackets, and with x2 if it was observed twice, or ~ where that is not asked.
    """

    kind: str
    entities: str
    steps: list[Step]
    edges: str | None


STORIES = [
    Story(
        "H whose noun it is: prepositions, owners and lists",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; l:Lyon",
        [
            ("Rosa Lindt was interviewed by the founder of Tarn.", None),
            ("Rosa Lindt is engaged to an engineer at Tarn.", None),
            ("Mina Okoro is the daughter of a colleague of Ivo Brandt.", None),
            ("Mina Okoro works at Quell's competitor Vesper.", None),
            ("Quell was founded by Vesper engineer Ivo Brandt.", None),
            ("Rosa Lindt founded the Lyon branch of Tarn.", None),
            ("Ivo Brandt works at Tarn or Vesper.", None),
            ("Ivo Brandt, whose doctor is Rosa Lindt, lives in Lyon.", None),
            ("Mina Okoro's mother and Ivo Brandt's father met.", None),
        ],
        "Mina Okoro works_at Vesper; Quell founded_by Ivo Brandt; Ivo Brandt works_at Vesper; Ivo Brandt lives_in Lyon",
    ),
    Story(
        "H a list before its verb, and behind a participle",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; l:Lyon",
        [
            ("Founded by Rosa Lindt, Ivo Brandt and Mina Okoro, Tarn sells maps.", None),
            ("Rosa Lindt, Mina Okoro, and others founded Vesper.", None),
            ("Ivo Brandt and his wife Mina Okoro live in Lyon.", None),
            ("Both Tarn and Vesper belong to Quell.", None),
            ("Ivo Brandt Jr. works at Tarn.", None),
        ],
        "Tarn founded_by Rosa Lindt; Tarn founded_by Ivo Brandt; Tarn founded_by Mina Okoro; "
        "Vesper founded_by Rosa Lindt; Vesper founded_by Mina Okoro; Ivo Brandt married_to Mina Okoro; "
        "Ivo Brandt lives_in Lyon; Mina Okoro lives_in Lyon; Tarn owned_by Quell; Vesper owned_by Quell; "
        "Tarn part_of Quell; Vesper part_of Quell; Ivo Brandt works_at Tarn",
    ),
    Story(
        "G clefts, conditions, plans, and who is set aside",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell",
        [
            ("It wasn't Rosa Lindt who founded Tarn.", None),
            ("Talks about Tarn being bought by Quell went on.", None),
            ("Provided that Quell buys Tarn, the shop stays.", None),
            ("In a parallel world Ivo Brandt works at Tarn.", None),
            ("Hoax: Rosa Lindt joined Quell.", None),
            ("Ivo Brandt, not Rosa Lindt, founded Quell.", None),
        ],
        "Quell founded_by Ivo Brandt",
    ),
    Story(
        "A who is called like a modal verb, at the beginning of a sentence",
        "p:May Olsen=May; p:Will Dorn=Will; o:Tarn; l:Lyon",
        [
            ("May moved to Lyon.", "May Olsen; Lyon"),
            ("Will joined Tarn. Will's desk is new.", "Will Dorn; Tarn"),
            ("Will Tarn grow? May we ask? Will sales rise?", "Tarn"),
            ("May was cold. May's rain was heavy.", ""),
        ],
        "May Olsen lives_in Lyon; Will Dorn works_at Tarn",
    ),
    Story(
        "F legal forms before the name",
        "o:OOO Tarn; o:PT Quell Raya Tbk; pr:PT Vesper; p:Rosa Lindt",
        [
            ("Tarn met Quell Raya, and a vesper was sung.", "OOO Tarn; PT Quell Raya Tbk"),
            ("Vesper (1998 by Rosa Lindt) is a song.", "Rosa Lindt"),
            ("Tarn (founded 1998 by Rosa Lindt) sells maps.", "OOO Tarn; Rosa Lindt"),
        ],
        "OOO Tarn founded_by Rosa Lindt [1998-01-01..]",
    ),
    Story(
        "D a month of this year, and days at the ends of the calendar",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell",
        [
            ("2023-11-29: Rosa Lindt joined Tarn this March.", None),
            (
                "sql INSERT INTO raw_events (graph_id, payload, occurred_at) SELECT max(graph_id), "
                "jsonb_build_object('content', 'Ivo Brandt joined Quell 900 years ago.'), d::timestamptz "
                "FROM raw_events, unnest(ARRAY['4713-01-01 BC', '294276-01-01', 'infinity']) d GROUP BY d"
            ),
        ],
        "Rosa Lindt works_at Tarn [2023-03-01..]; Ivo Brandt works_at Quell ~",
    ),
    Story(
        "H asides have their own verbs and dates",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; l:Lyon",
        [
            ("Rosa Lindt, who was CEO of Tarn until 2017, now runs Quell.", None),
            ("Vesper, which was founded in 1998 by Ivo Brandt, has bought Tarn.", None),
            ("Mina Okoro, born in Lyon in 1970, joined Vesper.", None),
        ],
        "Rosa Lindt leads Tarn [..2017-12-31]; Rosa Lindt leads Quell; Vesper founded_by Ivo Brandt [1998-01-01..]; "
        "Tarn owned_by Vesper; Mina Okoro born_in Lyon [1970-01-01..]; Mina Okoro works_at Vesper",
    ),
    Story(
        "G wishes and rumours",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell",
        [
            ("I wish Rosa Lindt worked at Tarn.", None),
            ("Rumour has it that Ivo Brandt works at Quell.", None),
            ("We all hoped Mina Okoro would join Tarn. Ivo Brandt works at Tarn.", None),
        ],
        "Ivo Brandt works_at Tarn",
    ),
    Story(
        "H who follows whom in a project",
        "p:Rosa Lindt; p:Ivo Brandt; pj:Falcon",
        [
            ("2024-03-01: Ivo Brandt leads Falcon.", None),
            ("2024-05-02: Rosa Lindt replaced Ivo Brandt as head of Falcon.", None),
        ],
        "Ivo Brandt leads Falcon [..2024-05-02] ~; Rosa Lindt leads Falcon",
    ),
    Story(
        "H what somebody heads at a firm",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; p:Jon Peel; o:Tarn; o:Quell; o:Vesper",
        [
            ("Rosa Lindt leads design at Tarn.", None),
            ("2024-05-02: Ivo Brandt, formerly of Tarn, now heads research at Quell.", None),
            ("Mina Okoro is vice president of sales at Vesper.", None),
            ("Quell has named Jon Peel its new chief financial officer.", None),
            ("Rosa Lindt heads to a party at Quell. Mina Okoro did not manage sales at Tarn.", None),
            ("Vesper named a meeting room after Rosa Lindt. Jon Peel is fond of cats at Vesper.", None),
        ],
        "Rosa Lindt works_at Tarn; Ivo Brandt works_at Tarn [..2024-05-02] ~; Ivo Brandt works_at Quell ~; Mina Okoro works_at Vesper; "
        "Jon Peel works_at Quell",
    ),
    Story(
        "E full stop of an abbreviation",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; p:Jon Peel; o:Tarn Inc; o:Quell; o:Vesper Ltd; o:Orrin & Co. Mills; l:Lyon",
        [
            ("Rosa Lindt joined Tarn Inc. She moved to Lyon.", "Rosa Lindt; Tarn Inc; Lyon"),
            ("Ivo Brandt works at Vesper Ltd. Nobody was surprised.", "Ivo Brandt; Vesper Ltd"),
            (
                "Quell Inc. acquired Vesper Ltd. Mina Okoro is the CEO of Quell Inc. Then it rained.",
                "Quell; Vesper Ltd; Mina Okoro",
            ),
            ("Orrin & Co. Mills hired Jon Peel.", "Orrin & Co. Mills; Jon Peel"),
        ],
        "Rosa Lindt works_at Tarn Inc; Ivo Brandt works_at Vesper Ltd; Vesper Ltd owned_by Quell; "
        "Mina Okoro leads Quell; Jon Peel works_at Orrin & Co. Mills",
    ),
    Story(
        "F legal form behind a name",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; p:Jon Peel; o:Tarn; o:Quell; o:Vesper",
        [
            ("Rosa Lindt joined Tarn Corp in May.", "Rosa Lindt; Tarn"),
            ("Ivo Brandt joined Quell Co., Ltd.", "Ivo Brandt; Quell"),
            ("2021: Mina Okoro joined Vesper GmbH & Co. KG. He left in June.", "Mina Okoro; Vesper"),
            ("Jon Peel joined Tarn, Inc., as a clerk.", "Jon Peel; Tarn"),
        ],
        "Rosa Lindt works_at Tarn; Ivo Brandt works_at Quell; Mina Okoro works_at Vesper; Jon Peel works_at Tarn",
    ),
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
        "H two nouns, or a noun and a verb, of one subject",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper",
        [
            "Rosa Lindt, daughter of Ivo Brandt and wife of Mina Okoro, lives abroad.",
            "Rosa Lindt is the founder of Tarn and the chief executive of Quell.",
            "Ivo Brandt is a member of Vesper and works for Tarn.",
            "Somebody told the son of Rosa Lindt and colleague of Ivo Brandt.",
            "Mina Okoro was hired by Vesper and is the president of Quell.",
            "Vesper was founded by Mina Okoro and acquired by Quell.",
        ],
        "Rosa Lindt child_of Ivo Brandt; Rosa Lindt married_to Mina Okoro; "
        "Tarn founded_by Rosa Lindt; Rosa Lindt leads Quell; Ivo Brandt member_of Vesper; Ivo Brandt works_at Tarn; "
        "Mina Okoro works_at Vesper; Mina Okoro leads Quell; Vesper founded_by Mina Okoro; Vesper owned_by Quell",
    ),
    Story(
        "H the son of a king and brother of another",
        "p:Rosa Lindt; p:Ivo Brandt; p:Osk",
        ["Ivo Brandt, elder son of king Osk and younger brother of queen Rosa Lindt, died young."],
        "Ivo Brandt child_of Osk; Ivo Brandt sibling_of Rosa Lindt",
    ),
    Story(
        "H who of a list a noun in the singular is",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro",
        ["Rosa Lindt, her husband, Ivo Brandt, and her lawyer Mina Okoro to meet in May."],
        "Rosa Lindt married_to Ivo Brandt",
    ),
    Story(
        "H a brother and a lawyer",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro",
        ["Rosa Lindt, her brother Ivo Brandt and her lawyer Mina Okoro met."],
        "Rosa Lindt sibling_of Ivo Brandt",
    ),
    Story(
        "H offices and professions of an organization before its name",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper",
        [
            "Rosa Lindt is Tarn's CEO.",
            "Ivo Brandt, a Quell engineer, spoke.",
            "Mina Okoro is Vesper's co-founder.",
            "Ivo Brandt was at Vesper from 2015 to 2018.",
        ],
        "Rosa Lindt leads Tarn; Ivo Brandt works_at Quell; Vesper founded_by Mina Okoro; "
        "Ivo Brandt works_at Vesper [2015-01-01..2018-12-31]",
    ),
    Story(
        "H who took over from whom",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn",
        ["2021-03-01: Rosa Lindt took over from Ivo Brandt as CEO of Tarn."],
        "Rosa Lindt leads Tarn ~",
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
    Story(
        "E line ends",
        "o:Union Sq. Theater; p:Sr. Carmen Diaz; o:E! Network; o:Boone & Sons Ltd. Movers; p:Pat Orr; o:Lowell",
        [
            ("1 He sang at Union Sq. Theater on Friday.", "Union Sq. Theater"),
            ("2 Then Sr. Carmen Diaz spoke.", "Sr. Carmen Diaz"),
            ("3 E! Network is off.", "E! Network"),
            ("4 We called Boone & Sons Ltd. Movers twice.", "Boone & Sons Ltd. Movers"),
            ("5 Pat\r\nOrr met\r\nLowell\r\nfolks.", "Pat Orr; Lowell"),
            ("6 Lowell. Pat Orr.", "Lowell; Pat Orr"),
            ("7 Pat. Orr.", ""),
        ],
        "",
    ),
    Story(
        "E inc ceo",
        "o:Globex Inc.; p:Ann Lee; o:Initech Co.; p:Bob Ray",
        [
            "2024-03-01: Initech Co. Chairman Bob Ray retired.",
            "2024-03-02: Ann Lee, CEO of Globex Inc., spoke. Bob Ray laughed.",
        ],
        "Bob Ray leads Initech Co. [..2024-03-01]; Ann Lee leads Globex Inc.",
    ),
    Story(
        "E hyphen wrap",
        "o:Carter-Wallace Labs; p:Anne-Marie Duff",
        [
            (
                "The award of the year went, as most of the people had said, to Carter-\nWallace Labs.",
                "Carter-Wallace Labs",
            ),
            ("Anne‐Marie Duff", "Anne-Marie Duff"),
            ("Anne Marie Duff", "Anne-Marie Duff"),
        ],
        None,
    ),
    Story(
        "E quoted mail",
        "p:Grace Holm; o:Umbra",
        [("> On Monday we saw that Grace\n> Holm runs\n> Umbra now.", "Grace Holm; Umbra")],
        "Grace Holm leads Umbra",
    ),
    Story(
        "B plus sharp",
        "t:F; t:F#; t:Vitamin D; t:Vitamin D3; o:Peacock; o:Peacock+; t:A/B",
        [
            ("1 F# is fun.", "F#"),
            ("2 Peacock+, not Peacock", "Peacock+; Peacock"),
            ("3 Vitamin D3 daily", "Vitamin D3"),
            ("4 Peacock+ is owned by Peacock.", "Peacock+; Peacock"),
        ],
        "Peacock+ owned_by Peacock",
    ),
    Story(
        "B possessive title",
        "o:Kohl's; p:Kohl; o:Trader Joe's; p:Joe Ray=Joe",
        [
            ("1 Kohl shops at Kohl's.", "Kohl; Kohl's"),
            ("2 Trader Joe's is full.", "Trader Joe's"),
            ("3 Joe's car broke.", "Joe Ray"),
            ("4 KOHL'S SALE", "Kohl's"),
        ],
        None,
    ),
    Story(
        "B letters",
        "t:Type A; t:Type B; t:Group B Strep; p:A. Moss; t:Exhibit A",
        [
            ("1 Type AB is rare.", ""),
            ("2 He is Type A, she Type B.", "Type A; Type B"),
            ("3 Exhibit B was lost.", ""),
            ("4 A. Moss wrote.", "A. Moss"),
            ("5 Group B Strep test", "Group B Strep"),
        ],
        None,
    ),
    Story(
        "A everyday",
        "o:Slack; o:Zoom; o:Bolt; p:Ann Lee; p:Frank Moss=Frank; p:Hope Ray=Hope",
        [
            ("1 Ann Lee cut me some slack.", "Ann Lee"),
            ("2 Call on Zoom at nine.", "Zoom"),
            ("3 To be frank, I hope so.", ""),
            ("4 We saw Hope and Frank.", "Hope Ray; Frank Moss"),
            ("5 Ann Lee works at Bolt.", "Ann Lee; Bolt"),
            ("6 The bolt was loose.", ""),
        ],
        "Ann Lee works_at Bolt",
    ),
    Story(
        "A pronouns",
        "o:US; o:IT; o:AT; o:Me; p:Ann Lee; o:Fenn",
        [
            ("1 Give it to me.", ""),
            ("2 Fenn belongs to us.", "Fenn"),
            ("3 IT is on floor 2.", "IT"),
            ("4 He moved to the US.", "US"),
        ],
        "",
    ),
    Story("A product word", "pr:git; pr:file; p:Ann Lee", [("1 I ran git today.", "git")], None),
    Story(
        "C entities",
        "o:Smith & Wesson; p:Zoé Roy; o:Ben & Jerry's",
        [
            ("&quot;Smith &amp; Wesson&quot;", "Smith & Wesson"),
            ("Zo&#233; Roy &mdash; Ben &amp; Jerry&rsquo;s", "Zoé Roy; Ben & Jerry's"),
            ("<li>Zo&#xe9; Roy</li><li>Ben &amp; Jerry's</li>", "Zoé Roy; Ben & Jerry's"),
        ],
        None,
    ),
    Story(
        "C table",
        "p:Ann Lee; p:Bob Ray; o:Acme",
        [
            ("| Name | Firm |\n|------|------|\n| Ann Lee | Acme |\n| Bob Ray | Acme |", "Ann Lee; Bob Ray; Acme"),
            ("<table><tr><td>Ann Lee</td><td>Acme</td></tr></table>", "Ann Lee; Acme"),
            ("Ann Lee\tAcme\nBob Ray\tAcme", "Ann Lee; Bob Ray; Acme"),
            ('"Ann Lee","Acme"', "Ann Lee; Acme"),
        ],
        "",
    ),
    Story(
        "C signs",
        "o:Acme; p:Ann Lee",
        [
            ("¡Acme!", "Acme"),
            ("Acme®", "Acme"),
            ("Acme℠", "Acme"),
            ("→Acme←", "Acme"),
            ("Acme = Ann Lee", "Acme; Ann Lee"),
            ("$Acme", "Acme"),
            ("Acme: up", "Acme"),
            ("~Acme~", "Acme"),
            ("Acme\u2028Ann Lee", "Acme; Ann Lee"),
            ("Acme—Ann Lee", "Acme; Ann Lee"),
        ],
        None,
    ),
    Story(
        "C emoji",
        "o:Acme; p:Ann Lee",
        [
            ("🎉Acme🎉", "Acme"),
            ("Ann Lee👩\u200d💻", "Ann Lee"),
            ("❤️Acme", "Acme"),
            ("Acme🇫🇷", "Acme"),
            ("1️⃣ Acme", "Acme"),
        ],
        None,
    ),
    Story(
        "C code",
        "o:Acme; p:Ann Lee",
        [("```\nAcme\n```", "Acme"), ("acme.com", ""), ("ann.lee@acme.org", ""), ("@AnnLee", ""), ("Acme_Labs", None)],
        None,
    ),
    Story(
        "D more scripts",
        "p:Nguyễn Văn An; o:Công ty Sao Mai; p:กมล; o:บริษัท ทรัพย์ดี; p:श्याम शर्मा",
        [
            ("Nguyễn Văn An làm ở Công ty Sao Mai.", "Nguyễn Văn An; Công ty Sao Mai"),
            ("nguyen van an", "Nguyễn Văn An"),
            ("คุณกมลทำงานที่บริษัท ทรัพย์ดี", "กมล; บริษัท ทรัพย์ดี"),
            ("श्याम शर्मा आए।", "श्याम शर्मा"),
        ],
        None,
    ),
    Story(
        "D georgian armenian",
        "p:ნინო ბერიძე; p:Արամ Պետրոսյան",
        [("ნინო ბერიძე მოვიდა.", "ნინო ბერიძე"), ("Արամ Պետրոսյան եկավ։", "Արամ Պետրոսյան")],
        None,
    ),
    Story(
        "D katakana dots",
        "p:ジョン・スミス; o:スター",
        [("ジョン・スミス氏", "ジョン・スミス"), ("ジョンスミス氏", None), ("マスター", "")],
        None,
    ),
    Story(
        "D korean compounds",
        "o:현대; o:현대건설; p:이민호",
        [("현대건설과 이민호", "현대건설; 이민호"), ("현대에서", "현대"), ("현대적인 건물", "")],
        None,
    ),
    Story(
        "F everywhere",
        "o:Kaneko Works Co., Ltd.; o:Lind AB; o:Petrov OOO; o:Casa Sol S.L.U.; o:Verde Ltda.; o:Nile Trading S.A.E.; o:Hart LLP; o:Fuji Denki Kabushiki Kaisha",
        [
            ("Kaneko Works and Lind met Petrov.", "Kaneko Works Co., Ltd.; Lind AB; Petrov OOO"),
            ("Casa Sol and Verde", "Casa Sol S.L.U.; Verde Ltda."),
            ("Hart paid.", "Hart LLP"),
            ("Kaneko Works Company, Limited", "Kaneko Works Co., Ltd."),
            ("Lind A.B.", "Lind AB"),
            ("Fuji Denki", "Fuji Denki Kabushiki Kaisha"),
        ],
        None,
    ),
    Story(
        "G many",
        "o:Acme; o:Globex; p:Ann Lee; p:Bob Ray",
        [
            "Ann Lee has never been married to Bob Ray.",
            "Ann Lee was not hired by Acme.",
            "No evidence shows that Ann Lee founded Globex.",
            "Bob Ray doubts that Acme owns Globex.",
            "Acme was nearly acquired by Globex.",
            "Ann Lee almost joined Acme.",
            "Ann Lee pretends to be the CEO of Acme.",
            "Bob Ray wasn't born to Ann Lee.",
            "There is no way Globex owns Acme.",
        ],
        "",
    ),
    Story(
        "G future",
        "o:Acme; o:Globex; p:Ann Lee; p:Bob Ray",
        [
            "Globex plans to acquire Acme.",
            "Ann Lee will join Acme next year.",
            "Ann Lee is going to marry Bob Ray.",
            "Globex wants to buy Acme.",
            "Ann Lee hopes to work at Globex.",
        ],
        None,
    ),
    Story(
        "G quotes and so",
        "o:Acme; p:Ann Lee; p:Bob Ray",
        [
            '"Did Ann Lee found Acme?" he asked.',
            "He asked whether Bob Ray was married to Ann Lee.",
            "Let's say Bob Ray owns Acme.",
            "What if Ann Lee works at Acme?",
        ],
        "",
    ),
    Story(
        "H chains",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme; o:Globex",
        [
            "The sister of Ann Lee's husband married Bob Ray.",
            "Cy Dunn met the woman who founded Acme.",
            "The son of the founder of Acme works at Globex.",
            "Bob Ray criticized Ann Lee, CEO of Globex.",
        ],
        "Ann Lee leads Globex",
    ),
    Story(
        "H objects",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex; o:Initech",
        [
            "Acme bought servers from Globex.",
            "Globex sold Acme its old trucks.",
            "Initech acquired a stake in Globex.",
            "Ann Lee joined a protest against Acme.",
            "Bob Ray wrote code for a rival of Initech.",
        ],
        "",
    ),
    Story(
        "H lists deep",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme; o:Globex; o:Initech; o:Umbra",
        [
            "Acme, Globex and Initech were acquired by Umbra.",
            "Umbra was founded by Ann Lee, Bob Ray, and Cy Dunn.",
            "Ann Lee worked for Acme, Globex, and Initech.",
        ],
        "Acme owned_by Umbra; Globex owned_by Umbra; Initech owned_by Umbra; Umbra founded_by Ann Lee; Umbra founded_by Bob Ray; Umbra founded_by Cy Dunn; Ann Lee works_at Acme; Ann Lee works_at Globex; Ann Lee works_at Initech",
    ),
    Story(
        "H apposition",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee, a nurse, and Bob Ray, a cook, founded Acme.", "Globex, a unit of Acme, is led by Bob Ray."],
        "Acme founded_by Ann Lee; Acme founded_by Bob Ray; Globex owned_by Acme ~; Bob Ray leads Globex",
    ),
    Story(
        "H passive",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Acme is managed by Ann Lee.", "Globex is run by Bob Ray.", "Acme was taken over by Globex in 2011."],
        "Ann Lee leads Acme; Bob Ray leads Globex; Acme owned_by Globex [2011-01-01..]",
    ),
    Story("T labels", "B-PER:Ann Lee; schema:Organization:Acme", [], None),
    Story(
        "T tags",
        "Human:Ann Lee; Organisation:Acme; City:Oslo; Occupation:Nurse at Acme",
        ["Ann Lee moved to Oslo.", "Ann Lee manages Acme."],
        "Ann Lee lives_in Oslo; Ann Lee leads Acme; Nurse at Acme role_at Acme",
    ),
    Story(
        "L payload title",
        "p:Ann Lee; o:Acme",
        [('payload {"body": {"x": 1}, "content": "Ann Lee runs Acme."}', "Ann Lee; Acme")],
        "Ann Lee leads Acme",
    ),
    Story(
        "L long middle",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            "Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Nothing at all. Ann Lee founded Acme. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Again nothing. Globex was acquired by Acme."
        ],
        "Acme founded_by Ann Lee; Globex owned_by Acme",
    ),
    Story(
        "P memory",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme; l:Oslo; l:Rome; t:Chess",
        [
            "Ann Lee moved from Oslo to Rome.",
            "Bob Ray started at Acme last week.",
            "Cy Dunn is Bob Ray's best friend.",
            "Cy Dunn is married to Ann Lee.",
            "Bob Ray enjoys Chess.",
            "Ann Lee's mother is Di Fox.",
        ],
        None,
    ),
    Story(
        "P became",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee became a nurse at Acme.", "Bob Ray's employer is Globex.", "Ann Lee has a brother, Bob Ray."],
        "Ann Lee works_at Acme; Bob Ray works_at Globex; Ann Lee sibling_of Bob Ray",
    ),
    Story(
        "facts endings two",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex; l:Oslo",
        [
            "2020-01-01: Ann Lee joined Acme in 2018.",
            "2021-05-05: Ann Lee has left Acme.",
            "2020-01-01: Bob Ray leads Globex.",
            "2022-02-02: Bob Ray stepped down as CEO of Globex.",
            "night",
        ],
        "Ann Lee works_at Acme [2018-01-01..2021-05-05]; Bob Ray leads Globex [..2022-02-02]",
    ),
    Story(
        "facts fired in",
        "p:Ann Lee; o:Acme",
        ["2020-01-01: Ann Lee works at Acme.", "2021-05-05: Acme fired Ann Lee in March 2021.", "night"],
        "Ann Lee works_at Acme [..2021-03-31]",
    ),
    Story(
        "facts divorce",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn",
        [
            "2000-01-01: Ann Lee married Bob Ray.",
            "2010-01-01: Ann Lee divorced Bob Ray.",
            "2012-01-01: Ann Lee married Cy Dunn.",
            "night",
        ],
        "Ann Lee married_to Bob Ray [..2010-01-01]; Ann Lee married_to Cy Dunn",
    ),
    Story(
        "facts sold",
        "o:Acme; o:Globex; o:Initech",
        ["2000-01-01: Globex owns Acme.", "2010-01-01: Globex sold Acme to Initech in 2009.", "night"],
        "Acme owned_by Globex [..2009-12-31]; Acme owned_by Initech [2009-01-01..]",
    ),
    Story(
        "facts undated supersede",
        "p:Ann Lee; l:Oslo; l:Rome",
        ["Ann Lee lives in Oslo.", "Ann Lee lives in Rome.", "night"],
        "Ann Lee lives_in Oslo; Ann Lee lives_in Rome",
    ),
    Story(
        "facts order equal",
        "p:Ann Lee; p:Bob Ray",
        [
            "2024-02-01: Ann Lee met Bob Ray.",
            "night",
            "2024-01-01: Ann Lee met Bob Ray.",
            "night",
            "2024-01-02: Ann Lee met Bob Ray.",
            "night",
        ],
        None,
    ),
    Story(
        "facts text dates order",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2024-01-01: In 2015 Ann Lee joined Globex.", "2024-01-01: In 2010 Ann Lee joined Acme.", "night"],
        "Ann Lee works_at Globex [2015-01-01..]; Ann Lee works_at Acme [2010-01-01..2015-01-01]",
    ),
    Story(
        "facts merge",
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
        "facts rename keeps",
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
        "B shorter learned first",
        "o:Loyola University; p:Ann Lee",
        [("1 Ann Lee works at Loyola University Chicago.", None), "+ o:Loyola University Chicago", "night"],
        "Ann Lee works_at Loyola University Chicago",
    ),
    Story(
        "B shorter role first",
        "o:Loyola University; r:Professor at Loyola University Chicago",
        ["+ o:Loyola University Chicago", "night"],
        "Professor at Loyola University Chicago role_at Loyola University Chicago",
    ),
    Story(
        "B longer names",
        "o:Bank of Italy; o:Bank of Italy Museum; p:Ann Lee",
        [("Ann Lee works at Bank of Italy Museum.", "Ann Lee; Bank of Italy Museum")],
        "Ann Lee works_at Bank of Italy Museum",
    ),
    Story(
        "E abbreviations",
        "o:Ft. Worth Zoo; p:Hon. Lia Page; o:Mrs. Fields; o:Acme Corp.; p:Jim Poe; o:U.N. Women",
        [
            ("1 A day at Ft. Worth Zoo.", "Ft. Worth Zoo"),
            ("2 The Hon. Lia Page sat.", "Hon. Lia Page"),
            ("3 Mrs. Fields bakes.", "Mrs. Fields"),
            ("4 Jim Poe left Acme Corp. He sells cars.", "Jim Poe; Acme Corp."),
            ("5 U.N. Women met.", "U.N. Women"),
            ("6 UN Women met.", None),
        ],
        None,
    ),
    Story(
        "E two sentences",
        "p:Ann Lee; o:Acme; o:Globex",
        ["Ann Lee left. Acme was bought by Globex.", "I met Ann Lee. Founded in 1999, Acme is old."],
        "Acme owned_by Globex",
    ),
    Story(
        "E list lines",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["People\nAnn Lee\nBob Ray\n\nFirms\nAcme\nGlobex\n"],
        "",
    ),
    Story("B currencies", "o:A$AP; o:Ke$ha; o:P!nk; t:C*", [("We saw Ke$ha and P!nk.", "Ke$ha; P!nk")], None),
    Story(
        "B digits dots",
        "o:Web 2.0 Labs; o:Node.js; o:Booking.com; o:Amazon.com; p:Jay-Z",
        [
            ("1 Web 2.0 Labs hired.", "Web 2.0 Labs"),
            ("2 I use Booking.com a lot.", "Booking.com"),
            ("3 Jay-Z sang.", "Jay-Z"),
            ("4 Jay Z sang.", "Jay-Z"),
        ],
        None,
    ),
    Story(
        "B ampersand",
        "o:Johnson & Johnson; o:Barnes & Noble; o:A&W",
        [
            ("Johnson and Johnson pays.", "Johnson & Johnson"),
            ("Barnes &amp; Noble", "Barnes & Noble"),
            ("A & W opened.", "A&W"),
            ("Johnson paid.", ""),
        ],
        None,
    ),
    Story(
        "A common capital",
        "o:Monday; o:Target; o:Orange; p:Ann Lee",
        [
            ("1 Orange juice, said Ann Lee.", None),
            ("2 On Target's shelves", "Target"),
            ("3 Ann Lee wore orange.", "Ann Lee"),
            ("4 Ann Lee joined Orange in May.", "Ann Lee; Orange"),
        ],
        None,
    ),
    Story(
        "A who it",
        "o:The Who; o:WHO; p:Ann Lee; p:Bob Ray; o:Acme",
        ["Bob Ray, who owns Acme, met Ann Lee, who works at WHO."],
        "Acme owned_by Bob Ray; Ann Lee works_at WHO",
    ),
    Story(
        "A month names",
        "p:April Moss=April; p:May Hill=May; o:March; p:Ann Lee",
        [("In April we met May.", None), ("April called in March.", None), ("We may march.", "")],
        None,
    ),
    Story(
        "C footnotes",
        "o:Acme; p:Ann Lee",
        [
            ("Acme[1] and Ann Lee¹", "Acme; Ann Lee"),
            ("Acme*", "Acme"),
            ("Acme† says", "Acme"),
            ("Acme(tm)", "Acme"),
            ("Acme's", "Acme"),
            ("Acme'", "Acme"),
            ("l'Acme", "Acme"),
            ("(Ann Lee)(Acme)", "Ann Lee; Acme"),
        ],
        None,
    ),
    Story(
        "C chat",
        "p:Ann Lee; o:Acme",
        [
            ("Ann Lee: hi from Acme", "Ann Lee; Acme"),
            ("[10:32] <Ann Lee> joined", "Ann Lee"),
            ("Re: Acme", "Acme"),
            ("Acme!!!", "Acme"),
            ("ann lee rocks", "Ann Lee"),
        ],
        None,
    ),
    Story(
        "C json",
        "p:Ann Lee; o:Acme",
        [('{"name": "Ann Lee", "firm": "Acme"}', "Ann Lee; Acme"), ("name=Ann Lee;firm=Acme", "Ann Lee; Acme")],
        "",
    ),
    Story(
        "D mixed",
        "p:陈伟; o:OpenSky; o:谷歌",
        [
            ("陈伟加入OpenSky。", "陈伟; OpenSky"),
            ("他在谷歌（Google）工作。", "谷歌"),
            ("「陈伟」与『谷歌』", "陈伟; 谷歌"),
        ],
        None,
    ),
    Story(
        "D japanese particles",
        "p:中村一; o:三菱; o:三菱電機",
        [
            ("中村一が三菱電機へ転職。", "中村一; 三菱電機"),
            ("三菱と三菱電機", "三菱; 三菱電機"),
            ("中村一郎が来た", None),
        ],
        None,
    ),
    Story("D fullwidth", "o:ACME; p:Ann Lee", [("ＡＣＭＥ と Ａｎｎ\u3000Ｌｅｅ", "ACME; Ann Lee")], None),
    Story(
        "F peel",
        "o:Orchid Pharma Pvt. Ltd.; o:Sol Holdings Inc.; o:Bergen Fisk ASA; o:Lumen S.à r.l.; o:Trade Co; o:Roth & Partner AG; o:Kim & Chang",
        [
            ("Orchid Pharma and Bergen Fisk", "Orchid Pharma Pvt. Ltd.; Bergen Fisk ASA"),
            ("Sol Holdings, Inc. and Lumen", "Sol Holdings Inc.; Lumen S.à r.l."),
            ("Roth & Partner", "Roth & Partner AG"),
            ("Kim & Chang", "Kim & Chang"),
        ],
        None,
    ),
    Story(
        "G denial forms",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "Ann Lee ain't married to Bob Ray.",
            "Ann Lee never got to work at Acme.",
            "Globex didn't end up buying Acme.",
            "Bob Ray hasn't yet joined Acme.",
            "It's not like Ann Lee owns Globex.",
            "Ann Lee is anything but the CEO of Acme.",
            "Bob Ray rejected an offer to work at Globex.",
            "Acme is neither owned by Globex nor by Bob Ray.",
        ],
        "",
    ),
    Story(
        "G hearsay",
        "p:Ann Lee; p:Bob Ray; o:Acme",
        [
            "Ann Lee might be the founder of Acme.",
            "Maybe Bob Ray works at Acme.",
            "Bob Ray could be married to Ann Lee.",
            "Ann Lee would have founded Acme.",
        ],
        "",
    ),
    Story(
        "G positives",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "Nobody was surprised when Globex bought Acme.",
            "Ann Lee not only founded Acme but also runs Globex.",
            "Bob Ray, who never smiles, works at Globex.",
        ],
        "Acme owned_by Globex; Acme founded_by Ann Lee; Bob Ray works_at Globex; Ann Lee leads Globex",
    ),
    Story(
        "H nouns of",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "A spokesman for Acme married Ann Lee.",
            "The widow of the founder of Acme sued Bob Ray.",
            "Bob Ray attended the opening of Acme.",
            "Ann Lee studied the history of Globex.",
            "Bob Ray works at a supplier of Acme.",
            "The mother of Ann Lee's friend runs Globex.",
        ],
        "",
    ),
    Story(
        "H relative",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["The company Ann Lee founded, Acme, was bought by Globex.", "Bob Ray, whose wife runs Globex, is a cook."],
        "Acme founded_by Ann Lee; Acme owned_by Globex",
    ),
    Story(
        "H two verbs",
        "p:Ann Lee; p:Bob Ray; o:Acme; l:Oslo",
        ["Ann Lee founded Acme and married Bob Ray.", "Bob Ray lives in Oslo and runs Acme."],
        "Acme founded_by Ann Lee; Ann Lee married_to Bob Ray; Bob Ray lives_in Oslo; Bob Ray leads Acme",
    ),
    Story(
        "H graduates",
        "p:Ann Lee; p:Bob Ray; o:Kent College; o:Ash University",
        [
            "Ann Lee holds degrees from Kent College and Ash University.",
            "Bob Ray, a graduate of Ash University, sings.",
        ],
        "Ann Lee educated_at Kent College; Ann Lee educated_at Ash University; Bob Ray educated_at Ash University",
    ),
    Story(
        "T kinds",
        "people:Ann Lee; startup:Acme; town:Oslo; job:Cook at Acme; bank:Globex",
        ["Ann Lee was hired by Globex.", "Ann Lee was born in Oslo.", "Acme is part of Globex."],
        "Ann Lee works_at Globex; Ann Lee born_in Oslo; Acme part_of Globex; Cook at Acme role_at Acme",
    ),
    Story("T mixed case", "oRg:Acme; PERSON :Ann Lee", ["Ann Lee runs Acme."], None),
    Story(
        "L aliases forms",
        'p:Robert Quist={"aliases": ["Bob Q", "RQ"]}; o:Acme={"aliases": ""}; p:Ann Lee={"aliases": null}',
        [("Bob Q and RQ met Ann Lee of Acme.", "Robert Quist; Ann Lee; Acme")],
        None,
    ),
    Story(
        "L twins written",
        "o:Acme; p:Ann Lee",
        ["+ o:ACME", ("Ann Lee runs Acme.", None), "night"],
        "Ann Lee leads Acme",
    ),
    Story(
        "P family",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; p:Di Fox",
        [
            "Ann Lee's daughter Di Fox sings.",
            "My friend Cy Dunn is the husband of Ann Lee.",
            "Bob Ray is Cy Dunn's dad.",
        ],
        "Di Fox child_of Ann Lee; Ann Lee married_to Cy Dunn; Cy Dunn child_of Bob Ray",
    ),
    Story(
        "P work",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "Ann Lee has been working at Acme for years.",
            "Bob Ray is an accountant at Globex.",
            "Ann Lee started Globex in 2001.",
        ],
        "Ann Lee works_at Acme; Bob Ray works_at Globex; Globex founded_by Ann Lee [2001-01-01..]",
    ),
    Story(
        "facts denied ending",
        "p:Ann Lee; o:Acme",
        [
            "2020-01-01: Ann Lee works at Acme.",
            "2021-01-01: Ann Lee has not left Acme.",
            "2021-02-01: Did Ann Lee leave Acme?",
            "night",
        ],
        "Ann Lee works_at Acme ~",
    ),
    Story(
        "facts future ending",
        "p:Ann Lee; o:Acme",
        ["2020-01-01: Ann Lee works at Acme.", "2021-01-01: Ann Lee will leave Acme.", "night"],
        None,
    ),
    Story(
        "facts both in one",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2020-01-01: Ann Lee left Acme in 2015 and joined Globex in 2016."],
        None,
    ),
    Story(
        "facts ended out of order",
        "p:Ann Lee; o:Acme",
        [
            "2022-01-01: Ann Lee no longer works at Acme.",
            "2020-01-01: Ann Lee works at Acme.",
            "2019-01-01: Ann Lee joined Acme as a cook.",
            "night",
        ],
        "Ann Lee works_at Acme [..2022-01-01] x2",
    ),
    Story(
        "facts reopened out of order",
        "p:Ann Lee; o:Acme",
        ["2023-01-01: Ann Lee works at Acme.", "2022-01-01: Ann Lee left Acme.", "night"],
        "Ann Lee works_at Acme",
    ),
    Story(
        "facts married again",
        "p:Ann Lee; p:Bob Ray",
        [
            "2001-01-01: Ann Lee married Bob Ray.",
            "2005-01-01: Ann Lee divorced Bob Ray.",
            "2009-01-01: Ann Lee married Bob Ray again.",
            "night",
        ],
        "Ann Lee married_to Bob Ray x2",
    ),
    Story(
        "facts period words",
        "p:Ann Lee; o:Acme; p:Bob Ray; o:Globex",
        ["2024-05-05: From 1999 to 2003 Ann Lee worked at Acme.", "2024-05-05: Until 2010, Bob Ray worked for Globex."],
        "Ann Lee works_at Acme [1999-01-01..2003-12-31]; Bob Ray works_at Globex [..2010-12-31]",
    ),
    Story(
        "facts two docs same fact",
        "p:Ann Lee; o:Acme",
        ["2024-01-01: Ann Lee founded Acme.", "2024-01-02: Acme was founded by Ann Lee.", "night"],
        "Acme founded_by Ann Lee x2",
    ),
    Story(
        "facts changed twice",
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
        "facts entity deleted",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            "2024-01-01: Ann Lee runs Acme and Globex.",
            "sql DELETE FROM entity WHERE graph_id = %(g)s AND title = 'Globex'",
            "night",
        ],
        "Ann Lee leads Acme",
    ),
    Story(
        "A verbs as names",
        "o:Snap; o:Square; o:Stripe; p:Ann Lee; p:Bob Ray; o:Acme",
        [
            ("1 Ann Lee heard a snap.", "Ann Lee"),
            ("2 They square the bill. Bob Ray pays.", "Bob Ray"),
            ("3 Ann Lee was hired by Stripe.", "Ann Lee; Stripe"),
            ("4 Bob Ray bought square tables.", "Bob Ray"),
            ("5 Ann Lee founded a square dance club.", "Ann Lee"),
        ],
        "Ann Lee works_at Stripe",
    ),
    Story(
        "A he she",
        "o:HE; o:SO; o:DO; p:Ann Lee; o:Acme",
        [("1 Do you know what he does?", ""), ("2 So Ann Lee owns Acme.", "Ann Lee; Acme")],
        "Acme owned_by Ann Lee",
    ),
    Story(
        "A company generic",
        "o:The Firm; o:The Bank; p:Ann Lee; p:Bob Ray",
        ["Ann Lee founded the firm in her garage.", "Bob Ray works at the bank.", "Bob Ray left the firm."],
        "",
    ),
    Story(
        "A alias own spelling",
        "p:Grant Hill=Grant; p:Bill Moss=Bill; p:Sue Park=Sue; o:Acme",
        [
            ("1 The grant was paid with a bill.", ""),
            ("2 Grant paid Bill.", "Grant Hill; Bill Moss"),
            ("3 They will sue Acme.", "Acme"),
            ("4 I told Sue about it.", "Sue Park"),
        ],
        None,
    ),
    Story("A title small", "pr:make; pr:npm; p:Ann Lee", [("1 Run npm install.", "npm")], None),
    Story(
        "B article inside",
        "o:Bread and the Moon; o:Out of a Box; p:Lee An; t:Day A Week",
        [
            ("1 Bread and Moon", ""),
            ("2 Out of Box", ""),
            ("3 Lee came.", ""),
            ("4 Bread and the Moon opened.", "Bread and the Moon"),
            ("5 Lee An came.", "Lee An"),
        ],
        None,
    ),
    Story(
        "B the names",
        "o:The The; o:The Band; o:The Sun; p:Ann Lee",
        [
            ("1 The The played.", "The The"),
            ("2 the sun was up.", ""),
            ("3 Ann Lee writes for The Sun.", "Ann Lee; The Sun"),
            ("4 A band played.", ""),
        ],
        None,
    ),
    Story(
        "B plus names",
        "o:Google; o:Google+; o:Canal; o:Canal+; t:C; t:C++",
        [
            ("1 Google+ closed.", "Google+"),
            ("2 Google closed Google+.", "Google; Google+"),
            ("3 Canal+.", "Canal+"),
            ("4 He knows C.", "C"),
            ("5 He knows C++, too.", "C++"),
        ],
        None,
    ),
    Story(
        "B versions",
        "pr:Python; pr:Python 3; pr:Windows 1; pr:Windows 10",
        [("Windows 10 is out.", "Windows 10"), ("Python 3.11 is out.", None), ("Windows 11 is out.", "")],
        None,
    ),
    Story(
        "B apostrophes",
        "p:Sean O'Brien; p:D'Angelo Ruiz; o:L'Oréal; o:O'Reilly Media; p:Brien",
        [
            ("Sean O’Brien and D’Angelo Ruiz", "Sean O'Brien; D'Angelo Ruiz"),
            ("l'oreal sells", None),
            ("L’Oreal sells", "L'Oréal"),
            ("OReilly Media", None),
            ("O`Reilly Media", None),
        ],
        None,
    ),
    Story(
        "B plural possessive",
        "o:Simmons; p:Lars Jones=Jones; o:Acme",
        [("Simmons' beds", "Simmons"), ("Jones's car", "Lars Jones"), ("the Acme's", "Acme"), ("Joneses", "")],
        None,
    ),
    Story(
        "C guillemets etc",
        "o:Zenit; p:Ann Lee",
        [
            ("‹Zenit›", "Zenit"),
            ("„Zenit”", "Zenit"),
            ("‚Zenit’", "Zenit"),
            ("›Zenit‹", "Zenit"),
            ("『Zenit』", "Zenit"),
            ("【Zenit】", "Zenit"),
            ("（Zenit）", "Zenit"),
            ("Zenit、Ann Lee", "Zenit; Ann Lee"),
            ("Zenit。", "Zenit"),
            ("Zenit！", "Zenit"),
            ("•Zenit·Ann Lee", "Zenit; Ann Lee"),
            ("§Zenit", "Zenit"),
            ("Zenit‑Werk", "Zenit"),
            ("Zenit\xad", "Zenit"),
            ("\u200bZenit\u200b", "Zenit"),
            ("\ufeffZenit", "Zenit"),
            ("Zenit\xa0", "Zenit"),
            ("Zenit‼", "Zenit"),
            ("Zenit⁉", "Zenit"),
            ("★Zenit★", "Zenit"),
        ],
        None,
    ),
    Story(
        "C wiki",
        "p:Ann Lee; o:Acme",
        [
            ("[[Ann Lee]] of [[Acme|her firm]]", "Ann Lee; Acme"),
            ("![Acme](a.png)", "Acme"),
            ("[Ann Lee][1]", "Ann Lee"),
            ("#Acme #AnnLee", "Acme"),
            ("@Acme", "Acme"),
            ("{Acme}", "Acme"),
            ("<b>Ac</b>me", None),
            ("<b>Acme</b>s", None),
        ],
        None,
    ),
    Story(
        "C long dash",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            ("Ann Lee – Acme", "Ann Lee; Acme"),
            ("Acme–Globex", "Acme; Globex"),
            ("Acme--Globex", "Acme; Globex"),
            ("Acme-Globex", "Acme; Globex"),
            ("Acme + Globex", "Acme; Globex"),
            ("Acme & Globex", "Acme; Globex"),
            ("Acme vs. Globex", "Acme; Globex"),
            ("Acme×Globex", "Acme; Globex"),
        ],
        None,
    ),
    Story(
        "D sentences cjk",
        "p:田中; o:東芝; o:東京",
        [
            ("東芝は東京にある。田中は東芝で働く。", "田中; 東芝; 東京"),
            ("東京駅", "東京"),
            ("田中、東芝へ。", "田中; 東芝"),
        ],
        None,
    ),
    Story("D thai spaces", "p:วิชัย; o:ซีพี", [("วิชัย ทำงาน ซีพี", "วิชัย; ซีพี"), ("บริษัทซีพีจ้างวิชัย", "วิชัย; ซีพี")], None),
    Story(
        "D german",
        "o:Ring; o:Bau; o:Haus; p:Ute Kern",
        [("Hausbau am Ring", "Ring"), ("Ute Kern baut ein Haus.", "Ute Kern; Haus"), ("Der Rohbau steht.", "")],
        None,
    ),
    Story(
        "D russian",
        "p:Иван Петров; o:Рога и Копыта",
        [
            ("Иван Петров купил «Рога и Копыта».", "Иван Петров; Рога и Копыта"),
            ("ИВАН ПЕТРОВ", "Иван Петров"),
            ("Иван Петрович", ""),
        ],
        None,
    ),
    Story(
        "E end marks",
        "o:Yahoo!; o:Wham!; p:Ann Lee; o:Guess?",
        [
            ("1 Yahoo! hired Ann Lee.", "Yahoo!; Ann Lee"),
            ("2 Yahoo hired Ann Lee.", "Yahoo!; Ann Lee"),
            ("3 Wham! split.", "Wham!"),
            ("4 Ann Lee works at Guess?", "Ann Lee; Guess?"),
        ],
        None,
    ),
    Story(
        "E decimals",
        "p:Ann Lee; o:Acme",
        ["Ann Lee paid 3.5 million to Acme.", "At 5 p.m. Ann Lee founded Acme.", "Ann Lee, b. 1980, runs Acme."],
        "Acme founded_by Ann Lee; Ann Lee leads Acme",
    ),
    Story(
        "E middle initial",
        "p:John Q. Public; o:Acme; p:Mary Ann Poe",
        [
            ("John Q. Public runs Acme.", "John Q. Public; Acme"),
            ("John Q Public", "John Q. Public"),
            ("Mary-Ann Poe", "Mary Ann Poe"),
            ("Mary\nAnn\nPoe", "Mary Ann Poe"),
        ],
        "John Q. Public leads Acme",
    ),
    Story(
        "F aliases",
        "o:International Business Machines Corp.=IBM; o:Deutsche Kabel AG; r:Engineer at IBM; r:Jurist bei Deutsche Kabel",
        [("IBM and Deutsche Kabel", "International Business Machines Corp.; Deutsche Kabel AG")],
        "Engineer at IBM role_at International Business Machines Corp.; Jurist bei Deutsche Kabel role_at Deutsche Kabel AG",
    ),
    Story(
        "F other way",
        "o:Hanwell; p:Ann Lee; o:Pike & Dove; o:Sol",
        [
            ("Hanwell Ltd hired Ann Lee.", "Hanwell; Ann Lee"),
            ("Pike & Dove LLP", "Pike & Dove"),
            ("Sol GmbH & Co. KG", "Sol"),
        ],
        "Ann Lee works_at Hanwell",
    ),
    Story(
        "F not a form",
        "o:Sa Pa Tours; p:Co Nguyen; o:AG Bell; o:The Limited; o:Co Studio",
        [
            ("Sa Pa Tours", "Sa Pa Tours"),
            ("Co Nguyen", "Co Nguyen"),
            ("AG Bell", "AG Bell"),
            ("Bell rang.", ""),
            ("a limited offer", ""),
        ],
        None,
    ),
    Story(
        "G modal",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "Ann Lee must not work at Acme.",
            "Globex needn't buy Acme.",
            "Bob Ray won't be named CEO of Acme.",
            "Ann Lee shouldn't marry Bob Ray.",
            "Globex is unable to buy Acme.",
            "Ann Lee isn't from Acme.",
            "Ann Lee doesn't know Bob Ray.",
            "Ann Lee dislikes Bob Ray.",
            "Acme stopped Globex from buying it.",
        ],
        "",
    ),
    Story(
        "G fiction",
        "p:Ann Lee; p:Bob Ray; o:Acme",
        [
            "In a dream, Ann Lee married Bob Ray.",
            "Imagine Bob Ray owned Acme.",
            "In her novel Ann Lee founded Acme.",
            "Pretend that Ann Lee works at Acme.",
        ],
        "",
    ),
    Story(
        "G after denial",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "It did not rain. Ann Lee works at Acme.",
            "Ann Lee works at Acme, not at Globex.",
            "Although he has no degree, Bob Ray runs Globex.",
        ],
        "Ann Lee works_at Acme ~; Bob Ray leads Globex",
    ),
    Story(
        "H owner of noun",
        "p:Ann Lee; o:Acme; o:Globex",
        [
            "Ann Lee bought a house from Acme.",
            "Ann Lee bought Acme shares.",
            "Globex acquired Acme's headquarters.",
            "Ann Lee's firm bought Globex.",
            "Acme owns land near Globex.",
        ],
        "",
    ),
    Story(
        "H prepositions",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee works with Bob Ray at Acme.", "Bob Ray, on behalf of Globex, met Ann Lee."],
        "Ann Lee works_at Acme",
    ),
    Story(
        "H married lists",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; p:Di Fox",
        ["Ann Lee and Bob Ray, and Cy Dunn and Di Fox, are married.", "Cy Dunn's wife, Di Fox, sings."],
        None,
    ),
    Story(
        "H employer lists",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme",
        ["Acme hired Ann Lee, Bob Ray and Cy Dunn.", "Acme employs Ann Lee."],
        "Ann Lee works_at Acme ~; Bob Ray works_at Acme; Cy Dunn works_at Acme",
    ),
    Story(
        "H titles before",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Acme president Ann Lee and Globex CEO Bob Ray met.", "Bob Ray, president and CEO of Acme, agreed."],
        "Ann Lee leads Acme; Bob Ray leads Globex; Bob Ray leads Acme",
    ),
    Story("T unknown type", "character:Ann Lee; org:Acme", ["Ann Lee works at Acme."], None),
    Story(
        "T roles",
        "ORG:Acme; Job Title:Cook at Acme; jobTitle:Clerk of Acme; role:Baker, Acme",
        [],
        "Cook at Acme role_at Acme; Clerk of Acme role_at Acme; Baker, Acme role_at Acme",
    ),
    Story(
        "L nested payload", "p:Ann Lee; o:Acme", [('payload {"content": "", "text": "Ann Lee runs Acme."}', None)], None
    ),
    Story(
        "facts until now",
        "p:Ann Lee; o:Acme; p:Bob Ray",
        [
            "2024-01-01: Ann Lee has worked at Acme from 2010 until now.",
            "2024-01-02: Bob Ray worked at Acme from 2010 to the present.",
        ],
        None,
    ),
    Story(
        "facts was then",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2020-01-01: Ann Lee works at Acme.", "2021-01-01: Ann Lee has moved from Acme to Globex.", "night"],
        "Ann Lee works_at Acme [..2021-01-01]; Ann Lee works_at Globex",
    ),
    Story(
        "facts fired ceo",
        "p:Ann Lee; o:Acme; p:Bob Ray",
        [
            "2020-01-01: Ann Lee is the CEO of Acme.",
            "2021-01-01: Acme ousted CEO Ann Lee.",
            "2021-02-01: Bob Ray succeeded Ann Lee as CEO of Acme.",
            "night",
        ],
        "Ann Lee leads Acme [..2021-01-01] ~; Bob Ray leads Acme",
    ),
    Story(
        "facts told again",
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
        "facts denied again",
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
        "facts former again",
        "p:Ann Lee; o:Acme",
        [
            "2020-01-01: Ann Lee leads Acme.",
            "2021-01-01: Ann Lee left Acme.",
            "2023-01-01: Former Acme CEO Ann Lee spoke.",
            "2024-01-01: Ann Lee left Acme in May 2020.",
            "night",
        ],
        "Ann Lee leads Acme [..2020-05-31] ~",
    ),
    Story(
        "facts membership",
        "p:Ann Lee; o:Acme Club",
        [
            "2010-01-01: Ann Lee is a member of Acme Club.",
            "2015-01-01: Ann Lee is no longer a member of Acme Club.",
            "night",
        ],
        "Ann Lee member_of Acme Club [..2015-01-01]",
    ),
    Story(
        "facts roles overlap",
        'o:Acme; r:Cook at Acme={"start_date": "2010", "end_date": "2012"}; r:Chef at Acme={"start_date": "2011", "end_date": "now"}',
        ["night"],
        "Cook at Acme role_at Acme [2010-01-01..2012-12-31]; Chef at Acme role_at Acme [2011-01-01..]",
    ),
    Story(
        "facts undo by correction",
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
        "facts part of",
        "o:Acme; o:Globex; l:Lund",
        ["2010-01-01: Acme is part of Globex.", "2015-01-01: Acme left Globex.", "night"],
        "Acme part_of Globex [..2015-01-01]",
    ),
    Story(
        "facts denial after",
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
        "facts question after",
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
        "facts repeated",
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
        "facts left joined",
        "p:Ida Moe; o:Fram; o:Gjoa",
        ["2022-05-01: Ida Moe left Fram and joined Gjoa.", "night"],
        None,
    ),
    Story(
        "facts retired",
        "p:Ida Moe; o:Fram",
        ["2019-01-01: Ida Moe is a nurse at Fram.", "2022-05-01: Ida Moe retired from Fram after ten years.", "night"],
        "Ida Moe works_at Fram [..2022-05-01]",
    ),
    Story(
        "facts resigned as",
        "p:Ida Moe; o:Fram",
        [
            "2019-01-01: Ida Moe is CEO of Fram.",
            "2022-05-01: Ida Moe resigned as CEO of Fram on 3 April 2022.",
            "night",
        ],
        "Ida Moe leads Fram [..2022-04-03]",
    ),
    Story(
        "facts closed period later",
        "p:Ida Moe; o:Fram; o:Gjoa",
        [
            "2024-01-01: Ida Moe worked at Fram from January 2010 to March 2012.",
            "2024-02-01: Ida Moe works at Gjoa.",
            "night",
        ],
        "Ida Moe works_at Fram [2010-01-01..2012-03-31]; Ida Moe works_at Gjoa",
    ),
    Story(
        "facts supersede owner out of order",
        "o:Fram; o:Gjoa; o:Maud",
        ["2020-01-01: Fram was bought by Maud.", "2010-01-01: Fram was bought by Gjoa.", "night"],
        "Fram owned_by Gjoa [..2020-01-01]; Fram owned_by Maud",
    ),
    Story(
        "facts symmetric",
        "p:Ida Moe; p:Per Lie; p:Åse Dal",
        ["2001-01-01: Ida Moe married Per Lie.", "2011-01-01: Per Lie married Åse Dal.", "night"],
        "Ida Moe married_to Per Lie [..2011-01-01]; Per Lie married_to Åse Dal",
    ),
    Story(
        "facts not functional",
        "p:Ida Moe; o:Fram Club; o:Gjoa Club",
        ["2001-01-01: Ida Moe is a member of Fram Club.", "2011-01-01: Ida Moe is a member of Gjoa Club.", "night"],
        "Ida Moe member_of Fram Club; Ida Moe member_of Gjoa Club",
    ),
    Story(
        "facts role iso",
        'o:Fram; o:Gjoa; r:Cook at Fram={"start_date": "2010-05-01", "end_date": "2012-05-01"}; r:Cook at Gjoa={"start_date": "2012-06", "end_date": null}; r:Mate at Gjoa={"start_date": "", "end_date": "today"}',
        ["night"],
        None,
    ),
    Story("facts bad dates", 'o:Fram; r:Cook at Fram={"start_date": "2015", "end_date": "2010"}', ["night"], None),
    Story(
        "facts delete both",
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
        "facts update keeps others",
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
        "facts forget",
        "p:Ida Moe; o:Fram",
        [
            "2024-01-01: Ida Moe runs Fram.",
            "sql SELECT forget_event((SELECT id FROM raw_events WHERE graph_id = %(g)s), %(g)s)",
            "night",
        ],
        "",
    ),
    Story(
        "facts ensure",
        "o:Fram",
        [
            "sql SELECT ensure_entity('Fram', 'organization', '{}', '{}', %(g)s)",
            "sql SELECT ensure_entity('Ida Moe', 'person', '{Idy}', '{}', %(g)s)",
            ("2024-01-01: Idy runs Fram.", "Ida Moe; Fram"),
        ],
        "Ida Moe leads Fram",
    ),
    Story(
        "facts born kept",
        "p:Ida Moe; l:Oslo; l:Rome",
        ["2001-01-01: Ida Moe was born in Oslo.", "2011-01-01: Ida Moe was born in Rome.", "night"],
        "Ida Moe born_in Oslo; Ida Moe born_in Rome",
    ),
    Story(
        "facts moved back",
        "p:Ida Moe; l:Oslo; l:Rome",
        [
            "2001-01-01: Ida Moe lives in Oslo.",
            "2003-01-01: Ida Moe moved to Rome.",
            "2005-01-01: Ida Moe moved back to Oslo.",
            "night",
        ],
        "Ida Moe lives_in Oslo x2; Ida Moe lives_in Rome [..2005-01-01]",
    ),
    Story(
        "facts sold stake",
        "o:Fram; o:Gjoa",
        ["2001-01-01: Gjoa owns Fram.", "2003-03-03: Gjoa sold its stake in Fram.", "night"],
        "Fram owned_by Gjoa [..2003-03-03]",
    ),
    Story("facts widow", "p:Ida Moe; p:Per Lie", ["2020-01-01: Ida Moe is the widow of Per Lie."], None),
    Story(
        "facts years only",
        "p:Ida Moe; o:Fram",
        ["2024-01-01: Ida Moe (CEO of Fram, 2001-2009) spoke.", "night"],
        "Ida Moe leads Fram [2001-01-01..2009-12-31]",
    ),
    Story(
        "facts for years",
        "p:Ida Moe; o:Fram",
        ["2024-01-01: Ida Moe has worked at Fram since 2015.", "2024-02-01: Ida Moe will retire from Fram in 2030."],
        None,
    ),
    Story(
        "A edges own",
        "o:Gap; o:Next; o:Visa; p:Ida Moe; o:Fram",
        [
            "Ida Moe founded the next big thing.",
            "Fram was bought by next of kin.",
            "Ida Moe got a visa from Fram.",
            "There is a gap at Fram.",
        ],
        "",
    ),
    Story(
        "A it pronoun mid",
        "o:IT; o:US; o:WHO; p:Ida Moe; o:Fram",
        [
            ("Ida Moe, WHO expert, left.", "Ida Moe; WHO"),
            ("The IT team of Fram", "IT; Fram"),
            ("She told us it is over, and who said so.", ""),
        ],
        None,
    ),
    Story(
        "B drop article end",
        "t:Grade A; t:Grade B; p:The Rock",
        [("Grade B eggs", "Grade B"), ("a grade", ""), ("The Rock acts.", "The Rock"), ("on the rock", "")],
        None,
    ),
    Story(
        "C mixed line",
        "p:Ida Moe; o:Fram",
        [
            ("✓ Ida Moe ✗ Fram", "Ida Moe; Fram"),
            ("(c) Fram", "Fram"),
            ("Fram: Ida Moe", "Fram; Ida Moe"),
            ("a) Fram\nb) Ida Moe", "Fram; Ida Moe"),
            ("Fram\\nIda Moe", None),
            ("<Fram>", "Fram"),
            ("&lt;Fram&gt;", "Fram"),
            ("Fram&nbsp;&copy;", "Fram"),
            ("<br>Fram<br/>Ida Moe", "Fram; Ida Moe"),
            ('<span class="x">Ida</span> <span>Moe</span>', "Ida Moe"),
            ("<!-- x -->Fram", "Fram"),
        ],
        None,
    ),
    Story(
        "D combined",
        "p:山田太郎; o:日本電子; p:Ivan Petrov",
        [
            ("山田太郎（日本電子）", "山田太郎; 日本電子"),
            ("日本電子の山田太郎と Ivan Petrov", "山田太郎; 日本電子; Ivan Petrov"),
            ("山田 太郎", None),
        ],
        None,
    ),
    Story(
        "D hebrew",
        "p:רות כהן; o:בנק אור",
        [("רות כהן עובדת בבנק אור.", "רות כהן; בנק אור"), ("ורות כהן", "רות כהן")],
        None,
    ),
    Story(
        "E two names joined",
        "p:Ida Moe; p:Per Lie; o:Fram",
        ["Ida Moe; Per Lie founded Fram.", "By Ida Moe. Per Lie works at Fram."],
        None,
    ),
    Story(
        "E abbreviation before name",
        "p:Ida Moe; o:Fram; o:Gjoa Inc.",
        ["Prof. Ida Moe founded Fram.", "Fram vs. Gjoa Inc. was heard. Ida Moe left."],
        "Fram founded_by Ida Moe",
    ),
    Story(
        "F suffix in text",
        "o:Gjoa Ltd; o:Fram Holding AS",
        [("Gjoa Limited, Fram Holding", "Gjoa Ltd; Fram Holding AS"), ("Gjoa, Ltd.", "Gjoa Ltd")],
        None,
    ),
    Story(
        "G never",
        "p:Ida Moe; p:Per Lie; o:Fram",
        [
            "At no time did Ida Moe work at Fram.",
            "Ida Moe is by no means the CEO of Fram.",
            "Far from it: Per Lie doesn't own Fram.",
            "Per Lie lied that he owned Fram.",
            "Ida Moe refuses to marry Per Lie.",
            "Who is the founder of Fram? Not Ida Moe.",
        ],
        "",
    ),
    Story(
        "G if clauses",
        "p:Ida Moe; p:Per Lie; o:Fram; o:Gjoa",
        [
            "Fram will be bought by Gjoa if Per Lie agrees.",
            "Had Fram been bought by Gjoa, we would know.",
            "As if Ida Moe worked at Fram!",
            "Whether Gjoa owns Fram is unclear.",
        ],
        "",
    ),
    Story("G double", "p:Ida Moe; o:Fram", ["Ida Moe cannot deny that she founded Fram."], None),
    Story(
        "H subject noun",
        "p:Ida Moe; p:Per Lie; o:Fram; o:Gjoa",
        [
            "The brother of Ida Moe works at Fram.",
            "Ida Moe's husband is the CEO of Gjoa.",
            "A division of Fram bought Gjoa.",
            "Friends of Per Lie founded Gjoa.",
            "The daughter of Per Lie married Ida Moe's son.",
        ],
        "",
    ),
    Story(
        "H object noun",
        "p:Ida Moe; p:Per Lie; o:Fram; o:Gjoa",
        [
            "Ida Moe sued the owner of Fram.",
            "Per Lie hired the founder of Gjoa.",
            "Per Lie is a friend of the CEO of Fram.",
            "Ida Moe married Per Lie's cousin.",
            "Fram acquired the assets of Gjoa.",
        ],
        "",
    ),
    Story(
        "H lists mixed",
        "p:Ida Moe; p:Per Lie; o:Fram; o:Gjoa; o:Maud",
        ["Ida Moe has worked at Fram, at Gjoa and at Maud.", "Per Lie owns Fram, Gjoa, and Maud."],
        "Ida Moe works_at Fram; Ida Moe works_at Gjoa; Ida Moe works_at Maud; Fram owned_by Per Lie; Gjoa owned_by Per Lie; Maud owned_by Per Lie",
    ),
    Story(
        "H parents",
        "p:Ida Moe; p:Per Lie; p:Åse Dal",
        ["Ida Moe is the daughter of Per Lie and Åse Dal."],
        "Ida Moe child_of Per Lie; Ida Moe child_of Åse Dal",
    ),
    Story(
        "T groups",
        "NORP:Ida Moe; Business:Fram; GPE:Oslo; PER:Per Lie",
        ["Per Lie runs Fram.", "Per Lie was born in Oslo."],
        "Per Lie leads Fram; Per Lie born_in Oslo",
    ),
    Story(
        "L string text",
        "p:Ida Moe; o:Fram",
        [('payload {"title": "x", "content": "Ida Moe runs Fram."}', "Ida Moe; Fram")],
        "Ida Moe leads Fram",
    ),
    Story(
        "A brands",
        "o:Dove; o:Jaguar; o:Puma; o:Tide; p:Lea Roth; p:Max Orr",
        [
            ("1 Lea Roth freed a dove.", "Lea Roth"),
            ("2 A jaguar bit Max Orr.", "Max Orr"),
            ("3 Max Orr works at Puma.", "Max Orr; Puma"),
            ("4 The tide came in.", ""),
            ("5 Lea Roth joined Jaguar as a designer.", "Lea Roth; Jaguar"),
            ("6 Max Orr bought dove soap.", "Max Orr"),
        ],
        "Max Orr works_at Puma; Lea Roth works_at Jaguar",
    ),
    Story(
        "A everyone",
        "o:All; o:One; o:Next; o:We; p:Lea Roth",
        [
            ("All of us saw Lea Roth.", "Lea Roth"),
            ("One by one they left.", ""),
            ("Next came Lea Roth.", "Lea Roth"),
            ("We founded it.", ""),
        ],
        "",
    ),
    Story(
        "B hash", "t:A#; t:J; t:J#; o:B+; o:B", [("J# is old.", "J#"), ("J is older.", "J"), ("B+ grew.", "B+")], None
    ),
    Story(
        "B s names",
        "o:Barney's; p:Barney; p:James; o:St. James's Park",
        [
            ("Barney went to Barney's.", "Barney; Barney's"),
            ("James's hat", "James"),
            ("At St. James's Park", "St. James's Park"),
            ("James' hat", "James"),
        ],
        None,
    ),
    Story(
        "C arrows",
        "o:Alba; o:Brio",
        [
            ("Alba->Brio", "Alba; Brio"),
            ("Alba => Brio", "Alba; Brio"),
            ("Alba…Brio", "Alba; Brio"),
            ("Alba/Brio/other", "Alba; Brio"),
            ("Alba\\Brio", "Alba; Brio"),
            ("Alba_Brio", None),
            ("Alba;Brio", "Alba; Brio"),
            ("Alba¶Brio", "Alba; Brio"),
            ("Alba∙Brio", "Alba; Brio"),
            ("°Alba°", "Alba"),
            ("“Alba”/‘Brio’", "Alba; Brio"),
            ("Alba⇔Brio", "Alba; Brio"),
            ("¡¿Alba?!", "Alba"),
        ],
        None,
    ),
    Story(
        "C newline kinds",
        "p:Lea Roth; o:Alba",
        [
            ("Lea\u2028Roth", None),
            ("Lea\tRoth", "Lea Roth"),
            ("Lea  Roth", "Lea Roth"),
            ("Lea\u3000Roth", "Lea Roth"),
            ("Lea\u200aRoth", "Lea Roth"),
            ("Lea\xad Roth", "Lea Roth"),
            ("L\xadea Roth", "Lea Roth"),
            ("LEA ROTH", "Lea Roth"),
            ("lea roth", "Lea Roth"),
        ],
        None,
    ),
    Story(
        "C decomposed", "p:René Dupré; o:Señor Taco", [("René Dupré", "René Dupré"), ("Señor Taco", "Señor Taco")], None
    ),
    Story(
        "D hangul decomposed",
        "p:김철수; o:우리은행",
        [
            ("김철수가 우리은행에 다닌다", "김철수; 우리은행"),
            ("우리은행(김철수)", "우리은행; 김철수"),
            ("김철수·우리은행", "김철수; 우리은행"),
        ],
        None,
    ),
    Story(
        "D chinese traditional",
        "p:王大明; o:台灣銀行; o:銀行",
        [("王大明任職於台灣銀行。", "王大明; 台灣銀行"), ("銀行關門了。", "銀行")],
        None,
    ),
    Story(
        "D cyrillic caps",
        "o:Яндекс; p:Пётр Лосев",
        [("ЯНДЕКС нанял Пётра", "Яндекс"), ("Петр Лосев", "Пётр Лосев"), ("яндекс", None)],
        None,
    ),
    Story(
        "E mail header",
        "p:Lea Roth; o:Alba; p:Max Orr",
        [("From: Lea Roth <lea@alba.com>\nTo: Max Orr <max@x.org>\nSubject: Alba", "Lea Roth; Max Orr; Alba")],
        "",
    ),
    Story(
        "E initials end",
        "p:Max Orr; o:Plan C; o:Vitamin Co.",
        [
            ("It was Plan C. Max Orr left.", "Plan C; Max Orr"),
            ("He joined Vitamin Co. Max Orr too.", "Vitamin Co.; Max Orr"),
        ],
        None,
    ),
    Story(
        "E colon name",
        "o:Mission: Impossible Fans; p:Lea Roth",
        [("Lea Roth founded Mission: Impossible Fans.", "Lea Roth; Mission: Impossible Fans")],
        "Mission: Impossible Fans founded_by Lea Roth",
    ),
    Story(
        "F prefixed",
        "o:PT Bukit Asam Tbk; o:ООО Вектор; o:Oy Saimaa Ab; o:株式会社日立",
        [("Bukit Asam", None), ("Вектор вырос", "ООО Вектор"), ("日立は強い", "株式会社日立")],
        None,
    ),
    Story(
        "F forms alone",
        "o:Roth & Orr; o:Alba Group; o:Brio International",
        [
            ("Roth and Orr", "Roth & Orr"),
            ("Alba Group plc", "Alba Group"),
            ("Alba sings", ""),
            ("Brio International Inc.", "Brio International"),
        ],
        None,
    ),
    Story(
        "G contractions curly",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio",
        [
            "Lea Roth doesn’t work at Alba.",
            "Alba wasn’t bought by Brio.",
            "Max Orr can’t be married to Lea Roth.",
            "Brio won’t acquire Alba.",
            "Max Orr isn’t the founder of Brio.",
        ],
        "",
    ),
    Story(
        "G words",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio",
        [
            "Lea Roth was rejected by Alba.",
            "Max Orr failed to found Brio.",
            "Alba avoided being bought by Brio.",
            "Lea Roth left before joining Alba.",
            "Max Orr applied for a job at Alba.",
            "Brio lost its bid to buy Alba.",
        ],
        "",
    ),
    Story(
        "G tail denial",
        "p:Lea Roth; p:Max Orr; o:Alba",
        [
            "That Lea Roth founded Alba is a myth.",
            "The claim that Max Orr owns Alba is false.",
            "Lea Roth works at Alba? No.",
        ],
        "",
    ),
    Story(
        "H infinitive",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio",
        [
            "Max Orr told Lea Roth to join Alba.",
            "Lea Roth persuaded Max Orr to buy Brio.",
            "Max Orr asked the boss of Brio to hire Lea Roth.",
        ],
        "",
    ),
    Story(
        "H possessor subject",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio",
        [
            "Alba's owner bought Brio.",
            "Lea Roth's company acquired Brio.",
            "Brio's CEO married Lea Roth.",
            "Max Orr's lawyer works at Alba.",
        ],
        "",
    ),
    Story(
        "H correct heads",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio",
        [
            "The owner of Brio is Alba.",
            "The CEO of Alba, Lea Roth, spoke.",
            "Max Orr, founder of Brio, agreed.",
            "Lea Roth's husband Max Orr sings.",
        ],
        "Brio owned_by Alba; Lea Roth leads Alba; Brio founded_by Max Orr; Lea Roth married_to Max Orr",
    ),
    Story(
        "H and lists",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio; o:Coda",
        ["Alba acquired Brio and Coda.", "Lea Roth, Max Orr and others founded Brio."],
        "Brio owned_by Alba; Coda owned_by Alba; Brio founded_by Lea Roth; Brio founded_by Max Orr",
    ),
    Story(
        "H degree",
        "p:Lea Roth; o:Alba College; o:Brio University",
        ["Lea Roth has a BA from Alba College and an MA from Brio University."],
        "Lea Roth educated_at Alba College; Lea Roth educated_at Brio University",
    ),
    Story(
        "T label sets",
        "PERSON:Lea Roth; NGO:Alba; Hospital:Brio; Country:Peru",
        ["Lea Roth works at Brio.", "Lea Roth moved to Peru.", "Alba was founded by Lea Roth."],
        "Lea Roth works_at Brio; Lea Roth lives_in Peru; Alba founded_by Lea Roth",
    ),
    Story("L message", "p:Lea Roth; o:Alba", [('payload {"message": {"text": "Lea Roth runs Alba."}}', None)], None),
    Story(
        "P talk",
        "p:Lea Roth; p:Max Orr; l:Bonn; o:Alba",
        [
            "Lea Roth recently moved to Bonn.",
            "Max Orr and Lea Roth are colleagues.",
            "Max Orr finally got a job at Alba!",
        ],
        "Lea Roth lives_in Bonn; Lea Roth knows Max Orr; Max Orr works_at Alba",
    ),
    Story(
        "P kin",
        "p:Lea Roth; p:Max Orr; p:Ivy Orr",
        ["Lea Roth and Max Orr have a daughter, Ivy Orr.", "Ivy Orr's father is Max Orr."],
        None,
    ),
    Story(
        "facts laid off",
        "p:Lea Roth; o:Alba",
        ["2020-01-01: Lea Roth works for Alba.", "2022-01-01: Lea Roth got laid off by Alba.", "night"],
        "Lea Roth works_at Alba [..2022-01-01]",
    ),
    Story(
        "facts stopped",
        "p:Lea Roth; o:Alba",
        ["2020-01-01: Lea Roth teaches at Alba.", "2022-06-01: Lea Roth stopped teaching at Alba in May.", "night"],
        None,
    ),
    Story(
        "facts dissolved",
        "p:Lea Roth; o:Alba; o:Brio",
        ["2020-01-01: Alba is owned by Brio.", "2022-01-01: Alba became independent of Brio.", "night"],
        "Alba owned_by Brio [..2022-01-01]",
    ),
    Story(
        "facts until date",
        "p:Lea Roth; o:Alba",
        ["2024-01-01: Lea Roth was president of Alba until June 2019.", "night"],
        "Lea Roth leads Alba [..2019-06-30]",
    ),
    Story(
        "facts since",
        "p:Lea Roth; l:Bonn",
        ["2024-01-01: Lea Roth has lived in Bonn since March 2020.", "night"],
        "Lea Roth lives_in Bonn [2020-03-01..]",
    ),
    Story(
        "facts three jobs",
        "p:Lea Roth; o:Alba; o:Brio; o:Coda",
        [
            "2018-01-01: Lea Roth works at Alba.",
            "2020-01-01: Lea Roth works at Brio.",
            "2022-01-01: Lea Roth works at Coda.",
            "night",
        ],
        "Lea Roth works_at Alba [..2020-01-01]; Lea Roth works_at Brio [..2022-01-01]; Lea Roth works_at Coda",
    ),
    Story(
        "facts three jobs reversed",
        "p:Lea Roth; o:Alba; o:Brio; o:Coda",
        [
            "2022-01-01: Lea Roth works at Coda.",
            "2020-01-01: Lea Roth works at Brio.",
            "2018-01-01: Lea Roth works at Alba.",
            "night",
        ],
        "Lea Roth works_at Alba [..2020-01-01]; Lea Roth works_at Brio [..2022-01-01]; Lea Roth works_at Coda",
    ),
    Story(
        "facts back to first",
        "p:Lea Roth; o:Alba; o:Brio",
        [
            "2018-01-01: Lea Roth works at Alba.",
            "2020-01-01: Lea Roth works at Brio.",
            "2022-01-01: Lea Roth works at Alba.",
            "night",
        ],
        "Lea Roth works_at Alba x2; Lea Roth works_at Brio [..2022-01-01]",
    ),
    Story(
        "facts same day",
        "p:Lea Roth; o:Alba; o:Brio",
        ["2018-01-01: Lea Roth works at Alba.", "2018-01-01: Lea Roth works at Brio.", "night"],
        "Lea Roth works_at Alba; Lea Roth works_at Brio",
    ),
    Story(
        "facts ex husband",
        "p:Lea Roth; p:Max Orr",
        ["2018-01-01: Lea Roth's ex-husband, Max Orr, sings.", "night"],
        "Lea Roth married_to Max Orr [..2018-01-01]",
    ),
    Story("facts died", "p:Lea Roth; o:Alba", ["2018-01-01: Lea Roth, the late CEO of Alba, was honoured."], None),
    Story(
        "H lists with asides",
        "p:Ida Moe; p:Bo Rask; p:Una Fell; p:Per Holt; o:Fram; o:Verto; o:Ludo; o:Tind; o:Nordvik; o:Sund; o:Brim; o:Hald",
        [
            "Ida Moe joined Fram and, a year later, Verto.",
            "Bo Rask founded Ludo and, some months afterwards, Tind.",
            "Una Fell worked at Nordvik and, from 2010, at Sund.",
            "Per Holt worked at Brim and, with Ida Moe, wrote a book about Hald.",
        ],
        "Ida Moe works_at Fram; Ida Moe works_at Verto; Ludo founded_by Bo Rask; Tind founded_by Bo Rask; "
        "Una Fell works_at Nordvik; Una Fell works_at Sund [2010-01-01..]; Per Holt works_at Brim",
    ),
    Story(
        "G tag questions",
        "p:Ida Moe; p:Bo Rask; p:Una Fell; p:Per Holt; o:Fram; o:Verto; o:Ludo; o:Tind",
        [
            "Ida Moe works at Fram, doesn't she?",
            "Bo Rask founded Verto, right?",
            "Una Fell doesn't work at Ludo, does she?",
            "Does Per Holt work at Tind, or doesn't he?",
            "Una Fell works at Tind, does she?",
            "Ludo was founded by Per Holt, wasn\u2019t it?",
        ],
        "Ida Moe works_at Fram; Verto founded_by Bo Rask; Ludo founded_by Per Holt",
    ),
    Story(
        "H object of the verb",
        "p:Ida Moe; p:Bo Rask; p:Una Fell; p:Per Holt; o:Fram; o:Verto; o:Ludo; o:Tind; o:Nordvik",
        [
            "Ida Moe teaches a student at Fram.",
            "Bo Rask advises a young engineer at Verto.",
            "Una Fell teaches physics at Ludo.",
            "Per Holt, an experienced engineer at Tind, met an editor at Nordvik.",
            "Ida Moe worked as an engineer at Verto.",
        ],
        "Una Fell works_at Ludo; Per Holt works_at Tind; Ida Moe works_at Verto",
    ),
    Story(
        "ended relative dates",
        "p:Ida Moe; p:Bo Rask; p:Una Fell; p:Per Holt; p:Siv Lund; p:Jo Vik; p:Kai Berg; o:Fram; o:Verto; o:Ludo; o:Tind",
        [
            "2023-06-01: Ida Moe worked at Fram until last year.",
            "2023-06-01: Bo Rask worked at Verto until two months ago.",
            "2023-06-01: Una Fell has worked at Ludo since last March.",
            "2023-06-01: Per Holt worked at Tind until the end of last month.",
            "2023-06-01: Siv Lund worked at Fram until the last year of the war.",
            "2022-01-01: Jo Vik works at Verto.",
            "2023-06-01: Jo Vik left Verto yesterday.",
            "2023-06-01: Kai Berg joined Ludo ten years ago.",
            "2023-06-01: Kai Berg worked at Fram until recently.",
            "2023-06-01: Kai Berg worked at Tind until last week.",
        ],
        "Ida Moe works_at Fram [..2022-12-31]; Bo Rask works_at Verto [..2023-04-30]; Una Fell works_at Ludo [2023-03-01..]; "
        "Per Holt works_at Tind [..2023-05-31]; Siv Lund works_at Fram; Jo Vik works_at Verto [..2023-05-31]; "
        "Kai Berg works_at Ludo [2013-01-01..]; Kai Berg works_at Fram [..2023-06-01]; Kai Berg works_at Tind [..2023-05-25]",
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
