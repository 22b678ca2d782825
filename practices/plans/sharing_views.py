"""The page on which an owner makes links to her plan, and withdraws them."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.debug import sensitive_variables

from practices.plans.access import POSTS, READS, Access, opens_plan
from practices.plans.forms import LinkForm
from practices.plans.sharing import TooManyLinksError, make_link, withdraw_link
from practices.plans.views import language
from practices.plans.words import read_plan


@opens_plan((*READS, *POSTS), owner=True, counts="plans")
@sensitive_variables()
def plan_links(request: HttpRequest, access: Access) -> HttpResponse:
    """Show the links to a plan, and make one.

    Its address is in the answer to the form and nowhere else, because nobody keeps it.
    """
    if request.method != "POST":
        return _show(request, access, LinkForm(initial={"id": uuid.uuid4(), "may_edit": ""}))
    form = LinkForm(request.POST)
    if not form.is_valid():
        return _show(request, access, form, status=422)
    wanted = form.cleaned_data
    try:
        token = make_link(access.plan, wanted["id"], wanted["label"], may_edit=bool(wanted["may_edit"]))
    except TooManyLinksError as problem:
        form.add_error(None, str(problem))
        return _show(request, access, form, status=422)
    if not token:
        # The form came twice; only the first answer had the address.
        return HttpResponseRedirect(f"{access.url('plan_links')}?did=made-before#did")
    return _show(request, access, LinkForm(initial={"id": uuid.uuid4(), "may_edit": ""}), wanted["id"], token)


@sensitive_variables()
def _show(
    request: HttpRequest,
    access: Access,
    form: LinkForm,
    made: uuid.UUID | None = None,
    token: str = "",
    status: int = 200,
) -> HttpResponse:
    links = list(access.plan.links.filter(withdrawn_at=None))
    context = {
        "access": access,
        "plan": read_plan(access.plan, language()),
        "plan_url": access.url("plan"),
        "links": [{"link": link, "withdraw_url": access.url("plan_link_withdraw", link.pk)} for link in links],
        "form": form,
        "made": next((link for link in links if link.pk == made), None),
        "address": settings.SITE_URL + reverse("shared_plan", args=[token]) if token else "",
        "did": request.GET.get("did", ""),
    }
    return render(request, "practices/plans/links.html", context, status=status)


@opens_plan(POSTS, owner=True)
def plan_link_withdraw(request: HttpRequest, access: Access, link: uuid.UUID) -> HttpResponse:
    """Withdraw a link: from now on it leads nowhere."""
    withdraw_link(access.plan, link)
    return HttpResponseRedirect(f"{access.url('plan_links')}?did=withdrawn#did")
