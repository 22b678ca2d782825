"""Addresses of plans: an owner's own below `me/`, and the same by a link that was shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, path

from practices.plans import editing, history_views, sharing_views, views
from practices.plans.exports.views import plan_export


def _both_ways(rest: str, view: Callable[..., Any], name: str) -> Iterator[URLPattern]:
    yield path(f"me/plans/<uuid:plan>/{rest}", view, name=name)
    yield path(f"plans/<str:token>/{rest}", view, name=f"shared_{name}")


urlpatterns = [
    path("me/plans/", views.plans, name="plans"),
    path("me/plans/adopt/<uuid:key>/", views.plan_adopt, name="plan_adopt"),
    *_both_ways("", views.plan, "plan"),
    *_both_ways("state.json", views.plan_state, "plan_state"),
    *_both_ways("rows/", editing.plan_rows, "plan_rows"),
    *_both_ways("rows/<uuid:row>/", editing.plan_row, "plan_row"),
    *_both_ways("undo/", editing.plan_undo, "plan_undo"),
    path("plans/<str:token>/name/", editing.plan_name, name="shared_plan_name"),
    *_both_ways("export/<str:ending>/", plan_export, "plan_export"),
    *_both_ways("history/", history_views.plan_history, "plan_history"),
    *_both_ways("history/<int:number>/", history_views.plan_moment, "plan_moment"),
    *_both_ways("history/back/", history_views.plan_back, "plan_back"),
    path("me/plans/<uuid:plan>/links/", sharing_views.plan_links, name="plan_links"),
    path(
        "me/plans/<uuid:plan>/links/<uuid:link>/withdraw/", sharing_views.plan_link_withdraw, name="plan_link_withdraw"
    ),
    path("me/plans/<uuid:plan>/copy/", views.plan_copy, name="plan_copy"),
    path("me/plans/<uuid:plan>/delete/", views.plan_delete, name="plan_delete"),
    path("me/plans/<uuid:plan>/return/", views.plan_return, name="plan_return"),
]
