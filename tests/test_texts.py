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
    # a third set, written before the rules read it
    Case("A", "o:Apple p:Dana Reed", "Dana Reed ate an apple and bought apple juice.", "Dana Reed", ""),
    Case("A", "o:Gap p:Dana Reed", "Mind the gap, said Dana Reed, who founded nothing.", "Dana Reed", ""),
    Case("A", "o:US p:Dana Reed", "The shop is owned by us, Dana Reed said.", "Dana Reed", ""),
    Case(
        "A",
        "o:WHO p:Dana Reed o:Helix Fund",
        "Dana Reed, who works at Helix Fund, called.",
        None,
        "Dana Reed works_at Helix Fund",
    ),
    Case("A", "o:IT p:Dana Reed", "Dana Reed works in IT and likes it.", "Dana Reed; IT", None),
    Case("A", "o:Visa p:Dana Reed", "Dana Reed got a visa for Norway.", "Dana Reed", ""),
    Case("A", "p:Mark Ode=Mark", "Please mark the page. Mark will see it.", "Mark Ode", None),
    Case(
        "A",
        "o:Stripe p:Dana Reed",
        "Dana Reed joined Stripe as an engineer.",
        "Dana Reed; Stripe",
        "Dana Reed works_at Stripe",
    ),
    Case("B", "t:C t:C#", "She knows C# well.", "C#", None),
    Case("B", "t:Hepatitis A t:Hepatitis B", "A vaccine against Hepatitis A exists.", "Hepatitis A", None),
    Case("B", "o:Wendy's p:Wendy", "Wendy ate at Wendy's.", "Wendy; Wendy's", None),
    Case("B", "p:Wendy", "Wendy's car is red.", "Wendy", None),
    Case("B", "o:Disney o:Disney+", "Disney+ grew faster than Disney.", "Disney; Disney+", None),
    Case("B", "o:The Who p:Roger Dal", "Roger Dal sang with The Who.", "Roger Dal; The Who", None),
    Case("C", "p:Paul Simon o:Verto", "Chef: \u2039Paul Simon\u203a, Verto…", "Paul Simon; Verto", None),
    Case("C", "o:Verto", "#Verto is trending, says @verto", "Verto", None),
    Case("C", "o:Verto p:Ann Holt", '<a href="/x">Ann Holt</a> &ndash; Verto&trade;', "Ann Holt; Verto", None),
    Case("C", "o:Verto o:Ludo", "Verto\u2013Ludo merger", "Ludo; Verto", None),
    Case("C", "o:Verto p:Ann Holt", "\u200fAnn Holt\u200f joined \u202aVerto\u202c.", None, "Ann Holt works_at Verto"),
    Case("C", "o:Verto p:Ann Holt", "- [x] Ann Holt (Verto) to reply", "Ann Holt; Verto", None),
    Case("C", "p:Ann Holt o:Verto", "See [[Ann Holt|Ann]] of [[Verto]].", "Ann Holt; Verto", None),
    Case("D", "p:山本太郎 o:北海電力", "山本太郎氏は北海電力を退職した。", "北海電力; 山本太郎", None),
    Case("D", "p:최은영 o:대한상사", "최은영과 대한상사의 계약", "대한상사; 최은영", None),
    Case("D", "p:李娜 o:华新集团", "李娜加入了华新集团。", "华新集团; 李娜", None),
    Case("D", "o:Ring p:Leo Kant", "Der Boxring war leer, sagte Leo Kant.", "Leo Kant", None),
    Case("D", "o:ธนาคารกรุงไทย p:สมหญิง", "สมหญิงทำงานที่ธนาคารกรุงไทย", "ธนาคารกรุงไทย; สมหญิง", None),
    Case(
        "E",
        "o:Mt. Sinai Hospital p:Ola Berg",
        "Ola Berg joined Mt. Sinai Hospital. She likes it.",
        None,
        "Ola Berg works_at Mt. Sinai Hospital",
    ),
    Case(
        "E",
        "p:Prof. Ada Klein o:Rigel",
        "Rigel was founded by Prof. Ada Klein in 1990.",
        None,
        "Rigel founded_by Prof. Ada Klein",
    ),
    Case(
        "E",
        "o:Panic! At The Disco p:Ola Berg",
        "Ola Berg founded Panic! At The Disco.",
        None,
        "Panic! At The Disco founded_by Ola Berg",
    ),
    Case(
        "E",
        "o:Smith & Co. Foundry p:Ola Berg",
        "Smith & Co. Foundry was acquired by Ola Berg.",
        None,
        "Smith & Co. Foundry owned_by Ola Berg",
    ),
    Case("E", "p:J. R. R. Moss o:Rigel", "J. R. R. Moss founded Rigel.", None, "Rigel founded_by J. R. R. Moss"),
    Case(
        "E",
        "p:Ola Berg o:Rigel Inc.",
        "Ola Berg works at Rigel Inc. She is happy.",
        None,
        "Ola Berg works_at Rigel Inc.",
    ),
    Case("F", "o:Sumida Trading Co., Ltd.", "Sumida Trading opened a branch.", "Sumida Trading Co., Ltd.", None),
    Case("F", "o:Kalt Bau GmbH", "Die Kalt Bau baut.", "Kalt Bau GmbH", None),
    Case("F", "o:Nordfisk AS", "Nordfisk sells cod.", "Nordfisk AS", None),
    Case("F", "o:Petro Sur S.A.", "Petro Sur, S.A. drilled.", "Petro Sur S.A.", None),
    Case("F", "o:Blue Pine LLC", "Blue Pine, L.L.C. closed.", "Blue Pine LLC", None),
    Case("F", "o:Rossi S.p.A.", "Rossi SpA won.", "Rossi S.p.A.", None),
    Case("G", "p:Ann Holt o:Verto", "It is false that Ann Holt founded Verto.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Had Ann Holt founded Verto, we would know.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Ann Holt neither founded Verto nor works there.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Has Ann Holt joined Verto yet?", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Ann Holt refused to join Verto.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Ann Holt might join Verto next year.", None, ""),
    Case("G", "o:Ludo o:Verto", "Ludo isn't owned by Verto.", None, ""),
    Case("G", "p:Ann Holt p:Bo Rask", "Ann Holt and Bo Rask aren't married.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "There is no evidence that Ann Holt works at Verto.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Ann Holt plans to work at Verto.", None, ""),
    Case("H", "p:Ann Holt p:Bo Rask", "Ann Holt married Bo Rask's sister.", None, ""),
    Case("H", "p:Ann Holt o:Verto", "The daughter of Ann Holt works at Verto.", None, ""),
    Case("H", "p:Ann Holt o:Verto", "Ann Holt's assistant founded Verto.", None, ""),
    Case("H", "o:Ludo o:Verto", "A subsidiary of Ludo acquired Verto.", None, ""),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Ann Holt met Bo Rask, who founded Verto.",
        None,
        "Verto founded_by Bo Rask",
    ),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Verto, founded by Bo Rask, hired Ann Holt.",
        None,
        "Ann Holt works_at Verto; Verto founded_by Bo Rask",
    ),
    Case(
        "H",
        "p:Ann Holt o:Ludo University o:Verto College",
        "Ann Holt studied at Ludo University and at Verto College.",
        None,
        "Ann Holt educated_at Ludo University; Ann Holt educated_at Verto College",
    ),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask p:Cy Dunn o:Verto",
        "Ann Holt, Bo Rask and Cy Dunn founded Verto.",
        None,
        "Verto founded_by Ann Holt; Verto founded_by Bo Rask; Verto founded_by Cy Dunn",
    ),
    Case("H", "o:Ludo o:Verto p:Ann Holt", "The book that Ann Holt sold to Verto was about Ludo.", None, ""),
    Case("H", "p:Ann Holt o:Verto", "Ann Holt sued the CEO of Verto.", None, ""),
    Case("T", "Person:Ann Holt Organisation:Verto", "Ann Holt founded Verto.", None, "Verto founded_by Ann Holt"),
    Case("T", "per:Ann Holt ORG:Verto", "Ann Holt joined Verto.", None, "Ann Holt works_at Verto"),
    Case("T", "PERSON:Ann Holt COMPANY:Verto", "Ann Holt works for Verto.", None, "Ann Holt works_at Verto"),
    Case("T", "PERSON:Ann Holt CITY:Bergen", "Ann Holt lives in Bergen.", None, "Ann Holt lives_in Bergen"),
    Case("P", "p:Ann Holt p:Bo Rask", "Bo Rask is Ann Holt's father.", None, "Ann Holt child_of Bo Rask"),
    Case("P", "p:Ann Holt p:Bo Rask", "Ann Holt's wife is Bo Rask.", None, "Ann Holt married_to Bo Rask"),
    Case("P", "p:Ann Holt o:Verto", "Ann Holt is employed by Verto.", None, "Ann Holt works_at Verto"),
    Case("P", "p:Ann Holt l:Oslo", "Ann Holt relocated to Oslo.", None, "Ann Holt lives_in Oslo"),
    Case("P", "p:Ann Holt o:Verto", "Ann Holt started working at Verto.", None, "Ann Holt works_at Verto"),
    Case("P", "p:Ann Holt t:Chess", "Ann Holt loves Chess.", None, "Ann Holt likes Chess"),
    Case("P", "p:Ann Holt p:Bo Rask", "Ann Holt and Bo Rask got married in June.", None, "Ann Holt married_to Bo Rask"),
    Case("A", "o:Nest p:Kim Ros", "Kim Ros found a nest in the garden.", "Kim Ros", ""),
    Case("A", "o:Box p:Kim Ros", "Put it in the box, Kim Ros.", "Kim Ros", ""),
    Case("A", "o:Box p:Kim Ros", "Kim Ros is an engineer at Box.", "Box; Kim Ros", "Kim Ros works_at Box"),
    Case("A", "o:Can p:Kim Ros", "Can Kim Ros come?", "Kim Ros", ""),
    Case("A", "p:Grace Lund=Grace", "She moved with grace. Grace smiled.", "Grace Lund", None),
    Case("A", "o:The Guardian p:Kim Ros", "Kim Ros is the guardian of her niece.", "Kim Ros", ""),
    Case("A", "o:The Guardian p:Kim Ros", "Kim Ros writes for The Guardian.", "Kim Ros; The Guardian", None),
    Case("B", "o:Alpha o:Alpha 2", "Alpha 2 beats Alpha.", "Alpha; Alpha 2", None),
    Case("B", "t:R t:R2", "We use R2 for storage.", "R2", None),
    Case("B", "o:Barney's p:Barney", "Barney works at Barney's.", None, "Barney works_at Barney's"),
    Case("B", "o:A.P. Moller p:Kim Ros", "Kim Ros works at A.P. Moller.", None, "Kim Ros works_at A.P. Moller"),
    Case("C", "p:Kim Ros o:Tavo", "Kim Ros @ Tavo — 5pm", "Kim Ros; Tavo", None),
    Case("C", "p:Kim Ros", "Dear Kim\u00a0Ros,", "Kim Ros", None),
    Case("C", "o:Tavo", "T\u2060avo and (Tavo)", "Tavo", None),
    Case("C", "o:Tavo", "「Tavo」と言った", "Tavo", None),
    Case("C", "p:Kim Ros o:Tavo", "Kim Ros&#39;s office, Tavo&reg;", "Kim Ros; Tavo", None),
    Case("C", "p:Zoë Ros", "Zoe\u0308 Ros came.", "Zoë Ros", None),
    Case("D", "p:渡辺直美 o:南都銀行", "昨日、渡辺直美が南都銀行に就職した。", "南都銀行; 渡辺直美", None),
    Case("D", "p:정우성 o:미래전자", "정우성에게 미래전자가 제안했다.", "미래전자; 정우성", None),
    Case("D", "o:Art p:Kim Ros", "The party started, said Kim Ros.", "Kim Ros", None),
    Case(
        "E",
        "o:St. Jude Hospital p:Kim Ros",
        "Kim Ros started at St. Jude Hospital. It rained.",
        "Kim Ros; St. Jude Hospital",
        None,
    ),
    Case("E", "p:Kim Ros Jr. o:Tavo", "Tavo was founded by Kim Ros Jr. in 1980.", None, "Tavo founded_by Kim Ros Jr."),
    Case("E", "o:Guess? Inc. p:Kim Ros", "Kim Ros works at Guess? Inc. in LA.", None, "Kim Ros works_at Guess? Inc."),
    Case(
        "E",
        "p:Kim\u00a0Ros o:Tavo Labs",
        "Kim Ros founded Tavo\nLabs last year.",
        None,
        "Tavo Labs founded_by Kim\u00a0Ros",
    ),
    Case("F", "o:Grupo Sol S.A. de C.V.", "Grupo Sol SA de CV paid.", "Grupo Sol S.A. de C.V.", None),
    Case("F", "o:Marlow Ltd", "Marlow Limited paid.", "Marlow Ltd", None),
    Case("F", "o:Oy Karhu Ab", "Oy Karhu Ab paid.", "Oy Karhu Ab", None),
    Case("F", "o:Brandt AG & Co. KGaA", "Brandt paid.", "Brandt AG & Co. KGaA", None),
    Case("G", "p:Kim Ros o:Tavo", "Nobody knows whether Kim Ros works at Tavo.", None, ""),
    Case("G", "p:Kim Ros o:Tavo", "Kim Ros pretends to work at Tavo.", None, ""),
    Case("G", "p:Kim Ros o:Tavo", "It isn't true that Kim Ros leads Tavo.", None, ""),
    Case("G", "p:Kim Ros o:Tavo", "Kim Ros declined a job at Tavo.", None, ""),
    Case("G", "o:Ludo o:Tavo", "Ludo tried to buy Tavo.", None, ""),
    Case("G", "o:Ludo o:Tavo", "Ludo almost acquired Tavo.", None, ""),
    Case("G", "p:Kim Ros p:Lea Dorn", "Kim Ros didn't marry Lea Dorn.", None, ""),
    Case("G", "p:Kim Ros o:Tavo", "Kim Ros wouldn't work for Tavo.", None, ""),
    Case("G", "p:Kim Ros o:Tavo", "Suppose Kim Ros founded Tavo.", None, ""),
    Case("G", "p:Kim Ros o:Tavo", "Unless Kim Ros leads Tavo, we sell.", None, ""),
    Case("H", "p:Kim Ros o:Tavo", "Kim Ros is the sister of the founder of Tavo.", None, ""),
    Case(
        "H",
        "p:Kim Ros p:Lea Dorn o:Tavo",
        "Kim Ros's brother Lea Dorn founded Tavo.",
        None,
        "Tavo founded_by Lea Dorn; Kim Ros sibling_of Lea Dorn",
    ),
    Case("H", "o:Ludo o:Tavo", "Ludo's rival acquired Tavo.", None, ""),
    Case("H", "o:Ludo o:Tavo", "Ludo acquired Tavo's patents.", None, ""),
    Case("H", "p:Kim Ros o:Ludo o:Tavo", "Kim Ros, CEO of Ludo, bought a chair at Tavo.", None, "Kim Ros leads Ludo"),
    Case(
        "H",
        "p:Kim Ros o:Ludo o:Tavo",
        "Kim Ros worked at both Ludo and Tavo.",
        None,
        "Kim Ros works_at Ludo; Kim Ros works_at Tavo",
    ),
    Case("H", "p:Kim Ros p:Lea Dorn", "Kim Ros, the mother of Lea Dorn, sings.", None, "Lea Dorn child_of Kim Ros"),
    Case(
        "T",
        "PERSON:Kim Ros SCHOOL:Tavo College",
        "Kim Ros graduated from Tavo College.",
        None,
        "Kim Ros educated_at Tavo College",
    ),
    Case("T", "Person:Kim Ros Agency:Tavo", "Kim Ros works at Tavo.", None, "Kim Ros works_at Tavo"),
    Case("T", "PERSON:Kim Ros GPE:Peru", "Kim Ros was born in Peru.", None, "Kim Ros born_in Peru"),
    Case("P", "p:Kim Ros p:Lea Dorn", "Lea Dorn is the mother of Kim Ros.", None, "Kim Ros child_of Lea Dorn"),
    Case("P", "p:Kim Ros p:Lea Dorn", "Lea Dorn is Kim Ros's daughter.", None, "Lea Dorn child_of Kim Ros"),
    Case("P", "p:Kim Ros o:Tavo", "Kim Ros is CEO of Tavo.", None, "Kim Ros leads Tavo"),
    Case("P", "p:Kim Ros o:Tavo", "Kim Ros is a designer at Tavo.", None, "Kim Ros works_at Tavo"),
    Case(
        "P",
        "p:Kim Ros o:Tavo University",
        "Kim Ros studies physics at Tavo University.",
        None,
        "Kim Ros educated_at Tavo University",
    ),
    Case("H", "p:Ann Holt o:Verto", "Verto's president Ann Holt's speech was short.", None, "Ann Holt leads Verto"),
    # what stands beside a name, and what nobody sees in it
    Case("B", "t:.NET o:Net", "We moved from .NET to a new host.", ".NET"),
    Case("B", "t:.NET o:Net", "Net reported a loss (.NET, too).", ".NET; Net"),
    Case("A", "p:June Park=June o:Verto", "Verto opens in June.", "Verto"),
    Case("A", "p:June Park=June o:Verto", "This morning June called Verto.", "June Park; Verto"),
    Case("C", "o:Verto", "Ver\u200bto rang.", "Verto"),
    Case("C", "o:Ver\u200bto", "Verto rang, and Ver\u00adto wrote.", "Ver\u200bto"),
    Case("C", "o:VTO o:Verto", "\uff36\uff34\uff2f met \uff36\uff45\uff52\uff54\uff4f.", "VTO; Verto"),
    Case("C", "o:Verto", "\u2018Verto\u2019", "Verto"),
    Case("C", "p:Ann Holt o:Verto", "* [[Ann Holt|Ann]] works at [[Verto]]", None, "Ann Holt works_at Verto"),
    # a longer name that is not known
    Case("E", "o:Verto p:Ann Holt", "Verto Robotics was founded by Ann Holt.", None, ""),
    Case("E", "o:Verto p:Ann Holt", "Verto Chief Engineer Ann Holt spoke.", None, "Ann Holt works_at Verto"),
    # how parts of a sentence belong together
    Case("H", "o:Verto o:Ludo", "Verto, the maker of pumps, was bought by Ludo.", None, "Verto owned_by Ludo"),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Ann Holt, Bo Rask's wife, teaches at Verto.",
        None,
        "Ann Holt married_to Bo Rask; Ann Holt works_at Verto",
    ),
    Case("H", "p:Ann Holt l:Lyon", "Born in Lyon in 1980, Ann Holt sings.", None, "Ann Holt born_in Lyon"),
    Case(
        "H", "p:Ann Holt o:Verto", "Founded in 1987 by Ann Holt, Verto makes lamps.", None, "Verto founded_by Ann Holt"
    ),
    Case(
        "H", "p:Ann Holt o:Verto", "Verto, which Ann Holt founded in 2001, closed.", None, "Verto founded_by Ann Holt"
    ),
    Case(
        "H",
        "p:Ann Holt l:Lyon o:Verto",
        "Ann Holt lives in Lyon and works for Verto.",
        None,
        "Ann Holt lives_in Lyon; Ann Holt works_at Verto",
    ),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Ann Holt and Bo Rask work at Verto.",
        None,
        "Ann Holt works_at Verto; Bo Rask works_at Verto",
    ),
    Case("P", "p:Ann Holt p:Eva Ros", "Ann Holt and Eva Ros are sisters.", None, "Ann Holt sibling_of Eva Ros"),
    Case(
        "P", "p:Ann Holt p:Bo Rask", "Ann Holt, whose husband is Bo Rask, sings.", None, "Ann Holt married_to Bo Rask"
    ),
    Case(
        "P",
        "p:Ann Holt o:Verto",
        "Ann Holt, 45, has been named chief financial officer of Verto.",
        None,
        "Ann Holt works_at Verto",
    ),
    Case("P", "p:Ann Holt o:Verto", "Ann Holt just started at Verto.", None, "Ann Holt works_at Verto"),
    Case("P", "o:Verto o:Ludo", "Ludo completed its acquisition of Verto.", None, "Verto owned_by Ludo"),
    Case("P", "o:Verto o:Ludo", "Ludo has taken over Verto.", None, "Verto owned_by Ludo"),
    Case("P", "o:Verto o:Ludo", "Verto changed its name to Ludo.", None, "Verto renamed_to Ludo"),
    Case("P", "o:Verto o:Ludo", "Ludo, formerly known as Verto, grew.", None, "Verto renamed_to Ludo"),
    Case("G", "p:Ann Holt o:Verto", "I doubt Ann Holt works at Verto.", None, ""),
    # scripts beside each other, letters written as entities, marks that a reader takes for commas
    Case("D", "o:Tavo t:GitHub", "Tavoの新製品をGitHubで公開した。", "GitHub; Tavo"),
    Case("D", "o:Tavo", "TavoFan wrote.", ""),
    Case("C", "p:Zoë Ros o:Poe & Marks", "Zo&euml; Ros left Poe &#38; Marks.", "Poe & Marks; Zoë Ros"),
    Case("C", "o:Ludo o:Tavo", "<p>Tavo was bought by<br/> Ludo.</p>", None, "Tavo owned_by Ludo"),
    Case("C", "p:Kim Ros o:Tavo o:Ludo", "Kim Ros (who wrote of Ludo) runs Tavo.", None, "Kim Ros leads Tavo"),
    Case(
        "C", "p:Kim Ros o:Tavo o:Ludo", "Tavo (Ludo's rival) was founded by Kim Ros.", None, "Tavo founded_by Kim Ros"
    ),
    Case(
        "E",
        "p:Kim Ros o:Tavo",
        "> Late in May Kim\n> Ros founded\n> Tavo with friends.",
        None,
        "Tavo founded_by Kim Ros",
    ),
    Case("F", "o:Tessera Sp. z o.o. o:Lom s.r.o.", "Tessera met Lom.", "Lom s.r.o.; Tessera Sp. z o.o."),
    Case("F", "o:Lombard & Cie o:Halm e.K.", "Lombard met Halm.", "Halm e.K.; Lombard & Cie"),
    Case("F", "o:株式会社青空電機", "青空電機は来た。", "株式会社青空電機"),
    Case(
        "F",
        "o:\u041e\u041e\u041e \u0420\u043e\u043c\u0430\u0448\u043a\u0430",
        "\u0420\u043e\u043c\u0430\u0448\u043a\u0430 \u0432\u044b\u0440\u043e\u0441\u043b\u0430.",
        "\u041e\u041e\u041e \u0420\u043e\u043c\u0430\u0448\u043a\u0430",
    ),
    Case(
        "F",
        "o:Verto Corporation p:Ann Holt",
        "Verto Corp. hired Ann Holt.",
        None,
        "Ann Holt works_at Verto Corporation",
    ),
    Case("G", "p:Ann Holt o:Verto", "In the novel, Ann Holt founded Verto.", None, ""),
    Case("G", "p:Ann Holt o:Verto", "Perhaps Ann Holt founded Verto.", None, ""),
    Case("G", "o:Ludo o:Verto", "The plan that Ludo buys Verto failed.", None, ""),
    Case("G", "o:Ludo o:Verto", "Ludo's purchase of Verto was cancelled.", None, ""),
    # whom a verb speaks of
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Ann Holt, the daughter of Bo Rask, founded Verto.",
        None,
        "Ann Holt child_of Bo Rask; Verto founded_by Ann Holt",
    ),
    Case("H", "o:Ludo o:Tavo o:Verto", "Ludo, a rival of Tavo, was bought by Verto.", None, "Ludo owned_by Verto"),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask p:Cy Dunn p:Di Lund",
        "Ann Holt, a cousin of Bo Rask and Cy Dunn, married Di Lund.",
        None,
        "Ann Holt married_to Di Lund",
    ),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Ann Holt, together with Bo Rask, founded Verto.",
        None,
        "Verto founded_by Ann Holt; Verto founded_by Bo Rask",
    ),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "Verto was created by Ann Holt together with Bo Rask.",
        None,
        "Verto founded_by Ann Holt; Verto founded_by Bo Rask",
    ),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto",
        "The founders of Verto are Ann Holt and Bo Rask.",
        None,
        "Verto founded_by Ann Holt; Verto founded_by Bo Rask",
    ),
    Case("H", "p:Ann Holt p:Bo Rask", "Ann Holt was a student of Bo Rask.", None, ""),
    Case(
        "H",
        "p:Ann Holt o:Verto o:Ludo",
        "Ann Holt worked at Verto, then at Ludo.",
        None,
        "Ann Holt works_at Ludo; Ann Holt works_at Verto",
    ),
    Case("G", "p:Ann Holt o:Verto", "It is a lie that Ann Holt founded Verto.", None, ""),
    Case("H", "p:Ann Holt o:Verto", "The company that sued Verto was founded by Ann Holt.", None, ""),
    Case(
        "H",
        "p:Ann Holt p:Bo Rask o:Verto College",
        "Ann Holt studied at Verto College and married Bo Rask.",
        None,
        "Ann Holt educated_at Verto College; Ann Holt married_to Bo Rask",
    ),
    Case(
        "H",
        "p:Ann Holt o:Verto o:Ludo",
        "Ann Holt, a nurse, worked at Verto and later joined Ludo as a clerk.",
        None,
        "Ann Holt works_at Ludo; Ann Holt works_at Verto",
    ),
    # words that say when or how, between a name and its verb
    Case("P", "p:Ann Holt o:Verto", "Ann Holt now works at Verto.", None, "Ann Holt works_at Verto"),
    Case("P", "o:Ludo o:Verto", "Verto was quietly bought by Ludo.", None, "Verto owned_by Ludo"),
    Case("P", "o:Ludo o:Verto", "Verto got acquired by Ludo.", None, "Verto owned_by Ludo"),
    Case("P", "p:Ann Holt p:Bo Rask", "Ann Holt recently married Bo Rask.", None, "Ann Holt married_to Bo Rask"),
    Case("T", "persons:Ann Holt companies:Verto", "Ann Holt joined Verto.", None, "Ann Holt works_at Verto"),
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
