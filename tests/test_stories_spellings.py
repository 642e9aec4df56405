"""Stories of one name in several spellings: accents, possessives, symbols, numbers, articles."""
# ruff: noqa: RUF001 - names of other scripts

import psycopg
import pytest

from stories import Story, check_story

pytest_plugins = ["pattern_graph"]

STORIES = [
    Story(
        "accents",
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
        "accents apart",
        "p:Ana Peña; p:Ana Pena",
        [("Ana Pena came.", "Ana Pena"), ("Ana Peña came.", "Ana Peña")],
        None,
    ),
    Story(
        "articles",
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
        "possessive",
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
        "symbols",
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
        "accents one word",
        "o:Nestlé; o:Citroën; p:Beyoncé",
        [
            ("A bar by Nestle.", "Nestlé"),
            ("Her CITROEN broke.", "Citroën"),
            ("We saw Beyonce and Nestlé.", "Beyoncé; Nestlé"),
        ],
        None,
    ),
    Story(
        "title without accents",
        "p:Jose Alvarez; o:Cafe Luna",
        [("José Álvarez ate at Café Luna.", "Jose Alvarez; Cafe Luna")],
        None,
    ),
    Story(
        "umlauts",
        "p:Jürgen Möller; o:Bäckerei Groß",
        [
            ("Juergen Moeller rang.", "Jürgen Möller"),
            ("Die Baeckerei Gross ist zu.", "Bäckerei Groß"),
            ("JÜRGEN MÖLLER bei Bäckerei Gross", "Jürgen Möller; Bäckerei Groß"),
        ],
        None,
    ),
    Story(
        "numbers",
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
        "roman",
        "p:Henry IV; p:Henry V; t:World War I; t:World War II",
        [
            ("Henry V came after Henry IV.", "Henry IV; Henry V"),
            ("World War II ended.", "World War II"),
            ("I saw World War I films.", "World War I"),
        ],
        None,
    ),
    Story(
        "article ends",
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
        "plus sharp",
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
        "possessive title",
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
        "letters",
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
        "shorter learned first",
        "o:Loyola University; p:Ann Lee",
        [("1 Ann Lee works at Loyola University Chicago.", None), "+ o:Loyola University Chicago", "night"],
        "Ann Lee works_at Loyola University Chicago",
    ),
    Story(
        "shorter role first",
        "o:Loyola University; r:Professor at Loyola University Chicago",
        ["+ o:Loyola University Chicago", "night"],
        "Professor at Loyola University Chicago role_at Loyola University Chicago",
    ),
    Story(
        "longer names",
        "o:Bank of Italy; o:Bank of Italy Museum; p:Ann Lee",
        [("Ann Lee works at Bank of Italy Museum.", "Ann Lee; Bank of Italy Museum")],
        "Ann Lee works_at Bank of Italy Museum",
    ),
    Story("currencies", "o:A$AP; o:Ke$ha; o:P!nk; t:C*", [("We saw Ke$ha and P!nk.", "Ke$ha; P!nk")], None),
    Story(
        "digits dots",
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
        "ampersand",
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
        "article inside",
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
        "the names",
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
        "plus names",
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
        "versions",
        "pr:Python; pr:Python 3; pr:Windows 1; pr:Windows 10",
        [("Windows 10 is out.", "Windows 10"), ("Python 3.11 is out.", None), ("Windows 11 is out.", "")],
        None,
    ),
    Story(
        "apostrophes",
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
        "plural possessive",
        "o:Simmons; p:Lars Jones=Jones; o:Acme",
        [("Simmons' beds", "Simmons"), ("Jones's car", "Lars Jones"), ("the Acme's", "Acme"), ("Joneses", "")],
        None,
    ),
    Story(
        "drop article end",
        "t:Grade A; t:Grade B; p:The Rock",
        [("Grade B eggs", "Grade B"), ("a grade", ""), ("The Rock acts.", "The Rock"), ("on the rock", "")],
        None,
    ),
    Story("hash", "t:A#; t:J; t:J#; o:B+; o:B", [("J# is old.", "J#"), ("J is older.", "J"), ("B+ grew.", "B+")], None),
    Story(
        "s names",
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
        "a letter tells it",
        "t:Vitamin D; t:Plan B; t:Type A",
        [("My vitamin D is low.", "Vitamin D"), ("There is no plan B.", "Plan B"), ("a plan b, a type a", "")],
        None,
    ),
    Story(
        "whose kin",
        "o:Levi's; p:Levi Marsh=Levi; p:Tova Klein; o:Wendy's; p:Ann Lee",
        [
            ("Levi's sister is Tova Klein.", "Levi Marsh; Tova Klein"),
            ("Levi's jeans are blue.", "Levi's"),
            ("Levi bought them at Levi's.", "Levi Marsh; Levi's"),
            ("Wendy's mother came.", "Wendy's"),
        ],
        "Levi Marsh sibling_of Tova Klein",
    ),
]


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.kind)
def test_a_story_is_understood_as_a_reader_understands_it(db: psycopg.Connection, story: Story) -> None:
    """The mentions of each event, the edges with their periods, and how often each was said."""
    check_story(db, story)
