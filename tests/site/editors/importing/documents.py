"""Documents to import, written for the tests: one small practice set told in four languages, as text, Word file and PDF."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, field
from html import escape
from io import BytesIO

import docx
import weasyprint


@dataclass(frozen=True)
class Case:
    """A practice: its heading's words, what stands before the steps, and the steps with title and text."""

    heading: str
    opening: str
    steps: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Booklet:
    """A practice set: chapters with their text, and practices."""

    language: str
    step: str
    contents: str
    introduction: tuple[str, tuple[str, ...]]
    method: str
    modules: tuple[tuple[str, tuple[str, ...]], ...]
    practices: str
    cases: tuple[Case, ...]
    last: tuple[str, tuple[str, ...]]
    head: str = "Small steps booklet"
    extra: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[tuple[str, str]]:
        """Return everything that stands in it, in order: what kind, and the words."""
        found = [("h1", f"1. {self.introduction[0]}"), *(("p", text) for text in self.introduction[1])]
        found.append(("h1", f"2. {self.method}"))
        for number, (title, texts) in enumerate(self.modules, start=1):
            found += [("h2", f"2.{number} {title}"), *(("p", text) for text in texts)]
        found.append(("h1", f"3. {self.practices}"))
        for number, case in enumerate(self.cases, start=1):
            found += [("h2", f"3.{number} {case.heading}"), ("p", case.opening)]
            for place, (title, text) in enumerate(case.steps, start=1):
                found += [("step", f"{self.step} {place}: {title}"), ("p", text)]
        found += [("h1", f"4. {self.last[0]}"), *(("p", text) for text in self.last[1])]
        return found

    def words(self) -> list[str]:
        """Return all words in their order."""
        return " ".join(text for _kind, text in self.lines()).split()


ENGLISH = Booklet(
    "en",
    "Step",
    "Contents",
    (
        "Why this booklet",
        (
            "People who come to a new town meet many offices before they meet their first neighbour. Each office knows its own "
            "part, and nobody looks at the whole week of a person. This booklet looks at that week, one small problem at a time.",
            "It was written by trainers who have done the work themselves. They describe what helped, what did not, and what they "
            "would try next. Read it with a colleague, and choose one thing to do differently before Friday comes round again.",
        ),
    ),
    "The method in short",
    (
        (
            "A talk between two",
            (
                "A good talk needs a quiet room, two chairs and enough time. The trainer asks one open question and then waits, "
                "because a person who is given time will often find the self-confident answer that nobody else could have given.",
                "Afterwards both write down one thing that is to happen before they meet again. It is small enough to be done.",
            ),
        ),
        (
            "Deciding together",
            (
                "Learners choose what the next weeks are about. This two-way planning takes longer than a ready-made programme, "
                "and yet it saves time, because people come back to a plan that they have made themselves.",
            ),
        ),
        (
            "Words for every day",
            (
                "A certificate says little about the lunch break. Practise the sentences that are needed there: asking for help, "
                "saying no in a friendly way, and telling a colleague that something went wrong with the e-mail this morning.",
            ),
        ),
    ),
    "Good practices: examples to try",
    (
        Case(
            "Fjordhus: 1st good practice: Coffee with a neighbour",
            "In Norway newcomers often know their case worker better than the family next door. A house by the fjord in Skien "
            "therefore invites both to the same table once a week.",
            (
                (
                    "Find the table",
                    "Choose a place where people pass by anyway. A library or a shop will do better than an office.",
                ),
                (
                    "Invite in pairs",
                    "Ask each neighbour to bring one newcomer. Nobody should have to come through the door alone.",
                ),
                (
                    "Look back",
                    "After six weeks ask both what has changed, and write down the answer in their own words.",
                ),
            ),
        ),
        Case(
            "Werkraum: 2nd good practice: A day in the workshop",
            "In Austria a workshop in Vienna opens its doors for one day, so that people can show what they are able to do with their "
            "hands before anybody asks them for papers.",
            (
                (
                    "Prepare the benches",
                    "Each bench has one task with a clear end. It takes about forty minutes and needs few words.",
                ),
                (
                    "Work side by side",
                    "A skilled worker stands at the next bench and does the same task, helping only when she is asked.",
                ),
            ),
        ),
    ),
    (
        "What changes in a year",
        (
            "After a year fewer people wait for others to act. They know whom to ask, and they are asked themselves. That is what "
            "the small steps of this booklet are for, and it can be counted: in visits, in calls, and in days at work.",
        ),
    ),
)
NORWEGIAN = Booklet(
    "nb",
    "Trinn",
    "Innhold",
    (
        "Hvorfor dette heftet",
        (
            "De som kommer til en ny by, møter mange kontorer før de møter sin første nabo. Hvert kontor kjenner sin del, og ingen "
            "ser på hele uka til et menneske. Dette heftet ser på den uka, ett lite problem om gangen, og begynner der det haster.",
        ),
    ),
    "Metoden i korte trekk",
    (
        (
            "En samtale mellom to",
            (
                "En god samtale trenger et stille rom, to stoler og nok tid. Veilederen stiller ett åpent spørsmål og venter, for den "
                "som får tid, finner ofte svaret selv. Etterpå skriver begge ned én ting som skal skje før de møtes igjen.",
            ),
        ),
        (
            "Bestemme sammen",
            (
                "Deltakerne velger hva de neste ukene skal handle om. Det tar lengre tid enn et ferdig program om inn- og utvandring, "
                "men det sparer tid likevel, fordi folk kommer tilbake til en plan de har laget selv.",
            ),
        ),
    ),
    "Gode praksiser: eksempler å prøve",
    (
        Case(
            "Fjordhus: 1. gode praksis: Kaffe med en nabo",
            "I Norge kjenner nye innbyggere ofte saksbehandleren bedre enn familien ved siden av. Et hus i Skien inviterer derfor "
            "begge til samme bord en gang i uka.",
            (
                (
                    "Finn bordet",
                    "Velg et sted der folk likevel går forbi. Et bibliotek eller en butikk er bedre enn et kontor.",
                ),
                ("Inviter to og to", "Be hver nabo ta med seg en ny innbygger. Ingen skal måtte komme alene inn døra."),
            ),
        ),
    ),
    (
        "Hva som er annerledes etter et år",
        (
            "Etter et år er det færre som venter på at andre skal handle. De vet hvem de kan spørre, og de blir spurt selv.",
        ),
    ),
    head="Hefte om små skritt",
)
GERMAN = Booklet(
    "de",
    "Schritt",
    "Inhaltsverzeichnis",
    (
        "Warum dieses Heft",
        (
            "Wer in eine neue Stadt kommt, lernt viele Ämter kennen, bevor er seinen ersten Nachbarn trifft. Jedes Amt kennt seinen "
            "Teil, und niemand sieht die ganze Woche eines Menschen. Dieses Heft sieht auf diese Woche, ein kleines Problem nach dem anderen.",
        ),
    ),
    "Die Methode in Kürze",
    (
        (
            "Ein Gespräch zu zweit",
            (
                "Ein gutes Gespräch braucht einen ruhigen Raum, zwei Stühle und genug Zeit. Die Trainerin stellt eine offene Frage und "
                "wartet, denn wer Zeit bekommt, findet die Antwort oft selbst. In der Aus- und Weiterbildung ist das selten.",
            ),
        ),
        (
            "Gemeinsam entscheiden",
            (
                "Die Lernenden wählen, worum es in den nächsten Wochen geht. Das dauert länger als ein fertiges Programm und spart doch "
                "Zeit, weil die Menschen zu einem Plan zurückkommen, den sie selbst gemacht haben.",
            ),
        ),
    ),
    "Gute Praxis: Beispiele zum Ausprobieren",
    (
        Case(
            "Werkraum: 1. Gute Praxis: Ein Tag in der Werkstatt",
            "In Österreich öffnet eine Werkstatt in Wien einen Tag lang ihre Türen, damit Menschen zeigen, was sie mit den Händen können.",
            (
                (
                    "Die Bänke vorbereiten",
                    "An jeder Bank gibt es eine Aufgabe mit einem klaren Ende. Sie dauert etwa vierzig Minuten.",
                ),
                (
                    "Seite an Seite arbeiten",
                    "Eine Facharbeiterin steht an der nächsten Bank und hilft nur, wenn sie gefragt wird.",
                ),
            ),
        ),
    ),
    (
        "Was sich in einem Jahr ändert",
        ("Nach einem Jahr warten weniger Menschen darauf, dass andere handeln. Sie wissen, wen sie fragen können.",),
    ),
    head="Heft der kleinen Schritte",
)
GREEK = Booklet(
    "el",
    "Βήμα",
    "Περιεχόμενα",
    (
        "Γιατί αυτό το τεύχος",
        (
            "Όποιος έρχεται σε μια νέα πόλη γνωρίζει πολλά γραφεία πριν γνωρίσει τον πρώτο του γείτονα. Κάθε γραφείο ξέρει το δικό του "
            "κομμάτι και κανείς δεν βλέπει ολόκληρη την εβδομάδα ενός ανθρώπου. Αυτό το τεύχος κοιτάζει εκείνη την εβδομάδα.",
        ),
    ),
    "Η μέθοδος με λίγα λόγια",
    (
        (
            "Μια συζήτηση για δύο",
            (
                "Μια καλή συζήτηση χρειάζεται ένα ήσυχο δωμάτιο, δύο καρέκλες και αρκετό χρόνο. Η εκπαιδεύτρια κάνει μια ανοιχτή ερώτηση "
                "και περιμένει, γιατί όποιος έχει χρόνο βρίσκει συχνά μόνος του την απάντηση.",
            ),
        ),
        (
            "Αποφασίζουμε μαζί",
            (
                "Οι συμμετέχοντες διαλέγουν με τι θα ασχοληθούν τις επόμενες εβδομάδες. Αυτό παίρνει περισσότερο χρόνο από ένα έτοιμο "
                "πρόγραμμα, αλλά οι άνθρωποι επιστρέφουν σε ένα σχέδιο που έφτιαξαν οι ίδιοι.",
            ),
        ),
    ),
    "Καλές πρακτικές: παραδείγματα για δοκιμή",
    (
        Case(
            "Στέγη: 1η Καλή Πρακτική: Καφές με έναν γείτονα",
            "Στην Ελλάδα οι νέοι κάτοικοι γνωρίζουν συχνά καλύτερα τον υπάλληλο από την οικογένεια δίπλα τους. Ένα σπίτι στην Αθήνα "
            "καλεί και τους δύο στο ίδιο τραπέζι μία φορά την εβδομάδα.",
            (
                (
                    "Βρείτε το τραπέζι",
                    "Διαλέξτε ένα μέρος από όπου περνά έτσι κι αλλιώς κόσμος. Μια βιβλιοθήκη είναι καλύτερη από ένα γραφείο.",
                ),
                (
                    "Καλέστε ανά δύο",
                    "Ζητήστε από κάθε γείτονα να φέρει έναν νέο κάτοικο. Κανείς δεν πρέπει να μπει μόνος του.",
                ),
            ),
        ),
    ),
    (
        "Τι αλλάζει σε έναν χρόνο",
        (
            "Μετά από έναν χρόνο λιγότεροι άνθρωποι περιμένουν τους άλλους. Ξέρουν ποιον να ρωτήσουν και τους ρωτούν και αυτούς.",
        ),
    ),
    head="Τεύχος των μικρών βημάτων",
)
BOOKLETS = {booklet.language: booklet for booklet in (ENGLISH, NORWEGIAN, GERMAN, GREEK)}


def as_text(booklet: Booklet) -> str:
    """Return a text with a line for each paragraph, and its table of contents."""
    contents = [
        booklet.contents,
        *(f"{text} ..... {n}" for n, (kind, text) in enumerate(booklet.lines()) if kind in {"h1", "h2"}),
    ]
    return "\n\n".join([*contents, *(text for _kind, text in booklet.lines())])


def as_torn_text(booklet: Booklet, width: int = 62) -> str:
    """Return it as a PDF extractor does: broken at a width, blank lines between all lines, pages' heads among them."""
    lines: list[str] = []
    page = 1
    for _kind, text in booklet.lines():
        for line in textwrap.wrap(text, width, break_on_hyphens=False):
            lines.append(line)
            if len(lines) % 11 == 0:
                lines += [str(page), booklet.head]
                page += 1
    return "\n\n".join(lines)


def as_docx(booklet: Booklet) -> bytes:
    """Return a Word file with styles for its headings."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = booklet.head
    for kind, text in booklet.lines():
        if kind in {"h1", "h2"}:
            document.add_heading(text, int(kind[1]))
        else:
            document.add_paragraph(text)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """Return the bytes of a Word file."""
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def as_pdf(booklet: Booklet, *, columns: int = 1) -> bytes:
    """Return a PDF with running heads and page numbers, its words broken over lines."""
    tags = {"h1": "h1", "h2": "h2", "p": "p", "step": "h3"}
    body = "".join(f"<{tags[kind]}>{escape(text)}</{tags[kind]}>" for kind, text in booklet.lines())
    return pdf(body, language=booklet.language, head=booklet.head, columns=columns)


def pdf(body: str, *, language: str = "en", head: str = "Small steps", columns: int = 1, style: str = "") -> bytes:
    """Return a PDF of HTML."""
    css = f"""
        @page {{ size: A5; margin: 18mm 14mm; @top-center {{ content: "{head}" }} @bottom-center {{ content: counter(page) }} }}
        body {{ font-size: 9pt; line-height: 1.35; columns: {columns}; column-gap: 8mm; hyphens: auto; text-align: left }}
        h1 {{ font-size: 16pt }} h2 {{ font-size: 12.5pt }} h3 {{ font-size: 9pt }}
        p {{ margin: 0 0 5pt }} td, th {{ padding: 3pt 14pt 3pt 0; vertical-align: top; text-align: left }} {style}
    """
    html = f'<html lang="{language}"><head><style>{css}</style></head><body>{body}</body></html>'
    made: bytes = weasyprint.HTML(string=html).write_pdf()
    return made
