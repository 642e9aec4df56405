"""Stories of what is said and not meant: denials, questions, conditions, plans, rumours, fiction."""
# ruff: noqa: RUF001 - names of other scripts

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "clefts, conditions, plans, and who is set aside",
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
        "wishes and rumours",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell",
        [
            ("I wish Rosa Lindt worked at Tarn.", None),
            ("Rumour has it that Ivo Brandt works at Quell.", None),
            ("We all hoped Mina Okoro would join Tarn. Ivo Brandt works at Tarn.", None),
        ],
        "Ivo Brandt works_at Tarn",
    ),
    Story(
        "negation",
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
        "questions",
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
        "conditions",
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
        "denials",
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
        "reported falsely",
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
        "not A but B",
        "o:Acme; o:Globex; o:Initech; p:Ann Lee; p:Bob Ray",
        ["Initech is owned not by Acme but by Globex.", "Acme was founded by Bob Ray, not by Ann Lee."],
        "Initech owned_by Globex; Acme founded_by Bob Ray",
    ),
    Story(
        "many",
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
        "future",
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
        "quotes and so",
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
        "denial forms",
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
        "hearsay",
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
        "positives",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "Nobody was surprised when Globex bought Acme.",
            "Ann Lee not only founded Acme but also runs Globex.",
            "Bob Ray, who never smiles, works at Globex.",
        ],
        "Acme owned_by Globex; Acme founded_by Ann Lee; Bob Ray works_at Globex; Ann Lee leads Globex",
    ),
    Story(
        "modal",
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
        "fiction",
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
        "after denial",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "It did not rain. Ann Lee works at Acme.",
            "Ann Lee works at Acme, not at Globex.",
            "Although he has no degree, Bob Ray runs Globex.",
        ],
        "Ann Lee works_at Acme ~; Bob Ray leads Globex",
    ),
    Story(
        "never",
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
        "if clauses",
        "p:Ida Moe; p:Per Lie; o:Fram; o:Gjoa",
        [
            "Fram will be bought by Gjoa if Per Lie agrees.",
            "Had Fram been bought by Gjoa, we would know.",
            "As if Ida Moe worked at Fram!",
            "Whether Gjoa owns Fram is unclear.",
        ],
        "",
    ),
    Story("double", "p:Ida Moe; o:Fram", ["Ida Moe cannot deny that she founded Fram."], None),
    Story(
        "contractions curly",
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
        "words",
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
        "tail denial",
        "p:Lea Roth; p:Max Orr; o:Alba",
        [
            "That Lea Roth founded Alba is a myth.",
            "The claim that Max Orr owns Alba is false.",
            "Lea Roth works at Alba? No.",
        ],
        "",
    ),
    Story(
        "tag questions",
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
        "believed, and taken back",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell; l:Lyon",
        [
            "I believed Rosa Lindt owned Tarn.",
            "Everyone assumed Ivo Brandt was married to Rosa Lindt, but he isn't.",
            "Ivo Brandt works at Quell, or so I thought.",
            "It says here that Rosa Lindt runs Quell, but that is not so.",
            "She pretends that Rosa Lindt founded Quell.",
            "Rosa Lindt works at Tarn, but she does not like it.",
            "Ivo Brandt lives in Lyon, but not in the centre.",
        ],
        "Rosa Lindt works_at Tarn; Ivo Brandt lives_in Lyon",
    ),
    Story(
        "what stands before a doubt is no part of it",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell",
        [
            "Tarn, founded by Rosa Lindt, denied that Quell owns it.",
            "Ivo Brandt, who runs Quell, thought that Tarn was acquired by Quell.",
        ],
        "Tarn founded_by Rosa Lindt; Ivo Brandt leads Quell",
    ),
    Story(
        "not there but here",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; l:Lyon; l:Bonn; o:Tarn; o:Quell",
        [
            "Rosa Lindt doesn't live in Lyon but in Bonn.",
            "Ivo Brandt is not the CEO of Tarn but of Quell.",
            "Mina Okoro did not study at Tarn, but at Quell.",
            "Mina Okoro not only runs Tarn but also lives in Bonn.",
        ],
        "Rosa Lindt lives_in Bonn; Ivo Brandt leads Quell; Mina Okoro educated_at Quell; Mina Okoro leads Tarn; "
        "Mina Okoro lives_in Bonn",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
