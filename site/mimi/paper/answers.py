"""Answers that are documents to take away."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from docx.document import Document as WordDocument

from mimi.pages.links import current_language
from mimi.paper.pdf import PaperUnavailableError, render_pdf

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def pdf_answer(request: HttpRequest, template: str, context: Mapping[str, Any], name: str) -> HttpResponse:
    """Answer a template as a PDF in the reader's language, under a file name.

    Where this machine can make none, the answer is a page that says so, with status 503.
    """
    try:
        pdf = render_pdf(template, context, current_language())
    except PaperUnavailableError:
        return render(request, "paper/unavailable.html", status=503)
    return file_answer(pdf, "application/pdf", name)


def word_answer(made: WordDocument, name: str) -> HttpResponse:
    """Answer a Word file under a file name."""
    buffer = io.BytesIO()
    made.save(buffer)
    return file_answer(buffer.getvalue(), WORD, name)


def file_answer(content: bytes, kind: str, name: str) -> HttpResponse:
    """Answer a file of a content type under a file name."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response
