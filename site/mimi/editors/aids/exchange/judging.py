"""Looks at what a file brings, text by text, before anything is changed: what is new, what is refused, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from wagtail_localize.models import Translation

from mimi.editors.aids.exchange.base import ReadDocument, ReadUnit
from mimi.editors.aids.rows import Row, rows_of
from mimi.editors.aids.texts import normal
from mimi.editors.aids.wrongs import wrongs_of


class Outcome(Enum):
    """What becomes of a text of a file."""

    NEW = "new"
    CHANGED = "changed"
    CONFIRMED = "confirmed"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    UNSURE = "unsure"
    # What the file calls English isn't what stands there (any more).
    OUTDATED = "outdated"
    UNKNOWN = "unknown"
    # Somebody has changed it on the site since the file was made.
    MEANWHILE = "meanwhile"
    REFUSED = "refused"


TAKEN = (Outcome.NEW, Outcome.CHANGED, Outcome.CONFIRMED)


class DocumentProblem(Enum):
    """Why nothing of a document can be taken."""

    OTHER_PAGE = "other-page"
    OTHER_LANGUAGE = "other-language"
    UNKNOWN = "unknown"
    # It would change what somebody else is reviewing.
    IN_REVIEW = "in-review"


@dataclass(frozen=True)
class Verdict:
    """What becomes of one text. `row` is missing where the page has no such text; `english` is what it says now."""

    outcome: Outcome
    unit: ReadUnit
    row: Row | None = None
    english: str = ""
    wrongs: tuple[str, ...] = ()


@dataclass(frozen=True)
class DocumentVerdict:
    """What becomes of a document."""

    document: ReadDocument
    translation: Translation | None
    problem: DocumentProblem | None = None
    verdicts: tuple[Verdict, ...] = ()

    @property
    def title(self) -> str:
        """What it is called, as far as that is known."""
        return self.translation.source.object_repr if self.translation else self.document.title or self.document.uuid


@dataclass
class Judgement:
    """What becomes of a file."""

    documents: list[DocumentVerdict] = field(default_factory=list)

    def of(self, *outcomes: Outcome) -> list[tuple[DocumentVerdict, Verdict]]:
        """Return the texts that have one of these outcomes."""
        return [(one, verdict) for one in self.documents for verdict in one.verdicts if verdict.outcome in outcomes]

    @property
    def wrong_documents(self) -> list[DocumentVerdict]:
        """The documents that can't be taken at all."""
        return [one for one in self.documents if one.problem]

    @property
    def is_right(self) -> bool:
        """Whether nothing in the file is wrong in itself."""
        return not self.wrong_documents and not self.of(Outcome.REFUSED)


def judge(
    read: Sequence[ReadDocument],
    allowed: Sequence[Translation],
    *,
    closed: Callable[[Sequence[Translation]], Collection[int]] = lambda _named: (),
    replace: bool = False,
) -> Judgement:
    """Say what becomes of the documents of a file.

    `allowed` are the translations, into one language, that the file may be for; `closed` names those of them, by their
    numbers, in which nothing may be written now. With `replace`, it wins over what was changed on the site since it was
    made.
    """
    by_uuid = {str(one.uuid): one for one in allowed}
    known = {str(uuid) for uuid in Translation.objects.values_list("uuid", flat=True).filter(uuid__in=_uuids(read))}
    named = [by_uuid[one.uuid] for one in read if one.uuid in by_uuid]
    named = list({one.pk: one for one in named}.values())
    rows, shut = rows_of(named), closed(named)
    found = []
    for document in read:
        translation = by_uuid.get(document.uuid)
        if translation is None:
            problem = DocumentProblem.OTHER_PAGE if document.uuid in known else DocumentProblem.UNKNOWN
            found.append(DocumentVerdict(document, None, problem))
        elif _is_other_language(document, translation):
            found.append(DocumentVerdict(document, translation, DocumentProblem.OTHER_LANGUAGE))
        else:
            verdicts = tuple(_judge_units(document, rows[translation.pk], replace=replace))
            if translation.pk in shut and any(verdict.outcome in TAKEN for verdict in verdicts):
                found.append(DocumentVerdict(document, translation, DocumentProblem.IN_REVIEW))
            else:
                found.append(DocumentVerdict(document, translation, None, verdicts))
    return Judgement(found)


def _uuids(read: Sequence[ReadDocument]) -> list[str]:
    found = []
    for document in read:
        try:
            found.append(str(UUID(document.uuid)))
        except ValueError:
            continue
    return found


def _is_other_language(document: ReadDocument, translation: Translation) -> bool:
    """Say whether a file is for another language; one that says nothing is believed by its id alone."""
    said, meant = document.target_language.lower(), translation.target_locale.language_code.lower()
    return bool(said) and said != meant and said.partition("-")[0] != meant.partition("-")[0]


def _judge_units(document: ReadDocument, rows: Sequence[Row], *, replace: bool) -> list[Verdict]:
    by_text = {(row.path, normal(row.english)): row for row in rows}
    by_path: dict[str, list[Row]] = {}
    for row in rows:
        by_path.setdefault(row.path, []).append(row)
    named = {(unit.path, normal(unit.english)) for unit in document.units}
    found = []
    for unit in document.units:
        same = by_text.get((unit.path, normal(unit.english)))
        if same is not None:
            found.append(_judge_unit(unit, same, document, replace=replace))
            continue
        # What else stands there now, and isn't in the file, is what the English has become.
        others = [other for other in by_path.get(unit.path, []) if (other.path, normal(other.english)) not in named]
        if not normal(unit.translation).strip():
            found.append(Verdict(Outcome.EMPTY, unit))
        elif unit.path in by_path:
            english = others[0].english if others else ""
            found.append(Verdict(Outcome.OUTDATED, unit, others[0] if others else by_path[unit.path][0], english))
        else:
            found.append(Verdict(Outcome.UNKNOWN, unit))
    return found


def _judge_unit(unit: ReadUnit, row: Row, document: ReadDocument, *, replace: bool) -> Verdict:
    brought, stored = normal(unit.translation), normal(row.text)
    if not brought.strip():
        return Verdict(Outcome.EMPTY, unit, row, row.english)
    if brought == stored:
        outcome = Outcome.CONFIRMED if row.unconfirmed and not unit.unsure else Outcome.UNCHANGED
        return Verdict(outcome, unit, row, row.english)
    wrongs = wrongs_of(brought, row.english, stored, row.place)
    if wrongs:
        return Verdict(Outcome.REFUSED, unit, row, row.english, tuple(wrongs))
    if unit.unsure:
        return Verdict(Outcome.UNSURE, unit, row, row.english)
    if stored and not replace and document.made_at and row.stored and row.stored.updated_at > document.made_at:
        return Verdict(Outcome.MEANWHILE, unit, row, row.english)
    return Verdict(Outcome.CHANGED if stored else Outcome.NEW, unit, row, row.english)
