"""The pages of review: personal, never kept by anybody, the same without a script."""

from __future__ import annotations

import uuid
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from courses.progress.views import HtmxRequest
from courses.review import rounds
from courses.review.models import ReviewRound
from courses.review.pool import question_pool
from courses.review.reminders import KIND
from mimi.letters.subscriptions import subscribe, unsubscribe
from mimi.pages.links import current_language
from mimi.people import learners
from mimi.people.limits import limited


@require_safe
@cache_control(private=True, no_store=True)
def review(request: HtmxRequest) -> HttpResponse:
    """Show a question of the round that is open, the verdict on one, how it went, or what is due."""
    learner, language = learners.learner_id(request), current_language()
    latest = rounds.latest_round(learner, language)
    wanted = request.GET.get("question", "")
    over = "result" in request.GET
    context = rounds.stage(learner, latest, wanted, over=over, language=language, now=timezone.now())
    return _show(request, context)


@require_POST
@cache_control(private=True, no_store=True)
@limited("answers")
def review_begin(request: HttpRequest) -> HttpResponse:
    """Begin a round, and show its first question; one that is open goes on."""
    learner = learners.learner_id(request)
    if learner:
        rounds.begin_round(learner, current_language(), timezone.now())
    return HttpResponseRedirect(reverse("review"))


@require_POST
@cache_control(private=True, no_store=True)
@limited("answers")
def review_answer(request: HtmxRequest) -> HttpResponse:
    """Keep and judge one answer; a repeated send counts once.

    With htmx the answer is the verdict alone, else a redirect to the page that shows it.
    """
    learner, language = learners.learner_id(request), current_language()
    row = _round_of(learner, request.POST.get("attempt", ""))
    latest = rounds.read_round(row, question_pool(language)) if row else None
    asked = latest.find(request.POST.get("question", "")) if latest else None
    if row is None or latest is None or asked is None:
        # An editor has taken the question away since it was shown, or it was shown to somebody else.
        return _go_on(request)
    question = asked.question
    if question.id not in latest.answers:
        form = question.type.form(question, request.POST)
        if not form.is_valid():
            return _show(request, rounds.ask(latest, asked, form), status=422)
        rounds.keep(row, form.entries, language, timezone.now())
        latest = rounds.read_round(row, question_pool(language))
    if not request.htmx:
        response: HttpResponse = HttpResponseRedirect(f"{reverse('review')}?question={question.id}")
    else:
        response = _show(request, rounds.feedback(latest, asked))
    if learner:
        learners.remember(request, response, learner)
    return response


@require_POST
@cache_control(private=True, no_store=True)
def review_letters(request: HttpRequest) -> HttpResponse:
    """Note whether somebody wants the weekly e-mail, and in which language."""
    user = request.user
    if not user.is_authenticated:
        return redirect_to_login(reverse("my_learning"), resolve_url(settings.LOGIN_URL))
    language = request.POST.get("language", "")
    if "stop" in request.POST:
        unsubscribe(user.pk, KIND)
        messages.success(request, gettext("You won’t get the weekly e-mail any more."))
    elif language in dict(settings.LANGUAGES):
        subscribe(user.pk, KIND, language)
        name = dict(settings.LANGUAGES)[language]
        said = gettext("You will get an e-mail once a week when questions are waiting. Its language: %(name)s.")
        messages.success(request, said % {"name": name})
    else:
        messages.error(request, gettext("Choose one of the languages shown."))
    return HttpResponseRedirect(f"{reverse('my_learning')}#review")


def _round_of(learner: uuid.UUID | None, text: str) -> ReviewRound | None:
    """Return the round with this id, if it is this learner's."""
    try:
        key = uuid.UUID(text)
    except ValueError:
        return None
    return ReviewRound.objects.filter(pk=key, learner_id=learner).first() if learner else None


def _go_on(request: HtmxRequest) -> HttpResponse:
    """Show what is next in place of something that is no more."""
    if not request.htmx:
        return HttpResponseRedirect(reverse("review"))
    response = HttpResponse(status=204)
    response.headers["HX-Redirect"] = reverse("review")
    return response


def _show(request: HtmxRequest, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Render the stage alone where a script asked for it, else the whole page. A script takes in no error page."""
    htmx = request.htmx
    if htmx and not htmx.boosted and not htmx.history_restore_request:
        return render(request, "courses/review/stage.html", context)
    return render(request, "courses/review_page.html", context, status=status)
