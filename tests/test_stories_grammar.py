"""Stories of who does what: owners, lists, apposition, relative clauses, passives, and nouns of family and work."""

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "whose noun it is: prepositions, owners and lists",
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
        "a list before its verb, and behind a participle",
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
        "asides have their own verbs and dates",
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
        "who follows whom in a project",
        "p:Rosa Lindt; p:Ivo Brandt; pj:Falcon",
        [
            ("2024-03-01: Ivo Brandt leads Falcon.", None),
            ("2024-05-02: Rosa Lindt replaced Ivo Brandt as head of Falcon.", None),
        ],
        "Ivo Brandt leads Falcon [..2024-05-02] ~; Rosa Lindt leads Falcon",
    ),
    Story(
        "what somebody heads at a firm",
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
        "cofounders",
        "p:Ann Lee; p:Bob Ray; p:Iris Vale; o:Globex; o:Initech; o:Umbra",
        [
            "Ann Lee, Bob Ray, and Iris Vale founded Globex.",
            "Initech was founded in 1999 by Ann Lee and Bob Ray.",
            "Iris Vale co-founded Umbra with Bob Ray.",
        ],
        "Globex founded_by Ann Lee; Globex founded_by Bob Ray; Globex founded_by Iris Vale; Initech founded_by Ann Lee [1999-01-01..]; Initech founded_by Bob Ray [1999-01-01..]; Umbra founded_by Iris Vale; Umbra founded_by Bob Ray",
    ),
    Story(
        "subject",
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
        "possessives",
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
        "two nouns, or a noun and a verb, of one subject",
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
        "the son of a king and brother of another",
        "p:Rosa Lindt; p:Ivo Brandt; p:Osk",
        ["Ivo Brandt, elder son of king Osk and younger brother of queen Rosa Lindt, died young."],
        "Ivo Brandt child_of Osk; Ivo Brandt sibling_of Rosa Lindt",
    ),
    Story(
        "who of a list a noun in the singular is",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro",
        ["Rosa Lindt, her husband, Ivo Brandt, and her lawyer Mina Okoro to meet in May."],
        "Rosa Lindt married_to Ivo Brandt",
    ),
    Story(
        "a brother and a lawyer",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro",
        ["Rosa Lindt, her brother Ivo Brandt and her lawyer Mina Okoro met."],
        "Rosa Lindt sibling_of Ivo Brandt",
    ),
    Story(
        "offices and professions of an organization before its name",
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
        "who took over from whom",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn",
        ["2021-03-01: Rosa Lindt took over from Ivo Brandt as CEO of Tarn."],
        "Rosa Lindt leads Tarn ~",
    ),
    Story(
        "head nouns",
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
        "coordination",
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
        "siblings list",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; p:Di Fox",
        ["Ann Lee has two brothers, Bob Ray and Cy Dunn.", "Di Fox is the mother of Ann Lee, Bob Ray and Cy Dunn."],
        "Ann Lee sibling_of Bob Ray; Ann Lee sibling_of Cy Dunn; Bob Ray sibling_of Cy Dunn; Ann Lee child_of Di Fox; Bob Ray child_of Di Fox; Cy Dunn child_of Di Fox",
    ),
    Story(
        "who clause",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee, who married Bob Ray in 2001, works at Acme.", "Globex, whose founder is Bob Ray, grew."],
        "Ann Lee married_to Bob Ray [2001-01-01..]; Ann Lee works_at Acme; Globex founded_by Bob Ray",
    ),
    Story(
        "chains",
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
        "objects",
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
        "lists deep",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme; o:Globex; o:Initech; o:Umbra",
        [
            "Acme, Globex and Initech were acquired by Umbra.",
            "Umbra was founded by Ann Lee, Bob Ray, and Cy Dunn.",
            "Ann Lee worked for Acme, Globex, and Initech.",
        ],
        "Acme owned_by Umbra; Globex owned_by Umbra; Initech owned_by Umbra; Umbra founded_by Ann Lee; Umbra founded_by Bob Ray; Umbra founded_by Cy Dunn; Ann Lee works_at Acme; Ann Lee works_at Globex; Ann Lee works_at Initech",
    ),
    Story(
        "apposition",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee, a nurse, and Bob Ray, a cook, founded Acme.", "Globex, a unit of Acme, is led by Bob Ray."],
        "Acme founded_by Ann Lee; Acme founded_by Bob Ray; Globex owned_by Acme ~; Bob Ray leads Globex",
    ),
    Story(
        "passive",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Acme is managed by Ann Lee.", "Globex is run by Bob Ray.", "Acme was taken over by Globex in 2011."],
        "Ann Lee leads Acme; Bob Ray leads Globex; Acme owned_by Globex [2011-01-01..]",
    ),
    Story(
        "memory",
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
        "became",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee became a nurse at Acme.", "Bob Ray's employer is Globex.", "Ann Lee has a brother, Bob Ray."],
        "Ann Lee works_at Acme; Bob Ray works_at Globex; Ann Lee sibling_of Bob Ray",
    ),
    Story(
        "nouns of",
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
        "relative",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["The company Ann Lee founded, Acme, was bought by Globex.", "Bob Ray, whose wife runs Globex, is a cook."],
        "Acme founded_by Ann Lee; Acme owned_by Globex",
    ),
    Story(
        "two verbs",
        "p:Ann Lee; p:Bob Ray; o:Acme; l:Oslo",
        ["Ann Lee founded Acme and married Bob Ray.", "Bob Ray lives in Oslo and runs Acme."],
        "Acme founded_by Ann Lee; Ann Lee married_to Bob Ray; Bob Ray lives_in Oslo; Bob Ray leads Acme",
    ),
    Story(
        "graduates",
        "p:Ann Lee; p:Bob Ray; o:Kent College; o:Ash University",
        [
            "Ann Lee holds degrees from Kent College and Ash University.",
            "Bob Ray, a graduate of Ash University, sings.",
        ],
        "Ann Lee educated_at Kent College; Ann Lee educated_at Ash University; Bob Ray educated_at Ash University",
    ),
    Story(
        "family",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; p:Di Fox",
        [
            "Ann Lee's daughter Di Fox sings.",
            "My friend Cy Dunn is the husband of Ann Lee.",
            "Bob Ray is Cy Dunn's dad.",
        ],
        "Di Fox child_of Ann Lee; Ann Lee married_to Cy Dunn; Cy Dunn child_of Bob Ray",
    ),
    Story(
        "work",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        [
            "Ann Lee has been working at Acme for years.",
            "Bob Ray is an accountant at Globex.",
            "Ann Lee started Globex in 2001.",
        ],
        "Ann Lee works_at Acme; Bob Ray works_at Globex; Globex founded_by Ann Lee [2001-01-01..]",
    ),
    Story(
        "owner of noun",
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
        "prepositions",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Ann Lee works with Bob Ray at Acme.", "Bob Ray, on behalf of Globex, met Ann Lee."],
        "Ann Lee works_at Acme",
    ),
    Story(
        "married lists",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; p:Di Fox",
        ["Ann Lee and Bob Ray, and Cy Dunn and Di Fox, are married.", "Cy Dunn's wife, Di Fox, sings."],
        None,
    ),
    Story(
        "employer lists",
        "p:Ann Lee; p:Bob Ray; p:Cy Dunn; o:Acme",
        ["Acme hired Ann Lee, Bob Ray and Cy Dunn.", "Acme employs Ann Lee."],
        "Ann Lee works_at Acme ~; Bob Ray works_at Acme; Cy Dunn works_at Acme",
    ),
    Story(
        "titles before",
        "p:Ann Lee; p:Bob Ray; o:Acme; o:Globex",
        ["Acme president Ann Lee and Globex CEO Bob Ray met.", "Bob Ray, president and CEO of Acme, agreed."],
        "Ann Lee leads Acme; Bob Ray leads Globex; Bob Ray leads Acme",
    ),
    Story(
        "subject noun",
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
        "object noun",
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
        "lists mixed",
        "p:Ida Moe; p:Per Lie; o:Fram; o:Gjoa; o:Maud",
        ["Ida Moe has worked at Fram, at Gjoa and at Maud.", "Per Lie owns Fram, Gjoa, and Maud."],
        "Ida Moe works_at Fram; Ida Moe works_at Gjoa; Ida Moe works_at Maud; Fram owned_by Per Lie; Gjoa owned_by Per Lie; Maud owned_by Per Lie",
    ),
    Story(
        "parents",
        "p:Ida Moe; p:Per Lie; p:Åse Dal",
        ["Ida Moe is the daughter of Per Lie and Åse Dal."],
        "Ida Moe child_of Per Lie; Ida Moe child_of Åse Dal",
    ),
    Story(
        "infinitive",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio",
        [
            "Max Orr told Lea Roth to join Alba.",
            "Lea Roth persuaded Max Orr to buy Brio.",
            "Max Orr asked the boss of Brio to hire Lea Roth.",
        ],
        "",
    ),
    Story(
        "possessor subject",
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
        "correct heads",
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
        "and lists",
        "p:Lea Roth; p:Max Orr; o:Alba; o:Brio; o:Coda",
        ["Alba acquired Brio and Coda.", "Lea Roth, Max Orr and others founded Brio."],
        "Brio owned_by Alba; Coda owned_by Alba; Brio founded_by Lea Roth; Brio founded_by Max Orr",
    ),
    Story(
        "degree",
        "p:Lea Roth; o:Alba College; o:Brio University",
        ["Lea Roth has a BA from Alba College and an MA from Brio University."],
        "Lea Roth educated_at Alba College; Lea Roth educated_at Brio University",
    ),
    Story(
        "talk",
        "p:Lea Roth; p:Max Orr; l:Bonn; o:Alba",
        [
            "Lea Roth recently moved to Bonn.",
            "Max Orr and Lea Roth are colleagues.",
            "Max Orr finally got a job at Alba!",
        ],
        "Lea Roth lives_in Bonn; Lea Roth knows Max Orr; Max Orr works_at Alba",
    ),
    Story(
        "kin",
        "p:Lea Roth; p:Max Orr; p:Ivy Orr",
        ["Lea Roth and Max Orr have a daughter, Ivy Orr.", "Ivy Orr's father is Max Orr."],
        None,
    ),
    Story(
        "lists with asides",
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
        "object of the verb",
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
        "a pronoun goes on about the only person",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; l:Lyon",
        [
            "Rosa Lindt hates meetings; last spring she founded Tarn, and she lives in Lyon.",
            "Ivo Brandt studied chemistry, but he works at Quell.",
            "Mina Okoro's lawyer came late, and he works at Vesper.",
            "Mina Okoro told Ivo Brandt a story before he bought Vesper.",
            "The brother of Mina Okoro was tired, so he joined Vesper.",
            "Mina Okoro met a man, and he owns Vesper.",
        ],
        "Tarn founded_by Rosa Lindt ~; Rosa Lindt lives_in Lyon; Ivo Brandt works_at Quell",
    ),
    Story(
        "asides that hold names",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; l:Lyon; t:Chess",
        [
            "2024-01-01: Rosa Lindt (formerly of Tarn) now lives in Lyon.",
            "Ivo Brandt, a Lyon native, works for Quell.",
            "Mina Okoro, a Tarn veteran, and Ivo Brandt founded Quell.",
            "Rosa Lindt, a retired teacher who enjoys Chess, runs Quell.",
        ],
        "Rosa Lindt lives_in Lyon; Rosa Lindt works_at Tarn [..2024-01-01]; Ivo Brandt works_at Quell ~; "
        "Quell founded_by Mina Okoro; Quell founded_by Ivo Brandt; "
        "Rosa Lindt likes Chess; Rosa Lindt leads Quell",
    ),
    Story(
        "a long aside",
        "p:Rosa Lindt; o:Tarn; o:Quell; o:Vesper",
        [
            "Rosa Lindt, who had spent the previous fifteen years travelling through South America on foot, founded Tarn.",
            "Quell, a maker of small, expensive cameras for divers, climbers and explorers, was acquired by Tarn.",
            "Rosa Lindt got up at dawn, walked the dog twice around the lake, and then called the founder of Vesper.",
        ],
        "Tarn founded_by Rosa Lindt; Quell owned_by Tarn",
    ),
    Story(
        "nouns of jobs",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; p:Jon Peel; o:Tarn; o:Quell",
        [
            "Rosa Lindt is a baker at Tarn.",
            "Ivo Brandt, a milk tester at Quell, spoke.",
            "Mina Okoro has been a barista at Tarn for two years.",
            "Jon Peel was a customer at Tarn.",
            "Jon Peel was a patient at Quell.",
            "Jon Peel was the keynote speaker at Quell.",
        ],
        "Rosa Lindt works_at Tarn; Ivo Brandt works_at Quell; Mina Okoro works_at Tarn",
    ),
    Story(
        "in the company of others",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; l:Lyon",
        [
            "Rosa Lindt lives with her mother in Lyon.",
            "Ivo Brandt moved with his two kids to Lyon.",
            "Mina Okoro is based in Lyon and studied with her cousin at Tarn.",
        ],
        "Rosa Lindt lives_in Lyon; Ivo Brandt lives_in Lyon; Mina Okoro lives_in Lyon; Mina Okoro educated_at Tarn",
    ),
    Story(
        "verbs of one subject one after the other",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; l:Lyon; t:Chess",
        [
            "Rosa Lindt packed up, said goodbye to her friends and started a job at Tarn.",
            "Ivo Brandt lives in Lyon, runs Quell, and enjoys Chess.",
            "Mina Okoro works for Tarn, based in Lyon and owned by Quell.",
        ],
        "Rosa Lindt works_at Tarn; Ivo Brandt lives_in Lyon; Ivo Brandt leads Quell; Ivo Brandt likes Chess; "
        "Mina Okoro works_at Tarn; Tarn owned_by Quell",
    ),
    Story(
        "whose job, whose sister",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; p:Jon Peel; o:Tarn; o:Quell; l:Lyon",
        [
            "Rosa Lindt likes Lyon and her job at Tarn.",
            "Ivo Brandt left home and moved in with his sister Mina Okoro.",
            "Rosa Lindt asked Jon Peel about his job at Quell.",
            "Rosa Lindt talked to Jon Peel about her brother Ivo Brandt.",
            "Jon Peel met a man and his wife Mina Okoro.",
            "Jon Peel applied for a job at Tarn.",
            "Jon Peel is Rosa Lindt's brother-in-law.",
        ],
        "Rosa Lindt likes Lyon; Rosa Lindt works_at Tarn; Ivo Brandt sibling_of Mina Okoro; Jon Peel works_at Quell",
    ),
    Story(
        "two possessors, two objects",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Kent College; o:Ash University",
        [
            "Rosa Lindt is Ivo Brandt's wife and Mina Okoro's daughter.",
            "Rosa Lindt earned a diploma from Kent College and a doctorate from Ash University.",
            "Rosa Lindt interviewed the founder of Tarn and brother of Mina Okoro.",
        ],
        "Ivo Brandt married_to Rosa Lindt; Rosa Lindt child_of Mina Okoro; Rosa Lindt educated_at Kent College; "
        "Rosa Lindt educated_at Ash University",
    ),
    Story(
        "two subjects of a relative clause",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell",
        ["Tarn, which Rosa Lindt and Ivo Brandt started in 2011, was bought by Quell in 2018."],
        "Tarn founded_by Rosa Lindt [2011-01-01..]; Tarn founded_by Ivo Brandt [2011-01-01..]; "
        "Tarn owned_by Quell [2018-01-01..]",
    ),
    Story(
        "while another did it",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell",
        ["Rosa Lindt waited while Ivo Brandt joined Tarn.", "A rival of Quell acquired Tarn."],
        "Ivo Brandt works_at Tarn",
    ),
    Story(
        "a clause without a subject of its own",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; o:Ash University; l:Lyon; l:Graz",
        [
            "Rosa Lindt studied law at Ash University before joining Tarn.",
            "2021-01-01: Before joining Quell, Ivo Brandt taught at Vesper.",
            "Mina Okoro met Ivo Brandt before moving to Lyon.",
            "Rosa Lindt spent four years in Graz before founding Vesper in 2014.",
            "Ivo Brandt left before joining Tarn.",
            "2022-02-02: After leaving Vesper, Ivo Brandt moved to Graz.",
            "Mina Okoro called Ivo Brandt's mother before joining Tarn.",
        ],
        "Rosa Lindt educated_at Ash University; Rosa Lindt works_at Tarn; Ivo Brandt works_at Quell; "
        "Ivo Brandt works_at Vesper [..2022-02-02]; Ivo Brandt lives_in Graz; Mina Okoro lives_in Lyon; Vesper founded_by Rosa Lindt [2014-01-01..]; "
        "Mina Okoro works_at Tarn",
    ),
    Story(
        "what somebody says of herself",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; l:Lyon",
        [
            "Rosa Lindt told me she works at Tarn.",
            "Mina Okoro mentioned that she lives in Lyon.",
            "Mina Okoro told Ivo Brandt she lives in Lyon.",
            "Ivo Brandt told me his sister said she works at Quell.",
        ],
        "Rosa Lindt works_at Tarn; Mina Okoro lives_in Lyon",
    ),
    Story(
        "one verb for two objects and two places",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell; o:Kent College; o:Ash University",
        [
            "Rosa Lindt teaches maths at Tarn and physics at Quell.",
            "Ivo Brandt teaches maths at Tarn and studies law at Ash University.",
            "Rosa Lindt is a nurse at Kent College and also volunteers at Ash University.",
        ],
        "Rosa Lindt works_at Tarn; Rosa Lindt works_at Quell; Ivo Brandt works_at Tarn; "
        "Ivo Brandt educated_at Ash University; Rosa Lindt works_at Kent College; Rosa Lindt works_at Ash University",
    ),
    Story(
        "a verb of its own behind the place of birth, or work",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; l:Lyon",
        [
            "Rosa Lindt was born in Lyon, is married to Ivo Brandt and sings.",
            "Mina Okoro was born in Lyon to Ivo Brandt.",
            "Mina Okoro works at Tarn and loves it.",
            "Rosa Lindt has worked at Quell for years, knows Mina Okoro from school and is a painter.",
        ],
        "Rosa Lindt born_in Lyon; Ivo Brandt married_to Rosa Lindt; Mina Okoro born_in Lyon; "
        "Mina Okoro child_of Ivo Brandt; Mina Okoro works_at Tarn; Rosa Lindt works_at Quell; Rosa Lindt knows Mina Okoro",
    ),
    Story(
        "moves for a job",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; l:Lyon",
        ["Rosa Lindt moved to Lyon for a new role at Tarn.", "Ivo Brandt is still at Tarn."],
        "Rosa Lindt lives_in Lyon; Rosa Lindt works_at Tarn; Ivo Brandt works_at Tarn",
    ),
    Story(
        "who it is stands between commas",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell",
        [
            "Rosa Lindt, Ivo Brandt's mother, sings.",
            "Ivo Brandt's father, Mina Okoro, started Tarn in 1985 and still runs it.",
            "Rosa Lindt, Mina Okoro and Ivo Brandt's uncle met.",
            "Rosa Lindt has been director of Quell since 2011.",
        ],
        "Ivo Brandt child_of Rosa Lindt; Ivo Brandt child_of Mina Okoro; Tarn founded_by Mina Okoro [1985-01-01..]; "
        "Mina Okoro leads Tarn; Rosa Lindt leads Quell [2011-01-01..]",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
