"""A learner's own certificates: taking one out, with another name, as PDF, and withdrawing it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.certificates import record
from courses.certificates.badges.kinds import BADGE_KINDS
from courses.certificates.codes import read_code
from courses.certificates.forms import NameForm
from courses.certificates.models import Certificate
from courses.certificates.paper import certificate_pdf, file_name
from courses.certificates.showing import Shown, held_by, show, versions
from courses.progress.standing import reader_states
from courses.progress.state import CourseState
from mimi.pages.chrome import frame, in_language
from mimi.pages.links import current_language
from mimi.paper import PaperBusyError, PaperUnavailableError, file_answer, in_turn
from mimi.people import learners
from mimi.people.limits import count, limited

private = cache_control(private=True, no_store=True)


@dataclass(frozen=True)
class Row:
    """A completed course: the versions of its certificate, the latest first, and the form for one."""

    key: str
    title: str
    versions: list[Shown]
    form: NameForm

    @property
    def current(self) -> Shown | None:
        """The version that holds."""
        return self.versions[0] if self.versions and self.versions[0].is_valid else None

    @property
    def earlier(self) -> list[Shown]:
        """Those that hold no more."""
        return self.versions[1:] if self.current else self.versions

    @property
    def languages(self) -> list[dict[str, str]]:
        """The other languages that the paper can be had in, each as it calls itself, with its address."""
        code = self.current.written_code if self.current else ""
        return [
            {"code": language, "name": name, "url": in_language(language, "certificate_pdf", [code])}
            for language, name in settings.LANGUAGES
            if code and language != current_language()
        ]

    @property
    def badges(self) -> list[dict[str, Any]]:
        """The kinds of file that the badge can be had as, each with its address."""
        code = self.current.written_code if self.current else ""
        return [
            {"label": kind.label, "url": reverse("badge_file", args=[code, kind.ending])}
            for kind in BADGE_KINDS.values()
            if code
        ]


@require_safe
@private
@login_required
def certificates(request: HttpRequest) -> HttpResponse:
    """Show the reader's certificates, and the courses that she can have one of."""
    return _page(request)


@require_http_methods(["GET", "POST"])
@private
@login_required
@limited("certificates", typed=["name"])
def certificate_issue(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Give the reader a certificate with the name that she has written, or one with another name.

    Raises:
        Http404: she hasn't completed such a course.
    """
    if request.method == "GET":
        # The language was changed on a page that had refused a name.
        return HttpResponseRedirect(reverse("certificates"))
    learner = learners.ensure_learner(request)
    has_one = Certificate.objects.filter(learner_id=learner, course_key=key).exists()
    state = None if has_one else _completed(request, str(key))
    if state is None and not has_one:
        raise Http404
    form = NameForm(request.POST, auto_id=f"%s-{key}")
    if not form.is_valid():
        return _page(request, form, str(key), status=HTTPStatus.UNPROCESSABLE_ENTITY)
    name, language = form.cleaned_data["name"], current_language()
    if state is None:
        record.rename(learner, key, name, language)
    else:
        record.issue(learner, state.outline, name, language)
    messages.success(request, gettext("Your certificate is ready."))
    return HttpResponseRedirect(f"{reverse('certificates')}#certificate-{key}")


@require_POST
@private
@login_required
@limited("certificates")
def certificate_withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Withdraw one of the reader's certificates.

    Raises:
        Http404: it isn't hers.
    """
    learner = learners.learner_id(request)
    if learner is None or not record.withdraw(learner, read_code(code)):
        raise Http404
    messages.success(request, gettext("The certificate is withdrawn. Its page says so from now on."))
    return HttpResponseRedirect(reverse("certificates"))


@require_safe
@private
@login_required
@limited("exports")
def certificate_file(request: HttpRequest, code: str) -> HttpResponse:
    """Answer one of the reader's certificates as a PDF in the language of the address.

    Raises:
        Http404: it isn't hers, or it doesn't hold any more.
        LimitReachedError: files were made too often.
    """
    shown = own(request, code)
    count(request, "exports")
    try:
        with in_turn():
            pdf = certificate_pdf(shown, current_language(), frame(current_language()).funding)
    except PaperBusyError:
        status = HTTPStatus.SERVICE_UNAVAILABLE
        response = render(request, "paper/busy.html", {"again_url": request.get_full_path()}, status=status)
        response.headers["Retry-After"] = "5"
        return response
    except PaperUnavailableError:
        context = {"back_url": reverse("certificates")}
        return render(request, "paper/unavailable.html", context, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return file_answer(pdf, "application/pdf", file_name(shown))


def own(request: HttpRequest, code: str) -> Shown:
    """Return one of the reader's versions that holds.

    Raises:
        Http404: she has none with this code.
    """
    hers = versions().filter(certificate__learner__user=request.user.pk)
    version = hers.filter(code=read_code(code)).first()
    shown = show(version, current_language()) if version else None
    if shown is None or not shown.is_valid:
        raise Http404
    return shown


def _page(request: HttpRequest, form: NameForm | None = None, key: str = "", status: int = 200) -> HttpResponse:
    """Show the page; `form` is one that was refused, for the course with this key."""
    held = held_by(int(request.user.pk or 0), current_language())
    name = next((row[0].name for row in held), "") or _full_name(request)
    rows = [Row(row[0].course_key, row[0].course.title, row, _form(row[0].course_key, row[0].name)) for row in held]
    known = {row.key for row in rows}
    rows += [
        Row(state.outline.key, state.outline.title, [], _form(state.outline.key, name))
        for state in reader_states(request)
        if state.completed and state.outline.key not in known
    ]
    if form is not None:
        rows = [Row(row.key, row.title, row.versions, form if row.key == key else row.form) for row in rows]
    context: dict[str, Any] = {"rows": rows}
    return render(request, "courses/certificates/certificates.html", context, status=status)


def _full_name(request: HttpRequest) -> str:
    user = request.user
    return user.get_full_name() if user.is_authenticated else ""


def _form(key: str, name: str) -> NameForm:
    return NameForm(initial={"name": name}, auto_id=f"%s-{key}")


def _completed(request: HttpRequest, key: str) -> CourseState | None:
    states = reader_states(request)
    return next((state for state in states if state.outline.key == key and state.completed), None)
