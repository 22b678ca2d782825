"""Each mistake in a file is told in one sentence, with file and line, and nothing at all is loaded."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from wagtail.models import Page

from mimi.loading.models import LoadedContent
from practices.models import Theme
from tests.site.loading.content import Content

COURSE = "courses/content/course.yaml"
GLOSSARY = "courses/content/glossary.yaml"
EN, NB = Content.module / "en.md", Content.module / "nb.md"
QUIZ = Content.module / "quiz.yaml"
VOCABULARIES = Content.practices / "vocabularies.yaml"
CAFE = Content.practices / "cafe"
HOME = Content.pages / "home.yaml"

Mistake = Callable[[Content], "tuple[Any, int]"]


def swap(path: Any, old: str, new: str, *, down: int = 0, at: str = "", file: Any = None) -> Mistake:
    """Put a text in the place of another.

    The mistake stands `down` lines below, or where `at` stands then, which may be in another file.
    """

    def do(content: Content) -> tuple[Any, int]:
        line = content.replace(path, old, new) + down
        return file or path, content.line_of(file or path, at) if at else line

    return do


def cut(path: Any, text: str, *, down: int = 0, at: str = "") -> Mistake:
    """Take a text away."""
    return swap(path, text, "", down=down, at=at)


def append(path: Any, text: str, *, down: int = 0) -> Mistake:
    """Put a text behind all others."""

    def do(content: Content) -> tuple[Any, int]:
        lines = content.read(path).count("\n")
        content.text(path, content.read(path) + text)
        return path, lines + 1 + down

    return do


def remove(path: Any) -> Mistake:
    def do(content: Content) -> tuple[Any, int]:
        (content.root / path).unlink()
        return path, 1

    return do


def not_utf8(content: Content) -> tuple[Any, int]:
    raw = (content.root / NB).read_bytes()
    line = raw[: raw.index(b"Trust")].count(b"\n") + 1
    (content.root / NB).write_bytes(raw.replace(b"Trust", "Tillit på".encode("latin-1"), 1))
    return NB, line


def without_second_lesson(content: Content) -> tuple[Any, int]:
    text = content.read(NB)
    content.text(NB, text[: text.index("# Waiting nb")])
    return NB, text[: text.index("# Listening nb")].count("\n") + 1


MISTAKES: list[tuple[str, Mistake, str]] = [
    # YAML
    ("broken YAML", swap(COURSE, "title:\n", "title: [\n", down=2), "this isn’t YAML"),
    ("a colon in an unquoted text", swap(QUIZ, "en: Which en", "en: Which: one"), "this isn’t YAML"),
    ("an empty file", lambda c: (c.text(COURSE, ""), (COURSE, 1))[1], "there is nothing here"),
    ("a list for a mapping", lambda c: (c.text(COURSE, "- a\n"), (COURSE, 1))[1], "a mapping (name: value) is expected"),
    ("a key that is a list", lambda c: (c.text(COURSE, "[a, b]: c\n"), (COURSE, 1))[1], "a name is expected before the colon"),
    ("a mapping for a list", swap(CAFE / "practice.yaml", "modules:\n- '1'", "modules: {a: b}"), "a list is expected here"),
    ("a mapping for a text", swap(QUIZ, "title:\n  en: Quiz en", "title:\n  en: {a: b}", down=1), "a text is expected here"),
    ("an empty text", swap(QUIZ, "title:\n  en: Quiz en", "title:\n  en: ''", down=1), "a text is expected here, and there is none"),
    ("a key twice", append(COURSE, "title:\n  en: Again\n"), "“title” stands here twice"),
    ("a key that means nothing", append(COURSE, "titel: Kurs\n"), "“titel” means nothing here"),
    ("a missing language", cut(GLOSSARY, "    nb: trust nb\n", at="    en: trust"), "“nb” is missing here"),
    ("a language that isn’t one", swap(GLOSSARY, "nb: trust nb", "no: trust no"), "“no” means nothing here"),
    ("a missing id in the glossary", swap(GLOSSARY, "- id: trust\n  term", "- term"), "“id” is missing here"),
    ("an id twice in the glossary", append(GLOSSARY, "- id: trust\n  term: {en: a, nb: a, de: a, el: a}\n  definition: {en: a, nb: a, de: a, el: a}\n", down=1), "there are two of “trust” (term)"),
    ("an id twice in a vocabulary", swap(VOCABULARIES, "- id: language\n", "- id: trust\n", at="en: language"), "there are two of “trust” (themes)"),
    ("words for a number", swap(QUIZ, "pass_mark: 70", "pass_mark: most"), "a whole number is expected"),
    ("neither true nor false", swap(QUIZ, "answer: true", "answer: perhaps"), "true or false is expected"),
    ("a table without rows", swap(EN, 'rows:\n  - [Monday, "Meet in **en**"]\n  - [Friday, Ask]', "rows: []"), "a table has at least one row"),
    ("a table with a row too short", swap(EN, "  - [Friday, Ask]", "  - [Friday]"), "this row has 1 cells, and the table has 2 columns"),
    # Files
    ("a missing file", remove(NB), "this file is missing"),
    ("a missing quiz", remove(QUIZ), "this file is missing"),
    ("a missing vocabulary", remove(VOCABULARIES), "this file is missing"),
    ("a text that isn’t UTF-8", not_utf8, "this isn’t UTF-8"),
    # Front matter
    ("no front matter", swap(NB, "---\n", ""), "begins with front matter"),
    ("front matter without an end", swap(EN, "source: Section 1\n---\n", "source: Section 1\n", at="---"), "no closing line of ---"),
    ("front matter without a title", cut(NB, "title: Module nb\n", at="module:"), "“title” is missing here"),
    ("front matter with an unknown field", swap(NB, "source: Section 1", "source: Section 1\nauthor: me", down=1), "“author” means nothing"),
    ("a field for one outcome more", swap(NB, "  - wait in nb\n", "  - wait in nb\n  - hope in nb\n", at="summary:"), "English has 2 here, this language 3"),
    # Blocks and ids
    ("an unknown block", swap(EN, "::: key-point", "::: keypoint"), "there is no block “keypoint”"),
    ("a block that isn’t closed", swap(EN, "How to wait, in en.", "::: key-point {#open}\nHow to wait.", at="::: steps"), "begins here before the one above has ended"),
    ("a last block that isn’t closed", append(EN, "\n::: key-point {#open}\nHow to wait.\n", down=1), "no closing line of :::"),
    ("a block without a kind", swap(EN, "::: key-point {#key}", "::: {#key}"), "a block begins like this"),
    ("an empty block", swap(EN, "Trust comes first, in en.\n", "", down=-1), "this block is empty"),
    ("a heading without an id", swap(EN, "## Begin en {#begin}", "## Begin en"), "an id is missing"),
    ("an id with capitals", swap(EN, "{#begin}", "{#Begin}"), "small ASCII letters"),
    ("an id twice", swap(EN, "{#rules}", "{#key}"), "the id “key” stands here twice"),
    ("a lesson’s id twice", swap(EN, "{#waiting ", "{#listening "), "there are two lessons with the id “listening”"),
    ("a lesson without a slug", swap(EN, " slug=listening-en", ""), "the lesson has no slug"),
    ("minutes that aren’t a number", swap(EN, "minutes=4", "minutes=four"), "minutes are a whole number"),
    ("a lesson without a summary", cut(EN, "How to wait, in en.\n", down=-2), "a sentence that sums up the lesson is missing"),
    ("text outside of blocks", swap(EN, "::: definition", "Lost words.\n\n::: definition"), "text stands under a ## heading or in a ::: prose block"),
    ("a heading of the third level", swap(EN, "First en paragraph", "### Third\n\nFirst en paragraph"), "only # and ## headings"),
    ("a field that a block doesn’t have", swap(EN, "why: To see it in en.", "why: To see it.\nwho: Me", down=1), "“who” means nothing here"),
    ("a block’s field that is missing", cut(EN, "why: To see it in en.\n", down=-1), "“why” is missing here"),
    # Languages that differ
    ("other block ids in a translation", swap(NB, "{#key}", "{#nokkel}", at="First nb"), "English has"),
    ("blocks in another order", swap(NB, "::: key-point {#key}", "::: prose {#key}", at="First nb"), "English has “key_point” here"),
    ("a block less in a translation", cut(NB, "::: definition {#word}\nterm: trust\n:::\n", at="# Listening", down=0), "English has 4 here, this language 3"),
    ("a list item more", swap(NB, "- two nb\n", "- two nb\n- three nb\n", at="First nb"), "paragraphs and list items"),
    ("a paragraph less", swap(NB, "First nb paragraph of **listening**.\n\n", "", at="Se [hagen]"), "paragraphs and list items"),
    ("a step less", cut(NB, "  - title: Breathe nb\n    text: Breathe in nb.\n", at="title: Steps nb"), "English has 2 here, this language 1"),
    ("a lesson less", without_second_lesson, "the lessons aren’t those of the English file"),
    ("a link that a translation hasn’t", swap(NB, "[kafeen](practice:cafe)", "kafeen"), "other links than the English"),
    ("a link that leads elsewhere in a translation", swap(NB, "(practice:garden)", "(practice:cafe)"), "other links than the English"),
    ("another term in a translation", swap(NB, "practice: cafe", "practice: garden"), "English refers to something else here"),
    # Links
    ("a dead link to a practice", swap(EN, "(practice:cafe)", "(practice:kiosk)"), "a link leads to “practice:kiosk”, which isn’t there"),
    ("a dead link to a lesson", swap(EN, "(lesson:1/waiting)", "(lesson:1/hoping)"), "a link leads to “lesson:1/hoping”"),
    ("a link into the blue", swap(EN, "(practice:cafe)", "(ftp://cafe)"), "a link can’t lead to “ftp://cafe”"),
    ("a practice block that leads nowhere", swap(EN, "practice: cafe", "practice: kiosk"), "there is no “kiosk” (practice)"),
    ("a term that nobody has explained", swap(EN, "term: trust", "term: hope"), "there is no “hope” (term)"),
    ("a problem that leads nowhere", swap(HOME, "practice: cafe", "practice: kiosk"), "there is no “kiosk” (practice)"),
    ("rich text with a picture", swap(EN, "First en paragraph", "![A cat](https://example.org/cat.png)"), "a picture isn’t used here"),
    ("rich text with a heading", swap(CAFE / "en.md", "People are alone, in en.", "# Alone"), "a heading isn’t used here"),
    # Slugs
    ("a slug in Greek letters", swap(Content.module / "el.md", "slug: module-el", "slug: ενότητα"), "isn’t written in small ASCII letters"),
    ("a slug with capitals", swap(EN, "slug: module-en", "slug: Module"), "isn’t written in small ASCII letters"),
    ("a slug twice", swap(EN, "slug=waiting-en", "slug=listening-en"), "stands beside another like it"),
    ("a slug that the quiz has", swap(EN, "slug=waiting-en", "slug=quiz", file=QUIZ, at="en: quiz"), "stands beside another like it"),
    # Quizzes
    ("two right answers in a single choice", swap(QUIZ, "correct: false", "correct: true", at="- id: this"), "exactly one choice is correct"),
    ("no right answer", swap(QUIZ, "correct: true", "correct: false", at="- id: this"), "no choice is marked as correct"),
    ("an unknown type of question", swap(QUIZ, "type: ordering", "type: guessing"), "there is no question type “guessing”"),
    ("a question’s id twice", swap(QUIZ, "- id: second", "- id: first"), "there are two questions with the id “first”"),
    ("a choice’s id twice", swap(QUIZ, "- id: that", "- id: this", at="- id: this"), "an id stands here twice"),
    ("a question on no lesson", swap(QUIZ, "lesson: listening", "lesson: hoping"), "there is no “1/hoping” (lesson)"),
    ("the quiz of another module", swap(QUIZ, "quiz: '1'", "quiz: '2'"), "the quiz stands beside module 1"),
    # Practices
    ("a facet value that there isn’t", swap(CAFE / "practice.yaml", "- trust", "- money"), "there is no “money” (themes)"),
    ("a country that there isn’t", swap(CAFE / "practice.yaml", "country: 'no'", "country: xx"), "there is no “xx” (countries)"),
    ("a practice on no module", swap(CAFE / "practice.yaml", "modules:\n- '1'", "modules:\n- '9'", down=1), "there is no “9” (module)"),
    ("an unknown section", swap(CAFE / "nb.md", "::: evidence", "::: proof"), "a practice has no section “proof”"),
    ("a practice without a need", swap(CAFE / "nb.md", "::: need", "::: team", at="---"), "the section “need” is missing"),
    ("a vocabulary that is none", append(VOCABULARIES, "colours: []\n"), "“colours” means nothing here"),
    # Lengths
    ("a summary that is too long", swap(EN, "About the module in en.", "Long. " * 40), "220 is the most"),
    ("a vocabulary’s name that is too long", swap(VOCABULARIES, "en: trust en", f"en: {'Trust ' * 20}"), "80 is the most"),
    ("a heading of a block that is too long", swap(EN, "## Begin en {#begin}", f"## {'Begin ' * 30}{{#begin}}"), "120 is the most"),
]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "sentence"), [row[1:] for row in MISTAKES], ids=[row[0] for row in MISTAKES])
def test_a_mistake_is_told_with_file_and_line_and_loads_nothing(make: Mistake, sentence: str, content: Content) -> None:
    pages = Page.objects.count()
    file, line = make(content)
    told = content.mistakes()
    assert told, "nobody noticed"
    assert told[-1].startswith("Nothing was loaded: ")
    matching = [row for row in told[:-1] if sentence in row]
    assert matching, told
    assert any(row.startswith(f"{file}, line {line}: ") for row in matching), (matching, line)
    assert all(row.startswith(("courses/", "practices/", "site/")) for row in told[:-1]), told
    assert Page.objects.count() == pages
    assert not Theme.objects.exists()
    assert not LoadedContent.objects.exists()


@pytest.mark.django_db
def test_all_mistakes_are_told_at_once(content: Content) -> None:
    content.replace(COURSE, "en: title en", "en: ''")
    content.replace(EN, "::: key-point", "::: keypoint")
    content.replace(CAFE / "nb.md", "::: evidence", "::: proof")
    told = content.mistakes()
    assert len(told) == 4
    assert told[-1] == "Nothing was loaded: 3 mistakes."


@pytest.mark.django_db
def test_one_mistake_is_one(content: Content) -> None:
    content.replace(QUIZ, "type: ordering", "type: guessing")
    told = content.mistakes()
    assert len(told) == 2
    assert told[-1] == "Nothing was loaded: 1 mistake."


@pytest.mark.django_db
def test_a_mistake_that_comes_later_changes_nothing_of_what_was_loaded(content: Content) -> None:
    content.set_out()
    before = list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision"))
    content.replace(EN, "First en paragraph", "Another en paragraph")
    content.replace(NB, "slug=waiting-nb", "slug=Å-vente")
    assert content.mistakes()
    assert list(Page.objects.order_by("pk").values_list("pk", "title", "latest_revision")) == before


def test_the_files_can_be_checked_without_loading(content: Content, db: Any) -> None:
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    call_command("load_practice_set", root=content.root, check=True, stdout=out)
    assert "are in order" in out.getvalue()
    assert not LoadedContent.objects.exists()
