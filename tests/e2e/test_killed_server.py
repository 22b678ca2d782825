"""The server is killed in the middle of it, and nothing that it has acknowledged is lost."""

from __future__ import annotations

import json
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup

from tests.browser import RunningSite
from tests.e2e.atlas import Atlas

pytestmark = pytest.mark.e2e
LEARNERS = 8
# What is there of each learner's answers, told by the site's own models.
KEPT = """
import json, django
django.setup()
from courses.progress.models import QuizAnswer
rows = QuizAnswer.objects.exclude(send_id=None).values_list("attempt__learner_id", "question_id", "send_id")
print(json.dumps([[str(value) for value in row] for row in rows]))
"""


@dataclass
class Sender:
    """A browser that answers many questions, keeps what isn't acknowledged, and notes what is."""

    site: RunningSite
    entries: list[tuple[str, dict[str, str]]]
    cookie: str = ""
    acknowledged: list[str] = field(default_factory=list)

    def send(self, url: str, fields: dict[str, str]) -> bool:
        """Send one answer; False where no acknowledgement came back."""
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=30)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Requested-With": "outbox"}
        try:
            connection.request("POST", url, urlencode(fields), {**headers, "Cookie": self.cookie})
            answer = connection.getresponse()
            told = json.loads(answer.read())
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        cookie = answer.headers.get("Set-Cookie", "").partition(";")[0]
        self.cookie = cookie or self.cookie
        if told["kept"]:
            self.acknowledged.append(fields["send"])
        return True

    def until_it_dies(self) -> None:
        for url, fields in self.entries:
            if not self.send(url, fields):
                return

    def again(self) -> None:
        """Send what isn't acknowledged, and some of what is."""
        known = set(self.acknowledged)
        for url, fields in self.entries:
            if fields["send"] not in known or fields["send"] in self.acknowledged[-3:]:
                assert self.send(url, fields)


def answers(site: RunningSite, atlas: Atlas) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield an address and the fields of an answer for each question of all quizzes, without ids of their own."""
    for quiz in atlas.pages["QuizPage"]:
        connection = HTTPConnection("127.0.0.1", site.port, timeout=30)
        connection.request("GET", f"/en/quizzes/{quiz.key}/")
        html = connection.getresponse().read()
        connection.close()
        for form in BeautifulSoup(html, "html.parser").select("form[data-question]"):
            if form.select_one("[type=submit]"):
                yield str(form["action"]), dict(_fields(form))


def _fields(form: BeautifulSoup) -> Iterator[tuple[str, str]]:
    yield "question", str(form["data-question"])
    yield "attempt", ""
    for box in form.select("input[type=radio], input[type=checkbox]")[:1]:
        yield str(box["name"]), str(box["value"])
    for text in form.select("input[type=text]"):
        yield str(text["name"]), "something"
    for place, choice in enumerate(form.select("fieldset select"), start=1):
        values = [str(option["value"]) for option in choice.select("option") if option["value"]]
        yield str(choice["name"]), values[place - 1 if choice["name"].startswith("position-") else 0]


@pytest.mark.parametrize("seconds", [0.4, 1.5])
def test_what_was_acknowledged_survives_a_kill_and_what_was_not_counts_once(
    live_site: RunningSite, atlas: Atlas, seconds: float
) -> None:
    templates = list(answers(live_site, atlas))
    assert len(templates) > 50
    senders = [
        Sender(live_site, [(url, {**fields, "send": str(uuid.uuid4())}) for url, fields in templates])
        for _n in range(LEARNERS)
    ]
    with ThreadPoolExecutor(LEARNERS) as pool:
        running = [pool.submit(sender.until_it_dies) for sender in senders]
        begun = time.monotonic()
        while not any(sender.acknowledged for sender in senders) or time.monotonic() - begun < seconds:
            time.sleep(0.01)
        live_site.kill()
        for each in running:
            each.result()
    assert any(len(sender.acknowledged) < len(templates) for sender in senders), "The kill came too late."
    live_site.start()

    acknowledged = {send for sender in senders for send in sender.acknowledged}
    kept = {send for _learner, _question, send in json.loads(live_site.run("-c", KEPT))}
    assert acknowledged <= kept

    threads = [threading.Thread(target=sender.again) for sender in senders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    rows = json.loads(live_site.run("-c", KEPT))
    for sender in senders:
        mine = [row for row in rows if row[2] in {fields["send"] for _url, fields in sender.entries}]
        owners = {row[0] for row in mine}
        # A learner whose first acknowledgement was lost is known by another cookie afterwards.
        own = [row for row in mine if row[0] == max(owners, key=[row[0] for row in mine].count)]
        assert len({row[1] for row in own}) == len(own) == len(templates)
    live_site.manage("check_progress")
