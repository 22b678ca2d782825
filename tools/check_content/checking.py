"""All rules over all content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mimi.loading.checks import check
from mimi.loading.items import Item, read_everything
from mimi.loading.problems import Problems
from tools.check_content import spelling
from tools.check_content.answers import answer_findings
from tools.check_content.extent import extent_findings
from tools.check_content.language import language_findings
from tools.check_content.sources import TABLES, source_findings
from tools.check_content.texts import Finding, Passage, guide_passages, passages
from tools.check_content.typography import typography_findings


@dataclass
class Content:
    """What the loader reads below a folder, and what it has to say about it."""

    root: Path
    items: list[Item]
    passages: list[Passage]
    mistakes: list[Finding]

    @property
    def words(self) -> Path:
        """The folder of the word lists."""
        return self.root / spelling.WORDS


def read(root: Path) -> Content:
    """Read all content through the loader's own readers, and the guide; files with a mistake are told and left out."""
    problems = Problems()
    items = read_everything(root, problems)
    if not problems:
        check(items, problems)
    mistakes = [Finding(problem.file, problem.line, problem.message) for problem in set(problems.found)]
    return Content(root, items, [*passages(items), *guide_passages(root)], mistakes)


def findings(content: Content) -> Iterator[Finding]:
    """Yield all that the rules find."""
    yield from content.mistakes
    yield from _spelling(content)
    yield from language_findings(content.passages)
    yield from typography_findings(content.passages)
    yield from extent_findings(content.items)
    yield from answer_findings(content.items)
    if not content.mistakes:
        for table in TABLES:
            yield from source_findings(content.root / table, content.items)


def _spelling(content: Content) -> Iterator[Finding]:
    lexicons = spelling.lexicons(content.words)
    yield from spelling.spelling_findings(content.passages, lexicons, spelling.hunspell_dictionaries())
    # While files can't be read, their words only seem to be gone.
    if not content.mistakes:
        for language in lexicons:
            yield from spelling.list_findings(content.words / f"{language}.txt", _used(lexicons, language))


def unknown_words(content: Content, language: str) -> list[str]:
    """Return the words of a language to be mended, or to be put into its list."""
    lexicons = spelling.lexicons(content.words)
    found = spelling.spelling_findings(content.passages, lexicons, spelling.hunspell_dictionaries())
    told = [each.message for each in found if each.message.startswith(f"{language}:")]
    return spelling.in_order(message.split("“")[1].split("”")[0] for message in told)


def tidy_lists(content: Content) -> None:
    """Sort the word lists, and take out words that no text has any more."""
    lexicons = spelling.lexicons(content.words)
    list(spelling.spelling_findings(content.passages, lexicons, spelling.hunspell_dictionaries()))
    for language in lexicons:
        file = content.words / f"{language}.txt"
        kept = _used(lexicons, language).intersection(spelling.read_words(file))
        file.write_text("".join(f"{word}\n" for word in spelling.in_order(kept)), encoding="utf-8")


def _used(lexicons: dict[str, spelling.Lexicon], language: str) -> set[str]:
    """Return which words were of use; the names of the English list may be in any language."""
    others = [each.used & each.names for each in lexicons.values()] if language == "en" else []
    return lexicons[language].used.union(*others)
