"""Makes a letter: its words in the reader's language, as plain text and as HTML."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import engines
from django.template.context import make_context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

# Answering machines stay silent (RFC 3834, section 5.1).
AUTOMATIC = {"Auto-Submitted": "auto-generated"}


def absolute(path: str) -> str:
    """Return the full address of a path of this site."""
    return f"{settings.SITE_URL}{path}"


def compose(
    address: str, template: str, context: dict[str, Any], *, language: str, unsubscribe_url: str = ""
) -> EmailMultiAlternatives:
    """Return a letter to an e-mail address.

    `template` names three templates: with `_subject.txt`, `.txt` and `.html` behind it; the latter two extend
    `letters/base.txt` and `letters/base.html`. They get the context and `home_url`, `me_url` and `unsubscribe_url`, all
    full addresses. A letter with an address for unsubscribing is unsubscribed from by one click in the reader's mail
    program (RFC 8058).
    """
    with override(language):
        variables = {
            "language": language,
            "home_url": absolute(reverse("wagtail_serve", args=[""])),
            "me_url": absolute(reverse("my_learning")),
            "unsubscribe_url": unsubscribe_url,
            **context,
        }
        subject = " ".join(_plain(f"{template}_subject.txt", variables).split())
        text = _plain(f"{template}.txt", variables).strip() + "\n"
        html = render_to_string(f"{template}.html", variables)
    headers = dict(AUTOMATIC)
    if unsubscribe_url:
        headers["List-Unsubscribe"] = f"<{unsubscribe_url}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter = EmailMultiAlternatives(subject, text, to=[address], headers=headers)
    letter.attach_alternative(html, "text/html")
    return letter


def _plain(template: str, variables: dict[str, Any]) -> str:
    """Render a template of plain text: there is nothing in it to escape for."""
    found: Any = engines["django"].get_template(template)
    return str(found.template.render(make_context(variables, autoescape=False)))
