"""Pages of a plan's history: who changed what, and the plan as it was at a moment, to be brought back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from practices.plans.access import POSTS, READS, Access, only_to_read, opens_plan
from practices.plans.forms import number_in
from practices.plans.history import bring_all_back, bring_back, items_at, read_history
from practices.plans.models import Kind
from practices.plans.showing import page_variables
from practices.plans.views import language
from practices.plans.words import Reader, read_plan


@opens_plan()
def plan_history(request: HttpRequest, access: Access) -> HttpResponse:
    """Show what was done, the latest first."""
    items = list(access.plan.items.all())
    reader = Reader.of(access.plan, language(), items)
    entries, more = read_history(access.plan, number_in(request.GET, "before"), reader.name)
    first = {"who": "", "at": access.plan.created_at}
    context = {
        "access": access,
        "title": next(reader.row(item).title for item in items if item.kind == Kind.HEAD),
        "entries": [{"entry": entry, "url": access.url("plan_moment", entry.until)} for entry in entries],
        "begun": first if more is None else None,
        "begun_url": access.url("plan_moment", 0),
        "more": more,
        "plan_url": access.url("plan"),
        "back_url": access.url("plan_back") if access.may_edit else "",
        "did": request.GET.get("did", ""),
    }
    return render(request, "practices/plans/history.html", context)


@opens_plan((*READS, *POSTS))
def plan_moment(request: HttpRequest, access: Access, number: int) -> HttpResponse:
    """Show the plan as it was after a change, or make it so again.

    Raises:
        Http404: the plan has no such change.
    """
    if request.method == "POST":
        if not access.may_edit:
            return only_to_read(request, access)
        bring_all_back(access.plan, number, access.actor)
        return HttpResponseRedirect(f"{access.url('plan')}?did=back#did")
    items = [item for item in items_at(access.plan, number) if not item.removed]
    context = page_variables(access, read_plan(access.plan, language(), items))
    change = access.plan.changes.filter(pk=number).first()
    context["at"] = change.at if change else access.plan.created_at
    context["moment_url"] = access.url("plan_moment", number) if access.may_edit else ""
    return render(request, "practices/plans/moment.html", context)


@opens_plan(POSTS, edits=True)
def plan_back(request: HttpRequest, access: Access) -> HttpResponse:
    """Bring back what a field held before or after a change.

    Raises:
        Http404: the plan has no such change.
    """
    item = bring_back(access.plan, number_in(request.POST, "change") or 0, request.POST.get("side", ""), access.actor)
    return HttpResponseRedirect(f"{access.url('plan')}?did=back&row={item.pk}#row-{item.pk}")
