"""The invoices of the small world that were finalized before today, in every state an invoice can be in."""

from __future__ import annotations

from sandbox.worlds.bills import PIECE, Bill, line

# Numbers 10463 and later were copied to Fortnox by Productive's own connector, under the same number.
STOCKHOLM_EARLIER = (
    Bill(
        identity="8001", number="10463", company="7001", days_ago=88, sent=True, paid="all", exported=True,
        subject="Customer portal, July", order="PO-88102",
        lines=(
            line("Interface design, July", "24", "1,250.00", "Design"),
            line("Development, July", "32.5", "1,200.00", "Development"),
        ),
    ),
    Bill(
        identity="8002", number="10464", company="7002", days_ago=84, sent=True, paid="all", exported=True,
        subject="Årsredovisning, form", lines=(line("Grafisk form, årsredovisning", "38", "1,250.00", "Design"),),
    ),
    Bill(
        identity="8003", number="10465", company="7003", days_ago=80, sent=True, paid="all", exported=True,
        subject="Biljettapp", lines=(line("Utveckling av biljettapp", "44", "1,200.00", "Development"),),
    ),
    Bill(
        identity="8004", number="10466", company="7008", days_ago=75, sent=True, exported=True,
        subject="Etiketter, sommarserien", lines=(line("Formgivning av etiketter", "25", "1,250.00", "Design"),),
    ),
    Bill(
        identity="8005", number="10467", company="7006", days_ago=72, sent=True, paid="all", exported=True,
        subject="Kommunens profil", order="BK 2026:081",
        lines=(
            line("Arbetsmöten, profil", "16", "1,450.00", "Strategy"),
            line("Tryckt material till arbetsmöten", "60", "48.00", "Workshop material", rate="6", unit=PIECE),
        ),
    ),
    Bill(
        identity="8006", number="10468", company="7010", days_ago=70, currency="EUR", sent=True, paid="all",
        exported=True, subject="Freight tracker, pre-study",
        lines=(line("Pre-study", "40", "120.00", "Strategy", rate="reverse"),),
    ),
    Bill(
        identity="8007", number="10469", company="7005", days_ago=66, sent=True, paid="20000.00", exported=True,
        subject="Profilprogram, del 1", lines=(line("Formgivning, profilprogram", "30", "1,250.00", "Design"),),
    ),
    Bill(
        identity="8008", number="10470", company="7007", days_ago=61, sent=True, exported=True,
        subject="Webbshop, förstudie", lines=(line("Förstudie", "10", "1,450.00", "Strategy"),),
    ),
    Bill(
        identity="8009", number="10471", company="7001", days_ago=58, sent=True, paid="all", exported=True,
        subject="Customer portal, August",
        lines=(
            line("Interface design, August", "18.5", "1,250.00", "Design"),
            line("Development, August", "40", "1,200.00", "Development", discount="5.0"),
        ),
    ),
    Bill(
        identity="8010", number="10472", company="7002", days_ago=55, sent=True, exported=True,
        subject="Hamndagen, idé", lines=(line("Idé och manus", "22", "1,100.00", "Copywriting"),),
    ),
    Bill(
        identity="8011", number="10473", company="7009", days_ago=50, sent=True, paid="all", exported=True,
        subject="Insamlingskampanj", lines=(line("Kampanjtexter", "17", "980.00", "Copywriting"),),
    ),
    Bill(
        identity="8012", number="10474", company="7003", days_ago=47, sent=True, exported=True,
        subject="Tidtabeller, tryck",
        lines=(line("Tidtabeller, tryckta", "2500", "3.80", "Workshop material", rate="6", unit=PIECE),),
    ),
    Bill(  # Credited in full by 10476.
        identity="8013", number="10475", company="7006", days_ago=44, sent=True, exported=True,
        subject="Medborgarpanel", lines=(line("Workshop, inställd", "8", "1,450.00", "Strategy"),),
    ),
    Bill(
        identity="8014", number="10476", company="7006", days_ago=40, sent=True, exported=True, credits="8013",
        subject="Kreditering av 10475", lines=(line("Workshop, inställd", "-8", "1,450.00", "Strategy"),),
    ),
    Bill(
        identity="8015", number="10477", company="7001", days_ago=35, sent=True, exported=True,
        subject="Customer portal, September", discount="3.0",
        lines=(
            line("Interface design, September", "20", "1,250.00", "Design"),
            line("Development, September", "52.25", "1,200.00", "Development"),
        ),
    ),
    Bill(
        identity="8016", number="10478", company="7001", days_ago=31, sent=True, paid="all", exported=True,
        subject="Accessibility review", lines=(line("Accessibility review", "8", "1,250.00", "Design"),),
    ),
    Bill(
        identity="8017", number="10479", company="7006", days_ago=25, sent=True, exported=True,
        subject="Medborgardialog, start", lines=(line("Processledning", "47", "1,250.00", "Project management"),),
    ),
    Bill(
        identity="8018", number="10480", company="7012", days_ago=22, currency="USD", sent=True, paid="2000.00",
        exported=True, subject="Naming", lines=(line("Naming workshop", "24", "135.00", "Strategy", rate="0"),),
    ),
    Bill(
        identity="8019", number="10481", company="7008", days_ago=18, sent=True, paid="all", exported=True,
        subject="Ölprovning, grafik", lines=(line("Formgivning", "20", "1,250.00", "Design"),),
    ),
    Bill(
        identity="8020", number="10482", company="7003", days_ago=12, sent=True, exported=True,
        subject="Biljettapp, rättningar", lines=(line("Felrättning", "13.5", "1,200.00", "Development"),),
    ),
    Bill(  # Finalized and not sent: the number can still be changed.
        identity="8021", number="10459", company="7002", days_ago=10, subject="Skyltar, kaj 4",
        lines=(line("Formgivning av skyltar", "15", "1,250.00", "Design"),),
    ),
    Bill(  # Finalized and sent, but never copied.
        identity="8022", number="10460", company="7005", days_ago=15, sent=True, subject="Profilprogram, del 2",
        lines=(line("Formgivning, profilprogram", "15.4", "1,250.00", "Design"),),
    ),
    Bill(
        identity="8023", number="10461", company="7009", days_ago=48, sent=True, subject="Hemsida, underhåll",
        lines=(line("Underhåll", "3", "1,200.00", "Development"),),
    ),
    Bill(  # A finalized credit note that was never copied.
        identity="8024", number="10462", company="7005", days_ago=9, credits="8007", subject="Kreditering, del 1",
        lines=(line("Prisavdrag enligt överenskommelse", "-1", "2,500.00", "Design", unit=PIECE),),
    ),
)  # fmt: skip

GOTEBORG_EARLIER = (
    Bill(
        identity="8101", number="20113", company="7002", days_ago=70, sent=True, paid="all", exported=True,
        subject="Skyltinventering", lines=(line("Inventering", "12", "1,150.00", "Project management"),),
    ),
    Bill(
        identity="8102", number="20114", company="7005", days_ago=52, sent=True, exported=True,
        subject="Hyresgästportal, förstudie", lines=(line("Förstudie", "18", "1,450.00", "Strategy"),),
    ),
    Bill(
        identity="8103", number="20115", company="7011", days_ago=28, currency="NOK", sent=True, exported=True,
        subject="Booking site, concept", lines=(line("Concept", "16", "1,300.00", "Design", rate="reverse"),),
    ),
    Bill(
        identity="8104", number="20116", company="7002", days_ago=14, subject="Skyltprogram, skisser",
        lines=(line("Skisser", "9", "1,250.00", "Design"),),
    ),
)  # fmt: skip

OTHER_EARLIER = (
    Bill(
        identity="9902", number="301", company="7901", days_ago=40, sent=True, exported=True,
        subject="Kampanj vinter", lines=(line("Kampanjplan", "8", "1,100.00", "Strategy"),),
    ),
    Bill(
        identity="9903", number="302", company="7901", days_ago=20, sent=True, paid="all",
        subject="Annonser", lines=(line("Annonstexter", "6", "1,000.00", "Copywriting"),),
    ),
)  # fmt: skip
