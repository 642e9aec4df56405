"""Stories of since when and until when: dates, endings, successors, events that arrive out of order."""

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "a month of this year, and days at the ends of the calendar",
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
        "present",
        'o:Acme; r:Pilot at Acme={"start_date": "2018-01-01", "end_date": "Present"}; r:Cook at Acme={"start_date": "2019-01-01", "end_date": "2020-06"}; r:Baker at Acme={"start_date": "2019", "end_date": "ongoing"}',
        ["night"],
        "Pilot at Acme role_at Acme [2018-01-01..]; Cook at Acme role_at Acme [2019-01-01..2020-06-30]; Baker at Acme role_at Acme [2019-01-01..]",
    ),
    Story(
        "superseded",
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
        "out of order",
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
        "periods",
        "p:Eva Holt; o:Zenit; o:Orbis; p:Ian Marsh",
        [
            "2024-05-02: Eva Holt was CEO of Zenit from March 2001 to June 2005.",
            "2024-05-02: Ian Marsh was employed at Orbis until 2019.",
            "2024-05-03: Eva Holt was married to Ian Marsh between 1990 and 1995.",
        ],
        "Eva Holt leads Zenit [2001-03-01..2005-06-30]; Ian Marsh works_at Orbis [..2019-12-31]; Eva Holt married_to Ian Marsh [1990-01-01..1995-12-31]",
    ),
    Story(
        "endings",
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
        "reopen",
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
        "no longer CEO",
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
        "dates",
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
        "ex",
        "p:Ann Lee; o:Acme; p:Bob Ray",
        ["2024-01-01: Ex-Acme CEO Ann Lee spoke.", "2024-01-01: Bob Ray, a former engineer at Acme, wrote."],
        "Ann Lee leads Acme [..2024-01-01]; Bob Ray works_at Acme [..2024-01-01]",
    ),
    Story(
        "superseded three",
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
        "owner changes",
        "o:Acme; o:Globex; o:Initech",
        ["2010-01-01: Acme is owned by Globex.", "2015-01-01: Initech acquired Acme from Globex.", "night"],
        "Acme owned_by Globex [..2015-01-01] ~; Acme owned_by Initech",
    ),
    Story(
        "role dates",
        'o:Acme; r:Cook at Acme={"start_date": "2015-03", "end_date": "2019"}; r:Clerk at Acme={"start_date": "2020-01-01", "end_date": "current"}',
        ["night"],
        "Cook at Acme role_at Acme [2015-03-01..2019-12-31]; Clerk at Acme role_at Acme [2020-01-01..]",
    ),
    Story(
        "endings two",
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
        "fired in",
        "p:Ann Lee; o:Acme",
        ["2020-01-01: Ann Lee works at Acme.", "2021-05-05: Acme fired Ann Lee in March 2021.", "night"],
        "Ann Lee works_at Acme [..2021-03-31]",
    ),
    Story(
        "divorce",
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
        "sold",
        "o:Acme; o:Globex; o:Initech",
        ["2000-01-01: Globex owns Acme.", "2010-01-01: Globex sold Acme to Initech in 2009.", "night"],
        "Acme owned_by Globex [..2009-12-31]; Acme owned_by Initech [2009-01-01..]",
    ),
    Story(
        "undated supersede",
        "p:Ann Lee; l:Oslo; l:Rome",
        ["Ann Lee lives in Oslo.", "Ann Lee lives in Rome.", "night"],
        "Ann Lee lives_in Oslo; Ann Lee lives_in Rome",
    ),
    Story(
        "order equal",
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
        "text dates order",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2024-01-01: In 2015 Ann Lee joined Globex.", "2024-01-01: In 2010 Ann Lee joined Acme.", "night"],
        "Ann Lee works_at Globex [2015-01-01..]; Ann Lee works_at Acme [2010-01-01..2015-01-01]",
    ),
    Story(
        "denied ending",
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
        "future ending",
        "p:Ann Lee; o:Acme",
        ["2020-01-01: Ann Lee works at Acme.", "2021-01-01: Ann Lee will leave Acme.", "night"],
        None,
    ),
    Story(
        "ended out of order",
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
        "reopened out of order",
        "p:Ann Lee; o:Acme",
        ["2023-01-01: Ann Lee works at Acme.", "2022-01-01: Ann Lee left Acme.", "night"],
        "Ann Lee works_at Acme",
    ),
    Story(
        "married again",
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
        "period words",
        "p:Ann Lee; o:Acme; p:Bob Ray; o:Globex",
        ["2024-05-05: From 1999 to 2003 Ann Lee worked at Acme.", "2024-05-05: Until 2010, Bob Ray worked for Globex."],
        "Ann Lee works_at Acme [1999-01-01..2003-12-31]; Bob Ray works_at Globex [..2010-12-31]",
    ),
    Story(
        "until now",
        "p:Ann Lee; o:Acme; p:Bob Ray",
        [
            "2024-01-01: Ann Lee has worked at Acme from 2010 until now.",
            "2024-01-02: Bob Ray worked at Acme from 2010 to the present.",
        ],
        None,
    ),
    Story(
        "was then",
        "p:Ann Lee; o:Acme; o:Globex",
        ["2020-01-01: Ann Lee works at Acme.", "2021-01-01: Ann Lee has moved from Acme to Globex.", "night"],
        "Ann Lee works_at Acme [..2021-01-01]; Ann Lee works_at Globex",
    ),
    Story(
        "fired ceo",
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
        "former again",
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
        "membership",
        "p:Ann Lee; o:Acme Club",
        [
            "2010-01-01: Ann Lee is a member of Acme Club.",
            "2015-01-01: Ann Lee is no longer a member of Acme Club.",
            "night",
        ],
        "Ann Lee member_of Acme Club [..2015-01-01]",
    ),
    Story(
        "roles overlap",
        'o:Acme; r:Cook at Acme={"start_date": "2010", "end_date": "2012"}; r:Chef at Acme={"start_date": "2011", "end_date": "now"}',
        ["night"],
        "Cook at Acme role_at Acme [2010-01-01..2012-12-31]; Chef at Acme role_at Acme [2011-01-01..]",
    ),
    Story(
        "part of",
        "o:Acme; o:Globex; l:Lund",
        ["2010-01-01: Acme is part of Globex.", "2015-01-01: Acme left Globex.", "night"],
        "Acme part_of Globex [..2015-01-01]",
    ),
    Story(
        "left joined",
        "p:Ida Moe; o:Fram; o:Gjoa",
        ["2022-05-01: Ida Moe left Fram and joined Gjoa.", "night"],
        None,
    ),
    Story(
        "retired",
        "p:Ida Moe; o:Fram",
        ["2019-01-01: Ida Moe is a nurse at Fram.", "2022-05-01: Ida Moe retired from Fram after ten years.", "night"],
        "Ida Moe works_at Fram [..2022-05-01]",
    ),
    Story(
        "resigned as",
        "p:Ida Moe; o:Fram",
        [
            "2019-01-01: Ida Moe is CEO of Fram.",
            "2022-05-01: Ida Moe resigned as CEO of Fram on 3 April 2022.",
            "night",
        ],
        "Ida Moe leads Fram [..2022-04-03]",
    ),
    Story(
        "closed period later",
        "p:Ida Moe; o:Fram; o:Gjoa",
        [
            "2024-01-01: Ida Moe worked at Fram from January 2010 to March 2012.",
            "2024-02-01: Ida Moe works at Gjoa.",
            "night",
        ],
        "Ida Moe works_at Fram [2010-01-01..2012-03-31]; Ida Moe works_at Gjoa",
    ),
    Story(
        "supersede owner out of order",
        "o:Fram; o:Gjoa; o:Maud",
        ["2020-01-01: Fram was bought by Maud.", "2010-01-01: Fram was bought by Gjoa.", "night"],
        "Fram owned_by Gjoa [..2020-01-01]; Fram owned_by Maud",
    ),
    Story(
        "symmetric",
        "p:Ida Moe; p:Per Lie; p:Åse Dal",
        ["2001-01-01: Ida Moe married Per Lie.", "2011-01-01: Per Lie married Åse Dal.", "night"],
        "Ida Moe married_to Per Lie [..2011-01-01]; Per Lie married_to Åse Dal",
    ),
    Story(
        "not functional",
        "p:Ida Moe; o:Fram Club; o:Gjoa Club",
        ["2001-01-01: Ida Moe is a member of Fram Club.", "2011-01-01: Ida Moe is a member of Gjoa Club.", "night"],
        "Ida Moe member_of Fram Club; Ida Moe member_of Gjoa Club",
    ),
    Story(
        "role iso",
        'o:Fram; o:Gjoa; r:Cook at Fram={"start_date": "2010-05-01", "end_date": "2012-05-01"}; r:Cook at Gjoa={"start_date": "2012-06", "end_date": null}; r:Mate at Gjoa={"start_date": "", "end_date": "today"}',
        ["night"],
        None,
    ),
    Story("bad dates", 'o:Fram; r:Cook at Fram={"start_date": "2015", "end_date": "2010"}', ["night"], None),
    Story(
        "born kept",
        "p:Ida Moe; l:Oslo; l:Rome",
        ["2001-01-01: Ida Moe was born in Oslo.", "2011-01-01: Ida Moe was born in Rome.", "night"],
        "Ida Moe born_in Oslo; Ida Moe born_in Rome",
    ),
    Story(
        "moved back",
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
        "sold stake",
        "o:Fram; o:Gjoa",
        ["2001-01-01: Gjoa owns Fram.", "2003-03-03: Gjoa sold its stake in Fram.", "night"],
        "Fram owned_by Gjoa [..2003-03-03]",
    ),
    Story("widow", "p:Ida Moe; p:Per Lie", ["2020-01-01: Ida Moe is the widow of Per Lie."], None),
    Story(
        "years only",
        "p:Ida Moe; o:Fram",
        ["2024-01-01: Ida Moe (CEO of Fram, 2001-2009) spoke.", "night"],
        "Ida Moe leads Fram [2001-01-01..2009-12-31]",
    ),
    Story(
        "for years",
        "p:Ida Moe; o:Fram",
        ["2024-01-01: Ida Moe has worked at Fram since 2015.", "2024-02-01: Ida Moe will retire from Fram in 2030."],
        None,
    ),
    Story(
        "laid off",
        "p:Lea Roth; o:Alba",
        ["2020-01-01: Lea Roth works for Alba.", "2022-01-01: Lea Roth got laid off by Alba.", "night"],
        "Lea Roth works_at Alba [..2022-01-01]",
    ),
    Story(
        "stopped",
        "p:Lea Roth; o:Alba",
        ["2020-01-01: Lea Roth teaches at Alba.", "2022-06-01: Lea Roth stopped teaching at Alba in May.", "night"],
        None,
    ),
    Story(
        "dissolved",
        "p:Lea Roth; o:Alba; o:Brio",
        ["2020-01-01: Alba is owned by Brio.", "2022-01-01: Alba became independent of Brio.", "night"],
        "Alba owned_by Brio [..2022-01-01]",
    ),
    Story(
        "until date",
        "p:Lea Roth; o:Alba",
        ["2024-01-01: Lea Roth was president of Alba until June 2019.", "night"],
        "Lea Roth leads Alba [..2019-06-30]",
    ),
    Story(
        "since",
        "p:Lea Roth; l:Bonn",
        ["2024-01-01: Lea Roth has lived in Bonn since March 2020.", "night"],
        "Lea Roth lives_in Bonn [2020-03-01..]",
    ),
    Story(
        "three jobs",
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
        "three jobs reversed",
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
        "back to first",
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
        "same day",
        "p:Lea Roth; o:Alba; o:Brio",
        ["2018-01-01: Lea Roth works at Alba.", "2018-01-01: Lea Roth works at Brio.", "night"],
        "Lea Roth works_at Alba; Lea Roth works_at Brio",
    ),
    Story(
        "ex husband",
        "p:Lea Roth; p:Max Orr",
        ["2018-01-01: Lea Roth's ex-husband, Max Orr, sings.", "night"],
        "Lea Roth married_to Max Orr [..2018-01-01]",
    ),
    Story("died", "p:Lea Roth; o:Alba", ["2018-01-01: Lea Roth, the late CEO of Alba, was honoured."], None),
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
    Story(
        "replaced as",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn",
        [
            "2020-01-01: Rosa Lindt is the president of Tarn.",
            "2022-02-02: Tarn replaced Rosa Lindt as president with Ivo Brandt.",
            "2023-03-03: Tarn removed Ivo Brandt as president.",
            "2023-04-04: Mina Okoro takes over as president of Tarn.",
            "night",
        ],
        "Rosa Lindt leads Tarn [..2022-02-02]; Ivo Brandt leads Tarn [..2023-03-03]; Mina Okoro leads Tarn",
    ),
    Story(
        "no longer here, and there",
        "p:Rosa Lindt; l:Lyon; l:Bonn",
        [
            "2022-01-10: Rosa Lindt lives in Lyon.",
            "2024-06-15: Rosa Lindt no longer lives in Lyon, she moved to Bonn in May 2024.",
            "night",
        ],
        "Rosa Lindt lives_in Lyon [..2024-06-15]; Rosa Lindt lives_in Bonn [2024-05-01..]",
    ),
    Story(
        "each name of a list has its own years",
        "p:Rosa Lindt; p:Ivo Brandt; o:Tarn; o:Quell; o:Vesper",
        [
            "2020-01-01: Rosa Lindt worked at Tarn (1999-2003), Quell (2003 to 2008) and Vesper (since 2008).",
            "2020-01-01: Ivo Brandt worked for Tarn from 2005 to 2009 and now works for Quell.",
        ],
        "Rosa Lindt works_at Tarn [1999-01-01..2003-12-31]; Rosa Lindt works_at Quell [2003-01-01..2008-12-31]; "
        "Rosa Lindt works_at Vesper [2008-01-01..]; Ivo Brandt works_at Tarn [2005-01-01..2009-12-31]; "
        "Ivo Brandt works_at Quell",
    ),
    Story(
        "what was, behind what is",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; l:Lyon",
        [
            "2020-01-01: Ivo Brandt works at Tarn.",
            "2022-01-01: Ivo Brandt lives in Lyon and no longer works at Tarn.",
            "2022-01-01: Rosa Lindt lives a street from the station and used to work at Vesper.",
            "2022-01-01: Mina Okoro plays chess, paints and used to teach at Tarn.",
            "2022-01-01: Rosa Lindt left Tarn in June 2021 and is now at Quell.",
        ],
        "Ivo Brandt works_at Tarn [..2022-01-01]; Ivo Brandt lives_in Lyon; Rosa Lindt works_at Quell; "
        "Rosa Lindt works_at Vesper [..2022-01-01]; "
        "Mina Okoro works_at Tarn [..2022-01-01]",
    ),
    Story(
        "nobody knows when recently was, nor whose the years before another job are",
        "p:Rosa Lindt; p:Ivo Brandt; p:Mina Okoro; o:Tarn; o:Quell; o:Vesper; l:Lyon",
        [
            "2022-01-01: Rosa Lindt recently joined Tarn.",
            "2022-01-01: Ivo Brandt works at Quell and recently moved to Lyon.",
            "2022-01-01: Mina Okoro worked at Vesper from 2001 to 2005 before joining Tarn.",
            "2022-01-01: Vesper was founded in May 1999 by Ivo Brandt.",
        ],
        "Rosa Lindt works_at Tarn; Ivo Brandt works_at Quell; Ivo Brandt lives_in Lyon; "
        "Mina Okoro works_at Vesper [2001-01-01..2005-12-31]; Mina Okoro works_at Tarn; "
        "Vesper founded_by Ivo Brandt [1999-05-01..]",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
