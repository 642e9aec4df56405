"""Stories of legal forms: "Inc.", "GmbH" and the like, behind a name, before it, or left out."""
# ruff: noqa: RUF001 - names of other scripts

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "legal forms before the name",
        "o:OOO Tarn; o:PT Quell Raya Tbk; pr:PT Vesper; p:Rosa Lindt",
        [
            ("Tarn met Quell Raya, and a vesper was sung.", "OOO Tarn; PT Quell Raya Tbk"),
            ("Vesper (1998 by Rosa Lindt) is a song.", "Rosa Lindt"),
            ("Tarn (founded 1998 by Rosa Lindt) sells maps.", "OOO Tarn; Rosa Lindt"),
        ],
        "OOO Tarn founded_by Rosa Lindt [1998-01-01..]",
    ),
    Story(
        "legal form behind a name",
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
        "legal",
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
        "forms",
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
        "roles",
        "o:Kyoto Tools Co., Ltd.; o:Wexford Group plc; o:Delta Foods Pty. Ltd.; o:Brauer & Söhne GmbH; r:Welder at Kyoto Tools; r:CFO of Wexford Group; r:Cook, Delta Foods; r:Clerk at Brauer & Söhne",
        [],
        "Welder at Kyoto Tools role_at Kyoto Tools Co., Ltd.; CFO of Wexford Group role_at Wexford Group plc; Cook, Delta Foods role_at Delta Foods Pty. Ltd.; Clerk at Brauer & Söhne role_at Brauer & Söhne GmbH",
    ),
    Story(
        "everywhere",
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
        "peel",
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
        "aliases",
        "o:International Business Machines Corp.=IBM; o:Deutsche Kabel AG; r:Engineer at IBM; r:Jurist bei Deutsche Kabel",
        [("IBM and Deutsche Kabel", "International Business Machines Corp.; Deutsche Kabel AG")],
        "Engineer at IBM role_at International Business Machines Corp.; Jurist bei Deutsche Kabel role_at Deutsche Kabel AG",
    ),
    Story(
        "other way",
        "o:Hanwell; p:Ann Lee; o:Pike & Dove; o:Sol",
        [
            ("Hanwell Ltd hired Ann Lee.", "Hanwell; Ann Lee"),
            ("Pike & Dove LLP", "Pike & Dove"),
            ("Sol GmbH & Co. KG", "Sol"),
        ],
        "Ann Lee works_at Hanwell",
    ),
    Story(
        "not a form",
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
        "suffix in text",
        "o:Gjoa Ltd; o:Fram Holding AS",
        [("Gjoa Limited, Fram Holding", "Gjoa Ltd; Fram Holding AS"), ("Gjoa, Ltd.", "Gjoa Ltd")],
        None,
    ),
    Story(
        "prefixed",
        "o:PT Bukit Asam Tbk; o:ООО Вектор; o:Oy Saimaa Ab; o:株式会社日立",
        [("Bukit Asam", None), ("Вектор вырос", "ООО Вектор"), ("日立は強い", "株式会社日立")],
        None,
    ),
    Story(
        "forms alone",
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
        "a word that is a form too",
        "o:Fram AS; p:Ida Moe; o:nor as; o:Sol & Mar AS",
        [
            ("Ida Moe joined Fram as a cook.", "Ida Moe; Fram AS"),
            ("Fram AS is old, as is nor as.", "Fram AS; nor as"),
            ("<b>Ida Moe</b> joined <i>Sol &amp; Mar</i> as a buyer.", "Ida Moe; Sol & Mar AS"),
        ],
        "Ida Moe works_at Fram AS; Ida Moe works_at Sol & Mar AS",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
