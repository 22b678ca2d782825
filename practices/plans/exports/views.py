"""Answers a plan as a file, to its owner and to everybody who has a link."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import get_language, gettext, override
from django.views.decorators.debug import sensitive_variables

from mimi.pages.links import SOURCE_LANGUAGE
from mimi.paper import PaperUnavailableError, file_answer
from mimi.people.limits import count, limited
from practices.plans.access import Access, opens_plan
from practices.plans.exports import EXPORT_FORMATS, Contents, NothingToExportError, contents_of
from practices.plans.words import read_plan

# So that a name fits in 255 bytes in any script, with its ending and the number that browsers put behind it.
LONGEST_NAME = 60


@opens_plan()
@limited("exports")
@sensitive_variables()
def plan_export(request: HttpRequest, access: Access, ending: str) -> HttpResponse:
    """Answer a plan as a file in the language of the address; where that can't be, a page which says why.

    Raises:
        Http404: there is no such format.
        LimitReachedError: files were made too often.
    """
    wanted = EXPORT_FORMATS.get(ending)
    if wanted is None:
        raise Http404
    count(request, "exports")
    plan = contents_of(read_plan(access.plan, get_language() or SOURCE_LANGUAGE), localdate())
    try:
        content = wanted.write(plan)
    except NothingToExportError as problem:
        context = {"problem": str(problem), "label": wanted.label, "plan_url": access.url("plan")}
        return render(request, "practices/plans/no_export.html", context, status=HTTPStatus.CONFLICT)
    except PaperUnavailableError:
        return render(request, "paper/unavailable.html", status=HTTPStatus.SERVICE_UNAVAILABLE)
    return file_answer(content, wanted.content_type, file_name(plan, ending))


def file_name(plan: Contents, ending: str) -> str:
    """Return a name for the file from the plan's title: letters, digits and hyphens only, whatever was typed."""
    title = slugify(plan.title.text, allow_unicode=True)[:LONGEST_NAME].strip("-_")
    name = gettext("plan")
    return f"{name}.{ending}" if title in ("", name) else f"{name}-{title}.{ending}"


def ways_to_take(access: Access) -> list[dict[str, Any]]:
    """Return for a plan's page where it can be had as a file: in the reader's language, and in the plan's own."""
    here = get_language() or SOURCE_LANGUAGE
    ways = []
    for language in dict.fromkeys((here, access.plan.language)):
        with override(language):
            links = [
                {"label": one.label, "ending": ending, "url": access.url("plan_export", ending)}
                for ending, one in EXPORT_FORMATS.items()
            ]
        # What the language calls itself.
        name = "" if language == here else dict(settings.LANGUAGES).get(language, language)
        ways.append({"language": name, "links": links})
    return ways
