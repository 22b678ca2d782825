"""Headings of the sections of a practice, in four languages.

They are written as `mimi.editors.importing.recognition.numbers.folded` writes them: in small letters, without accents
but for the letters of Norwegian and German, and with one sigma.
"""

from __future__ import annotations


def _words(told: str) -> tuple[str, ...]:
    return tuple(told.split(", "))


NEED = _words(
    "need, needs, the need, background, challenge, challenges, problem, aim, aims, goal, goals, objective, "
    "objectives, purpose, summary, description, short description, introduction, behov, behovet, bakgrunn, "
    "utfordring, utfordringer, mal, mål, malsetting, målsetting, formål, hensikt, kort beskrivelse, beskrivelse, "
    "innledning, sammendrag, bedarf, hintergrund, herausforderung, herausforderungen, ziel, ziele, zielsetzung, "
    "zweck, beschreibung, kurzbeschreibung, einleitung, ausgangslage, zusammenfassung, αναγκη, αναγκεσ, υποβαθρο, "
    "προκληση, προκλησεισ, στοχοσ, στοχοι, σκοποσ, περιγραφη, συντομη περιγραφη, εισαγωγη, περιληψη"
)
GROUP = _words(
    "target group, target groups, target audience, beneficiaries, participants, who it is for, målgruppe, "
    "målgrupper, malgruppe, malgrupper, deltakere, zielgruppe, zielgruppen, teilnehmende, ομαδα στοχοσ, ομαδα- "
    "στοχοσ, ομαδεσ στοχοι, ομαδεσ-στοχοι, ωφελουμενοι, συμμετεχοντεσ"
)
STEPS = _words(
    "steps, the steps, step by step, how it works, implementation, trinn, trinnene, steg, trinn for trinn, slik "
    "gjør du, gjennomforing, gjennomføring, schritte, die schritte, schritt für schritt, schritt fur schritt, "
    "umsetzung, durchfuhrung, βηματα, τα βηματα, βημα προσ βημα, υλοποιηση, εφαρμογη"
)
TEAM = _words(
    "team, resources, team and resources, materials, staff, team og ressurser, ressurser, bemanning, ressourcen, "
    "team und ressourcen, material, personal, ομαδα, ποροι, ομαδα και ποροι, προσωπικο"
)
RESULTS = _words(
    "result, results, outcome, outcomes, impact, effects, evaluation, resultat, resultater, virkning, virkninger, "
    "effekt, evaluering, ergebnis, ergebnisse, wirkung, wirkungen, auswertung, αποτελεσμα, αποτελεσματα, "
    "αντικτυποσ, αξιολογηση"
)
ADAPT = _words(
    "how to adapt it, adaptation, transferability, overførbarhet, tilpasning, ubertragbarkeit, anpassung, "
    "προσαρμογη, δυνατοτητα μεταφορασ"
)
WATCH_OUT = _words(
    "what to watch out for, risks, pitfalls, fallgruver, risiko, risikoer, risiken, stolpersteine, κινδυνοι"
)
CONTACTS = _words(
    "contact, contacts, contact person, kontakt, kontakter, kontaktperson, kontakte, ansprechperson, "
    "ansprechpartner, επικοινωνια, επαφη, στοιχεια επικοινωνιασ"
)
LINKS = _words(
    "link, links, further reading, read more, website, lenke, lenker, les mer, nettside, weblinks, weiterfuhrende "
    "links, συνδεσμοσ, συνδεσμοι, ιστοσελιδα"
)
