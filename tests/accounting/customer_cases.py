"""Hard cases of finding a customer, labelled by a bookkeeper: who it truly is, and what Brygga must do.

A buyer is "name | number | country", a customer "number name | organisation number | VAT number | country", with
"(inactive)" behind it where it is. `truth` is the customer's number, or "" where Fortnox has none. `expected` is "1042 by
organisation_number" for a sure match, "ask: why" or "new".
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Case:
    """One buyer, what Fortnox has, who it truly is, and what is expected."""

    group: str
    story: str
    buyer: str
    customers: tuple[str, ...]
    truth: str
    expected: str


def _cases(group: str, *rows: tuple[str, str, list[str], str, str]) -> tuple[Case, ...]:
    return tuple(Case(group, story, who, tuple(known), truth, expected) for story, who, known, truth, expected in rows)


BY_NUMBER = "1 by organisation_number"
BY_VAT = "1 by vat_number"
NORRSKEN = "Norrsken Energi AB"
FOUND = [f"1 {NORRSKEN} | 559214-3076"]
PLAIN = f"{NORRSKEN} | 559214-3076"
ELIN = "Elins Trädgård | 640823-3218"
BALTIC = "Baltic Freight OÜ | EE100931558 | Estonia"

CASES: tuple[Case, ...] = (
    *_cases(
        "How the number is written",
        ("Ten digits with a dash, both", PLAIN, FOUND, "1", BY_NUMBER),
        ("Ten digits without a dash", f"{NORRSKEN} | 5592143076", FOUND, "1", BY_NUMBER),
        ("Twelve digits", f"{NORRSKEN} | 165592143076", FOUND, "1", BY_NUMBER),
        ("Twelve digits with a dash", f"{NORRSKEN} | 16559214-3076", FOUND, "1", BY_NUMBER),
        ("A blank for the dash", f"{NORRSKEN} | 559214 3076", FOUND, "1", BY_NUMBER),
        ("A long dash", f"{NORRSKEN} | 559214–3076", FOUND, "1", BY_NUMBER),
        ("A VAT number", f"{NORRSKEN} | SE559214307601", FOUND, "1", BY_NUMBER),
        ("A VAT number with blanks", f"{NORRSKEN} | SE 5592 14-3076 01", FOUND, "1", BY_NUMBER),
        ("A VAT number in small letters", f"{NORRSKEN} | se559214307601", FOUND, "1", BY_NUMBER),
        ("A VAT number without its letters", f"{NORRSKEN} | 559214307601", FOUND, "1", BY_NUMBER),
        ("Letters before ten digits only", f"{NORRSKEN} | SE559214-3076", FOUND, "1", BY_NUMBER),
        ("The customer's without a dash", PLAIN, [f"1 {NORRSKEN} | 5592143076"], "1", BY_NUMBER),
        ("The customer's with twelve digits", PLAIN, [f"1 {NORRSKEN} | 165592143076"], "1", BY_NUMBER),
        ("A VAT number in the customer's field", PLAIN, [f"1 {NORRSKEN} | SE559214307601"], "1", BY_NUMBER),
        ("Only the customer's VAT number", PLAIN, [f"1 {NORRSKEN} | | SE559214307601"], "1", BY_VAT),
        ("The customer's VAT number with blanks", PLAIN, [f"1 {NORRSKEN} | | SE 559214 3076 01"], "1", BY_VAT),
        ("Both numbers, alike", PLAIN, [f"1 {NORRSKEN} | 559214-3076 | SE559214307601"], "1", BY_NUMBER),
        ("A VAT number that ends in 02", f"{NORRSKEN} | SE559214307602", FOUND, "1", BY_NUMBER),
        ("One digit mistyped: the check digit tells", f"{NORRSKEN} | 559214-3078", FOUND, "1", "ask: no_number"),
        ("A digit is missing", f"{NORRSKEN} | 559214-307", FOUND, "1", "ask: no_number"),
        ("A mistyped number that is another's", f"{NORRSKEN} | 559214-3092", FOUND, "1", "ask: same_name"),
        ("Words beside the number", f"{NORRSKEN} | org.nr 559214-3076", FOUND, "1", "ask: no_number"),
    ),
    *_cases(
        "Sole traders",
        ("Ten digits", ELIN, ["1 Elins Trädgård | 640823-3218"], "1", BY_NUMBER),
        ("With the century", "Elins Trädgård | 19640823-3218", ["1 Elins Trädgård | 640823-3218"], "1", BY_NUMBER),
        ("The customer's with the century", ELIN, ["1 Elins Trädgård | 196408233218"], "1", BY_NUMBER),
        ("A VAT number", "Elins Trädgård | SE640823321801", ["1 Elins Trädgård | 640823-3218"], "1", BY_NUMBER),
        ("Over a hundred years", "Bok & Papper | 120101+9989", ["1 Bok och Papper | 120101-9989"], "1", BY_NUMBER),
        ("The firm here, the person there", ELIN, ["1 Elin Svensson | 640823-3218"], "1", "ask: name_differs"),
        ("A namesake born another day", ELIN, ["1 Elins Trädgård | 710314-8248"], "", "ask: same_name"),
        ("Two firms of one person", ELIN, ["1 Elins Trädgård | 640823-3218", "2 Elins Kafé | 6408233218"], "1", "ask: twins"),
    ),
    *_cases(
        "Twins and inactive ones",
        ("Two active under one number", PLAIN, [*FOUND, f"2 {NORRSKEN} | 5592143076"], "1", "ask: twins"),
        ("Twins, one by its VAT number", PLAIN, [*FOUND, "2 Norrsken Sthlm | | SE559214307601"], "1", "ask: twins"),
        ("Three twins, one of them inactive", PLAIN, [*FOUND, "2 Norrsken | 5592143076", "3 N | 5592143076 (inactive)"], "1", "ask: twins"),
        ("One active beside an inactive twin", PLAIN, [*FOUND, "2 Norrsken | 5592143076 (inactive)"], "1", BY_NUMBER),
        ("Only an inactive one", PLAIN, [f"1 {NORRSKEN} | 559214-3076 (inactive)"], "1", "ask: inactive"),
        ("Inactive, and a new one without a number", PLAIN, [f"1 {NORRSKEN} | 559214-3076 (inactive)", f"2 {NORRSKEN}"], "2", "ask: inactive"),
        ("An inactive namesake without a number", PLAIN, [f"1 {NORRSKEN} (inactive)"], "1", "ask: same_name"),
        ("Two inactive twins", PLAIN, ["1 Norrsken | 5592143076 (inactive)", "2 N | 559214-3076 (inactive)"], "1", "ask: inactive"),
        ("An inactive abroad", BALTIC, ["1 Baltic Freight | | EE100931558 | EE (inactive)"], "1", "ask: inactive"),
    ),
    *_cases(
        "The name says otherwise, or only the name",
        ("The same name without a number", PLAIN, ["1 NORRSKEN ENERGI Aktiebolag"], "1", "ask: same_name"),
        ("The same name with another number", PLAIN, [f"1 {NORRSKEN} | 556677-1209"], "", "ask: same_name"),
        ("A typo in the name, no number", PLAIN, ["1 Norsken Energi AB"], "1", "ask: same_name"),
        ("A typo in the name, another number", PLAIN, ["1 Norsken Energi AB | 556677-1209"], "", "ask: same_name"),
        ("The number agrees, the name was shortened", PLAIN, ["1 Norrsken | 559214-3076"], "1", BY_NUMBER),
        ("The number agrees, another spelling", PLAIN, ["1 Norrsken Enerji | 559214-3076"], "1", BY_NUMBER),
        ("The number agrees, words turned", PLAIN, ["1 Energi Norrsken AB | 559214-3076"], "1", BY_NUMBER),
        ("The number agrees, nothing in the name does", PLAIN, ["1 Solvik Fastigheter AB | 559214-3076"], "", "ask: name_differs"),
        ("The company was renamed", PLAIN, ["1 Vattenfallet i Kiruna AB | 559214-3076"], "1", "ask: name_differs"),
        ("And for &", "Granit och Ljung | 556450-9825", ["1 Granit & Ljung AB | 556450-9825"], "1", BY_NUMBER),
        ("Accents left out", "Björkö kommun | 212000-2411", ["1 Bjorko Kommun | 2120002411"], "1", BY_NUMBER),
        ("Initials", "SEB | 556677-1209", ["1 Skandinaviska Enskilda Banken AB | 556677-1209"], "1", BY_NUMBER),
        ("No number here, the same name", NORRSKEN, FOUND, "1", "ask: no_number"),
        ("No number on either side", NORRSKEN, [f"1 {NORRSKEN}"], "1", "ask: no_number"),
        ("No number, and nobody like it", NORRSKEN, ["1 Solvik Fastigheter AB"], "", "ask: no_number"),
        ("A foundation that both know by name only", "Norrskensfonden", ["1 Norrskensfonden | 802411-0093"], "1", "ask: no_number"),
        ("Nobody at all", PLAIN, [], "", "new"),
        ("Somebody else", PLAIN, ["1 Solvik Fastigheter AB | 559120-7757"], "", "new"),
        ("Numbered houses", "Kvarteret 1 AB | 559214-3076", ["1 Kvarteret 2 AB | 559214-3092"], "", "new"),
        ("Numbered houses without a number there", "Kvarteret 1 AB | 559214-3076", ["1 Kvarteret 2 AB"], "", "ask: same_name"),
    ),
    *_cases(
        "Groups and branches",
        ("A sister with a longer name", PLAIN, ["1 Norrsken Energi Nät AB | 559214-3092"], "", "new"),
        ("A sister without a number", PLAIN, ["1 Norrsken Energi Nät AB"], "", "ask: same_name"),
        ("The mother for the daughter", "Volvo Car AB | 556101-2005", ["1 Volvo AB | 556101-2013"], "", "new"),
        ("The daughter for the mother", "AB Volvo | 556101-2013", ["1 Volvo Car AB | 556101-2005"], "", "new"),
        ("Mother and daughter, both there", "Volvo Car AB | 556101-2005", ["2 AB Volvo | 556101-2013", "1 Volvo Cars | 556101-2005"], "1", BY_NUMBER),
        ("A number that merely contains it", PLAIN, [f"1 {NORRSKEN} | 7559214-3076"], "1", "ask: same_name"),
        ("A branch with a number of its own", "Baltic Freight OÜ filial | 516400-1231", ["1 Baltic Freight OÜ | | EE100931558 | EE"], "", "new"),
        ("A branch here, its mother's VAT number there", "Baltic Freight filial | 516400-1231 | Sweden", ["1 Baltic Freight filial | 516400-1231 | EE100931558"], "1", "ask: numbers_differ"),
        ("The VAT number of a whole group", "Volvo Truck AB | SE663000123501", ["1 Volvo Car AB | 556101-2005 | SE663000123501"], "", "ask: numbers_differ"),
        ("A group's VAT number, no other", "Volvo Truck AB | SE663000123501", ["1 Solvik AB | | SE663000123501"], "", "ask: name_differs"),
        ("A member of a VAT group by its own number", "Volvo Car AB | 556101-2005", ["1 Volvo Car AB | 556101-2005 | SE663000123501"], "1", "ask: numbers_differ"),
        ("A limited and a trading partnership", "Ljung HB | 969712-5533", ["1 Ljung AB | 556450-9825"], "", "ask: same_name"),
        ("Two local clubs of one name", "Friluftsfrämjandet | 802411-0093", ["1 Friluftsfrämjandet | 716420-7719"], "", "ask: same_name"),
        ("A housing co-operative with a number in its name", "Brf Eken 4 | 769600-1234", ["1 Brf Eken 14 | 716420-7719"], "", "new"),
    ),
    *_cases(
        "Numbers that contradict each other",
        ("Two numbers of the buyer", f"{NORRSKEN} | 559214-3076 + 556677-1209", FOUND, "1", "ask: numbers_differ"),
        ("A Swedish and a foreign one of the buyer", f"{NORRSKEN} | 559214-3076 + EE100931558", FOUND, "1", "ask: numbers_differ"),
        ("The same number twice, written otherwise", f"{NORRSKEN} | 559214-3076 + SE559214307601", FOUND, "1", BY_NUMBER),
        ("Two numbers of the customer", PLAIN, [f"1 {NORRSKEN} | 559214-3076 | SE556677120901"], "1", "ask: numbers_differ"),
        ("The customer's VAT number is foreign", PLAIN, [f"1 {NORRSKEN} | 559214-3076 | EE100931558"], "1", "ask: numbers_differ"),
        ("The buyer's is the customer's second", PLAIN, [f"1 {NORRSKEN} | 556677-1209 | SE559214307601"], "", "ask: numbers_differ"),
    ),
    *_cases(
        "Abroad",
        ("An EU VAT number", BALTIC, ["1 Baltic Freight OÜ | | EE100931558 | EE"], "1", BY_VAT),
        ("With blanks and dots", "Baltic Freight OÜ | EE 100.931.558 | Estonia", ["1 Baltic Freight | | ee100931558 | EE"], "1", BY_VAT),
        ("Without its letters, the country tells", "Baltic Freight OÜ | 100931558 | Estonia", ["1 Baltic Freight | | EE100931558 | EE"], "1", BY_VAT),
        ("The customer's without its letters", BALTIC, ["1 Baltic Freight | | 100931558 | EE"], "1", BY_VAT),
        ("In the field for organisation numbers", BALTIC, ["1 Baltic Freight | EE100931558 | | EE"], "1", BY_NUMBER),
        ("Danish: one number for both", "Sundby Møbler ApS | DK13585628 | Denmark", ["1 Sundby Mobler | 13585628 | | DK"], "1", BY_NUMBER),
        ("Finnish: with its dash", "Oulun Valo Oy | FI20774740 | Finland", ["1 Oulun Valo Oyj | 2077474-0 | FI20774740 | FI"], "1", BY_NUMBER),
        ("Norwegian: with and without MVA", "Fjordhotell AS | NO923609016MVA | Norway", ["1 Fjordhotell A/S | 923 609 016 | | NO"], "1", BY_NUMBER),
        ("Dutch: the letter is inside", "Brug BV | NL004495445B01 | The Netherlands", ["1 Brug B.V. | | NL 0044.95.445.B01 | NL"], "1", BY_VAT),
        ("Greek: EL or GR", "Aegean SA | GR094259216 | Greece", ["1 Aegean S.A. | | EL094259216 | GR"], "1", BY_VAT),
        ("Austrian", "Alm AG | ATU13585627 | Austria", ["1 Alm AG | | ATU 13585627 | AT"], "1", BY_VAT),
        ("A German number of a register beside it", "Hanse GmbH | DE811569869 | Germany", ["1 Hanse GmbH | HRB 4711 | DE811569869 | DE"], "1", BY_VAT),
        ("The form of another country", BALTIC, ["1 Baltic Freight AS | | NO923609016MVA | NO"], "", "ask: same_name"),
        ("The same name, the same country, no number", BALTIC, ["1 Baltic Freight OU | | | EE"], "1", "ask: same_name"),
        ("The same name, another VAT number", BALTIC, ["1 Baltic Freight OÜ | | EE100366327 | EE"], "", "ask: same_name"),
        ("A Polish number that could be a Swedish one", "Most | 5260250328 | Poland", ["1 Bron AB | 526025-0328"], "", "new"),
        ("The same, with a name alike", "Most | 5260250328 | Poland", ["1 Most AB | 526025-0328"], "", "ask: same_name"),
        ("A Polish number, there in both fields", "Most | 5260250328 | Poland", ["1 Most sp. z o.o. | 5260250328 | PL5260250328 | PL"], "1", BY_VAT),
        ("An American without any number", "Harbor & Pine Inc. | | USA", ["1 Harbor and Pine Incorporated | | | US"], "1", "ask: no_number"),
        ("A consumer", "Joan Peel | | USA", ["1 Joan Peel | | | US"], "1", "ask: no_number"),
        ("Twins abroad", BALTIC, ["1 Baltic Freight | | EE100931558 | EE", "2 Baltic | | EE 100931558 | EE"], "1", "ask: twins"),
        ("Nobody there yet", BALTIC, [], "", "new"),
    ),
)  # fmt: skip
