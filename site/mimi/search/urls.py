"""The address of search below a language."""

from __future__ import annotations

from django.urls import path

from mimi.search import views

urlpatterns = [path("search/", views.search_page, name="search")]
