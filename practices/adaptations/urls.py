"""Addresses below a language on which people tell how practices went."""

from __future__ import annotations

from django.urls import path

from practices.adaptations import views

urlpatterns = [
    path("me/practices/<uuid:key>/tried/", views.tried, name="tried"),
    path("me/practices/<uuid:key>/tried/withdraw/", views.tried_withdraw, name="tried_withdraw"),
    path("me/tried/", views.tried_answer, name="tried_answer"),
]
