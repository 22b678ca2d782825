"""What learning stores about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from courses.progress.models import Enrolment, LessonCompletion, QuizAnswer, QuizAttempt
from courses.progress.retelling import answers_in_words, prompts
from courses.reflections.models import Reflection, ReflectionText
from courses.review.models import ReviewAnswer, ReviewRound
from mimi.people.privacy.declarations import INTERNAL, Purpose, Shown, declare
from mimi.people.privacy.export import language_names, page_titles
from mimi.people.privacy.purposes import with_learner

LEARNING = Purpose(
    order=30,
    title=_("What you have learnt"),
    why=_("So that you find your place again, see your results, and lose nothing when you change language or device."),
    kept=with_learner,
)
NOTES = Purpose(
    order=40,
    title=_("Your notes"),
    why=_("So that you find what you have thought about. Nobody else can read your notes in the site or in its admin."),
    kept=with_learner,
)
LESSON = Shown(_("Lesson"), words=page_titles("lesson_key"))
COURSE = Shown(_("Course"), words=page_titles("course_key"))
LANGUAGE = Shown(_("Language"), words=language_names)

declare(
    Enrolment,
    "learner",
    purpose=LEARNING,
    what=_("Courses that you have begun"),
    fields={"course_key": COURSE, "started_at": _("Begun on")},
    activity=("started_at",),
)

declare(
    LessonCompletion,
    "learner",
    purpose=LEARNING,
    what=_("Lessons that you have marked as read"),
    fields={
        "lesson_key": LESSON,
        "course_key": COURSE,
        "language": LANGUAGE,
        "completed_at": _("Read on"),
        "looked_at": _("Looked at again on"),
    },
    withheld={"edition": INTERNAL},
    activity=("completed_at", "looked_at"),
)

declare(
    QuizAttempt,
    "learner",
    purpose=LEARNING,
    what=_("Quizzes that you have taken"),
    fields={
        "quiz_key": Shown(_("Quiz"), words=page_titles("quiz_key")),
        "course_key": COURSE,
        "number": _("Attempt"),
        "language": LANGUAGE,
        "started_at": _("Begun on"),
        "finished_at": _("Finished on"),
        "points": _("Points"),
        "points_possible": _("Points possible"),
        "pass_mark": _("Passed at, in per cent"),
        "passed": _("Passed"),
    },
    withheld={"drawn": INTERNAL, "merged_into": INTERNAL, "revision": INTERNAL},
    activity=("started_at", "finished_at"),
)


declare(
    QuizAnswer,
    "attempt__learner",
    purpose=LEARNING,
    what=_("Answers that you have given"),
    fields={
        "question_id": Shown(_("Question"), words=prompts),
        "response": Shown(_("Your answer"), words=answers_in_words),
        "correct": pgettext_lazy("an answer", "Right"),
        "share": _("Share of the points"),
        "points_possible": _("Points possible"),
        "language": LANGUAGE,
        "answered_at": _("Answered on"),
        "carried": _("Taken over from the attempt before"),
    },
    withheld={"attempt": INTERNAL, "version": INTERNAL, "send_id": INTERNAL},
    activity=("answered_at",),
)

declare(
    ReviewRound,
    "learner",
    purpose=LEARNING,
    what=_("Rounds of review that you have begun"),
    fields={"number": _("Round"), "started_at": _("Begun on")},
    withheld={"questions": INTERNAL},
    activity=("started_at",),
)

declare(
    ReviewAnswer,
    "round__learner",
    purpose=LEARNING,
    what=_("Answers that you have given in review"),
    fields={
        "question_id": Shown(_("Question"), words=prompts),
        "response": Shown(_("Your answer"), words=answers_in_words),
        "correct": pgettext_lazy("an answer", "Right"),
        "share": _("Share of the points"),
        "language": LANGUAGE,
        "answered_at": _("Answered on"),
    },
    withheld={"round": INTERNAL},
    activity=("answered_at",),
)

declare(
    Reflection,
    "learner",
    purpose=NOTES,
    what=_("Lessons that you have written notes in"),
    fields={"lesson_key": LESSON, "course_key": COURSE},
    withheld={"block_id": INTERNAL, "replaced": INTERNAL},
)

declare(
    ReflectionText,
    "reflection__learner",
    purpose=NOTES,
    what=_("Notes that you have written"),
    fields={
        "sealed": Shown(_("Note"), value=lambda row: row.text),
        "written_at": _("Written on"),
    },
    withheld={"reflection": INTERNAL, "version": INTERNAL},
    activity=("written_at",),
)
