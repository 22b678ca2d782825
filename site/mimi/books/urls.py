"""Addresses of books, below a language."""

from __future__ import annotations

from django.urls import path, register_converter
from django.urls.converters import StringConverter

from mimi.books import views


class FormatConverter(StringConverter):
    """How the name of a book's file may end."""

    regex = "|".join(views.CONTENT_TYPES)


register_converter(FormatConverter, "book_format")

urlpatterns = [
    path("books/<slug:kind>/<uuid:key>.<book_format:ending>", views.book_file, name="book_file"),
]
