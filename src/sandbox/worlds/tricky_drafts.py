"""The drafts and finalized invoices of the tricky world's Productive."""

from __future__ import annotations

from sandbox.worlds.bills import PIECE, Bill, line

WORK = (line("Arbete enligt avtal", "8", "1,250.00", "Design"),)

DRAFTS = (
    Bill(identity="9301", company="7011", days_ago=2, currency="NOK", subject="Valutan finns inte i Fortnox",
         lines=(line("Design", "10", "1,300.00", "Design", rate="0"),)),
    Bill(identity="9302", company="7002", days_ago=1, subject="Avrundning av moms: 75,00 eller 74,99",
         lines=(line("Bildlicens 1", "1", "99.99", "Design", unit=PIECE),
                line("Bildlicens 2", "1", "99.99", "Design", unit=PIECE),
                line("Bildlicens 3", "1", "99.99", "Design", unit=PIECE))),
    Bill(identity="9303", company="7010", days_ago=2, currency="EUR", subject="Svensk moms till EU-företag",
         lines=(line("Report", "4", "120.00", "Strategy", rate="25"),)),
    Bill(identity="9304", company="7008", days_ago=3, subject="Kunden finns två gånger", lines=WORK),
    Bill(identity="9305", company="7007", days_ago=3, subject="Kunden är inaktiv", lines=WORK),
    Bill(identity="9306", company="7001", days_ago=75, subject="I den låsta perioden", lines=WORK),
    Bill(identity="9307", company="7001", days_ago=900, subject="I ett år som inte är upplagt", lines=WORK),
    Bill(identity="9308", company="7002", days_ago=1, subject="Fyra momssatser", order="HV-2026-311",
         lines=(line("Projektledning", "12.5", "1,150.00", "Project management"),
                line("Förtäring", "1", "1,847.30", "Workshop material", rate="12", unit=PIECE),
                line("Programblad", "40", "129.50", "Workshop material", rate="6", unit=PIECE),
                line("Utlägg: tillstånd", "1", "250.00", "Outlay", rate="0", unit=PIECE))),
    Bill(identity="9309", company="7001", days_ago=2, currency="EUR", subject="Euro med svensk moms",
         lines=(line("Research", "8", "137.50", "Strategy"), line("Fonts", "1", "245.45", "Design", unit=PIECE))),
    Bill(identity="9310", company="7010", days_ago=2, currency="EUR", subject="Reverse charge",
         lines=(line("Discovery", "24", "120.00", "Strategy", rate="reverse"),)),
    Bill(identity="9311", company="7012", days_ago=2, currency="USD", subject="Export",
         lines=(line("Brand guidelines", "1", "5,250.50", "Design", rate="0", unit=PIECE),)),
    Bill(identity="9312", company="7307", days_ago=2, currency="JPY", subject="Valuta per hundra",
         lines=(line("Naming", "1", "450,000", "Strategy", rate="0", unit=PIECE),)),
    Bill(identity="9313", company="7308", days_ago=2, currency="USD", subject="Privatperson utanför EU",
         lines=(line("Portrait site", "10", "100.00", "Design", rate="0"),)),
    Bill(identity="9314", company="7302", days_ago=2, currency="EUR", subject="EU utan momsnummer",
         lines=(line("Porträttsida", "10", "95.00", "Design", rate="reverse"),)),
    Bill(identity="9315", company="7301", days_ago=2, subject="Omvänd betalningsskyldighet i Sverige",
         lines=(line("Byggskyltar, montering", "10", "850.00", "Design", rate="reverse"),)),
    Bill(identity="9316", company="7003", days_ago=3, subject="Tre decimaler i antal",
         lines=(line("Rättning", "1.125", "1,350.00", "Development"),)),
    Bill(identity="9317", company="7005", days_ago=4, subject="Ingen moms utan skäl",
         lines=(line("Visualisering", "9", "1,250.00", "Design", rate="0"),)),
    Bill(identity="9318", company="7001", days_ago=2, subject="Förskott på löpande avtal",
         lines=(line("Förskott, kvartal 1", "1", "90,000.00", "Project management", unit=PIECE),)),
    Bill(identity="9319", company="7006", days_ago=2, subject="Utan leveransdatum och ordernummer", delivered=False,
         lines=WORK),
    Bill(identity="9320", company="7303", days_ago=2, subject="Offentlig köpare utan referens", lines=WORK),
    Bill(identity="9321", company="7305", days_ago=2, subject="Kunden har avgift, frakt och rabatt", lines=WORK),
    Bill(identity="9322", company="7304", days_ago=2, subject="Kundens priser är inklusive moms", lines=WORK),
    Bill(identity="9344", company="7001", days_ago=2, subject="Femtio öre",
         lines=(line("Rådgivning", "1", "750.00", "Strategy", unit=PIECE),)),
    Bill(identity="9345", company="7306", days_ago=2, subject="Organisationsnumret är slarvigt skrivet", lines=WORK),
    Bill(identity="9347", company="7001", days_ago=1, subject="Nästa nummer är upptaget",
         lines=(line("Arbete", "8", "1,000.00", "Design"),)),
    Bill(identity="9360", company="7309", days_ago=2, subject="Kundens kostnadsställe är borta", lines=WORK),
    Bill(identity="9361", company="7310", days_ago=2, subject="Kundens projekt är avslutat", lines=WORK),
    Bill(identity="9362", company="7313", days_ago=2, currency="EUR", subject="EU-företag utan momsnummer",
         lines=(line("Catalogue", "10", "95.00", "Design", rate="reverse"),)),
    Bill(identity="9363", company="7314", days_ago=2, currency="EUR", subject="Momsnumret är ogiltigt",
         lines=(line("Catalogue", "12", "95.00", "Design", rate="reverse"),)),
    Bill(identity="9366", company="7002", days_ago=2, subject="En fil ligger bredvid", lines=WORK),
    Bill(identity="9367", company="7001", days_ago=2, subject="Abonnemang för ett kvartal",
         lines=(line("Drift, oktober till december", "1", "30,000.00", "Development", unit=PIECE),)),
    Bill(identity="9368", company="7003", days_ago=2, subject="Tomma rader",
         lines=(line("", "0", "0.00", "Design"), *WORK, line(" ", "0", "0.00", "Design"))),
)  # fmt: skip
# A dozen on one day for one client: to be copied in one go.
BULK = tuple(
    Bill(identity=str(9331 + place), company="7003", days_ago=0, subject=f"Turlista {place + 1}", lines=WORK)
    for place in range(12)
)

# Finalized and copied under these numbers; what is the matter with each is in Fortnox, or between the two.
COPIED = (
    Bill(identity="8301", number="1001", company="7006", days_ago=40, sent=True, exported=True,
         subject="Krediterad, kreditfakturan är inte bokförd", lines=WORK),
    Bill(identity="8303", number="1003", company="7003", days_ago=35, sent=True, exported=True,
         subject="Kopierad två gånger", lines=WORK),
    Bill(identity="8315", number="1015", company="7005", days_ago=21, sent=True, exported=True,
         subject="Ändrad i Productive efter kopieringen", lines=(*WORK, line("Tillägg", "2", "1,250.00", "Design"))),
    Bill(identity="8320", number="1020", company="7001", days_ago=30, sent=True, paid="4000.00", exported=True,
         subject="Delbetald, och en betalning är inte bokförd", lines=WORK),
    Bill(identity="8322", number="1022", company="7002", days_ago=30, sent=True, paid="all", exported=True,
         subject="Betald i Productive, öppen i Fortnox", lines=WORK),
    Bill(identity="8343", number="1039", company="7001", days_ago=24, sent=True, exported=True,
         subject="Ska krediteras i två delar", lines=WORK),
    Bill(identity="8391", number="991", company="7001", days_ago=30, sent=True, paid="all", exported=True,
         subject="Betalningen togs bort i Fortnox", lines=WORK),
    Bill(identity="8392", number="992", company="7001", days_ago=29, sent=True, exported=True,
         subject="Krediterad med två halva", lines=(line("Rådgivning", "1", "750.00", "Strategy", unit=PIECE),)),
)  # fmt: skip
# Finalized in Productive and never copied: not sent, its number can still change; sent, it cannot.
NOT_COPIED = (
    Bill(identity="8340", number="1040", company="7002", days_ago=10, subject="Slutförd, inte skickad", lines=WORK),
    Bill(identity="8341", number="1041", company="7003", days_ago=10, sent=True, subject="Skickad, aldrig kopierad",
         lines=WORK),
)  # fmt: skip
# Its original is in Fortnox, sent and not booked.
CREDIT_DRAFT = Bill(
    identity="9323", company="7005", days_ago=1, credits="8315", subject="Kredit på en obokförd faktura",
    lines=(line("Prisavdrag", "-1", "1,250.00", "Design"),),
)  # fmt: skip

# Each takes back a part of one invoice; Fortnox's own way knows one credit note for each.
PART_CREDITS = tuple(
    Bill(identity=identity, company="7001", days_ago=1, credits="8343", subject=f"Prisavdrag, {part}",
         lines=(line(f"Prisavdrag, {part}", "-2", "1,250.00", "Design"),))
    for identity, part in (("9364", "första delen"), ("9365", "andra delen"))
)  # fmt: skip
HALF_CREDITS = tuple(
    Bill(identity=identity, number=number, company="7001", days_ago=15, credits="8392", sent=True, exported=True,
         subject=f"Kreditering av 992, {number}",
         lines=(line("Rådgivning", "-0.5", "750.00", "Strategy", unit=PIECE),))
    for identity, number in (("8393", "993"), ("8394", "994"))
)  # fmt: skip

# In Göteborg, whose Fortnox has no articles and accounts for 25 % only.
GOTEBORG_DRAFTS = (
    Bill(identity="9351", company="7010", days_ago=2, currency="EUR", subject="Ingen tjänsteartikel",
         lines=(line("Concept", "16", "120.00", "Strategy", rate="reverse"),)),
    Bill(identity="9352", company="7002", days_ago=2, subject="Inget konto för 6 %",
         lines=(line("Broschyr", "100", "12.50", "Workshop material", rate="6", unit=PIECE),)),
)  # fmt: skip
