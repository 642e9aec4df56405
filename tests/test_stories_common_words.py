"""Stories of names that are words too: verbs, months, pronouns, brands."""

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "who is called like a modal verb, at the beginning of a sentence",
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
        "common edges",
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
        "stopword edge",
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
        "stopword mention",
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
        "everyday",
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
        "pronouns",
        "o:US; o:IT; o:AT; o:Me; p:Ann Lee; o:Fenn",
        [
            ("1 Give it to me.", ""),
            ("2 Fenn belongs to us.", "Fenn"),
            ("3 IT is on floor 2.", "IT"),
            ("4 He moved to the US.", "US"),
        ],
        "",
    ),
    Story("product word", "pr:git; pr:file; p:Ann Lee", [("1 I ran git today.", "git")], None),
    Story(
        "common capital",
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
        "who it",
        "o:The Who; o:WHO; p:Ann Lee; p:Bob Ray; o:Acme",
        ["Bob Ray, who owns Acme, met Ann Lee, who works at WHO."],
        "Acme owned_by Bob Ray; Ann Lee works_at WHO",
    ),
    Story(
        "month names",
        "p:April Moss=April; p:May Hill=May; o:March; p:Ann Lee",
        [("In April we met May.", None), ("April called in March.", None), ("We may march.", "")],
        None,
    ),
    Story(
        "verbs as names",
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
        "he she",
        "o:HE; o:SO; o:DO; p:Ann Lee; o:Acme",
        [("1 Do you know what he does?", ""), ("2 So Ann Lee owns Acme.", "Ann Lee; Acme")],
        "Acme owned_by Ann Lee",
    ),
    Story(
        "company generic",
        "o:The Firm; o:The Bank; p:Ann Lee; p:Bob Ray",
        ["Ann Lee founded the firm in her garage.", "Bob Ray works at the bank.", "Bob Ray left the firm."],
        "",
    ),
    Story(
        "alias own spelling",
        "p:Grant Hill=Grant; p:Bill Moss=Bill; p:Sue Park=Sue; o:Acme",
        [
            ("1 The grant was paid with a bill.", ""),
            ("2 Grant paid Bill.", "Grant Hill; Bill Moss"),
            ("3 They will sue Acme.", "Acme"),
            ("4 I told Sue about it.", "Sue Park"),
        ],
        None,
    ),
    Story("title small", "pr:make; pr:npm; p:Ann Lee", [("1 Run npm install.", "npm")], None),
    Story(
        "edges own",
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
        "it pronoun mid",
        "o:IT; o:US; o:WHO; p:Ida Moe; o:Fram",
        [
            ("Ida Moe, WHO expert, left.", "Ida Moe; WHO"),
            ("The IT team of Fram", "IT; Fram"),
            ("She told us it is over, and who said so.", ""),
        ],
        None,
    ),
    Story(
        "brands",
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
        "everyone",
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
        "small letters where others have capitals",
        "o:Le Monde; o:Good Morning; l:Big Sky; t:Control Theory; p:Ann Lee",
        [
            ("Ann Lee sait que tout le monde le lit.", "Ann Lee"),
            ("Ann Lee lit Le Monde.", "Ann Lee; Le Monde"),
            ("Ann Lee said good morning under the big sky.", "Ann Lee"),
            ("Ann Lee teaches control theory.", "Ann Lee; Control Theory"),
            ("ann lee reads le monde", "Ann Lee; Le Monde"),
        ],
        None,
    ),
    Story(
        "a day of the week",
        "o:Monday; o:Sage; p:Ida Moe",
        [("On Monday Ida Moe gave sage advice.", "Ida Moe"), ("Ida Moe works at Monday.", "Ida Moe; Monday")],
        "Ida Moe works_at Monday",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
