"""Changing a plan: the same addresses for plain forms, which lead back to the row, and for the script that saves."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from practices.plans.access import POSTS, Access, keep_name, opens_plan
from practices.plans.forms import NameForm, RowForm, uuid_in
from practices.plans.history import undo_last, who
from practices.plans.kinds import ROW_KINDS
from practices.plans.models import Kind, PlanItem
from practices.plans.record import (
    Clash,
    Go,
    Outcome,
    Shown,
    TooManyRowsError,
    add_item,
    find_item,
    move_item,
    place_item,
    plain_of,
    save_texts,
    set_fields,
)
from practices.plans.showing import Refusal
from practices.plans.views import language, show_plan
from practices.plans.words import Reader

Do = Callable[[Access, PlanItem, Any], str]


@opens_plan(POSTS, edits=True)
@sensitive_post_parameters()
@sensitive_variables()
def plan_rows(request: HttpRequest, access: Access) -> HttpResponse:
    """Add a row.

    Raises:
        Http404: there are no rows of this kind to add.
    """
    kind = ROW_KINDS.get(request.POST.get("kind", ""))
    if kind is None or not kind.asked:
        raise Http404
    form = RowForm(kind, request.POST, kind.asked)
    if not form.is_valid():
        return show_plan(request, access, Refusal(form, kind=kind.kind), status=422)
    values = form.values
    if not any(values.values()):
        # Nothing was written, so there is nothing to add.
        return _to_row(access, "", f"#add-{kind.kind}")
    try:
        item = add_item(access.plan, uuid_in(request.POST, "id") or uuid.uuid4(), kind.kind, values, access.actor)
    except TooManyRowsError as problem:
        return show_plan(request, access, Refusal(form, kind=kind.kind, problem=str(problem)), status=422)
    return _to_row(access, "added", row=item.pk)


@opens_plan(POSTS, edits=True)
@sensitive_post_parameters()
@sensitive_variables()
def plan_row(request: HttpRequest, access: Access, row: uuid.UUID) -> HttpResponse:
    """Save what was written in a row, and do with it what the button says that was pressed.

    A script is answered the row's values and version: with 409 where something clashes, with 410 where the row was
    removed, with 422 where something is wrong. A form is led back to the row, or shown both texts.

    Raises:
        Http404: the plan has no such row.
    """
    item = find_item(access.plan, row)
    form = RowForm(ROW_KINDS[item.kind], request.POST)
    if not form.is_valid():
        if _wants_json(request):
            return JsonResponse({"errors": form.problems}, status=422)
        return show_plan(request, access, Refusal(form, row=row), status=422)
    reader = Reader.of(access.plan, language(), [item])
    shown = _shown(reader)
    if item.removed and "return" in request.POST:
        item = set_fields(access.plan, row, {"removed": False}, Go(access.actor))
    outcome = save_texts(access.plan, row, form.values, form.base, access.actor, shown)
    if _wants_json(request):
        return _told(outcome, shown)
    if outcome.clashes or (outcome.removed and form.values):
        return _both(request, access, reader, outcome, form)
    do = DO.get(request.POST.get("do", ""))
    return _to_row(access, do(access, outcome.item, request.POST) if do else "saved", row=row)


def _shown(reader: Reader) -> Shown:
    def shown(item: PlanItem, name: str, value: Any) -> Any:
        return reader.shown(item, name, value).text if isinstance(value, str) else value

    return shown


# --- What buttons do


def _tick(access: Access, item: PlanItem, data: Any) -> str:
    done = data["do"] == "done"
    if ROW_KINDS[item.kind].ticks:
        set_fields(access.plan, item.pk, {"done": done}, Go(access.actor))
    return "done" if done else "undone"


def _move(access: Access, item: PlanItem, data: Any) -> str:
    if item.kind != Kind.HEAD:
        move_item(access.plan, item.pk, {"up": -1, "down": 1}[data["do"]], access.actor)
    return "moved"


def _put(access: Access, item: PlanItem, data: Any) -> str:
    if item.kind != Kind.HEAD:
        place_item(access.plan, item.pk, uuid_in(data, "after"), access.actor)
    return "moved"


def _remove(access: Access, item: PlanItem, data: Any) -> str:
    if item.kind != Kind.HEAD:
        set_fields(access.plan, item.pk, {"removed": True}, Go(access.actor))
    return "removed"


DO: dict[str, Do] = {"done": _tick, "undone": _tick, "up": _move, "down": _move, "put": _put, "remove": _remove}


def _to_row(access: Access, did: str, anchor: str = "", row: uuid.UUID | None = None) -> HttpResponse:
    """Lead back to a row, and say there what was done; a row that is gone is told of at the head of the page."""
    query = {"did": did, "row": str(row)} if row and did else {}
    at = "#did" if did == "removed" else f"#row-{row}" if row else anchor
    return HttpResponseRedirect(f"{access.url('plan')}{'?' if query else ''}{urlencode(query)}{at}")


# --- When two have changed the same


def _both(request: HttpRequest, access: Access, reader: Reader, outcome: Outcome, form: RowForm) -> HttpResponse:
    """Show what was written and what somebody else has made of it meanwhile, and let the writer choose."""
    item = outcome.item
    kind = ROW_KINDS[item.kind]
    if outcome.removed:
        last = item.changes.filter(field="removed").order_by("-version").first()
        clashes = [Clash(name, mine, None, last) for name, mine in form.values.items() if mine]
    else:
        clashes = outcome.clashes
    context = {
        "access": access,
        "row": reader.row(item),
        "url": access.url("plan_row", item.pk),
        "plan_url": f"{access.url('plan')}#row-{item.pk}",
        "removed": outcome.removed,
        "clashes": [_clash(clash, kind.field(clash.field), reader, item) for clash in clashes],
    }
    return render(request, "practices/plans/both.html", context, status=409)


def _clash(clash: Clash, field: Any, reader: Reader, item: PlanItem) -> dict[str, Any]:
    mine, theirs = _text(clash.mine), _text(_shown(reader)(item, clash.field, clash.theirs))
    return {
        "field": field,
        "id": f"{clash.field}-{item.pk}",
        "mine": mine,
        "theirs": theirs,
        "joined": "" if field.is_date else (f"{mine}\n\n{theirs}" if field.lines else f"{mine} / {theirs}"),
        "who": who(clash.change) if clash.change else "",
        "at": clash.change.at if clash.change else None,
    }


def _text(value: Any) -> str:
    return str(plain_of(value) or "")


def _told(outcome: Outcome, shown: Shown) -> JsonResponse:
    """Answer a script what became of its save."""
    item = outcome.item
    kind = ROW_KINDS[item.kind]
    answer: dict[str, Any] = {
        "version": item.version,
        "values": {one.name: _text(shown(item, one.name, getattr(item, one.name))) for one in kind.fields},
        "clashes": {clash.field: _who_and_when(clash) for clash in outcome.clashes},
    }
    status = 410 if outcome.removed else 409 if outcome.clashes else 200
    return JsonResponse(answer, status=status, json_dumps_params={"ensure_ascii": False})


def _who_and_when(clash: Clash) -> dict[str, str]:
    if clash.change is None:
        return {"who": "", "at": ""}
    return {"who": who(clash.change), "at": date_format(localtime(clash.change.at), "DATETIME_FORMAT")}


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


# --- Taking back, and names


@opens_plan(POSTS, edits=True)
def plan_undo(request: HttpRequest, access: Access) -> HttpResponse:
    """Take back what one did last oneself."""
    did = undo_last(access.plan, access.actor)
    return HttpResponseRedirect(f"{access.url('plan')}?did={did}#did")


@opens_plan(POSTS, edits=True)
def plan_name(request: HttpRequest, access: Access) -> HttpResponse:
    """Keep the name that somebody with a link gives."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return show_plan(request, access, did={"did": "name-too-long"}, status=422)
    response = HttpResponseRedirect(f"{access.url('plan')}#who")
    keep_name(request, response, form.cleaned_data["name"])
    return response
