"""Addresses of letters, below a language."""

from __future__ import annotations

from django.urls import path

from mimi.letters import views

urlpatterns = [path("letters/unsubscribe/", views.unsubscribe_page, name="unsubscribe")]
