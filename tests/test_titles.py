"""Job titles as people write them: each finds the organizations that a reader would say, and no other.

They were written before the grammar of titles was; no rule names a word of them.
"""

import psycopg
import pytest

from pattern_graph import Graph, new_graph, organization, role

pytest_plugins = ["pattern_graph"]

# title, known organizations (Title=Alias), the employers among them
TITLES = [
    (
        "Professor at Riverside College and Marlow University",
        "Riverside College; Marlow University",
        "Riverside College; Marlow University",
    ),
    (
        "Graduate of Kenton College and Ashby Law School",
        "Kenton College; Ashby Law School",
        "Kenton College; Ashby Law School",
    ),
    ("Partner at Dunmore and adviser to Vantor", "Dunmore; Vantor", "Dunmore; Vantor"),
    ("Board member of Heron Bank and of Pike Insurance", "Heron Bank; Pike Insurance", "Heron Bank; Pike Insurance"),
    ("Chair of Heron Bank; Trustee of the Lyle Museum", "Heron Bank; Lyle Museum", "Heron Bank; Lyle Museum"),
    (
        "Analyst at Moody & Sons, Talbot Group, and Vantor",
        "Moody & Sons; Talbot Group; Vantor",
        "Moody & Sons; Talbot Group; Vantor",
    ),
    (
        "Joint fellow of the Carrow Institute and the Ellery Foundation",
        "Carrow Institute; Ellery Foundation",
        "Carrow Institute; Ellery Foundation",
    ),
    ("Scientist with Novalis / Brightwater", "Novalis; Brightwater", "Novalis; Brightwater"),
    ("Board Member, Dunmore; Adviser, Vantor", "Dunmore; Vantor", "Dunmore; Vantor"),
    (
        "CEO of Dunmore, Director at Vantor, and Trustee of the Lyle Museum",
        "Dunmore; Vantor; Lyle Museum",
        "Dunmore; Vantor; Lyle Museum",
    ),
    ("Chair, Dunmore, and trustee, Vantor", "Dunmore; Vantor", "Dunmore; Vantor"),
    ("Special Assistant to Secretary Ruth Alden", "Department of Labor; Ruth Alden Foundation", ""),
    ("Counsel to FTC Chairman Paul Moran", "FTC; SEC", ""),
    ("Chief of Staff to Vantor CEO Lisa Crane", "Vantor; Dunmore", ""),
    ("Law clerk to Judge Peter Wynn", "Wynn; Supreme Court", ""),
    ("Aide to Senator Clara Vine", "Senate; Vine", ""),
    ("Adviser to Governor Tom Ellis of Ohio", "Ellis; Ohio State University", ""),
    ("Chief of Staff to the CEO of Vantor", "Vantor; Dunmore", "Vantor"),
    ("Executive Assistant to the Director of the Carrow Institute", "Carrow Institute; Vantor", "Carrow Institute"),
    ("Deputy to Heron Bank President Ida Lowe", "Heron Bank; Vantor", ""),
    ("Speechwriter for Defense Minister Olaf Brandt", "Defense Ministry; Brandt", ""),
    ("CEO (Vantor)", "Vantor; Dunmore", "Vantor"),
    ("Partner, Strategy (Talbot Group)", "Talbot Group; Strategy Partners", "Talbot Group"),
    ("Software Engineer - Brightwater", "Brightwater; Dunmore", "Brightwater"),
    ("Brightwater - Staff Engineer", "Brightwater; Dunmore", "Brightwater"),
    ("Director, Research & Development, Novalis", "Novalis; Development Bank", "Novalis"),
    ("VP, Sales, EMEA (Novalis GmbH)", "Novalis GmbH; EMEA Partners", "Novalis GmbH"),
    ("Engineer @ Brightwater", "Brightwater; Dunmore", "Brightwater"),
    ("CTO & co-founder, Vantor (acquired by Dunmore)", "Vantor; Dunmore", "Vantor"),
    ("Consultant (part-time), Talbot Group", "Talbot Group; Part", "Talbot Group"),
    ("Research Fellow — Ellery Foundation", "Ellery Foundation; Fellow", "Ellery Foundation"),
    ("Combat Medic", "Medic; Combat", ""),
    ("Habitat Restoration Lead", "Restoration Lead Inc.; Habitat", ""),
    ("Target Acquisition Officer", "Target; Acquisition", ""),
    ("Apple Orchard Manager", "Apple; Orchard", ""),
    ("Visa Coordinator", "Visa; Vantor", ""),
    ("Visa Analyst at Vantor", "Visa; Vantor", "Vantor"),
    ("Oracle Database Administrator", "Oracle", ""),
    ("Oracle Developer at Heron Bank", "Oracle; Heron Bank", "Heron Bank"),
    ("Shell Script Engineer", "Shell", ""),
    ("Intelligence Officer", "Intel; Intelligence", ""),
    ("Vice President", "Vice; President", ""),
    ("Gap Analysis Lead", "Gap; Lead", ""),
    ("Delta Team Leader", "Delta; Team", ""),
    ("Square Dance Instructor", "Square", ""),
    ("General Counsel", "General; Counsel", ""),
    ("Partner", "Partner; Vantor", ""),
    ("Vantor Vice President", "Vantor; Vice", "Vantor"),
    ("former NASA astronaut", "NASA", "NASA"),
    ("Dunmore's General Counsel", "Dunmore; General", "Dunmore"),
    ("Heron Bank Chief Risk Officer", "Heron Bank; Risk", "Heron Bank"),
    ("ex-Vantor engineer", "Vantor; Dunmore", "Vantor"),
    ("retired FBI special agent", "FBI", "FBI"),
    ("Engineer at University of Oslo", "University of Oslo; University; Oslo", "University of Oslo"),
    (
        "Lecturer at the University of Applied Sciences Bremen",
        "University; University of Applied Sciences Bremen",
        "University of Applied Sciences Bremen",
    ),
    (
        "Professor of Law at the University of Marlow School of Law",
        "University of Marlow; University of Marlow School of Law",
        "University of Marlow School of Law",
    ),
    (
        "Director of Housing, Planning and Transport at Marlow City Council",
        "Marlow City Council; Planning; Transport",
        "Marlow City Council",
    ),
    (
        "Deputy Secretary for Food, Nutrition and Consumer Services, Department of Agriculture",
        "Department of Agriculture; Consumer Services",
        "Department of Agriculture",
    ),
    (
        "Secretary of Health, Education and Welfare",
        "Department of Health, Education and Welfare=Health, Education and Welfare",
        "Department of Health, Education and Welfare",
    ),
    (
        "Head of the Department of Physics, Ellery University",
        "Ellery University; Department of Physics",
        "Department of Physics",
    ),
    (
        "Member of the Board of Governors of the Federal Reserve System",
        "Federal Reserve System; Board",
        "Federal Reserve System",
    ),
    ("Chief of the Emergency Unit of St. Brendan Hospital", "St. Brendan Hospital; Emergency Unit", "Emergency Unit"),
    (
        "Director of the Bureau of Fisheries at the Ministry of Agriculture",
        "Bureau of Fisheries; Ministry of Agriculture",
        "Bureau of Fisheries",
    ),
    ("Managing Director of Talbot Group's Energy Practice", "Talbot Group; Energy", "Talbot Group"),
    (
        "Chairman of the SEC",
        "Securities and Exchange Commission=SEC; SEC Football",
        "Securities and Exchange Commission",
    ),
    (
        "U.S. Representative to the OECD",
        "Organisation for Economic Co-operation and Development=OECD",
        "Organisation for Economic Co-operation and Development",
    ),
    ("Ambassador to the UN", "United Nations=UN", "United Nations"),
    ("Inspector General of the EPA", "Environmental Protection Agency=EPA; General", "Environmental Protection Agency"),
    ("Commissioner of the Harbor Board", "Harbor Board; Harbor", "Harbor Board"),
    (
        "Member of the Executive Committee of the IMF",
        "International Monetary Fund=IMF; Executive",
        "International Monetary Fund",
    ),
    ("Ingénieur chez Brightwater", "Brightwater; Dunmore", "Brightwater"),
    ("Directeur général de Novalis", "Novalis; Dunmore", "Novalis"),
    ("Geschäftsführer der Novalis GmbH", "Novalis GmbH; Dunmore", "Novalis GmbH"),
    ("Professorin an der Universität Lindau", "Universität Lindau; Lindau", "Universität Lindau"),
    ("Ingeniero en Brightwater", "Brightwater; Dunmore", "Brightwater"),
    ("Profesor de la Universidad de Soria", "Universidad de Soria; Soria", "Universidad de Soria"),
    ("Softwareentwickler bei Brightwater", "Brightwater", "Brightwater"),
    ("Presidente della Banca Verdi", "Banca Verdi; Verdi", "Banca Verdi"),
    ("Ingenieur bij Brightwater", "Brightwater", "Brightwater"),
    ("Engenheira na Brightwater", "Brightwater", "Brightwater"),
    ("Founded Vantor", "Vantor; Dunmore", "Vantor"),
    ("worked at Vantor for six years", "Vantor", "Vantor"),
    ("Analyst at Unheard Corp covering Vantor", "Vantor; Dunmore", ""),
    ("Lawyer for plaintiffs against Heron Bank", "Heron Bank", ""),
    ("Reporter covering Vantor for the Lyle Times", "Vantor; Lyle Times", "Lyle Times"),
    ("Marketing lead for Dunmore in Asia", "Dunmore; Asia", "Dunmore"),
    ("Officer in the U.S. Navy", "U.S. Navy; Navy League", "U.S. Navy"),
    (
        "Software Developer at Quillon and Lecturer at Marlow University",
        "Quillon; Marlow University",
        "Quillon; Marlow University",
    ),
    (
        "Deputy Mayor of Lisbridge, member of the Lisbridge Port Authority",
        "Lisbridge Port Authority",
        "Lisbridge Port Authority",
    ),
    ("Chair, Audit Committee, Quillon plc", "Quillon plc; Audit", "Quillon plc"),
    ("Adviser to Prime Minister Nora Keel", "Keel; Prime", ""),
    ("Press Secretary to Governor Amos Dole", "Dole; Governor", ""),
    ("Counselor to former EPA Administrator Jane Roe", "EPA", ""),
    ("Senior Director for Europe, Quillon", "Quillon; Europe", "Quillon"),
    ("Product Manager, Payments @ Quillon", "Quillon; Payments Ltd", "Quillon"),
    ("Quillon — Head of Research", "Quillon; Research", "Quillon"),
    ("Founder & CEO of Quillon", "Quillon; Founder", "Quillon"),
    ("co-owner of Quillon, Bremont and Tarsk", "Quillon; Bremont; Tarsk", "Quillon; Bremont; Tarsk"),
    (
        "Visiting Scholar at the Institute for Advanced Study in Princeton",
        "Institute for Advanced Study; Princeton University=Princeton",
        "Institute for Advanced Study",
    ),
    ("M.D. from the University of Marlow", "University of Marlow; Marlow", "University of Marlow"),
    ("B.A. in Economics from Ashby College", "Ashby College; Economics", "Ashby College"),
    ("Ph.D. student in Physics, University of Marlow", "University of Marlow; Physics", "University of Marlow"),
    (
        "Judge of the United States District Court for the Eastern District",
        "United States District Court for the Eastern District; Eastern",
        "United States District Court for the Eastern District",
    ),
    ("Member, Board of Trustees, Ashby College", "Ashby College; Board", "Ashby College"),
    ("Retired Colonel, U.S. Marine Corps", "U.S. Marine Corps; Marine", "U.S. Marine Corps"),
    ("Night Nurse (St. Brendan Hospital)", "St. Brendan Hospital", "St. Brendan Hospital"),
    ("Bus Driver", "Driver; Bus", ""),
    ("Delta Force Operator", "Delta; Force", ""),
    ("Lead Guitarist for The Quails", "The Quails; Lead", "The Quails"),
    ("Leiter der Forschung bei Brandt AG", "Brandt AG; Forschung", "Brandt AG"),
    ("Chef de projet chez Dupin", "Dupin; Projet", "Dupin"),
    ("Directora de Marketing en Soria S.A.", "Soria S.A.; Marketing", "Soria S.A."),
    ("Responsabile vendite presso Verdi", "Verdi", "Verdi"),
    (
        "Assistant Professor in the Department of Biology at Marlow University",
        "Department of Biology; Marlow University",
        "Department of Biology",
    ),
    ("Editor of The Lyle Review", "The Lyle Review; Lyle", "The Lyle Review"),
    ("Goalkeeper for Lisbridge United", "Lisbridge United; Lisbridge", "Lisbridge United"),
    ("Head of Data | Brightwater", "Brightwater; Data Inc", "Brightwater"),
]


def split(written: str) -> list[str]:
    """Return what stands between semicolons."""
    return [part for part in written.split("; ") if part]


@pytest.mark.parametrize(("title", "known", "employers"), TITLES, ids=[title for title, _, _ in TITLES])
def test_a_title_names_its_employers(db: psycopg.Connection, title: str, known: str, employers: str) -> None:
    """In a graph of one title, before any night."""
    graph: Graph = new_graph(db)
    graph.insert(*(organization(*name.split("=")) for name in split(known)))
    graph.insert(role(title))
    assert {to for _, kind, to in graph.edges() if kind == "role_at"} == set(split(employers))
