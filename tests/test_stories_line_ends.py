"""Stories of full stops and line ends within names and sentences: abbreviations, initials, wrapped lines."""
# ruff: noqa: RUF001 - names of other scripts

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "full stop of an abbreviation",
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
        "abbrev",
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
        "hard wrap",
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
        "initials",
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
        "marks in names",
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
        "line ends",
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
        "inc ceo",
        "o:Globex Inc.; p:Ann Lee; o:Initech Co.; p:Bob Ray",
        [
            "2024-03-01: Initech Co. Chairman Bob Ray retired.",
            "2024-03-02: Ann Lee, CEO of Globex Inc., spoke. Bob Ray laughed.",
        ],
        "Bob Ray leads Initech Co. [..2024-03-01]; Ann Lee leads Globex Inc.",
    ),
    Story(
        "hyphen wrap",
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
        "quoted mail",
        "p:Grace Holm; o:Umbra",
        [("> On Monday we saw that Grace\n> Holm runs\n> Umbra now.", "Grace Holm; Umbra")],
        "Grace Holm leads Umbra",
    ),
    Story(
        "abbreviations",
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
        "two sentences",
        "p:Ann Lee; o:Acme; o:Globex",
        ["Ann Lee left. Acme was bought by Globex.", "I met Ann Lee. Founded in 1999, Acme is old."],
        "Acme owned_by Globex",
    ),
    Story(
        "list lines",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["People\nAnn Lee\nBob Ray\n\nFirms\nAcme\nGlobex\n"],
        "",
    ),
    Story(
        "end marks",
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
        "decimals",
        "p:Ann Lee; o:Acme",
        ["Ann Lee paid 3.5 million to Acme.", "At 5 p.m. Ann Lee founded Acme.", "Ann Lee, b. 1980, runs Acme."],
        "Acme founded_by Ann Lee; Ann Lee leads Acme",
    ),
    Story(
        "middle initial",
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
        "two names joined",
        "p:Ida Moe; p:Per Lie; o:Fram",
        ["Ida Moe; Per Lie founded Fram.", "By Ida Moe. Per Lie works at Fram."],
        None,
    ),
    Story(
        "abbreviation before name",
        "p:Ida Moe; o:Fram; o:Gjoa Inc.",
        ["Prof. Ida Moe founded Fram.", "Fram vs. Gjoa Inc. was heard. Ida Moe left."],
        "Fram founded_by Ida Moe",
    ),
    Story(
        "mail header",
        "p:Lea Roth; o:Alba; p:Max Orr",
        [("From: Lea Roth <lea@alba.com>\nTo: Max Orr <max@x.org>\nSubject: Alba", "Lea Roth; Max Orr; Alba")],
        "",
    ),
    Story(
        "initials end",
        "p:Max Orr; o:Plan C; o:Vitamin Co.",
        [
            ("It was Plan C. Max Orr left.", "Plan C; Max Orr"),
            ("He joined Vitamin Co. Max Orr too.", "Vitamin Co.; Max Orr"),
        ],
        None,
    ),
    Story(
        "colon name",
        "o:Mission: Impossible Fans; p:Lea Roth",
        [("Lea Roth founded Mission: Impossible Fans.", "Lea Roth; Mission: Impossible Fans")],
        "Mission: Impossible Fans founded_by Lea Roth",
    ),
    Story(
        "a question mark that is part of the name",
        "o:Ready?; p:Lea Roth; p:Max Orr",
        [("Lea Roth founded Ready? in 2012.", "Lea Roth; Ready?"), ("Did Max Orr found Ready? in 2012?", None)],
        "Ready? founded_by Lea Roth [2012-01-01..]",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
