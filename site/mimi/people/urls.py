"""Addresses of one's own data below a language."""

from __future__ import annotations

from django.urls import path

from mimi.people.personal import personal
from mimi.people.privacy import views

urlpatterns = [
    path("me/personal.json", personal, name="personal"),
    path("me/data/", views.own_data, name="own_data"),
    path("me/data.json", views.own_data_file, name="own_data_file"),
    path("me/delete/", views.delete_me, name="delete_me"),
    path("me/deleted/", views.deleted, name="deleted"),
    path("me/privacy/", views.what_is_stored, name="what_is_stored"),
]
