"""A process that is killed while it sends a letter: nothing is sent twice."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from tests.site.operations.processes import Ask, ask, environment

__all__ = ["ask", "environment"]

SUBSCRIBE = """
from courses.review.reminders import KIND
from mimi.letters.subscriptions import subscribe
from mimi.people.models import User
for name in ("first", "second"):
    subscribe(User.objects.create_user(f"{name}@example.org").pk, KIND, "en")
"""
# As the weekly job does it; what is due is another matter.
SEND = """
import os, signal
from mimi.letters.models import Subscription
from mimi.letters.posting import Post
from mimi.operations.mail import FileAndLogBackend

take = FileAndLogBackend.send_messages

def die(*, before):
    def send_messages(backend, messages):
        if not before:
            take(backend, messages)
        os.kill(os.getpid(), signal.SIGKILL)
    FileAndLogBackend.send_messages = send_messages

def send():
    with Post() as post:
        for wish in Subscription.objects.order_by("pk"):
            context = {"count": 3, "review_url": "/"}
            letter = {"template": "letters/weekly_review", "context": context, "language": "en", "subscribed": True}
            print(post.send(wish.user, wish.kind, "2026-W48", **letter).name)
"""


@pytest.mark.once
@pytest.mark.parametrize(("before", "sent"), [(True, 0), (False, 1)], ids=["before it was sent", "after it was sent"])
def test_a_letter_whose_process_was_killed_isnt_sent_again_and_the_others_are(
    ask: Ask, tmp_path: Path, before: bool, sent: int
) -> None:
    ask(SUBSCRIBE)
    ask(f"{SEND}\ndie(before={before})\nsend()", status=-signal.SIGKILL)
    assert ask(f"{SEND}\nsend()").split() == ["EARLIER", "SENT"]
    mails = "".join(path.read_text() for path in (tmp_path / "mail").glob("*.log"))
    assert mails.count("To: first@example.org") == sent
    assert mails.count("To: second@example.org") == 1
    marked = "from mimi.letters.models import Letter; print(Letter.objects.filter(sent_at=None).count())"
    assert ask(marked) == "1"
