"""Short texts of people and organizations, by kind of difficulty: what a reader takes from each is what is found.

They were written before the rules were, and no rule was changed for one of them alone.
"""

import json
from dataclasses import dataclass
from uuid import uuid4

import psycopg
import pytest

from pattern_graph import Entity, Graph, new_graph

pytest_plugins = ["pattern_graph"]


@dataclass(frozen=True)
class Case:
    """A text, the entities that are known, and the mentions or edges that a reader finds (None: not asked)."""

    kind: str
    entities: str
    text: str
    mentions: str | None = None
    edges: str | None = None


CASES = [
    # A: a common word is no name, and a name is one however common its word
    Case("A", "o:Shell p:Nora Fisk", "Nora Fisk bought shell pasta at the shop.", "Nora Fisk", ""),
    Case("A", "o:Orange p:Tom Hale", "Tom Hale joined orange teams as a volunteer.", "Tom Hale", ""),
    Case(
        "A",
        "o:WHO o:Lumen Trust p:Ivo Brandt",
        "Ivo Brandt, who founded Lumen Trust, smiled.",
        None,
        "Lumen Trust founded_by Ivo Brandt",
    ),
    Case("A", "o:WHO p:Ivo Brandt", "Ivo Brandt works at WHO.", "Ivo Brandt; WHO", "Ivo Brandt works_at WHO"),
    Case("A", "p:May Stone=May", "Last night May phoned.", "May Stone"),
    Case("A", "t:IT t:HR", "Ask HR or IT about it.", "HR; IT"),
    # B: what distinguishes two names
    Case("B", "t:F# t:F", "We rewrote the service in F# over winter.", "F#"),
    Case("B", "o:Canal o:Canal+", "Canal+ is owned by Canal.", None, "Canal+ owned_by Canal"),
    Case("B", "d:Vitamin A d:Vitamin E", "Vitamin E is sold everywhere.", "Vitamin E"),
    Case("B", "o:Macy's p:Macy", "Macy bought a coat at Macy's.", "Macy; Macy's"),
    Case("B", "o:Lloyd's p:Ann Poe", "Lloyd Webb greeted Ann Poe.", "Ann Poe"),
    # C: what surrounds a name
    Case("C", "o:Zenit", "Der Verlag »Zenit« schloss.", "Zenit"),
    Case("C", "o:Zenit o:Orbis", "Zenit→Orbis, again", "Orbis; Zenit"),
    Case("C", "o:Zenit", "Ask @Zenit or #Zenit®.", "Zenit"),
    Case("C", "p:Mia Kahn", "<li><b>Mia</b>&nbsp;<i>Kahn</i></li>", "Mia Kahn"),
    Case("C", "o:Marks & Poe", "A letter from Marks &amp; Poe came.", "Marks & Poe"),
    Case("C", "p:Mia Kahn o:Zenit", "| Mia Kahn | Zenit |\n|---|---|", "Mia Kahn; Zenit"),
    # D: scripts without spaces
    Case("D", "p:佐藤健 o:青空銀行", "佐藤健は青空銀行で働いている。", "佐藤健; 青空銀行"),
    Case("D", "p:이서연 o:새벽출판사", "이서연이 새벽출판사에서 일한다.", "새벽출판사; 이서연"),
    Case("D", "o:Bahn", "Die Autobahn war leer.", ""),
    Case("D", "p:สมชาย", "เมื่อวานสมชายมาสาย", "สมชาย"),
    # E: a name is never cut
    Case(
        "E",
        "o:St. Brendan Clinic p:Eva Holt",
        "Eva Holt works at St. Brendan Clinic.",
        None,
        "Eva Holt works_at St. Brendan Clinic",
    ),
    Case(
        "E",
        "o:Wham! Records p:Eva Holt",
        "Eva Holt founded Wham! Records in 1999.",
        None,
        "Wham! Records founded_by Eva Holt",
    ),
    Case("E", "p:Eva Holt o:Orbis Inc.", "Orbis Inc. CEO Eva Holt left early.", None, "Eva Holt leads Orbis Inc."),
    Case(
        "E",
        "p:Rosa Lind o:Orbis",
        "It was on the third day of the long conference that Rosa\r\nLind founded Orbis.",
        None,
        "Orbis founded_by Rosa Lind",
    ),
    # F: legal forms
    Case("F", "o:Tanaka Pumps Co., Ltd.", "Tanaka Pumps has a new plant.", "Tanaka Pumps Co., Ltd."),
    Case("F", "o:Weiss Optik GmbH & Co. KG", "Weiss Optik moved.", "Weiss Optik GmbH & Co. KG"),
    Case("F", "o:Cementos del Rio S.A. de C.V.", "Cementos del Rio grew.", "Cementos del Rio S.A. de C.V."),
    # G: what is denied, asked or imagined
    Case("G", "o:Zenit o:Orbis", "Zenit hasn't been bought by Orbis.", None, ""),
    Case("G", "o:Zenit o:Orbis", "Was Zenit bought by Orbis?", None, ""),
    Case("G", "o:Zenit o:Orbis", "If Zenit were owned by Orbis, prices would rise.", None, ""),
    Case("G", "o:Zenit p:Eva Holt", "It is untrue that Eva Holt founded Zenit.", None, ""),
    Case("G", "o:Zenit p:Eva Holt", "Eva Holt no longer works at Zenit.", None, ""),
    # H: the head noun and what is coordinated
    Case("H", "p:Eva Holt p:Ian Marsh", "Eva Holt married the nephew of Ian Marsh.", None, ""),
    Case("H", "p:Eva Holt o:Orbis", "Eva Holt criticised the founder of Orbis.", None, ""),
    Case("H", "o:Zenit o:Orbis", "A supplier of Zenit bought Orbis.", None, ""),
    Case(
        "H",
        "p:Eva Holt p:Ian Marsh o:Orbis",
        "Orbis was founded by Eva Holt and Ian Marsh.",
        None,
        "Orbis founded_by Eva Holt; Orbis founded_by Ian Marsh",
    ),
    Case(
        "H",
        "p:Eva Holt o:Zenit o:Orbis",
        "Eva Holt worked at Zenit, Orbis and elsewhere.",
        None,
        "Eva Holt works_at Orbis; Eva Holt works_at Zenit",
    ),
    # T: types as extractors write them
    Case("T", "PER:Eva Holt ORG:Orbis", "Eva Holt works at Orbis.", None, "Eva Holt works_at Orbis"),
    Case("T", "PERSON:Eva Holt Company:Orbis", "Eva Holt is the president of Orbis.", None, "Eva Holt leads Orbis"),
    Case("T", "Person:Eva Holt GPE:Lyon", "Eva Holt was born in Lyon.", None, "Eva Holt born_in Lyon"),
    # P: what a personal memory holds
    Case("P", "p:Eva Holt o:Orbis", "Eva Holt got a job at Orbis last week.", None, "Eva Holt works_at Orbis"),
    Case("P", "p:Eva Holt o:Orbis", "Eva Holt was hired by Orbis.", None, "Eva Holt works_at Orbis"),
    Case("P", "p:Eva Holt l:Lyon", "Eva Holt moved to Lyon in May.", None, "Eva Holt lives_in Lyon"),
    Case("P", "p:Eva Holt p:Ian Marsh", "Ian Marsh is Eva Holt's brother.", None, "Eva Holt sibling_of Ian Marsh"),
    Case("P", "p:Eva Holt o:Orbis", "Eva Holt runs Orbis.", None, "Eva Holt leads Orbis"),
    Case("P", "p:Eva Holt p:Ian Marsh", "Eva Holt knows Ian Marsh from school.", None, "Eva Holt knows Ian Marsh"),
    # in other wordings
    Case("A", "o:Gap o:Target p:Nina Roth", "Nina Roth saw a gap in the market and hit her target.", "Nina Roth", ""),
    Case(
        "A",
        "o:Target p:Nina Roth",
        "Nina Roth works at Target in Boise.",
        "Nina Roth; Target",
        "Nina Roth works_at Target",
    ),
    Case("A", "o:Are You Here o:US Steel p:Leo Marsh", "Steel prices hurt us, Leo Marsh said.", "Leo Marsh", ""),
    Case("A", "p:Will Hunt=Will", "Tell Will that dinner is at eight. Nobody will mind.", "Will Hunt", None),
    Case("A", "o:The Company p:Leo Marsh", "Leo Marsh said the company was acquired by strangers.", "Leo Marsh", ""),
    Case("A", "o:March o:Meta p:Leo Marsh", "In March the meta analysis by Leo Marsh was done.", None, ""),
    Case("B", "t:C t:C++ t:C#", "Most of it is C++; the rest is C.", "C; C++", None),
    Case(
        "B",
        "o:Series A Capital t:Series A t:Series B",
        "They closed a Series B round after the Series A.",
        "Series A; Series B",
        None,
    ),
    Case("B", "o:Aurora o:Aurora+", "Subscribers moved from Aurora to Aurora+ in June.", "Aurora; Aurora+", None),
    Case("B", "p:An Wang o:Wang", "An Wang left early.", "An Wang", None),
    Case("B", "o:The The o:The Band", "We saw The The before The Band.", "The Band; The The", None),
    Case(
        "B",
        "o:McDonald's p:Ian McDonald=McDonald",
        "McDonald refused to eat at McDonald's.",
        "Ian McDonald; McDonald's",
        None,
    ),
    Case("C", "o:Korvel o:Lindt", "« Korvel » and „Lindt“ merged…", "Korvel; Lindt", None),
    Case("C", "o:Korvel o:Lindt", "• Korvel™ • Lindt®", "Korvel; Lindt", None),
    Case("C", "p:Ana Ortiz o:Korvel", "¿Ana Ortiz trabaja en Korvel?", "Ana Ortiz; Korvel", None),
    Case("C", "o:Korvel", "See [[Korvel|the firm]] and kor\xadvel.", "Korvel", None),
    Case("C", "o:Korvel o:Lindt", "Korvel/Lindt joint venture 🚀Korvel🚀", "Korvel; Lindt", None),
    Case("C", "o:Smith-Jones", "A talk at Smith\u2011Jones was held.", "Smith-Jones", None),
    Case("C", "o:Korvel", "<p>\uff2b\uff4f\uff52\uff56\uff45\uff4c&mdash;again</p>", "Korvel", None),
    Case("D", "p:田中花子 o:村上製作所", "田中花子は村上製作所に入社した。", "村上製作所; 田中花子", None),
    Case("D", "p:김민수 o:한빛전자", "김민수는 한빛전자에 다닌다.", "김민수; 한빛전자", None),
    Case("D", "p:王小明 o:清河科技", "昨天王小明离开了清河科技。", "清河科技; 王小明", None),
    Case("D", "o:Land p:Greta Haas", "In Deutschland wohnt Greta Haas.", "Greta Haas", None),
    Case(
        "E",
        "o:Mt. Elbert Lodge p:Joy Tan",
        "Joy Tan founded Mt. Elbert Lodge.",
        None,
        "Mt. Elbert Lodge founded_by Joy Tan",
    ),
    Case(
        "E",
        "o:Yahoo! Finance p:Joy Tan",
        "Joy Tan works at Yahoo! Finance these days.",
        None,
        "Joy Tan works_at Yahoo! Finance",
    ),
    Case(
        "E",
        "p:Dr. Omar Said o:Korvel",
        "Last week Dr. Omar Said acquired Korvel.",
        None,
        "Korvel owned_by Dr. Omar Said",
    ),
    Case(
        "E",
        "p:Grace Holm o:Korvel",
        "Everybody knows by now that the woman called Grace\nHolm founded Korvel.",
        None,
        "Korvel founded_by Grace Holm",
    ),
    Case("E", "o:Lindt Co. p:Joy Tan", "Lindt Co. President Joy Tan spoke.", None, "Joy Tan leads Lindt Co."),
    Case("F", "o:Harrow Mills Pty Ltd", "Harrow Mills cut prices.", "Harrow Mills Pty Ltd", None),
    Case("F", "o:Sakura Denki K.K.", "Sakura Denki opened a lab.", "Sakura Denki K.K.", None),
    Case("F", "o:Bell & Crane Company Limited", "Bell & Crane opened a lab.", "Bell & Crane Company Limited", None),
    Case("F", "o:Dupin Frères S.A.R.L.", "Dupin Frères SARL opened a lab.", "Dupin Frères S.A.R.L.", None),
    Case("G", "p:Joy Tan o:Korvel", "Joy Tan never worked at Korvel.", None, ""),
    Case("G", "o:Lindt o:Korvel", "Lindt can't be owned by Korvel.", None, ""),
    Case("G", "p:Joy Tan o:Korvel", "Did Joy Tan found Korvel, and is she its owner?", None, ""),
    Case("G", "p:Joy Tan p:Ian Poe", "Rumour has it, wrongly, that Joy Tan is not married to Ian Poe.", None, ""),
    Case("G", "o:Lindt o:Korvel", "Were Lindt acquired by Korvel, jobs would go.", None, ""),
    Case("G", "p:Joy Tan o:Korvel", "Joy Tan denied that she had founded Korvel.", None, ""),
    Case("H", "p:Joy Tan p:Ian Poe", "Joy Tan married a cousin of Ian Poe.", None, ""),
    Case("H", "p:Joy Tan o:Korvel", "Joy Tan interviewed the owner of Korvel.", None, ""),
    Case("H", "o:Korvel o:Lindt", "The trucks that Korvel sold to Lindt broke down.", None, ""),
    Case(
        "H",
        "p:Joy Tan o:Korvel College o:Lindt University",
        "Joy Tan is a graduate of Korvel College and Lindt University.",
        None,
        "Joy Tan educated_at Korvel College; Joy Tan educated_at Lindt University",
    ),
    Case(
        "H",
        "p:Joy Tan o:Korvel o:Lindt o:Harrow",
        "Joy Tan worked at Korvel; Lindt; and Harrow.",
        None,
        "Joy Tan works_at Harrow; Joy Tan works_at Korvel; Joy Tan works_at Lindt",
    ),
    Case(
        "H",
        "p:Joy Tan p:Ian Poe o:Korvel",
        "Joy Tan and Ian Poe founded Korvel.",
        None,
        "Korvel founded_by Ian Poe; Korvel founded_by Joy Tan",
    ),
    Case("T", "PER:Joy Tan ORG:Korvel", "Korvel was founded by Joy Tan.", None, "Korvel founded_by Joy Tan"),
    Case("T", "People:Joy Tan Corporation:Korvel", "Joy Tan is the CEO of Korvel.", None, "Joy Tan leads Korvel"),
    Case("T", "PERSON:Joy Tan PERSON:Ian Poe", "Joy Tan is married to Ian Poe.", None, "Ian Poe married_to Joy Tan"),
    Case("T", "Individual:Joy Tan Location:Turin", "Joy Tan lives in Turin.", None, "Joy Tan lives_in Turin"),
    Case("A", "o:Oracle p:Ben Ives", "Ben Ives consulted an oracle before he founded his shop.", "Ben Ives", ""),
    Case("A", "o:Square p:Ben Ives", "The square was empty when Ben Ives joined the crowd.", "Ben Ives", ""),
    Case("A", "o:Uber p:Ben Ives", "Ben Ives left Uber and joined Square.", "Ben Ives; Uber", None),
    Case("A", "p:Rose Hill=Rose", "Prices rose. Rose sold her car.", "Rose Hill", None),
    Case("A", "o:Am p:Ben Ives", "I am told that Ben Ives owns a boat.", "Ben Ives", ""),
    Case("A", "t:HR o:IT", "He is in HR and it shows.", "HR", None),
    Case("B", "t:Vitamin B t:Vitamin B12", "Vitamin B12 is not Vitamin B.", "Vitamin B; Vitamin B12", None),
    Case("B", "o:Lowe's p:Tim Lowe=Lowe", "Lowe's employee of the month is Lowe.", "Lowe's; Tim Lowe", None),
    Case("B", "o:Group A o:Group", "A Group met Group A.", "Group; Group A", None),
    Case("B", "o:A* o:A", "The A* team wrote it.", "A*", None),
    Case("C", "p:Ana Ortiz", "“Ana Ortiz”—she said—\u2018left\u2019.", "Ana Ortiz", None),
    Case("C", "o:Nordlys", "Kontakt:Nordlys;(Nordlys)", "Nordlys", None),
    Case("C", "o:Nordlys o:Fjell", "1. Nordlys\n2. Fjell", "Fjell; Nordlys", None),
    Case("C", "o:Nordlys", "Visit https://nordlys.com/about now.", "", None),
    Case("C", "o:Nordlys", "Mail info@nordlys.com now.", "", None),
    Case("C", "p:Ana Ortiz o:Nordlys", "**Ana Ortiz** joined _Nordlys_ as CFO.", None, "Ana Ortiz works_at Nordlys"),
    Case("C", "o:Procter & Gamble", "A note from Procter &amp; Gamble™.", "Procter & Gamble", None),
    Case("D", "p:鈴木一郎 o:東都電機", "鈴木一郎さんは東都電機の社長です。", "東都電機; 鈴木一郎", None),
    Case("D", "p:박지훈 o:서울은행", "서울은행은 박지훈을 고용했다.", "박지훈; 서울은행", None),
    Case("D", "o:Eis", "Das Reis war gut.", "", None),
    Case("D", "p:Иван Петров o:Ромашка", "Иван Петров работает в Ромашка.", "Иван Петров; Ромашка", None),
    Case(
        "E",
        "p:Dr. Lin Wu o:St. Olaf College",
        "Dr. Lin Wu teaches at St. Olaf College.",
        None,
        "Dr. Lin Wu works_at St. Olaf College",
    ),
    Case("E", "o:U.S. Steel p:Lin Wu", "Lin Wu works for U.S. Steel. It is big.", None, "Lin Wu works_at U.S. Steel"),
    Case(
        "E",
        "o:Jeopardy! Productions p:Lin Wu",
        "Lin Wu left. Jeopardy! Productions was founded by Lin Wu.",
        None,
        "Jeopardy! Productions founded_by Lin Wu",
    ),
    Case("E", "p:Lin Wu o:Nordlys", "Lin Wu, Ph.D., founded Nordlys.", None, "Nordlys founded_by Lin Wu"),
    Case("F", "o:Varga Kft.", "Varga won a prize.", "Varga Kft.", None),
    Case("F", "o:Tata Sons Private Limited", "Tata Sons opened.", "Tata Sons Private Limited", None),
    Case("F", "o:Hansen ApS", "Roles at Hansen are open.", "Hansen ApS", None),
    Case("G", "p:Lin Wu o:Nordlys", "Lin Wu hasn't ever worked at Nordlys.", None, ""),
    Case("G", "p:Lin Wu o:Nordlys", "Lin Wu wishes she had founded Nordlys.", None, ""),
    Case("G", "p:Lin Wu o:Nordlys", "Nobody believes that Lin Wu founded Nordlys.", None, ""),
    Case("G", "p:Lin Wu p:Ian Poe", "Lin Wu would have married Ian Poe.", None, ""),
    Case("G", "p:Lin Wu o:Nordlys", "In the novel's dream world, if only Lin Wu owned Nordlys!", None, ""),
    Case("G", "o:Fjell o:Nordlys", "Fjell failed to acquire Nordlys.", None, ""),
    Case("G", "o:Fjell o:Nordlys", "Fjell may buy Nordlys.", None, ""),
    Case("G", "p:Lin Wu o:Nordlys", "Who says Lin Wu works at Nordlys?", None, ""),
    Case("H", "p:Lin Wu p:Ian Poe", "Lin Wu is the widow of the brother of Ian Poe.", None, ""),
    Case("H", "p:Lin Wu o:Nordlys", "A former employee of Nordlys met Lin Wu.", None, ""),
    Case("H", "o:Fjell o:Nordlys", "Customers of Fjell bought Nordlys shares.", None, ""),
    Case(
        "H",
        "o:Fjell o:Nordlys o:Varde",
        "Fjell acquired Nordlys and Varde.",
        None,
        "Nordlys owned_by Fjell; Varde owned_by Fjell",
    ),
    Case(
        "H",
        "p:Lin Wu p:Ian Poe p:Eva Dahl o:Fjell",
        "Fjell was founded by Lin Wu, Ian Poe and Eva Dahl.",
        None,
        "Fjell founded_by Eva Dahl; Fjell founded_by Ian Poe; Fjell founded_by Lin Wu",
    ),
    Case("H", "p:Lin Wu o:Fjell o:Nordlys", "Lin Wu works at a competitor of Fjell.", None, ""),
    Case("T", "HUMAN:Lin Wu Firm:Nordlys", "Lin Wu founded Nordlys.", None, "Nordlys founded_by Lin Wu"),
    Case(
        "T", "people:Lin Wu institution:Nordlys", "Lin Wu is a professor at Nordlys.", None, "Lin Wu works_at Nordlys"
    ),
    Case("T", "PER:Lin Wu LOC:Bergen", "Lin Wu was born in Bergen.", None, "Lin Wu born_in Bergen"),
    Case("P", "p:Lin Wu p:Ian Poe", "Ian Poe is Lin Wu's husband.", None, "Ian Poe married_to Lin Wu"),
    Case("P", "p:Lin Wu o:Fjell", "Lin Wu manages Fjell now.", None, "Lin Wu leads Fjell"),
    Case("P", "p:Lin Wu o:Fjell", "Last week Lin Wu started Fjell.", None, "Fjell founded_by Lin Wu"),
    Case("P", "p:Lin Wu t:Jazz", "Lin Wu likes Jazz.", None, "Lin Wu likes Jazz"),
]
TYPES = {"p": "person", "o": "organization", "t": "topic", "d": "substance", "l": "place"}


def entities(written: str) -> list[Entity]:
    """Read "type:Title=Alias type:Title"; a title may hold spaces."""
    found: list[Entity] = []
    for word in written.split(" "):
        head, colon, rest = word.partition(":")
        if colon and head.isalpha():
            found.append(Entity(rest, TYPES.get(head, head)))
        else:
            found[-1] = Entity(f"{found[-1].title} {word}", found[-1].type)
    return [
        Entity(title, entity.type, json.dumps({"aliases": [alias] if alias else []}))
        for entity in found
        for title, _, alias in [entity.title.partition("=")]
    ]


def split(written: str) -> set[str]:
    """Return what stands between semicolons."""
    return {part for part in written.split("; ") if part}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.text[:40]}")
def test_a_text_is_read_as_a_person_reads_it(db: psycopg.Connection, case: Case) -> None:
    """The mentions and the edges, no more and no fewer."""
    graph: Graph = new_graph(db)
    graph.insert(*entities(case.entities))
    event = graph.event(case.text, uuid4())
    rows = db.execute(
        "SELECT e.title FROM mention m JOIN entity e ON (e.graph_id, e.id) = (m.graph_id, m.entity_id) "
        "WHERE m.graph_id = %s AND m.event_id = %s",
        (graph.id, event),
    ).fetchall()
    if case.mentions is not None:
        assert {row["title"] for row in rows} == split(case.mentions)
    if case.edges is not None:
        symmetric = {"sibling_of", "married_to", "knows"}
        found = {(*sorted((f, t)), k) if k in symmetric else (f, t, k) for f, k, t in graph.edges()}
        assert {f"{f} {k} {t}" for f, t, k in found} == split(case.edges)
