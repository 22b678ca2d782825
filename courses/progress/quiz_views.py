"""Addresses of quizzes and assessments: answering, beginning anew, and looking back at attempts."""

from __future__ import annotations

import json
import uuid
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from courses.changes.quizzes import quiz_news
from courses.progress import record
from courses.progress.attempts import attempt_rows, one_attempt
from courses.progress.quizzes import QuizSheet, Sitting, ask, feedback, numbered_sitting, paper, stage
from courses.progress.views import HtmxRequest
from courses.questions import AnswerForm, Question
from mimi.pages.cache.fragments import cached
from mimi.pages.cache.tags import collecting, depends_on
from mimi.pages.links import SOURCE_LANGUAGE, current_language
from mimi.pages.serving import for_everybody
from mimi.pages.visibility import restricted
from mimi.people import learners
from mimi.people.limits import limited
from mimi.people.origin import from_outbox, same_origin_required

STAGE = "courses/quiz/stage.html"


@same_origin_required
@require_POST
@cache_control(private=True, no_store=True)
@limited("answers")
def quiz_answer(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Keep and judge one answer; a repeated send counts once, by its `send` id wherever it is sent.

    With htmx the answer is the verdict alone, to an answer that had waited in the browser it is JSON
    (`kept`: whether this answer counts), else a redirect to the page that shows it.

    Raises:
        Http404: there is no live quiz with this key.
    """
    sheet = quiz_sheet(str(key))
    question = sheet.question(request.POST.get("question", ""))
    if question is None:
        # An editor has taken the question away since the page was shown.
        return _show(request, sheet, {}, HttpResponseRedirect(sheet.url))
    learner, send_id = learners.learner_id(request), _uuid(request.POST.get("send"))
    before = record.already_kept(learner, send_id)
    number = before.attempt.number if before else _number(request.POST.get("attempt"))
    sitting = None
    if before or sheet.draws or question.type.stepwise:
        sitting = numbered_sitting(learner, sheet, number)
        sheet = sheet.for_attempt(sitting.attempt)
        question = sheet.question(question.id)
        if question is None:
            # It wasn't drawn.
            return _show(request, sheet, {}, HttpResponseRedirect(sheet.url))
        if before:
            return _verdict(request, sheet, sitting, question)
    form = question.type.form(question, request.POST, sitting.given if sitting else {})
    if not form.is_valid():
        return _refuse(request, sheet, sitting or numbered_sitting(learner, sheet, number), question, form)
    # Who has an attempt is there; whoever begins one is made sure of then.
    learner = learner or learners.ensure_learner(request)
    # Judged before and shown after: the one transaction is short, so that many can write at once.
    entries = form.entries
    record.keep_version(sheet, question)
    with transaction.atomic():
        attempt = record.open_attempt(learner, sheet, number)
        if attempt.is_open and question.type.stepwise:
            record.take_step(attempt, sheet, question, request.POST, send_id)
        elif attempt.is_open:
            record.answer(attempt, sheet, question, entries, send_id)
    answers = record.finish_if_complete(attempt, sheet.questions, sheet.pass_mark)
    response = _verdict(request, sheet, Sitting(attempt, attempt.number, answers), question)
    learners.remember(request, response, learner)
    return response


@require_POST
@cache_control(private=True, no_store=True)
@limited("answers")
def assessment_start(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Draw the questions of a final assessment, and show the first; one that is open goes on.

    Raises:
        Http404: there is no live assessment with this key.
    """
    sheet = quiz_sheet(str(key))
    if not sheet.draws:
        raise Http404
    if not sheet.questions:
        return HttpResponseRedirect(sheet.url)
    learner = learners.ensure_learner(request)
    with transaction.atomic():
        record.begin_drawn(learner, sheet)
    response = HttpResponseRedirect(sheet.url)
    learners.remember(request, response, learner)
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_store=True)
def quiz_attempts(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """List a learner's attempts at a quiz; a POST begins a final assessment.

    Raises:
        Http404: there is no live quiz with this key.
    """
    if request.method == "POST":
        return assessment_start(request, key)
    sheet = quiz_sheet(str(key))
    rows = attempt_rows(learners.learner_id(request), sheet)
    return render(request, "courses/quiz/attempts.html", {"sheet": sheet, **rows})


@require_safe
@cache_control(private=True, no_store=True)
def quiz_attempt(request: HttpRequest, key: uuid.UUID, number: int) -> HttpResponse:
    """Show one finished attempt, each question as it was answered.

    Raises:
        Http404: there is no live quiz with this key, or the learner has no finished attempt with this number.
    """
    sheet = quiz_sheet(str(key))
    found = one_attempt(learners.learner_id(request), sheet, number)
    if found is None:
        raise Http404
    return render(request, "courses/quiz/attempt.html", {"sheet": sheet, **found})


@require_POST
@cache_control(private=True, no_store=True)
@limited("answers")
def quiz_missed(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Begin an attempt at the questions that were missed the last time; the right answers are taken over.

    Raises:
        Http404: there is no live quiz with this key, or it is a final assessment, which draws others each time.
    """
    sheet = quiz_sheet(str(key))
    learner = learners.learner_id(request)
    if sheet.draws:
        raise Http404
    if learner is not None:
        with transaction.atomic():
            record.begin_with_the_right_ones(learner, sheet)
    return HttpResponseRedirect(sheet.url)


@require_safe
def quiz_paper(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show all questions of a quiz on one page, the same for everybody: to print, and for when there is no connection.

    Raises:
        Http404: there is no live quiz with this key, or only some may see it, or it is a final assessment, whose
            questions are drawn.
    """
    with collecting() as tags:
        sheet = quiz_sheet(str(key))
        depends_on("restrictions")
        if sheet.draws or not Page.objects.filter(~restricted(), translation_key=key, live=True).exists():
            raise Http404
        response = render(request, "courses/quiz/paper.html", {**paper(sheet), "page": {"title": sheet.title}})
    return for_everybody(response, None if request.GET else tags)


def _verdict(request: HtmxRequest, sheet: QuizSheet, sitting: Sitting, question: Question) -> HttpResponse:
    """Show what an answer was worth; in place of a question that an attempt never held, how that attempt went."""
    if from_outbox(request):
        send_id = _uuid(request.POST.get("send"))
        return JsonResponse({"kept": any(answer.send_id == send_id for answer in sitting.answers.values())})
    if question.id in sitting.answers:
        if request.htmx:
            return HttpResponse(_feedback(sheet, sitting, question))
        context = feedback(sheet, sitting, question)
    else:
        context = stage(sheet, sitting, question.id)
    return _show(request, sheet, context, HttpResponseRedirect(f"{sheet.url}?question={question.id}"))


def _feedback(sheet: QuizSheet, sitting: Sitting, question: Question) -> str:
    """Render what an answer was worth; kept, for it is the same for all who give it at the same point of a quiz."""

    def show() -> str:
        depends_on(*sheet.tags)
        return render_to_string(STAGE, {**_frame(sheet), **feedback(sheet, sitting, question)})

    answer = sitting.answers[question.id]
    is_news = answer.version_id != sheet.versions[question.id].digest or quiz_news(sheet, sitting.attempt)
    if is_news or sheet.draws:
        return show()
    given = (sitting.number, sitting.finished, answer.carried, json.dumps(answer.response, sort_keys=True))
    done = tuple(row.id in sitting.answers for row in sheet.questions)
    return cached(("feedback", current_language(), sheet.key, question.id, given, done), show)


def _refuse(
    request: HtmxRequest, sheet: QuizSheet, sitting: Sitting, question: Question, form: AnswerForm
) -> HttpResponse:
    """Show the question again with what was chosen and a sentence on what is missing."""
    if question.id in sitting.answers or (sitting.attempt and not sitting.attempt.is_open):
        # The answer that counts has been given before.
        return _verdict(request, sheet, sitting, question)
    if from_outbox(request):
        return JsonResponse({"kept": False, "problem": next(iter(form.errors.values()))[0]})
    context = ask(sheet, sitting, question, form)
    if request.htmx:
        return render(request, STAGE, context)
    frame = _page(sheet.key, sheet.outline.language).get_context(request)
    return render(request, "courses/quiz_page.html", {**frame, **context}, status=422)


def _show(request: HtmxRequest, sheet: QuizSheet, context: dict[str, Any], redirect: HttpResponse) -> HttpResponse:
    if from_outbox(request):
        return JsonResponse({"kept": False})
    if not request.htmx:
        return redirect
    if not context:
        response = HttpResponse(status=204)
        response.headers["HX-Redirect"] = sheet.url
        return response
    return render(request, STAGE, {**_frame(sheet), **context})


def _frame(sheet: QuizSheet) -> dict[str, Any]:
    """Return what stands around a question that is shown alone."""
    return {
        "course": sheet.outline,
        "module": sheet.outline.module_with(sheet.key),
        "page": {"title": sheet.title, "intro": ""},
    }


def quiz_sheet(key: str) -> QuizSheet:
    """Return a live quiz in the active language, else in the source language.

    Raises:
        Http404: there is no live quiz with this key.
    """
    language = current_language()
    try:
        return cached(("quiz", language, key), lambda: _read_sheet(key, language))
    except LookupError:
        raise Http404 from None


def _page(key: str, language: str) -> Any:
    """Return a live quiz or assessment page.

    Raises:
        LookupError: there is none.
    """
    for page in Page.objects.live().filter(translation_key=key, locale__language_code=language).specific():
        if hasattr(type(page), "question_list"):
            return page
    raise LookupError(key)


def _read_sheet(key: str, language: str) -> QuizSheet:
    try:
        page = _page(key, language)
    except LookupError:
        page = _page(key, SOURCE_LANGUAGE)
    with collecting() as tags:
        depends_on(f"content:{page.pk}", f"translations:{key}")
        sheet = QuizSheet.of(page)
    return replace(sheet, tags=frozenset(tags))


def _number(text: str | None) -> int | None:
    """Read the number of an attempt; None for an empty one, sent by who could not know it."""
    if text == "":
        return None
    return max(1, int(text)) if text and text.isdecimal() and len(text) < 9 else 1


def _uuid(text: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(text or "")
    except ValueError:
        return None
