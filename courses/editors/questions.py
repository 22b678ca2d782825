"""The report on questions, the doubtful ones first."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn

from courses.editors.statistics import DOUBTS, FEWEST, QuestionStatistics, question_statistics
from courses.models import QuizPage
from mimi.editors.quality.reports import QualityReport, Report, edit_url, language_name, register_report

# As much of a question as tells it from others.
LONGEST_PROMPT = 110
DOUBTFUL, SOUND, FEW = "doubtful", "sound", "few"


class QuestionFilters(WagtailFilterSet):
    """By what the numbers say. The rows are worked out, so the view filters them."""

    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(DOUBTFUL, _("doubtful")), (SOUND, _("nothing found")), (FEW, _("too few answers"))],
        method="leave",
    )
    doubt = django_filters.ChoiceFilter(label=_("Doubt"), choices=list(DOUBTS.items()), method="leave")

    class Meta:
        model = QuizPage
        fields: ClassVar[list[str]] = []

    def leave(self, rows: Any, name: str, value: str) -> Any:
        """Leave the quizzes alone."""
        return rows


def state_of(row: QuestionStatistics) -> str:
    """Return what the numbers of a question say, as a key of the filter."""
    if not row.is_told:
        return FEW
    return DOUBTFUL if row.doubts else SOUND


def doubts_in_words(row: QuestionStatistics) -> str:
    """Say what is doubtful of a question, with the choices and languages that it is about."""
    if not row.is_told:
        return ngettext(
            "Fewer than %(count)s answer: too few to say anything.",
            "Fewer than %(count)s answers: too few to say anything.",
            FEWEST,
        ) % {"count": FEWEST}
    return " ".join(_doubt(row, key) for key in row.doubts)


def _doubt(row: QuestionStatistics, key: str) -> str:
    if key == "language":
        names = ", ".join(language_name(code) for code in row.far_off)
        return gettext("Far off the other languages: %(languages)s. Perhaps a fault of the translation.") % {
            "languages": names
        }
    if key == "distractor":
        return gettext("Nobody chooses: %(choices)s") % {"choices": " · ".join(row.unchosen)}
    return f"{DOUBTS[key]}."


def percent(share: float | None) -> str:
    """Return a share in whole per cent; a dash where it isn't told."""
    return "–" if share is None else f"{100 * share:.0f} %"


def by_language(row: QuestionStatistics) -> str:
    """Return the shares of right answers by language."""
    return ", ".join(f"{language_name(code)} {percent(share)}" for code, share in sorted(row.shares.items()))


def correlation(value: float | None) -> str:
    """Return a correlation with two decimals; a dash where there is none."""
    return "–" if value is None else number_format(value, 2)


# How rows are put in order, by the name of the column; what isn't told comes last.
ORDERS: dict[str, Any] = {
    "doubts": lambda row: (0 if row.is_told else 1, -len(row.doubts)),
    "quiz": lambda row: row.quiz.path,
    "answers": lambda row: row.answers,
    "share": lambda row: 2.0 if row.share is None else row.share,
    "discrimination": lambda row: 2.0 if row.discrimination is None else row.discrimination,
}


def _joined(keys: list[str]) -> str:
    """Return doubts in one cell of a table that is taken along."""
    return "; ".join(str(DOUBTS[key]) for key in keys)


class QuestionReport(QualityReport):
    """All questions of the quizzes that the person may change."""

    model = QuizPage
    filterset_class = QuestionFilters
    default_ordering = "doubts"
    explained = _(
        "Counted are the answers in finished first attempts, in all languages together. Discrimination is the "
        "corrected item-total correlation: how far a question agrees with the rest of its quiz. Above 0.2 it tells "
        "learners apart, around 0 it doesn’t, and below 0 something is wrong with it. Questions with few answers get "
        "no numbers."
    )
    columns: ClassVar[list[Any]] = [
        TitleColumn("prompt", label=_("Question"), width="28%",
                    accessor=lambda row: Truncator(row.prompt).chars(LONGEST_PROMPT),
                    get_url=lambda row: edit_url(row.quiz.pk, f"questions/{row.question.id}")),
        Column("quiz", label=_("Quiz"), accessor="quiz.title", sort_key="quiz"),
        NumberColumn("answers", label=_("Answers"), accessor="answers", sort_key="answers"),
        Column("share", label=pgettext_lazy("an answer", "Right"), sort_key="share",
               accessor=lambda row: percent(row.share)),
        Column("discrimination", label=_("Discrimination"), sort_key="discrimination",
               accessor=lambda row: correlation(row.discrimination)),
        Column("languages", label=_("Right, by language"), accessor=by_language),
        Column("doubts", label=_("Doubtful"), accessor=doubts_in_words, sort_key="doubts"),
    ]  # fmt: skip
    list_export: ClassVar[list[str]] = ["quiz.title", "prompt", "answers", "share", "discrimination", "doubts"]
    export_headings: ClassVar[dict[str, Any]] = {
        "quiz.title": _("Quiz"),
        "prompt": _("Question"),
        "answers": _("Answers"),
        "share": pgettext_lazy("an answer", "Right"),
        "discrimination": _("Discrimination"),
        "doubts": _("Doubtful"),
    }

    custom_field_preprocess: ClassVar[dict[str, Any]] = {"doubts": {"csv": _joined, "xlsx": _joined}}

    def get_filtered_queryset(self) -> Any:
        """Return the rows as they are filtered and put in order."""
        quizzes = QuizPage.objects.live().filter(pk__in=self.editable())
        rows = [row for row in question_statistics(quizzes) if self._is_wanted(row)]
        descending = self.ordering.startswith("-")
        return sorted(rows, key=ORDERS[self.ordering.lstrip("-")], reverse=descending)

    def _is_wanted(self, row: QuestionStatistics) -> bool:
        filters = self.filters
        wanted = filters.form.cleaned_data if filters and filters.is_valid() else {}
        state, doubt = wanted.get("state"), wanted.get("doubt")
        return (not state or state_of(row) == state) and (not doubt or doubt in row.doubts)


register_report(Report("questions", _("Questions"), QuestionReport, icon="help", order=1205))
