"""The drafts of the small world that tests know by their ids."""

from __future__ import annotations

from sandbox.worlds.bills import PIECE, Bill, line

LONG_TEXT = (
    "Arbete under perioden enligt tidrapport: analys av nuvarande resekedja, intervjuer med åtta pendlare och fyra"
    " besättningsmän, kartläggning av kontaktpunkter, två arbetsmöten på plats i Stavsnäs, sammanställning av"
    " resultat, förslag till ny skyltning i terminalen samt genomgång med ledningsgruppen. Restid ingår inte."
)

STOCKHOLM_DRAFTS = (
    Bill(
        identity="9001", company="7001", days_ago=2, subject="Customer portal, October", order="PO-88213",
        lines=(
            line("Strategy workshop", "16", "1,450.00", "Strategy"),
            line("Interface design, October", "42.5", "1,250.00", "Design"),
            line("Development, October", "61", "1,200.00", "Development"),
            line("Printed workshop material", "1", "11,400.00", "Workshop material", rate="6", unit=PIECE),
        ),
    ),
    Bill(  # A1: tax by line is 75.00, by rate 74.99.
        identity="9002", company="7002", days_ago=1, subject="Bildköp till årsredovisningen",
        lines=(
            line("Bildlicens, omslag", "1", "99.99", "Design", unit=PIECE),
            line("Bildlicens, uppslag 4", "1", "99.99", "Design", unit=PIECE),
            line("Bildlicens, uppslag 12", "1", "99.99", "Design", unit=PIECE),
        ),
    ),
    Bill(  # A2: four rates of tax on one invoice.
        identity="9003", company="7002", days_ago=1, subject="Hamndagen 2026", order="HV-2026-311",
        lines=(
            line("Projektledning, Hamndagen", "12.5", "1,150.00", "Project management"),
            line("Förtäring, möte med hamnarbetarna", "1", "1,847.30", "Workshop material", rate="12", unit=PIECE),
            line("Programblad, tryckt", "40", "129.50", "Workshop material", rate="6", unit=PIECE),
            line("Utlägg: tillståndsavgift, Polismyndigheten", "1", "250.00", "Outlay", rate="0", unit=PIECE),
        ),
    ),
    Bill(  # A company that nobody's Fortnox knows.
        identity="9004", company="7004", days_ago=4, subject="Ny logotyp",
        lines=(line("Formgivning, logotyp och färger", "8", "1,250.00", "Design"),),
    ),
    Bill(
        identity="9005", company="7003", days_ago=3, subject="Tidtabell, rättningar",
        lines=(line("Rättning av tidtabellen på webben", "1.125", "1,350.00", "Development", discount="10.0"),),
    ),
    Bill(
        identity="9006", company="7010", days_ago=5, currency="EUR", subject="Freight tracker, discovery",
        note="Reverse charge: VAT to be accounted for by the recipient.",
        lines=(
            line("Discovery interviews and report", "24", "120.00", "Strategy", rate="reverse"),
            line("Clickable prototype", "30.25", "115.00", "Design", rate="reverse"),
        ),
    ),
    Bill(
        identity="9007", company="7007", days_ago=6, subject="Webbshop, januari",
        lines=(
            line("Utveckling av beställningsflöde", "11", "1,200.00", "Development"),
            line("Texter till sortimentet", "1.5", "450.00", "Copywriting"),
        ),
    ),
    Bill(
        identity="9008", company="7008", days_ago=8, subject="Etiketter, vinterserien",
        lines=(
            line("Formgivning av fyra etiketter", "20", "1,250.00", "Design"),
            line("Korrektur och tryckoriginal", "4", "1,050.00", "Project management"),
        ),
    ),
    Bill(
        identity="9009", company="7009", days_ago=7, subject="Årsberättelse", delivered=False,
        lines=(line("Redigering av årsberättelsen", "14", "980.00", "Copywriting"),),
    ),
    Bill(
        identity="9010", company="7011", days_ago=9, currency="NOK", subject="Booking site, autumn",
        lines=(
            line("Interface design, booking flow", "28", "1,300.00", "Design", rate="reverse"),
            line("Development, booking flow", "21", "1,250.00", "Development", rate="reverse"),
        ),
    ),
    Bill(
        identity="9011", company="7008", days_ago=2, credits="8004", subject="Kreditering, del av etiketter",
        lines=(line("Formgivning, två timmar för mycket", "-2", "1,250.00", "Design"),),
    ),
    Bill(identity="9012", company="7006", days_ago=0, subject="", delivered=False, lines=()),
    Bill(  # Texts that Fortnox would refuse, cut or misread.
        identity="9013", company="7003", days_ago=3, subject="Resekedjan … fas 2 | förstudie",
        note='Referens: Åsa "Ö" Lindström\nMärk betalningen med ordernumret.', order="SL|2026…07",
        lines=(
            line("Fas 2 – enligt offert nr 14", "0", "0.00", "Strategy"),
            line(LONG_TEXT, "18", "1,450.00", "Strategy"),
            line("Resor t/r Stavsnäs | buss & båt … 3 dagar", "3", "412.00", "Outlay", rate="6", unit=PIECE),
            line("Textförslag ”hållplats” <version 2>\tslutlig 😀", "2.5", "1,100.00", "Copywriting"),
        ),
    ),
    Bill(
        identity="9014", company="7005", days_ago=4, subject="Planritningar",
        lines=(
            line("Visualisering av lobby", "9", "1,250.00", "Design"),
            line("Utlägg: bygglovsavgift", "1", "3,480.00", "Outlay", rate="0", unit=PIECE),
        ),
    ),
    Bill(
        identity="9015", company="7006", days_ago=6, subject="Medborgardialog", discount="5.0", order="BK 2026:118",
        lines=(
            line("Arbetsmöten med invånare", "12", "1,450.00", "Strategy"),
            line("Sammanställning", "7.75", "1,150.00", "Project management"),
        ),
    ),
    Bill(
        identity="9016", company="7001", days_ago=10, subject="Support, September",
        lines=(
            line("Support and small fixes, September", "9.3333", "1,200.00", "Development"),
            line("Icons, adjusted", "0.375", "1,250.00", "Design"),
            line("Deduction according to the agreement", "-1", "1,500.00", "Development", unit=PIECE),
        ),
    ),
    Bill(
        identity="9017", company="7012", days_ago=11, currency="USD", subject="Brand guidelines",
        lines=(line("Brand guidelines, first edition", "36", "135.00", "Design", rate="0"),),
    ),
)  # fmt: skip

GOTEBORG_DRAFTS = (
    Bill(
        identity="9101", company="7005", days_ago=3, subject="Hyresgästportal",
        lines=(
            line("Formgivning av hyresgästportal", "10", "1,250.00", "Design"),
            line("Utveckling av felanmälan", "5.5", "1,200.00", "Development"),
        ),
    ),
    Bill(
        identity="9102", company="7002", days_ago=1, subject="Skyltprogram", delivered=False,
        lines=(line("Workshop om skyltning", "6", "1,450.00", "Strategy"),),
    ),
)  # fmt: skip

OTHER_DRAFTS = (
    Bill(
        identity="9901", company="7901", days_ago=3, subject="Kampanj vår",
        lines=(line("Kampanjplan", "12", "1,100.00", "Strategy"),),
    ),
)  # fmt: skip
