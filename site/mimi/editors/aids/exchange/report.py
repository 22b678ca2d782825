"""What became of a file, told in the editor's language, place by place."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mimi.editors.aids.exchange.base import ReadDocument
from mimi.editors.aids.exchange.judging import (
    DocumentProblem,
    DocumentVerdict,
    Judgement,
    Outcome,
    Verdict,
)

_PROBLEMS: dict[DocumentProblem, Promise | str] = {
    DocumentProblem.OTHER_PAGE: gettext_lazy("This is for another page or language, or for one that you may not edit."),
    DocumentProblem.OTHER_LANGUAGE: gettext_lazy("The file says that it is in another language."),
    DocumentProblem.UNKNOWN: gettext_lazy("No page of this site belongs to this."),
    DocumentProblem.IN_REVIEW: gettext_lazy("This is being reviewed, and can't be changed until somebody has decided."),
}
_GROUPS: dict[Outcome, Promise | str] = {
    Outcome.REFUSED: gettext_lazy("Wrong, and not taken"),
    Outcome.OUTDATED: gettext_lazy("The English is not what it is on the site"),
    Outcome.MEANWHILE: gettext_lazy("Changed on the site since the file was made"),
    Outcome.UNKNOWN: gettext_lazy("No longer on the page"),
    Outcome.UNSURE: gettext_lazy("Marked as unfinished in the file"),
}
_COUNTED: dict[Outcome, Promise | str] = {
    Outcome.NEW: gettext_lazy("New"),
    Outcome.CHANGED: gettext_lazy("Changed"),
    Outcome.CONFIRMED: gettext_lazy("Confirmed"),
    Outcome.UNCHANGED: gettext_lazy("The same as before"),
    Outcome.EMPTY: gettext_lazy("Without a translation"),
}


@dataclass(frozen=True)
class Entry:
    """One thing to tell: where, what is wrong, and the texts. `english` is what stands there now."""

    where: str
    line: str
    reasons: tuple[str, ...]
    english: str = ""
    former: str = ""
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Group:
    """Things of a kind."""

    heading: Promise | str
    entries: list[Entry]


@dataclass(frozen=True)
class Report:
    """What became of a file. `taken` is None when nothing was changed because something is wrong."""

    taken: int | None
    groups: list[Group]
    counts: list[tuple[Promise | str, int]] = field(default_factory=list)


def report(judgement: Judgement, *, taken: int | None) -> Report:
    """Tell what became of a file."""
    wrong = judgement.wrong_documents
    reviewed = [_wrong_document(one) for one in wrong if one.problem is DocumentProblem.IN_REVIEW]
    elsewhere = [_wrong_document(one) for one in wrong if one.problem is not DocumentProblem.IN_REVIEW]
    groups = [Group(gettext_lazy("In review"), reviewed)] if reviewed else []
    groups += [Group(gettext_lazy("For somewhere else"), elsewhere)] if elsewhere else []
    for outcome, heading in _GROUPS.items():
        entries = [_entry(document, verdict) for document, verdict in judgement.of(outcome)]
        if entries:
            groups.append(Group(heading, entries))
    counted = [(heading, len(judgement.of(outcome))) for outcome, heading in _COUNTED.items()]
    return Report(taken, groups, [(heading, count) for heading, count in counted if count])


def _wrong_document(one: DocumentVerdict) -> Entry:
    reason = str(_PROBLEMS[one.problem]) if one.problem else ""
    return Entry(one.title, _line(one.document, one.document.line), (reason,))


def _entry(document: DocumentVerdict, verdict: Verdict) -> Entry:
    row, unit = verdict.row, verdict.unit
    label = row.place.label if row else unit.path
    english = verdict.english
    former = unit.english if verdict.outcome in (Outcome.OUTDATED, Outcome.UNKNOWN) else ""
    return Entry(
        f"{document.title} › {label}",
        _line(document.document, unit.line),
        verdict.wrongs,
        english,
        former,
        unit.translation,
        _url(verdict),
    )


def _url(verdict: Verdict) -> str:
    if verdict.row is None:
        return ""
    help_url = reverse("aids:help", args=[verdict.row.translation.pk])
    return f"{help_url}#segment-{verdict.row.segment.pk}"


def _line(document: ReadDocument, line: int) -> str:
    if document.file:
        return _("%(file)s, line %(line)d") % {"file": document.file, "line": line}
    return _("Line %(line)d") % {"line": line}
